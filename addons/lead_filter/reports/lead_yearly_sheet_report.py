from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

# Odoo has no public way to ask which build of wkhtmltopdf it found.
from odoo.addons.base.models.ir_actions_report import _wkhtml
from odoo.addons.relationship_marketing.reports.page_footer import with_footers

REPORT = "lead_filter.lead_yearly_sheet_report_action"
# The free build of wkhtmltopdf prints a CSS pixel as 0.768 of the one the patched build prints.
FREE_BUILD_SCALE = 1.302
FONT_SIZE = 12  # CSS pixels
COLUMNS = ("received", "taken", "clarified", "contracts", "refused")


class LeadYearlySheet(models.Model):
    _inherit = "lead.yearly.sheet"
    _printed_report = "lead_filter.report_lead_yearly_sheet"

    def _render_pdf(self, lang):
        """The sheet as a PDF in the language ``lang`` (code); needs no running server.

        :raises UserError: no wkhtmltopdf on this machine
        """
        self.ensure_one()
        self.check_access("read")
        sheet = self.with_context(lang=lang or "en_US")
        reports = sheet.env["ir.actions.report"]
        if reports.get_wkhtmltopdf_state() == "install":
            raise UserError(sheet.env._("The PDF cannot be made: wkhtmltopdf is not installed on this machine."))
        size = FONT_SIZE if _wkhtml().is_patched_qt else round(FONT_SIZE * FREE_BUILD_SCALE, 2)
        page = sheet.env["ir.qweb"]._render(
            "lead_filter.report_lead_yearly_sheet_page", {"doc": sheet, "font_size": size}
        )
        pdf = reports._run_wkhtmltopdf([f"<!DOCTYPE html>\n{page}"], report_ref=REPORT)
        title = sheet._printed_title()
        return with_footers(pdf, title, title)

    def _printed_title(self):
        return self.env._("Requests of %(year)s – %(company)s", year=self.year, company=self.company_id.name)

    def _printed_today(self):
        return format_date(self.env, self.env.cr.now())

    def _printed_rows(self):
        """[[label, figures as texts…]] of the classes, and of all of them at the end."""
        labels = dict(self.line_ids._fields["request_class"]._description_selection(self.env))
        rows = [[labels[line.request_class], *self._printed_figures(line)] for line in self.line_ids]
        return [*rows, [self.env._("All requests"), *self._printed_figures(self)]]

    def _printed_figures(self, record):
        hours = formatLang(self.env, record.hours, digits=1) if record.hours else "–"
        cost = self.currency_id.format(record.cost) if record.cost else "–"
        return [*(str(record[name]) for name in COLUMNS), hours, cost]

    def _printed_facts(self):
        """[(label, text)] of what came of the requests and what they took."""
        names = (
            "clarified_text",
            "contract_text",
            "wrong_text",
            "wrong_value_text",
            "hours_text",
            "cost_text",
            "lost_text",
        )
        return [(self._fields[name]._description_string(self.env), self[name]) for name in names]

    def _printed_reasons(self):
        """[(product line, rows)]: why requests were refused, as (reason, how many, their value)."""
        outcomes = dict(self.reason_ids._fields["outcome"]._description_selection(self.env))
        printed = []
        for line, rows in self.reason_ids.grouped("product_line_id").items():
            printed.append(
                (
                    line.display_name or self.env._("No product line"),
                    [
                        (
                            row.disqualification_reason_id.name or outcomes.get(row.outcome, ""),
                            row.refused,
                            self.currency_id.format(row.revenue),
                        )
                        for row in rows
                    ],
                )
            )
        return printed

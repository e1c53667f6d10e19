from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_date

# Odoo has no public way to ask which build of wkhtmltopdf it found.
from odoo.addons.base.models.ir_actions_report import _wkhtml

from .page_footer import with_footers

REPORT = "relationship_marketing.client_plan_report_action"
# The free build of wkhtmltopdf prints a CSS pixel as 0.768 of the one the patched build prints.
FREE_BUILD_SCALE = 1.302
FONT_SIZE = 12  # CSS pixels


class ClientPlan(models.Model):
    _inherit = "client.plan"
    _printed_report = "relationship_marketing.report_client_plan"

    def _render_pdf(self, lang):
        """The plan as a PDF in the language ``lang`` (code); needs no running server.

        :raises UserError: no wkhtmltopdf on this machine
        """
        self.ensure_one()
        self.check_access("read")
        plan = self.with_context(lang=lang or "en_US")
        reports = plan.env["ir.actions.report"]
        if reports.get_wkhtmltopdf_state() == "install":
            raise UserError(plan.env._("The PDF cannot be made: wkhtmltopdf is not installed on this machine."))
        size = FONT_SIZE if _wkhtml().is_patched_qt else round(FONT_SIZE * FREE_BUILD_SCALE, 2)
        page = plan.env["ir.qweb"]._render(
            "relationship_marketing.report_client_plan_page", {"doc": plan, "font_size": size}
        )
        pdf = reports._run_wkhtmltopdf([f"<!DOCTYPE html>\n{page}"], report_ref=REPORT)
        title = f"{plan.name} – {plan.company_id.name}"
        return with_footers(pdf, title, title)

    def _printed_day(self, day):
        """A date as the reader writes it, or a dash."""
        return format_date(self.env, day) if day else "–"

    def _printed_goals(self):
        """[(label of the kind, goals)] in the order of the kinds, those without goals left out."""
        labels = dict(self.goal_ids._fields["kind"]._description_selection(self.env))
        by_kind = self.goal_ids.grouped("kind")
        return [(labels[kind], by_kind[kind]) for kind in labels if kind in by_kind]

    def _printed_card(self):
        """What is known of the client's value today, as on its card; without what the plan says itself."""
        sections = self.group_id.with_company(self.company_id).get_value_card()["sections"]
        return [section for section in sections if section["key"] != "plan"]

    def _printed_label(self, record, name):
        """The label of a selection in the reader's language."""
        return dict(record._fields[name]._description_selection(self.env)).get(record[name], "")

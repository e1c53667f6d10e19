from odoo import models
from odoo.exceptions import UserError

# Odoo has no public way to ask which build of wkhtmltopdf it found.
from odoo.addons.base.models.ir_actions_report import _wkhtml
from odoo.addons.relationship_marketing.reports.page_footer import with_footers

from .loss_report_print import LossReportPrint
from .loss_report_xlsx import loss_report_xlsx

REPORT = "key_account_loss.loss_analysis_report_action"
# The free build of wkhtmltopdf prints a CSS pixel as 0.768 of the one the patched build prints.
FREE_BUILD_SCALE = 1.302
FONT_SIZE = 12  # CSS pixels


class LossAnalysis(models.Model):
    _inherit = "loss.analysis"
    _printed_report = "key_account_loss.report_loss_analysis"

    def _render_pdf(self, lang):
        """The report as a PDF in the language ``lang`` (code); needs no running server.

        :raises UserError: nothing computed yet, or no wkhtmltopdf on this machine
        """
        self.ensure_one()
        analysis = self.with_context(lang=lang or "en_US")
        reports = analysis.env["ir.actions.report"]
        printed = LossReportPrint(analysis)
        if reports.get_wkhtmltopdf_state() == "install":
            raise UserError(analysis.env._("The PDF cannot be made: wkhtmltopdf is not installed on this machine."))
        page = analysis.env["ir.qweb"]._render(
            "key_account_loss.report_loss_analysis_page", {"doc": analysis, "report": printed, **self._report_size()}
        )
        pdf = reports._run_wkhtmltopdf([f"<!DOCTYPE html>\n{page}"], report_ref=REPORT)
        title = f"{analysis._report_heading()} – {analysis.company_id.name}"
        return with_footers(pdf, title, title)

    def _report_heading(self):
        """The analysis's name; the one it was given by itself, in whatever language, in the reader's."""
        month = f"{self.month:%Y-%m}"
        names = {
            code: self.with_context(lang=code).env._("Loss analysis %(month)s", month=month)
            for code, _name in self.env["res.lang"].get_installed()
        }
        return names.get(self.env.lang or "en_US", self.name) if self.name in names.values() else self.name

    @staticmethod
    def _report_size():
        """The body's font size in the CSS pixels of the build at hand; everything else is in ems of it."""
        return {"font_size": FONT_SIZE if _wkhtml().is_patched_qt else round(FONT_SIZE * FREE_BUILD_SCALE, 2)}

    def _report_print(self):
        """The report laid out in the reader's language, for the preview as a web page."""
        return LossReportPrint(self)

    def _render_xlsx(self, lang):
        """The tables of the report as an XLSX in the language ``lang`` (code)."""
        self.ensure_one()
        analysis = self.with_context(lang=lang or "en_US")
        return loss_report_xlsx(analysis, analysis._report_content())

    def action_download_xlsx(self):
        self.ensure_one()
        self.check_access("read")
        return {"type": "ir.actions.act_url", "url": f"/key_account_loss/{self.id}/report.xlsx", "target": "download"}

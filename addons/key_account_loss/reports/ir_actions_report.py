from io import BytesIO

from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Loss analyses are printed one by one and then merged, as the free build of wkhtmltopdf needs it, and
        without the style sheets of a running server, so that screen and command print the same."""
        report = self._get_report(report_ref)
        if report.report_name != "key_account_loss.report_loss_analysis" or not res_ids:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        return {
            analysis.id: {"stream": BytesIO(analysis._render_pdf(self.env.lang)), "attachment": None}
            for analysis in self.env["loss.analysis"].browse(res_ids)
        }

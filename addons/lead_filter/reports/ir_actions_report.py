from io import BytesIO

from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Sheets are printed one by one and then merged, as the free build of wkhtmltopdf needs it, and without the
        style sheets of a running server."""
        report = self._get_report(report_ref)
        if report.report_name != "lead_filter.report_lead_yearly_sheet" or not res_ids:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        return {
            sheet.id: {"stream": BytesIO(sheet._render_pdf(self.env.lang)), "attachment": None}
            for sheet in self.env["lead.yearly.sheet"].browse(res_ids)
        }

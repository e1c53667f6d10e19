from io import BytesIO

from odoo import models


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """A report that its model names as ``_printed_report`` is printed by the model's ``_render_pdf``, one record
        after the other and then merged, as the free build of wkhtmltopdf needs it, without a running server."""
        report = self._get_report(report_ref)
        records = self.env[report.model] if report.model in self.env else None
        if not res_ids or getattr(records, "_printed_report", None) != report.report_name:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        return {
            record.id: {"stream": BytesIO(record._render_pdf(self.env.lang)), "attachment": None}
            for record in records.browse(res_ids)
        }

from odoo.http import Controller, content_disposition, request, route

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class LossReportController(Controller):
    @route("/key_account_loss/<int:analysis_id>/report.xlsx", type="http", auth="user", methods=["GET"])
    def report_xlsx(self, analysis_id):
        """The tables of an analysis in the user's language, for whoever may read it."""
        analysis = request.env["loss.analysis"].browse(analysis_id)
        analysis.check_access("read")
        if not analysis.exists():
            raise request.not_found()
        content = analysis._render_xlsx(request.env.lang)
        headers = [
            ("Content-Type", XLSX),
            ("Content-Length", str(len(content))),
            ("Content-Disposition", content_disposition(f"{analysis.name}.xlsx")),
        ]
        return request.make_response(content, headers=headers)

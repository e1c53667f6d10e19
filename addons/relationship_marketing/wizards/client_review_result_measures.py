from odoo import api, fields, models
from odoo.fields import Command


class ClientReviewResult(models.TransientModel):
    """At each review the four measures are asked too; what is left empty was not asked (R12)."""

    _inherit = "client.review.result"

    statement_ids = fields.One2many(
        "client.review.result.statement",
        "result_id",
        string="What they say of us",
        default=lambda self: self._default_statement_ids(),
    )

    @api.model
    def _default_statement_ids(self):
        measures = self.env["client.measure"].search_fetch([("active", "=", True)], ["sequence"])
        return [Command.create({"measure_id": measure.id}) for measure in measures]

    def _record_statements(self, review):
        """Keep what they said of the measures with the review."""
        said = self.statement_ids.filtered(lambda line: line.score or (line.words or "").strip())
        self.env["client.measure.statement"].create([line._prepare_statement(review) for line in said])

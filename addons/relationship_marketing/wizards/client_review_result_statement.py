from odoo import fields, models

from ..models.client_measure_statement import SCORES


class ClientReviewResultStatement(models.TransientModel):
    _name = "client.review.result.statement"
    _description = "What they said of a measure at a review"

    result_id = fields.Many2one("client.review.result", required=True, index=True, ondelete="cascade")
    measure_id = fields.Many2one("client.measure", required=True, ondelete="cascade")
    question = fields.Char(related="measure_id.question")
    score = fields.Selection(SCORES, string="From 0 to 10")
    words = fields.Char("In their words")

    def _prepare_statement(self, review):
        return {
            "measure_id": self.measure_id.id,
            "partner_id": self.result_id.partner_id.id,
            "person_id": self.result_id.person_id.id,
            "said_on": self.result_id.held_on,
            "score": self.score,
            "words": self.words,
            "user_id": review.user_id.id or self.env.uid,
            "review_id": review.id,
        }

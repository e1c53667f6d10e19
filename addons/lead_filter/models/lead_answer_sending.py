from odoo import api, fields, models
from odoo.exceptions import ValidationError


class LeadAnswer(models.Model):
    _inherit = "lead.answer"

    sending_id = fields.Many2one(
        "lead.question.sending", "Asked by letter", index="btree_not_null", ondelete="set null", copy=False
    )
    said = fields.Char("What they said", compute="_compute_said")

    @api.depends("state", "yes_no", "choice_id", "number", "date", "text", "attachment_ids")
    @api.depends_context("lang")
    def _compute_said(self):
        for answer in self:
            answer.said = answer._answer_alone() if answer.state == "answered" else answer.text

    @api.constrains("sending_id")
    def _check_sending(self):
        for answer in self:
            if answer.sending_id and answer.sending_id.lead_id != answer.lead_id:
                raise ValidationError(self.env._("A letter asks about one request, and not about another."))

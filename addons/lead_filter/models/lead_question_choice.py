from odoo import fields, models


class LeadQuestionChoice(models.Model):
    _name = "lead.question.choice"
    _description = "Possible answer to a counter-question"
    _order = "sequence, id"

    question_id = fields.Many2one("lead.question", required=True, index=True, ondelete="cascade")
    name = fields.Char("Answer", required=True, translate=True)
    sequence = fields.Integer(default=10)

from odoo import api, fields, models


class LeadQuestionChoice(models.Model):
    _name = "lead.question.choice"
    _description = "Possible answer to a counter-question"
    _inherit = ["lead.number.mixin"]
    _order = "sequence, id"

    question_id = fields.Many2one("lead.question", required=True, index=True, ondelete="cascade")
    name = fields.Char("Answer", required=True, translate=True)
    sequence = fields.Integer(default=10)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_judged(self):
        # As for the type of the question.
        criteria = self.env["lead.criterion"].sudo().search([("choice_ids", "in", self.ids)])
        criteria.portrait_id._check_not_frozen()

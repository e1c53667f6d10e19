from odoo import api, models


class LeadAnswer(models.Model):
    """An answer to a request that was put aside is an answer all the same."""

    _inherit = "lead.answer"

    @api.model_create_multi
    def create(self, vals_list):
        answers = super().create(vals_list)
        answers.filtered(lambda answer: answer.state == "answered").lead_id._they_wrote_back()
        return answers

    def write(self, vals):
        result = super().write(vals)
        if vals.get("state") == "answered":
            self.lead_id._they_wrote_back()
        return result

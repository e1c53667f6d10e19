from odoo import fields, models


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "lead.number.mixin"]

    filter_ask_again_days = fields.Integer(
        "Ask again after, days",
        default=7,
        help="A counter-question is not proposed again so soon after it was asked.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "filter_ask_again_days" in vals:
            self.env.registry.clear_cache()
            self.env["crm.lead"]._judge_open(self)
        return result

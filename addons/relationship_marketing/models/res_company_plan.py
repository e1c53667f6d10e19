from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    plan_still_days = fields.Integer(
        "A plan stands still after", default=90, help="Days without movement after which a client's plan says so."
    )

    _plan_still_days_positive = models.Constraint(
        "CHECK (plan_still_days > 0)", "Say after how many days, at least one, a plan stands still."
    )

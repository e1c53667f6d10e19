from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    change_notice_days = fields.Integer(
        "Days to prepare for a change",
        required=True,
        default=30,
        help="So many days before a change at a client takes effect, a response to it should be prepared.",
    )
    introduction_days = fields.Integer(
        "Days an introduction may take",
        required=True,
        default=365,
        help="A division whose first supply comes within so many days after an introduction was opened by it.",
    )

    _change_notice_days_sign = models.Constraint(
        "CHECK (change_notice_days >= 0 AND introduction_days >= 0)", "A number of days cannot be negative."
    )

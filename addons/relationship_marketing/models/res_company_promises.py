from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    promise_reminder_days = fields.Integer(
        "Remind of a promise", default=3, help="Days before it is due on which its responsible is reminded, once."
    )
    promise_broken_days = fields.Integer(
        "A promise is broken after", default=30, help="Days past its due date after which an open promise is broken."
    )
    agreement_reminder_days = fields.Integer(
        "Remind of a renewal",
        default=60,
        help="Days before an agreement ends on which its responsible is reminded, once.",
    )
    experience_ask_days = fields.Integer(
        "Ask for experience after",
        default=30,
        help="Days after an order's confirmation, where it is not fully invoiced before.",
    )
    experience_large_amount = fields.Monetary(
        "Large order from",
        currency_field="currency_id",
        help="Net amount from which an order is large. Zero: the largest tenth of the last 12 months.",
    )
    experience_confirm_months = fields.Integer(
        "Confirm experience again after",
        default=18,
        help="Months after which an experience record is asked about again.",
    )

    _promise_days_positive = models.Constraint(
        "CHECK (promise_reminder_days >= 0 AND promise_broken_days > 0 AND agreement_reminder_days >= 0"
        " AND experience_ask_days >= 0 AND experience_large_amount >= 0 AND experience_confirm_months > 0)",
        "Days, months and amounts of promises, agreements and experience are counted forward: give positive numbers.",
    )

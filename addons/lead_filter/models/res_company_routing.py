from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    filter_routes_by_tie = fields.Boolean(
        "Requests go by tie",
        default=True,
        help="A request nobody has goes to the colleague with the best tie to the sender's client group.",
    )
    framework_reminder_days = fields.Integer(
        "Renew framework offers ahead, days",
        default=30,
        help="So many days before a client locks the budget, the framework offer is to be renewed.",
    )

    _framework_reminder_range = models.Constraint(
        "CHECK (framework_reminder_days BETWEEN 0 AND 3650)", "A framework offer is renewed 0 to 3650 days ahead."
    )

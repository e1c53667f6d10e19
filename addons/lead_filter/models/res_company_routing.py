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

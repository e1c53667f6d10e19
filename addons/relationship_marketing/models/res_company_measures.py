from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    client_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working hours of clients",
        domain="[('company_id', 'in', (id, False))]",
        help="In these hours, read in each client's time zone, we count how long a client takes to answer. Empty: our"
        " own hours, without our days off.",
    )

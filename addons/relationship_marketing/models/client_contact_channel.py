from odoo import fields, models


class ClientContactChannel(models.Model):
    """What one contact over a channel costs us, as the director puts it (003: control of the cost of each channel)."""

    _name = "client.contact.channel"
    _description = "Channel of contact"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        [
            ("meeting", "Meeting"),
            ("visit", "Meeting in person"),
            ("call", "Call"),
            ("mail", "Letters"),
            ("mass", "Mass mail"),
        ],
        required=True,
        readonly=True,
    )
    is_mass = fields.Boolean("Mass contact", readonly=True)
    sequence = fields.Integer(default=10)
    cost = fields.Float(
        "Cost of one contact",
        company_dependent=True,
        digits=(16, 2),
        help="In the currency of the company: working time, travel, postage. Empty or 0: unknown.",
    )

    _one_code = models.Constraint("UNIQUE (code)", "There is a channel of this kind already.")

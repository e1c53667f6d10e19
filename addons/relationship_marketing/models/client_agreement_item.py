from odoo import fields, models


class ClientAgreementItem(models.Model):
    """What a good contract has: the list every new agreement is checked against."""

    _name = "client.agreement.item"
    _description = "Item of the contract checklist"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

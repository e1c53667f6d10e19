from odoo import fields, models


class ClientClass(models.Model):
    _name = "client.class"
    _description = "Class of clients"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

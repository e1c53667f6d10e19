from odoo import fields, models


class ClientChangeKindResponse(models.Model):
    """What we usually do when a change of this kind is heard of: a strategy prepared before it is needed."""

    _name = "client.change.kind.response"
    _description = "Prepared response to a change"
    _order = "kind_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind_id = fields.Many2one("client.change.kind", string="Kind of change", required=True, index=True)
    sequence = fields.Integer(default=10)
    text = fields.Text("What we do", required=True, translate=True)
    active = fields.Boolean(default=True)

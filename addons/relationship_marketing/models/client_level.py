from odoo import fields, models


class ClientLevel(models.Model):
    """How deep a relation is (R13; 004, its pyramid): database marketing, partnership, relations with consumers.

    The levels' order is the source's; what a level asks for is ours, and a director's to change.
    """

    _name = "client.level"
    _description = "Level of the relation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True, help="What marks a relation of this level.")
    condition_ids = fields.One2many("client.level.condition", "level_id", string="Conditions")
    is_ground = fields.Boolean(
        "Below the first level", readonly=True, help="Where a client stands who has reached no level yet."
    )
    active = fields.Boolean(default=True)

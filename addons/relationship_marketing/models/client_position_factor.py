from odoo import fields, models


class ClientPositionFactor(models.Model):
    """What decides how high we stand on an axis of the matrix, and how much it weighs (R9)."""

    _name = "client.position.factor"
    _description = "Factor of a supplier position"
    _order = "axis, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    axis = fields.Selection([("risk", "Risk and significance"), ("value", "Total value")], required=True)
    weight = fields.Float(
        default=10.0, digits=(16, 2), help="Relative to the other factors of the axis. 0: it does not count."
    )
    rule = fields.Selection(
        [
            ("asked", "Asked: an answer from 0 to 100"),
            ("share", "Our share of their spend: turnover of 12 months ÷ what they spend"),
            ("attributes", "Attributes: how heavy each is × how well we serve it"),
        ],
        required=True,
        default="asked",
    )
    question = fields.Char(required=True, translate=True, help="What settles it, as we ask it.")
    low_text = fields.Char("0 means", translate=True)
    high_text = fields.Char("100 means", translate=True)

    _weight_not_negative = models.Constraint("CHECK (weight >= 0)", "The weight of a factor is not below zero.")

from odoo import fields, models

TOPICS = [
    ("access", "Access to their people"),
    ("exchange", "How they speak with us"),
    ("books", "What they show us"),
    ("orders", "When they call us"),
]


class ClientPositionSign(models.Model):
    """A behaviour by which one can tell as what the client sees us (R9; ``003``)."""

    _name = "client.position.sign"
    _description = "Sign of a supplier position"
    _order = "topic, sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    topic = fields.Selection(TOPICS, required=True, help="Of each topic the latest observation counts.")
    expected_cell_ids = fields.Many2many(
        "client.position.cell", "client_position_sign_expected_rel", "sign_id", "cell_id", string="Fits"
    )
    contrary_cell_ids = fields.Many2many(
        "client.position.cell", "client_position_sign_contrary_rel", "sign_id", "cell_id", string="Contradicts"
    )

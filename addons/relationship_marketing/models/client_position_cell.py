from odoo import api, fields, models


class ClientPositionCell(models.Model):
    """One of the four cells of the matrix: how the client treats such a supplier, and what to do (R9; ``003``)."""

    _name = "client.position.cell"
    _description = "Cell of the supplier matrix"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    is_risk_high = fields.Boolean("High risk and significance", readonly=True)
    is_value_high = fields.Boolean("High total value", readonly=True)
    behaviour = fields.Text("How the client behaves", translate=True)
    advice = fields.Text("What to do", translate=True)
    expected_sign_ids = fields.Many2many(
        "client.position.sign", "client_position_sign_expected_rel", "cell_id", "sign_id", string="Signs that fit"
    )
    contrary_sign_ids = fields.Many2many(
        "client.position.sign",
        "client_position_sign_contrary_rel",
        "cell_id",
        "sign_id",
        string="Signs that contradict",
    )

    _place_uniq = models.Constraint(
        "UNIQUE (is_risk_high, is_value_high)", "Each of the four places in the matrix has one cell."
    )

    @api.model
    def _by_key(self):
        """{(risk is high, value is high): cell}, see ``engine/position.py``"""
        cells = self.search([("sequence", ">=", 0)])
        return {(cell.is_risk_high, cell.is_value_high): cell for cell in cells}

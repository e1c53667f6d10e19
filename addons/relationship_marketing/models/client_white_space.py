from odoo import models


class ClientWhiteSpace(models.AbstractModel):
    """Which division buys which product family, and which never has (R1)."""

    _name = "client.white.space"
    _description = "White space"

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    price_rise_limit = fields.Float(
        "Highest price rise thought possible, %",
        default=10.0,
        digits=(16, 1),
        help="Among what would turn a client, a higher price counts up to this rise.",
    )

    _price_rise_limit = models.Constraint(
        "CHECK (price_rise_limit >= 0 AND price_rise_limit <= 1000)", "A price rise lies between 0 and 1000 %."
    )

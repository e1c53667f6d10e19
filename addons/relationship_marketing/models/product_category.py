from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    is_key_position = fields.Boolean(
        "Key position",
        company_dependent=True,
        help="A product family your company lives from: a sharp cut here counts as the loss of a client"
        " even where the client's total holds. Where no family is marked, all count.",
    )

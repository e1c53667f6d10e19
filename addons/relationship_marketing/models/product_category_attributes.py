from odoo import fields, models


class ProductCategory(models.Model):
    _inherit = "product.category"

    client_attribute_ids = fields.Many2many(
        "client.attribute",
        "client_attribute_categ_rel",
        "categ_id",
        "attribute_id",
        string="Attributes it serves",
        domain=[("scope", "=", "offer")],
        groups="relationship_marketing.group_user",
        help="What clients weigh, and all products of this family and those below it give them.",
    )

from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    client_attribute_ids = fields.Many2many(
        "client.attribute",
        "client_attribute_product_rel",
        "product_tmpl_id",
        "attribute_id",
        string="Attributes it serves",
        domain=[("scope", "=", "offer")],
        groups="relationship_marketing.group_user",
        help="What clients weigh and this product gives them, beside what its family gives.",
    )

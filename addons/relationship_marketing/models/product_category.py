from odoo import api, fields, models
from odoo.exceptions import UserError


class ProductCategory(models.Model):
    _inherit = "product.category"

    is_key_position = fields.Boolean(
        "Key position",
        company_dependent=True,
        help="A product family your company lives from: a sharp cut here counts as the loss of a client"
        " even where the client's total holds. Where no family is marked, all count.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_supplied(self):
        # Rows of all companies count, also those the user may not see.
        line = self.env["client.supply.import.line"].sudo().search([("categ_id", "in", self.ids)], limit=1)
        if line:
            raise UserError(
                self.env._(
                    "%(family)s cannot be deleted: the supply history speaks of it.", family=line.categ_id.display_name
                )
            )

from odoo import api, fields, models


class LossCaseFamily(models.Model):
    """What one product family contributes to a case: base against last year, and why it changed."""

    _name = "loss.case.family"
    _description = "Product family of a loss case"
    _order = "case_id, is_cut DESC, difference, id"
    _rec_name = "categ_id"
    _log_access = False

    case_id = fields.Many2one("loss.case", required=True, readonly=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", related="case_id.company_id")
    # stored, for the tens of thousands of amounts that a computation rounds
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    categ_id = fields.Many2one("product.category", string="Product family", readonly=True, ondelete="cascade")
    is_key_position = fields.Boolean("Key position", readonly=True)
    is_cut = fields.Boolean("Cut", readonly=True)
    base = fields.Monetary(readonly=True)
    current = fields.Monetary("Year 1", readonly=True)
    difference = fields.Monetary(readonly=True)
    quantity_base = fields.Float("Base quantity", digits=(16, 2), readonly=True)
    quantity_current = fields.Float("Quantity, year 1", digits=(16, 2), readonly=True)
    is_separable = fields.Boolean("Separable", readonly=True)
    effect_quantity = fields.Monetary("Quantity effect", readonly=True)
    effect_price = fields.Monetary("Price and mix effect", readonly=True)
    effect_not_separable = fields.Monetary(
        "Not separable", readonly=True, help="Several units, or no quantity to divide by."
    )

    @api.depends("categ_id")
    def _compute_display_name(self):
        for family in self:
            family.display_name = family.categ_id.display_name or self.env._("No family")

from odoo import fields, models


class LossSetAside(models.Model):
    _name = "loss.set.aside"
    _description = "Volume of a family set aside"
    _order = "volume_before DESC, id"
    _rec_name = "categ_id"

    analysis_id = fields.Many2one("loss.analysis", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", related="analysis_id.company_id")
    currency_id = fields.Many2one("res.currency", related="analysis_id.currency_id")
    categ_id = fields.Many2one("product.category", string="Product family", required=True, ondelete="cascade")
    volume_1 = fields.Monetary("Last year")
    volume_before = fields.Monetary("Years before, together")

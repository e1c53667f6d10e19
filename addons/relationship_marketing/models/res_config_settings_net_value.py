from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    price_rise_limit = fields.Float(related="company_id.price_rise_limit", readonly=False)

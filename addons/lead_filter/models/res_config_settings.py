from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    filter_ask_again_days = fields.Integer(related="company_id.filter_ask_again_days", readonly=False)

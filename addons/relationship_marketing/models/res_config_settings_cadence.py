from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    cadence_daily_limit = fields.Integer(related="company_id.cadence_daily_limit", readonly=False)
    contact_lapse_months = fields.Integer(related="company_id.contact_lapse_months", readonly=False)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    plan_still_days = fields.Integer(related="company_id.plan_still_days", readonly=False)

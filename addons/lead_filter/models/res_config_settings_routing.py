from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    filter_routes_by_tie = fields.Boolean(related="company_id.filter_routes_by_tie", readonly=False)
    framework_reminder_days = fields.Integer(related="company_id.framework_reminder_days", readonly=False)

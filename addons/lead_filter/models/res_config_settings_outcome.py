from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    second_look_share = fields.Float(related="company_id.second_look_share", readonly=False)
    request_hours = fields.Float(related="company_id.request_hours", readonly=False)
    request_hour_cost = fields.Monetary(
        related="company_id.request_hour_cost", readonly=False, currency_field="economics_currency_id"
    )

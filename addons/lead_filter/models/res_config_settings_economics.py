from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    economics_currency_id = fields.Many2one(related="company_id.currency_id", string="Currency of the costing")
    economics_series_lot = fields.Float(related="company_id.economics_series_lot", readonly=False)
    economics_hour_cost = fields.Monetary(
        related="company_id.economics_hour_cost", readonly=False, currency_field="economics_currency_id"
    )
    economics_overhead_hour_cost = fields.Monetary(
        related="company_id.economics_overhead_hour_cost", readonly=False, currency_field="economics_currency_id"
    )
    economics_development_hour_cost = fields.Monetary(
        related="company_id.economics_development_hour_cost", readonly=False, currency_field="economics_currency_id"
    )
    economics_director_hour_cost = fields.Monetary(
        related="company_id.economics_director_hour_cost", readonly=False, currency_field="economics_currency_id"
    )
    economics_planned_profitability = fields.Float(related="company_id.economics_planned_profitability", readonly=False)
    economics_smallest_share = fields.Float(related="company_id.economics_smallest_share", readonly=False)

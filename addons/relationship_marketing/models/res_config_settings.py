from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    supply_source = fields.Selection(related="company_id.supply_source", readonly=False, required=True)
    supply_cutover_month = fields.Date(related="company_id.supply_cutover_month", readonly=False)

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    supply_source = fields.Selection(related="company_id.supply_source", readonly=False, required=True)
    supply_cutover_month = fields.Date(related="company_id.supply_cutover_month", readonly=False)
    change_notice_days = fields.Integer(related="company_id.change_notice_days", readonly=False)
    introduction_days = fields.Integer(related="company_id.introduction_days", readonly=False)

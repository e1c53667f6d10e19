from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    handover_hours_saved = fields.Float(related="company_id.handover_hours_saved", readonly=False)

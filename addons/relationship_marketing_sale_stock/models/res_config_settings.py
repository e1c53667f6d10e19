from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    complaint_from_late_delivery = fields.Boolean(related="company_id.complaint_from_late_delivery", readonly=False)

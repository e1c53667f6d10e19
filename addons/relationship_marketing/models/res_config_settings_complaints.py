from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    complaint_repeat_days = fields.Integer(related="company_id.complaint_repeat_days", readonly=False, required=True)
    complaint_from_refund = fields.Boolean(related="company_id.complaint_from_refund", readonly=False)
    complaint_link_days = fields.Integer(related="company_id.complaint_link_days", readonly=False, required=True)
    complaint_alias_name = fields.Char(related="company_id.complaint_alias_name", readonly=False)
    complaint_alias_email = fields.Char(related="company_id.complaint_alias_email")

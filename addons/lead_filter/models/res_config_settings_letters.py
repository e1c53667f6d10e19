from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    question_link_days = fields.Integer(related="company_id.question_link_days", readonly=False)
    question_reminder_days = fields.Integer(related="company_id.question_reminder_days", readonly=False)
    question_reminder_count = fields.Integer(related="company_id.question_reminder_count", readonly=False)

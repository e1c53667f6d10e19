from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    promise_reminder_days = fields.Integer(related="company_id.promise_reminder_days", readonly=False)
    promise_broken_days = fields.Integer(related="company_id.promise_broken_days", readonly=False)
    agreement_reminder_days = fields.Integer(related="company_id.agreement_reminder_days", readonly=False)
    experience_ask_days = fields.Integer(related="company_id.experience_ask_days", readonly=False)
    experience_large_amount = fields.Monetary(
        related="company_id.experience_large_amount", readonly=False, currency_field="experience_currency_id"
    )
    experience_currency_id = fields.Many2one(
        "res.currency", related="company_id.currency_id", string="Currency of experience settings"
    )
    experience_confirm_months = fields.Integer(related="company_id.experience_confirm_months", readonly=False)

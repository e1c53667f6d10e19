from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    loss_years = fields.Integer(related="company_id.loss_years", readonly=False, required=True)
    loss_cut_percent = fields.Integer(related="company_id.loss_cut_percent", readonly=False, required=True)
    loss_prior_returned = fields.Float(related="company_id.loss_prior_returned", readonly=False, required=True)
    loss_prior_gone = fields.Float(related="company_id.loss_prior_gone", readonly=False, required=True)

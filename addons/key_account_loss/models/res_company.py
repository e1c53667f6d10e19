from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    loss_years = fields.Integer("Years compared", default=4, required=True)
    loss_cut_percent = fields.Integer("Sharp cut, %", default=50, required=True)
    loss_prior_returned = fields.Float("Lost clients that return, assumed", default=3, required=True)
    loss_prior_gone = fields.Float("Lost clients that do not, assumed", default=7, required=True)

    _loss_prior_positive = models.Constraint(
        "CHECK (loss_prior_returned > 0 AND loss_prior_gone > 0)",
        "What is assumed of lost clients that return, and that do not, is above zero.",
    )
    _loss_years_range = models.Constraint(
        "CHECK (loss_years BETWEEN 2 AND 5)", "A loss analysis compares two to five years."
    )
    _loss_cut_percent_range = models.Constraint(
        "CHECK (loss_cut_percent BETWEEN 1 AND 99)", "A sharp cut is a loss of 1 to 99 percent."
    )

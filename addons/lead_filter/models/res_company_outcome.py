from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    _inherit = "res.company"

    second_look_share = fields.Float(
        "Refused requests looked at again",
        default=0.1,
        help="A second person looks at so many of the refused requests, drawn by lot: how many are refused wrongly?",
    )
    request_hours = fields.Float(
        "Hours a request takes", help="Where nobody noted the hours of a request. 0: such hours are not known."
    )
    request_hour_cost = fields.Monetary("An hour spent on requests", help="0: what they cost is not known.")

    @api.constrains("second_look_share", "request_hours", "request_hour_cost")
    def _check_filter_figures(self):
        for company in self:
            if not 0 <= company.second_look_share <= 1:
                raise ValidationError(
                    self.env._("The share of refused requests looked at again lies between 0 and 100 %.")
                )
            if not (0 <= company.request_hours < 1e6 and 0 <= company.request_hour_cost < 1e12):
                raise ValidationError(self.env._("The hours of a request and what an hour costs are not below zero."))

from odoo import api, fields, models

from .lead_number_mixin import check_numbers


class ResCompany(models.Model):
    _inherit = "res.company"

    filter_ask_again_days = fields.Integer(
        "Ask again after, days",
        default=7,
        help="A counter-question is not proposed again so soon after it was asked.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        check_numbers(self, map(_of_the_filter, vals_list))
        return super().create(vals_list)

    def write(self, vals):
        check_numbers(self, [_of_the_filter(vals)])
        result = super().write(vals)
        if "filter_ask_again_days" in vals:
            self.env.registry.clear_cache()
            self.env["crm.lead"]._judge_open(self)
        return result


def _of_the_filter(vals):
    """What else is kept of a company is not the filter's matter."""
    return {name: value for name, value in vals.items() if name.startswith(("filter_", "economics_", "framework_"))}

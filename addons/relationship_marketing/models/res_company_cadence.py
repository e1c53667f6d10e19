from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    cadence_daily_limit = fields.Integer(
        "Contacts planned a day",
        default=10,
        help="At most so many new contacts are planned for one colleague in a night, the longest overdue first."
        " 0: no limit.",
    )
    contact_lapse_months = fields.Integer(
        "A contact has lapsed after, months",
        default=6,
        help="Without two-way contact for longer, an old client may be a new one again.",
    )

    _contact_lapse_months = models.Constraint(
        "CHECK (contact_lapse_months BETWEEN 1 AND 600)", "A contact lapses after at least a month and at most 600."
    )
    _cadence_daily_limit = models.Constraint(
        "CHECK (cadence_daily_limit >= 0)", "The number of contacts planned a day is not negative."
    )

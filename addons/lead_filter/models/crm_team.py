from odoo import fields, models


class CrmTeam(models.Model):
    """How this team sells decides what becomes of a request without a need today (002)."""

    _name = "crm.team"
    _inherit = ["crm.team", "lead.number.mixin"]

    sale_kind = fields.Selection(
        [("quick", "Quick"), ("complex", "Complex")],
        "Kind of sale",
        required=True,
        default="quick",
        help="Quick: small deals, soon done; without a need today a request sleeps until there is one. Complex: large"
        " projects; without a need today a request goes on to forming the need.",
    )
    wake_ahead_days = fields.Integer(
        "Wake up ahead, days", default=14, help="A sleeping request wakes up so many days before the need is expected."
    )
    need_period = fields.Integer(
        "Usual period between purchases, months",
        help="After how long clients of this team usually buy again; 0: not known.",
    )

    _wake_ahead_range = models.Constraint(
        "CHECK (wake_ahead_days BETWEEN 0 AND 3650)", "A request wakes up between 0 and 3650 days ahead."
    )
    _need_period_range = models.Constraint(
        "CHECK (need_period BETWEEN 0 AND 600)", "The usual period is between 0 and 600 months."
    )

    def write(self, vals):
        result = super().write(vals)
        if "sale_kind" in vals:
            # Whether a need that is far away speaks against a request depends on it.
            self.env["crm.lead"]._judge_open(self.company_id)
        return result

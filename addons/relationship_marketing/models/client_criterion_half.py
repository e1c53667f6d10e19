from odoo import fields, models

from ..engine.criteria import Limits


class ClientCriterionHalf(models.Model):
    """What is looked at for a criterion: its rule, what the rule asks for, and the question where data is missing."""

    _name = "client.criterion.half"
    _description = "Half of a criterion"
    _order = "criterion_id, sequence, id"

    criterion_id = fields.Many2one("client.criterion", required=True, index=True, ondelete="restrict")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    question = fields.Char(
        required=True, translate=True, help="What to ask where nothing is known; asked of us or of the client."
    )
    rule = fields.Selection(
        [
            ("asked", "Asked"),
            ("net_value", "Net value of 12 months is positive"),
            ("promises", "Promises of theirs kept in time"),
            ("funds", "Requests dropped for lack of funds"),
            ("deferrals", "Deferrals of payment asked"),
            ("payment", "Invoices paid by their due date"),
            ("misuse", "Complaints from use against our instructions"),
            ("reactions", "Our letters and invitations answered"),
            ("answers", "Our questions answered in time"),
            ("truth", "Answers found to be true"),
            ("learning", "Fewer of the same errors than the year before"),
            ("complaints", "Complaints justified"),
            ("recommends", "Recommendations given"),
            ("recommended", "Orders from recommendations"),
            ("steady", "Error of our forecast"),
        ],
        required=True,
        default="asked",
    )
    is_answerable = fields.Boolean(
        "May be answered", default=True, help="Otherwise only data counts: what nobody recorded stays unknown."
    )
    months = fields.Integer("Months looked back", required=True, default=24)
    percent = fields.Float("Limit, %", digits=(5, 1), help="The least share, or the largest error of the forecast.")
    days = fields.Integer("Days allowed", help="Until a late payment or answer is one.")
    least = fields.Integer("Fewest cases", required=True, default=1, help="Fewer than so many cases say nothing.")
    answer_months = fields.Integer(
        "Months an answer holds", required=True, default=24, help="An older answer is asked for again."
    )

    _limits = models.Constraint(
        "CHECK (months > 0 AND least > 0 AND answer_months > 0 AND days >= 0 AND percent >= 0)",
        "Months and fewest cases are at least 1; days and limits are not negative.",
    )

    def _limits_of(self):
        self.ensure_one()
        return Limits(percent=self.percent, least=self.least)

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.level_rule_sql import ASKED, RULES


class ClientLevelCondition(models.Model):
    """What must be true of a client before a level is reached: read from data, or asked."""

    _name = "client.level.condition"
    _description = "Condition of a level"
    _order = "level_id, sequence, id"

    level_id = fields.Many2one("client.level", required=True, index=True, ondelete="cascade")
    name = fields.Char("Condition", required=True, translate=True)
    sequence = fields.Integer(default=10)
    rule = fields.Selection(
        [
            ("manager", "Key account manager named"),
            ("people", "Number of their people we can reach"),
            ("input_asked", "Divisions asked who takes in supplier information, %"),
            ("contact", "Days since the last two-way contact"),
            ("agreement", "Number of agreements in force"),
            ("agreement_days", "Days the longest agreement still runs"),
            ("our_promises", "Our promises kept in time, %"),
            ("their_promises", "Their promises kept in time, %"),
            ("complaints", "Number of severe or repeated complaints open"),
            ("experience", "Months since they said how they see us"),
            ("performance", "Number of indicators below standard in three months"),
            ("dependence", "Share of contacts carried by one person of theirs, %"),
            ("end_clients", "Number of companies known that their product goes to"),
            ("net_value", "Net value of the last 12 months"),
            ("plan", "Plan for the client in force"),
            ("recommendations", "Number of recommendations in two years"),
            ("asked", "Asked: months an answer holds"),
        ],
        "What is looked at",
        required=True,
        default="asked",
    )
    comparison = fields.Selection(
        [("least", "at least"), ("most", "at most"), ("asked", "for")], compute="_compute_comparison"
    )
    threshold = fields.Float("Needed", digits=(16, 1), default=1.0)
    next_step = fields.Text("Next step", translate=True, help="What to do where this is missing.")
    active = fields.Boolean(default=True)

    @api.depends("rule")
    def _compute_comparison(self):
        for condition in self:
            if condition.rule == ASKED:
                condition.comparison = "asked"
            else:
                condition.comparison = "least" if RULES[condition.rule][1] else "most"

    @api.constrains("threshold")
    def _check_threshold(self):
        for condition in self:
            if condition.threshold < 0:
                raise ValidationError(
                    self.env._("%(condition)s: what is needed is not negative.", condition=condition.name)
                )

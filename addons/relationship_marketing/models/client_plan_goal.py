from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine.plan_progress import goal_state, progress

MOVING = ("name", "kind", "measure", "at_most", "target", "deadline", "hand_value", "is_hand_known")
STATES = [
    ("met", "Reached"),
    ("on_track", "On track"),
    ("behind", "Behind"),
    ("missed", "Missed"),
    ("unknown", "Unknown"),
]
# Read from data: what it counts, and in which unit.
UNITS = {
    "hand": "number",
    "turnover": "money",
    "net_value": "money",
    "share": "percent",
    "families": "number",
    "divisions": "number",
    "promises": "percent",
    "on_time": "percent",
    "complaints": "number",
    "contacts": "number",
}
LESS_IS_BETTER = ("complaints",)


class ClientPlanGoal(models.Model):
    """A goal of a client's plan: financial, other or long-term (R17; ``003``), with progress read from live data.

    All figures are of the last 12 complete months, of the plan's company, in its currency.
    """

    _name = "client.plan.goal"
    _description = "Goal of a client's plan"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one("client.plan", required=True, index=True, ondelete="cascade")
    group_id = fields.Many2one(related="plan_id.group_id", store=True, index=True, string="Client group")
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    plan_state = fields.Selection(related="plan_id.state", store=True, string="State of the plan")
    owner_id = fields.Many2one(related="plan_id.owner_id", store=True)
    currency_id = fields.Many2one(related="plan_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char("Goal", compute="_compute_name", store=True, readonly=False, precompute=True, required=True)
    kind = fields.Selection(
        [("financial", "Financial"), ("other", "Non-financial"), ("long_term", "Long-term")],
        required=True,
        default="financial",
        index=True,
    )
    measure = fields.Selection(
        [
            ("turnover", "Turnover"),
            ("net_value", "Net value"),
            ("share", "Share of their spend, %"),
            ("families", "Product families they buy"),
            ("divisions", "Divisions that buy"),
            ("promises", "Our promises kept in time, %"),
            ("on_time", "Delivered on time in full, %"),
            ("complaints", "Complaints"),
            ("contacts", "Days with two-way contact"),
            ("hand", "Entered by hand"),
        ],
        string="Read from",
        required=True,
        default="turnover",
    )
    at_most = fields.Boolean("Less is better", compute="_compute_at_most", store=True, readonly=False, precompute=True)
    is_base_known = fields.Boolean("Base is known", copy=False)
    base = fields.Float("At the start", copy=False, digits=(16, 1))
    target = fields.Float(required=True, digits=(16, 1))
    deadline = fields.Date(
        "By when", compute="_compute_deadline", store=True, readonly=False, precompute=True, required=True
    )
    is_hand_known = fields.Boolean("Value is known", copy=False)
    hand_value = fields.Float("By hand", copy=False, digits=(16, 1))
    hand_on = fields.Date("Entered on", readonly=True, copy=False)
    note = fields.Char()
    reading_ids = fields.One2many("client.plan.reading", "goal_id", string="Readings")

    value = fields.Float("Now", compute="_compute_value")
    is_known = fields.Boolean(compute="_compute_value")
    progress = fields.Float("Progress, %", compute="_compute_value")
    state = fields.Selection(STATES, compute="_compute_value", search="_search_state")
    value_text = fields.Char("Stands at", compute="_compute_texts")
    target_text = fields.Char("To be reached", compute="_compute_texts")
    base_text = fields.Char("Began at", compute="_compute_texts")

    @api.depends("measure")
    def _compute_name(self):
        labels = dict(self._fields["measure"]._description_selection(self.env))
        for goal in self:
            if not goal.name or goal.name in labels.values():
                goal.name = labels.get(goal.measure)

    @api.depends("measure")
    def _compute_at_most(self):
        for goal in self:
            goal.at_most = goal.measure in LESS_IS_BETTER

    @api.depends("plan_id")
    def _compute_deadline(self):
        for goal in self:
            goal.deadline = goal.deadline or goal.plan_id.date_to

    @api.depends(
        "measure",
        "at_most",
        "is_base_known",
        "base",
        "target",
        "deadline",
        "is_hand_known",
        "hand_value",
        "plan_id.group_id",
        "plan_id.company_id",
        "plan_id.date_from",
        "plan_id.is_spend_known",
        "plan_id.spend_amount",
    )
    def _compute_value(self):
        values = self._values()
        today = fields.Date.context_today(self)
        for goal in self:
            value = values.get(goal)
            goal.is_known, goal.value = value is not None, value or 0.0
            done, goal.state = goal._standing(value, today)
            goal.progress = 100 * (done or 0.0)

    def _standing(self, value, today):
        """(share of the way done or None, state) where the goal stands at ``value``."""
        self.ensure_one()
        done = progress(self.base if self.is_base_known else None, self.target, value, self.at_most)
        return done, goal_state(done, self.plan_id.date_from or today, self.deadline or today, today)

    @api.model
    def _search_state(self, operator, value):
        """Of plans in force; others are history."""
        if operator != "in":
            return NotImplemented
        goals = self.search([("plan_state", "=", "in_force")])
        return [("id", "in", goals.filtered(lambda goal: goal.state in value).ids)]

    @api.depends("value", "is_known", "target", "base", "is_base_known", "measure", "at_most")
    @api.depends_context("lang")
    def _compute_texts(self):
        for goal in self:
            unknown = self.env._("Unknown")
            goal.value_text = goal._in_words(goal.value) if goal.is_known else unknown
            goal.base_text = goal._in_words(goal.base) if goal.is_base_known else unknown
            words = goal._in_words(goal.target)
            goal.target_text = (
                self.env._("at most %(value)s", value=words)
                if goal.at_most
                else self.env._("at least %(value)s", value=words)
            )

    def _in_words(self, value):
        """``value`` in the goal's unit."""
        unit = UNITS[self.measure or "hand"]
        if unit == "money" and self.currency_id:
            return self.currency_id.format(self.currency_id.round(value))
        lang = self.env["res.lang"]._get_data(code=self.env.lang or "en_US")
        digits = 0 if float(value).is_integer() else 1
        text = self.env["res.lang"].browse(lang.id).format(f"%.{digits}f", value, grouping=True)
        return self.env._("%(value)s %%", value=text) if unit == "percent" else text

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create([self._with_hand(vals) for vals in vals_list])
        goals.plan_id._move()
        goals.filtered(lambda goal: goal.plan_state == "in_force")._take_base()
        return goals

    def write(self, vals):
        result = super().write(self._with_hand(vals))
        if any(name in vals for name in MOVING):
            self.plan_id._move()
        return result

    @api.model
    def _with_hand(self, vals):
        """A value entered by hand is known, as of today; so is a base."""
        vals = dict(vals)
        if vals.get("hand_value"):
            vals.setdefault("is_hand_known", True)
        if vals.get("base"):
            vals.setdefault("is_base_known", True)
        if "hand_value" in vals or "is_hand_known" in vals:
            vals["hand_on"] = fields.Date.context_today(self)
        return vals

    @api.onchange("hand_value")
    def _onchange_hand_value(self):
        self.is_hand_known = self.is_hand_known or bool(self.hand_value)

    @api.onchange("base")
    def _onchange_base(self):
        self.is_base_known = self.is_base_known or bool(self.base)

    def _take_base(self):
        """Where each of these goals stands now is where its way begins, unless somebody has said otherwise."""
        for goal in self.filtered(lambda goal: not goal.is_base_known and goal.is_known):
            goal.write({"is_base_known": True, "base": goal.value})

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        if goal := self.filtered(lambda goal: goal.plan_id.state != "draft")[:1]:
            raise UserError(self.env._("“%(goal)s” is a goal of a plan that was in force: it stays.", goal=goal.name))

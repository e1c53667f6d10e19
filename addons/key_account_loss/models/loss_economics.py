from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.relationship_marketing.engine.months import month_of

from ..engine.keep_or_replace import Case, Span, compare

DECISIONS = [
    ("keep", "Keep the client"),
    ("replace", "Win a like client instead"),
    ("neither", "Neither"),
    ("later", "Decide later"),
]
# A client that buys this share of its base again within a year of the decision has returned.
RETURNED_SHARE = 0.5
KEPT_BY_PROGRAMME = ("decided_by_id", "decided_on", "returned", "volume_after", "case_id")


class LossEconomics(models.Model):
    """What it takes to keep one lost client, and what it would bring, against winning a like one (003, stage 6; L6)."""

    _name = "loss.economics"
    _description = "Keep or replace a lost client"
    _inherit = ["mail.thread"]
    _order = "analysis_id DESC, case_rank, id"
    _rec_name = "case_id"

    case_id = fields.Many2one("loss.case", required=True, readonly=True, index=True, ondelete="cascade")
    case_rank = fields.Integer(related="case_id.rank", store=True)
    analysis_id = fields.Many2one(related="case_id.analysis_id", store=True, index=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    lost_volume = fields.Monetary(related="case_id.lost_volume")

    has_investment = fields.Boolean("Investment is known", tracking=True)
    investment_low = fields.Monetary("Investment, at least", tracking=True)
    investment_high = fields.Monetary("Investment, at most", tracking=True)
    investment_in = fields.Text("What has to be paid for", tracking=True)
    has_value = fields.Boolean("Value is known", tracking=True)
    value_low = fields.Monetary("Net value a year, at least", tracking=True)
    value_high = fields.Monetary("Net value a year, at most", tracking=True)
    value_source = fields.Char("Where the value comes from", tracking=True)

    kept_cost_low = fields.Monetary("Cost of one that returns, at least", compute="_compute_comparison")
    kept_cost_high = fields.Monetary("Cost of one that returns, at most", compute="_compute_comparison")
    expected_low = fields.Monetary("Expected net value, at least", compute="_compute_comparison")
    expected_high = fields.Monetary("Expected net value, at most", compute="_compute_comparison")
    is_comparable = fields.Boolean(compute="_compute_comparison")
    advice = fields.Selection(
        [("keep", "Keep"), ("replace", "Replace"), ("neither", "Neither"), ("open", "Not clear")],
        "The figures say",
        compute="_compute_comparison",
        help="Only what holds whichever figure of each interval is the true one.",
    )

    decision = fields.Selection(DECISIONS, tracking=True)
    decision_reason = fields.Text("Reason of the decision", tracking=True)
    decided_by_id = fields.Many2one("res.users", "Decided by", readonly=True, copy=False)
    decided_on = fields.Date("Decided on", readonly=True, copy=False)
    returned = fields.Selection(
        [("open", "Too early to say"), ("returned", "Returned"), ("gone", "Did not return")],
        "A year after the decision",
        required=True,
        readonly=True,
        default="open",
        copy=False,
        help="From the supply ledger: at least half of its base bought in the twelve complete months after it.",
    )
    volume_after = fields.Monetary("Bought in the year after", readonly=True, copy=False)

    _one_per_case = models.UniqueIndex("(case_id)", "This case has its figures already.")

    @api.depends("has_investment", "investment_low", "investment_high", "has_value", "value_low", "value_high")
    @api.depends("analysis_id.winning_low", "analysis_id.winning_high", "analysis_id.has_winning")
    @api.depends("analysis_id.value_years")
    def _compute_comparison(self):
        for analysis in self.analysis_id:
            chance, winning = analysis._chance(), analysis._winning()
            for one in self.filtered(lambda one, analysis=analysis: one.analysis_id == analysis):
                found = compare(one._case(), chance, winning)
                nothing = Span(0.0, 0.0)
                one.is_comparable = bool(found.cost_of_one_kept)
                one.kept_cost_low, one.kept_cost_high = _ends(found.cost_of_one_kept or nothing)
                one.expected_low, one.expected_high = _ends(found.expected_value or nothing)
                one.advice = found.decision

    def _case(self):
        """The case as the engine reads it: what nobody said stays unknown."""
        investment = Span.of(self.investment_low, self.investment_high) if self.has_investment else None
        value = Span.of(self.value_low, self.value_high) if self.has_value else None
        return Case(investment, value, self.analysis_id.value_years)

    @api.constrains("investment_low", "investment_high", "value_low", "value_high", "has_investment", "has_value")
    def _check_spans(self):
        for one in self:
            if one.has_investment and not 0 <= one.investment_low <= one.investment_high:
                raise ValidationError(
                    self.env._(
                        "%(case)s: the investment is not negative, and “at least” comes before “at most”.",
                        case=one.case_id.name,
                    )
                )
            if one.has_value and one.value_low > one.value_high:
                raise ValidationError(
                    self.env._("%(case)s: the net value “at least” is above the one “at most”.", case=one.case_id.name)
                )

    def write(self, vals):
        if self.env.su and vals.keys() <= {"returned", "volume_after"}:
            # What time told is no part of what was signed.
            return super().write(vals)
        self.analysis_id._check_not_signed()
        if not self.env.su and any(name in vals for name in KEPT_BY_PROGRAMME):
            raise AccessError(self.env._("Who decided, and what became of the client, is not entered by hand."))
        if {"decision", "decision_reason"} & vals.keys():
            vals = {**vals, **self._decision_values(vals)}
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any("decision" in vals or "returned" in vals for vals in vals_list):
            raise AccessError(self.env._("Who decided, and what became of the client, is not entered by hand."))
        return super().create(vals_list)

    def _decision_values(self, vals):
        """Whether a client is kept is decided by a director, with the reason."""
        if not self.env.user.has_group("relationship_marketing.group_director"):
            raise AccessError(self.env._("Whether a lost client is kept or replaced is decided by a director."))
        for one in self:
            if (
                vals.get("decision", one.decision)
                and not (vals.get("decision_reason", one.decision_reason) or "").strip()
            ):
                raise UserError(self.env._("Say why: the report prints the reason of the decision."))
        is_decided = vals.get("decision", True)
        return {
            "decided_by_id": self.env.uid if is_decided else False,
            "decided_on": fields.Date.context_today(self) if is_decided else False,
        }

    def _propose_values(self):
        """The net value a year, from the value of clients where it was computed before the loss."""
        for one in self.filtered(lambda one: not one.has_value):
            if proposed := one._net_value_before():
                one.write(proposed)

    def _net_value_before(self):
        """Of the calendar years before the analysis' last twelve months: the lowest and the highest net value."""
        case = self.case_id
        whose = [("partner_id", "=", case.partner_id.id)] if case.partner_id else [("group_id", "=", case.group_id.id)]
        first = self.analysis_id.month + relativedelta(months=-11)
        # sudo: an analyst need not read the value of every client to be told that of a case
        rows = (
            self.env["client.net.value"]
            .sudo()
            .search([*whose, ("company_id", "=", self.company_id.id), ("period", "=", "year"), ("date_to", "<", first)])
        )
        values = rows.filtered(lambda row: row.turnover > 0).mapped("net_value")
        if not values:
            return {}
        years = sorted(f"{row.date_from:%Y}" for row in rows)
        source = self.env._("Net value of the years %(first)s to %(last)s", first=years[0], last=years[-1])
        if any(rows.mapped("is_at_most")):
            source = self.env._("%(where)s, at most: a part of the cost is not known", where=source)
        return {"has_value": True, "value_low": min(values), "value_high": max(values), "value_source": source}

    def _find_returned(self):
        """Say of those decided to be kept a year ago whether they returned: one query for all."""
        today = fields.Date.context_today(self)
        due = self.sudo().search(  # sudo: the nightly job, for every company
            [
                ("decision", "=", "keep"),
                ("returned", "=", "open"),
                ("decided_on", "<", month_of(today) + relativedelta(months=-12)),
            ]
        )
        bought = due.case_id._bought_after({one.case_id: one.decided_on for one in due})
        for one in due:
            amount = bought.get(one.case_id, 0.0)
            is_back = one.case_id.base > 0 and amount >= RETURNED_SHARE * one.case_id.base
            one.write({"returned": "returned" if is_back else "gone", "volume_after": amount})
        return due


def _ends(span):
    return span.low, span.high

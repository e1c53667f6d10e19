from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import formatLang

from ..engine.beta import chance_after
from ..engine.keep_or_replace import Span, compare_list
from ..engine.winning_sql import cost_of_winning
from ..reports.loss_report_format import ReportFormat


class LossAnalysis(models.Model):
    """Keep or replace (003, stage 6): chance of return, cost of winning a like client, and the list as a whole."""

    _inherit = "loss.analysis"

    value_years = fields.Integer("Years the value is counted for", default=3, required=True, tracking=True)
    has_winning = fields.Boolean("Cost of winning is known", tracking=True, copy=False)
    winning_low = fields.Monetary("Winning a like client, at least", tracking=True, copy=False)
    winning_high = fields.Monetary("Winning a like client, at most", tracking=True, copy=False)
    winning_source = fields.Text("Where the cost of winning comes from", tracking=True, copy=False)
    economics_ids = fields.One2many("loss.economics", "analysis_id", string="Keep or replace, case by case")
    economics_summary = fields.Html("The list as a whole", compute="_compute_economics_summary")

    _value_years_range = models.Constraint(
        "CHECK (value_years BETWEEN 1 AND 10)", "The value of a client is counted for one to ten years."
    )

    @api.constrains("has_winning", "winning_low", "winning_high")
    def _check_winning(self):
        for analysis in self:
            if analysis.has_winning and not 0 <= analysis.winning_low <= analysis.winning_high:
                raise ValidationError(
                    self.env._("The cost of winning a client is not negative, and “at least” comes before “at most”.")
                )

    def _prior(self):
        return self.company_id.loss_prior_returned, self.company_id.loss_prior_gone

    def _own_cases(self):
        """(returned, did not return) among this company's own closed cases of other analyses."""
        # sudo: a count over all analyses of the company, also those its reader may not open
        rows = (
            self.env["loss.economics"]
            .sudo()
            ._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("analysis_id", "!=", self._origin.id),
                    ("returned", "!=", "open"),
                ],
                ["returned"],
                ["__count"],
            )
        )
        counts = dict(rows)
        return counts.get("returned", 0), counts.get("gone", 0)

    def _chance(self):
        """The chance of return, with the interval that holds 95 % of what is believed of it."""
        return chance_after(self._prior(), *self._own_cases())

    def _winning(self):
        return Span.of(self.winning_low, self.winning_high) if self.has_winning else None

    def _prepare_economics(self):
        """A record for each case that is followed up, with the values that are known."""
        without = self._cases_in_work().filtered(lambda case: not case.economics_ids)
        self.env["loss.economics"].create([{"case_id": case.id} for case in without])
        self.economics_ids._propose_values()
        if not self.has_winning:
            self._measure_winning()

    def action_measure_winning(self):
        """Measure the cost of winning a client from what is recorded, and say where it comes from."""
        self.ensure_one()
        self.check_access("write")
        self._check_not_signed()
        if self._measure_winning():
            return True
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "Nothing is recorded of what winning clients cost: no client was new in the twelve months, or no "
                    "cost was noted of them. State it by hand, and say where it comes from."
                ),
            },
        }

    def _measure_winning(self):
        last = self.month + relativedelta(months=1, days=-1)
        first = self.month + relativedelta(months=-11)
        self.env["client.service.cost"].flush_model()
        self.env["client.supply"].flush_model()
        ((clients, cost, unknown),) = self.env.execute_query(cost_of_winning(self.company_id.id, first, last))
        if not clients or not cost:
            return False
        amount = self.currency_id.round(cost / clients)
        source = self.env._(
            "Measured: %(cost)s of recorded cost in %(first)s – %(last)s for those who did not buy before, "
            "%(clients)s of whom became clients.",
            cost=formatLang(self.env, cost, currency_obj=self.currency_id),
            first=f"{first:%Y-%m}",
            last=f"{last:%Y-%m}",
            clients=clients,
        )
        if unknown:
            source = self.env._(
                "%(where)s At least: of %(count)s records the cost is not known.", where=source, count=unknown
            )
        self.write({"has_winning": True, "winning_low": amount, "winning_high": amount, "winning_source": source})
        return True

    @api.depends("economics_ids.has_investment", "economics_ids.investment_low", "economics_ids.investment_high")
    @api.depends("has_winning", "winning_low", "winning_high")
    @api.depends_context("lang")
    def _compute_economics_summary(self):
        for analysis in self:
            lines = Markup().join(Markup("<p>%s</p>") % line for line in analysis._economics_sentences())
            analysis.economics_summary = lines or False

    def _economics_sentences(self):
        """The chance and where it comes from; the list as a whole against the same number of new clients."""
        if not self.economics_ids:
            return []
        chance = self._chance()
        prior, own = self._prior(), self._own_cases()
        sentences = [
            self.env._(
                "Chance that a lost client returns: %(mean).0f %%, between %(low).0f and %(high).0f %% (95 %%). It "
                "starts from an assumption from outside, %(returned)g of %(all)g, and %(own)s own closed cases.",
                mean=100 * chance.mean,
                low=100 * chance.low,
                high=100 * chance.high,
                returned=prior[0],
                all=sum(prior),
                own=sum(own),
            )
        ]
        found = compare_list([one._case() for one in self.economics_ids], chance, self._winning())
        if found.investment:
            sentences.append(
                self.env._(
                    "Keeping the %(cases)s clients takes %(investment)s; %(low).1f to %(high).1f of them are to be "
                    "expected back.",
                    cases=found.cases,
                    investment=self._span_text(found.investment),
                    low=found.returning.low,
                    high=found.returning.high,
                )
            )
        if found.replacing_all:
            sentences.append(
                self.env._(
                    "Winning as many new clients costs %(all)s; winning as many as would return, %(returning)s.",
                    all=self._span_text(found.replacing_all),
                    returning=self._span_text(found.replacing_returning),
                )
            )
        if found.without_investment:
            sentences.append(
                self.env._(
                    "Not counted: %(count)s clients for whom nobody has said what keeping them takes.",
                    count=found.without_investment,
                )
            )
        return sentences

    def _span_text(self, span):
        """Whole amounts with the currency, as in a report."""
        form = ReportFormat(self.env, self.currency_id)
        low, high = form.money(span.low), form.money(span.high)
        return low if low == high else self.env._("%(low)s to %(high)s", low=low, high=high)

    def _missing_economics(self):
        missing = super()._missing_economics()
        undecided = self.economics_ids.filtered(lambda one: not one.decision)
        if undecided:
            names = ", ".join(undecided[:5].case_id.mapped("name"))
            missing.append(self.env._("A director has not decided yet on: %(names)s.", names=names))
        if not self.has_winning:
            missing.append(self.env._("Nobody has said what winning a like client costs."))
        return missing

    def action_open_economics(self):
        return self._open("key_account_loss.loss_economics_action")

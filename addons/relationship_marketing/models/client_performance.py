from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from .client_performance_standard import INDICATORS, UNITS


class ClientPerformance(models.Model):
    """Our performance for one client in one month, as he counts it, against the standard (R18).

    Written by the nightly job only. The running month and the one before it are written again each night; earlier
    ones stay as they were judged, with the standard of that time.
    """

    _name = "client.performance"
    _description = "Performance as the client counts it"
    _order = "month DESC, group_id, indicator, id"
    _rec_name = "group_id"

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    month = fields.Date(required=True, readonly=True)
    indicator = fields.Selection(INDICATORS, required=True, readonly=True)
    unit = fields.Selection(UNITS, required=True, readonly=True)
    cases = fields.Float("Counted", readonly=True, digits=(16, 2), help="Lines, orders, deliveries, pieces, requests.")
    failed = fields.Float("Of them not as promised", readonly=True, digits=(16, 2))
    value = fields.Float("Result", readonly=True, digits=(16, 2), aggregator="avg")
    low = fields.Float("At least", readonly=True, digits=(16, 2), aggregator=None)
    high = fields.Float("At most", readonly=True, digits=(16, 2), aggregator=None)
    is_at_least = fields.Boolean("A part is missing", readonly=True)
    has_standard = fields.Boolean("Standard set", readonly=True)
    standard = fields.Float(readonly=True, digits=(16, 2), aggregator="avg")
    standard_id = fields.Many2one(
        "client.performance.standard",
        string="Judged by",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
    )
    state = fields.Selection(
        [("met", "Met"), ("not_met", "Below standard"), ("unknown", "Unknown")], required=True, readonly=True
    )
    why = fields.Selection(
        [
            ("no_data", "Nothing is known of this month"),
            ("no_standard", "No standard is set"),
            ("incomplete", "A part is missing"),
        ],
        string="Why unknown",
        readonly=True,
    )
    is_running = fields.Boolean("Running month", compute="_compute_is_running")
    result = fields.Char("Measured", compute="_compute_result")
    question = fields.Char("What to ask", compute="_compute_question")

    _key = models.Constraint(
        "UNIQUE (group_id, company_id, month, indicator)", "A month is judged once for each client and indicator."
    )
    _state_idx = models.Index("(company_id, state, month DESC)")

    @api.depends("month")
    def _compute_is_running(self):
        this_month = fields.Date.context_today(self).replace(day=1)
        for row in self:
            row.is_running = row.month == this_month

    @api.depends("group_id", "month", "indicator")
    def _compute_display_name(self):
        labels = dict(self._fields["indicator"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{row.group_id.name}: {labels.get(row.indicator, '')}, {row.month:%Y-%m}"

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("%(record)s is evidence and cannot be deleted.", record=self[:1].display_name))

    @api.depends("unit", "cases", "failed", "value", "low", "high", "is_at_least")
    @api.depends_context("lang")
    def _compute_result(self):
        for row in self:
            row.result = row._wording()

    def _is_known(self):
        self.ensure_one()
        return self.why != "no_data" and (self.cases > 0 or self.unit == "hours")

    def _wording(self):
        """The figure with the counts behind it, as one phrase; empty where nothing is known."""
        self.ensure_one()
        if self.why == "no_data":
            return False
        if self.unit == "hours":
            phrase = (
                self.env._("Longer than %(value)s h, requests: %(cases)s")
                if self.is_at_least
                else self.env._("%(value)s h, requests: %(cases)s")
            )
            return phrase % {"value": self._figure(self.value), "cases": self._figure(self.cases)}
        if not self.cases:
            return self.env._("%(failed)s in a month without supplies", failed=self._figure(self.failed))
        good = self.cases - self.failed if self.indicator == "on_time" else self.failed
        figures = {
            "value": self._figure(self.value),
            "low": self._figure(self.low),
            "high": self._figure(self.high),
            "good": self._figure(good),
            "cases": self._figure(self.cases),
        }
        if self.unit == "ppm" and self.is_at_least:
            return self.env._("At least %(value)s ppm: %(good)s of %(cases)s pieces", **figures)
        if self.unit == "ppm":
            return self.env._("%(value)s ppm: %(good)s of %(cases)s pieces", **figures)
        if not self.high:
            return self.env._("%(value)s %%: %(good)s of %(cases)s", **figures)
        return self.env._("%(value)s %%: %(good)s of %(cases)s (true share %(low)s to %(high)s %%)", **figures)

    @api.model
    def _figure(self, value):
        """A number without idle zeros in the reader's language: 95, 97.5 or 97,5."""
        number = round(value or 0.0, 1)
        digits = 0 if number.is_integer() or abs(number) >= 100_000 else 1
        return formatLang(self.env, number, digits=digits, grouping=False)

    @api.depends("state", "why", "indicator")
    @api.depends_context("lang")
    def _compute_question(self):
        questions = self._questions()
        for row in self:
            row.question = row.state == "unknown" and (
                questions.get((row.why, row.indicator)) or questions.get((row.why, False))
            )

    @api.model
    def _questions(self):
        """{(why unknown, indicator or False): the question that would settle it}"""
        return {
            ("no_standard", False): self.env._("What does this client expect? Set the standard he counts by."),
            ("incomplete", "defects"): self.env._("How many pieces were faulty? Fill it in at the complaints."),
            ("incomplete", False): self.env._("Some cases are still open: what came of them?"),
            ("no_data", "on_time"): self.env._("What does the client's own list of late deliveries say?"),
            ("no_data", "returns"): self.env._("What did the client send back this month?"),
            ("no_data", "defects"): self.env._("What did their incoming inspection find this month?"),
            ("no_data", "answer"): self.env._("How long did they wait for our offers? Ask at the next review."),
        }

    def action_open_evidence(self):
        """Open the dated records a month is made of."""
        self.ensure_one()
        action = self._evidence_action()
        if not action:
            raise UserError(self.env._("There are no records behind this month: %(question)s", question=self.question))
        return action

    def _evidence_action(self):
        """The action that opens what the month was counted from; addons with further sources add theirs."""
        self.ensure_one()
        if self.indicator == "defects":
            return self._open_complaints()
        if self.indicator == "answer" and self.why != "no_data":
            return self._open_answers()
        return False

from odoo import api, fields, models

from .client_measure import STATES


class ClientMeasureSnapshot(models.Model):
    """One figure of one half of a measure, of a client and a month (R12).

    The running month is written anew every night; months that are over stay as they were on their last day.
    Nobody types it.
    """

    _name = "client.measure.snapshot"
    _description = "Monthly figure of a measure"
    _order = "month DESC, measure_id, half, figure_id, id"
    _log_access = False

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True)
    figure_id = fields.Many2one("client.measure.figure", required=True, readonly=True, ondelete="restrict")
    measure_id = fields.Many2one(related="figure_id.measure_id", store=True, index=True)
    half = fields.Selection(related="figure_id.half", store=True)
    month = fields.Date(required=True, readonly=True)
    as_of = fields.Date(
        "As of", required=True, readonly=True, help="The last day that was counted when the figure last changed."
    )
    is_known = fields.Boolean("Known", readonly=True)
    value = fields.Float(readonly=True, aggregator="avg", help="Empty where nothing is known.")
    is_at_least = fields.Boolean(
        "Longer than", readonly=True, help="More than half of the cases still waited: the true value is longer."
    )
    counted = fields.Integer("Of them so", readonly=True)
    cases = fields.Integer(readonly=True)
    low = fields.Float("At least", readonly=True, aggregator=None)
    high = fields.Float("At most", readonly=True, aggregator=None)
    state = fields.Selection(STATES, required=True, readonly=True)
    unit = fields.Selection(related="figure_id.unit")
    value_text = fields.Char("Reads", compute="_compute_value_text")

    _key = models.UniqueIndex("(group_id, company_id, figure_id, month)")
    _month_idx = models.Index("(company_id, month)")

    @api.depends("value", "is_known", "is_at_least", "cases", "counted", "low", "high", "figure_id")
    @api.depends_context("lang")
    def _compute_value_text(self):
        for snapshot in self:
            snapshot.value_text = snapshot._reads()

    def _reads_short(self):
        """The value alone, with its unit."""
        if not self.is_known:
            return self.env._("Unknown")
        value = self.figure_id._with_unit(self.value)
        return self.env._("longer than %(value)s", value=value) if self.is_at_least else value

    def _reads(self):
        """The value as a sentence, with what it is read from."""
        figure, value = self.figure_id, self._reads_short()
        if not self.is_known:
            return value
        if figure.unit == "percent" and self.cases and self.high:
            return self.env._(
                "%(value)s: %(counted)s of %(cases)s (true share %(low)s to %(high)s %%)",
                value=value,
                counted=self.counted,
                cases=self.cases,
                low=figure._format(self.low),
                high=figure._format(self.high),
            )
        if figure.unit == "points":
            return self.env._("%(value)s, people asked: %(cases)s", value=value, cases=self.cases)
        if figure.unit == "hours":
            return self.env._("%(value)s, cases: %(cases)s", value=value, cases=self.cases)
        return value

    @api.depends("value_text")
    def _compute_display_name(self):
        for snapshot in self:
            snapshot.display_name = snapshot.value_text

    @api.model
    def _answer_times(self, groups, month, code="answer_ours_month"):
        """How long they waited for our first priced offer, for whoever counts our performance.

        :param month: first day of the month
        :param code: ``answer_ours_month`` (answered in this month, or still waiting at its end) or ``answer_ours``
            (all requests of the 12 months up to the month's end)
        :returns: {group id: (median working hours, cases, is it longer than that)}; nothing where nothing is known
        """
        rows = self.search_fetch(
            [
                ("group_id", "in", groups.ids),
                ("company_id", "=", self.env.company.id),
                ("month", "=", month),
                ("figure_id.code", "=", code),
                ("is_known", "=", True),
            ],
            ["group_id", "value", "cases", "is_at_least"],
        )
        return {row.group_id.id: (row.value, row.cases, row.is_at_least) for row in rows}

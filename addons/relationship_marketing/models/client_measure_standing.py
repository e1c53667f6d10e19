from odoo import api, fields, models

from ..engine.measure import MET, UNKNOWN
from ..engine.measure_standing_sql import standings
from ..engine.months import add_months
from .client_measure import STATES

LONG_AGO = 12  # months


class ClientMeasureStanding(models.Model):
    """Both halves of a measure side by side, for a client and a month: where they disagree, that is the news (R12)."""

    _name = "client.measure.standing"
    _description = "Standing of a measure"
    _auto = False
    _order = "month DESC, group_id, measure_id, id"
    _depends = {
        "client.measure.figure": ["is_deciding"],
        "client.measure.snapshot": ["company_id", "figure_id", "group_id", "half", "measure_id", "month", "state"],
    }

    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    measure_id = fields.Many2one("client.measure", readonly=True)
    month = fields.Date(readonly=True)
    is_latest = fields.Boolean("Running month", readonly=True)
    behavioural_state = fields.Selection(STATES, string="By deeds", readonly=True)
    stated_state = fields.Selection(STATES, string="In their words", readonly=True)
    accord = fields.Selection(
        [
            ("agree", "They agree"),
            ("deeds_better", "Deeds better than words"),
            ("words_better", "Words better than deeds"),
            ("unknown", "Unknown"),
        ],
        string="Deeds and words",
        readonly=True,
    )
    deeds = fields.Text("What is done", compute="_compute_wordings")
    words = fields.Text("What they say", compute="_compute_wordings")
    deeds_before = fields.Text("A year before", compute="_compute_wordings")
    sentence = fields.Text("What it means", compute="_compute_sentence")

    @property
    def _table_query(self):
        return standings()

    @api.depends("group_id", "measure_id")
    def _compute_display_name(self):
        for standing in self:
            standing.display_name = f"{standing.group_id.name}: {standing.measure_id.name}"

    @api.depends("group_id", "company_id", "measure_id", "month")
    @api.depends_context("lang")
    def _compute_wordings(self):
        """The figures that decide, as they read: of this month, and of the same month a year before."""
        read = {}
        months = set(self.mapped("month"))
        snapshots = self.env["client.measure.snapshot"].search(
            [
                ("group_id", "in", self.group_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("measure_id", "in", self.measure_id.ids),
                ("month", "in", list(months | {add_months(month, -LONG_AGO) for month in months})),
                ("figure_id.is_deciding", "=", True),
            ]
        )
        for snapshot in snapshots.sorted(lambda snapshot: (snapshot.figure_id.sequence, snapshot.id)):
            key = (snapshot.group_id, snapshot.company_id, snapshot.measure_id, snapshot.month, snapshot.half)
            read.setdefault(key, []).append(snapshot)
        for standing in self:
            key = (standing.group_id, standing.company_id, standing.measure_id)
            before = add_months(standing.month, -LONG_AGO)
            standing.deeds = self._wording(read.get((*key, standing.month, "behavioural"), ()))
            standing.words = self._wording(read.get((*key, standing.month, "stated"), ()))
            standing.deeds_before = self._wording(read.get((*key, before, "behavioural"), ()))

    @api.model
    def _wording(self, snapshots):
        """What these figures read, each with its name; what people say needs none where it is one."""
        if len(snapshots) == 1 and snapshots[0].half == "stated":
            return snapshots[0]._reads_short()
        return "\n".join(
            self.env._("%(figure)s: %(value)s", figure=snapshot.figure_id.name, value=snapshot._reads_short())
            for snapshot in snapshots
        )

    @api.depends("behavioural_state", "stated_state", "accord")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for standing in self:
            standing.sentence = standing._find_sentence()

    def _find_sentence(self):
        self.ensure_one()
        if self.accord == "deeds_better":
            return self.env._("Good by deeds, not in their words: ask what they miss.")
        if self.accord == "words_better":
            return self.env._("They speak well of it, but deeds fall short.")
        if self.accord == "agree":
            if self.behavioural_state == MET:
                return self.env._("Good, by deeds and in their words.")
            return self.env._("Not good, by deeds and in their words: begin here.")
        if self.stated_state == UNKNOWN and self.behavioural_state == UNKNOWN:
            return self.env._("Neither half is known: ask them, and record what is done.")
        if self.stated_state == UNKNOWN:
            return self.env._("Ask them: what they think of it is not known.")
        return self.env._("Too little is known of what is done.")

    def action_open_figures(self):
        """All figures of this measure and client, month by month, as a graph and a list."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_measure_snapshot_action")
        return {
            **action,
            "display_name": self.display_name,
            "domain": [
                ("group_id", "=", self.group_id.id),
                ("company_id", "=", self.company_id.id),
                ("measure_id", "=", self.measure_id.id),
            ],
            "context": {},
        }

from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [("met", "Met"), ("not_met", "Not met"), ("unknown", "Unknown")]


class ClientAssessment(models.Model):
    """How a client stands on one half of a criterion, since when, and what that rests on (R8).

    Written by the nightly job only, a new row whenever something changed: the rows are the history. ``figures`` are
    the numbers it was judged by, ``evidence`` [{"model", "ids"} or {"model", "domain"}] the records they were read
    from; both are kept as they were that day.
    """

    _name = "client.assessment"
    _description = "Assessment of a client"
    _order = "half_id, date DESC, id DESC"
    _log_access = False

    group_id = fields.Many2one(
        "client.group", string="Client group", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Our company", required=True, readonly=True, index=True)
    criterion_id = fields.Many2one("client.criterion", required=True, readonly=True, index=True, ondelete="restrict")
    half_id = fields.Many2one(
        "client.criterion.half",
        string="What is looked at",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    question = fields.Char(related="half_id.question")
    rule = fields.Selection(related="half_id.rule")
    is_answerable = fields.Boolean(related="half_id.is_answerable")
    date = fields.Date("Since", required=True, readonly=True)
    state = fields.Selection(STATES, required=True, readonly=True)
    former_state = fields.Selection(STATES, string="Before", readonly=True)
    is_current = fields.Boolean("Today's", readonly=True)
    figures = fields.Json(readonly=True)
    evidence = fields.Json(readonly=True)
    answer_id = fields.Many2one("client.criterion.answer", readonly=True, index="btree_not_null", ondelete="restrict")
    answered_by_id = fields.Many2one("res.users", related="answer_id.user_id", string="Answered by")
    answered_on = fields.Date(related="answer_id.date", string="Answered on")
    answer_note = fields.Text(related="answer_id.note", string="What the answer rests on")
    key_account_manager_id = fields.Many2one(related="group_id.key_account_manager_id")
    is_key_client = fields.Boolean(related="group_id.is_key_client")
    value = fields.Char("What was found", compute="_compute_value")
    evidence_html = fields.Html("Records behind it", compute="_compute_evidence_html", sanitize=False)
    history_ids = fields.Many2many("client.assessment", compute="_compute_history_ids")

    _current = models.UniqueIndex(
        "(group_id, company_id, half_id) WHERE is_current IS TRUE", "A client stands on each criterion in one way."
    )
    _history_idx = models.Index("(group_id, half_id, date)")

    @api.depends("group_id", "half_id", "state")
    def _compute_display_name(self):
        states = dict(self._fields["state"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{row.group_id.name}: {row.half_id.name} – {states.get(row.state, '')}"

    @api.depends_context("uid", "lang")
    def _compute_evidence_html(self):
        for row in self:
            row.evidence_html = row._evidence_links()

    def _compute_history_ids(self):
        rows = self.search([("group_id", "in", self.group_id.ids), ("half_id", "in", self.half_id.ids)])
        of = rows.sorted("id", reverse=True).grouped(lambda row: (row.group_id, row.company_id, row.half_id))
        for row in self:
            row.history_ids = of.get((row.group_id, row.company_id, row.half_id), self.browse())

    def action_answer(self):
        """A form for the answer to the question."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Answer"),
            "res_model": "client.criterion.answer",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_group_id": self.group_id.id,
                "default_company_id": self.company_id.id,
                "default_half_id": self.half_id.id,
            },
        }

    def action_open_evidence(self):
        """Open the records behind it: their list where they are of one kind, else this assessment, which names all."""
        self.ensure_one()
        parts = self._evidence_parts()
        if not parts:
            raise UserError(self.env._("Nothing is recorded: “%(question)s”", question=self.question))
        if len(parts) > 1:
            return self.get_formview_action()
        return self._evidence_action(*parts[0])

    @api.ondelete(at_uninstall=False)
    def _unlink_except_evidence(self):
        raise UserError(self.env._("The history of assessments is not deleted."))

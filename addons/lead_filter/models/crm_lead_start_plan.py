from odoo import api, fields, models
from odoo.fields import Domain

# Words and documents are read by a person before they settle anything.
UNREAD = [
    ("side", "=", "ours"),
    ("state", "=", "answered"),
    ("judgement", "=", False),
    ("question_id.answer_type", "in", ("text", "document")),
]
UNDECIDED = Domain("filter_decision", "=", False)
OURS = Domain("filter_decision", "=", "ours") | UNDECIDED & Domain("filter_verdict", "=", "ours")
NOT_OURS = Domain("filter_decision", "=", "not_ours") | UNDECIDED & Domain("filter_verdict", "=", "not_ours")


class CrmLead(models.Model):
    """What there is to do with requests, in the order in which each role does it (001, 002)."""

    _inherit = "crm.lead"

    @api.model
    def _start_plan_of_telemarketer(self):
        return [
            self._step_read(),
            self._step_decide(),
            self._step_conditions_due(),
            self._step_refuse(),
            self._step_ask(),
            self._step_unjudged(),
        ]

    @api.model
    def _start_plan_of_development(self):
        return [
            self._step_read(),
            self._step_conditions_due(),
            self._step_ask(),
            self._step_next_step(),
        ]

    @api.model
    def _step_read(self):
        return {
            "key": "read",
            "title": self.env._("Answers to read"),
            "help": self.env._("The client wrote in words or sent files: say what it means for the request."),
            "domain": Domain("filter_answer_ids", "any", UNREAD),
            "button": {"label": self.env._("Read"), "method": "action_read_answer"},
            "why": lambda leads: leads._in_unread_words(),
        }

    @api.model
    def _step_decide(self):
        return {
            "key": "decide",
            "title": self.env._("For you to decide"),
            "help": self.env._("All is known, and it is not enough for a verdict."),
            "domain": UNDECIDED & Domain("filter_verdict", "=", "decide"),
            "button": {"label": self.env._("Decide"), "method": "action_decide"},
            "why": lambda leads: {lead.id: lead.filter_reason for lead in leads},
        }

    @api.model
    def _step_conditions_due(self):
        today = fields.Date.context_today(self)
        overdue = [("state", "=", "waiting"), ("deadline", "<", today)]
        return {
            "key": "conditions_due",
            "title": self.env._("Conditions left without an answer"),
            "help": self.env._("The day by which the client was to answer is over: ask once more, or refuse."),
            "domain": Domain("filter_condition_ids", "any", overdue),
            "why": lambda leads: leads._in_overdue_words(overdue),
        }

    @api.model
    def _step_refuse(self):
        return {
            "key": "refuse",
            "title": self.env._("Not ours"),
            "help": self.env._("Refuse politely, or say on what conditions the request would be ours."),
            "domain": NOT_OURS,
            "why": lambda leads: {lead.id: lead.filter_decision_reason or lead.filter_reason for lead in leads},
        }

    @api.model
    def _step_ask(self):
        return {
            "key": "ask",
            "title": self.env._("Ask next"),
            "help": self.env._("The answer to this question can change the verdict most."),
            "domain": UNDECIDED & Domain("filter_verdict", "=", "open") & Domain("next_question_id", "!=", False),
            "button": {"label": self.env._("Asked"), "method": "action_ask_next_question"},
            "order": "create_date DESC, id DESC",
            "why": lambda leads: {lead.id: lead.next_question_id.name for lead in leads},
        }

    @api.model
    def _step_unjudged(self):
        return {
            "key": "unjudged",
            "title": self.env._("Judged by no portrait"),
            "help": self.env._("No portrait in force is meant for these requests: decide yourself."),
            "domain": UNDECIDED & Domain("filter_verdict", "=", False),
            "button": {"label": self.env._("Decide"), "method": "action_decide"},
        }

    @api.model
    def _step_next_step(self):
        return {
            "key": "next_step",
            "title": self.env._("No next step planned"),
            "help": self.env._("Yours, not refused, and nobody has planned what comes next."),
            "domain": ~NOT_OURS & Domain("activity_ids", "=", False),
            "why": lambda leads: {lead.id: lead.stage_id.name for lead in leads},
        }

    def _unread_answers(self):
        """{lead: the answer that waits longest to be read}"""
        answers = self.env["lead.answer"].search([("lead_id", "in", self.ids), *UNREAD], order="answered_on, id")
        return {lead: found[:1] for lead, found in answers.grouped("lead_id").items()}

    def _in_unread_words(self):
        return {
            lead.id: self.env._(
                "%(question)s — %(answer)s",
                question=answer.question_id.name,
                answer=(answer.text or ", ".join(answer.attachment_ids.mapped("name")))[:200],
            )
            for lead, answer in self._unread_answers().items()
        }

    def _in_overdue_words(self, overdue):
        conditions = self.env["lead.condition"].search([("lead_id", "in", self.ids), *overdue], order="deadline")
        return {
            lead.id: self.env._("%(offer)s, by %(day)s", offer=found[:1].offer, day=self._day(found[:1].deadline))
            for lead, found in conditions.grouped("lead_id").items()
        }

    def action_read_answer(self):
        """The answer that waits longest for somebody to say what it means."""
        self.ensure_one()
        answer = self._unread_answers().get(self, self.env["lead.answer"])
        return {**self._dialog("lead.answer", self.env._("Answer")), "res_id": answer.id}

from datetime import UTC, timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .crm_lead_start_words import UNREAD

# A need within so many days is as good as one today.
LATER = 30
UNDECIDED = Domain("filter_decision", "=", False)
OURS = Domain("filter_decision", "=", "ours") | UNDECIDED & Domain("filter_verdict", "=", "ours")
NOT_OURS = Domain("filter_decision", "=", "not_ours") | UNDECIDED & Domain("filter_verdict", "=", "not_ours")
DEAL = ~NOT_OURS & Domain("type", "=", "opportunity")
WAITING = [("state", "=", "proposed")]


class CrmLead(models.Model):
    """What there is to do with requests, in the order in which each role does it (001, 002)."""

    _inherit = "crm.lead"

    @api.model
    def _start_plan_of_telemarketer(self):
        return [
            self._step_read(),
            self._step_returned(),
            self._step_woken(),
            self._step_sleep(),
            self._step_hand_over(),
            self._step_decide(),
            self._step_conditions_due(),
            self._step_refuse(),
            self._step_class(),
            self._step_ask(),
            self._step_unjudged(),
        ]

    @api.model
    def _start_plan_of_development(self):
        return [
            self._step_meeting(),
            self._step_accept(),
            self._step_read(),
            self._step_woken(),
            self._step_roles(),
            self._step_evidence(),
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
            "button": {"label": self.env._("Refuse"), "method": "action_refuse"},
            "why": lambda leads: {lead.id: lead.filter_decision_reason or lead.filter_reason for lead in leads},
        }

    @api.model
    def _step_ask(self):
        return {
            "key": "ask",
            "title": self.env._("Ask next"),
            "help": self.env._("The answer to this question can change the verdict most."),
            # Who has a letter of ours is reminded without anybody's doing.
            "domain": UNDECIDED
            & Domain("filter_verdict", "=", "open")
            & Domain("next_question_id", "!=", False)
            & Domain("filter_sending_ids", "not any", [("state", "=", "waiting")]),
            "button": {"label": self.env._("Ask by letter"), "method": "action_ask_by_letter"},
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

    @api.model
    def _step_class(self):
        return {
            "key": "class",
            "title": self.env._("Empty or vague"),
            "help": self.env._("A class is proposed: confirm it, or say otherwise on the request."),
            "domain": Domain("request_class", "=", False) & Domain("request_class_proposed", "in", ("empty", "vague")),
            "button": {"label": self.env._("Confirm"), "method": "action_confirm_request_class"},
            "why": lambda leads: leads._in_words_of_class(),
        }

    @api.model
    def _step_returned(self):
        return {
            "key": "returned",
            "title": self.env._("Came back from a hand-over"),
            "help": self.env._("Find out what is missing, and hand it over again or refuse."),
            "domain": Domain("handover_state", "=", "returned"),
            "button": {"label": self.env._("Hand over"), "method": "action_hand_over"},
            "why": lambda leads: leads._in_words_of_return(),
        }

    @api.model
    def _step_hand_over(self):
        return {
            "key": "hand_over",
            "title": self.env._("Ours: hand over"),
            "help": self.env._("Agree on a meeting, and hand the request over to a development specialist."),
            "domain": OURS & Domain("handover_state", "=", False),
            "button": {"label": self.env._("Hand over"), "method": "action_hand_over"},
            "why": lambda leads: {lead.id: lead.filter_decision_reason or lead.filter_reason for lead in leads},
        }

    @api.model
    def _step_sleep(self):
        """A small, quick deal without a need today is not handed over, it waits (002)."""
        later = fields.Date.context_today(self) + timedelta(days=LATER)
        return {
            "key": "sleep",
            "title": self.env._("No need today"),
            "help": self.env._("The client needs it later: let the request sleep until then."),
            "domain": ~NOT_OURS
            & Domain("need_timing", "in", ("date", "bought_elsewhere"))
            & Domain("need_date", ">", later)
            & (Domain("team_id", "=", False) | Domain("team_id.sale_kind", "=", "quick")),
            "button": {"label": self.env._("Let it sleep"), "method": "action_let_sleep"},
            "why": lambda leads: {
                lead.id: self.env._("Needed on %(day)s", day=self._day(lead.need_date)) for lead in leads
            },
        }

    @api.model
    def _step_accept(self):
        return {
            "key": "accept",
            "title": self.env._("Handed over to you"),
            "help": self.env._("Read what is known, and accept the request or return it with a reason."),
            "domain": Domain("handover_ids", "any", WAITING) & Domain("handover_user_id", "=", self.env.uid),
            "button": {"label": self.env._("Take it or return it"), "method": "action_open_handover"},
            "why": lambda leads: leads._in_words_of_handover(),
        }

    @api.model
    def _step_roles(self):
        """The first and second step of the cycle: through the contact person to those who decide (002)."""
        decides = [("state", "=", "confirmed"), ("type_id.decides", "=", True)]
        return {
            "key": "roles",
            "title": self.env._("Nobody known who decides"),
            "help": self.env._("Reach those who decide through your contact person, and note who they are."),
            "domain": DEAL & Domain("role_ids", "not any", decides),
            "button": {"label": self.env._("Roles"), "method": "action_open_roles"},
            "why": lambda leads: leads._in_words_of_roles(),
        }

    @api.model
    def _step_evidence(self):
        return {
            "key": "evidence",
            "title": self.env._("Evidence missing"),
            "help": self.env._("The deal went on; what the client has shown for it is not complete."),
            "domain": Domain("lacks_evidence", "=", True),
            "why": lambda leads: leads._in_words_of_evidence(),
        }

    @api.model
    def _step_woken(self):
        return {
            "key": "woken",
            "title": self.env._("Woken up"),
            "help": self.env._("The day has come: is the need there?"),
            "domain": Domain("woken_on", "!=", False),
            "button": {"label": self.env._("The need is there"), "method": "action_need_is_there"},
            "order": "woken_on, id",
            "why": lambda leads: {
                lead.id: self.env._("Woken up on %(day)s", day=self._day(lead.woken_on)) for lead in leads
            },
        }

    @api.model
    def _step_meeting(self):
        start = fields.Datetime.context_timestamp(self, fields.Datetime.now()).replace(hour=0, minute=0, second=0)
        bounds = [moment.astimezone(UTC).replace(tzinfo=None) for moment in (start, start + timedelta(days=1))]
        today = [("start", ">=", bounds[0]), ("start", "<", bounds[1])]
        return {
            "key": "meeting",
            "title": self.env._("Meetings today"),
            "help": self.env._("Look once more at what is known and what is still to be asked."),
            "domain": Domain("calendar_event_ids", "any", today),
            "why": lambda leads: leads._in_words_of_meeting(today),
        }

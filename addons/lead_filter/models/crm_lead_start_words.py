from odoo import models
from odoo.tools import format_time

# Words and documents are read by a person before they settle anything.
UNREAD = [
    ("side", "=", "ours"),
    ("state", "=", "answered"),
    ("judgement", "=", False),
    ("question_id.answer_type", "in", ("text", "document")),
]


class CrmLead(models.Model):
    """Why a request stands on the start screen, in words."""

    _inherit = "crm.lead"

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

    def _in_words_of_class(self):
        classes = dict(self._fields["request_class"]._description_selection(self.env))
        rules = dict(self._fields["request_class_rule"]._description_selection(self.env))
        why = {lead: lead.request_class_reason or rules.get(lead.request_class_rule) for lead in self}
        return {
            lead.id: self.env._(
                "%(proposed)s: %(reason)s", proposed=classes[lead.request_class_proposed], reason=why[lead]
            )
            if why[lead]
            else classes[lead.request_class_proposed]
            for lead in self
        }

    def _last_handover(self):
        return self.handover_ids.sorted("id")[-1:]

    def _in_words_of_return(self):
        words = {}
        for lead in self:
            handover = lead._last_handover()
            words[lead.id] = self.env._(
                "%(reason)s: %(note)s", reason=handover.return_reason_id.name, note=handover.return_note or ""
            )
        return words

    def _in_words_of_roles(self):
        missing = self._missing_roles()
        return {
            lead.id: self.env._(
                "Nobody is known for: %(roles)s.", roles=", ".join(missing[lead].mapped("display_name"))
            )
            for lead in self
            if missing[lead]
        }

    def _in_words_of_evidence(self):
        return {
            lead.id: ", ".join(gate.display_name for gate, _things in found)
            for lead, found in self._missing_at_gates().items()
        }

    def action_open_handover(self):
        """The hand-over that waits for an answer, with all that was known."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "lead.handover",
            "res_id": self._last_handover().id,
            "views": [[False, "form"]],
        }

    def _in_words_of_handover(self):
        return {
            lead.id: self.env._(
                "From %(colleague)s: %(note)s",
                colleague=lead._last_handover().from_user_id.name,
                note=lead._last_handover().note or lead.filter_reason or "",
            )
            for lead in self
        }

    def _in_words_of_meeting(self, today):
        meetings = self.env["calendar.event"].search([("opportunity_id", "in", self.ids), *today], order="start")
        return {
            lead.id: self.env._(
                "%(time)s, %(subject)s",
                time=format_time(self.env, found[:1].start, time_format="short"),
                subject=found[:1].name,
            )
            for lead, found in meetings.grouped("opportunity_id").items()
        }

    def action_read_answer(self):
        """The answer that waits longest for somebody to say what it means."""
        self.ensure_one()
        answer = self._unread_answers().get(self, self.env["lead.answer"])
        return {**self._dialog("lead.answer", self.env._("Answer")), "res_id": answer.id}

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..engine.complaint_closing import ClosingCase, what_is_missing
from .client_complaint import OPEN_STATES


class ClientComplaint(models.Model):
    """What it takes to close a complaint, on the screen and over RPC; no hunt for the guilty (003)."""

    _inherit = "client.complaint"

    missing_to_close = fields.Text("Before it can be closed", compute="_compute_missing_to_close")

    @api.constrains("root_cause", "person_exception_reason")
    def _check_no_hunt_for_the_guilty(self):
        for complaint in self:
            if complaint.root_cause == "person" and complaint.is_repeated and not complaint.person_exception_on:
                raise ValidationError(
                    self.env._(
                        "%(complaint)s is one of %(count)s alike: a repeated problem is a fault of the process, and"
                        " only a director may name a person as its only cause, with a reason.",
                        complaint=complaint.display_name,
                        count=complaint.chain_count,
                    )
                )

    @api.constrains(
        "state",
        "severity",
        "kind",
        "justified",
        "root_cause",
        "corrective_action",
        "effect_result",
        "problem_family_id",
        "process_action_id",
    )
    def _check_closing(self):
        closed = self.filtered(lambda complaint: complaint.state == "closed")
        for complaint, missing in closed._missing_to_close().items():
            if missing:
                raise ValidationError(
                    self.env._(
                        "%(complaint)s cannot be closed. %(reason)s",
                        complaint=complaint.display_name,
                        reason=self._closing_sentence(missing[0], complaint),
                    )
                )

    @api.constrains("effect_result", "effect_check_date", "corrective_action")
    def _check_effect(self):
        today = fields.Date.context_today(self)
        for complaint in self:
            if complaint.corrective_action and not complaint.effect_check_date:
                raise ValidationError(
                    self.env._(
                        "Say when the effect of the corrective action of %(complaint)s is checked.",
                        complaint=complaint.display_name,
                    )
                )
            if complaint.effect_result == "passed" and not (
                complaint.corrective_action and complaint.effect_check_date <= today
            ):
                raise ValidationError(
                    self.env._(
                        "Whether it helped is said on the day of the effect check of %(complaint)s, not before.",
                        complaint=complaint.display_name,
                    )
                )

    def _missing_to_close(self):
        """{complaint: codes of what is missing}; one search for all."""
        came_since = self._came_since()
        return {
            complaint: what_is_missing(
                ClosingCase(
                    is_sorted=bool(complaint.partner_id and complaint.problem_family_id and complaint.kind),
                    severity=complaint.severity or None,
                    kind=complaint.kind or None,
                    is_answered=bool(complaint.answered_on),
                    justified=complaint.justified,
                    corrective_action=bool((complaint.corrective_action or "").strip()),
                    effect=complaint.effect_result,
                    is_repeated=complaint.is_repeated,
                    root_cause=complaint.root_cause,
                    has_exception=bool(complaint.person_exception_on),
                    process_state=complaint.process_action_id.state or None,
                    came_since=len(came_since[complaint]),
                )
            )
            for complaint in self
        }

    @api.depends(
        "state",
        "partner_id",
        "problem_family_id",
        "kind",
        "severity",
        "answered_on",
        "justified",
        "corrective_action",
        "effect_result",
        "is_repeated",
        "root_cause",
        "person_exception_on",
        "process_action_id.state",
    )
    def _compute_missing_to_close(self):
        unfinished = self.filtered(lambda complaint: complaint.state in OPEN_STATES)
        (self - unfinished).missing_to_close = False
        for complaint, missing in unfinished._missing_to_close().items():
            sentences = [self._closing_sentence(code, complaint) for code in missing]
            complaint.missing_to_close = "\n".join(sentences) or False

    def _closing_sentence(self, code, complaint):
        sentences = {
            "sorting": self.env._("Say whose complaint it is, its kind and its problem family."),
            "severity": self.env._("Say what the client lost."),
            "judgement": self.env._("Say whether it is justified, and why."),
            "answer": self.env._("A written claim is answered first."),
            "corrective_action": self.env._("It is justified and has no corrective action."),
            "effect": self.env._("The effect of the corrective action was not checked, or it did not help."),
            "person": self.env._("It is repeated, and a person as its only cause needs a director's exception."),
            "process_action": self.env._(
                "It is one of %(count)s alike and needs a process action, whatever its cause.",
                count=complaint.chain_count,
            ),
            "process_effect": self.env._("The process action has not passed its effect check."),
            "came_since": self.env._("Another complaint of this kind came after the process was changed."),
        }
        return sentences[code]

    def action_start(self):
        self.write({"state": "in_work"})

    def action_answer(self):
        self.write({"state": "answered"})

    def action_close(self):
        self.write({"state": "closed"})

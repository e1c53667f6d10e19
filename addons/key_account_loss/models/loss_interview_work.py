from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from .loss_interview import HEARD


class LossInterview(models.Model):
    """What is done for an interview: the letter, the appointment, the answers taken down or given through a link."""

    _inherit = "loss.interview"

    def action_write_letter(self):
        self.ensure_one()
        return self._dialog("loss.letter", self.env._("Letter to a lost client"), default_interview_id=self.id)

    def action_allow_owner(self):
        self.ensure_one()
        return self._dialog(
            "loss.waiver",
            self.env._("Let the owner of the account ask"),
            default_interview_id=self.id,
            default_interviewer_id=self.account_owner_ids[:1].id,
        )

    def action_plan_meeting(self):
        """Open the appointment, or a new one with both sides, at their workplace."""
        self.ensure_one()
        if self.meeting_id:
            return {
                "type": "ir.actions.act_window",
                "res_model": "calendar.event",
                "res_id": self.meeting_id.id,
                "views": [[False, "form"]],
            }
        interviewer = self.interviewer_id or self.env.user
        start = fields.Datetime.now().replace(minute=0, second=0) + timedelta(days=7)
        meeting = self.env["calendar.event"].create(
            {
                "name": self.env._("Interview: %(person)s", person=self.person_id.display_name),
                "start": start,
                "stop": start + timedelta(hours=1),
                "user_id": interviewer.id,
                "partner_ids": [(6, 0, (interviewer.partner_id | self.person_id).ids)],
                "location": self._place_text(),
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        self.meeting_id = meeting
        return self.action_plan_meeting()

    def _place_text(self):
        if self.place == "phone":
            return self.env._("By phone: %(number)s", number=self.person_id.phone or "")
        if self.place == "theirs":
            company = self.person_id.commercial_partner_id
            return company._display_address(without_company=True).replace("\n", ", ") or company.name
        return False

    def action_take_down(self):
        """Open the questionnaire for the interviewer, who takes the answers down."""
        self.ensure_one()
        self.check_access("write")
        if self.outcome in ("closed", "refused"):
            raise UserError(self.env._("%(person)s was not interviewed.", person=self.person_id.name))
        if not self.input_id:
            # The interviewer fills it in: of a person's own answers Odoo would let nobody else see the page.
            # sudo: which answers belong to the interview is written by the programme only
            self.sudo().input_id = self._new_answers(nickname=self.person_id.name)
        return self._open_answers(self.input_id)

    def action_copy_link(self):
        """The client's own link to the questionnaire, to be copied into a letter."""
        self.ensure_one()
        self.check_access("write")
        if self.outcome in HEARD:
            raise UserError(self.env._("%(person)s was interviewed already.", person=self.person_id.name))
        if not self.link_input_id:
            # sudo: which answers belong to the interview is written by the programme only
            self.sudo().link_input_id = self._new_answers(partner=self.person_id)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Link for %(person)s", person=self.person_id.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [[self.env.ref("key_account_loss.loss_interview_link_view_form").id, "form"]],
            "target": "new",
        }

    def _new_answers(self, **whose):
        survey = self.analysis_id.sudo().questionnaire_id
        if not survey:
            raise UserError(self.env._("Choose the questionnaire of the analysis first."))
        # sudo: interviewers may read the questionnaire; the record of answers is made by the programme
        return survey.sudo()._create_answer(check_attempts=False, loss_interview_id=self.id, **whose)

    def _message_receive_bounce(self, email, partner):
        result = super()._message_receive_bounce(email, partner)
        for interview in self:
            if interview.outcome == "silent" and (not partner or partner == interview.person_id):
                interview.outcome = "undelivered"
        return result

    def _open_answers(self, answers):
        return {"type": "ir.actions.act_url", "url": answers.sudo().get_start_url(), "target": "new"}

    def _dialog(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [[False, "form"]],
            "target": "new",
            "context": context,
        }

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize, is_html_empty

from .lead_question_sending import LONGEST

LETTER = "lead_filter.mail_template_questions"
REMINDER = "lead_filter.mail_template_questions_reminder"


class LeadQuestionSending(models.Model):
    """The letter itself: written from a template in the language of the person, read and changed, then sent."""

    _inherit = "lead.question.sending"

    def action_write_letter(self):
        """Fill in subject and text from the template, to be read and changed before they leave.

        :raises UserError: no question is chosen, or the letter was sent
        """
        for sending in self:
            sending._check_draft()
            sending.write(sending._written(LETTER))
        return True

    def action_choose_again(self):
        """Back to the choice of questions; the text is written anew afterwards."""
        for sending in self:
            sending._check_draft()
        return self.write({"subject": False, "body": False})

    def action_send(self):
        """Send the letter as it stands to the person, and note each question as asked.

        :raises UserError: there is no question, no address or no text
        """
        for sending in self:
            sending._check_draft()
            if not email_normalize(sending.email):
                raise UserError(sending.env._("There is no e-mail address to write to: copy the link instead."))
            if is_html_empty(sending.body) or not sending.subject:
                sending.write(sending._written(LETTER))
            sending._begin()
            sending._post(sending.subject, sending.body)
        return self._notified(self.env._("The letter is on its way."))

    def action_link_given(self):
        """Note the questions as asked: the person got the link by other means.

        :raises UserError: there is no question, or the letter was sent
        """
        for sending in self:
            sending._check_draft()
            sending._begin()
        return True

    def _check_draft(self):
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("This letter was sent already."))
        if not self.question_ids:
            raise UserError(self.env._("Choose what to ask."))
        if self._is_expired():
            raise UserError(self.env._("The page would be closed already: choose a later day."))

    def _begin(self):
        """From now on the page is open, and its questions are waited for."""
        self.lock_for_update()
        now = fields.Datetime.now()
        self.env["lead.answer"].create(
            [
                {
                    "lead_id": self.lead_id.id,
                    "question_id": question.id,
                    "sending_id": self.id,
                    "asked_by_id": self.user_id.id,
                    "asked_on": now,
                }
                for question in self.question_ids
            ]
        )
        pause = timedelta(days=min(self.company_id.question_reminder_days, LONGEST))
        # Kept by the system: nobody says it was sent without sending it.
        self.sudo().write({"state": "waiting", "sent_on": now, "next_step_on": now + pause})

    def _written(self, template):
        """{"subject", "body"} of this letter from a template, in the language of the person."""
        self.ensure_one()
        found = self.env.ref(template, raise_if_not_found=False)
        if not found:
            raise UserError(self.env._("The template of this letter was deleted: write the letter by hand."))
        # Templates are for everybody who sends; their text is not for everybody to read.
        template = found.sudo().with_context(lang=self.lang or self.env.lang)
        letters = (
            template._render_field("subject", self.ids),
            template._render_field("body_html", self.ids, options={"post_process": True}),
        )
        return dict(zip(("subject", "body"), (letter[self.id] for letter in letters), strict=True))

    def _post(self, subject, body):
        """Send a letter to the person alone; it is kept with the request, and an answer comes back there."""
        lead, to = self.lead_id, self.person_id if self._is_own_address() else self.env["res.partner"]
        # Only to the person: whoever follows the request from outside must not get his link.
        mail = (
            self.env["mail.mail"]
            .sudo()
            .create(
                {
                    "model": lead._name,
                    "res_id": lead.id,
                    "subject": subject,
                    "body": body,
                    "body_html": body,
                    "message_type": "email_outgoing",
                    "is_notification": True,
                    "author_id": self.user_id.partner_id.id,
                    "email_from": self.user_id.email_formatted or self.company_id.email_formatted,
                    **({"recipient_ids": to.ids} if to else {"email_to": self.email}),
                }
            )
        )
        # Whether it arrived is shown with the letter, and it counts as one of ours to this person.
        self.env["mail.notification"].sudo().create(
            {
                "author_id": mail.author_id.id,
                "mail_mail_id": mail.id,
                "mail_message_id": mail.mail_message_id.id,
                "notification_type": "email",
                "notification_status": "ready",
                "is_read": True,
                **({"res_partner_id": to.id} if to else {"mail_email_address": self.email}),
            }
        )

    def _is_own_address(self):
        return self.person_id and email_normalize(self.person_id.email) == email_normalize(self.email)

    def _notified(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "success", "message": message, "next": {"type": "ir.actions.act_window_close"}},
        }

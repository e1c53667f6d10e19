from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..engine.letter_check import EMPTY, MANY_QUESTIONS, NO_NAME, NO_QUESTION, check_letter
from ..engine.letter_words import CALL_TO_RETURN, FORGIVING, OFFER, REPROACH

TEMPLATE = "key_account_loss.mail_template_loss_letter"


class LossLetter(models.TransientModel):
    """The letter of 003 to a person of a lost client: read, changed and checked before it goes (stage 5)."""

    _name = "loss.letter"
    _description = "Letter to a lost client"

    interview_id = fields.Many2one("loss.interview", required=True, ondelete="cascade")
    person_id = fields.Many2one(related="interview_id.person_id")
    subject = fields.Char(compute="_compute_letter", store=True, readonly=False, precompute=True, required=True)
    body = fields.Html(
        compute="_compute_letter", store=True, readonly=False, precompute=True, sanitize="email_outgoing"
    )
    faults = fields.Html("What stands in its way", compute="_compute_faults")

    @api.depends("interview_id")
    def _compute_letter(self):
        template = self.env.ref(TEMPLATE, raise_if_not_found=False)
        for letter in self:
            if not (template and letter.interview_id):
                letter.subject = letter.body = False
                continue
            values = template._generate_template(letter.interview_id.ids, ("subject", "body_html"))
            values = values[letter.interview_id.id]
            letter.subject, letter.body = values["subject"], values.get("body_html") or values.get("body")

    @api.depends("subject", "body", "person_id")
    def _compute_faults(self):
        for letter in self:
            sentences = letter._fault_sentences()
            items = Markup().join(Markup("<li>%s</li>") % sentence for sentence in sentences)
            letter.faults = Markup("<ul>%s</ul>") % items if sentences else False

    def _fault_sentences(self):
        text = f"{self.subject or ''}.\n{html2plaintext(self.body or '', include_references=False)}"
        words = {
            CALL_TO_RETURN: self.env._("It calls the client back: “%(words)s”."),
            FORGIVING: self.env._("It forgives, as if the client were guilty: “%(words)s”."),
            REPROACH: self.env._("It reproaches the client: “%(words)s”."),
            OFFER: self.env._("It offers something: “%(words)s”. This letter only asks."),
            NO_NAME: self.env._("It does not address %(words)s by name."),
            NO_QUESTION: self.env._("It asks nothing: its one question is what we did wrong."),
            MANY_QUESTIONS: self.env._("It asks more than the one question of what we did wrong."),
            EMPTY: self.env._("It is empty."),
        }
        return [words[fault.kind] % {"words": fault.words} for fault in check_letter(text, self.person_id.name or "")]

    def action_send(self):
        """Send the letter.

        :raises UserError: naming each reason why it may not go
        """
        self.ensure_one()
        interview = self.interview_id
        interview.check_access("write")
        interview.analysis_id._check_not_signed()
        if interview.outcome not in ("not_sent", "silent", "undelivered"):
            raise UserError(self.env._("%(person)s has answered already.", person=self.person_id.name))
        if not self.person_id.email:
            raise UserError(self.env._("%(person)s has no e-mail address.", person=self.person_id.name))
        if sentences := self._fault_sentences():
            raise UserError("\n".join([self.env._("This letter does not go like this."), *sentences]))
        interview.message_post(
            subject=self.subject,
            body=Markup(self.body) if self.body else escape(""),
            partner_ids=self.person_id.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_note",
            email_layout_xmlid="mail.mail_notification_light",
        )
        # sudo: the day of the letter is written by sending it only
        interview.sudo().write({"outcome": "silent", "letter_sent_on": fields.Date.context_today(self)})
        return {"type": "ir.actions.act_window_close"}

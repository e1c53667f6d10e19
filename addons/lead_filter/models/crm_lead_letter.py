from odoo import fields, models
from odoo.exceptions import UserError

from ..engine.verdict import UNKNOWN


class CrmLead(models.Model):
    """Asking by letter: the questions that are still open, put to the person who asked us."""

    _inherit = "crm.lead"

    filter_sending_ids = fields.One2many("lead.question.sending", "lead_id", "Letters with questions")

    def action_ask_by_letter(self):
        """Open a letter with the questions that are still open; a draft that waits is taken up again.

        :raises UserError: the request is closed
        """
        self.ensure_one()
        if not self.active or self.won_status != "pending":
            raise UserError(self.env._("This request is closed: nobody is asked any more."))
        sendings = self.env["lead.question.sending"]
        draft = sendings.search([("lead_id", "=", self.id), ("state", "=", "draft"), ("user_id", "=", self.env.uid)])
        letter = draft[:1] or sendings.create(self._prepare_letter_values())
        if not letter.body:
            # What was answered since the draft was begun need not be asked.
            letter.question_ids -= self.filter_answer_ids.filtered(
                lambda answer: answer.state == "answered" and answer.write_date >= letter.create_date
            ).question_id
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Letter with questions"),
            "res_model": "lead.question.sending",
            "res_id": letter.id,
            "views": [[False, "form"]],
        }

    def _prepare_letter_values(self):
        person = self.partner_id
        lang = self.lang_code or person.lang or self.company_id.partner_id.lang or self.env.lang
        return {
            "lead_id": self.id,
            "person_id": person.id,
            "email": self.email_from or person.email,
            "lang": lang if self.env["res.lang"]._get_data(code=lang) else self.env.lang,
            "question_ids": self._questions_to_ask().ids,
        }

    def _questions_to_ask(self):
        """Questions of criteria that are not known yet and that no letter waits for; the proposed one first."""
        self.ensure_one()
        # Whoever asks may not read portraits; the questions are for everybody who sells.
        lead = self.sudo()
        criteria = lead.filter_portrait_id.criterion_ids
        outcomes = (lead.filter_outcomes or "").ljust(len(criteria), UNKNOWN)
        unknown = [one for one, outcome in zip(criteria, outcomes, strict=False) if outcome == UNKNOWN]
        unknown.sort(key=lambda one: (not one.is_knock_out, -one._counted_weight(), one.sequence))
        asked = lead.filter_answer_ids.filtered(lambda answer: answer.state == "asked" and answer.side == "ours")
        # What was asked too long ago is proposed again.
        waiting = asked.question_id - lead.next_question_id
        questions = lead.next_question_id.union(*(one.question_id for one in unknown))
        return (questions - waiting).filtered("active").sudo(False)

    def action_open_letters(self):
        """The letters with questions of this request."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("lead_filter.lead_question_sending_action")
        return {**action, "domain": [("lead_id", "=", self.id)]}

    def _exchange_counts(self):
        letter = self.filter_sending_ids.filtered("sent_on").sorted("sent_on")[-1:]
        return {**super()._exchange_counts(), "letter": letter._in_one_line() if letter else False}

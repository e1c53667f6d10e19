from datetime import timedelta

from odoo import api, fields, models

# Request: language, state, questions asked, days ago it was sent, reminders.
LETTERS = {
    36: ("ru_RU", "answered", ("documents", "lot"), 8, 0),
    38: ("en_US", "waiting", ("supplier", "date"), 1, 0),
    35: ("ru_RU", "waiting", ("documents",), 7, 1),
    34: ("ru_RU", "silent", ("documents",), 20, 2),
    5: ("ru_RU", "silent", ("documents",), 40, 2),
    30: ("bg_BG", "replied", ("documents",), 25, 1),
}


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_letters(self):
        """Letters with questions: one answered on its page, some that wait, and those nobody answered (000)."""
        if self.env.ref("lead_filter.demo_letter_36", raise_if_not_found=False):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        for number, values in LETTERS.items():
            demo._create_letter(number, *values)

    @api.model
    def _create_letter(self, number, lang, state, asked, days_ago, reminders):
        request = self._record(f"request_{number}", "lead_filter")
        telemarketer = self._record("user_telemarketer", "lead_filter")
        sent_on = fields.Datetime.now() - timedelta(days=days_ago)
        questions = [self._record(f"question_{key}", "lead_filter").id for key in asked]
        letter = self._records(
            "lead.question.sending",
            {
                f"letter_{number}": {
                    "lead_id": request.id,
                    "email": request.email_from,
                    "lang": lang if self.env["res.lang"]._get_data(code=lang) else self.env.lang,
                    "question_ids": questions,
                    "user_id": telemarketer.id,
                    "expires_on": sent_on + timedelta(days=60),
                    "sent_on": sent_on,
                }
            },
            "lead_filter",
        )[f"letter_{number}"]
        letter.write(letter._written("lead_filter.mail_template_questions"))
        letter.write(
            {
                "state": state,
                "reminder_count": reminders,
                "next_step_on": sent_on + timedelta(days=5 * (reminders + 1)) if state == "waiting" else False,
                "answered_on": sent_on + timedelta(days=1) if state == "answered" else False,
            }
        )
        self._join_answers(letter, sent_on)
        if state == "silent":
            letter._propose_empty()

    @api.model
    def _join_answers(self, letter, sent_on):
        """What was asked is asked by this letter; what was not yet is asked now."""
        answers = letter.lead_id.filter_answer_ids
        for question in letter.question_ids:
            earlier = answers.filtered(lambda answer, question=question: answer.question_id == question)
            if earlier:
                earlier.sorted("asked_on")[0].sending_id = letter
            else:
                answers.create(
                    {
                        "lead_id": letter.lead_id.id,
                        "question_id": question.id,
                        "sending_id": letter.id,
                        "asked_on": sent_on,
                        "asked_by_id": letter.user_id.id,
                    }
                )

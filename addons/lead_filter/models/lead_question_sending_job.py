import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, email_normalize

from odoo.addons.relationship_marketing.engine.letter_sql import is_theirs, our_people

from .lead_question_sending import LONGEST
from .lead_question_sending_letter import REMINDER

BATCH = 100

_logger = logging.getLogger(__name__)


class LeadQuestionSending(models.Model):
    """Reminders, and what it means when there is no answer after the last of them."""

    _inherit = "lead.question.sending"

    @api.model
    def _cron_remind(self):
        """Take the next step of each letter that waits: in batches, each of which stands by itself."""
        due = [("state", "=", "waiting"), ("next_step_on", "<=", fields.Datetime.now())]
        left = self.search_count(due)
        self.env["ir.cron"]._commit_progress(remaining=left)
        last_id = 0
        while letters := self.search([*due, ("id", ">", last_id)], order="id", limit=BATCH):
            last_id = letters[-1].id
            # One that the client is answering at this moment is looked at next time.
            letters.try_lock_for_update()._take_next_steps()
            left -= len(letters)
            if not self.env["ir.cron"]._commit_progress(len(letters), remaining=max(left, 0)):
                break

    def _take_next_steps(self):
        """Remind, or give up waiting: each letter once, whatever their number."""
        now = fields.Datetime.now()
        replied = self._replied_otherwise()
        closed = (self - replied).filtered(lambda one: one.lead_id.won_status != "pending" or not one.lead_id.active)
        replied.write({"state": "replied", "next_step_on": False})
        closed.write({"next_step_on": False})
        waiting = self - replied - closed
        over = waiting.filtered(
            lambda one: one.reminder_count >= one.company_id.question_reminder_count or one._is_expired()
        )
        for letter in waiting - over:
            pause = timedelta(days=min(letter.company_id.question_reminder_days, LONGEST))
            if letter._remind():
                letter.write({"reminder_count": letter.reminder_count + 1, "next_step_on": now + pause})
            else:
                letter.next_step_on = now + timedelta(days=1)
        over.write({"state": "silent", "next_step_on": False})
        over._propose_empty()

    def _remind(self):
        """Whether the reminder is on its way; where there is no address, who asked is reminded to call."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                if email_normalize(self.email):
                    self._post(**self._written(REMINDER))
                else:
                    user = self.user_id
                    letter = self.with_context(lang=user.lang or self.env.lang)
                    letter.lead_id.activity_schedule(
                        "mail.mail_activity_data_call",
                        user_id=user.id,
                        summary=letter.env._("The client has not answered our questions: remind him"),
                    )
        except UserError:
            # A template that somebody spoilt keeps nobody else from being reminded.
            _logger.exception("No reminder of the questions of letter %s", self.id)
            return False
        return True

    def _replied_otherwise(self):
        """Those whose side wrote to us since, instead of on the page; replies of machines are none."""
        if not self:
            return self
        self.env["mail.message"].flush_model()
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH ours AS MATERIALIZED (%s)
                SELECT sending.id
                  FROM lead_question_sending sending
                 WHERE sending.id = ANY(%s)
                   AND EXISTS (SELECT FROM mail_message message
                                WHERE message.model = 'crm.lead' AND message.res_id = sending.lead_id
                                  AND message.date >= sending.sent_on AND %s)
                """,
                our_people(),
                self.ids,
                is_theirs("message"),
            )
        )
        return self.browse(row[0] for row in rows)

    def _propose_empty(self):
        """A request whose sender answered nothing at all, not even the reminders, is proposed as empty (000)."""
        leads = self.filtered("reminder_count").lead_id
        still_waiting = self.search([("lead_id", "in", leads.ids), ("state", "=", "waiting")]).lead_id
        answered = self.env["lead.answer"].search(
            [("lead_id", "in", leads.ids), ("state", "!=", "asked"), ("side", "=", "ours")]
        )
        for lead in leads - still_waiting - answered.lead_id:
            count = max(self.filtered(lambda letter, lead=lead: letter.lead_id == lead).mapped("reminder_count"))
            env = lead.with_context(lang=lead.user_id.lang or lead.company_id.partner_id.lang).env
            lead._propose_request_class("empty", env._("No answer after %(count)s reminders.", count=count))

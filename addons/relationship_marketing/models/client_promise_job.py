from odoo import api, fields, models

from ..engine.promise_sql import break_lapsed, to_remind
from .client_promise import REMINDER

BATCH = 1000


class ClientPromise(models.Model):
    """Every night: who is reminded of what is due, and what was left undone for too long is broken."""

    _inherit = "client.promise"

    @api.model
    def _cron_follow_promises(self):
        """Work in batches, each a transaction of its own; a killed job goes on where it stopped."""
        run = self.env["client.job.run"]._start(self.env._("Promises: remind and mark as broken"))
        done = 0
        today = fields.Date.context_today(self)
        for step in (self._break_lapsed, self._remind_of_due):
            while count := step(today):
                done += count
                if not self.env["ir.cron"]._commit_progress(count):
                    break
        run._finish(done)

    @api.model
    def _break_lapsed(self, today, limit=BATCH):
        """Mark up to ``limit`` promises left open for too long as broken, and say so in their chatter; the number."""
        self.flush_model()
        self.env["res.company"].flush_model(["promise_broken_days"])
        broken = self.browse(row[0] for row in self.env.execute_query(break_lapsed(today, limit)))
        broken.invalidate_recordset(["state", "broken_by", "broken_on"])
        broken.modified(["state"])
        broken._message_log_batch(
            {
                promise.id: promise._in_language_of(promise.responsible_id).env._(
                    "Broken: still open %(days)s days after it was due.", days=(promise.broken_on - promise.due).days
                )
                for promise in broken
            }
        )
        # Nobody is reminded of what is settled, whoever was to be.
        self.env["mail.activity"].sudo().search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", broken.ids),
                ("activity_type_id", "=", self.env.ref(REMINDER).id),
            ]
        ).unlink()
        return len(broken)

    @api.model
    def _remind_of_due(self, today, limit=BATCH):
        """Plan the one reminder of up to ``limit`` promises that are due soon; the number."""
        self.flush_model()
        self.env["res.company"].flush_model(["promise_reminder_days"])
        due = self.browse(row[0] for row in self.env.execute_query(to_remind(today, limit)))
        users = due._whom_to_remind("responsible_id")
        self._plan_reminders(
            REMINDER,
            [
                (
                    promise,
                    users[promise],
                    promise.due,
                    promise.display_name,
                    promise._in_language_of(users[promise])._reminder_note(),
                )
                for promise in due
            ],
        )
        due.with_context(tracking_disable=True).reminded_on = today
        return len(due)

    def _reminder_note(self):
        if self.side == "ours":
            return self.env._("Our promise to %(client)s is due.", client=self.partner_id.name)
        return self.env._("%(client)s promised us this.", client=self.partner_id.name)

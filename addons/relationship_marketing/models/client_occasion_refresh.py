from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine.occasion_date import Rule, next_day
from ..engine.occasion_sql import expire_personal, upsert_birthdays, upsert_days, upsert_first_orders


class ClientOccasion(models.Model):
    _inherit = "client.occasion"

    @api.model
    def _refresh_personal(self, partners=None):
        """Bring birthdays and anniversaries in line with what is known of persons and clients.

        Four statements, whatever the number of clients.

        :param partners: only these; everybody where none are given
        """
        for name in ("client.supply", "res.partner", "sale.order", "client.occasion"):
            self.env[name].flush_model()
        call = self.env.ref("mail.mail_activity_data_call", raise_if_not_found=False)
        ids, type_id, uid = partners.ids if partners is not None else None, call.id if call else None, self.env.uid
        self.env.cr.execute(upsert_birthdays(ids, type_id, uid))
        self.env.cr.execute(upsert_days("founded_on", "founding", ids, type_id, uid))
        self.env.cr.execute(upsert_days("cooperation_since", "cooperation", ids, type_id, uid))
        if partners is None:
            self.env.cr.execute(upsert_first_orders(type_id, uid))
        self.env.cr.execute(expire_personal(ids))
        self.invalidate_model()

    @api.model
    def _refresh_next_dates(self, today):
        """Move on what is past, and date what was noted by ``_refresh_personal``; one reading, one writing.

        :returns: number of occasions dated
        """
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, rule, month, day, turn, weekday, day_number, start_on, every, days_ahead
                  FROM client_occasion
                 WHERE active AND rule <> 'once' AND (next_date IS NULL OR next_date < %s)
                """,
                today,
            )
        )
        found = []
        for occasion_id, kind, month, day, turn, weekday, number, start, every, ahead in rows:
            rule = Rule(
                kind=kind,
                month=int(month or 1),
                day=max(day or 1, 1),
                nth=number or 1 if kind == "day_of_year" else int(turn or 1),
                weekday=int(weekday or 0),
                start=start,
                every=max(every or 1, 1),
            )
            if next_date := next_day(rule, today):
                found.append((occasion_id, next_date, next_date - timedelta(days=ahead or 0)))
        if found:
            ids, dates, plan_from = (list(column) for column in zip(*found, strict=True))
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE client_occasion occasion
                       SET next_date = row.day, next_end = row.day, plan_from = row.plan_from
                      FROM UNNEST(%s, %s::date[], %s::date[]) AS row (id, day, plan_from)
                     WHERE occasion.id = row.id
                    """,
                    ids,
                    dates,
                    plan_from,
                )
            )
            self.invalidate_model(["next_date", "next_end", "plan_from"])
        return len(found)

    @api.model
    def _cron_greet(self):
        """Note new birthdays and anniversaries, and plan the greetings and invitations whose time has come."""
        run = self.env["client.job.run"]._start(self.env._("Occasions"))
        if not self.env["client.activity.planner"]._lock_planning():
            run._finish(0, self.env._("Another job is planning contacts; this one follows at its next run."))
            return
        today = fields.Date.context_today(self)
        self._refresh_personal()
        self._refresh_next_dates(today)
        planned = nobody = 0
        for company in self.env["res.company"].search([("active", "=", True)]):
            greetings = self.env["client.greeting"].with_company(company)
            greetings._follow_complaints(company, today)
            made, without = greetings._plan(company, today)
            planned += len(made)
            nobody += without
        run._finish(
            planned,
            nobody and self.env._("%(count)s greetings wait: nobody of us keeps up the contact.", count=nobody),
        )
        self.env["ir.cron"]._commit_progress(planned)

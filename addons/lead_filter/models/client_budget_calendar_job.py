from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ..engine.budget_year import next_year
from .client_budget_calendar import REMINDER

BATCH = 500


class ClientBudgetCalendar(models.Model):
    """Before a client locks the budget the framework offer is renewed; afterwards the next year begins."""

    _inherit = "client.budget.calendar"

    @api.model
    def _cron_follow_budgets(self):
        run = self.env["client.job.run"]._start(self.env._("Follow the budgets of clients"))
        today = fields.Date.context_today(self)
        done = 0
        for step in (self._make_next_years, self._remind_of_locks, self._end_reminders):
            while count := step(today):
                done += count
                if not self.env["ir.cron"]._commit_progress(count):
                    return run._finish(done)
        return run._finish(done)

    @api.model
    def _remind_of_locks(self, today, limit=BATCH):
        """Plan the one reminder of each budget that is locked soon and that no framework offer holds for."""
        self.env["res.company"].flush_model(["framework_reminder_days"])
        soon = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%(lock)s - (SELECT company.framework_reminder_days FROM res_company company"
                " WHERE company.id = %(company)s) <= %(today)s AND %(reminded)s IS DISTINCT FROM %(lock)s",
                lock=model._field_to_sql(alias, "lock_on", query),
                company=model._field_to_sql(alias, "company_id", query),
                reminded=model._field_to_sql(alias, "reminded_for", query),
                today=today,
            )
        )
        missing = Domain("lock_on", ">=", today) & Domain("offer_state", "in", ["none", "expires"])
        due = self.search(missing & soon, limit=limit, order="id")
        users = due._whom_to_remind("responsible_id")
        self._plan_reminders(
            REMINDER,
            [
                (
                    calendar,
                    users[calendar],
                    calendar.lock_on,
                    calendar.display_name,
                    calendar._in_language_of(users[calendar])._why_renew(),
                )
                for calendar in due
            ],
        )
        for day, calendars in due.grouped("lock_on").items():
            calendars.with_context(tracking_disable=True).reminded_for = day
        return len(due)

    def _why_renew(self):
        values = {"client": self.partner_id.name, "day": format_date(self.env, self.lock_on)}
        if self.offer_state == "none":
            return self.env._("%(client)s locks the budget on %(day)s, and has no framework offer from us.", **values)
        return self.env._(
            "%(client)s locks the budget on %(day)s, and our framework offer ends before: renew it.", **values
        )

    @api.model
    def _end_reminders(self, today, limit=BATCH):
        """An offer that holds, or a budget that is locked, needs no reminder any more."""
        reminded = Domain("reminded_for", "!=", False)
        # Those that somebody planned by hand are his.
        ours = [("activity_type_id", "=", self.env.ref(REMINDER).id), ("automated", "=", True)]
        waiting = Domain("activity_ids", "any", ours)
        over = Domain("offer_state", "=", "ready") | Domain("lock_on", "<", today)
        done = self.search(reminded & waiting & over, limit=limit)
        done.activity_unlink([REMINDER])
        return len(done)

    @api.model
    def _make_next_years(self, today, limit=BATCH):
        """Of each budget that is locked and repeats, the one of the next year, once: made, or noted by somebody."""
        locked = Domain("lock_on", "<", today) & Domain("repeats_yearly", "=", True) & Domain("next_id", "=", False)
        # A client that is of another company by now has no budget to follow here.
        ours = Domain.OR(
            Domain("company_id", "=", company.id) & Domain("partner_id.company_id", "in", [company.id, False])
            for company in self.env["res.company"].search([])
        )
        calendars = self.search(locked & ours, limit=limit, order="id")
        noted = {
            (one.partner_id, one.company_id, one.budget_year): one
            for one in self.search([("partner_id", "in", calendars.partner_id.ids)])
        }
        without = self.browse()
        for calendar in calendars:
            if follower := noted.get((calendar.partner_id, calendar.company_id, calendar.budget_year + 1)):
                calendar.next_id = follower
            else:
                without |= calendar
        following = self.create([calendar._next_values() for calendar in without])
        for calendar, follower in zip(without, following, strict=True):
            calendar.next_id = follower
        return len(calendars)

    def _next_values(self):
        no_company = self.env["res.company"]
        collect_on, approve_on, lock_on = next_year(self.collect_on, self.approve_on, self.lock_on)
        return {
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "budget_year": self.budget_year + 1,
            "collect_on": collect_on,
            "approve_on": approve_on,
            "lock_on": lock_on,
            "responsible_id": self.responsible_id.id,
            "person_id": self.person_id.id if self.person_id.company_id in (self.company_id, no_company) else False,
            "note": self.note,
        }

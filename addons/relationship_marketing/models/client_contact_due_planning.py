from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from .client_activity_planner import CONTACT_CATEGORIES

DAYS_TO_TRY_AGAIN = 7


class ClientContactDue(models.Model):
    _inherit = "client.contact.due"

    @api.model
    def _cron_plan(self):
        """Plan a contact, once, for whoever of us keeps up each tie that is due soon or overdue."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            run = self.env["client.job.run"]._start(self.env._("Contacts by cadence"), company)
            if not self.env["client.activity.planner"]._lock_planning():
                run._finish(0, self.env._("Another job is planning contacts; this one follows at its next run."))
                return
            planned, nobody = self._plan(company)
            run._finish(
                len(planned),
                nobody and self.env._("%(count)s contacts wait: nobody of us keeps them up.", count=nobody),
            )
            self.env["ir.cron"]._commit_progress(len(planned))

    @api.model
    def _plan(self, company):
        """Plan what is due for ``company`` and not planned yet; what is found planned already stays as it is.

        :returns: (the activities, number of contacts without anybody of ours)
        """
        self.invalidate_model()
        rows = self.search([("company_id", "=", company.id), *self._open_domain()])._without_doubles()
        rows -= rows._tried_lately()
        responsible = self.env["client.activity.planner"]._responsible_of(rows._whom(), company)
        limit = company.cadence_daily_limit
        today = fields.Date.context_today(self)
        count, values_list, nobody = {}, [], 0
        for row in rows:
            user = responsible[row.person_id or row.partner_id]
            nobody += not user
            if user and (not limit or count.get(user, 0) < limit):
                count[user] = count.get(user, 0) + 1
                values_list.append(row.with_context(lang=user.lang)._prepare_activity(user, today))
        return self.env["client.activity.planner"]._plan_activities(values_list), nobody

    def _whom(self):
        return self.mapped("person_id") | self.filtered(lambda row: not row.person_id).partner_id

    def _tried_lately(self):
        """Whoever was called these days and not reached is not called again the next morning."""
        since = fields.Date.context_today(self) - timedelta(days=DAYS_TO_TRY_AGAIN)
        people = self._whom()
        tried = (
            self.env["mail.activity"]
            .with_context(active_test=False)
            .search_fetch(
                [
                    ("res_model", "=", "res.partner"),
                    ("res_id", "in", people.ids),
                    ("active", "=", False),
                    ("date_done", ">", since),
                    ("activity_type_id.category", "in", CONTACT_CATEGORIES),
                ],
                ["res_id"],
            )
        )
        ids = set(tried.mapped("res_id"))
        return self.filtered(lambda row: (row.person_id or row.partner_id).id in ids)

    def _without_doubles(self):
        """A person with a gap of their own goes before the division they work for: one call serves both."""
        persons = self.filtered(lambda row: row.kind == "person")
        covered = {(row.division_id, row.company_id) for row in persons}
        return self.filtered(lambda row: row.kind == "person" or (row.partner_id, row.company_id) not in covered)

    def _prepare_activity(self, user, today):
        """The activity as ``user`` reads it: whom to call, and why now."""
        self.ensure_one()
        whom = self.person_id or self.partner_id
        return {
            "record": whom,
            "user": user,
            "type": self.activity_type_id or self.env.ref("mail.mail_activity_data_call"),
            "deadline": max(self.due_on, today) if self.state == "soon" else today,
            "summary": self._summary(),
            "note": Markup("<p>%s</p>") % self._why(),
        }

    def _summary(self):
        if self.state == "unknown":
            return self.env._("Get in touch: no contact known")
        return self.env._("Keep in touch: last contact %(day)s", day=format_date(self.env, self.last_contact_on))

    def _why(self):
        if self.state == "unknown":
            return self.env._(
                "No two-way contact with %(client)s is recorded. Find out whether there was one, and renew it.",
                client=self.partner_id.display_name,
            )
        return self.env._(
            "The last two-way contact with %(client)s was on %(day)s, by %(colleague)s. The gap allowed ends on"
            " %(due)s; mass mail does not count.",
            client=self.partner_id.display_name,
            day=format_date(self.env, self.last_contact_on),
            colleague=self.last_user_id.name,
            due=format_date(self.env, self.due_on),
        )

    def action_plan(self):
        """Plan the contact now, for whoever of us keeps it up; refused where one is planned already."""
        if not self.env["client.activity.planner"]._lock_planning():
            raise UserError(self.env._("Contacts are being planned right now: try again in a moment."))
        self.invalidate_recordset(["planned_on"])
        planned = self.filtered("planned_on")
        if planned:
            raise UserError(
                self.env._(
                    "A contact with %(client)s is planned for %(day)s already.",
                    client=planned[0].partner_id.display_name,
                    day=format_date(self.env, planned[0].planned_on),
                )
            )
        today = fields.Date.context_today(self)
        values_list = []
        for company, rows in self.grouped("company_id").items():
            responsible = self.env["client.activity.planner"]._responsible_of(rows._whom(), company)
            for row in rows:
                user = responsible[row.person_id or row.partner_id] or self.env.user
                values_list.append(row.with_context(lang=user.lang)._prepare_activity(user, today))
        # Planning a call is no change of the contact, which a user may not write.
        self.env["client.activity.planner"].sudo()._plan_activities(values_list)
        return True

from datetime import timedelta

from odoo import api, fields, models

from ..engine.experience_sql import deals_to_ask
from .client_experience import CONFIRMATION, REQUEST

BATCH = 500
# Nobody remembers an older deal well enough to be asked about it.
MONTHS_BACK = 6
DAYS_TO_ANSWER = 7


class ClientExperience(models.Model):
    """Every night: who is asked what a deal taught, and whether what was learnt is still true.

    A deal is over when its order is fully invoiced, or so many days after its confirmation (setting of the company).
    """

    _inherit = "client.experience"

    @api.model
    def _cron_ask_for_experience(self):
        """Work in batches, each a transaction of its own; a killed job goes on where it stopped."""
        run = self.env["client.job.run"]._start(self.env._("Experience records: ask and confirm"))
        done = 0
        for company in self.env["res.company"].search([("active", "=", True)]):
            for step in (self._ask_for_deals, self._ask_to_confirm):
                while count := step(company):
                    done += count
                    if not self.env["ir.cron"]._commit_progress(count):
                        run._finish(done)
                        return
        run._finish(done)

    @api.model
    def _ask_for_deals(self, company, limit=BATCH):
        """Open the requests for up to ``limit`` divisions, each with an activity for who made the deal; the number."""
        self.env.flush_all()
        today = fields.Date.context_today(self)
        rows = self.env.execute_query(
            deals_to_ask(
                company.id,
                today,
                company._supply_timezone(),
                since=fields.Date.subtract(today, months=MONTHS_BACK),
                year=fields.Date.subtract(today, months=12),
                limit=limit,
            )
        )
        orders = self.env["sale.order"].browse(row[0] for row in rows)
        requests = self.with_context(tracking_disable=True, mail_create_nosubscribe=True).create(
            [
                {
                    "name": order.display_name,
                    "partner_id": division,
                    "company_id": company.id,
                    "occasion": occasion,
                    "date": day,
                    "order_id": order.id,
                    "categ_id": categ_id,
                    "author_id": user_id,
                    "state": "requested",
                }
                for order, (_order_id, division, occasion, day, user_id, categ_id) in zip(orders, rows, strict=True)
            ]
        )
        planned = []
        users = requests._whom_to_remind("author_id")
        for request in requests:
            user = users[request]
            # A colleague who left cannot write: the request is whose who is asked.
            request.author_id = user
            planned.append((request, user, today + timedelta(days=DAYS_TO_ANSWER), request.name, False))
        self._plan_reminders(REQUEST, planned)
        return len(requests)

    @api.model
    def _ask_to_confirm(self, company, limit=BATCH):
        """Ask whether records not confirmed for the company's months are still true, once each; the number."""
        today = fields.Date.context_today(self)
        since = fields.Date.subtract(today, months=company.experience_confirm_months)
        old = self.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "recorded"),
                ("confirmed_on", "<", since),
                ("asked_again_on", "=", False),
            ],
            limit=limit,
            order="id",
        )
        users = old._whom_to_remind("author_id")
        self._plan_reminders(
            CONFIRMATION,
            [
                (
                    record,
                    users[record],
                    today + timedelta(days=DAYS_TO_ANSWER),
                    record.display_name,
                    False,
                )
                for record in old
            ],
        )
        old.with_context(tracking_disable=True).asked_again_on = today
        return len(old)

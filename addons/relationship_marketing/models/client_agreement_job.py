from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine.agreement_sql import covered_clients
from .client_agreement import REMINDER

BATCH = 500


class ClientAgreement(models.Model):
    """Renewals that come near, and whom an agreement covers."""

    _inherit = "client.agreement"

    @api.model
    def _cron_remind_of_renewals(self):
        run = self.env["client.job.run"]._start(self.env._("Agreements: remind of renewals"))
        done = 0
        today = fields.Date.context_today(self)
        while count := self._remind_of_renewals(today):
            done += count
            if not self.env["ir.cron"]._commit_progress(count):
                break
        run._finish(done)

    @api.model
    def _remind_of_renewals(self, today, limit=BATCH):
        """Plan the one reminder of each valid agreement that ends soon; a renewed one is reminded of anew."""
        self.env["res.company"].flush_model(["agreement_reminder_days"])
        ends_soon = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%(end)s - (SELECT company.agreement_reminder_days FROM res_company company"
                " WHERE company.id = %(company)s) <= %(today)s AND %(reminded)s IS DISTINCT FROM %(end)s",
                end=model._field_to_sql(alias, "date_to", query),
                company=model._field_to_sql(alias, "company_id", query),
                reminded=model._field_to_sql(alias, "reminded_for", query),
                today=today,
            )
        )
        ending = self.search(self._state_domain("valid", today) & ends_soon, limit=limit, order="id")
        users = ending._whom_to_remind("responsible_id")
        self._plan_reminders(
            REMINDER,
            [
                (
                    agreement,
                    users[agreement],
                    agreement.date_to,
                    agreement.display_name,
                    agreement._in_language_of(users[agreement]).env._(
                        "The agreement with %(client)s ends on this day: renew it or end it in good order.",
                        client=agreement.partner_id.name,
                    ),
                )
                for agreement in ending
            ],
        )
        for day, agreements in ending.grouped("date_to").items():
            agreements.with_context(tracking_disable=True).reminded_for = day
        return len(ending)

    @api.model
    def _valid_for(self, partners, company):
        """{division: an agreement in force that covers it}, for the divisions of ``partners`` that have one."""
        self.flush_model()
        self.env["client.agreement.party"].flush_model()
        self.env["res.partner"].flush_model(["client_group_id"])
        rows = self.env.execute_query(
            covered_clients(partners.commercial_partner_id.ids, company.id, fields.Date.context_today(self))
        )
        together = self.browse(agreement for _partner, agreement in rows)._prefetch_ids
        return {
            self.env["res.partner"].browse(partner): self.browse(agreement).with_prefetch(together)
            for partner, agreement in rows
        }

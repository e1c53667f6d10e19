from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import net_value_sql
from ..engine.months import add_months, last_day, month_of

# Earlier years change no more; what was worked out of them stays.
YEARS = 10


class ClientNetValue(models.Model):
    """The nightly step that works out the net values; the same on one day however often it runs."""

    _inherit = "client.net.value"

    @api.model
    def _refresh(self, groups):
        """Work out the net values of ``groups`` for the current company."""
        groups = groups.filtered(lambda group: group.company_id in (self.env.company, self.env.company.browse()))
        self._work_out(net_value_sql.clients_of_groups(groups.ids), net_value_sql.in_groups(groups.ids))

    @api.model
    def _refresh_company(self, _groups):
        """What concerns all clients of the current company, and the clients that are in no group in use."""
        company = self.env.company
        self.env["client.service.cost"]._recount_unknown(company)
        self.flush_model()
        self.env.cr.execute(net_value_sql.end_other_windows(company.id, self._periods(company)[0][1]))
        self._work_out(net_value_sql.other_clients(company.id), net_value_sql.in_other_groups(company.id))

    @api.model
    def _work_out(self, clients, of_groups):
        company = self.env.company
        periods = self._periods(company)
        self.env.flush_all()
        self.env.cr.execute(
            net_value_sql.refresh_net_values(
                company.id, clients, of_groups, periods, is_discount_apart=company.supply_source == "order"
            )
        )
        self.invalidate_model()

    @api.model
    def _periods(self, company):
        """[(kind, first day, last day)]: the last twelve complete months first, then each calendar year up to the last
        complete month that anything is known of."""
        this_month = month_of(fields.Date.context_today(self))
        last = last_day(add_months(this_month, -1))
        self.env.flush_all()
        [(first,)] = self.env.execute_query(
            SQL(
                """
                SELECT LEAST((SELECT MIN(month) FROM client_supply WHERE company_id = %(company)s),
                             (SELECT MIN(date) FROM client_service_cost WHERE company_id = %(company)s AND active),
                             (SELECT MIN(date) FROM client_complaint WHERE company_id = %(company)s),
                             (SELECT MIN(date) FROM client_contact WHERE company_id = %(company)s),
                             -- What was taken back, as a withdrawn import, leaves no value of its years behind.
                             (SELECT MIN(date_from) FROM client_net_value
                               WHERE company_id = %(company)s AND period = 'year'))
                """,
                company=company.id,
            )
        )
        years = range(max((first or last).year, last.year - YEARS + 1), last.year + 1)
        return [
            ("rolling", add_months(this_month, -12), last),
            *(("year", date(year, 1, 1), min(date(year, 12, 31), last)) for year in years),
        ]

"""Dataset "portfolio": what the value of clients is worked out from.

The invoices of "documents", up to last month; their 20 000 clients as 5 000 groups of four divisions (a quarter: all of
these by 4), every tenth a key client; the records of "relations" about them, and what they wrote, paid and said.
"""

from dataclasses import dataclass
from datetime import date

from odoo.tests import new_test_user

from . import documents, ledger_full, portfolio_records
from .bulk import bulk_load, vacuum
from .clients import MONTHS
from .common import environment
from .documents import Documents
from .relations import RECORDS, Relations, insert_relations

DIVISIONS = 4
KEY_EVERY = 10


@dataclass(frozen=True)
class Portfolio:
    documents: Documents
    relations: Relations
    groups: int

    @property
    def clients(self):
        return self.documents.clients


def generate(registry, divisor, folder):
    this_month = date.today().replace(day=1)
    first_month = this_month.replace(year=this_month.year - MONTHS // 12)
    base = documents.generate(registry, divisor, folder, first_month.isoformat())
    groups = base.clients.partners // DIVISIONS
    with environment(registry) as env:
        with bulk_load(env.cr, "client_group"):
            env.cr.execute(GROUPS, {"groups": groups, "key_every": KEY_EVERY})
        env.cr.execute(DIVISIONS_OF_GROUPS, {"first": base.clients.first_partner, "count": base.clients.partners})
    related = insert_relations(registry, base.clients, divisor)
    _insert_records(registry, base.clients, related.user, RECORDS // divisor)
    ledger_full.insert_plain(registry, base.clients.company)
    vacuum(registry, "client_group", "client_supply", *portfolio_records.TABLES)
    return Portfolio(base, related, groups)


def _insert_records(registry, clients, user, records):
    with environment(registry) as env:
        reason = env["crm.lost.reason"].search([("is_lack_of_funds", "=", True)], limit=1)
        colleagues = [new_test_user(env, f"bench_{number}", groups="base.group_user").id for number in range(40)]
        names = {
            "colleagues": colleagues,
            "company": clients.company,
            "first": clients.first_partner,
            "companies": clients.partners,
            "records": records,
            "user": user,
            "currency": env.company.currency_id.id,
            "us": env["res.users"].browse(user).partner_id.id,
            "reason": (reason or env["crm.lost.reason"].search([], limit=1)).id,
            "comment": env.ref("mail.mt_comment").id,
        }
        with bulk_load(env.cr, *portfolio_records.TABLES):
            for statement in portfolio_records.STATEMENTS:
                env.cr.execute(statement, names)


GROUPS = """
    INSERT INTO client_group (id, name, code, active, is_key_client, class_id, create_uid, create_date, write_uid,
                              write_date)
    SELECT 1000 + n, 'Group ' || n, 'B' || LPAD(n::text, 5, '0'), TRUE, n %% %(key_every)s = 0,
           (SELECT id FROM client_class ORDER BY sequence, id LIMIT 1), 1, NOW(), 1, NOW()
      FROM GENERATE_SERIES(0, %(groups)s - 1) n
"""
# The busiest clients, whose numbers are the lowest, are spread over all groups.
DIVISIONS_OF_GROUPS = f"""
    UPDATE res_partner SET client_group_id = 1000 + (id - %(first)s) %% (%(count)s / {DIVISIONS})
     WHERE id >= %(first)s AND id < %(first)s + %(count)s
"""

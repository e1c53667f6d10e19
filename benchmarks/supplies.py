"""Dataset "supplies": ledger rows of 20 000 clients over 48 months and 40 families, 3 % of the cells filled.

A fifth of the clients are groups of two divisions. Each client buys from eight families, month after month; some stop,
some cut one family, some shrink, grow or are new, every 33rd goes on under the number of the next. Volumes run over
four orders of magnitude, so that 80 % of a year are made by a part of the clients, as in life.
"""

from dataclasses import dataclass

from .bulk import bulk_load, vacuum
from .clients import CLIENTS, FIRST_MONTH, MONTHS, RENUMBERED_EVERY, Clients, generate_clients
from .common import environment

GROUPS = CLIENTS // 5
FLAGGED_EVERY = 40
FILLED = 0.03


@dataclass(frozen=True)
class Supplies:
    clients: Clients
    client_count: int
    last_month: str


def generate(registry, divisor, _folder):
    groups = GROUPS // divisor
    with environment(registry) as env:
        clients = generate_clients(env, CLIENTS // divisor + groups)
        _insert_groups(env.cr, clients, groups)
        names = {
            "company": clients.company,
            "unit": env.ref("uom.product_uom_unit").id,
            "first_partner": clients.first_partner,
            "partners": clients.partners,
            "families": clients.families,
            "family_count": len(clients.families),
            "first_month": FIRST_MONTH,
            "months": MONTHS,
            "renumbered": RENUMBERED_EVERY,
            # of the eight families that a client buys from, in the months of its life
            "filled": 1.17 * FILLED * len(clients.families) / 8 * (CLIENTS // divisor) / clients.partners,
        }
        with bulk_load(env.cr, "client_supply"):
            env.cr.execute("SELECT SETSEED(0.4)")
            env.cr.execute(CELLS, names)
    vacuum(registry, "res_partner", "client_group", "client_supply")
    return Supplies(clients, CLIENTS // divisor, "2025-12-01")


def _insert_groups(cr, clients, count):
    with bulk_load(cr, "client_group"):
        cr.execute(
            """
            INSERT INTO client_group (id, name, code, active, is_key_client, create_uid, create_date, write_uid,
                                      write_date)
            SELECT 1000 + n, 'Group ' || n, 'B' || LPAD(n::text, 5, '0'), TRUE, n %% %s = 0, 1, NOW(), 1, NOW()
              FROM GENERATE_SERIES(0, %s - 1) n
            """,
            [FLAGGED_EVERY, count],
        )
    cr.execute(
        "UPDATE res_partner SET client_group_id = 1000 + (id - %(first)s) / 2"
        " WHERE id >= %(first)s AND id < %(first)s + 2 * %(count)s",
        {"first": clients.first_partner, "count": count},
    )


# trend: what a client's last months are to its first ones; family 0 of every seventh client is cut.
CELLS = """
    INSERT INTO client_supply (company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount, margin,
                               margin_amount, document_count, source)
    SELECT %(company)s, partner, month, (%(families)s)[1 + (partner * 7 + family) %% %(family_count)s],
           quantity, %(unit)s, partner %% 50 = 0, amount, ROUND(amount * 0.3, 2), amount, 1, 'import'
      FROM (SELECT partner, month, family, ROUND((volume / 20)::numeric, 2) AS quantity,
                   ROUND((volume * (0.9 + 0.2 * RANDOM()))::numeric, 2) AS amount
              FROM (SELECT client.*, n, family, RANDOM() AS chance,
                           (%(first_month)s::date + n * INTERVAL '1 month')::date AS month,
                           size * (0.6 + 0.8 * RANDOM()) / (1 + family)
                               * POWER(trend, n / %(months)s::float)
                               * CASE WHEN family = 0 AND cut AND n >= %(months)s - 12 THEN 0.2 ELSE 1 END
                               * CASE WHEN RANDOM() < 0.01 THEN -1 ELSE 1 END AS volume
                      FROM (SELECT %(first_partner)s + index AS partner,
                                   EXP(9 * RANDOM()) AS size, EXP(2.4 * RANDOM() - 1.4) AS trend,
                                   CASE WHEN index %% %(renumbered)s = 1 THEN 30 + index / %(renumbered)s %% 15
                                        WHEN RANDOM() < 0.12 THEN (%(months)s * RANDOM())::integer
                                        ELSE 0 END AS born,
                                   CASE WHEN index %% %(renumbered)s = 0 THEN 30 + index / %(renumbered)s %% 15
                                        WHEN RANDOM() < 0.15 THEN (%(months)s * RANDOM())::integer
                                        ELSE %(months)s END AS gone,
                                   index %% 7 = 0 AS cut
                              FROM GENERATE_SERIES(0, %(partners)s - 1) index
                             ORDER BY index) client,
                           GENERATE_SERIES(0, %(months)s - 1) n, GENERATE_SERIES(0, 7) family) cell
             WHERE chance < %(filled)s AND n >= born AND n < gone) filled
"""

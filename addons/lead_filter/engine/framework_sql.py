"""Whether a client has a framework offer of ours that holds until the budget is locked (002, steps four and five)."""

from odoo.tools import SQL

# What an offer without an end is worth for: the budget it was made for.
YEAR = 365
STATES = {0: "none", 1: "expires", 2: "ready"}


def offer_state(division, company, collect_on, lock_on):
    """SQL of the state of one budget: 0 no framework offer was sent, 1 it ends before the lock, 2 it holds.

    An offer without an end holds for the budget in whose time it was made. All parameters are SQL.
    """
    return SQL(
        """
        COALESCE((SELECT MAX(CASE WHEN offer.validity_date >= %(lock)s THEN 2
                                  WHEN offer.validity_date IS NULL
                                       AND offer.date_order::date >= COALESCE(%(collect)s, %(lock)s - %(year)s) THEN 2
                                  ELSE 1 END)
                    FROM sale_order offer
                    JOIN res_partner client ON client.id = offer.partner_id
                   WHERE offer.is_framework_offer AND offer.state IN ('sent', 'sale')
                     AND offer.company_id = %(company)s AND client.commercial_partner_id = %(division)s), 0)
        """,
        division=division,
        company=company,
        collect=collect_on,
        lock=lock_on,
        year=YEAR,
    )

"""Agreements against the supply ledger."""

from odoo.tools import SQL


def in_force(today):
    """Condition on ``agreement``: valid on the day, as ``agreement_state`` says it."""
    return SQL(
        """
        agreement.active AND agreement.signed_on <= %(today)s
        AND (agreement.date_from IS NULL OR agreement.date_from <= %(today)s)
        AND (agreement.date_to IS NULL OR agreement.date_to >= %(today)s)
        AND (agreement.terminated_on IS NULL OR agreement.terminated_on > %(today)s)
        """,
        today=today,
    )


def spoken_of():
    """Which client each agreement speaks of: rows (agreement, company, partner).

    It is made with the client, the client is a party to it, or it covers the client's whole group.
    """
    return SQL(
        """
        SELECT agreement.id AS agreement_id, agreement.company_id, agreement.partner_id
          FROM client_agreement agreement
         WHERE agreement.active
         UNION
        SELECT agreement.id, agreement.company_id, party.partner_id
          FROM client_agreement agreement
          JOIN client_agreement_party party ON party.agreement_id = agreement.id
         WHERE agreement.active
         UNION
        SELECT agreement.id, agreement.company_id, client.id
          FROM client_agreement agreement
          JOIN res_partner client ON client.client_group_id = agreement.group_id
         WHERE agreement.active AND agreement.covers_group
        """
    )


def uncovered_buyers(start, end, today):
    """Who was supplied from month ``start`` to before ``end`` and has no agreement in force on ``today``.

    Rows (id, company, partner, group, amount, last month, last agreement that spoke of the client).
    """
    return SQL(
        """
        WITH buyer AS (
            SELECT MIN(supply.id) AS id, supply.company_id, supply.partner_id,
                   SUM(supply.amount) AS amount, MAX(supply.month) AS last_month
              FROM client_supply supply
             WHERE supply.month >= %(start)s AND supply.month < %(end)s
             GROUP BY supply.company_id, supply.partner_id
            HAVING SUM(supply.amount) > 0
        ), said AS (
            SELECT spoken.company_id, spoken.partner_id,
                   BOOL_OR(%(in_force)s) AS is_covered,
                   (ARRAY_AGG(agreement.id ORDER BY agreement.date_to DESC NULLS FIRST, agreement.id DESC))[1]
                       AS agreement_id
              FROM (%(spoken_of)s) spoken
              JOIN client_agreement agreement ON agreement.id = spoken.agreement_id
             GROUP BY spoken.company_id, spoken.partner_id
        )
        SELECT buyer.id, buyer.company_id, buyer.partner_id, client.client_group_id AS group_id,
               buyer.amount, buyer.last_month, said.agreement_id
          FROM buyer
          JOIN res_partner client ON client.id = buyer.partner_id
          LEFT JOIN said ON said.company_id = buyer.company_id AND said.partner_id = buyer.partner_id
         WHERE said.is_covered IS NOT TRUE
        """,
        start=start,
        end=end,
        spoken_of=spoken_of(),
        in_force=in_force(today),
    )


def covered_clients(partner_ids, company_id, today):
    """The partners with an agreement in force with the company: rows (partner, agreement)."""
    return SQL(
        """
        SELECT spoken.partner_id, MAX(agreement.id)
          FROM (%(spoken_of)s) spoken
          JOIN client_agreement agreement ON agreement.id = spoken.agreement_id
         WHERE spoken.partner_id = ANY(%(partner_ids)s) AND spoken.company_id = %(company)s AND %(in_force)s
         GROUP BY spoken.partner_id
        """,
        in_force=in_force(today),
        spoken_of=spoken_of(),
        company=company_id,
        partner_ids=list(partner_ids),
    )

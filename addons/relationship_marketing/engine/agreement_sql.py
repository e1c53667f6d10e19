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


def covering(partner, group, company):
    """Condition on ``agreement``: it speaks of the client.

    It is made with the client, the client is a party to it, or it covers the client's whole group.

    :param partner, group, company: the columns of the client's row
    """
    return SQL(
        """
        agreement.company_id = %(company)s
        AND (agreement.partner_id = %(partner)s
             OR agreement.covers_group AND agreement.group_id = %(group)s
             OR EXISTS (SELECT 1 FROM client_agreement_party party
                         WHERE party.agreement_id = agreement.id AND party.partner_id = %(partner)s))
        """,
        partner=partner,
        group=group,
        company=company,
    )


def uncovered_buyers(start, end, today):
    """Who was supplied from month ``start`` to before ``end`` and has no agreement in force on ``today``.

    Rows (id, company, partner, group, amount, last month, last agreement that spoke of the client).
    """
    speaks = covering(SQL("buyer.partner_id"), SQL("buyer.group_id"), SQL("buyer.company_id"))
    return SQL(
        """
        SELECT buyer.id, buyer.company_id, buyer.partner_id, buyer.group_id, buyer.amount, buyer.last_month,
               (SELECT agreement.id FROM client_agreement agreement WHERE agreement.active AND %(speaks)s
                 ORDER BY agreement.date_to DESC NULLS FIRST, agreement.id DESC LIMIT 1) AS agreement_id
          FROM (
                SELECT MIN(supply.id) AS id, supply.company_id, supply.partner_id,
                       client.client_group_id AS group_id,
                       SUM(supply.amount) AS amount, MAX(supply.month) AS last_month
                  FROM client_supply supply
                  JOIN res_partner client ON client.id = supply.partner_id
                 WHERE supply.month >= %(start)s AND supply.month < %(end)s
                 GROUP BY supply.company_id, supply.partner_id, client.client_group_id
                HAVING SUM(supply.amount) > 0
               ) buyer
         WHERE NOT EXISTS (SELECT 1 FROM client_agreement agreement WHERE %(in_force)s AND %(speaks)s)
        """,
        start=start,
        end=end,
        speaks=speaks,
        in_force=in_force(today),
    )


def covered_clients(partner_ids, company_id, today):
    """The partners with an agreement in force with the company: rows (partner, agreement)."""
    speaks = covering(SQL("client.id"), SQL("client.client_group_id"), SQL("%s", company_id))
    return SQL(
        """
        SELECT client.id, MAX(agreement.id)
          FROM res_partner client
          JOIN client_agreement agreement ON %(in_force)s AND %(speaks)s
         WHERE client.id = ANY(%(partner_ids)s)
         GROUP BY client.id
        """,
        in_force=in_force(today),
        speaks=speaks,
        partner_ids=list(partner_ids),
    )

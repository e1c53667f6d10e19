"""How a client pays (R8, third and fourth criterion), and what he bought month by month (tenth)."""

from odoo.tools import SQL


def _terms(company_id, groups, first, end, today, days):
    """One row per payment term of a posted invoice due in the period: paid in time, within ``days`` of grace, or not.

    What was paid by a credit note alone was not paid; what may still be paid in time does not count yet. Where no
    outstanding account is kept, Odoo books nothing for a payment: its own date counts then.
    """
    return SQL(
        """
        SELECT client.client_group_id AS group_id, move.id AS move_id, line.date_maturity AS due,
               settled.is_settled AND GREATEST(booked.on, CASE WHEN NOT settled.is_booked THEN paid.on END)
                                      <= line.date_maturity + %(days)s AS is_in_time
          FROM account_move move
          JOIN res_partner client ON client.id = move.commercial_partner_id
          JOIN account_move_line line ON line.move_id = move.id AND line.display_type = 'payment_term'
         CROSS JOIN LATERAL (
               SELECT line.reconciled IS TRUE OR line.amount_residual = 0 AS is_booked,
                      line.reconciled IS TRUE OR line.amount_residual = 0
                      OR move.payment_state IN ('paid', 'in_payment') AS is_settled
          ) settled
          LEFT JOIN LATERAL (
               SELECT MAX(part.max_date) AS on FROM account_partial_reconcile part WHERE part.debit_move_id = line.id
          ) booked ON TRUE
          LEFT JOIN LATERAL (
               SELECT MAX(payment.date) AS on
                 FROM account_move__account_payment link
                 JOIN account_payment payment ON payment.id = link.payment_id
                WHERE link.invoice_id = move.id AND payment.state IN ('in_process', 'paid')
          ) paid ON TRUE
         WHERE client.client_group_id = ANY(%(groups)s) AND move.company_id = %(company)s
           AND move.state = 'posted' AND move.move_type = 'out_invoice' AND line.balance > 0
           AND move.payment_state NOT IN ('reversed', 'invoicing_legacy')
           AND line.date_maturity >= %(first)s AND line.date_maturity < %(end)s
           AND (settled.is_settled OR line.date_maturity + %(days)s < %(today)s)
        """,
        company=company_id,
        groups=groups,
        first=first,
        end=end,
        today=today,
        days=days,
    )


def payment(company_id, groups, first, since, until, today, days):
    """Terms due in the months ``since``–``until``, and in as many before, from ``first`` on; no all-time average."""
    return SQL(
        """
        SELECT group_id,
               jsonb_build_object(
                   'due', COUNT(*) FILTER (WHERE due >= %(since)s),
                   'in_time', COUNT(*) FILTER (WHERE due >= %(since)s AND is_in_time),
                   'due_before', COUNT(*) FILTER (WHERE due < %(since)s),
                   'in_time_before', COUNT(*) FILTER (WHERE due < %(since)s AND is_in_time)),
               jsonb_build_array(jsonb_build_object('model', 'account.move', 'ids', COALESCE(
                   jsonb_agg(DISTINCT move_id) FILTER (WHERE is_in_time IS NOT TRUE), jsonb_agg(DISTINCT move_id))))
          FROM (%(terms)s) term
         GROUP BY group_id
        """,
        terms=_terms(company_id, groups, first, until, today, days),
        since=since,
    )


def deferrals(company_id, groups, since, until, today, days):
    """Deferrals asked, beside the payment terms due in the same months."""
    return SQL(
        """
        WITH term AS (
            SELECT group_id, COUNT(*) AS due, COUNT(*) FILTER (WHERE is_in_time) AS in_time,
                   jsonb_agg(DISTINCT move_id) AS ids
              FROM (%(terms)s) term
             GROUP BY group_id
        ), asked AS (
            SELECT group_id, COUNT(*) AS count, jsonb_agg(id ORDER BY asked_on DESC, id) AS ids
              FROM client_deferral
             WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND active AND asked_on >= %(since)s
             GROUP BY group_id
        )
        SELECT group_id,
               jsonb_build_object('asked', COALESCE(asked.count, 0), 'due', COALESCE(term.due, 0),
                                  'in_time', COALESCE(term.in_time, 0)),
               jsonb_build_array(
                   CASE WHEN asked.ids IS NULL THEN jsonb_build_object('model', 'account.move', 'ids', term.ids)
                        ELSE jsonb_build_object('model', 'client.deferral', 'ids', asked.ids) END)
          FROM term FULL JOIN asked USING (group_id)
        """,
        terms=_terms(company_id, groups, since, until, today, days),
        company=company_id,
        groups=groups,
        since=since,
    )


def monthly_amounts(company_id, groups, since, until):
    """Rows (group id, its first month of all, {months before ``until``: amount} from ``since`` on)."""
    return SQL(
        """
        SELECT group_id, MIN(month),
               jsonb_object_agg(
                   (DATE_PART('year', %(until)s::date) - DATE_PART('year', month)) * 12
                   + DATE_PART('month', %(until)s::date) - DATE_PART('month', month),
                   amount) FILTER (WHERE month >= %(since)s)
          FROM (SELECT client.client_group_id AS group_id, supply.month, SUM(supply.amount) AS amount
                  FROM client_supply supply
                  JOIN res_partner client ON client.id = supply.partner_id
                 WHERE client.client_group_id = ANY(%(groups)s) AND supply.company_id = %(company)s
                   AND supply.month < %(until)s
                 GROUP BY client.client_group_id, supply.month) monthly
         GROUP BY group_id
        """,
        company=company_id,
        groups=groups,
        since=since,
        until=until,
    )

"""Which deals an experience record is asked for (000: after the deal both sides enter what they learnt)."""

from odoo.tools import SQL

# Of fewer orders in a year none is called large by its place among them.
ENOUGH_ORDERS = 10


def deals_to_ask(company_id, today, tz, since, year, limit):
    """The deals that are over and of which nobody wrote yet: one a division, the most telling first.

    Over: fully invoiced, or confirmed as many days ago as the company waits. A first order comes before a large one,
    that before the quarter's. A division with an open request is not asked again, a deal is asked about once.

    :param since: deals confirmed earlier are left alone
    :param year: the day from which orders are compared in size, not after ``since``
    :returns: rows (order, division, occasion, day, user, product family of its largest line)
    """
    return SQL(
        """
        WITH settings AS (
            SELECT experience_ask_days AS wait, COALESCE(experience_large_amount, 0) AS large
              FROM res_company WHERE id = %(company)s
        ), deal AS (
            SELECT sale.id, client.commercial_partner_id AS division, sale.user_id, sale.invoice_status,
                   (sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS day,
                   sale.amount_untaxed / COALESCE(NULLIF(sale.currency_rate, 0), 1) AS amount
              FROM sale_order sale
              JOIN res_partner client ON client.id = sale.partner_id
             WHERE sale.company_id = %(company)s AND sale.state = 'sale'
        ), ranked AS (
            SELECT deal.*,
                   ROW_NUMBER() OVER (PARTITION BY division ORDER BY day, id) AS nth,
                   PERCENT_RANK() OVER (PARTITION BY day >= %(year)s ORDER BY amount) AS rank,
                   COUNT(*) OVER (PARTITION BY day >= %(year)s) AS count
              FROM deal
        ), told AS (
            SELECT ranked.*,
                   CASE WHEN nth = 1 AND NOT EXISTS (
                                SELECT 1 FROM client_supply supply
                                 WHERE supply.company_id = %(company)s AND supply.partner_id = ranked.division
                                   AND supply.month < DATE_TRUNC('month', ranked.day))
                        THEN 'first'
                        WHEN large > 0 AND amount >= large OR large = 0 AND rank >= 0.9 AND count >= %(enough)s
                        THEN 'large'
                        ELSE 'quarter' END AS occasion
              FROM ranked, settings
             WHERE day >= %(since)s AND (invoice_status = 'invoiced' OR day + wait <= %(today)s)
        ), asked AS (
            SELECT DISTINCT ON (division) told.*
              FROM told
              JOIN res_partner division_partner
                ON division_partner.id = told.division AND division_partner.is_company AND division_partner.active
             WHERE NOT EXISTS (SELECT 1 FROM client_experience known WHERE known.order_id = told.id)
               AND NOT EXISTS (SELECT 1 FROM client_experience waiting
                                WHERE waiting.partner_id = told.division AND waiting.company_id = %(company)s
                                  AND waiting.state = 'requested' AND waiting.active)
               AND (occasion <> 'quarter'
                    OR NOT EXISTS (SELECT 1 FROM client_experience same
                                    WHERE same.partner_id = told.division AND same.company_id = %(company)s
                                      AND DATE_TRUNC('quarter', same.date) = DATE_TRUNC('quarter', told.day)))
             ORDER BY division, ARRAY_POSITION(ARRAY['first', 'large', 'quarter'], occasion), day DESC, told.id DESC
        )
        SELECT asked.id, asked.division, asked.occasion, asked.day, asked.user_id,
               (SELECT template.categ_id
                  FROM sale_order_line line
                  JOIN product_product product ON product.id = line.product_id
                  JOIN product_template template ON template.id = product.product_tmpl_id
                 WHERE line.order_id = asked.id
                 ORDER BY line.price_subtotal DESC, line.id LIMIT 1) AS categ_id
          FROM asked
         ORDER BY asked.division
         LIMIT %(limit)s
        """,
        company=company_id,
        today=today,
        tz=tz,
        since=since,
        year=year,
        enough=ENOUGH_ORDERS,
        limit=limit,
    )

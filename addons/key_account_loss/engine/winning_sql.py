"""What winning a client cost, as far as it was recorded (003, stage 6; L6). Returns ``SQL``."""

from odoo.tools import SQL


def cost_of_winning(company_id, first, last):
    """One row: clients whose first purchase ever lies in the months ``first`` … ``last``; the cost recorded in these
    days for those who had not bought before, whether they did since or not; how many of those records have no known
    cost.
    """
    return SQL(
        """
        WITH began AS (
            SELECT s.partner_id, MIN(s.month) AS month
            FROM client_supply s
            WHERE s.company_id = %(company)s AND s.amount > 0
            GROUP BY s.partner_id
        ), client AS (
            SELECT COALESCE(p.client_group_id, -p.id) AS client, MIN(began.month) AS month
            FROM began JOIN res_partner p ON p.id = began.partner_id
            GROUP BY 1
        ), cost AS (
            SELECT c.cost, c.is_cost_unknown
            FROM client_service_cost c
            JOIN res_partner p ON p.id = c.partner_id
            LEFT JOIN client ON client.client = COALESCE(p.client_group_id, -p.id)
            WHERE c.company_id = %(company)s
                AND c.active IS TRUE
                AND c.date BETWEEN %(first)s AND %(last)s
                AND (client.month IS NULL OR client.month >= %(first)s)
        )
        SELECT
            (SELECT COUNT(*) FROM client WHERE month BETWEEN %(first)s AND %(last)s),
            COALESCE((SELECT SUM(cost) FROM cost), 0)::float,
            (SELECT COUNT(*) FROM cost WHERE is_cost_unknown)
        """,
        company=company_id,
        first=first,
        last=last,
    )

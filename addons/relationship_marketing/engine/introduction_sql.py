"""SQL of what introductions opened (R1; ``000``: one visit, five divisions)."""

from odoo.tools import SQL


def introduction_results(today):
    """One row per introduction that took place and division it led to, with the division's first supply.

    Columns: id, introduction_id, partner_id, group_id, company_id, user_id, asked_partner_id, introduced_on,
    first_month, opened_count (0 or 1), outcome. ``first_month`` is the first month with a positive amount in
    the ledger of the introduction's company. The limit is ``res_company.introduction_days``.
    """
    return SQL(
        """
        WITH led AS (
            SELECT id AS introduction_id, partner_id FROM client_introduction
             UNION
            SELECT introduction_id, partner_id FROM client_introduction_division_rel
        )
        SELECT introduction.id::bigint * 4194304 + led.partner_id AS id,
               introduction.id AS introduction_id,
               led.partner_id,
               client.client_group_id AS group_id,
               introduction.company_id,
               introduction.user_id,
               introduction.asked_partner_id,
               introduction.answered_on AS introduced_on,
               first.month AS first_month,
               outcome.name AS outcome,
               (outcome.name = 'opened')::int AS opened_count
          FROM client_introduction introduction
          JOIN led ON led.introduction_id = introduction.id
          JOIN res_partner client ON client.id = led.partner_id
          JOIN res_company company ON company.id = introduction.company_id
          LEFT JOIN LATERAL (
               SELECT MIN(supply.month) AS month
                 FROM client_supply supply
                WHERE supply.partner_id = led.partner_id
                  AND supply.company_id = introduction.company_id
                  AND supply.amount > 0
          ) first ON TRUE
         CROSS JOIN LATERAL (
               SELECT CASE
                   WHEN first.month < DATE_TRUNC('month', introduction.answered_on) THEN 'before'
                   WHEN first.month = DATE_TRUNC('month', introduction.answered_on) THEN 'unclear'
                   WHEN first.month <= introduction.answered_on + company.introduction_days THEN 'opened'
                   WHEN introduction.answered_on + company.introduction_days >= %(today)s
                        AND first.month IS NULL THEN 'waiting'
                   ELSE 'nothing'
               END AS name
          ) outcome
         WHERE introduction.state = 'introduced'
           AND introduction.active
           AND introduction.answered_on IS NOT NULL
        """,
        today=today,
    )

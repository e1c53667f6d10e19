"""Dependence on one person, on either side: the largest share of contact days one person carries (R2)."""

from odoo.tools import SQL

LEAST_DAYS = 5  # fewer say nothing
# Ours, as the sources name no figure: from four days in five on, contact hangs on one person.
DEPENDENT_FROM = 0.8


def dependence_rows(groups=None):
    """One row per client group, company of ours and side: days of the last 24 months, who carried most of them.

    :param groups: ids of the client groups; all of them if None
    """
    of_groups = () if groups is None else (list(groups),)
    return SQL(
        """
        WITH pair AS (
            SELECT c.group_id, c.company_id FROM client_contact c WHERE %(of_groups)s
             UNION SELECT c.group_id, c.company_id FROM client_input_interface c WHERE c.active AND %(of_groups)s
        ), met AS (
            SELECT c.group_id, c.company_id, 0 AS side, c.user_id AS who, c.date
              FROM client_contact c
             WHERE %(of_groups)s AND c.date >= CURRENT_DATE - INTERVAL '24 months'
             UNION
            SELECT c.group_id, c.company_id, 1, c.partner_id, c.date
              FROM client_contact c
              JOIN res_partner p ON p.id = c.partner_id AND p.is_company IS NOT TRUE
             WHERE %(of_groups)s AND c.date >= CURRENT_DATE - INTERVAL '24 months'
        ), total AS (
            SELECT group_id, company_id, side, COUNT(DISTINCT date) AS days, COUNT(DISTINCT who) AS persons
              FROM met GROUP BY group_id, company_id, side
        ), top AS (
            SELECT DISTINCT ON (group_id, company_id, side) group_id, company_id, side, who, days
              FROM (SELECT group_id, company_id, side, who, COUNT(*) AS days
                      FROM met GROUP BY group_id, company_id, side, who) carried
             ORDER BY group_id, company_id, side, days DESC, who
        )
        SELECT (pair.group_id::bigint * 10000 + pair.company_id) * 2 + sides.side AS id,
               pair.group_id, pair.company_id, CASE sides.side WHEN 0 THEN 'ours' ELSE 'theirs' END AS side,
               COALESCE(total.days, 0)::integer AS contact_days, COALESCE(total.persons, 0)::integer AS persons,
               CASE WHEN sides.side = 0 THEN top.who END AS user_id,
               CASE WHEN sides.side = 1 THEN top.who END AS partner_id,
               COALESCE(top.days, 0)::integer AS top_days,
               CASE WHEN total.days >= %(least)s THEN top.days::float / total.days END AS share,
               CASE WHEN COALESCE(total.days, 0) < %(least)s THEN 'unknown'
                    WHEN top.days >= %(dependent_from)s * total.days THEN 'dependent' ELSE 'spread' END AS state
          FROM pair
         CROSS JOIN (VALUES (0), (1)) AS sides (side)
          LEFT JOIN total ON total.group_id = pair.group_id AND total.company_id = pair.company_id
                         AND total.side = sides.side
          LEFT JOIN top ON top.group_id = pair.group_id AND top.company_id = pair.company_id
                       AND top.side = sides.side
        """,
        least=LEAST_DAYS,
        dependent_from=DEPENDENT_FROM,
        of_groups=SQL("c.group_id IS NOT NULL" if groups is None else "c.group_id = ANY(%s)", *of_groups),
    )

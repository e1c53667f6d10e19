"""The SQL of the figures of the four measures, as they stood on a day (R12).

Each function reads the rows of the temporary table ``measure_due`` (group_id, month, as_of) for one company and gives
rows (group_id, month, code of the figure, value, counted, cases, low, high); value NULL: a share of counted to cases.
Windows are the 12 months up to ``as_of``.
"""

from odoo.tools import SQL

from .agreement_sql import in_force, spoken_of

STATED_MONTHS = 18  # so long what somebody said is taken for his opinion


def due_table(group_ids, months, days):
    """Fill ``measure_due`` from three lists of equal length."""
    return SQL(
        """
        CREATE TEMPORARY TABLE measure_due ON COMMIT DROP AS
        SELECT * FROM UNNEST(%s::integer[], %s::date[], %s::date[]) AS due (group_id, month, as_of)
        """,
        group_ids,
        months,
        days,
    )


def last_months(group_ids, company_id):
    """(group_id, month, as_of): the last month each group has figures of, and how far it was counted."""
    return SQL(
        """
        SELECT DISTINCT ON (group_id) group_id, month, as_of
          FROM client_measure_snapshot
         WHERE group_id = ANY(%s) AND company_id = %s
         ORDER BY group_id, month DESC, as_of DESC
        """,
        list(group_ids),
        company_id,
    )


def promises(company_id):
    """Kept by due, of all due in the window and not withdrawn, of each side (as in ``client.promise``)."""
    return SQL(
        """
        SELECT due.group_id, due.month, 'promises_' || promise.side, NULL::float,
               COUNT(*) FILTER (WHERE promise.kept_on <= promise.due
                                  AND (promise.broken_on IS NULL OR promise.kept_on < promise.broken_on)),
               COUNT(*), NULL::float, NULL::float
          FROM measure_due due
          JOIN client_promise promise ON promise.group_id = due.group_id AND promise.company_id = %(company)s
         WHERE promise.active AND promise.due <= due.as_of AND promise.due > due.as_of - INTERVAL '12 months'
           AND (promise.withdrawn_on IS NULL OR promise.withdrawn_on > due.as_of)
         GROUP BY due.group_id, due.month, promise.side
        """,
        company=company_id,
    )


def complaints(company_id):
    """Told by their workers or purchasing, of those whose level is known or that we found ourselves."""
    return SQL(
        """
        SELECT due.group_id, due.month, 'complaints_direct', NULL::float,
               COUNT(*) FILTER (WHERE complaint.origin IN ('colleague', 'mail', 'client_page')
                                  AND complaint.level IN ('worker', 'purchasing')),
               COUNT(*), NULL::float, NULL::float
          FROM measure_due due
          JOIN client_complaint complaint ON complaint.group_id = due.group_id AND complaint.company_id = %(company)s
         WHERE complaint.state NOT IN ('proposed', 'rejected', 'withdrawn')
           AND complaint.date <= due.as_of AND complaint.date > due.as_of - INTERVAL '12 months'
           AND (complaint.level IS NOT NULL OR complaint.origin NOT IN ('colleague', 'mail', 'client_page'))
         GROUP BY due.group_id, due.month
        """,
        company=company_id,
    )


def agreements(company_id):
    """The share of the turnover bought by divisions with an agreement in force, and the rest of the longest one."""
    return SQL(
        """
        WITH division AS MATERIALIZED (
            SELECT partner.id, partner.client_group_id AS group_id
              FROM res_partner partner
             WHERE partner.client_group_id IN (SELECT group_id FROM measure_due)
        ), bought AS (
            SELECT due.group_id, due.month, supply.partner_id, SUM(supply.amount) AS amount
              FROM measure_due due
              JOIN division ON division.group_id = due.group_id
              JOIN client_supply supply ON supply.partner_id = division.id AND supply.company_id = %(company)s
                                       AND supply.month >= due.month - INTERVAL '12 months' AND supply.month < due.month
             GROUP BY due.group_id, due.month, supply.partner_id
            HAVING SUM(supply.amount) > 0
        ), said AS MATERIALIZED (
            SELECT division.group_id, spoken.partner_id, spoken.agreement_id
              FROM (%(spoken_of)s) spoken
              JOIN division ON division.id = spoken.partner_id
             WHERE spoken.company_id = %(company)s
        ), held AS (
            SELECT due.group_id, due.month, due.as_of, said.partner_id, agreement.id AS agreement_id,
                   LEAST(agreement.date_to, agreement.terminated_on - 1) AS last_day
              FROM measure_due due
              JOIN said ON said.group_id = due.group_id
              JOIN client_agreement agreement ON agreement.id = said.agreement_id
             WHERE %(in_force)s
        ), covered AS (
            SELECT bought.group_id, bought.month, SUM(bought.amount) AS amount, COUNT(*) AS buyers,
                   SUM(bought.amount) FILTER (WHERE bought.is_covered) AS covered,
                   COUNT(*) FILTER (WHERE bought.is_covered) AS covered_buyers
              FROM (SELECT bought.*, EXISTS (
                               SELECT FROM held WHERE held.group_id = bought.group_id AND held.month = bought.month
                                  AND held.partner_id = bought.partner_id) AS is_covered
                      FROM bought) bought
             GROUP BY bought.group_id, bought.month
        ), term AS (
            SELECT group_id, month, COUNT(DISTINCT agreement_id) AS agreements,
                   MAX(EXTRACT(YEAR FROM AGE(last_day + 1, as_of)) * 12
                       + EXTRACT(MONTH FROM AGE(last_day + 1, as_of))) AS months
              FROM held
             GROUP BY group_id, month
        )
        SELECT group_id, month, 'agreement_share', (100.0 * COALESCE(covered, 0) / amount)::float,
               covered_buyers, buyers, NULL::float, NULL::float
          FROM covered
         UNION ALL
        SELECT COALESCE(term.group_id, covered.group_id), COALESCE(term.month, covered.month), 'agreement_term',
               CASE WHEN term.group_id IS NULL THEN 0 ELSE term.months END::float, COALESCE(term.agreements, 0),
               GREATEST(term.agreements, 1), NULL::float, NULL::float
          FROM term
          FULL JOIN covered ON covered.group_id = term.group_id AND covered.month = term.month
        """,
        company=company_id,
        spoken_of=spoken_of(),
        in_force=in_force(SQL("due.as_of")),
    )


def meetings(company_id):
    """Days with a meeting or a visit; unknown where no contact of 24 months is known at all."""
    return SQL(
        """
        SELECT due.group_id, due.month, 'meetings',
               COUNT(DISTINCT contact.date) FILTER (WHERE contact.channel IN ('meeting', 'visit')
                                                      AND contact.date > due.as_of - INTERVAL '12 months')::float,
               0, COUNT(*), NULL::float, NULL::float
          FROM measure_due due
          JOIN client_contact contact ON contact.group_id = due.group_id AND contact.company_id = %(company)s
         WHERE contact.date <= due.as_of AND contact.date > due.as_of - INTERVAL '24 months'
         GROUP BY due.group_id, due.month
        """,
        company=company_id,
    )


def statements(company_id):
    """The mean of each person's last word on each measure, from 0 to 10, and the lowest and highest of them."""
    return SQL(
        """
        WITH said AS (
            SELECT said.group_id, said.measure_id, COALESCE(said.person_id, -said.partner_id) AS who,
                   said.said_on AS day, said.score::numeric AS points
              FROM client_measure_statement said
             WHERE said.active AND said.score IS NOT NULL AND said.company_id = %(company)s
               AND said.group_id IN (SELECT group_id FROM measure_due)
             UNION ALL
            SELECT experience.group_id, criterion.measure_id, COALESCE(experience.person_id, -experience.partner_id),
                   COALESCE(experience.said_on, experience.date), (rating.value - 1) * 2.5
              FROM client_experience experience
              JOIN client_experience_rating rating ON rating.experience_id = experience.id AND rating.value > 0
              JOIN client_experience_criterion criterion ON criterion.id = rating.criterion_id
             WHERE experience.side = 'theirs' AND experience.state <> 'requested' AND experience.active
               AND experience.company_id = %(company)s AND criterion.measure_id IS NOT NULL
               AND experience.group_id IN (SELECT group_id FROM measure_due)
        ), last AS (
            SELECT DISTINCT ON (due.group_id, due.month, said.measure_id, said.who)
                   due.group_id, due.month, said.measure_id, said.who, AVG(said.points) AS points
              FROM measure_due due
              JOIN said ON said.group_id = due.group_id
             WHERE said.day <= due.as_of AND said.day > due.as_of - %(months)s * INTERVAL '1 month'
             GROUP BY due.group_id, due.month, said.measure_id, said.who, said.day
             ORDER BY due.group_id, due.month, said.measure_id, said.who, said.day DESC
        )
        SELECT last.group_id, last.month, 'said_' || measure.code, AVG(last.points)::float, 0, COUNT(*),
               MIN(last.points)::float, MAX(last.points)::float
          FROM last
          JOIN client_measure measure ON measure.id = last.measure_id
         GROUP BY last.group_id, last.month, measure.code
        """,
        company=company_id,
        months=STATED_MONTHS,
    )


def key_groups(group_ids):
    """(group_id): key clients are asked about even where nothing is known of them."""
    return SQL("SELECT id FROM client_group WHERE id = ANY(%s) AND is_key_client", list(group_ids))

"""Who is to be decided on (R8)."""

from odoo.tools import SQL

DECIDED_MONTHS = 12  # after so many months a decision is looked at again


def decisions_due(today):
    """One row per client group and company that was judged: the ten criteria counted, the decision in force, and why
    another is due: never decided, changed since (a criterion in another state), old (a year), none."""
    return SQL(
        """
        WITH criterion AS (
            SELECT assessment.group_id, assessment.company_id, assessment.criterion_id,
                   CASE WHEN BOOL_OR(assessment.state = 'not_met') THEN 'not_met'
                        WHEN BOOL_AND(assessment.state = 'met') THEN 'met' ELSE 'unknown' END AS state
              FROM client_assessment assessment
              JOIN client_criterion_half half ON half.id = assessment.half_id AND half.active
              JOIN client_criterion criterion ON criterion.id = assessment.criterion_id AND criterion.active
             WHERE assessment.is_current IS TRUE
             GROUP BY assessment.group_id, assessment.company_id, assessment.criterion_id
        ), standing AS (
            SELECT group_id, company_id, COUNT(*) FILTER (WHERE state = 'met') AS met_count,
                   COUNT(*) FILTER (WHERE state = 'not_met') AS not_met_count,
                   COUNT(*) FILTER (WHERE state = 'unknown') AS unknown_count
              FROM criterion
             GROUP BY group_id, company_id
        ), changed AS (
            SELECT group_id, company_id, MAX(date) AS date
              FROM client_assessment
             WHERE former_state <> state
             GROUP BY group_id, company_id
        ), last AS (
            SELECT DISTINCT ON (group_id, company_id) id, group_id, company_id, kind, date, user_id
              FROM client_decision
             WHERE active
             ORDER BY group_id, company_id, date DESC, id DESC
        )
        SELECT standing.group_id::bigint * 10000 + standing.company_id AS id, standing.group_id, standing.company_id,
               standing.met_count::integer AS met_count, standing.not_met_count::integer AS not_met_count,
               standing.unknown_count::integer AS unknown_count, client.key_account_manager_id, client.is_key_client,
               client.class_id, last.id AS decision_id, last.kind, last.date AS decided_on,
               changed.date AS changed_on,
               CASE WHEN last.id IS NULL THEN 'never'
                    WHEN changed.date > last.date THEN 'changed'
                    WHEN last.date + %(months)s * INTERVAL '1 month' <= %(today)s THEN 'old'
                    ELSE 'none' END AS why
          FROM standing
          JOIN client_group client ON client.id = standing.group_id AND client.active
          LEFT JOIN changed ON changed.group_id = standing.group_id AND changed.company_id = standing.company_id
          LEFT JOIN last ON last.group_id = standing.group_id AND last.company_id = standing.company_id
        """,
        today=today,
        months=DECIDED_MONTHS,
    )

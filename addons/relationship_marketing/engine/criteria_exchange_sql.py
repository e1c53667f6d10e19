"""What we asked clients and whom they recommended us to (R8, sixth and ninth criterion); as in ``criteria_sql``."""

from odoo.tools import SQL

from .criteria_sql import records


def questions(company_id, groups, since):
    """What we asked clients: (group_id, model, id, asked_on, answered_on)."""
    return SQL(
        """
        SELECT group_id, 'client.question'::varchar AS model, id, asked_on, answered_on
          FROM client_question
         WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND active AND asked_on >= %(since)s
        """,
        groups=groups,
        company=company_id,
        since=since,
    )


def answers(parts, today, days):
    """Our questions, answered within ``days`` or not; one that may still be answered in time does not count yet.

    The median counts what is not answered as longer than all others; where that is half of them it is unknown.

    :param parts: the questions, as in :func:`questions`
    """
    return SQL(
        """
        WITH question AS (
            SELECT * FROM (%(parts)s) part WHERE answered_on IS NOT NULL OR asked_on + %(days)s < %(today)s
        ), record AS (
            SELECT group_id, jsonb_agg(jsonb_build_object('model', model, 'ids', ids) ORDER BY model) AS evidence
              FROM (SELECT group_id, model,
                           jsonb_path_query_array(jsonb_agg(id ORDER BY asked_on DESC, id), '$[0 to 199]') AS ids
                      FROM question
                     GROUP BY group_id, model) by_model
             GROUP BY group_id
        )
        SELECT group_id,
               jsonb_build_object(
                   'asked', COUNT(*), 'answered', COUNT(answered_on),
                   'in_time', COUNT(*) FILTER (WHERE answered_on - asked_on <= %(days)s),
                   'median', NULLIF(PERCENTILE_DISC(0.5) WITHIN GROUP (
                       ORDER BY COALESCE(answered_on - asked_on, 2000000000)), 2000000000)),
               record.evidence
          FROM question
          JOIN record USING (group_id)
         GROUP BY group_id, record.evidence
        """,
        parts=SQL(" UNION ALL ").join(SQL("(%s)", part) for part in parts),
        today=today,
        days=days,
    )


def truth(company_id, groups, since, until, today):
    """Answers that were checked."""
    return SQL(
        """
        SELECT question.group_id,
               jsonb_build_object(
                   'true', COUNT(*) FILTER (WHERE truth = 'true'),
                   'untrue', COUNT(*) FILTER (WHERE truth = 'untrue'),
                   'last', MAX(checked_on) FILTER (WHERE truth = 'true')),
               jsonb_build_array(%(records)s)
          FROM client_question question
         WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND active AND truth <> 'unknown'
           AND COALESCE(checked_on, answered_on, asked_on) >= %(since)s
         GROUP BY question.group_id
        """,
        records=records(
            "client.question",
            SQL("question.id"),
            SQL("question.asked_on, question.id"),
            SQL("question.truth = 'untrue'"),
        ),
        company=company_id,
        groups=groups,
        since=since,
    )


def recommendations(company_id, groups, since, until, today):
    """Recommendations given, and what came of them."""
    return SQL(
        """
        SELECT recommendation.group_id,
               jsonb_build_object(
                   'given', COUNT(*), 'won', COUNT(*) FILTER (WHERE result = 'won'),
                   'lost', COUNT(*) FILTER (WHERE result = 'lost'),
                   'pending', COUNT(*) FILTER (WHERE result = 'pending')),
               jsonb_build_array(%(records)s)
          FROM client_recommendation recommendation
         WHERE group_id = ANY(%(groups)s) AND company_id = %(company)s AND active AND date >= %(since)s
         GROUP BY recommendation.group_id
        """,
        records=records(
            "client.recommendation", SQL("recommendation.id"), SQL("recommendation.date, recommendation.id")
        ),
        company=company_id,
        groups=groups,
        since=since,
    )

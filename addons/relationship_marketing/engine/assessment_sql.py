"""Storing assessments, many at a time (R8)."""

from odoo.tools import SQL


def current_answers(company_id, groups, halves, today):
    """The last answer for each client and half that still holds: (group id, half id, answer id, state).

    What was answered of groups joined into a client since counts for it, as long as they are joined.
    """
    return SQL(
        """
        WITH RECURSIVE member (group_id, final_id) AS (
            SELECT id, id FROM client_group WHERE id = ANY(%(groups)s)
             UNION
            SELECT joined.id, member.final_id
              FROM client_group joined JOIN member ON joined.joined_into_id = member.group_id
        )
        SELECT DISTINCT ON (member.final_id, answer.half_id) member.final_id, answer.half_id, answer.id, answer.state
          FROM member
          JOIN client_criterion_answer answer ON answer.group_id = member.group_id
          JOIN client_criterion_half half ON half.id = answer.half_id
         WHERE answer.active AND answer.company_id = %(company)s AND answer.half_id = ANY(%(halves)s)
           AND answer.date + half.answer_months * INTERVAL '1 month' > %(today)s
         ORDER BY member.final_id, answer.half_id, answer.date DESC, answer.id DESC
        """,
        groups=groups,
        company=company_id,
        halves=halves,
        today=today,
    )


def set_aside(company_id, groups, halves):
    """Leave nothing as today's that is not of ``halves``, those in use."""
    return SQL(
        """
        UPDATE client_assessment SET is_current = FALSE
         WHERE company_id = %s AND group_id = ANY(%s) AND is_current IS TRUE AND half_id <> ALL(%s)
        """,
        company_id,
        groups,
        halves,
    )


def store(company_id, today, rows):
    """Add an assessment for each of ``rows`` that differs from today's; the number of rows written is its rowcount.

    :param rows: JSON text of [{"group_id", "half_id", "criterion_id", "state", "figures", "evidence", "answer_id"}]
    """
    return SQL(
        """
        WITH found AS (
            SELECT * FROM jsonb_to_recordset(%(rows)s::jsonb) AS row (
                group_id integer, half_id integer, criterion_id integer, state varchar, figures jsonb, evidence jsonb,
                answer_id integer)
        ), changed AS (
            SELECT found.*, former.id AS former_id, former.state AS former_state
              FROM found
              LEFT JOIN client_assessment former
                ON former.group_id = found.group_id AND former.half_id = found.half_id
               AND former.company_id = %(company)s AND former.is_current IS TRUE
             WHERE former.id IS NULL
                OR (former.state, former.figures, former.evidence, former.answer_id)
                   IS DISTINCT FROM (found.state, found.figures, found.evidence, found.answer_id)
        ), past AS (
            UPDATE client_assessment SET is_current = FALSE
              FROM changed WHERE client_assessment.id = changed.former_id
            RETURNING client_assessment.id
        )
        INSERT INTO client_assessment (
            group_id, company_id, criterion_id, half_id, date, state, former_state, is_current, figures, evidence,
            answer_id)
        SELECT group_id, %(company)s, criterion_id, half_id, %(today)s, state, former_state, TRUE, figures, evidence,
               answer_id
          FROM changed
         -- After the former ones: two rows must not be today's at once.
         WHERE (SELECT COUNT(*) FROM past) >= 0
         ORDER BY group_id, half_id
            ON CONFLICT DO NOTHING
        """,
        rows=rows,
        company=company_id,
        today=today,
    )

"""Promises, many at a time."""

from odoo.tools import SQL


def break_lapsed(today, limit):
    """Mark up to ``limit`` promises as broken that are still open after their company's days of grace.

    The day they broke is counted from the due date, not from the night of the job. Returns their ids.
    """
    return SQL(
        """
        UPDATE client_promise promise
           SET state = 'broken', broken_by = 'lapsed', broken_on = promise.due + company.promise_broken_days,
               write_date = NOW() AT TIME ZONE 'UTC'
          FROM res_company company
         WHERE company.id = promise.company_id
           AND promise.id IN (
                SELECT lapsed.id
                  FROM client_promise lapsed
                  JOIN res_company grace ON grace.id = lapsed.company_id
                 WHERE lapsed.state = 'open' AND lapsed.active AND lapsed.due + grace.promise_broken_days <= %(today)s
                 ORDER BY lapsed.id
                 LIMIT %(limit)s
                   FOR UPDATE OF lapsed SKIP LOCKED)
        RETURNING promise.id
        """,
        today=today,
        limit=limit,
    )


def to_remind(today, limit):
    """Ids of up to ``limit`` open promises due soon, or overdue, of which nobody was reminded yet."""
    return SQL(
        """
        SELECT promise.id
          FROM client_promise promise
          JOIN res_company company ON company.id = promise.company_id
         WHERE promise.state = 'open' AND promise.active AND promise.reminded_on IS NULL
           AND promise.due - company.promise_reminder_days <= %(today)s
         ORDER BY promise.due, promise.id
         LIMIT %(limit)s
        """,
        today=today,
        limit=limit,
    )


def reliability_rows(today):
    """Kept and due promises for each client group, division and colleague, by company and side."""
    return SQL(
        """
        SELECT ROW_NUMBER() OVER (ORDER BY company_id, scope, side, group_id, partner_id, responsible_id) AS id,
               counted.*
          FROM (
                SELECT company_id, side,
                       CASE WHEN GROUPING(partner_id) = 0 THEN 'division'
                            WHEN GROUPING(responsible_id) = 0 THEN 'colleague'
                            ELSE 'group' END AS scope,
                       CASE WHEN GROUPING(responsible_id) = 1 THEN MAX(group_id) END AS group_id,
                       partner_id, responsible_id,
                       COUNT(*) AS due_count,
                       COUNT(*) FILTER (WHERE state = 'kept') AS kept_count,
                       COUNT(*) FILTER (WHERE state = 'kept' AND kept_on <= first_due) AS kept_first_count,
                       COUNT(*) FILTER (WHERE state = 'late') AS late_count,
                       COUNT(*) FILTER (WHERE state = 'broken') AS broken_count,
                       COUNT(*) FILTER (WHERE state = 'open') AS open_count
                  FROM client_promise
                 WHERE due <= %(today)s AND state <> 'withdrawn' AND active
                 GROUP BY GROUPING SETS ((company_id, side, group_id), (company_id, side, partner_id),
                                         (company_id, side, responsible_id))
               ) counted
         WHERE scope <> 'group' OR group_id IS NOT NULL
        """,
        today=today,
    )

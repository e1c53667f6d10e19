"""Conditions of the levels held against clients, and where each client stands: read and written set-based (R13)."""

from odoo.tools import SQL

from .level_rule_sql import RULES


def findings(rules, scope):
    """Rows (rule, group, value) of the given rules; a client without a row is unknown, or has none."""
    parts = [
        SQL(
            "SELECT %s AS rule, found.group_id, found.value FROM (%s) found",
            rule,
            RULES[rule][0](scope),
        )
        for rule in rules
    ]
    return SQL(" UNION ALL ").join(parts)


def store_checks(rows, company_id, today, uid, now):
    """Write ``rows`` (group, condition, level, state, value or None); what has not changed is not touched.

    An answer that somebody gave stays; the day since which a state holds moves only with the state.
    """
    groups, conditions, levels, states, values = (list(column) for column in zip(*rows, strict=True))
    return SQL(
        """
        INSERT INTO client_level_check AS kept
                    (group_id, condition_id, level_id, state, value, has_value, company_id, since_on,
                     create_uid, write_uid, create_date, write_date)
        SELECT fresh.group_id, fresh.condition_id, fresh.level_id, fresh.state, fresh.value,
               fresh.value IS NOT NULL, %(company)s, %(today)s,
               %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
          FROM UNNEST(%(groups)s::integer[], %(conditions)s::integer[], %(levels)s::integer[], %(states)s::text[],
                      %(values)s::numeric[]) AS fresh (group_id, condition_id, level_id, state, value)
          LEFT JOIN client_level_check before
                 ON before.group_id = fresh.group_id AND before.condition_id = fresh.condition_id
                AND before.company_id = %(company)s
         WHERE before.id IS NULL
            OR (before.level_id, before.state, before.value) IS DISTINCT FROM
               (fresh.level_id, fresh.state, fresh.value)
        ON CONFLICT (group_id, condition_id, company_id) DO UPDATE
           SET level_id = EXCLUDED.level_id, state = EXCLUDED.state, value = EXCLUDED.value,
               has_value = EXCLUDED.has_value,
               since_on = CASE WHEN kept.state = EXCLUDED.state THEN kept.since_on ELSE EXCLUDED.since_on END,
               write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
        """,
        groups=groups,
        conditions=conditions,
        levels=levels,
        states=states,
        values=values,
        company=company_id,
        today=today,
        uid=uid,
        now=now,
    )


def close_reaches(rows, company_id, today, uid, now):
    """A client whose level changed since an earlier day: what was, ends today, and is kept.

    :param rows: as in ``store_reaches``
    """
    return SQL(
        """
        UPDATE client_level_reach kept
           SET is_current = FALSE, until_on = %(today)s, write_uid = %(uid)s, write_date = %(now)s::timestamp
          FROM UNNEST(%(groups)s::integer[], %(levels)s::integer[]) AS fresh (group_id, level_id)
         WHERE kept.group_id = fresh.group_id AND kept.company_id = %(company)s AND kept.is_current
           AND kept.level_id IS DISTINCT FROM fresh.level_id AND kept.since_on < %(today)s
        """,
        groups=[row[0] for row in rows],
        levels=[row[1] for row in rows],
        company=company_id,
        today=today,
        uid=uid,
        now=now,
    )


REACH_COLUMNS = {
    "group_id": SQL("integer[]"),
    "level_id": SQL("integer[]"),
    "next_level_id": SQL("integer[]"),
    "condition_id": SQL("integer[]"),
    "missing_count": SQL("integer[]"),
    "unknown_count": SQL("integer[]"),
    "could_climb": SQL("boolean[]"),
    "moved": SQL("text[]"),
}


def store_reaches(rows, company_id, today, uid, now):
    """Write where each client stands today; ``rows`` are tuples in the order of ``REACH_COLUMNS``."""
    names = SQL(", ").join(SQL.identifier(name) for name in REACH_COLUMNS)
    changing = [name for name in REACH_COLUMNS if name not in ("group_id", "moved")]
    columns = zip(*rows, strict=True)
    return SQL(
        """
        INSERT INTO client_level_reach AS kept
                    (%(names)s, company_id, since_on, is_current, create_uid, write_uid, create_date, write_date)
        SELECT %(names)s, %(company)s, %(today)s, TRUE, %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
          FROM UNNEST(%(arrays)s) AS fresh (%(names)s)
        ON CONFLICT (group_id, company_id) WHERE is_current IS TRUE DO UPDATE
           SET %(updates)s,
               moved = CASE WHEN kept.level_id IS DISTINCT FROM EXCLUDED.level_id THEN EXCLUDED.moved
                            ELSE kept.moved END,
               write_uid = %(uid)s, write_date = %(now)s::timestamp
         WHERE (%(kept)s) IS DISTINCT FROM (%(excluded)s)
        """,
        names=names,
        company=company_id,
        today=today,
        uid=uid,
        now=now,
        arrays=SQL(", ").join(
            SQL("%s::%s", list(column), kind) for kind, column in zip(REACH_COLUMNS.values(), columns, strict=True)
        ),
        updates=SQL(", ").join(SQL("%s = EXCLUDED.%s", SQL.identifier(n), SQL.identifier(n)) for n in changing),
        kept=SQL(", ").join(SQL("kept.%s", SQL.identifier(n)) for n in changing),
        excluded=SQL(", ").join(SQL("EXCLUDED.%s", SQL.identifier(n)) for n in changing),
    )

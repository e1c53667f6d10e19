"""Keeping the monthly figures: written where they differ, gone where nothing is known any more (R12)."""

from odoo.tools import SQL

COLUMNS = (
    ("group_id", "integer"),
    ("figure_id", "integer"),
    ("month", "date"),
    ("as_of", "date"),
    ("is_known", "boolean"),
    ("value", "float"),
    ("is_at_least", "boolean"),
    ("counted", "integer"),
    ("cases", "integer"),
    ("low", "float"),
    ("high", "float"),
    ("state", "varchar"),
)
KEPT = [name for name, _type in COLUMNS[3:]]
READ = [name for name in KEPT if name != "as_of"]


def known_months(group_ids, company_id):
    """(group_id, month) of which figures are kept."""
    return SQL(
        "SELECT DISTINCT group_id, month FROM client_measure_snapshot WHERE group_id = ANY(%s) AND company_id = %s",
        list(group_ids),
        company_id,
    )


def forget_snapshots(company_id, groups, months):
    """Delete the figures of what is in ``measure_due`` and of which nothing is known any more.

    :param groups: with ``months``, the groups and months of which something is known
    """
    return SQL(
        """
        DELETE FROM client_measure_snapshot snapshot USING measure_due due
         WHERE snapshot.company_id = %(company)s AND snapshot.group_id = due.group_id AND snapshot.month = due.month
           AND NOT EXISTS (SELECT FROM UNNEST(%(groups)s::integer[], %(months)s::date[]) AS known (group_id, month)
                            WHERE known.group_id = due.group_id AND known.month = due.month)
        """,
        company=company_id,
        groups=groups,
        months=months,
    )


def keep_snapshots(company_id, columns):
    """Write the figures that are new or changed; ``columns`` as in COLUMNS, lists of equal length.

    Of each group and month the first figure alone notes every night how far it was counted: so few rows are written.
    """

    def names(prefix, chosen):
        return SQL(", ").join(SQL.identifier(prefix, name) for name in chosen)

    return SQL(
        """
        INSERT INTO client_measure_snapshot AS snapshot (company_id, measure_id, half, %(all)s)
        SELECT %(company)s, figure.measure_id, figure.half, %(fresh)s
          FROM UNNEST(%(arrays)s) AS fresh (%(all)s)
          JOIN client_measure_figure figure ON figure.id = fresh.figure_id
        ON CONFLICT (group_id, company_id, figure_id, month) DO UPDATE SET (%(kept)s) = ROW (%(excluded)s)
         WHERE (%(old)s) IS DISTINCT FROM (%(read)s)
            OR snapshot.as_of <> EXCLUDED.as_of AND snapshot.figure_id = %(first)s
        """,
        company=company_id,
        all=SQL(", ").join(SQL.identifier(name) for name, _type in COLUMNS),
        fresh=names("fresh", [name for name, _type in COLUMNS]),
        arrays=SQL(", ").join(
            SQL("%s::%s[]", values, SQL(kind)) for values, (_name, kind) in zip(columns, COLUMNS, strict=True)
        ),
        kept=SQL(", ").join(map(SQL.identifier, KEPT)),
        excluded=names("excluded", KEPT),
        read=names("excluded", READ),
        old=names("snapshot", READ),
        first=min(columns[1], default=None),
    )

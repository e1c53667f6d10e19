"""What the matrix of supplier positions is computed from and drawn with, read and stored in one statement each."""

from odoo.tools import SQL


def latest_answers(into, company):
    """(group, view, factor, answer, whether they do not know, value, spend) of the latest answer to each factor.

    :param into: {id of a group: id of the group it belongs to now}
    """
    return SQL(
        """
        SELECT DISTINCT ON (m.into_id, a.view, a.factor_id)
               m.into_id, a.view, a.factor_id, a.id, a.is_unknown, a.value, a.spend
          FROM UNNEST(%s, %s) AS m (group_id, into_id)
          JOIN client_position_answer a ON a.group_id = m.group_id AND a.company_id = %s AND a.active
         ORDER BY m.into_id, a.view, a.factor_id, a.date DESC, a.id DESC
        """,
        list(into),
        list(into.values()),
        company,
    )


def turnover_rows(groups, company, start, end):
    """(group, amount in the company's currency) of the months from ``start`` to before ``end``."""
    return SQL(
        """
        SELECT p.client_group_id, SUM(s.amount)
          FROM res_partner p
          JOIN client_supply s ON s.partner_id = p.id AND s.company_id = %s AND s.month >= %s AND s.month < %s
         WHERE p.client_group_id = ANY(%s)
         GROUP BY p.client_group_id
        """,
        company,
        start,
        end,
        list(groups),
    )


def places_on(groups, company, view, day):
    """(group, date, risk, value) of where each group stood at the end of ``day``, where it stood anywhere."""
    return SQL(
        """
        SELECT group_id, date, risk, value
          FROM (SELECT DISTINCT ON (group_id) group_id, date, risk, value, is_placed
                  FROM client_position
                 WHERE group_id = ANY(%s) AND company_id = %s AND view = %s AND date <= %s
                 ORDER BY group_id, date DESC, id DESC) AS place
         WHERE is_placed
        """,
        list(groups),
        company,
        view,
        day,
    )


def contrary_behaviours(since, positions=None):
    """(position, behaviour) of positions in force: the latest observation of each topic since ``since``, where its
    sign speaks against the position's cell; of all positions, or of those with the ids ``positions``."""
    return SQL(
        """
        SELECT p.id AS position_id, seen.id AS behaviour_id
          FROM client_position p
          JOIN LATERAL (
                SELECT DISTINCT ON (b.topic) b.id, b.sign_id
                  FROM client_position_behaviour b
                 WHERE b.group_id = p.group_id AND b.company_id = p.company_id AND b.active AND b.date >= %s
                 ORDER BY b.topic, b.date DESC, b.id DESC
               ) AS seen ON TRUE
          JOIN client_position_sign_contrary_rel r ON r.sign_id = seen.sign_id AND r.cell_id = p.cell_id
         WHERE p.is_current AND %s
        """,
        since,
        SQL("TRUE") if positions is None else SQL("p.id = ANY(%s)", list(positions)),
    )


def retire(groups, company, views):
    """Positions in force of these groups are so no more."""
    return SQL(
        "UPDATE client_position SET is_current = FALSE"
        " WHERE is_current AND company_id = %s AND (group_id, view) IN (SELECT * FROM UNNEST(%s, %s))",
        company,
        list(groups),
        list(views),
    )


COLUMNS = {
    "group_id": "int4",
    "view": "varchar",
    "date": "date",
    "origin": "varchar",
    "basis": "varchar",
    "turnover": "numeric",
    "computed_risk": "float8",
    "computed_value": "float8",
    "has_computed_risk": "bool",
    "has_computed_value": "bool",
    "known_risk": "float8",
    "known_value": "float8",
    "is_moved": "bool",
    "moved_risk": "float8",
    "moved_value": "float8",
    "moved_by_id": "int4",
    "moved_on": "date",
    "moved_reason": "text",
    "is_placed": "bool",
    "risk": "float8",
    "value": "float8",
    "cell_id": "int4",
}
LINE_COLUMNS = {
    "factor_id": "int4",
    "axis": "varchar",
    "weight": "float8",
    "value": "float8",
    "is_known": "bool",
    "answer_id": "int4",
    "plan_id": "int4",
}


def _typed(columns):
    return SQL(", ").join(SQL("%s %s", SQL.identifier(name), SQL(kind)) for name, kind in columns.items())


def insert_positions(rows, company, user):
    """Store ``rows``, a JSON text of a list of objects with COLUMNS; returns (id, group, view)."""
    names = SQL(", ").join(map(SQL.identifier, COLUMNS))
    return SQL(
        """
        INSERT INTO client_position (%s, company_id, is_current, create_uid, write_uid, create_date, write_date)
        SELECT %s, %s, TRUE, %s, %s, NOW() AT TIME ZONE 'UTC', NOW() AT TIME ZONE 'UTC'
          FROM jsonb_to_recordset(%s::jsonb) AS row (%s)
        RETURNING id, group_id, view
        """,
        names,
        names,
        company,
        user,
        user,
        rows,
        _typed(COLUMNS),
    )


def insert_lines(rows):
    """Store ``rows``, a JSON text of a list of objects with ``position_id`` and LINE_COLUMNS."""
    columns = {"position_id": "int4", **LINE_COLUMNS}
    names = SQL(", ").join(map(SQL.identifier, columns))
    return SQL(
        "INSERT INTO client_position_line (%s) SELECT %s FROM jsonb_to_recordset(%s::jsonb) AS row (%s)",
        names,
        names,
        rows,
        _typed(columns),
    )


def current_rows(groups, company):
    """What is in force for these groups: what it was computed from and what was set by hand."""
    return SQL(
        """
        SELECT group_id, view, basis, is_moved, moved_risk, moved_value, moved_by_id, moved_on::text, moved_reason
          FROM client_position
         WHERE is_current AND company_id = %s AND group_id = ANY(%s)
        """,
        company,
        list(groups),
    )

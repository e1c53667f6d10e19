"""What the base addon can count of our performance: supplies, faulty goods, answers (R18)."""

from odoo.tools import SQL


def supplied(group_ids, company_id, first, end):
    """Rows (group, month, documents, quantity, whether units are mixed) of the ledger, ``first`` to before ``end``."""
    return SQL(
        """
        SELECT client.client_group_id, supply.month, SUM(supply.document_count)::float,
               SUM(GREATEST(supply.quantity, 0))::float,
               BOOL_OR(COALESCE(supply.is_uom_mixed, FALSE)) OR COUNT(DISTINCT supply.uom_id) > 1
          FROM client_supply supply
          JOIN res_partner client ON client.id = supply.partner_id
         WHERE client.client_group_id = ANY(%(groups)s) AND supply.company_id = %(company)s
           AND supply.month >= %(first)s AND supply.month < %(end)s
         GROUP BY client.client_group_id, supply.month
        """,
        groups=list(group_ids),
        company=company_id,
        first=first,
        end=end,
    )


def faulty(group_ids, company_id, first, end):
    """Rows (group, month, complaints, faulty pieces named, complaints that name none) of complaints about goods.

    What was proposed, rejected, withdrawn or found not justified is none; nor is a problem whose family says that it
    is no defect of the goods.
    """
    return SQL(
        """
        SELECT complaint.group_id, DATE_TRUNC('month', complaint.date)::date,
               COUNT(*)::float, COALESCE(SUM(complaint.faulty_quantity), 0)::float,
               COUNT(*) FILTER (WHERE COALESCE(complaint.faulty_quantity, 0) <= 0)
          FROM client_complaint complaint
          LEFT JOIN client_problem_family family ON family.id = complaint.problem_family_id
         WHERE complaint.group_id = ANY(%(groups)s) AND complaint.company_id = %(company)s
           AND complaint.date >= %(first)s AND complaint.date < %(end)s
           AND complaint.active AND complaint.state NOT IN ('proposed', 'rejected', 'withdrawn')
           AND complaint.justified <> 'not_justified'
           AND COALESCE(family.is_defect, complaint.kind = 'product_claim')
         GROUP BY 1, 2
        """,
        groups=list(group_ids),
        company=company_id,
        first=first,
        end=end,
    )


def answered(group_ids, company_id, first, end):
    """Rows (group, month, median working hours, requests, whether it is longer than that) of our priced offers."""
    return SQL(
        """
        SELECT snapshot.group_id, snapshot.month, snapshot.value::float8, snapshot.cases, snapshot.is_at_least
          FROM client_measure_snapshot snapshot
          JOIN client_measure_figure figure ON figure.id = snapshot.figure_id AND figure.code = 'answer_ours_month'
         WHERE snapshot.group_id = ANY(%(groups)s) AND snapshot.company_id = %(company)s AND snapshot.is_known
           AND snapshot.month >= %(first)s AND snapshot.month < %(end)s
        """,
        groups=list(group_ids),
        company=company_id,
        first=first,
        end=end,
    )


def register_since(company_id):
    """The day of the company's first recorded complaint: before it, no complaint means nothing."""
    return SQL(
        "SELECT MIN(date) FROM client_complaint WHERE company_id = %s AND state <> 'proposed'",
        company_id,
    )


def measured_groups(group_ids, company_id):
    """Of these groups: key clients, and those with a standard of their own."""
    return SQL(
        """
        SELECT client.id
          FROM client_group client
         WHERE client.id = ANY(%(groups)s) AND client.active
           AND COALESCE(client.company_id, %(company)s) = %(company)s
           AND (client.is_key_client
                OR EXISTS (SELECT FROM client_performance_standard standard
                            WHERE standard.group_id = client.id AND standard.company_id = %(company)s
                              AND standard.active))
         ORDER BY client.id
        """,
        groups=list(group_ids),
        company=company_id,
    )


# In the order of the columns of a row to store, with their types.
COLUMNS = {
    "group_id": SQL("integer[]"),
    "company_id": SQL("integer[]"),
    "month": SQL("date[]"),
    "indicator": SQL("text[]"),
    "unit": SQL("text[]"),
    "cases": SQL("numeric[]"),
    "failed": SQL("numeric[]"),
    "value": SQL("numeric[]"),
    "low": SQL("numeric[]"),
    "high": SQL("numeric[]"),
    "is_at_least": SQL("boolean[]"),
    "has_standard": SQL("boolean[]"),
    "standard": SQL("numeric[]"),
    "standard_id": SQL("integer[]"),
    "state": SQL("text[]"),
    "why": SQL("text[]"),
}
KEY = ("group_id", "company_id", "month", "indicator")


def store(rows, open_from, uid, now):
    """Write ``rows`` (tuples in the order of ``COLUMNS``); months before ``open_from`` stay as they were judged.

    A month of which nothing was known is written again when something is; what has not changed is not touched.
    """
    names = SQL(", ").join(SQL.identifier(name) for name in COLUMNS)
    values = [name for name in COLUMNS if name not in KEY]
    columns = zip(*rows, strict=True)
    return SQL(
        """
        INSERT INTO client_performance (%(names)s, create_uid, write_uid, create_date, write_date)
        SELECT %(fresh)s, %(uid)s, %(uid)s, %(now)s::timestamp, %(now)s::timestamp
          FROM UNNEST(%(arrays)s) AS fresh (%(names)s)
          LEFT JOIN client_performance kept
                 ON kept.group_id = fresh.group_id AND kept.company_id = fresh.company_id
                AND kept.month = fresh.month AND kept.indicator = fresh.indicator
         WHERE kept.id IS NULL
            OR ((kept.month >= %(open_from)s OR kept.state = 'unknown')
                AND (%(kept_values)s) IS DISTINCT FROM (%(fresh_values)s))
        ON CONFLICT (group_id, company_id, month, indicator) DO UPDATE
           SET %(updates)s, write_uid = EXCLUDED.write_uid, write_date = EXCLUDED.write_date
        """,
        names=names,
        fresh=_of("fresh", COLUMNS),
        uid=uid,
        now=now,
        arrays=SQL(", ").join(
            SQL("%s::%s", list(column), kind) for kind, column in zip(COLUMNS.values(), columns, strict=True)
        ),
        open_from=open_from,
        kept_values=_of("kept", values),
        fresh_values=_of("fresh", values),
        updates=SQL(", ").join(SQL("%s = EXCLUDED.%s", SQL.identifier(n), SQL.identifier(n)) for n in values),
    )


def _of(table, names):
    return SQL(", ").join(SQL.identifier(table, name) for name in names)

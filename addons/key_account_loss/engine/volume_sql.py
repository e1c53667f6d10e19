"""The ledger's yearly sums, each in one pass. Functions return ``SQL``; numbers come back as text, to stay exact.

A client is one number: the id of its client group, or minus the id of the partner that stands for itself.
"""

from odoo.tools import SQL

MEASURES = (("v", "amount"), ("q", "quantity"))


def client_key(grain, alias="p"):
    """The client to whom the partner of table alias ``alias`` belongs."""
    partner = SQL("-%s", SQL.identifier(alias, "id"))
    return SQL("COALESCE(%s, %s)", SQL.identifier(alias, "client_group_id"), partner) if grain == "group" else partner


def window(company_id, parameters, set_aside_ids=()):
    """Condition on ledger row ``s``: the company's years under analysis, without the families set aside."""
    condition = SQL(
        "s.company_id = %s AND s.month BETWEEN %s AND %s",
        company_id,
        parameters.year_span(parameters.years)[0],
        parameters.month,
    )
    if set_aside_ids:
        condition = SQL("%s AND (s.categ_id IS NULL OR s.categ_id <> ALL(%s))", condition, sorted(set_aside_ids))
    return condition


def yearly_sums(parameters):
    """v1 … vn, q1 … qn: the sums of amount and quantity of each year, as columns of a grouping of ``s``."""
    return SQL(", ").join(
        SQL(
            "COALESCE(SUM(s.%s) FILTER (WHERE s.month BETWEEN %s AND %s), 0) AS %s",
            SQL.identifier(column),
            *parameters.year_span(year),
            SQL.identifier(f"{prefix}{year}"),
        )
        for prefix, column in MEASURES
        for year in _years(parameters)
    )


IS_ONE_UNIT = SQL("(MIN(s.uom_id) IS NOT DISTINCT FROM MAX(s.uom_id) AND NOT COALESCE(BOOL_OR(s.is_uom_mixed), FALSE))")


def client_volumes(company_id, parameters, set_aside_ids=(), position_ids=()):
    """One row for each client of the window.

    (client, reference, name, group id, group name, is flagged, one unit, [v1 … vn], [q1 … qn],
    cut positions by amount, cut positions by quantity), all numbers of the four lists as text; a position is
    ``family id (0 for none)|V_2p + … + V_jp|V_1p``. Only positions that ``classify.is_cut_position`` holds cut are
    returned: one of a thousand families must not be fetched to be passed over.

    :param position_ids: the families marked as key positions; none marked = all
    """
    years = _years(parameters)
    columns = [f"{prefix}{year}" for prefix, _column in MEASURES for year in years]
    by_group = parameters.grain == "group"
    return SQL(
        """
        WITH family AS MATERIALIZED (
            SELECT %(client)s AS client, s.categ_id, %(sums)s,
                   MIN(s.uom_id) AS first_uom, MAX(s.uom_id) AS last_uom, BOOL_OR(s.is_uom_mixed) AS is_uom_mixed
              FROM client_supply s
              JOIN res_partner p ON p.id = s.partner_id
             WHERE %(window)s
          GROUP BY 1, 2
        ), client AS MATERIALIZED (
            SELECT client, %(totals)s,
                   MIN(first_uom) IS NOT DISTINCT FROM MAX(last_uom)
                       AND NOT COALESCE(BOOL_OR(is_uom_mixed), FALSE) AS is_one_unit
              FROM family
          GROUP BY client
        ), based AS MATERIALIZED (
            SELECT *, %(v_years)s AS v_years, %(v_base)s AS v_base, %(q_years)s AS q_years, %(q_base)s AS q_base
              FROM client
        ), family_based AS (
            SELECT f.client, f.categ_id, f.v1, f.q1,
                   b.v_years, b.v_base, %(v_family_base)s AS v_family_base,
                   b.q_years, CASE WHEN b.is_one_unit THEN b.q_base ELSE 0 END AS q_base,
                   %(q_family_base)s AS q_family_base
              FROM family f
              JOIN based b ON b.client = f.client
             WHERE %(is_position)s
        ), cut AS (
            SELECT client,
                   ARRAY_AGG(%(v_position)s) FILTER (WHERE %(v_cut)s) AS v_cut,
                   ARRAY_AGG(%(q_position)s) FILTER (WHERE %(q_cut)s) AS q_cut
              FROM family_based
             WHERE %(v_cut)s OR %(q_cut)s
          GROUP BY client
        )
        SELECT b.client, %(reference)s, %(name)s, g.id, g.name, COALESCE(g.is_key_client, FALSE), b.is_one_unit,
               ARRAY[%(v_texts)s], ARRAY[%(q_texts)s], cut.v_cut, cut.q_cut
          FROM based b
     LEFT JOIN cut ON cut.client = b.client
     LEFT JOIN res_partner p ON p.id = -b.client
     LEFT JOIN client_group g ON g.id = %(group)s
        """,
        client=client_key(parameters.grain),
        sums=yearly_sums(parameters),
        window=window(company_id, parameters, set_aside_ids),
        totals=SQL(", ").join(SQL("SUM(%(c)s) AS %(c)s", c=SQL.identifier(column)) for column in columns),
        is_position=SQL("f.categ_id = ANY(%s)", sorted(position_ids)) if position_ids else SQL("TRUE"),
        reference=SQL("COALESCE(g.code, p.ref, '')") if by_group else SQL("COALESCE(p.ref, '')"),
        name=SQL("COALESCE(g.name, p.name, '')") if by_group else SQL("COALESCE(p.name, '')"),
        group=SQL("b.client") if by_group else SQL("p.client_group_id"),
        **_measure_parts("v", parameters),
        **_measure_parts("q", parameters),
    )


def _measure_parts(prefix, parameters):
    """The parts of ``client_volumes`` that amounts (v) and quantities (q) have alike."""
    past = list(_years(parameters))[1:]
    cut_percent = parameters.cut_percent
    column = {year: SQL.identifier(f"{prefix}{year}") for year in _years(parameters)}
    years, base, current = (SQL.identifier(f"{prefix}_{name}") for name in ("years", "base", "family_base"))
    # j − 1 for the oldest year j with a positive volume, 0 where there is none; then V_2 + … + V_j
    count = SQL(
        "CASE %s ELSE 0 END",
        SQL(" ").join(SQL("WHEN %s > 0 THEN %s", column[year], year - 1) for year in reversed(past)),
    )

    def running(alias=None):
        def of(year):
            return SQL("%s.%s", SQL(alias), column[year]) if alias else column[year]

        return [(year, SQL(" + ").join(of(before) for before in range(2, year + 1))) for year in past]

    return {
        f"{prefix}_years": count,
        f"{prefix}_base": SQL(
            "CASE %s ELSE 0 END",
            SQL(" ").join(SQL("WHEN %s > 0 THEN %s", column[year], total) for year, total in reversed(running())),
        ),
        f"{prefix}_family_base": SQL(
            "CASE b.%s %s END",
            years,
            SQL(" ").join(SQL("WHEN %s THEN %s", year - 1, total) for year, total in running("f")),
        ),
        f"{prefix}_cut": SQL(
            "(%(base)s > 0 AND 10 * %(family)s >= %(base)s AND 100 * %(years)s * %(last)s <= %(kept)s * %(family)s)",
            base=base,
            family=current,
            years=years,
            last=column[1],
            kept=100 - cut_percent,
        ),
        f"{prefix}_position": SQL("CONCAT_WS('|', COALESCE(categ_id, 0), %s, %s)", current, column[1]),
        f"{prefix}_texts": SQL(", ").join(SQL("b.%s::text", column[year]) for year in _years(parameters)),
    }


def flagged_without_supplies(company_id, parameters, set_aside_ids=()):
    """How many flagged clients have no row in the window: their groups, or those of their divisions that ever bought.

    At division grain only partners that appear in the ledger are divisions.
    """
    inside = window(company_id, parameters, set_aside_ids)
    if parameters.grain == "group":
        return SQL(
            """
            SELECT COUNT(*)
              FROM client_group g
             WHERE g.is_key_client AND g.active AND (g.company_id IS NULL OR g.company_id = %s)
               AND NOT EXISTS (SELECT FROM res_partner p
                                 JOIN client_supply s ON s.partner_id = p.id
                                WHERE p.client_group_id = g.id AND %s)
            """,
            company_id,
            inside,
        )
    return SQL(
        """
        SELECT COUNT(*)
          FROM res_partner p
          JOIN client_group g ON g.id = p.client_group_id AND g.is_key_client
         WHERE EXISTS (SELECT FROM client_supply s WHERE s.partner_id = p.id AND s.company_id = %s AND s.month <= %s)
           AND NOT EXISTS (SELECT FROM client_supply s WHERE s.partner_id = p.id AND %s)
        """,
        company_id,
        parameters.month,
        inside,
    )


def set_aside_volumes(company_id, parameters, set_aside_ids):
    """(family id, amount of the last year, amount of the years before) of the families set aside."""
    return SQL(
        """
        SELECT s.categ_id, COALESCE(SUM(s.amount) FILTER (WHERE s.month >= %(start)s), 0),
               COALESCE(SUM(s.amount) FILTER (WHERE s.month < %(start)s), 0)
          FROM client_supply s
         WHERE %(window)s AND s.categ_id = ANY(%(families)s)
      GROUP BY s.categ_id
        """,
        start=parameters.year_span(1)[0],
        window=window(company_id, parameters),
        families=sorted(set_aside_ids),
    )


def family_volumes(company_id, parameters, clients, set_aside_ids=()):
    """(client, family id, [v1 … vn], [q1 … qn], one unit) of the given clients, each number as text."""
    columns = {
        prefix: SQL(", ").join(SQL("%s::text", SQL.identifier(f"{prefix}{year}")) for year in _years(parameters))
        for prefix, _column in MEASURES
    }
    return SQL(
        """
        SELECT client, categ_id, ARRAY[%(v)s], ARRAY[%(q)s], is_one_unit
          FROM (SELECT %(client)s AS client, s.categ_id, %(sums)s, %(unit)s AS is_one_unit
                  FROM client_supply s
                  JOIN res_partner p ON p.id = s.partner_id
                 WHERE %(window)s AND %(client)s = ANY(%(clients)s)
              GROUP BY 1, 2) family
        """,
        client=client_key(parameters.grain),
        sums=yearly_sums(parameters),
        unit=IS_ONE_UNIT,
        window=window(company_id, parameters, set_aside_ids),
        clients=list(clients),
        **columns,
    )


def _years(parameters):
    return range(1, parameters.years + 1)

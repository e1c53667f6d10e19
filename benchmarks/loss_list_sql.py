"""The hand-written statement that loss_list is measured against: four years, client groups, key mode "both"."""

# {m} is v (amounts) or q (quantities). Both sides of a test are multiplied by the base's years, as in the definitions.
_CLASS = """
    CASE WHEN {m}_years = 0 THEN CASE WHEN {m}1 > 0 THEN 'new' END
         WHEN {m}1 <= 0 THEN 'stopped'
         WHEN {m}_base > 0 AND (2 * {m}_years * {m}1 <= {m}_base OR {m}_cut IS NOT NULL) THEN 'cut'
         WHEN {m}_base > 0 AND 10 * {m}_years * {m}1 <= 8 * {m}_base
         THEN CASE WHEN {m}1 < {m}2 AND {m}2 < {m}3 THEN 'declining' ELSE 'reduced' END
         WHEN 10 * {m}_years * {m}1 > 11 * {m}_base THEN 'growing'
         ELSE 'stable' END
"""
_BASE = """
    CASE WHEN {m}4 > 0 THEN 3 WHEN {m}3 > 0 THEN 2 WHEN {m}2 > 0 THEN 1 ELSE 0 END AS {m}_years,
    CASE WHEN {m}4 > 0 THEN {m}2 + {m}3 + {m}4 WHEN {m}3 > 0 THEN {m}2 + {m}3 WHEN {m}2 > 0 THEN {m}2 ELSE 0 END
        AS {m}_base
"""
_FAMILY_BASE = """
    CASE c.{m}_years WHEN 3 THEN f.{m}2 + f.{m}3 + f.{m}4 WHEN 2 THEN f.{m}2 + f.{m}3 WHEN 1 THEN f.{m}2 END
"""
_IS_CUT = """
    c.{m}_base > 0 AND 10 * {base} >= c.{m}_base AND 2 * c.{m}_years * f.{m}1 <= {base}
"""
_SUMS = ", ".join(
    f"COALESCE(SUM({column}) FILTER (WHERE month > %(month)s::date - INTERVAL '{12 * year} months'"
    f" AND month <= %(month)s::date - INTERVAL '{12 * year - 12} months'), 0) AS {prefix}{year}"
    for prefix, column in (("v", "amount"), ("q", "quantity"))
    for year in (1, 2, 3, 4)
)
_YEARS = [f"{prefix}{year}" for prefix in "vq" for year in (1, 2, 3, 4)]


def _share(year):
    """Whether the clients before this one, largest first, make less than 80 % of the year."""
    return (
        f"(SUM(v{year}) OVER () > 0 AND 5 * COALESCE(SUM(v{year}) OVER (ORDER BY v{year} DESC, ref, name"
        f" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) < 4 * SUM(v{year}) OVER ())"
    )


PLAIN = f"""
    WITH family AS MATERIALIZED (
        SELECT COALESCE(p.client_group_id, -p.id) AS client, s.categ_id, {_SUMS},
               MIN(s.uom_id) AS uom_from, MAX(s.uom_id) AS uom_to, BOOL_OR(s.is_uom_mixed) AS is_mixed
          FROM client_supply s
          JOIN res_partner p ON p.id = s.partner_id
         WHERE s.company_id = %(company)s
           AND s.month > %(month)s::date - INTERVAL '48 months' AND s.month <= %(month)s::date
         GROUP BY 1, 2
    ), client AS MATERIALIZED (
        SELECT *, {_BASE.format(m="v")}, {_BASE.format(m="q")}
          FROM (SELECT client, {", ".join(f"SUM({name}) AS {name}" for name in _YEARS)},
                       MIN(uom_from) IS NOT DISTINCT FROM MAX(uom_to) AND NOT BOOL_OR(is_mixed) AS is_one_unit
                  FROM family
                 GROUP BY client) summed
    ), position AS (
        SELECT f.client,
               ARRAY_AGG(COALESCE(f.categ_id, 0) ORDER BY f.categ_id)
                   FILTER (WHERE {_IS_CUT.format(m="v", base="v_total")}) AS v_cut,
               SUM(v_total - c.v_years * f.v1) FILTER (WHERE {_IS_CUT.format(m="v", base="v_total")}) AS v_lost,
               ARRAY_AGG(f.categ_id) FILTER (WHERE {_IS_CUT.format(m="q", base="q_total")}) AS q_cut
          FROM family f
          JOIN client c ON c.client = f.client,
       LATERAL (SELECT {_FAMILY_BASE.format(m="v")} AS v_total, {_FAMILY_BASE.format(m="q")} AS q_total) total
         WHERE ({_IS_CUT.format(m="v", base="v_total")}) OR ({_IS_CUT.format(m="q", base="q_total")})
         GROUP BY f.client
    ), named AS (
        SELECT c.*, COALESCE(g.code, p.ref, '') AS ref, COALESCE(g.name, p.name, '') AS name,
               COALESCE(g.is_key_client, FALSE) AS is_flagged, o.v_cut, o.v_lost, o.q_cut
          FROM client c
     LEFT JOIN position o ON o.client = c.client
     LEFT JOIN client_group g ON g.id = c.client
     LEFT JOIN res_partner p ON p.id = -c.client
    ), keyed AS (
        SELECT *, {_share(2)} OR {_share(3)} OR {_share(4)} AS is_share
          FROM named
    )
    SELECT client, ref, name,
           CASE WHEN is_flagged AND is_share THEN 'both' WHEN is_flagged THEN 'flagged' ELSE 'share' END,
           v1::text, v2::text, v3::text, v4::text,
           CASE WHEN v_years > 0 THEN v_base::text END, v_years, class,
           CASE WHEN class = 'cut' THEN CASE WHEN 2 * v_years * v1 <= v_base THEN 'total' ELSE 'position' END END,
           CASE WHEN is_one_unit THEN COALESCE({_CLASS.format(m="q")}, 'unknown') ELSE 'unknown' END,
           TRIM_SCALE(GREATEST(CASE WHEN v_years > 0 THEN v_base - v_years * v1 END, v_lost, 0))::text,
           COALESCE(v_cut, ARRAY[]::integer[])
      FROM (SELECT *, {_CLASS.format(m="v")} AS class FROM keyed WHERE is_flagged OR is_share) found
     WHERE class IS NOT NULL
     ORDER BY v1 + v2 + v3 + v4 DESC, ref, name
"""

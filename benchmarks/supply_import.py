"""import: a file of supply history matched, checked and summed, against COPY of the same file and INSERT … SELECT.

The SQL keeps its raw rows in a bare table; ours in one with references to clients and families, and indexes, so that
each figure can be traced to its line.
"""

from .common import Measure, checksum, compare, environment, figures

DATASET = "history"
BAR = 2.0
MEMORY_MB = 150

RAW = (
    "CREATE TABLE bench_raw (client_ref text, date date, family text, quantity numeric, amount numeric, document text)"
)
COPY = "COPY bench_raw FROM STDIN (FORMAT csv, HEADER)"
LEDGER = """
    INSERT INTO client_supply (company_id, partner_id, month, categ_id, quantity, is_uom_mixed, amount, document_count,
                               source)
    SELECT %s, p.id, DATE_TRUNC('month', raw.date)::date, c.id, SUM(raw.quantity), FALSE, SUM(raw.amount),
           COUNT(DISTINCT raw.document), 'import'
      FROM bench_raw raw
      JOIN res_partner p ON p.ref = raw.client_ref
      JOIN product_category c ON c.complete_name = raw.family
     GROUP BY 2, 3, 4
"""
# What it costs the SQL to keep the rows as we do: traceable, with references and indexes.
LINES = """
    INSERT INTO client_supply_import_line (import_id, line_number, partner_id, date, month, categ_id, quantity, amount,
                                           document)
    SELECT %s, ROW_NUMBER() OVER () + 1, p.id, raw.date, DATE_TRUNC('month', raw.date)::date, c.id, raw.quantity,
           raw.amount, raw.document
      FROM bench_raw raw
      JOIN res_partner p ON p.ref = raw.client_ref
      JOIN product_category c ON c.complete_name = raw.family
"""
RESULT = """
    SELECT company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount, margin, margin_amount,
           document_count, end_client_id, source
      FROM client_supply
"""


def run(registry, data, size, repeat):
    def ours():
        _import(registry, data.csv, data.rows)

    def plain():
        with registry.cursor() as cr, data.csv.open("rb") as file:
            cr.execute(RAW)
            cr.copy_expert(COPY, file)
            cr.execute("ANALYZE bench_raw")
            cr.execute(LEDGER, [data.clients.company])

    def keep_rows():
        with environment(registry) as env:
            source = env["client.supply.import"].create({"name": "rows"})
            env.cr.execute(LINES, [source.id])

    def same(_side):
        with registry.cursor() as cr:
            return checksum(cr, RESULT)

    mine, bare, is_same, busy = compare(registry, ours, plain, lambda: _empty(registry), repeat, same)
    _empty(registry)
    plain()
    rows = Measure(registry, keep_rows)
    rows.once()
    told = figures(mine, bare, BAR, is_same, busy, rows=data.rows, memory_bar_mb=MEMORY_MB)
    told["plain_with_rows_s"] = round(bare.median + rows.median, 3)
    yield {"file": "csv", **told, "ok": told["ok"] and mine.peak_mb <= MEMORY_MB}

    _empty(registry)
    xlsx = Measure(registry, lambda: _import(registry, data.xlsx, data.rows // 10))
    xlsx.once()
    yield {
        "file": "xlsx",
        "ours_s": round(xlsx.median, 3),
        "bar": None,
        "ok": None,
        "queries": xlsx.queries,
        "peak_mb": round(xlsx.peak_mb, 1),
        "rows": data.rows // 10,
    }


def _import(registry, path, rows):
    with environment(registry) as env:
        source = env["client.supply.import"].create({"name": path.name, "file_name": path.name})
        result = source._run(path)
    if result["written"] != rows or result["refused"]:
        raise AssertionError(f"{path.name}: {result['written']} of {rows} rows, refused {result['refused'][:3]}")


def _empty(registry):
    with registry.cursor() as cr:
        cr.execute("TRUNCATE client_supply, client_supply_touched, client_supply_import_line")
        cr.execute("DELETE FROM client_supply_import")
        cr.execute("DROP TABLE IF EXISTS bench_raw")

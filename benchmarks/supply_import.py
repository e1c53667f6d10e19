"""import: a file of supply history matched, checked and summed, against COPY of the same file and two INSERT … SELECT."""

from .common import Measure, checksum, compare, environment, figures

DATASET = "history"
BAR = 2.0
MEMORY_MB = 150

STAGE = """
    CREATE TEMPORARY TABLE raw (
        line serial, client_ref text, date date, family text, quantity numeric, amount numeric, document text
    ) ON COMMIT DROP
"""
COPY = "COPY raw (client_ref, date, family, quantity, amount, document) FROM STDIN (FORMAT csv, HEADER)"
LINES = """
    INSERT INTO client_supply_import_line (import_id, line_number, partner_id, date, month, categ_id, quantity, amount,
                                           document)
    SELECT %(source)s, raw.line + 1, p.id, raw.date, DATE_TRUNC('month', raw.date)::date, c.id, raw.quantity,
           raw.amount, raw.document
      FROM raw
      JOIN res_partner p ON p.ref = raw.client_ref
      JOIN product_category c ON c.complete_name = raw.family
"""
LEDGER = """
    INSERT INTO client_supply (company_id, partner_id, month, categ_id, quantity, is_uom_mixed, amount, margin,
                               margin_amount, document_count, source)
    SELECT %(company)s, partner_id, month, categ_id, SUM(quantity), FALSE, SUM(amount), SUM(margin),
           SUM(amount) FILTER (WHERE margin IS NOT NULL), COUNT(DISTINCT document), 'import'
      FROM client_supply_import_line
     WHERE import_id = %(source)s
     GROUP BY partner_id, month, categ_id
"""
RESULTS = (
    "SELECT line_number, partner_id, date, month, categ_id, quantity, amount, document FROM client_supply_import_line",
    "SELECT company_id, partner_id, month, categ_id, quantity, uom_id, is_uom_mixed, amount, margin, margin_amount,"
    " document_count, end_client_id, source FROM client_supply",
)


def run(registry, data, size, repeat):
    def ours():
        _import(registry, data.csv, data.rows)

    def plain():
        with registry.cursor() as cr, data.csv.open("rb") as text:
            cr.execute(
                "INSERT INTO client_supply_import (name, company_id, state) VALUES ('plain', %s, 'done') RETURNING id",
                [data.clients.company],
            )
            names = {"company": data.clients.company, "source": cr.fetchone()[0]}
            cr.execute(STAGE)
            cr.copy_expert(COPY, text)
            cr.execute("ANALYZE raw")
            cr.execute(LINES, names)
            cr.execute(LEDGER, names)

    def same(_side):
        with registry.cursor() as cr:
            return [checksum(cr, query) for query in RESULTS]

    mine, bare, is_same, busy = compare(ours, plain, lambda: _empty(registry), repeat, same)
    told = figures(mine, bare, BAR, is_same, busy, rows=data.rows, memory_bar_mb=MEMORY_MB)
    yield {"file": "csv", **told, "ok": told["ok"] and mine.peak_mb <= MEMORY_MB}

    _empty(registry)
    xlsx = Measure(lambda: _import(registry, data.xlsx, data.rows // 10))
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

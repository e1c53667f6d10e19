"""radar: pairs of clients that belong together, from nothing, against the bare trigram self-join of their names.

Ours reads and normalises all clients, looks at every kind of evidence, and stores pairs with scores and evidence; the
SQL gets names already stripped of legal forms and indexed, and only lists the pairs at the same threshold.
"""

import io
import time
from contextlib import contextmanager
from unittest.mock import patch

from .common import Measure, compare, environment, figures

DATASET = "companies"
BAR = 1.0
FOUND_BAR = 0.99
THRESHOLD = 0.6
LONGEST_STATEMENT_S = 60
CHANGED = 200

PLAIN = """
    CREATE TABLE bench_pair AS
    SELECT a.id AS partner_id, b.id AS other_partner_id
      FROM bench_name a
      JOIN bench_name b ON a.name % b.name AND a.id < b.id
"""
FOUND = """
    SELECT COUNT(*), COUNT(found.partner_id), (SELECT COUNT(*) FROM bench_found)
      FROM bench_pair
 LEFT JOIN bench_found found USING (partner_id, other_partner_id)
"""


def run(registry, data, size, repeat):
    _insert_names(registry, data)
    longest = []

    def plain():
        with registry.cursor() as cr:
            cr.execute("SELECT SET_LIMIT(%s)", [THRESHOLD])
            cr.execute("DROP TABLE IF EXISTS bench_pair")
            cr.execute(PLAIN)

    def keep(side):
        if side == "ours":
            with registry.cursor() as cr:
                cr.execute("DROP TABLE IF EXISTS bench_found")
                cr.execute(
                    "CREATE TABLE bench_found AS SELECT partner_id, other_partner_id FROM client_link_suggestion"
                )

    def ours():
        _scan(registry, longest)

    mine, bare, _same, busy = compare(registry, ours, plain, lambda: _empty(registry), repeat, keep)
    with registry.cursor() as cr:
        cr.execute(FOUND)
        pairs, found, suggestions = cr.fetchone()
    share = found / pairs
    yield {
        "work": "all",
        # The bare join grows with the square of the clients; what is promised is promised for 50 000.
        **figures(
            mine, bare, BAR if size == "full" else None, share >= FOUND_BAR and max(longest) < LONGEST_STATEMENT_S, busy
        ),
        "clients": data.count,
        "pairs": pairs,
        "share_found": round(share, 5),
        "suggestions": suggestions,
        "longest_statement_s": round(max(longest), 2),
    }
    _empty(registry)
    _scan(registry, longest)
    for name, changed in (("changed", CHANGED), ("nothing_changed", 0)):
        _rename(registry, data, changed)
        step = Measure(registry, lambda: _scan(registry, longest))
        step.once()
        yield {
            "work": name,
            "ours_s": round(step.median, 3),
            "ratio": round(step.median / bare.median, 4),
            "bar": None,
            "ok": None,
            "queries": step.queries,
            "peak_mb": round(step.peak_mb, 1),
            "clients": changed,
        }


def _scan(registry, longest):
    with _statement_times(longest), environment(registry) as env:
        env["client.link.suggestion"]._scan()


@contextmanager
def _statement_times(seconds):
    """Add to ``seconds`` how long each statement took."""
    # Imported late, as in database.py: the parent process has no addons.
    from odoo.sql_db import Cursor

    execute = Cursor.execute

    def timed(self, *args, **kwargs):
        start = time.perf_counter()
        try:
            return execute(self, *args, **kwargs)
        finally:
            seconds.append(time.perf_counter() - start)

    with patch.object(Cursor, "execute", timed):
        yield


def _insert_names(registry, data):
    """The clients' names without legal forms, with the index that the trigram join needs."""
    from odoo.addons.relationship_marketing.engine.names import normalise_name

    with registry.cursor() as cr:
        cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cr.execute(
            "SELECT id, name FROM res_partner WHERE id >= %s AND id < %s",
            [data.first_partner, data.first_partner + data.count],
        )
        rows = "".join(f"{partner}\t{normalise_name(name)}\n" for partner, name in cr.fetchall())
        cr.execute("CREATE TABLE bench_name (id integer PRIMARY KEY, name text)")
        cr.copy_expert("COPY bench_name FROM STDIN", io.StringIO(rows))
        cr.execute("CREATE INDEX ON bench_name USING gin (name gin_trgm_ops)")
        cr.execute("ANALYZE bench_name")


def _rename(registry, data, count):
    """Give the first ``count`` clients another letter."""
    with registry.cursor() as cr:
        cr.execute(
            "UPDATE res_partner SET name = name || 's' WHERE id >= %s AND id < %s",
            [data.first_partner, data.first_partner + count],
        )


def _empty(registry):
    with registry.cursor() as cr:
        cr.execute(
            "TRUNCATE client_link_suggestion_evidence, client_link_suggestion, client_radar_key, client_radar_profile"
        )

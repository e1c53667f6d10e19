"""loss_list: key clients, their classes and cut positions (stages 1 and 2), against one SQL statement by hand.

The searches for moved clients belong to ours and are left out of the SQL. Storing is told apart.
"""

from .common import Measure, compare, environment, figures
from .loss_list_sql import PLAIN

DATASET = "supplies"
BAR = 1.5


def run(registry, data, size, repeat):
    results = {}
    with environment(registry) as env:
        analysis_id = _analysis(env, data).id

    def ours():
        with environment(registry) as env:
            results["ours"] = env["loss.analysis"].browse(analysis_id)._compute_result()

    def plain():
        with registry.cursor() as cr:
            cr.execute(PLAIN, {"company": data.clients.company, "month": data.last_month})
            results["plain"] = cr.fetchall()

    def same(side):
        rows = results[side] if side == "plain" else list(map(_row, results[side].analysis.findings))
        return sorted(rows)

    mine, bare, is_same, busy = compare(registry, ours, plain, lambda: None, repeat, same)
    found = results["ours"]
    with registry.cursor() as cr:
        cr.execute("SELECT COUNT(*) FROM client_supply")
        rows = cr.fetchone()[0]
    yield {
        "work": "compute",
        **figures(mine, bare, BAR, is_same, busy),
        "clients": data.client_count,
        "rows": rows,
        "key_clients": len(found.analysis.findings),
        "cases": len(found.analysis.cases()),
        "moves": sum(map(len, found.moves.values())),
    }
    for name in ("store", "store_again"):
        yield _storing(registry, analysis_id, name, mine.median)


def _storing(registry, analysis_id, name, computing):
    def store():
        with environment(registry) as env:
            env["loss.analysis"].browse(analysis_id).action_compute()

    measure = Measure(registry, store)
    measure.once()
    return {
        "work": name,
        "ours_s": round(measure.median - computing, 3),
        "with_compute_s": round(measure.median, 3),
        "bar": None,
        "ok": None,
        "queries": measure.queries,
        "peak_mb": round(measure.peak_mb, 1),
    }


def _analysis(env, data):
    return env["loss.analysis"].create({"month": data.last_month, "years": 4, "grain": "group", "key_mode": "both"})


def _row(finding):
    """A finding as a row of the SQL."""
    client, verdict = finding.client, finding.verdict
    base = verdict.base
    return (
        client.client,
        client.reference,
        client.name,
        finding.key,
        *map(str, client.volumes),
        str(base.total) if base else None,
        base.years if base else 0,
        finding.class_found,
        verdict.scope,
        finding.classification_by_quantity,
        _text(verdict.lost_total),
        sorted(position.family or 0 for position in verdict.cut_positions),
    )


def _text(number):
    return str(number.normalize() + 0) if number else "0"

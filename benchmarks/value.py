"""value: every step of the nightly work on the value of clients, against ledger_full's bare SQL on the same invoices.

Three nights: the first, the same night again (nothing changed), and each step of the second told apart. A step may not
take more queries for a batch of many clients than for one of few.
"""

from . import ledger_full
from .bulk import vacuum
from .common import Measure, environment, figures
from .machine import busy_share

DATASET = "portfolio"
BAR = 5
NIGHTS = ("first", "again")


def run(registry, data, size, repeat):
    bare = ledger_full.plain_measure(registry, data, repeat)
    # As a rebuild leaves it: PostgreSQL must not plan for the empty table that it last looked at.
    vacuum(registry, "client_supply")
    for night in NIGHTS:
        busy = busy_share()
        measure = Measure(registry, lambda: _night(registry))
        measure.once()
        told = figures(measure, bare, BAR, _is_clean(registry), busy)
        yield {"night": night, "groups": data.groups, **told}
        _vacuum_ours(registry)
    with environment(registry) as env:
        steps = env["client.value.job"]._sorted_steps()
    for step in steps:
        yield {"step": f"{step.model}.{step.method}", **_step(registry, data, step)}


def _night(registry):
    with environment(registry) as env:
        env["client.value.job"]._cron_run()


def _is_clean(registry):
    """Whether the last night went through without a word of complaint."""
    with registry.cursor() as cr:
        cr.execute("SELECT state, message FROM client_job_run WHERE task IS NOT NULL ORDER BY id DESC LIMIT 1")
        return cr.fetchone() == ("done", None)


def _step(registry, data, step):
    """One step over all groups, and its queries for batches of 20 and of 400."""
    measure = Measure(registry, lambda: _call(registry, step, 0, data.groups))
    measure.once()
    few, many = (Measure(registry, lambda count=count: _call(registry, step, 500, count)) for count in (20, 400))
    for few_or_many in (few, many):
        few_or_many.once()
    return {
        "ours_s": round(measure.median, 3),
        "bar": None,
        "ok": many.queries <= few.queries,
        "queries": measure.queries,
        "queries_of_20": few.queries,
        "queries_of_400": many.queries,
        "peak_mb": round(measure.peak_mb, 1),
    }


def _call(registry, step, first, count):
    with environment(registry) as env:
        job = env["client.value.job"]
        groups = env["client.group"].browse(range(1000 + first, 1000 + first + count))
        if not step.is_of_groups:
            job._call_step(step, env.company, groups.browse())
            return
        for start in range(0, count, 500):
            job._call_step(step, env.company, groups[start : start + 500])


def _vacuum_ours(registry):
    """As autovacuum leaves what a first night has filled."""
    with registry.cursor() as cr:
        cr.execute("SELECT relname FROM pg_stat_user_tables WHERE relname LIKE 'client%%' AND n_mod_since_analyze > 0")
        tables = [name for (name,) in cr.fetchall()]
    vacuum(registry, *tables)

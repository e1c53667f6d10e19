"""Timing two sides that do the same work, and saying whether they did."""

import gc
import statistics
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from odoo import SUPERUSER_ID, api

STATUS = Path("/proc/self/status")


@contextmanager
def environment(registry):
    """Odoo's environment in a transaction of its own, committed at the end."""
    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


class Measure:
    """One side of a benchmark: its runs in seconds, its queries, and how far it grew above idle."""

    def __init__(self, work):
        self.work = work
        self.seconds = []
        self.queries = 0
        self.peak_mb = 0.0

    def once(self):
        gc.collect()
        thread = threading.current_thread()
        thread.query_count = 0
        _reset_peak()
        idle = _memory("VmRSS")
        start = time.perf_counter()
        self.work()
        self.seconds.append(time.perf_counter() - start)
        self.queries = thread.query_count
        self.peak_mb = max(self.peak_mb, _memory("VmHWM") - idle)

    @property
    def median(self):
        return statistics.median(self.seconds)


def compare(ours, plain, reset, repeat, same):
    """Run both sides ``repeat`` times in alternating order, each after ``reset``.

    :param same: called after each side with "ours" or "plain"; returns what must be equal on both sides
    :returns: (Measure of ours, Measure of plain, whether the results were equal, busy share of the machine before)
    """
    measures = {"ours": Measure(ours), "plain": Measure(plain)}
    results, busy = {}, []
    for index in range(repeat):
        for side in ("plain", "ours") if index % 2 else ("ours", "plain"):
            reset()
            busy.append(machine_busy())
            measures[side].once()
            results[side] = same(side)
    return measures["ours"], measures["plain"], results["ours"] == results["plain"], max(busy)


def figures(ours, plain, bar, is_same, busy, **more):
    """The figures of one comparison, as they are printed."""
    ratio = ours.median / plain.median
    return {
        "ours_s": round(ours.median, 3),
        "plain_s": round(plain.median, 3),
        "ratio": round(ratio, 4),
        "bar": bar,
        "same_result": is_same,
        "ok": is_same and (bar is None or ratio <= bar),
        "queries": ours.queries,
        "peak_mb": round(ours.peak_mb, 1),
        "busy_before": round(busy, 2),
        **more,
    }


def machine_busy(seconds=0.5):
    """The share of the processors at work while we do nothing: above 0.1 the machine is shared."""
    before = _processor_times()
    time.sleep(seconds)
    total, idle = (after - early for after, early in zip(_processor_times(), before, strict=True))
    return 1 - idle / total if total else 0.0


def _processor_times():
    times = [int(value) for value in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return sum(times), times[3] + times[4]


def _memory(key):
    """VmRSS (now) or VmHWM (peak since the last reset) of this process, in MB."""
    for line in STATUS.read_text().splitlines():
        if line.startswith(key + ":"):
            return int(line.split()[1]) / 1024
    return 0.0


def _reset_peak():
    Path("/proc/self/clear_refs").write_text("5")


def checksum(cr, query):
    """(rows, digest) of a query's rows, whatever their order; the query's columns must be exact types."""
    cr.execute(
        f"SELECT COUNT(*), SUM(('x' || SUBSTR(MD5(result::text), 1, 15))::bit(60)::bigint::numeric) FROM ({query}) result"
    )
    return cr.fetchone()

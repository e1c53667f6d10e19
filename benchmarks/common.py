"""Timing two sides that do the same work, and saying whether they did."""

import gc
import statistics
import threading
import time
from contextlib import contextmanager

from odoo import SUPERUSER_ID, api

from .machine import ProcessorTime, busy_share, memory_mb, reset_peak


@contextmanager
def environment(registry):
    """Odoo's environment in a transaction of its own, committed at the end."""
    with registry.cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


class Measure:
    """One side of a benchmark: its runs in seconds, its queries, and how far it grew above idle."""

    def __init__(self, registry, work):
        self.registry = registry
        self.work = work
        self.seconds = []
        self.processor_seconds = []
        self.queries = 0
        self.peak_mb = 0.0

    def once(self):
        gc.collect()
        thread = threading.current_thread()
        thread.query_count = 0
        processor = ProcessorTime(self.registry)
        reset_peak()
        idle = memory_mb("VmRSS")
        start, spent = time.perf_counter(), processor.read()
        self.work()
        self.seconds.append(time.perf_counter() - start)
        if spent is not None:
            self.processor_seconds.append(processor.read() - spent)
        self.queries = thread.query_count
        self.peak_mb = max(self.peak_mb, memory_mb("VmHWM") - idle)

    @property
    def median(self):
        return statistics.median(self.seconds)

    @property
    def processor_median(self):
        return statistics.median(self.processor_seconds) if self.processor_seconds else None


def compare(registry, ours, plain, reset, repeat, same):
    """Run both sides ``repeat`` times in alternating order, each after ``reset``.

    :param same: called after each side with "ours" or "plain"; returns what must be equal on both sides
    :returns: (Measure of ours, Measure of plain, whether the results were equal, busy share of the machine before)
    """
    measures = {"ours": Measure(registry, ours), "plain": Measure(registry, plain)}
    results, busy = {}, []
    for index in range(repeat):
        for side in ("plain", "ours") if index % 2 else ("ours", "plain"):
            reset()
            busy.append(busy_share())
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
        "processor_ratio": _processor_ratio(ours, plain),
        "bar": bar,
        "same_result": is_same,
        "ok": is_same and (bar is None or ratio <= bar),
        "queries": ours.queries,
        "peak_mb": round(ours.peak_mb, 1),
        "busy_before": round(busy, 2),
        **more,
    }


def _processor_ratio(ours, plain):
    if not (ours.processor_median and plain.processor_median):
        return None
    return round(ours.processor_median / plain.processor_median, 4)


def checksum(cr, query):
    """(rows, digest) of a query's rows, whatever their order; the query's columns must be exact types."""
    digest = "('x' || SUBSTR(MD5(result::text), 1, 15))::bit(60)::bigint::numeric"
    cr.execute(f"SELECT COUNT(*), SUM({digest}) FROM ({query}) result")
    return cr.fetchone()

"""Our performance as the client counts it (R18): one month of one indicator against its standard. No Odoo.

003: whoever does not measure the indicators of his work for a key client himself hears of them from the client, as a
list of what went wrong.
"""

from dataclasses import dataclass
from datetime import date

from .proportion import wilson_interval

INDICATORS = ("on_time", "returns", "defects", "answer")
HIGHER_IS_BETTER = {"on_time"}
# How many of a unit make one whole.
SCALE = {"percent": 100, "ppm": 1_000_000}
# Two figures closer than this are the same one.
TOLERANCE = 1e-9


@dataclass(frozen=True)
class Measured:
    """What was counted: ``failed`` of ``cases``, or a ``value`` in hours.

    ``is_at_least``: a part is missing, the true figure is this one or a worse one.
    """

    group_id: int
    month: date
    indicator: str
    unit: str
    cases: float = 0.0
    failed: float = 0.0
    value: float | None = None
    is_at_least: bool = False


@dataclass(frozen=True)
class Standard:
    """What may be expected of one indicator: the record's id, the value, and in what quality is counted."""

    id: int | None = None
    value: float | None = None
    quality_by: str = "percent"

    def unit_of(self, indicator):
        """In what the figures of an indicator are said."""
        return {"on_time": "percent", "answer": "hours"}.get(indicator, self.quality_by)


NO_STANDARD = Standard()


@dataclass(frozen=True)
class Judged:
    """``value`` with its 95 % interval where it is a share; ``state`` is met, not_met or unknown, then with why."""

    value: float | None
    low: float | None
    high: float | None
    state: str
    why: str | None = None


def judge(measured, standard):
    """Hold one month against what the client may expect.

    :param standard: in the unit of ``measured``, or None where none is set
    """
    value, low, high = measured.value, None, None
    if measured.unit in SCALE and measured.cases > 0:
        value, low, high = _share(measured)
    if value is None and not (measured.failed > 0 and measured.unit in SCALE):
        return Judged(None, None, None, "unknown", "no_data")
    if standard is None:
        return Judged(value, low, high, "unknown", "no_standard")
    if value is None:  # something went wrong in a month in which nothing was supplied
        return Judged(None, None, None, "not_met")
    if measured.indicator in HIGHER_IS_BETTER:
        is_met = value >= standard - TOLERANCE
    else:
        is_met = value <= standard + TOLERANCE
    if is_met and measured.is_at_least:
        return Judged(value, low, high, "unknown", "incomplete")
    return Judged(value, low, high, "met" if is_met else "not_met")


def _share(measured):
    """(value, low, high) in the unit; no interval where more came back than was supplied in the month."""
    scale = SCALE[measured.unit]
    counted = measured.cases - measured.failed if measured.indicator in HIGHER_IS_BETTER else measured.failed
    if not 0 <= counted <= measured.cases:
        return scale * counted / measured.cases, None, None
    low, high = wilson_interval(counted, measured.cases)
    return scale * counted / measured.cases, scale * low, scale * high

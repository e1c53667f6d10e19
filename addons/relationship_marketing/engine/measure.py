"""How a figure of a measure is judged, and how the two halves of a measure stand to each other (R12)."""

from dataclasses import dataclass

from .proportion import wilson_interval

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass(frozen=True)
class Standard:
    """Met from ``low`` up to ``high`` (0: no such bound), with ``least_cases`` or more."""

    low: float = 0.0
    high: float = 0.0
    least_cases: int = 1


@dataclass(frozen=True)
class Reading:
    """A figure as it was read: a value, None where unknown, and what it is read from."""

    value: float | None = None
    cases: int = 0
    counted: int = 0
    low: float | None = None
    high: float | None = None
    is_at_least: bool = False


def share_reading(counted, cases):
    """``counted`` of ``cases`` in per cent, with its 95 % interval; unknown without a case.

    :raises ValueError: more counted than there are
    """
    if not cases:
        return Reading()
    low, high = wilson_interval(counted, cases)
    return Reading(100.0 * counted / cases, cases, counted, 100.0 * low, 100.0 * high)


def judge(reading, standard):
    """met, not_met or unknown: a value that is unknown, or of too few cases, is neither good nor bad.

    Of a value that is only known to be at least so much, what lies above cannot be met any more; the rest is open.
    """
    if reading.value is None or reading.cases < standard.least_cases:
        return UNKNOWN
    if standard.high and reading.value > standard.high:
        return NOT_MET
    if reading.is_at_least:
        return UNKNOWN if standard.high else (MET if reading.value >= standard.low else UNKNOWN)
    return MET if reading.value >= standard.low else NOT_MET


def judge_half(states):
    """The state of a half from those of the figures that decide: all met, one not met, or unknown."""
    states = list(states)
    if NOT_MET in states:
        return NOT_MET
    return MET if states and set(states) == {MET} else UNKNOWN


def accord(behavioural, stated):
    """How the halves stand to each other: ``agree``, ``deeds_better``, ``words_better``, or ``unknown``."""
    if UNKNOWN in (behavioural, stated):
        return UNKNOWN
    if behavioural == stated:
        return "agree"
    return "deeds_better" if behavioural == MET else "words_better"

"""Where a client sees a supplier in the matrix of ``003``: risk/significance × total value, each 0–100."""

from dataclasses import dataclass
from math import isfinite

# From the middle on an axis counts as high.
MIDDLE = 50.0
# Ours, as the source names no figure: an axis of whose weight less than half is known is unknown.
LEAST_KNOWN = 0.5
DIGITS = 1


@dataclass(frozen=True)
class Part:
    """What one factor says: ``value`` 0–100 or None, which share of it is known (0–1), and by which record."""

    factor: int
    axis: str
    weight: float
    value: float | None
    known: float = 1.0
    answer: int | None = None
    plan: int | None = None


@dataclass(frozen=True)
class AxisPoint:
    """A place on one axis, or None; ``known`` is the share of the weights that is known (0–1)."""

    value: float | None
    known: float


def axis_point(parts):
    """The weighted mean of what is known of ``parts``, unknown where that is less than half of all weight.

    Factors without weight say nothing; where no weight is left at all, the axis is unknown.
    """
    weighed = [part for part in parts if isfinite(part.weight) and part.weight > 0]
    largest = max((part.weight for part in weighed), default=0.0)
    # Shares of the largest weight: sums of very large or very small weights stay exact enough.
    shares = [(part, part.weight / largest) for part in weighed]
    total = sum(share for _part, share in shares)
    heard = [(part, share * part.known) for part, share in shares if part.value is not None and part.known > 0]
    weight = sum(share for _part, share in heard)
    known = min(weight / total, 1.0) if total else 0.0
    if not weight or known < LEAST_KNOWN:
        return AxisPoint(None, round(known, 3))
    mean = sum(share * part.value for part, share in heard) / weight
    return AxisPoint(round(min(max(mean, 0.0), 100.0), DIGITS), round(known, 3))


def cell_key(risk, value):
    """(risk is high, value is high), or None where either is unknown."""
    if risk is None or value is None:
        return None
    return risk >= MIDDLE, value >= MIDDLE


def share_of_spend(turnover, spend):
    """Which part of what they spend we hold, in per cent; None where their spend is unknown."""
    if spend is None or spend <= 0 or turnover is None:
        return None
    return round(min(max(100.0 * turnover / spend, 0.0), 100.0), DIGITS)

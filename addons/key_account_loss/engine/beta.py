"""The Beta distribution of a chance of which few cases are known, in plain Python."""

from dataclasses import dataclass
from math import exp, lgamma, log

# Below this the continued fraction has converged for every a and b a register of clients can reach.
PRECISION = 1e-12
TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Chance:
    """A chance between 0 and 1 with the interval that holds 95 % of what is believed of it."""

    mean: float
    low: float
    high: float


def chance_after(prior, happened, not_happened):
    """The :class:`Chance` after ``happened`` and ``not_happened`` own cases, from ``prior`` = (a, b).

    :raises ValueError: a part of the prior is not above zero, or a number of cases is negative
    """
    a, b = prior[0] + happened, prior[1] + not_happened
    if min(prior) <= 0 or happened < 0 or not_happened < 0:
        raise ValueError(f"No chance can be told from Beta({prior[0]}, {prior[1]}) and {happened}, {not_happened}.")
    return Chance(a / (a + b), quantile(0.025, a, b), quantile(0.975, a, b))


def quantile(share, a, b):
    """The x with ``cumulated(x, a, b)`` = ``share``, by halving: slow is 50 steps, and it cannot miss."""
    low, high = 0.0, 1.0
    for _step in range(60):
        middle = (low + high) / 2
        if cumulated(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def cumulated(x, a, b):
    """How much of Beta(``a``, ``b``) lies below ``x``: the regularised incomplete beta function."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    # The fraction converges quickly on this side of the mean; the other side is the mirror of it.
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1 - front * _fraction(1 - x, b, a) / b


def _fraction(x, a, b):
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, _inverse(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for part in (even, odd):
            d = _inverse(1 + part * d)
            c = _kept_from_zero(1 + part / c)
            value *= d * c
        if abs(d * c - 1) < PRECISION:
            break
    return value


def _inverse(number):
    return 1 / _kept_from_zero(number)


def _kept_from_zero(number):
    return number if abs(number) > TINY else TINY

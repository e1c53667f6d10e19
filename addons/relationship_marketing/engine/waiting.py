"""How long one waits, where some still wait: the median of Kaplan and Meier (R12).

Leaving out what is unanswered would call those fast who answer only what is easy; counting it as answered today would
call them slow for what came yesterday.
"""

from dataclasses import dataclass
from math import exp, log, sqrt

from .proportion import Z95


@dataclass(frozen=True)
class MedianWait:
    """``value`` hours, or longer than that (``is_at_least``); None without a case.

    ``low`` and ``high`` are the 95 % interval (Brookmeyer and Crowley, on the log-log scale); None: no such bound.
    """

    value: float | None = None
    is_at_least: bool = False
    cases: int = 0
    answered: int = 0
    low: float | None = None
    high: float | None = None


def median_wait(waits):
    """The median of ``waits``: pairs (hours, whether it was answered); what was not waits at least so long.

    :raises ValueError: a wait is negative
    """
    waits = sorted(waits, key=lambda wait: (wait[0], not wait[1]))
    if not waits:
        return MedianWait()
    if waits[0][0] < 0:
        raise ValueError(f"Nobody waits {waits[0][0]} hours.")
    steps = _survival(waits)
    answered = sum(1 for _hours, is_answered in waits if is_answered)
    value = next((hours for hours, share, _error in steps if share <= 0.5 + 1e-12), None)
    bounds = [(hours, *_bounds(share, error)) for hours, share, error in steps]
    return MedianWait(
        # Where more than half still wait, all that is known is the longest of the waits seen.
        value=waits[-1][0] if value is None else value,
        is_at_least=value is None,
        cases=len(waits),
        answered=answered,
        low=next((hours for hours, low, _high in bounds if low <= 0.5), None),
        high=next((hours for hours, _low, high in bounds if high <= 0.5), None),
    )


def _survival(waits):
    """[(hours, share still waiting after them, Greenwood's sum)] at each time of an answer."""
    steps, share, error, at_risk, place = [], 1.0, 0.0, len(waits), 0
    while place < len(waits):
        hours, events, leaving = waits[place][0], 0, 0
        while place < len(waits) and waits[place][0] == hours:
            events += bool(waits[place][1])
            leaving += 1
            place += 1
        if events:
            share *= 1 - events / at_risk
            if at_risk > events:
                error += events / (at_risk * (at_risk - events))
            steps.append((hours, share, error))
        at_risk -= leaving
    return steps


def _bounds(share, error):
    """The 95 % interval of a share still waiting."""
    if share >= 1.0 or share <= 1e-12 or error <= 0:
        return share, share
    slope = Z95 * sqrt(error) / log(share)
    return share ** exp(-slope), share ** exp(slope)

"""Days of warning, misses and false alarms of the rhythm's alarms and of fixed days, silence by silence (L8).

A *silence* begins with an order. It is a loss once it lasts the days of a loss, and over as soon as an order comes.
A rule alarms a silence at most once, on the first look at which it is alarming enough. At the same number of alarms
the better rule has fewer false ones, misses fewer losses, and alarms them earlier.
"""

from dataclasses import dataclass
from statistics import median

LOSS_DAYS = 180


@dataclass(frozen=True, slots=True)
class Silence:
    """One silence of one client and what the looks at it showed."""

    is_loss: bool
    looks: tuple[tuple[int, float], ...]  # (days of silence, the chance that no order comes), ascending


@dataclass(frozen=True, slots=True)
class Warnings:
    """What one rule's alarms were worth."""

    alarms: int
    losses: int
    caught: int
    warning_days: float | None  # median over the losses caught: days from the alarm until the loss is a fact

    @property
    def false_alarms(self):
        return self.alarms - self.caught

    @property
    def missed(self):
        return self.losses - self.caught


def silences(cases, orders, first, last, loss_days=LOSS_DAYS):
    """The silences that began from ``first`` on and of which, on ``last``, it is known whether they became a loss."""
    looks = {}
    for case in cases:
        start = case.day - case.silence
        if first <= start <= last - loss_days and case.silence < loss_days:
            looks.setdefault((case.client, start), []).append((case.silence, case.quiet))
    found = []
    for (client, start), seen in looks.items():
        after = [day for day in orders[client] if start < day < start + loss_days]
        found.append(Silence(not after, tuple(sorted(seen))))
    return found


def fixed_days(found, limit):
    """The warnings of a rule that alarms at so many days of silence."""
    return _warnings(found, [_first(silence, lambda days, _quiet: days >= limit) for silence in found])


def rhythm_like(found, alarms):
    """The warnings of the rhythm with the limit that gives so many alarms."""
    highest = sorted((max(quiet for _days, quiet in silence.looks) for silence in found), reverse=True)
    if not alarms:
        return _warnings(found, [None] * len(found))
    limit = highest[alarms - 1]
    return _warnings(found, [_first(silence, lambda _days, quiet: quiet >= limit) for silence in found])


def _first(silence, is_alarming):
    return next((days for days, quiet in silence.looks if is_alarming(days, quiet)), None)


def _warnings(found, alarmed, loss_days=LOSS_DAYS):
    caught = [
        loss_days - days for silence, days in zip(found, alarmed, strict=True) if silence.is_loss and days is not None
    ]
    return Warnings(
        alarms=sum(days is not None for days in alarmed),
        losses=sum(silence.is_loss for silence in found),
        caught=len(caught),
        warning_days=median(caught) if caught else None,
    )

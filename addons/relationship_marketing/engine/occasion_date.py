"""On which day an occasion falls, year after year (R5).

Plain calendar arithmetic: no time zones, no model. A rule says how the day is found; ``days_between`` and
``next_day`` ask it. A day that a year does not have moves (29 February to the 28th) or is left out (a fifth Sunday).
"""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta

LAST = -1
# The longest wait for a day: a fifth 29 February weekday comes at most 40 years later, over a turn of the century.
HORIZON_YEARS = 45


@dataclass(frozen=True)
class Rule:
    """How the day of an occasion is found.

    ``kind``: ``fixed`` (month, day), ``weekday`` (the ``nth`` weekday of the month; -1 is the last; Monday is 0),
    ``day_of_year`` (the ``nth`` day of the year) or ``once`` (``start`` alone). ``start`` is the day it all began:
    a yearly occasion begins the year after it, and comes ``every`` so many years from then on.
    """

    kind: str
    month: int = 1
    day: int = 1
    nth: int = 1
    weekday: int = 0
    start: date | None = None
    every: int = 1


def day_in(rule, year):
    """The day of ``rule`` in ``year``, or None where that year has none."""
    if rule.kind == "once":
        return rule.start if rule.start and rule.start.year == year else None
    if not _comes_in(rule, year):
        return None
    if rule.kind == "fixed":
        return date(year, rule.month, min(rule.day, monthrange(year, rule.month)[1]))
    if rule.kind == "day_of_year":
        return _day_of_year(year, rule.nth)
    return _nth_weekday(year, rule.month, rule.weekday, rule.nth)


def next_day(rule, today):
    """The first day of ``rule`` from ``today`` on (today counts), or None where it is over for good."""
    if rule.kind == "once":
        return rule.start if rule.start and rule.start >= today else None
    for year in range(today.year, min(today.year + HORIZON_YEARS * max(rule.every, 1), MAXYEAR) + 1):
        day = day_in(rule, year)
        if day and day >= today:
            return day
    return None


def years_since(rule, day):
    """How many years ``day`` is after the beginning, None where the beginning is not known."""
    return day.year - rule.start.year if rule.start and rule.kind != "once" else None


def _comes_in(rule, year):
    if not rule.start:
        return True
    passed = year - rule.start.year
    return passed > 0 and passed % max(rule.every, 1) == 0


def _day_of_year(year, number):
    if not 1 <= number <= (366 if isleap(year) else 365):
        return None
    return date(year, 1, 1) + timedelta(days=number - 1)


def _nth_weekday(year, month, weekday, nth):
    first_weekday, length = monthrange(year, month)
    days = range(1 + (weekday - first_weekday) % 7, length + 1, 7)
    if nth == LAST:
        return date(year, month, days[-1])
    return date(year, month, days[nth - 1]) if 1 <= nth <= len(days) else None

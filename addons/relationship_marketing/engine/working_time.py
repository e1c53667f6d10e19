"""Working hours between two moments, as one side's calendar and time zone have them (R12). No Odoo."""

from bisect import bisect_right
from datetime import UTC
from functools import cache
from zoneinfo import ZoneInfo


@cache
def _zone(name):
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, or a name that is none
        return ZoneInfo("UTC")


def wall_clock(moment, tz):
    """The naive UTC ``moment`` as the naive time a clock on the wall shows in the zone ``tz``; UTC if unknown."""
    return moment.replace(tzinfo=UTC).astimezone(_zone(tz)).replace(tzinfo=None)


class WorkingTime:
    """The time somebody works, as intervals of the clock on the wall: how much of it lies between two moments.

    Made once for all, asked often: each answer is two look-ups.

    :param intervals: pairs (begin, end) of naive local datetimes in any order; overlaps count once.
        None: at work round the clock
    """

    def __init__(self, intervals):
        self.is_always = intervals is None
        self._begins, self._ends, self._before = [], [], []
        total = 0.0
        for begin, end in sorted(intervals or ()):
            if self._ends and begin <= self._ends[-1]:
                if end > self._ends[-1]:
                    total += (end - self._ends[-1]).total_seconds()
                    self._ends[-1] = end
                continue
            if end <= begin:
                continue
            self._begins.append(begin)
            self._ends.append(end)
            self._before.append(total)
            total += (end - begin).total_seconds()

    def _seconds_until(self, moment):
        place = bisect_right(self._begins, moment) - 1
        if place < 0:
            return 0.0
        return self._before[place] + (min(moment, self._ends[place]) - self._begins[place]).total_seconds()

    def hours(self, begin, end, tz="UTC"):
        """Working hours between two naive UTC moments for somebody whose clock shows the zone ``tz``; never negative.

        What lies outside the intervals given when this was made counts as no work.
        """
        if end <= begin:
            return 0.0
        if self.is_always:
            return (end - begin).total_seconds() / 3600
        seconds = self._seconds_until(wall_clock(end, tz)) - self._seconds_until(wall_clock(begin, tz))
        return max(seconds, 0.0) / 3600

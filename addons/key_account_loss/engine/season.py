"""Time counted by the season: in a month when clients order twice as much as usual, two days pass in one.

A silence in a dead season says less than one in the high season, and a client who orders before every Christmas is
not late in July. All days of the rhythm are counted so. Days are ordinals (``date.toordinal()``).
"""

from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

MONTHS = 12
# Who ordered so many days before a month counts in that month's rate of orders.
ACTIVE_DAYS = 90
# A month is believed as if so many orders had come at the usual rate beside those that came.
USUAL_ORDERS = 50
MOST_YEARS = 4
EVEN = (1.0,) * MONTHS


@dataclass(frozen=True, slots=True)
class SeasonClock:
    """Reads season days from ``first`` on."""

    first: int
    hands: tuple[float, ...]  # hands[i]: season days from the first day to i days later

    def between(self, start, end):
        """Season days from ``start`` to ``end``, at least 1: two orders are never at the same time."""
        return max(1, round(self.hands[end - self.first] - self.hands[start - self.first]))

    def day_after(self, start, days):
        """The first day that is at least so many season days after ``start``; the clock's last where none is."""
        target = self.hands[start - self.first] + days
        return self.first + min(bisect_left(self.hands, target, start - self.first), len(self.hands) - 1)


def season_clock(index, first, last):
    """The clock over the days ``first`` to ``last`` by the index of each calendar month, January first."""
    hands, total = [], 0.0
    day = date.fromordinal(first)
    while day.toordinal() <= last:
        after = _next_month(day)
        step = index[day.month - 1]
        for _day in range(min(after.toordinal(), last + 1) - day.toordinal()):
            hands.append(total)
            total += step
        day = after
    return SeasonClock(first, tuple(hands))


def season_index(histories, until):
    """How much more or less than usual clients order in each calendar month, before the day ``until``; mean 1.

    The rate of a month is taken over clients who ordered in the 90 days before it, so that growth of the number of
    clients is no season. All months are alike while there is not a whole year to learn from: the first month has
    nobody who ordered before it.

    :param histories: for each client the days of its orders, ascending
    """
    histories = [days for days in histories if days and days[0] < until]
    if not histories:
        return EVEN
    counted = []
    month = _next_month(date.fromordinal(min(days[0] for days in histories)))
    while (after := _next_month(month)).toordinal() <= until:
        counted.append((month.month, *_orders(histories, month.toordinal(), after.toordinal())))
        month = after
    counted = counted[-MONTHS * MOST_YEARS :]
    if len(counted) < MONTHS:
        return EVEN
    last_year = counted[-MONTHS:]
    active = sum(days for _month, _orders, days in last_year)
    usual = sum(orders for _month, orders, _days in last_year) / active if active else 0.0
    came, expected = [float(USUAL_ORDERS)] * MONTHS, [float(USUAL_ORDERS)] * MONTHS
    for number, orders, days in counted:
        came[number - 1] += orders
        expected[number - 1] += days * usual
    index = [orders / due for orders, due in zip(came, expected, strict=True)]
    mean = sum(index) / MONTHS
    return tuple(value / mean for value in index)


def _orders(histories, start, end):
    """(orders in the month, days of clients who were active before it)."""
    orders = clients = 0
    for days in histories:
        place = bisect_left(days, start)
        if place and days[place - 1] >= start - ACTIVE_DAYS:
            clients += 1
            orders += bisect_left(days, end, place) - place
    return orders, clients * (end - start)


def _next_month(day):
    return date.fromordinal(day.toordinal() - day.day + 1 + monthrange(day.year, day.month)[1])

"""Time counted by the season. No database."""

import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.season import EVEN, season_clock, season_index

START = date(2023, 1, 1).toordinal()


def monthly(first, last, day=10, skip=()):
    """A client's orders on one day of each month."""
    return [
        date(year, month, day).toordinal()
        for year in range(first, last + 1)
        for month in range(1, 13)
        if month not in skip
    ]


indexes = st.lists(st.floats(0.2, 5), min_size=12, max_size=12).map(tuple)


class TestSeason(unittest.TestCase):
    def test_without_a_season_days_are_days(self):
        clock = season_clock(EVEN, START, START + 1000)
        self.assertEqual(clock.between(START + 59, START + 423), 364)  # over 29 February 2024 too
        self.assertEqual(clock.day_after(START + 59, 364), START + 423)

    def test_two_orders_are_never_at_the_same_time(self):
        clock = season_clock((0.1,) * 12, START, START + 10)
        self.assertEqual(clock.between(START, START + 1), 1)

    def test_a_high_month_has_more_days(self):
        clock = season_clock((1.0,) * 11 + (2.0,), START, START + 800)
        december, january = date(2023, 12, 1).toordinal(), date(2024, 1, 1).toordinal()
        self.assertEqual(clock.between(december, january), 62)
        self.assertEqual(clock.between(december - 30, december), 30)

    @given(indexes, st.integers(0, 700), st.integers(1, 300))
    def test_the_day_after_so_many_season_days_is_the_first_one(self, index, start, days):
        clock = season_clock(index, START, START + 3000)
        day = clock.day_after(START + start, days)
        self.assertGreaterEqual(clock.hands[day - START] - clock.hands[start], days)
        self.assertLess(clock.hands[day - 1 - START] - clock.hands[start], days)

    @given(indexes, st.lists(st.integers(0, 900), min_size=3, max_size=3, unique=True).map(sorted))
    def test_time_adds_up(self, index, days):
        clock = season_clock(index, START, START + 900)
        first, middle, last = (START + day for day in days)
        parts = clock.between(first, middle) + clock.between(middle, last)
        self.assertLessEqual(abs(parts - clock.between(first, last)), 2)

    def test_a_clock_ends_at_its_last_day(self):
        self.assertEqual(season_clock(EVEN, START, START + 10).day_after(START, 500), START + 10)

    def test_less_than_a_year_is_no_season(self):
        histories = [monthly(2023, 2023)] * 50
        self.assertEqual(season_index(histories, date(2023, 12, 31).toordinal()), EVEN)
        self.assertEqual(season_index([], START), EVEN)
        self.assertEqual(season_index([[], [START]], START), EVEN)

    def test_who_orders_every_month_alike_has_no_season(self):
        index = season_index([monthly(2022, 2024)] * 200, date(2025, 1, 1).toordinal())
        for value in index:
            self.assertAlmostEqual(value, 1, delta=0.1)  # months differ in days

    def test_a_dead_month_is_seen_and_new_clients_are_no_season(self):
        # every month ten clients more, and nobody orders in August
        histories = []
        for place in range(36):
            after = date(2022 + place // 12, place % 12 + 1, 1).toordinal()
            histories += [[day for day in monthly(2022, 2024, skip=(8,)) if day >= after]] * 10
        index = season_index(histories, date(2025, 1, 1).toordinal())
        self.assertLess(index[7], 0.2)
        self.assertAlmostEqual(sum(index), 12)
        for month, value in enumerate(index):
            if month != 7:
                self.assertAlmostEqual(value, 12 / 11, delta=0.2)

    def test_what_comes_later_changes_nothing(self):
        histories = [monthly(2022, 2024, skip=(8,))] * 30
        until = date(2024, 6, 1).toordinal()
        early = [[day for day in days if day < until] for days in histories]
        self.assertEqual(season_index(histories, until), season_index(early, until))

    @given(
        st.lists(st.lists(st.integers(START, START + 1200), max_size=20, unique=True).map(sorted), max_size=12),
        st.integers(START, START + 1300),
    )
    def test_any_history_has_a_season_of_mean_one(self, histories, until):
        index = season_index(histories, until)
        self.assertAlmostEqual(sum(index), 12)
        self.assertGreater(min(index), 0)

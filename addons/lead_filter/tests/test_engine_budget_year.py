"""The course of a budget year. No database."""

import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.budget_year import APPROVING, COLLECTING, COMING, LOCKED, next_year, phase

DAYS = st.dates(date(1990, 1, 1), date(2190, 12, 31))


class TestBudgetYear(unittest.TestCase):
    def test_collected_then_approved_then_locked(self):
        days = (date(2026, 8, 1), date(2026, 10, 1), date(2026, 11, 30))
        expected = {
            date(2026, 7, 31): COMING,
            date(2026, 8, 1): COLLECTING,
            date(2026, 10, 1): APPROVING,
            date(2026, 11, 30): APPROVING,
            date(2026, 12, 1): LOCKED,
        }
        for today, wanted in expected.items():
            self.assertEqual(phase(today, *days), wanted, today)

    def test_only_the_lock_need_be_known(self):
        self.assertEqual(phase(date(2026, 11, 30), None, None, date(2026, 11, 30)), COMING)
        self.assertEqual(phase(date(2026, 12, 1), None, None, date(2026, 11, 30)), LOCKED)

    def test_a_leap_day_becomes_the_last_of_february(self):
        self.assertEqual(next_year(date(2028, 2, 29), None), (date(2029, 2, 28), None))

    @given(st.lists(DAYS, min_size=3, max_size=3).map(sorted))
    def test_a_budget_never_goes_back_and_keeps_its_order_next_year(self, days):
        order = (COMING, COLLECTING, APPROVING, LOCKED)
        start = days[0] - timedelta(days=1)
        phases = [order.index(phase(day, *days)) for day in (start, *days, days[2] + timedelta(days=1))]
        self.assertEqual(phases, sorted(phases))
        following = next_year(*days)
        self.assertEqual(list(following), sorted(following))

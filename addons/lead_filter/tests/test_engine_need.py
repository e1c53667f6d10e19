"""When a client will need it, and when to speak to him about it. No database."""

import unittest
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.need import need_again_on, wake_on

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


class TestNeed(unittest.TestCase):
    def test_who_bought_on_a_leap_day_buys_again_on_the_last_of_february(self):
        self.assertEqual(need_again_on(date(2024, 2, 29), 12), date(2025, 2, 28))
        self.assertEqual(need_again_on(date(2024, 2, 29), 48), date(2028, 2, 29))

    def test_without_a_period_or_a_purchase_nobody_knows(self):
        self.assertIsNone(need_again_on(date(2026, 1, 1), 0))
        self.assertIsNone(need_again_on(date(2026, 1, 1), -3))
        self.assertIsNone(need_again_on(False, 12))

    def test_beyond_the_calendar_is_its_last_day(self):
        self.assertEqual(need_again_on(date(2026, 1, 1), 10**9), date.max)

    @given(DAYS, st.integers(1, 600))
    def test_he_buys_again_after_he_bought(self, bought_on, months):
        self.assertGreater(need_again_on(bought_on, months), bought_on)

    @given(DAYS, st.integers(0, 3650), DAYS)
    def test_a_request_wakes_up_ahead_of_the_need_or_tomorrow(self, needed_on, ahead, today):
        wakes = wake_on(needed_on, ahead, today)
        self.assertGreater(wakes, today)
        if wakes > today + timedelta(days=1):
            self.assertEqual(wakes, needed_on - timedelta(days=ahead))

from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.second_look import is_drawn


class TestDraw(TestCase):
    @given(st.integers(min_value=1, max_value=10**9), st.floats(0, 1), st.floats(0, 1))
    def test_a_larger_share_only_adds(self, number, one, other):
        less, more = sorted((one, other))
        self.assertLessEqual(is_drawn(number, less, "secret"), is_drawn(number, more, "secret"))

    @given(st.integers(min_value=1, max_value=10**9))
    def test_none_and_all(self, number):
        self.assertFalse(is_drawn(number, 0.0))
        self.assertTrue(is_drawn(number, 1.0))

    def test_about_the_share_is_drawn_and_the_secret_says_which(self):
        drawn = {number for number in range(10_000) if is_drawn(number, 0.1, "one")}
        # Four standard deviations of 10 000 draws.
        self.assertAlmostEqual(len(drawn), 1000, delta=120)
        self.assertNotEqual(drawn, {number for number in range(10_000) if is_drawn(number, 0.1, "other")})

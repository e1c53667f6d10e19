"""The search for a lowest point. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.simplex import lowest

numbers = st.lists(st.floats(-5, 5), min_size=1, max_size=5)


class TestLowest(unittest.TestCase):
    @given(numbers, st.data())
    def test_a_bowl_has_its_bottom(self, bottom, data):
        start = data.draw(st.lists(st.floats(-5, 5), min_size=len(bottom), max_size=len(bottom)))
        found = lowest(
            lambda place: sum((p - b) ** 2 for p, b in zip(place, bottom, strict=True)), start, tolerance=1e-9
        )
        for value, expected in zip(found, bottom, strict=True):
            self.assertAlmostEqual(value, expected, delta=0.05)

    def test_a_bent_valley(self):
        x, y = lowest(lambda p: (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2, [-1.2, 1.0], tolerance=1e-9)
        self.assertAlmostEqual(x, 1, places=2)
        self.assertAlmostEqual(y, 1, places=2)

    @given(numbers, st.integers(0, 30))
    def test_it_never_ends_higher_than_it_began(self, start, steps):
        def function(place):
            return sum(abs(value) ** 0.5 for value in place)

        self.assertLessEqual(function(lowest(function, start, most_steps=steps)), function(start))

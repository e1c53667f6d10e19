"""How far a share of few could differ by chance. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval


class TestWilsonInterval(unittest.TestCase):
    def test_published_values(self):
        """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
        for count, of, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
            found = wilson_interval(count, of)
            self.assertAlmostEqual(found[0], low, places=4)
            self.assertAlmostEqual(found[1], high, places=4)

    def test_what_is_no_share_is_refused(self):
        for count, of in ((1, 0), (2, 1), (-1, 5)):
            with self.assertRaises(ValueError):
                wilson_interval(count, of)

    @given(st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
    def test_the_share_lies_within(self, count_of):
        low, high = wilson_interval(*count_of)
        share = count_of[0] / count_of[1]
        self.assertTrue(0 <= low <= share + 1e-12 and share - 1e-12 <= high <= 1)

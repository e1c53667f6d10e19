"""Who is key, by flag and by share of a year. No database."""

import unittest
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.key_set import Candidate, key_set, share_set, year_totals

amounts = st.integers(-50, 100).map(Decimal)


def client(reference, *volumes, name="", flagged=False):
    return Candidate(reference or name, reference, name, tuple(map(Decimal, volumes)), flagged)


def shared(*candidates):
    return share_set(candidates, year_totals(candidates, len(candidates[0].volumes)))


class TestKeySet(unittest.TestCase):
    def test_the_one_who_crosses_is_in_and_exactly_80_percent_is_enough(self):
        self.assertEqual(shared(client("a", 0, 80), client("b", 0, 20)), {"a"})
        self.assertEqual(shared(client("a", 0, "79.99"), client("b", 0, "20.01")), {"a", "b"})

    def test_the_last_year_makes_nobody_key(self):
        self.assertEqual(shared(client("a", 0, 100), client("b", 10**6, 1)), {"a"})

    def test_years_are_joined(self):
        self.assertEqual(shared(client("a", 0, 100, 0), client("b", 0, 0, 100)), {"a", "b"})

    def test_negative_clients_lower_the_total(self):
        # the total is 70, of which a alone makes more than 56; of 80 it would not make 64
        self.assertEqual(shared(client("a", 0, 60), client("b", 0, 20), client("c", 0, -10)), {"a"})

    def test_a_year_without_a_positive_total_is_passed_over(self):
        self.assertEqual(shared(client("a", 0, 50), client("b", 0, -50)), set())
        self.assertEqual(shared(client("a", 0, 50, 10), client("b", 0, -60, 0)), {"a"})

    def test_ties_go_by_reference_then_name_in_codepoint_order(self):
        self.assertEqual(shared(client("b", 0, 50), client("B", 0, 50), client("a", 0, 50)), {"B", "a", "b"})
        four = [client(ref, 0, 50) for ref in ("я", "b", "B", "ё", "1")]
        self.assertEqual(shared(*four), {"1", "B", "b", "я"})
        # no reference comes first, then names decide
        five = [client("x", 0, 20), *(client("", 0, 20, name=f"n{i}") for i in range(4))]
        self.assertEqual(shared(*five), {"n0", "n1", "n2", "n3"})

    def test_modes(self):
        candidates = [client("a", 0, 90, flagged=True), client("b", 0, 5), client("c", 0, 5, flagged=True)]
        totals = year_totals(candidates, 2)
        self.assertEqual(key_set(candidates, totals, "flagged"), {"a": "flagged", "c": "flagged"})
        self.assertEqual(key_set(candidates, totals, "share"), {"a": "share"})
        self.assertEqual(key_set(candidates, totals, "both"), {"a": "both", "c": "flagged"})

    def test_nobody(self):
        self.assertEqual(year_totals([], 3), (0, 0, 0))
        self.assertEqual(key_set([], (Decimal(0),) * 3, "both"), {})

    @settings(deadline=None)
    @given(st.lists(st.tuples(amounts, amounts, amounts), min_size=1, max_size=12))
    def test_each_year_is_covered_by_the_fewest_of_its_largest(self, rows):
        candidates = [client(f"{index:02}", *row) for index, row in enumerate(rows)]
        totals = year_totals(candidates, 3)
        for year in (1, 2):
            one_year = tuple(total if index == year else Decimal(0) for index, total in enumerate(totals))
            found = share_set(candidates, one_year)
            if totals[year] <= 0:
                self.assertFalse(found)
                continue
            inside = [c.volumes[year] for c in candidates if c.client in found]
            outside = [c.volumes[year] for c in candidates if c.client not in found]
            self.assertGreaterEqual(10 * sum(inside), 8 * totals[year])
            self.assertLess(10 * (sum(inside) - min(inside)), 8 * totals[year])
            self.assertGreaterEqual(min(inside), max(outside, default=min(inside)))

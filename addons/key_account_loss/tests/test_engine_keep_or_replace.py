"""Keep a client, or win a like one: intervals, and what stays open. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.beta import Chance, chance_after, cumulated, quantile
from odoo.addons.key_account_loss.engine.keep_or_replace import (
    KEEP,
    NEITHER,
    OPEN,
    REPLACE,
    Case,
    Span,
    compare,
    compare_list,
)

parts = st.floats(0.5, 200)
amounts = st.floats(0, 1e6)
spans = st.builds(Span.of, amounts, amounts)
values = st.builds(Span.of, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
PRIOR = (3, 7)


class TestBeta(unittest.TestCase):
    def test_known_values(self):
        self.assertAlmostEqual(cumulated(0.3, 1, 1), 0.3)
        self.assertAlmostEqual(cumulated(0.5, 2, 2), 0.5)
        # 1 − (1−x)^b and x^a, the two one-sided cases
        self.assertAlmostEqual(cumulated(0.2, 1, 5), 1 - 0.8**5)
        self.assertAlmostEqual(cumulated(0.2, 5, 1), 0.2**5)
        # of whole numbers it is a binomial tail: at least 3 of 9 throws at 0.25
        self.assertAlmostEqual(cumulated(0.25, 3, 7), 0.3993225, places=6)

    @given(parts, parts, st.floats(0.001, 0.999))
    def test_the_quantile_turns_the_cumulated_share_round(self, a, b, share):
        self.assertAlmostEqual(cumulated(quantile(share, a, b), a, b), share, places=5)

    @given(parts, parts, st.floats(0, 1), st.floats(0, 1))
    def test_the_share_grows_with_x_and_mirrors(self, a, b, x, y):
        low, high = sorted((x, y))
        self.assertLessEqual(cumulated(low, a, b), cumulated(high, a, b) + 1e-9)
        self.assertAlmostEqual(cumulated(x, a, b) + cumulated(1 - x, b, a), 1, places=7)


class TestChance(unittest.TestCase):
    def test_without_own_cases_it_is_the_prior(self):
        chance = chance_after(PRIOR, 0, 0)
        self.assertAlmostEqual(chance.mean, 0.3)
        self.assertAlmostEqual(chance.low, 0.0749, places=3)
        self.assertAlmostEqual(chance.high, 0.6001, places=3)

    @given(st.integers(0, 300), st.integers(0, 300))
    def test_the_mean_lies_within_and_a_return_never_lowers_it(self, returned, lost):
        chance = chance_after(PRIOR, returned, lost)
        self.assertTrue(0 <= chance.low <= chance.mean <= chance.high <= 1)
        self.assertGreater(chance_after(PRIOR, returned + 1, lost).mean, chance.mean)
        self.assertLess(chance_after(PRIOR, returned, lost + 1).mean, chance.mean)

    def test_a_prior_of_nothing_is_refused(self):
        for prior, happened in (((0, 7), 1), ((3, -1), 1), ((3, 7), -1)):
            with self.assertRaises(ValueError):
                chance_after(prior, happened, 0)


class TestCompare(unittest.TestCase):
    chance = Chance(0.5, 0.4, 0.6)

    def decision(self, investment, value, winning, years=1):
        case = Case(investment and Span.of(*investment), value and Span.of(*value), years)
        return compare(case, self.chance, winning and Span.of(*winning)).decision

    def test_keep_only_where_every_figure_of_the_spans_says_so(self):
        # 100 at 40–60 % is 167–250 for each who returns
        self.assertEqual(self.decision((100,), (1000,), (250,)), KEEP)
        self.assertEqual(self.decision((100,), (1000,), (240,)), OPEN)
        self.assertEqual(self.decision((100,), (1000,), (160,)), REPLACE)

    def test_what_nobody_can_say_stays_open(self):
        self.assertEqual(self.decision(None, (1000,), (1,)), OPEN)
        self.assertEqual(self.decision((100,), (1000,), None), OPEN)
        self.assertEqual(self.decision((100,), None, (1000,)), OPEN)

    def test_a_client_that_costs_more_than_it_brings_is_neither_kept_nor_replaced(self):
        self.assertEqual(self.decision((100,), (-50,), (10,)), NEITHER)
        self.assertEqual(self.decision((10,), (5,), (100,)), NEITHER)

    def test_the_years_count(self):
        # a client worth 100 is not worth 250, over four years it is
        self.assertEqual(self.decision((100,), (100,), (250,)), NEITHER)
        self.assertEqual(self.decision((100,), (100,), (250,), years=2), OPEN)
        self.assertEqual(self.decision((100,), (100,), (250,), years=4), KEEP)

    @given(spans, values, spans, st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0, 5))
    def test_a_decision_holds_for_every_figure_within_the_spans(self, investment, value, winning, p, q, years):
        chance = Chance((p + q) / 2, min(p, q), max(p, q))
        decision = compare(Case(investment, value, years), chance, winning).decision
        for cost in (investment.low, investment.high):
            for share in (chance.low, chance.mean, chance.high):
                for new in (winning.low, winning.high):
                    for worth in (value.low, value.high):
                        kept = share * worth * years - cost
                        if decision == KEEP:
                            self.assertLessEqual(cost / share, new * (1 + 1e-9) + 1e-6)
                            self.assertGreaterEqual(kept, -1e-3)
                        elif decision == REPLACE:
                            self.assertGreaterEqual(worth * years - new, -1e-3)
                            self.assertTrue(cost / share > new - 1e-6 or kept < 1e-3)
                        elif decision == NEITHER:
                            self.assertLess(kept, 1e-3)


class TestCompareList(unittest.TestCase):
    def test_the_whole_list_against_as_many_new_clients(self):
        cases = [Case(Span.of(100), None, 1), Case(Span.of(50, 150), None, 1), Case(None, None, 1)]
        found = compare_list(cases, Chance(0.3, 0.1, 0.5), Span.of(200))
        self.assertEqual((found.cases, found.without_investment), (2, 1))
        self.assertEqual(found.investment, Span(150, 250))
        self.assertEqual(found.returning, Span(0.2, 1.0))
        self.assertEqual(found.replacing_all, Span(400, 400))
        self.assertEqual(found.replacing_returning, Span(40, 200))

    def test_nothing_known_is_nothing_said(self):
        found = compare_list([Case(None, None, 1)], Chance(0.3, 0.1, 0.5), None)
        self.assertEqual((found.cases, found.without_investment, found.investment), (0, 1, None))

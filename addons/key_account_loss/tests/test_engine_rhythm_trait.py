"""What traits of clients add to the rhythm: only what the past has shown. No database."""

import unittest
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.rhythm_backtest import Case, judge
from odoo.addons.key_account_loss.engine.rhythm_trait import FEWEST_CASES, TraitModel, fit_traits

from .test_engine_rhythm_fit import DAYS, company


def cases(count, seed, tells):
    """Cases of chance one half, of which those with a high first trait are lost less often where it ``tells``."""
    random, found = Random(seed), []
    for place in range(count):
        traits = (random.gauss(5, 2), random.gauss(0, 1))
        lost = random.random() < (0.25 if tells and traits[0] > 5 else 0.75 if tells else 0.5)
        found.append(Case(str(place), 0, 10, 0.5, 0.5, lost, 0.5, traits))
    return found


class TestTraits(unittest.TestCase):
    def test_a_trait_that_told_something_tilts(self):
        model = fit_traits(cases(1500, 1, tells=True))
        self.assertLess(model.weights[0], -0.5)
        self.assertLess(abs(model.weights[1]), 0.15)
        self.assertLess(model.tilted(0.8, (9, 0)), 0.8)
        self.assertGreater(model.tilted(0.8, (1, 0)), 0.8)

    def test_a_trait_that_told_nothing_changes_next_to_nothing(self):
        model = fit_traits(cases(1500, 2, tells=False))
        self.assertAlmostEqual(model.tilted(0.8, (9, 2)), 0.8, delta=0.06)

    def test_too_few_cases_teach_nothing(self):
        some = cases(FEWEST_CASES, 3, tells=True)
        self.assertIsNone(fit_traits(some[:-1]))
        self.assertIsNotNone(fit_traits(some))
        self.assertIsNone(fit_traits([]))
        self.assertIsNone(fit_traits([Case("a", 0, 1, 0.5, 0.5, True)] * FEWEST_CASES))

    def test_a_trait_that_all_share_is_no_trait(self):
        model = fit_traits([Case(str(i), 0, 1, 0.5, 0.5, i % 3 == 0, 0.5, (7.0,)) for i in range(300)])
        self.assertAlmostEqual(model.tilted(0.3, (7.0,)), 0.3)

    @given(
        st.floats(0, 1),
        st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 3), min_size=2, max_size=2),
        st.floats(1e-3, 1e3),
    )
    def test_a_tilted_chance_is_a_chance(self, chance, rows, deviation):
        weights, values = rows[0], rows[1]
        weights = tuple(max(-3.0, min(3.0, weight)) for weight in weights)
        model = TraitModel((0.0, 1.0, 2.0), (deviation,) * 3, weights)
        self.assertTrue(0 <= model.tilted(chance, values) <= 1)

    def test_traits_are_learned_from_days_whose_outcome_was_known(self):
        orders, left = company(120, seed=5, leave=0.08)
        days = [300, 360, 420, 480, 540]

        def foresight(client, _day):
            return (float(client in left),)

        plain = judge(orders, days, DAYS)
        tilted = judge(orders, days, DAYS, foresight)
        pairs = list(zip(plain, tilted, strict=True))
        self.assertTrue(all(one.quiet == other.rhythm for one, other in pairs))
        # on the second day the first one's ninety days are not over
        self.assertTrue(all(one.quiet == other.quiet for one, other in pairs if one.day <= 360))
        self.assertTrue(any(one.quiet != other.quiet for one, other in pairs if one.day == 540))

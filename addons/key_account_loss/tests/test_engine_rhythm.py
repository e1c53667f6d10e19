"""The rhythm of orders: what a silence says of clients with and without one. No database."""

import unittest
from dataclasses import replace
from math import exp, inf

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.rhythm import History, RhythmModel, log_likelihood, read

MODEL = RhythmModel(
    scale=50.0,
    centre=1.2,
    spread=0.85,
    irregular=0.3,
    steady=0.2,
    rest=0.04,
    rest_mean=2.2,
    leaving_shape=0.5,
    leaving_scale=9.0,
)
gap = st.integers(1, 700)
histories = st.builds(History, st.lists(gap, min_size=1, max_size=30).map(tuple), st.integers(1, 1500))
models = st.builds(
    RhythmModel,
    scale=st.floats(1, 300),
    centre=st.floats(0.05, 5),
    spread=st.floats(0.05, 3),
    irregular=st.floats(0, 1),
    steady=st.floats(0, 1),
    rest=st.floats(0, 0.5),
    rest_mean=st.floats(0.2, 10),
    leaving_shape=st.floats(0.01, 50),
    leaving_scale=st.floats(0.05, 1000),
)


def client(every, orders, silence):
    return History((every,) * (orders - 1), silence)


class TestRhythm(unittest.TestCase):
    def test_the_same_silence_says_more_of_who_orders_often(self):
        often = read(MODEL, client(10, 12, 60), 90)
        seldom = read(MODEL, client(80, 12, 60), 90)
        self.assertGreater(often.left, 4 * seldom.left)
        self.assertLess(seldom.left, 0.1)
        self.assertGreater(read(MODEL, client(10, 12, 200), 90).left, 0.7)
        self.assertGreater(often.quiet, seldom.quiet)

    def test_the_window_is_his_own(self):
        early, usual, late = read(MODEL, client(30, 12, 1), 90).window
        self.assertTrue(10 <= early < usual < late, (early, usual, late))
        self.assertTrue(22 <= usual <= 36, usual)
        self.assertGreater(read(MODEL, client(90, 12, 1), 90).window[1], late)

    def test_few_orders_are_drawn_towards_all_clients(self):
        _early, few, _late = read(MODEL, client(5, 2, 1), 90).window
        _early, many, _late = read(MODEL, client(5, 20, 1), 90).window
        self.assertGreater(few, 2 * many)

    def test_even_gaps_make_a_narrower_window_than_uneven_ones(self):
        even = read(MODEL, History((40,) * 12, 1), 90).window
        uneven = read(MODEL, History((5, 110, 20, 80, 2, 90, 10, 60, 3, 95, 4, 1), 1), 90).window
        self.assertLess((even[2] - even[0]) / even[1], (uneven[2] - uneven[0]) / uneven[1])

    def test_who_never_rests_is_gone_sooner(self):
        restless = replace(MODEL, rest=0.0, irregular=0.0)
        history = client(10, 12, 60)
        self.assertGreater(read(restless, history, 90).left, read(MODEL, history, 90).left)

    def test_one_order_is_refused(self):
        with self.assertRaisesRegex(ValueError, "no rhythm"):
            read(MODEL, History((), 10), 90)

    def test_a_silence_beyond_all_experience(self):
        reading = read(MODEL, client(1, 60, 10**6), 90)
        self.assertAlmostEqual(reading.left, 1)
        self.assertAlmostEqual(reading.quiet, 1)

    @given(models, histories, st.integers(1, 400))
    def test_chances_are_chances(self, model, history, horizon):
        reading = read(model, history, horizon)
        self.assertTrue(0 <= reading.left <= reading.quiet + 1e-12 <= 1 + 2e-12, reading)
        self.assertTrue(1 <= reading.window[0] <= reading.window[1] <= reading.window[2])
        self.assertTrue(-inf < log_likelihood(model, [history]) < 1e-6)

    @given(models, histories, st.integers(1, 300))
    def test_longer_silence_is_never_a_better_sign(self, model, history, more):
        now = read(model, history, 90)
        later = read(model, replace(history, silence=history.silence + more), 90)
        self.assertGreaterEqual(later.left, now.left - 1e-9)
        self.assertEqual(later.window, now.window)

    @given(models, histories, st.integers(1, 300), st.integers(1, 300))
    def test_the_longer_one_waits_the_likelier_an_order(self, model, history, horizon, more):
        self.assertLessEqual(read(model, history, horizon + more).quiet, read(model, history, horizon).quiet + 1e-9)

    @given(models, st.lists(gap, min_size=2, max_size=8), st.integers(1, 100), st.randoms())
    def test_the_order_of_gaps_does_not_matter(self, model, gaps, silence, random):
        mixed = list(gaps)
        random.shuffle(mixed)
        one, other = (read(model, History(tuple(row), silence), 90) for row in (gaps, mixed))
        self.assertAlmostEqual(one.quiet, other.quiet, places=6)

    @given(models)
    def test_all_gaps_together_are_certain(self, model):
        days = 300
        for place, rest in enumerate(model.survival(days)):
            total = sum(exp(model.log_chance(day)[place]) for day in range(1, days + 1))
            # a gap of less than half a day is none
            self.assertAlmostEqual(total + rest, model.survival(0)[place], places=6)

    @given(models)
    def test_every_client_has_one_rhythm(self, model):
        self.assertAlmostEqual(sum(share for _shape, _mean, share in model.rhythms), 1, places=6)

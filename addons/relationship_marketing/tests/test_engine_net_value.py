"""The whale curve and what would turn a client. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.net_value_levers import Situation, gap, levers
from odoo.addons.relationship_marketing.engine.whale_curve import whale_curve

AMOUNTS = st.integers(-10_000, 10_000)
COSTS = st.integers(0, 5_000)


class TestWhaleCurve(unittest.TestCase):
    def test_who_brings_it_and_who_takes_it_away(self):
        curve = whale_curve([60, 50, 30, 0, -15, -25])
        self.assertEqual((curve.total, curve.peak, curve.peak_rank), (100, 140, 3))
        self.assertEqual((curve.eroded, curve.loss_count, curve.peak_share), (40, 2, 1.4))
        self.assertEqual([total for _rank, _index, total in curve.points], [60, 110, 140, 140, 125, 100])

    def test_no_client_no_curve(self):
        curve = whale_curve([])
        self.assertEqual((curve.count, curve.total, curve.peak, curve.points, curve.peak_share), (0, 0, 0, (), None))

    def test_of_a_loss_there_is_no_share(self):
        curve = whale_curve([10, -30])
        self.assertEqual((curve.peak_share, curve.eroded), (None, 30))

    def test_values_in_another_order_are_refused(self):
        with self.assertRaises(ValueError):
            whale_curve([1, 2])

    @given(st.lists(AMOUNTS, max_size=700), st.integers(1, 300))
    def test_the_end_is_the_sum_and_the_peak_the_highest(self, values, limit):
        values = sorted(values, reverse=True)
        curve = whale_curve(values, limit)
        self.assertEqual(curve.total, sum(values))
        self.assertEqual(curve.peak, sum(value for value in values if value > 0))
        self.assertLessEqual(len(curve.points), limit + 2)
        if values:
            self.assertEqual(curve.points[-1], (len(values), len(values) - 1, sum(values)))
            ranks = [rank for rank, _index, _total in curve.points]
            self.assertEqual(ranks, sorted(set(ranks)))
        for rank, _index, total in curve.points:
            self.assertEqual(total, sum(values[:rank]))
            self.assertLessEqual(total, curve.peak)


class TestLevers(unittest.TestCase):
    def found(self, **values):
        return {lever.key: lever for lever in levers(Situation(**values))}

    def test_price(self):
        lever = self.found(net_value=-300, turnover=10_000)["price"]
        self.assertEqual((lever.amount, lever.needed, lever.suffices), (1000, 0.03, True))
        self.assertFalse(self.found(net_value=-1500, turnover=10_000)["price"].suffices)

    def test_hours(self):
        lever = self.found(net_value=-300, hours=40, hours_cost=1200)["hours"]
        self.assertEqual((lever.amount, lever.needed, lever.suffices), (1200, 10, True))
        lever = self.found(net_value=-1300, hours=40, hours_cost=1200)["hours"]
        self.assertEqual((lever.needed, lever.suffices), (None, False))

    def test_lots_twice_as_large_halve_what_handling_costs(self):
        lever = self.found(net_value=-500, handling_cost=1000, handling_count=20)["lot"]
        self.assertEqual((lever.amount, lever.needed, lever.suffices), (950, 2, True))
        self.assertNotIn("lot", self.found(net_value=-500, handling_cost=1000, handling_count=1))

    def test_volume_at_his_margin_of_today(self):
        lever = self.found(net_value=-100, turnover=2000, margin=400, margin_turnover=1600)["volume"]
        self.assertEqual((lever.amount, lever.needed, lever.suffices), (500, 400, True))
        self.assertNotIn("volume", self.found(net_value=-100, turnover=2000, margin=-1, margin_turnover=1600))

    def test_contacts_over_a_cheaper_channel(self):
        values = {"net_value": -100, "personal_cost": 1000, "personal_count": 5}
        lever = self.found(cheaper_cost=20.0, **values)["contacts"]
        self.assertEqual((lever.amount, round(lever.needed, 4)), (900, round(100 / 180, 4)))
        self.assertNotIn("contacts", self.found(cheaper_cost=None, **values))
        self.assertNotIn("contacts", self.found(cheaper_cost=200.0, **values))

    def test_costs_that_would_fall_away(self):
        found = self.found(
            net_value=-400,
            rush_cost=500,
            own_complaint_cost=400,
            other_complaint_cost=100,
            discount=800,
            family_losses={1: 250, 2: 250},
        )
        self.assertEqual(list(found), ["discount", "families", "rush", "own_complaints", "other_complaints"])
        self.assertEqual({key for key, lever in found.items() if lever.suffices}, {"discount", "families", "rush"})
        self.assertEqual(found["discount"].needed, 0.5)

    def test_nothing_known_no_lever(self):
        self.assertEqual(levers(Situation(net_value=-100)), [])

    @given(
        st.builds(
            Situation,
            net_value=AMOUNTS,
            margin=AMOUNTS,
            turnover=AMOUNTS,
            margin_turnover=AMOUNTS,
            price_rise_limit=st.floats(0, 1),
            hours=COSTS,
            hours_cost=COSTS,
            rush_cost=COSTS,
            handling_cost=COSTS,
            handling_count=st.integers(0, 40),
            own_complaint_cost=COSTS,
            other_complaint_cost=COSTS,
            personal_cost=COSTS,
            personal_count=st.integers(0, 40),
            cheaper_cost=st.none() | st.floats(0, 500),
            discount=COSTS,
        )
    )
    def test_a_lever_that_suffices_turns_him(self, situation):
        found = levers(situation)
        self.assertEqual([lever.amount for lever in found], sorted((one.amount for one in found), reverse=True))
        for lever in found:
            self.assertGreater(lever.amount, 0)
            self.assertEqual(lever.suffices, lever.amount > gap(situation) + 0.005)
            if lever.suffices and situation.net_value <= 0:
                self.assertGreater(situation.net_value + lever.amount, 0)

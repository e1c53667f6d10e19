"""Order economics: what an order brings, and at which price, lot or simplification it becomes ours. No database."""

import unittest
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.economics import Order, lot_for, price_for, simplification_for

MONEY = st.integers(0, 5000).map(float)
ORDERS = st.builds(
    Order,
    lot=st.integers(1, 5000).map(float),
    price=st.integers(1, 2000).map(float),
    unit_hours=st.sampled_from([0.0, 0.1, 0.5, 2.0]),
    hour_cost=st.integers(0, 60).map(float),
    overhead_hour=st.integers(0, 40).map(float),
    material=st.integers(0, 300).map(float),
    material_minimum=st.integers(0, 2000).map(float),
    changeovers=st.integers(0, 30).map(float),
    changeover_hours=st.sampled_from([0.0, 1.0, 4.0]),
    development_cost=MONEY,
    approval_cost=MONEY,
    delay_chance=st.sampled_from([0.0, 0.1, 0.5]),
    delay_cost=MONEY,
)
PROFITABILITIES = st.sampled_from([0.0, 0.05, 0.15, 0.3])


class TestOrder(unittest.TestCase):
    def setUp(self):
        """The sensors of 002: twelve variants, small lots, development, three rounds of approval, a delay."""
        super().setUp()
        self.sensors = Order(
            lot=120,
            price=90,
            unit_hours=0.5,
            hour_cost=12,
            overhead_hour=18,
            material=25,
            material_minimum=200,
            changeovers=12,
            changeover_hours=4,
            development_cost=2400,
            approval_cost=900,
            delay_chance=0.5,
            delay_cost=1000,
        )

    def test_everything_an_order_costs_is_counted(self):
        order = self.sensors
        self.assertEqual(order.revenue, 10800)
        self.assertEqual(order.leftover_cost, 80 * 25)
        self.assertEqual(order.production_hours, 60 + 48)
        self.assertEqual(order.own_cost, 108 * 12 + 3000 + 2000 + 2400 + 900 + 500)
        self.assertEqual(order.overhead, 108 * 18)
        self.assertEqual(order.contribution, 10800 - 10096)
        self.assertEqual(order.profit, 10800 - 10096 - 1944)

    def test_the_contribution_hides_the_loss(self):
        """002: losses were made up by the gross margin, profit there was none."""
        self.assertGreater(self.sensors.contribution, 0)
        self.assertLess(self.sensors.profit, 0)

    def test_what_makes_it_ours(self):
        self.assertEqual(price_for(self.sensors, 0), 100.34)
        self.assertEqual(price_for(self.sensors, 0.15), 118.04)
        self.assertEqual(lot_for(self.sensors, 0), 137)
        self.assertEqual(lot_for(self.sensors, 0.15), 167)
        self.assertAlmostEqual(simplification_for(self.sensors, 0), 0.262)
        self.assertIsNone(lot_for(replace(self.sensors, price=30), 0))
        self.assertIsNone(simplification_for(replace(self.sensors, price=30), 0))

    def test_an_order_beyond_all_measure_is_answered_at_once(self):
        for order, profitability in ((Order(lot=1e15, material=1e15), 0.15), (Order(lot=100, material=9), 1 - 1e-9)):
            price = price_for(order, profitability)
            self.assertAlmostEqual(price * (1 - profitability) / order.material, 1, places=6)

    def test_a_price_without_a_lot_is_refused(self):
        for order, profitability in ((replace(self.sensors, lot=0), 0.1), (self.sensors, 1.0)):
            with self.assertRaises(ValueError):
                price_for(order, profitability)


class TestSolved(unittest.TestCase):
    @given(ORDERS, PROFITABILITIES, st.integers(1, 500))
    def test_a_higher_price_or_a_larger_lot_never_makes_it_worse(self, order, profitability, more):
        if order.meets(profitability):
            self.assertTrue(replace(order, price=order.price + more).meets(profitability))
            self.assertTrue(replace(order, lot=order.lot + more).meets(profitability))

    @given(ORDERS, PROFITABILITIES)
    def test_at_the_price_it_is_met_and_just_below_it_is_not(self, order, profitability):
        price = price_for(order, profitability)
        self.assertTrue(replace(order, price=price).meets(profitability))
        if price >= 0.01:
            self.assertFalse(replace(order, price=price - 0.01).meets(profitability))

    @given(ORDERS, PROFITABILITIES)
    def test_at_the_lot_it_is_met_and_with_one_unit_less_it_is_not(self, order, profitability):
        lot = lot_for(order, profitability)
        if lot is None:
            self.assertFalse(replace(order, lot=10_000_000.0).meets(profitability))
            return
        self.assertTrue(replace(order, lot=lot).meets(profitability))
        if lot > 1:
            self.assertFalse(replace(order, lot=lot - 1).meets(profitability))

    @given(ORDERS, PROFITABILITIES)
    def test_at_the_simplification_it_is_met_and_just_below_it_is_not(self, order, profitability):
        share = simplification_for(order, profitability)
        if share is None:
            self.assertFalse(replace(order, simplification=1.0).meets(profitability))
            return
        self.assertTrue(replace(order, simplification=share).meets(profitability))
        if share > 0:
            self.assertFalse(replace(order, simplification=share - 0.001).meets(profitability))

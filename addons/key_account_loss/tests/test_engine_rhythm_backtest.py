"""The rhythm against fixed days at the same number of alarms. No database."""

import unittest
from random import Random

from odoo.addons.key_account_loss.engine.rhythm_backtest import Case, compare, compare_daily, judge

from .test_engine_rhythm_fit import DAYS, company


def case(client, silence, quiet, is_lost, day=0):
    return Case(client, day, silence, quiet, quiet, is_lost)


class TestCompare(unittest.TestCase):
    cases = [
        case("a", 100, 0.1, False),
        case("b", 90, 0.9, True),
        case("c", 80, 0.8, True),
        case("d", 10, 0.2, True),
    ]

    def test_both_rules_get_the_same_number_of_alarms(self):
        found = compare(self.cases, 0.5)
        self.assertEqual((found.alarms, found.lost, found.fixed_right, found.rhythm_right), (2, 3, 1, 2))
        self.assertEqual((found.only_fixed, found.only_rhythm), ((0, 1), (1, 1)))
        self.assertEqual(found.precision, (0.5, 1.0))

    def test_day_by_day_each_day_has_its_share(self):
        cases = [*self.cases, *(case(name, 1, 0.99, True, day=30) for name in "abcd")]
        self.assertEqual(compare_daily(cases, 0.25).alarms, 2)
        self.assertEqual(compare_daily(cases, 0.25).precision, (0.5, 1.0))
        # one limit for all days spends both alarms of the rhythm on the second day
        self.assertEqual(compare(cases, 0.25).precision, (0.5, 1.0))
        self.assertEqual(compare(cases, 0.25).only_rhythm, (2, 2))

    def test_equal_rules_differ_by_nothing(self):
        random = Random(3)
        same = [case(str(i), days, days / 1000, random.random() < 0.5) for i, days in enumerate(range(1, 200))]
        found = compare(same, 0.2)
        self.assertEqual(found.fixed_right, found.rhythm_right)
        self.assertEqual(found.gain, (0.0, 0.0))

    def test_the_interval_holds_the_difference_and_is_repeatable(self):
        random = Random(4)
        cases = [case(str(i), random.randrange(200), random.random(), random.random() < 0.4) for i in range(400)]
        found = compare(cases, 0.1)
        fixed, rhythm = found.precision
        self.assertTrue(found.gain[0] < rhythm - fixed < found.gain[1], found)
        self.assertEqual(found, compare(cases, 0.1))


class TestJudge(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders, _left = company(100, seed=7, stages=6, leave=0.06)
        cls.days = [500, 620, 700]
        cls.cases = judge(cls.orders, cls.days, DAYS)

    def test_what_came_later_is_not_known(self):
        today = 620
        early = {
            client: [day for day in days if day < today or day > DAYS + 500] for client, days in self.orders.items()
        }
        early = {client: days for client, days in early.items() if days}
        before = [(c.client, c.day, c.silence, c.quiet) for c in self.cases if c.day <= today]
        again = judge(early, [500, today], DAYS)
        self.assertEqual([(c.client, c.day, c.silence, c.quiet) for c in again], before)

    def test_lost_is_who_orders_nothing_within_the_horizon(self):
        for found in self.cases:
            coming = [day for day in self.orders[found.client] if found.day <= day < found.day + 90]
            self.assertEqual(found.is_lost, not coming)
            past = [day for day in self.orders[found.client] if day < found.day]
            self.assertEqual(found.silence, found.day - past[-1])
            self.assertGreaterEqual(len(past), 5)

    def test_clients_with_rhythms_of_their_own_are_told_better_than_by_days(self):
        # gaps of 10 to 100 days: fixed days take the slow ones for lost
        orders, _left = company(150, seed=8, stages=6, slowest=100)
        cases = judge(orders, range(300, 701, 80), DAYS, horizon=150)
        found = compare([case for case in cases if 20 <= case.silence <= 110], 0.1)
        self.assertGreater(found.rhythm_right, 1.2 * found.fixed_right)

    def test_a_day_whose_horizon_is_not_over_is_refused(self):
        with self.assertRaisesRegex(ValueError, "not known yet"):
            judge(self.orders, [DAYS - 50], DAYS)

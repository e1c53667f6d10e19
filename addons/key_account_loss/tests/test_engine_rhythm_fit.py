"""The rhythms of a company found from its orders: simulated companies of which the truth is known. No database."""

import unittest
from random import Random

from odoo.addons.key_account_loss.engine.rhythm import History, log_likelihood, read
from odoo.addons.key_account_loss.engine.rhythm_fit import fit, histories_at
from odoo.addons.key_account_loss.engine.season import EVEN, season_clock

DAYS = 900


def company(clients, seed, stages=4, leave=0.05, slowest=60):
    """({client: days of orders}, {clients who left}): gaps of so many stages, own mean gaps from 10 days up."""
    random, orders, left = Random(seed), {}, set()
    for client in range(clients):
        mean, day, days = random.uniform(10, slowest), random.randrange(1, 200), []
        while day < DAYS:
            days.append(day)
            if random.random() < leave:
                left.add(client)
                break
            day += max(1, round(random.gammavariate(stages, mean / stages)))
        orders[client] = days
    return orders, left


def histories_of(orders, today=DAYS):
    return histories_at(season_clock(EVEN, 1, DAYS + 200), orders, today)


class TestFit(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders, cls.left = company(150, seed=1)
        cls.histories = histories_of(cls.orders)
        cls.model = fit(list(cls.histories.values()))
        cls.readings = {client: read(cls.model, history, 90) for client, history in cls.histories.items()}

    def test_the_number_of_those_who_left_is_right(self):
        expected = sum(reading.left for reading in self.readings.values())
        real = len(self.left & set(self.readings))
        self.assertLess(abs(expected - real), 0.1 * len(self.readings), (expected, real))

    def test_who_left_is_told_from_who_stayed(self):
        ranked = sorted(self.readings, key=lambda client: -self.readings[client].left)
        first = ranked[: len(self.left & set(ranked))]
        self.assertGreater(len(self.left & set(first)) / len(first), 0.85)

    def test_next_orders_come_within_the_window(self):
        # a company where nobody leaves: 80 of 100 next orders are expected within
        orders, _left = company(150, seed=2, leave=0)
        clock = season_clock(EVEN, 1, DAYS + 200)
        model = fit(list(histories_at(clock, orders, 700).values()))
        within = 0
        for client, history in histories_at(clock, orders, 700).items():
            last = max(day for day in orders[client] if day < 700)
            following = min(day for day in orders[client] if day > last)
            early, _usual, late = read(model, history, 90).window
            within += early <= following - last <= late
        self.assertTrue(0.7 < within / len(orders) < 0.95, within / len(orders))

    def test_it_begins_where_it_ended_and_is_repeatable(self):
        histories = list(self.histories.values())
        again = fit(histories, self.model)
        self.assertEqual(fit(histories), self.model)
        self.assertLess(abs(log_likelihood(again, histories) - log_likelihood(self.model, histories)), 3)

    def test_few_clients_get_a_sensible_rhythm(self):
        model = fit([History((30, 32, 28, 31), 20)])
        reading = read(model, History((30, 32, 28, 31), 20), 90)
        self.assertLess(reading.left, 0.2)
        self.assertTrue(20 <= reading.window[1] <= 40, reading)
        self.assertGreater(read(model, History((30, 32, 28, 31), 400), 90).left, 0.8)

    def test_nobody_with_two_orders_is_no_rhythm(self):
        self.assertIsNone(fit([]))
        self.assertIsNone(fit([History((), 5)]))


class TestHistories(unittest.TestCase):
    def test_orders_before_today_count(self):
        found = histories_of({"a": [10, 40, 100], "b": [10], "c": [10, 99], "d": [100, 120], "e": []}, today=100)
        self.assertEqual(found, {"a": History((30,), 60), "c": History((89,), 1)})

"""Proposals of moves: within a group, under another number, through a distributor. No database."""

import unittest
from datetime import date
from decimal import Decimal
from fractions import Fraction

from odoo.addons.key_account_loss.engine.moves import (
    Continuation,
    Division,
    Life,
    Partner,
    continuations,
    redirections,
    shared_identities,
    shifts_within_groups,
)


def found_by(partners, lives, lost, client_lives=None):
    shared = shared_identities(partners, lost)
    client_lives = client_lives or {p.client: lives[p.partner] for p in partners if p.client in lost}
    return continuations(shared, lost, client_lives, lives)


def life(first, last):
    return Life(date(first // 100, first % 100, 1), date(last // 100, last % 100, 1))


OLD = Partner(1, -1, "BG 123-456", "ООО «Ёлка»", "ul. Vitosha, 5", "Sofia")


class TestContinuedAs(unittest.TestCase):
    def test_each_kind_of_match(self):
        for newcomer, matched in [
            (Partner(2, -2, "bg123456", "Other", None, None), ("tax_id",)),
            (Partner(2, -2, None, "Other", "UL VITOSHA 5", "sofia"), ("address",)),
            (Partner(2, -2, None, "елка ЗАО", None, "SOFIA"), ("name",)),
            (Partner(2, -2, "BG123456", "Елка", "Ul. Vitosha 5", "Sofia"), ("tax_id", "address", "name")),
            (Partner(2, -2, None, "Елка", None, "Plovdiv"), None),
            (Partner(2, -2, None, "Елка", None, None), None),
            (Partner(2, -2, None, "Other", "ul. Vitosha 5", None), None),
            (Partner(2, -2, "/", "Other", "", "Sofia"), None),
        ]:
            with self.subTest(newcomer=newcomer):
                found = found_by([OLD, newcomer], {1: life(200901, 201005), 2: life(201006, 201112)}, {-1})
                expected = [Continuation(-1, 2, 1, matched, date(2010, 6, 1), date(2010, 5, 1))] if matched else []
                self.assertEqual(found, expected)

    def test_empty_values_never_match(self):
        blank = [Partner(number, -number, "", "", "", "") for number in (1, 2)]
        self.assertEqual(shared_identities(blank, {-1}), {})
        only_forms = [Partner(number, -number, None, "ООО", None, "Sofia") for number in (1, 2)]
        self.assertEqual(shared_identities(only_forms, {-1}), {})

    def test_first_month_within_six_months_of_the_last(self):
        newcomer = OLD._replace(partner=2, client=-2)
        for first, last, expected in [
            (201011, 201112, True),  # six months after
            (201012, 201112, False),  # seven
            (200912, 201112, True),  # five before: together December to May, six months
            (200911, 201112, False),  # six before, but alive together for seven months
            (200911, 201004, True),  # six before, together for six
            (200910, 200912, False),  # seven before
        ]:
            with self.subTest(first=first, last=last):
                found = found_by([OLD, newcomer], {1: life(200801, 201005), 2: life(first, last)}, {-1})
                self.assertEqual(bool(found), expected)

    def test_a_partner_of_the_same_client_is_no_newcomer(self):
        partners = [OLD._replace(client=7), OLD._replace(partner=2, client=7)]
        self.assertEqual(shared_identities(partners, {7}), {})

    def test_any_partner_of_the_client_may_match_but_the_client_s_own_last_month_counts(self):
        partners = [
            Partner(1, 7, "A", None, None, None),
            Partner(2, 7, "B", None, None, None),
            Partner(3, -3, "A", None, None, None),
        ]
        lives = {1: life(200801, 200812), 2: life(200801, 201005), 3: life(200902, 201112)}
        self.assertFalse(found_by(partners, lives, {7}, {7: life(200801, 201005)}))
        lives[3] = life(201006, 201112)
        self.assertTrue(found_by(partners, lives, {7}, {7: life(200801, 201005)}))

    def test_who_never_bought_is_no_newcomer(self):
        partners = [OLD, OLD._replace(partner=2, client=-2)]
        self.assertEqual(found_by(partners, {1: life(200801, 201005)}, {-1}), [])


def division(reference, change, group="G"):
    return Division(reference, group, reference, "", Fraction(change), change < 0)


class TestWithinGroup(unittest.TestCase):
    def shifts(self, *divisions):
        return [(shift.client, shift.gained, shift.amount) for shift in shifts_within_groups(divisions)]

    def test_exactly_80_percent_is_enough(self):
        self.assertEqual(self.shifts(division("a", -100), division("b", 80)), [("a", "b", 80)])
        self.assertEqual(self.shifts(division("a", -100), division("b", Fraction(7999, 100))), [])

    def test_several_gains_add_up(self):
        found = self.shifts(division("a", -100), division("b", 30), division("c", 50), division("d", 10))
        self.assertEqual(found, [("a", "c", 50), ("a", "b", 30)])

    def test_one_gain_covers_one_fall_only(self):
        self.assertEqual(self.shifts(division("a", -100), division("b", -90), division("c", 500)), [("a", "c", 500)])

    def test_the_largest_fall_takes_first_and_a_fall_that_is_not_covered_takes_nothing(self):
        found = self.shifts(division("a", -100), division("b", -1000), division("c", 90))
        self.assertEqual(found, [("a", "c", 90)])

    def test_other_groups_and_single_clients_do_not_count(self):
        self.assertEqual(self.shifts(division("a", -100), division("b", 100, "H")), [])
        self.assertEqual(self.shifts(division("a", -100, None), division("b", 100, None)), [])

    def test_the_order_of_input_does_not_matter(self):
        some = [division("a", -100), division("b", -100), division("c", 100), division("d", 90)]
        self.assertEqual(self.shifts(*some), self.shifts(*reversed(some)))


class TestDistributor(unittest.TestCase):
    def test_another_buyer_buys_for_the_client(self):
        rows = [
            (-1, 1, 5, -5, Decimal(40)),
            (-1, 1, 6, -1, Decimal(40)),  # the client itself
            (-1, 1, 7, -7, Decimal(0)),
            (-2, 2, 8, -8, Decimal(40)),  # not lost
        ]
        found = redirections(rows, {-1})
        self.assertEqual([(one.client, one.end_client, one.buyer, one.amount) for one in found], [(-1, 1, 5, 40)])

"""The table of classes, number by number. No database."""

import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.classify import (
    Base,
    Position,
    base_of,
    case_order,
    classify,
    is_cut_position,
)
from odoo.addons.key_account_loss.engine.exact import cents

amounts = st.decimals(-1000, 1000, places=3) | st.sampled_from([Decimal(0), Decimal(100), Decimal("33.333")])


def volumes(*numbers):
    return tuple(Decimal(str(number)) for number in numbers)


def position(total, current, family=1):
    return Position(family, Decimal(str(total)), Decimal(str(current)))


class TestClassify(unittest.TestCase):
    def test_table(self):
        for numbers, expected in [
            # no base year
            ((5, 0, 0, 0), ("new", None)),
            ((5, -3, 0, 0), ("new", None)),
            ((0, 0, 0, 0), None),
            ((-5, -1, 0, 0), None),
            # stopped: zero and below, whatever came before
            ((0, 100, 100, 100), ("stopped", None)),
            ((-1, 100, 0, 0), ("stopped", None)),
            ((0, 0, 0, 1), ("stopped", None)),
            # exactly half is cut; a hair above is not
            ((50, 100), ("cut", "total")),
            ((50.01, 100), ("reduced", None)),
            # gaps and negative years between count as they are: B = (100 + 0 + 200) / 3 = 100
            ((50, 100, 0, 200), ("cut", "total")),
            ((80, 100, 0, 200), ("reduced", None)),
            ((80.01, 100, 0, 200), ("stable", None)),
            ((40, -20, 200), ("cut", "total")),  # B = 90
            # years older than j are not in the base: B = 100, not 50
            ((80, 100, 0, 0), ("reduced", None)),
            ((80, 100, -100, 0), ("reduced", None)),
            # declining: V_1 < V_2 < V_3 and at most 80 % of the base
            ((80, 90, 110), ("declining", None)),
            ((80.01, 90, 110), ("stable", None)),
            ((80, 80, 120), ("reduced", None)),
            ((79, 99, 99), ("reduced", None)),
            ((80, 100), ("reduced", None)),
            ((64, 90, 110, 40), ("declining", None)),  # B = 80, V_4 does not disturb
            # growing: above 110 %, not at it
            ((110, 100), ("stable", None)),
            ((110.01, 100), ("growing", None)),
            # B <= 0 with a year above zero: only growing and stable are left
            ((5, -300, 100), ("growing", None)),
            ((5, -100, 100), ("growing", None)),  # B = 0: 5 > 0
            ((0, -300, 100), ("stopped", None)),
        ]:
            with self.subTest(numbers=numbers):
                verdict = classify(volumes(*numbers))
                self.assertEqual(verdict and (verdict.classification, verdict.scope), expected)

    def test_base(self):
        self.assertIsNone(base_of(volumes(9, 0, -1)))
        self.assertEqual(base_of(volumes(9, -5, 0, 20)).value, 5)
        self.assertEqual(base_of(volumes(0, 100, 0, 0)), Base(Decimal(100), 1))
        self.assertEqual(base_of(volumes(0, 0, 0, 100)).value, Fraction(100, 3))

    def test_a_cut_position_needs_a_tenth_of_the_base_and_half_lost(self):
        for total, current, expected in [
            (10, 5, True),
            (10, 5.001, False),
            (9.999, 0, False),
            (10, -3, True),
            (10, 0, True),
        ]:
            with self.subTest(total=total, current=current):
                verdict = classify(volumes(95, 100), [position(total, current)])
                self.assertEqual(verdict.classification, "cut" if expected else "stable")
                self.assertEqual(verdict.scope, "position" if expected else None)

    def test_a_position_uses_the_client_s_years(self):
        # three base years: B = 100, the position had 60 in one of them, so B_p = 20
        base = base_of(volumes(95, 100, 100, 100))
        self.assertTrue(is_cut_position(position(60, 10), base, 50))
        self.assertFalse(is_cut_position(position(60, 10.01), base, 50))
        self.assertFalse(is_cut_position(position(29.99, 0), base, 50))

    def test_total_comes_before_position(self):
        verdict = classify(volumes(50, 100), [position(60, 0)])
        self.assertEqual((verdict.classification, verdict.scope), ("cut", "total"))

    def test_positions_of_a_stopped_client_are_named(self):
        verdict = classify(volumes(0, 100), [position(60, 0, 7), position(40, 0, 8), position(5, 0, 9)])
        self.assertEqual([cut.family for cut in verdict.cut_positions], [7, 8])
        self.assertIsNone(verdict.scope)

    def test_lost_volume_is_the_larger_of_total_and_cut_positions(self):
        self.assertEqual(classify(volumes(40, 100)).lost, 60)
        # the total fell by 5 because another family grew; the position lost 30
        self.assertEqual(classify(volumes(95, 100), [position(30, 0)]).lost, 30)
        self.assertEqual(classify(volumes(150, 100)).lost, 0)
        self.assertEqual(classify(volumes(9, 0)).lost, 0)
        # returns in the last year make more than the base lost
        self.assertEqual(classify(volumes(-10, 100)).lost, 110)

    def test_without_a_positive_base_no_position_is_cut(self):
        verdict = classify(volumes(5, -300, 100), [position(50, 0)])
        self.assertEqual((verdict.classification, verdict.cut_positions), ("growing", ()))

    def test_cut_percent_is_a_choice(self):
        self.assertEqual(classify(volumes(60, 100), cut_percent=40).classification, "cut")
        self.assertEqual(classify(volumes(60, 100), cut_percent=41).classification, "reduced")

    def test_equalities_hold_with_more_digits_than_a_decimal_keeps_by_default(self):
        base = Decimal("123456789012345678901234.1234567890123456789012340")
        half = "61728394506172839450617.0617283945061728394506170"
        self.assertEqual(classify((Decimal(half), base)).classification, "cut")
        self.assertEqual(classify((Decimal(half + "1"), base)).classification, "reduced")

    def test_order_of_cases(self):
        total = classify(volumes(40, 100))
        larger = classify(volumes(10, 100))
        thirds = classify(volumes(0, 0, 0, 271))  # lost 90.33…
        by_position = classify(volumes(1000, 1000), [position(500, 0)])
        found = [("total", total), ("position", by_position), (None, thirds), (None, larger)]
        ordered = sorted(found, key=lambda item: case_order(item[0], item[1], "", ""))
        self.assertEqual([verdict for _scope, verdict in ordered], [thirds, larger, total, by_position])

    def test_hundredths_round_halves_away_from_zero(self):
        for number, expected in [("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("12.345", 1235), ("-0", 0)]:
            self.assertEqual(cents(Decimal(number)), expected)
        self.assertEqual(cents(Fraction(1, 3)), 33)


class TestClassifyProperties(unittest.TestCase):
    @settings(deadline=None)
    @given(st.lists(amounts, min_size=2, max_size=5), st.lists(st.tuples(amounts, amounts), max_size=4))
    def test_agrees_with_the_table_read_in_fractions(self, numbers, pairs):
        positions = [Position(index, total, current) for index, (total, current) in enumerate(pairs)]
        verdict = classify(tuple(numbers), positions)
        expected = self._by_the_table([Fraction(number) for number in numbers], pairs)
        self.assertEqual(
            verdict and (verdict.classification, verdict.scope, verdict.lost, len(verdict.cut_positions)), expected
        )

    def _by_the_table(self, years, pairs):
        """The specification's table, written a second time and as plainly as possible."""
        current, positive = years[0], [k for k in range(2, len(years) + 1) if years[k - 1] > 0]
        if not positive:
            return ("new", None, 0, 0) if current > 0 else None
        j = max(positive)
        base = sum(years[1:j]) / (j - 1)
        of_positions = [(Fraction(total) / (j - 1), Fraction(now)) for total, now in pairs]
        cut = [(b, now) for b, now in of_positions if base > 0 and b >= base / 10 and now <= b / 2]
        lost = max(base - current, sum(b - now for b, now in cut), 0)
        if current <= 0:
            found = ("stopped", None)
        elif base > 0 and current <= base / 2:
            found = ("cut", "total")
        elif cut:
            found = ("cut", "position")
        elif base > 0 and len(years) >= 3 and current < years[1] < years[2] and current <= base * 8 / 10:
            found = ("declining", None)
        elif base > 0 and current <= base * 8 / 10:
            found = ("reduced", None)
        elif current > base * 11 / 10:
            found = ("growing", None)
        else:
            found = ("stable", None)
        return (*found, lost, len(cut))

    @settings(deadline=None)
    @given(st.lists(amounts, min_size=2, max_size=5), st.integers(1, 10**6))
    def test_the_unit_of_money_does_not_matter(self, numbers, factor):
        def found(verdict):
            return verdict and (verdict.classification, verdict.scope)

        scaled = tuple(number * factor for number in numbers)
        self.assertEqual(found(classify(tuple(numbers))), found(classify(scaled)))

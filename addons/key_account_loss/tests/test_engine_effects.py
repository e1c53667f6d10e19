"""Price and quantity effects of a family. No database."""

import unittest
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.effects import FamilyVolumes, effects_of

amounts = st.decimals(-1000, 1000, places=2)


def family(total, current, quantity_total, quantity_current, is_one_unit=True):
    return FamilyVolumes(1, *(Decimal(str(n)) for n in (total, current, quantity_total, quantity_current)), is_one_unit)


class TestEffects(unittest.TestCase):
    def test_inflation_hides_lost_pieces(self):
        # 10 pieces at 10 became 5 at 18: the amount fell by 10 only, 50 in pieces, +40 in price
        found = effects_of(family(100, 90, 10, 5), 1)
        self.assertEqual((found.quantity, found.price, found.difference), (-50, 40, -10))

    def test_base_is_the_yearly_average(self):
        # B = 100, Q_B = 10 a year over three years
        found = effects_of(family(300, 50, 30, 5), 3)
        self.assertEqual((found.quantity, found.price), (-50, 0))

    def test_nothing_bought_any_more_is_all_quantity(self):
        found = effects_of(family(100, 0, 10, 0), 1)
        self.assertEqual((found.quantity, found.price, found.is_separable), (-100, 0, True))

    def test_not_separable(self):
        for case in [
            family(100, 50, 10, 5, is_one_unit=False),  # several units
            family(100, 50, 0, 5),  # no quantity in the base
            family(100, 50, -1, 5),
            family(100, 50, 10, 0),  # an amount without a quantity
            family(100, -5, 10, 0),
            family(100, 50, 10, -1),
        ]:
            with self.subTest(case=case):
                found = effects_of(case, 1)
                self.assertFalse(found.is_separable)
                self.assertEqual((found.quantity, found.price), (0, 0))
                self.assertEqual(found.not_separable, Fraction(case.current) - Fraction(case.total))

    @settings(deadline=None)
    @given(
        st.lists(st.tuples(amounts, amounts, amounts, amounts, st.booleans()), max_size=6),
        st.integers(1, 4),
    )
    def test_effects_sum_to_the_client_s_difference(self, rows, years):
        families = [FamilyVolumes(index, *row) for index, row in enumerate(rows)]
        found = [effects_of(one, years) for one in families]
        base = Fraction(sum(one.total for one in families)) / years
        current = Fraction(sum(one.current for one in families))
        self.assertEqual(sum(one.quantity + one.price + one.not_separable for one in found), current - base)

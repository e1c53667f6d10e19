from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.position import (
    AxisPoint,
    Part,
    axis_point,
    cell_key,
    share_of_spend,
)

VALUES = st.none() | st.floats(0, 100)
WEIGHTS = st.sampled_from((0.0, 1e-300, 0.1, 1.0, 30.0, 1e300)) | st.floats(0, 1000)
PARTS = st.lists(
    st.builds(
        Part,
        factor=st.integers(1, 99),
        axis=st.just("risk"),
        weight=WEIGHTS,
        value=VALUES,
        known=st.floats(0, 1),
    ),
    max_size=8,
)


def part(weight, value, known=1.0):
    return Part(1, "risk", weight, value, known)


class TestPosition(TestCase):
    """Where a client stands on one axis, from weighted factors that may be unknown."""

    def test_the_weighted_mean_of_what_is_known(self):
        self.assertEqual(axis_point([part(30, 80), part(10, 40)]), AxisPoint(70.0, 1.0))
        self.assertEqual(axis_point([part(30, 80), part(10, None)]), AxisPoint(80.0, 0.75))

    def test_less_than_half_of_the_weight_is_unknown(self):
        self.assertEqual(axis_point([part(30, None), part(25, 90)]), AxisPoint(None, 0.455))
        self.assertEqual(axis_point([part(30, None), part(30, 90)]), AxisPoint(90.0, 0.5))

    def test_a_factor_known_in_part_counts_in_part(self):
        self.assertEqual(axis_point([part(100, 60, known=0.4)]), AxisPoint(None, 0.4))
        self.assertEqual(axis_point([part(100, 60, known=0.6)]), AxisPoint(60.0, 0.6))
        self.assertEqual(axis_point([part(50, 60, known=0.5), part(50, 30)]), AxisPoint(40.0, 0.75))

    def test_weights_that_sum_to_zero_are_unknown(self):
        self.assertEqual(axis_point([part(0, 80), part(0, 20)]), AxisPoint(None, 0.0))
        self.assertEqual(axis_point([]), AxisPoint(None, 0.0))

    @given(PARTS)
    def test_whatever_is_said_the_place_lies_among_what_was_said_or_is_unknown(self, parts):
        point = axis_point(parts)
        self.assertTrue(0 <= point.known <= 1)
        heard = [p.value for p in parts if p.weight > 0 and p.value is not None and p.known > 0]
        if point.value is None:
            weight = max((p.weight for p in parts), default=0)
            total = sum(p.weight / weight for p in parts) if weight else 0
            known = sum(p.weight / weight * p.known for p in parts if p.value is not None) if weight else 0
            self.assertTrue(not heard or known < total / 2 * 1.000001)
        else:
            self.assertTrue(min(heard) - 0.051 <= point.value <= max(heard) + 0.051)

    @given(PARTS, st.sampled_from((0.5, 4.0, 1024.0)))
    def test_only_the_proportions_of_weights_matter(self, parts, scale):
        parts = [p for p in parts if 1e-6 < p.weight < 1e6]
        scaled = [Part(p.factor, p.axis, p.weight * scale, p.value, p.known) for p in parts]
        self.assertEqual(axis_point(parts), axis_point(scaled))

    @given(PARTS, st.floats(0, 100))
    def test_learning_that_a_factor_is_higher_never_lowers_the_place(self, parts, more):
        raised = [
            Part(p.factor, p.axis, p.weight, None if p.value is None else max(p.value, more), p.known) for p in parts
        ]
        before, after = axis_point(parts).value, axis_point(raised).value
        self.assertEqual(before is None, after is None)
        if before is not None:
            self.assertGreaterEqual(after, before)

    def test_the_cell_is_unknown_where_an_axis_is(self):
        self.assertIsNone(cell_key(None, 70))
        self.assertIsNone(cell_key(70, None))
        self.assertEqual(cell_key(49.9, 50.0), (False, True))

    def test_our_share_of_what_they_spend(self):
        self.assertEqual(share_of_spend(30, 120), 25.0)
        self.assertEqual(share_of_spend(-30, 120), 0.0, "more came back than went out")
        self.assertEqual(share_of_spend(500, 120), 100.0)
        self.assertIsNone(share_of_spend(30, 0), "nothing is known of their spend")
        self.assertIsNone(share_of_spend(30, None))

from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.plan_progress import (
    goal_state,
    is_reached,
    plan_state,
    progress,
    spend_share,
)

figures = st.floats(-1e9, 1e9, allow_nan=False)
maybe = st.one_of(st.none(), figures)
START, END = date(2026, 1, 1), date(2026, 12, 31)


class TestPlanProgress(TestCase):
    """How far a goal has come; needs no database."""

    def test_half_the_way(self):
        self.assertEqual(progress(100, 200, 150), 0.5)
        self.assertEqual(progress(10, 2, 6, at_most=True), 0.5)

    def test_unknown_stays_unknown(self):
        self.assertIsNone(progress(100, 200, None))
        self.assertEqual(goal_state(None, START, END, START), "unknown")
        self.assertIsNone(progress(None, 2, 6, at_most=True), "less is better, and nobody knows where it began")

    def test_who_began_at_the_target_and_fell_back_is_at_nothing(self):
        self.assertEqual(progress(200, 100, 50), 0)
        self.assertEqual(progress(100, 100, 50), 0)
        self.assertEqual(progress(1, 2, 5, at_most=True), 0)

    @given(maybe, figures, maybe, st.booleans())
    def test_reached_is_all_of_the_way_and_nothing_else_is(self, base, target, value, at_most):
        done = progress(base, target, value, at_most)
        self.assertTrue(done is None or 0 <= done <= 1)
        self.assertEqual(done == 1, bool(is_reached(target, value, at_most)))

    @given(st.floats(0, 0.99), st.integers(0, 364))
    def test_on_track_keeps_up_with_the_time(self, done, day):
        elapsed = day / (END - START).days
        state = goal_state(done, START, END, START + timedelta(days=day))
        self.assertEqual(state, "on_track" if done >= elapsed else "behind")

    def test_after_the_deadline_it_is_missed_or_met(self):
        later = END + timedelta(days=1)
        self.assertEqual(goal_state(0.99, START, END, later), "missed")
        self.assertEqual(goal_state(1.0, START, END, later), "met")

    def test_a_deadline_on_the_first_day(self):
        self.assertEqual(goal_state(0.0, START, START, START), "on_track")

    def test_unknown_goals_do_not_make_a_plan_good(self):
        self.assertEqual(plan_state(["met", "unknown"]), "unknown")
        self.assertEqual(plan_state([]), "unknown")
        self.assertEqual(plan_state(["met", "behind", "unknown"]), "not_met")
        self.assertEqual(plan_state(["met", "on_track"]), "met")

    @given(figures, maybe)
    def test_a_share_of_their_spend_is_a_share_or_unknown(self, turnover, spend):
        share = spend_share(turnover, spend)
        self.assertEqual(share is None, not spend or spend < 0)
        if share is not None:
            self.assertTrue(0 <= share <= 1)

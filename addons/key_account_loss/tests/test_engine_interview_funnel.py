"""The funnel against two thirds, and whether those heard are like those asked. No database."""

import unittest
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.interview_funnel import GOAL, Asked, funnel_of, two_sided, unlike_asked

OUTCOMES = ("in_person", "phone", "link", "refused", "silent", "closed", "undelivered", "not_sent")


def asked(*outcomes, trait=None):
    return [Asked(index, outcome, (trait,) if trait else ()) for index, outcome in enumerate(outcomes)]


def people(**by_value):
    """``stopped=(3, 10)``: of ten asked with this class three were interviewed."""
    found = []
    for value, (heard, count) in by_value.items():
        for index in range(count):
            outcome = "phone" if index < heard else "silent"
            found.append(Asked((value, index), outcome, (("class", value),)))
    return found


class TestFunnel(unittest.TestCase):
    def test_closed_firms_and_letters_that_came_back_are_apart(self):
        funnel = funnel_of(asked("in_person", "phone", "silent", "closed", "undelivered", "not_sent"))
        self.assertEqual((funnel.sent, funnel.interviewed), (3, 2))
        self.assertEqual(funnel.share, GOAL)
        self.assertEqual((funnel.closed, funnel.undelivered, funnel.not_sent), (1, 1, 1))
        self.assertEqual(funnel.missing_to_goal, 0)

    def test_answers_through_a_link_are_no_interviews(self):
        funnel = funnel_of(asked("link", "link", "in_person"))
        self.assertEqual(funnel.share, Fraction(1, 3))
        self.assertEqual(funnel.missing_to_goal, 1)

    def test_before_the_first_letter_there_is_no_share(self):
        funnel = funnel_of(asked("not_sent", "closed"))
        self.assertIsNone(funnel.share)
        self.assertIsNone(funnel.interval)
        self.assertEqual(funnel.missing_to_goal, 0)

    def test_an_outcome_nobody_knows_is_refused(self):
        with self.assertRaisesRegex(ValueError, "lunch"):
            funnel_of(asked("lunch"))

    @given(st.lists(st.sampled_from(OUTCOMES), max_size=60))
    def test_everybody_is_counted_once_and_the_missing_ones_make_the_goal(self, outcomes):
        funnel = funnel_of(asked(*outcomes))
        self.assertEqual(funnel.sent + funnel.closed + funnel.undelivered + funnel.not_sent, len(outcomes))
        if funnel.sent:
            low, high = funnel.interval
            self.assertTrue(low <= funnel.share <= high)
            reached = Fraction(funnel.interviewed + funnel.missing_to_goal, funnel.sent)
            self.assertGreaterEqual(reached, GOAL)
            if funnel.missing_to_goal:
                self.assertLess(reached - Fraction(1, funnel.sent), GOAL)


class TestUnlikeAsked(unittest.TestCase):
    def test_those_who_stopped_are_not_heard(self):
        stopped, cut = unlike_asked(people(stopped=(1, 12), cut=(11, 12)))
        by_value = {difference.value: difference for difference in (stopped, cut)}
        self.assertFalse(by_value["stopped"].is_over)
        self.assertTrue(by_value["cut"].is_over)
        self.assertEqual((by_value["stopped"].asked, by_value["stopped"].answered), (12, 1))

    def test_the_same_share_of_each_is_no_difference(self):
        self.assertEqual(unlike_asked(people(stopped=(6, 9), cut=(6, 9))), [])

    def test_of_few_nothing_is_said(self):
        self.assertEqual(unlike_asked(people(stopped=(0, 2), cut=(3, 3))), [])

    def test_closed_firms_were_not_asked(self):
        gone = [Asked(index, "closed", (("class", "stopped"),)) for index in range(20)]
        self.assertEqual(unlike_asked(people(cut=(6, 9)) + gone), [])

    @given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 15))
    def test_the_chances_of_all_counts_are_a_chance(self, marked, others, draws):
        total = marked + others
        draws = min(draws, total)
        for drawn in range(max(0, draws - others), min(marked, draws) + 1):
            self.assertTrue(0 < two_sided(drawn, marked, draws, total) <= 1)

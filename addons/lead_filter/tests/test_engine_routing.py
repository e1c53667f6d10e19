"""Whom of us a request goes to. No database."""

import unittest
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.routing import STRENGTHS, Tie, best_tie

SENDER, MANAGER = 7, 2
TIES = st.builds(
    Tie,
    id=st.integers(1, 10**6),
    user=st.integers(1, 4),
    person=st.integers(5, 9),
    strength=st.sampled_from(sorted(STRENGTHS)),
    is_responsible=st.booleans(),
    contact_days=st.integers(0, 50),
    last_two_way=st.none() | st.dates(date(2020, 1, 1), date(2026, 12, 31)),
)


class TestRouting(unittest.TestCase):
    def test_who_answers_for_the_sender_goes_before_a_stronger_tie_with_another(self):
        own = Tie(1, user=1, person=SENDER, strength="weak", is_responsible=True)
        strong = Tie(2, user=3, person=8, strength="strong", contact_days=20)
        self.assertEqual(best_tie([strong, own], SENDER), own)
        self.assertEqual(best_tie([strong, own], sender=9), strong)

    def test_a_person_handed_over_goes_to_the_new_colleague_before_the_first_contact(self):
        handed_over = Tie(1, user=1, person=SENDER, is_responsible=True)
        self.assertEqual(best_tie([handed_over], SENDER), handed_over)
        self.assertIsNone(best_tie([handed_over], sender=9))

    def test_among_equals_the_account_manager(self):
        ties = [
            Tie(1, user=1, person=8, strength="fair", contact_days=9),
            Tie(2, user=MANAGER, person=8, strength="fair"),
        ]
        self.assertEqual(best_tie(ties, SENDER, MANAGER), ties[1])
        self.assertEqual(best_tie(ties, SENDER), ties[0])

    def test_nobody_knows_him(self):
        self.assertIsNone(best_tie([]))
        self.assertIsNone(best_tie([Tie(1, user=1, person=8)]))

    @given(st.lists(TIES, unique_by=lambda tie: tie.id), st.randoms())
    def test_the_order_of_ties_does_not_matter(self, ties, random):
        shuffled = list(ties)
        random.shuffle(shuffled)
        self.assertEqual(best_tie(ties, SENDER, MANAGER), best_tie(shuffled, SENDER, MANAGER))

    @given(st.lists(TIES, min_size=1, unique_by=lambda tie: tie.id))
    def test_no_tie_with_the_client_is_stronger_unless_the_sender_has_his_own(self, ties):
        best = best_tie(ties, SENDER, MANAGER)
        if best and not (best.is_responsible and best.person == SENDER):
            self.assertEqual(STRENGTHS[best.strength], max(STRENGTHS[tie.strength] for tie in ties))

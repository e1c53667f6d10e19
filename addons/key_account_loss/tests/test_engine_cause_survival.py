"""How often our seller's reason survived the interview. No database."""

import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.cause_survival import Hypothesis, survival_of

hypotheses = st.lists(
    st.builds(
        Hypothesis,
        st.integers(1, 4),
        st.sampled_from(["price", "closed", "own failure"]),
        st.sampled_from(["seller", "data", "client"]),
        st.sampled_from(["open", "survived", "refuted"]),
    ),
    max_size=20,
)


class TestSurvival(unittest.TestCase):
    def test_the_clients_word_checks_the_sellers(self):
        found = survival_of(
            [
                Hypothesis(1, "price", "seller"),
                Hypothesis(1, "own failure", "client"),
                Hypothesis(2, "price", "seller"),
                Hypothesis(2, "price", "client"),
                Hypothesis(2, "own failure", "client"),
                Hypothesis(3, "price", "seller"),
            ]
        )["seller"]
        self.assertEqual((found.held, found.checked, found.not_checked), (1, 2, 1))

    def test_what_a_person_found_goes_before_what_is_concluded(self):
        found = survival_of([Hypothesis(1, "price", "seller", "survived"), Hypothesis(1, "closed", "client")])
        self.assertEqual((found["seller"].held, found["seller"].checked), (1, 1))

    def test_nothing_checked_is_no_share(self):
        self.assertIsNone(survival_of([Hypothesis(1, "price", "data")])["data"].interval)
        self.assertEqual(survival_of([Hypothesis(1, "price", "client")]), {})

    @given(hypotheses)
    def test_each_is_counted_once_and_the_share_lies_within_its_interval(self, found):
        survival = survival_of(found)
        counted = sum(one.checked + one.not_checked for one in survival.values())
        self.assertEqual(counted, len([one for one in found if one.said_by != "client"]))
        for one in survival.values():
            if one.checked:
                low, high = one.interval
                self.assertTrue(low <= one.held / one.checked <= high)

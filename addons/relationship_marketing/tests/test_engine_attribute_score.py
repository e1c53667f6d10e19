from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.attribute_score import (
    Judgement,
    advice,
    attribute_score,
    balance,
    served_share,
    standing,
    state_of,
)

known_or_not = st.one_of(st.none(), st.integers(1, 5))
judgements = st.lists(
    st.builds(
        Judgement,
        weight=st.one_of(st.none(), st.integers(0, 5)),
        ours=known_or_not,
        rival=known_or_not,
        felt=st.sampled_from([True, False, None]),
    ),
    max_size=12,
)


class TestAttributeScore(TestCase):
    """What our offer is worth to a client by what weighs for him; needs no database."""

    def test_weighted_by_what_weighs(self):
        score = attribute_score([Judgement(5, 5, felt=True), Judgement(1, 1, felt=True)])
        self.assertAlmostEqual(score.value, 100 * 5 / 6)
        self.assertEqual(score.known, 1)

    def test_what_is_not_felt_is_worth_nothing(self):
        self.assertEqual(attribute_score([Judgement(5, 5, felt=False)]).value, 0)

    def test_not_knowing_whether_it_is_felt_is_not_good(self):
        self.assertEqual(attribute_score([Judgement(5, 5)]).value, None)
        self.assertEqual(state_of(Judgement(5, 5)), "unknown")

    def test_less_than_half_known_is_unknown(self):
        self.assertIsNone(attribute_score([Judgement(2, 5, felt=True), Judgement(5)]).value)
        self.assertEqual(attribute_score([Judgement(5, 5, felt=True), Judgement(5)]).value, 100)

    def test_weights_that_sum_to_zero_are_unknown(self):
        self.assertEqual(attribute_score([Judgement(0, 5, felt=True)] * 3).value, None)
        self.assertEqual(attribute_score([]).known, 0)

    @given(judgements)
    def test_a_value_is_a_share_and_its_known_part_too(self, judged):
        score = attribute_score(judged)
        self.assertTrue(score.value is None or 0 <= score.value <= 100)
        self.assertTrue(0 <= score.known <= 1)
        if score.value is not None:
            self.assertGreaterEqual(score.known, 0.5)

    @given(judgements)
    def test_an_unknown_attribute_never_raises_the_value(self, judged):
        before, after = attribute_score(judged), attribute_score([*judged, Judgement(None)])
        self.assertLessEqual(after.known, before.known)
        if after.value is not None:
            self.assertAlmostEqual(after.value, before.value)

    @given(judgements)
    def test_making_it_felt_never_lowers_the_value(self, judged):
        served = [one for one in judged if served_share(one) is not None]
        felt = [Judgement(one.weight, one.ours or 1, one.rival, True) for one in served]
        before, after = attribute_score(served).value, attribute_score(felt).value
        if before is not None:
            self.assertGreaterEqual(after + 1e-9, before)

    def test_what_to_do(self):
        for judged, expected in (
            (Judgement(None, 5, 1, True), "ask"),
            (Judgement(3, 1, 5, False), "leave"),
            (Judgement(4, 3, 4, True), "catch_up"),
            (Judgement(5), "ask"),
            (Judgement(5, 3, 2, True), "improve"),
            (Judgement(5, 4, None, None), "ask"),
            (Judgement(5, 4, 4, False), "make_felt"),
            (Judgement(5, 5, None, True), "keep"),
        ):
            with self.subTest(judged=judged):
                self.assertEqual(advice(judged), expected)

    @given(judgements)
    def test_only_what_is_done_well_and_felt_is_met(self, judged):
        for one in judged:
            if state_of(one) == "met":
                self.assertTrue(one.felt and one.ours >= 4)

    def test_unknown_rival_is_no_rival_behind(self):
        self.assertEqual(standing(5, None), "unknown")
        self.assertEqual([standing(2, 3), standing(3, 3), standing(4, 3)], ["behind", "level", "ahead"])

    def test_unknown_cost_does_not_pay(self):
        self.assertEqual(balance(None, 10), "unknown")
        self.assertEqual(balance(0.0, 0.0), "pays")
        self.assertEqual(balance(11, 10), "costs_more")

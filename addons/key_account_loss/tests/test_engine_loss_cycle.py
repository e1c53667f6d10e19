"""The four stages of losing a client, from dated facts. No database."""

import unittest
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.key_account_loss.engine.loss_cycle import (
    SPEAKS_FOR,
    Fact,
    Fall,
    obstacles_to_fall,
    standing_of,
)

START = date(2026, 1, 1)


def day(number):
    return START + timedelta(days=number)


def fact(number, kind, **values):
    return Fact(values.pop("key", (number, kind)), day(number), kind, **values)


facts = st.lists(
    st.builds(
        lambda key, number, kind, family, has_loss, level, is_refuted: Fact(
            key, day(number), kind, family, has_loss, level, is_refuted
        ),
        st.uuids(),
        st.integers(0, 900),
        st.sampled_from(sorted(SPEAKS_FOR)),
        st.sampled_from([None, "joints", "delivery"]),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, 1, 2, 3, 4]),
        st.booleans(),
    ),
    max_size=12,
)
falls = st.lists(st.builds(Fall, st.integers(0, 900).map(day), st.integers(1, 4), st.just(4)), max_size=4)


class TestStage(unittest.TestCase):
    def stage(self, *facts, falls=()):
        return standing_of(facts, falls).stage

    def test_one_problem_is_no_stage(self):
        self.assertEqual(self.stage(), 0)
        self.assertEqual(self.stage(fact(1, "complaint", family="joints", has_loss=True)), 0)

    def test_the_same_problem_again_within_a_year_is_stage_one(self):
        first = fact(1, "complaint", family="joints", has_loss=True)
        self.assertEqual(self.stage(first, fact(366, "credit_note", family="joints")), 1)
        self.assertEqual(self.stage(first, fact(367, "credit_note", family="joints")), 0)
        self.assertEqual(self.stage(first, fact(20, "complaint", family="delivery")), 0)

    def test_three_problems_of_any_kind_are_stage_one(self):
        found = [fact(number, "late_delivery") for number in (1, 100, 200)]
        self.assertEqual(self.stage(*found), 1)
        self.assertEqual(standing_of(found).losses_not_known, tuple(one.key for one in found))

    def test_problems_known_to_cost_them_nothing_are_no_stage(self):
        found = [fact(number, "complaint", family="label", has_loss=False) for number in (1, 50)]
        self.assertEqual(self.stage(*found), 0)
        self.assertEqual(self.stage(found[0], replace(found[1], has_loss=None)), 1)

    def test_signs_speak_together(self):
        self.assertEqual(self.stage(fact(1, "silence"), fact(90, "silence")), 0)
        self.assertEqual(self.stage(fact(1, "silence"), fact(90, "late_payment")), 1)
        self.assertEqual(self.stage(fact(1, "silence"), fact(200, "late_payment")), 0)

    def test_what_the_client_does_speaks_for_itself(self):
        for kind, stage in (("rival_samples", 2), ("ultimatum", 3), ("court", 4)):
            self.assertEqual(self.stage(fact(1, kind)), stage)

    def test_the_chain_names_the_facts_that_hold_the_stage(self):
        standing = standing_of([fact(1, "complaint"), fact(5, "rival_samples"), fact(3, "statistics_asked")])
        self.assertEqual(standing.chain, ((3, "statistics_asked"), (5, "rival_samples")))

    def test_a_kind_nobody_knows_is_refused(self):
        with self.assertRaisesRegex(ValueError, "weather"):
            standing_of([fact(1, "weather")])

    @given(facts, falls, st.integers(0, 4000))
    def test_time_alone_changes_nothing(self, facts, falls, later):
        """Whatever the day of looking: there is none in the question. Shifting all dates keeps the stage."""
        move = timedelta(days=later)
        self.assertEqual(
            standing_of(facts, falls),
            standing_of(
                [replace(one, day=one.day + move) for one in facts], [replace(one, day=one.day + move) for one in falls]
            ),
        )

    @given(facts, falls)
    def test_one_more_fact_never_lowers_and_a_refuted_one_never_raises(self, facts, falls):
        for index, one in enumerate(facts):
            without = standing_of(facts[:index] + facts[index + 1 :], falls).stage
            self.assertGreaterEqual(standing_of(facts, falls).stage, without)
            if one.is_refuted:
                self.assertEqual(standing_of(facts, falls).stage, without)

    @given(facts, falls)
    def test_the_chain_alone_holds_the_stage(self, facts, falls):
        standing = standing_of(facts, falls)
        chain = [one for one in facts if one.key in standing.chain]
        self.assertEqual(standing_of(chain, falls).stage, standing.stage)
        self.assertEqual(bool(standing.chain), standing.stage > 0)


class TestFall(unittest.TestCase):
    angry = (
        fact(1, "complaint", family="joints", level=2),
        fact(9, "complaint", family="joints", level=3),
        fact(30, "ultimatum", level=3),
    )

    def test_one_stage_at_a_time_on_their_word_after_the_last_fact(self):
        fall = Fall(day(40), 3, level=3)
        self.assertEqual(obstacles_to_fall(self.angry, (), fall), ())
        self.assertEqual(standing_of(self.angry, [fall]).stage, 2)
        second = Fall(day(60), 2, level=3)
        self.assertEqual(obstacles_to_fall(self.angry, [fall], second), ())
        self.assertEqual(standing_of(self.angry, [fall, second]).stage, 1)
        third = Fall(day(90), 1, level=4)
        self.assertEqual(standing_of(self.angry, [fall, second, third]).stage, 0)

    def test_a_word_before_the_last_fact_or_from_below_is_none(self):
        self.assertEqual(obstacles_to_fall(self.angry, (), Fall(day(30), 3, 3)), ("not_after_last_fact",))
        self.assertEqual(obstacles_to_fall(self.angry, (), Fall(day(40), 3, 2)), ("level_too_low",))
        self.assertEqual(obstacles_to_fall(self.angry, (), Fall(day(40), 3)), ("level_unknown",))
        self.assertEqual(obstacles_to_fall(self.angry, (), Fall(day(40), 2, 3)), ("no_such_stage",))
        self.assertEqual(obstacles_to_fall((), (), Fall(day(40), 0, 3)), ("no_such_stage",))

    def test_what_comes_after_raises_again(self):
        fall = Fall(day(40), 3, level=3)
        again = fact(50, "ultimatum", level=3)
        self.assertEqual(standing_of([*self.angry, again], [fall]).stage, 3)

    @given(facts, falls)
    def test_a_fall_that_holds_takes_one_stage_and_no_more(self, facts, falls):
        before = standing_of(facts, falls).stage
        fall = Fall(day(1000), before, level=4)
        if obstacles_to_fall(facts, falls, fall):
            self.assertEqual(before, 0)
        else:
            after = standing_of(facts, [*falls, fall]).stage
            self.assertEqual(after, before - 1)

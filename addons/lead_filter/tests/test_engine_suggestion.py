"""Criteria suggested from closed requests, and how well a score ranks. No database."""

import random
import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.candidate import Candidate, candidates
from odoo.addons.lead_filter.engine.ranking import area_interval, area_under_curve
from odoo.addons.lead_filter.engine.ridge import ridge_weights, solve
from odoo.addons.lead_filter.engine.suggestion import LIMIT, expected_score, suggest

OPPOSITES = (("in", "not in"), (">=", "<"), ("is_set", "is_not_set"))
VALUES = st.one_of(st.none(), st.integers(-3, 3))
CASES = st.lists(st.tuples(VALUES, st.booleans()), min_size=2, max_size=60)


class TestCandidate(unittest.TestCase):
    @given(VALUES)
    def test_an_unknown_is_neither_met_nor_not_and_the_opposite_of_met_is_not_met(self, value):
        for test, opposite in OPPOSITES:
            compared = frozenset([1, 2]) if test == "in" else 1
            met = Candidate("lot", test, compared).met(value)
            against = Candidate("lot", opposite, compared).met(value)
            if value is None and test != "is_set":
                self.assertIsNone(met)
                self.assertIsNone(against)
            else:
                self.assertIs(met, not against)

    @given(CASES, st.integers(1, 20), st.booleans())
    def test_each_candidate_divides_enough_cases(self, cases, minimum, as_words):
        column = [str(value) if as_words and value is not None else value for value, _won in cases]
        for candidate in candidates({"lot": column}, [won for _value, won in cases], minimum):
            truths = [candidate.met(value) for value in column]
            self.assertGreaterEqual(truths.count(True), minimum, candidate)
            self.assertGreaterEqual(truths.count(False), minimum, candidate)

    def test_a_cut_is_a_number_one_can_keep_in_mind(self):
        column = [1013.0 + 17 * place for place in range(100)]
        cuts = {candidate.value for candidate in candidates({"sum": column}, [False] * 100, 5)}
        self.assertTrue(cuts)
        self.assertTrue(all(cut % 100 == 0 for cut in cuts), cuts)


class TestRidge(unittest.TestCase):
    def test_one_column_without_a_ridge_gives_the_log_odds(self):
        """30 of 40 against 10 of 40: the odds are 9 times better, the logarithm of 9 is 2.197."""
        column = [1.0] * 40 + [0.0] * 40
        outcomes = [True] * 30 + [False] * 10 + [True] * 10 + [False] * 30
        weights, chances = ridge_weights([column], outcomes, 1e-9)
        self.assertAlmostEqual(weights[0], 2.1972, places=3)
        self.assertAlmostEqual(chances[0], 0.75, places=3)

    def test_few_cases_move_a_weight_less_than_many(self):
        column, outcomes = [1.0, 1.0, 0.0, 0.0], [True, True, False, False]
        few = ridge_weights([column], outcomes, 20.0)[0][0]
        many = ridge_weights([column * 100], outcomes * 100, 20.0)[0][0]
        self.assertGreater(many, 3 * few)
        self.assertGreater(few, 0)

    @given(st.lists(st.floats(-5, 5), min_size=3, max_size=3), st.lists(st.floats(-5, 5), min_size=3, max_size=3))
    def test_what_is_solved_fits(self, diagonal, right):
        matrix = [[10 + abs(diagonal[row]) if row == other else 1.0 for other in range(3)] for row in range(3)]
        solution = solve(matrix, right)
        for row, value in zip(matrix, right, strict=True):
            self.assertAlmostEqual(sum(a * b for a, b in zip(row, solution, strict=True)), value, places=6)


class TestSuggestion(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        """Contracts come with a specification and a large lot; the colour of the letter says nothing."""
        super().setUpClass()
        chance = random.Random(3)
        cls.columns = {"specification": [], "lot": [], "colour": []}
        cls.outcomes = []
        for _case in range(600):
            specification = chance.choice(["clear", "none", "vague", None])
            lot = chance.choice([1, 5, 20, 100, 500, 1000])
            won = chance.random() < 0.05 + 0.5 * (specification == "clear") + 0.3 * (lot >= 100)
            cls.columns["specification"].append(specification)
            cls.columns["lot"].append(lot)
            cls.columns["colour"].append(chance.choice(["red", "blue", "green"]))
            cls.outcomes.append(won)
        cls.suggestions = suggest(cls.columns, cls.outcomes)

    def test_what_decides_comes_first_and_says_what_it_rests_on(self):
        first, second = self.suggestions[:2]
        self.assertEqual(first.candidate, Candidate("specification", "in", frozenset(["clear"])))
        self.assertEqual((second.candidate.field, second.candidate.test), ("lot", ">="))
        clear = [
            won for value, won in zip(self.columns["specification"], self.outcomes, strict=True) if value == "clear"
        ]
        self.assertEqual((first.met, first.won), (len(clear), sum(clear)))
        self.assertAlmostEqual(first.lift, (sum(clear) / len(clear)) / (sum(self.outcomes) / 600))
        self.assertLess(first.interval[0], sum(clear) / len(clear))
        self.assertEqual(first.known, 600 - self.columns["specification"].count(None))

    def test_noise_gets_hardly_a_point(self):
        points = {}
        for suggestion in self.suggestions:
            field = suggestion.candidate.field
            points[field] = max(points.get(field, 0), suggestion.points)
        self.assertLessEqual(points.get("colour", 0), 2)
        self.assertEqual(max(points.values()), 10)

    def test_no_more_than_the_limit_and_one_test_a_field(self):
        many = {f"{field}{copy}": column for field, column in self.columns.items() for copy in range(12)}
        suggestions = suggest(many, self.outcomes)
        self.assertLessEqual(len(suggestions), LIMIT)
        listed = [one.candidate.field for one in suggestions if one.candidate.test in ("in", "not in")]
        self.assertEqual(len(listed), len(set(listed)))
        self.assertEqual(len(suggest(self.columns, self.outcomes, limit=1)), 1)

    def test_nothing_is_suggested_where_nothing_can_be_learned(self):
        self.assertEqual(suggest({"lot": []}, []), [])
        self.assertEqual(suggest({"lot": [1, 2] * 50}, [True] * 100), [])
        self.assertEqual(suggest({"lot": [1, 2] * 5}, [True, False] * 5), [])
        self.assertEqual(suggest({"lot": [None] * 100}, [True, False] * 50), [])

    def test_an_unknown_counts_for_what_is_usual_and_is_told_apart_from_not_met(self):
        first = self.suggestions[0]
        unknown = expected_score([first], {"specification": None})
        self.assertAlmostEqual(unknown, 100 * first.usual)
        self.assertEqual(expected_score([first], {"specification": "clear"}), 100)
        self.assertEqual(expected_score([first], {"specification": "vague"}), 0)
        self.assertEqual(expected_score([], {"specification": "clear"}), 0)


class TestRanking(unittest.TestCase):
    @given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=40))
    def test_the_area_is_the_share_of_pairs_in_the_right_order(self, cases):
        won = [score for score, outcome in cases if outcome]
        lost = [score for score, outcome in cases if not outcome]
        scores, outcomes = [score for score, _won in cases], [outcome for _score, outcome in cases]
        if not won or not lost:
            with self.assertRaises(ValueError):
                area_under_curve(scores, outcomes)
            return
        right = sum((a > b) + (a == b) / 2 for a in won for b in lost) / (len(won) * len(lost))
        self.assertAlmostEqual(area_under_curve(scores, outcomes), right)
        low, high = area_interval(right, len(won), len(lost))
        self.assertTrue(0 <= low <= right <= high <= 1)

    def test_the_interval_of_hanley_and_mcneil(self):
        """Radiology 143 (1982): area 0.893 of 51 ill and 58 well has a standard error of 0.0325."""
        low, high = area_interval(0.893, 51, 58)
        self.assertAlmostEqual((high - low) / 2 / 1.96, 0.0325, places=4)

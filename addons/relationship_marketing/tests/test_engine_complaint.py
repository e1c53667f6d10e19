from datetime import date, timedelta
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.complaint_chain import Chain, chains
from odoo.addons.relationship_marketing.engine.complaint_closing import ClosingCase, what_is_missing

DAY = date(2024, 1, 1)
days = st.integers(0, 2000)
problems = st.sampled_from(["joints", "late", "paper"])
complaints = st.lists(st.tuples(problems, days), max_size=30).map(
    lambda rows: [(number, problem, DAY + timedelta(offset)) for number, (problem, offset) in enumerate(rows)]
)


def case(**values):
    return ClosingCase(
        **{
            "is_sorted": True,
            "severity": "costs",
            "kind": "product_claim",
            "is_answered": False,
            "justified": "justified",
            "corrective_action": True,
            "effect": "passed",
            "is_repeated": False,
            "root_cause": "process",
            "has_exception": False,
            "process_state": None,
            "came_since": 0,
            **values,
        }
    )


class TestComplaintChain(TestCase):
    """What is one repeated problem."""

    def test_a_year_apart_is_repeated_a_day_more_is_not(self):
        rows = [(1, "joints", DAY), (2, "joints", DAY + timedelta(365))]
        self.assertEqual(chains(rows, 365)[1], Chain(2, DAY, DAY + timedelta(365)))
        rows = [(1, "joints", DAY), (2, "joints", DAY + timedelta(366))]
        self.assertFalse(chains(rows, 365)[1].is_repeated)

    def test_a_chain_may_be_longer_than_its_span(self):
        rows = [(number, "joints", DAY + timedelta(300 * number)) for number in range(4)]
        self.assertEqual({chain.count for chain in chains(rows, 365).values()}, {4})

    def test_another_problem_cuts_nothing_and_adds_nothing(self):
        rows = [(1, "joints", DAY), (2, "late", DAY), (3, "joints", DAY)]
        self.assertEqual([chains(rows, 365)[number].count for number in (1, 2, 3)], [2, 1, 2])

    @given(complaints, st.integers(1, 800))
    def test_each_complaint_is_in_one_chain_and_counts_fit(self, rows, span):
        found = chains(rows, span)
        self.assertEqual(set(found), {row[0] for row in rows})
        for number, problem, day in rows:
            chain = found[number]
            members = [other for other, its, _day in rows if its == problem and found[other] == chain]
            self.assertEqual(chain.count, len(members))
            self.assertTrue(chain.first <= day <= chain.last)

    @given(complaints, st.integers(1, 800))
    def test_neighbours_are_together_exactly_when_close_enough(self, rows, span):
        found = chains(rows, span)
        for problem in {row[1] for row in rows}:
            dated = sorted((day, number) for number, its, day in rows if its == problem)
            for (day, number), (next_day, following) in zip(dated, dated[1:], strict=False):
                together = (next_day - day).days <= span
                self.assertEqual(found[number].last >= next_day, together)
                self.assertEqual(found[following].first <= day, together)

    @given(complaints, st.integers(1, 800), st.randoms())
    def test_the_order_of_entry_does_not_matter(self, rows, span, chance):
        shuffled = list(rows)
        chance.shuffle(shuffled)
        self.assertEqual(chains(rows, span), chains(shuffled, span))

    @given(complaints, st.integers(1, 400), st.integers(0, 400))
    def test_a_longer_span_never_makes_a_problem_smaller(self, rows, span, more):
        narrow, wide = chains(rows, span), chains(rows, span + more)
        for number in narrow:
            self.assertGreaterEqual(wide[number].count, narrow[number].count)


class TestComplaintClosing(TestCase):
    """What it takes to close a complaint."""

    def test_what_is_settled_may_be_closed(self):
        self.assertEqual(what_is_missing(case()), [])

    def test_unknown_is_not_good(self):
        for values, code in (
            ({"is_sorted": False}, "sorting"),
            ({"severity": None}, "severity"),
            ({"justified": "open"}, "judgement"),
            ({"kind": "written_claim"}, "answer"),
            ({"corrective_action": False}, "corrective_action"),
            ({"effect": "open"}, "effect"),
            ({"effect": "failed"}, "effect"),
        ):
            with self.subTest(code=code):
                self.assertIn(code, what_is_missing(case(**values)))

    def test_what_is_not_justified_needs_no_corrective_action(self):
        self.assertEqual(what_is_missing(case(justified="not_justified", corrective_action=False, effect="open")), [])

    @given(
        st.sampled_from(["justified", "not_justified"]),
        st.sampled_from(["unknown", "process", "person", "misuse", "outside"]),
        st.sampled_from([None, "open", "done", "passed", "failed"]),
        st.booleans(),
        st.integers(0, 3),
    )
    def test_a_repeated_problem_closes_by_a_process_action_that_helped_whatever_the_cause(
        self, justified, root_cause, process_state, has_exception, came_since
    ):
        missing = what_is_missing(
            case(
                is_repeated=True,
                justified=justified,
                root_cause=root_cause,
                process_state=process_state,
                has_exception=has_exception,
                came_since=came_since,
            )
        )
        proven = process_state == "passed" and not came_since
        self.assertEqual(not missing, proven and (root_cause != "person" or has_exception))

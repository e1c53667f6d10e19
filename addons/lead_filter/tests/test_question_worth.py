from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import SQL

from ..engine.difference import newcombe_interval, newcombe_sql
from ..engine.question_worth_sql import FLOOR
from .filter_common import FilterCase

DAY = datetime(2026, 3, 2, 9)
NUMBERS = st.integers(1, 50).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@tagged("post_install", "-at_install")
class TestQuestionWorth(FilterCase):
    """Learned from closed requests: does a question tell real from empty, and does it drive real clients away?"""

    def _close(self, ending, **values):
        """A closed request: won, lost, target or empty (by class), refused, elsewhere, or open."""
        return self._end(self._make_request(ending, self.telemarketer, **values), ending)

    def _end(self, lead, ending):
        match ending:
            case "won":
                lead.action_set_won()
            case "lost":
                lead.action_set_lost()
            case "target":
                lead.request_class = "target"
                lead.action_set_lost()
            case "empty":
                lead._set_filter_outcome("empty")
            case "refused":
                lead._set_filter_outcome("disqualified")
            case "elsewhere":
                lead.write({"need_timing": "bought_elsewhere", "bought_elsewhere_on": DAY.date() + timedelta(days=9)})
        return lead

    def _ask(self, lead, question, day=0, **values):
        values = {"state": "asked", "asked_on": DAY + timedelta(days=day), **values}
        if values["state"] == "answered":
            values.setdefault("answered_on", values["asked_on"] + timedelta(days=1))
        return self._answer(lead, question, **values)

    def _worth(self, question, user=None):
        self.env.flush_all()
        worth = self.env["lead.question.worth"].with_user(user or self.marketer)
        worth.invalidate_model()
        return worth.search([("question_id", "=", question.id), ("company_id", "=", self.env.company.id)])

    def _many(self, *endings):
        """(ending, answer or None, how many) each."""
        for ending, answer, count in endings:
            for _number in range(count):
                said = {"state": "answered", "yes_no": answer} if answer else {}
                lead = self._make_request(ending, self.telemarketer)
                self._ask(lead, self.ask_documents, **said)
                # Last: who answers is taken up again where he was put aside as empty.
                self._end(lead, ending)

    def test_a_question_that_tells_real_from_empty(self):
        self._many(("won", "yes", 9), ("empty", "yes", 1), ("refused", None, 9), ("target", None, 1))
        worth = self._worth(self.ask_documents)
        self.assertEqual((worth.good_real, worth.good_count, worth.other_real, worth.other_count), (9, 10, 1, 10))
        self.assertEqual(worth.state, "tells")
        self.assertAlmostEqual(worth.difference, 0.8)
        low, high = newcombe_interval(9, 10, 1, 10)
        self.assertAlmostEqual(worth.low, low)
        self.assertAlmostEqual(worth.high, high)
        self.assertIn("80", worth.sentence)

    def test_with_too_few_nothing_is_said(self):
        self._many(("won", "yes", 9), ("empty", None, FLOOR - 1))
        worth = self._worth(self.ask_documents)
        self.assertEqual(worth.state, "few")
        self.assertIn("Too few", worth.sentence)
        self._many(("empty", None, 1))
        self.assertEqual(self._worth(self.ask_documents).state, "tells")

    def test_a_question_answered_alike_tells_nothing_and_one_may_mislead(self):
        self._many(("won", "yes", 5), ("empty", "yes", 5), ("won", None, 5), ("empty", None, 5))
        self.assertEqual(self._worth(self.ask_documents).state, "nothing")
        self._many(("empty", "yes", 20), ("won", None, 20))
        self.assertEqual(self._worth(self.ask_documents).state, "misleads")

    def test_a_lost_request_that_nobody_classed_is_neither(self):
        self._many(("lost", "yes", 2), ("won", "yes", 1))
        self._ask(self._make_request("Open", self.telemarketer), self.ask_documents)
        worth = self._worth(self.ask_documents)
        self.assertEqual((worth.asked_count, worth.real_count, worth.untold_count, worth.good_count), (3, 1, 2, 1))

    def test_an_answer_against_the_request_is_no_good_answer(self):
        self._make_portrait(self._question(self.ask_documents), self._question(self.ask_lot, wanted_number=300.0))
        for number, judgement in ((500.0, False), (50.0, False), (50.0, "met"), (500.0, "not_met")):
            lead = self._make_request("Boards", self.telemarketer)
            self._ask(lead, self.ask_lot, state="answered", number=number, judgement=judgement)
            self.assertTrue(lead.filter_portrait_id)
            lead.action_set_won()
        worth = self._worth(self.ask_lot)
        self.assertEqual((worth.good_count, worth.other_count), (2, 2))

    def test_asked_twice_it_counts_once_and_as_it_was_answered(self):
        lead = self._close("won")
        self._ask(lead, self.ask_documents, state="answered", yes_no="yes")
        self._ask(lead, self.ask_documents, day=5)
        worth = self._worth(self.ask_documents)
        self.assertEqual((worth.asked_count, worth.good_count, worth.silent_count), (1, 1, 0))

    def test_who_falls_silent_after_it_and_buys_elsewhere_was_driven_away(self):
        away, told, early = self._close("elsewhere"), self._close("elsewhere"), self._close("elsewhere")
        self._ask(away, self.ask_documents, state="answered", yes_no="yes")
        self._ask(away, self.ask_lot, day=3)
        self._ask(told, self.ask_lot, state="answered", number=5.0)
        # He had bought before we asked.
        self._ask(early, self.ask_lot, day=20)
        worth = self._worth(self.ask_lot)
        self.assertEqual((worth.asked_count, worth.silent_count, worth.away_count), (3, 2, 1))
        self.assertEqual(self._worth(self.ask_documents).silent_count, 0)
        places = self.env["lead.question.place"].search([("company_id", "=", self.env.company.id)])
        self.assertEqual(places.mapped("place"), [1, 2])
        self.assertEqual((places[1].asked_count, places[1].silent_count, places[1].away_count), (1, 1, 1))
        self.assertEqual(places[1].action_silent()["domain"], [("id", "in", away.ids)])

    def test_what_they_asked_and_what_was_proposed_are_no_questions_of_ours(self):
        lead = self._close("won")
        self._ask(lead, self.ask_documents, side="theirs")
        self._ask(lead, self.ask_documents, exchange="proposal")
        self.assertFalse(self._worth(self.ask_documents))

    def test_each_number_opens_onto_its_requests(self):
        self._many(("won", "yes", 2), ("empty", None, 1), ("lost", None, 1))
        worth = self._worth(self.ask_documents)
        for name, count in (("good", 2), ("other", 1), ("silent", 2), ("away", 0), ("requests", 4)):
            action = getattr(worth, f"action_{name}")()
            leads = self.env["crm.lead"].with_context(**action["context"]).search(action["domain"])
            self.assertEqual(len(leads), count, name)

    def test_companies_do_not_see_each_others(self):
        other = self.env["res.company"].create({"name": "Another"})
        lead = self._close("won", company_id=other.id, user_id=False)
        self._ask(lead, self.ask_documents)
        self._many(("won", "yes", 1))
        worth = self.env["lead.question.worth"].with_user(self.director)
        self.assertEqual(worth.search([]).mapped("company_id"), self.env.company)

    def test_queries_do_not_grow_with_requests(self):
        self._many(("won", "yes", 1))
        self._worth(self.ask_documents).mapped("sentence")
        counts = []
        for more in (1, 5):
            self._many(("empty", None, more))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["lead.question.worth"].search([]).mapped("sentence")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    @given(NUMBERS, NUMBERS)
    def test_sql_says_what_python_says(self, one, other):
        row = self.env.execute_query(SQL("SELECT %s, %s, %s", *newcombe_sql(*one, *other)))[0]
        low, high = newcombe_interval(*one, *other)
        for found, expected in zip(row, (one[0] / one[1] - other[0] / other[1], low, high), strict=True):
            self.assertAlmostEqual(found, expected, 9)

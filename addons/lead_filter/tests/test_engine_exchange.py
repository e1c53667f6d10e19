"""Parties compared by what they asked, proposed, clarified and agreed. No database."""

import unittest
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine.exchange import (
    ASKED,
    IN_DEPTH,
    KINDS,
    PRESCRIPTION,
    SILENT,
    Exchange,
    Party,
    compare,
)

EXCHANGES = st.builds(Exchange, st.sampled_from(KINDS), st.booleans(), st.booleans())
PARTIES = st.lists(st.lists(EXCHANGES, max_size=5).map(tuple), min_size=1, max_size=5).flatmap(
    lambda lists: st.tuples(
        *(
            st.builds(Party, st.just(key), st.just(exchanges), st.booleans() if not exchanges else st.just(True))
            for key, exchanges in enumerate(lists)
        )
    )
)


def ranks(parties):
    return {place.key: place.rank for place in compare(parties)}


class TestExchange(unittest.TestCase):
    def test_of_five_firms_the_one_that_asked_is_first(self):
        """Polezny opyt 1 of 000: two of the state, three private; six weeks; one read the task."""
        terms = Exchange("proposal", is_of_substance=False)
        question = Exchange("question")
        parties = (
            Party("state plant", has_answered=True),
            Party("state institute", has_answered=True),
            Party("private, price", (terms, terms), True),
            Party("private, dates", (terms,), True),
            Party("private, asked", (question, question, Exchange("clarification", True, True)), True),
        )
        places = {place.key: (place.rank, place.standing) for place in compare(parties)}
        self.assertEqual(places.pop("private, asked"), (1, IN_DEPTH))
        self.assertEqual(set(places.values()), {(2, PRESCRIPTION)})

    def test_who_has_not_answered_has_no_place(self):
        first, second = compare([Party(1), Party(2, (Exchange("question"),), True)])
        self.assertEqual((first.rank, first.standing), (0, SILENT))
        self.assertEqual((second.rank, second.standing), (1, ASKED))

    def test_engineers_who_talk_of_prices_are_not_counted(self):
        (place,) = compare([Party(1, (Exchange("question"), Exchange("agreement", False, True)))])
        self.assertEqual((place.standing, place.engineers), (ASKED, 0))

    def test_many_of_one_kind_do_not_outweigh_more_kinds(self):
        places = ranks(
            [
                Party(1, (Exchange("question"),) * 9),
                Party(2, (Exchange("question"), Exchange("proposal"))),
            ]
        )
        self.assertEqual(places, {1: 2, 2: 1})

    def test_nobody_to_compare(self):
        self.assertEqual(compare([]), [])

    @given(PARTIES)
    def test_the_order_in_which_they_stand_changes_nothing(self, parties):
        self.assertEqual(ranks(parties), ranks(parties[::-1]))

    @given(PARTIES)
    def test_prices_and_dates_change_nothing_for_who_has_answered(self, parties):
        chatter = (Exchange("proposal", False, True), Exchange("question", False))
        known = [replace(party, has_answered=True) for party in parties]
        louder = [replace(party, exchanges=party.exchanges + chatter) for party in known]
        self.assertEqual(ranks(known), ranks(louder))

    @given(PARTIES, st.sampled_from(KINDS), st.booleans())
    def test_one_more_exchange_about_the_task_never_costs_a_place(self, parties, kind, is_engineers):
        before = ranks(parties)[0]
        more = replace(parties[0], exchanges=(*parties[0].exchanges, Exchange(kind, True, is_engineers)))
        after = ranks([more, *parties[1:]])[0]
        self.assertGreaterEqual(after, 1)
        if before:
            self.assertLessEqual(after, before)

    @given(PARTIES)
    def test_places_are_those_of_a_race_with_ties(self, parties):
        found = [rank for rank in ranks(parties).values() if rank]
        self.assertEqual(min(found, default=1), 1)
        for rank in found:
            self.assertEqual(rank, 1 + sum(other < rank for other in found))

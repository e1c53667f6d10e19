"""Parties compared by the substance of what they asked, proposed, clarified and agreed (``000``).

"What the task is worth to them is told not by the speed of the answer nor by smooth phrases, but by concrete questions,
proposals, clarifications and agreements." It does not know who the parties are, nor what they exchange words about.
"""

from collections import Counter
from dataclasses import dataclass

KINDS = ("question", "proposal", "clarification", "agreement")
IN_DEPTH, ASKED, PRESCRIPTION, SILENT = "in_depth", "asked", "prescription", "silent"
STANDINGS = (IN_DEPTH, ASKED, PRESCRIPTION, SILENT)


@dataclass(frozen=True)
class Exchange:
    """One of ``KINDS`` that came from the party; of substance, if it is about the task and not only its terms."""

    kind: str
    is_of_substance: bool = True
    is_between_engineers: bool = False


@dataclass(frozen=True)
class Party:
    """``has_answered``: with anything, courtesies among it; who has not is unknown, not bad."""

    key: object
    exchanges: tuple = ()
    has_answered: bool = False


@dataclass(frozen=True)
class Place:
    """``rank`` counts from 1, the same for equals, and is 0 while nothing is known; ``counts``: kind to number."""

    key: object
    rank: int
    standing: str
    counts: dict
    engineers: int


def compare(parties):
    """The places of the parties, in the order given.

    First by standing: whose engineers spoke to ours about the task and who asked about it, who asked, who answered
    without a question (a prescription without a diagnosis). Within it by how many of the four kinds of exchange there
    were, then by their number. Nothing else counts.
    """
    found = [_place(party) for party in parties]
    worth = {place.key: _worth(place) for place in found}
    better = sorted((worth[place.key] for place in found if place.standing != SILENT), reverse=True)
    return [
        Place(
            place.key,
            0 if place.standing == SILENT else better.index(worth[place.key]) + 1,
            place.standing,
            place.counts,
            place.engineers,
        )
        for place in found
    ]


def _place(party):
    substance = [exchange for exchange in party.exchanges if exchange.is_of_substance]
    found = Counter(exchange.kind for exchange in substance)
    counts = {kind: found[kind] for kind in KINDS}
    engineers = sum(exchange.is_between_engineers for exchange in substance)
    if counts["question"]:
        standing = IN_DEPTH if engineers else ASKED
    else:
        standing = PRESCRIPTION if party.has_answered or party.exchanges else SILENT
    return Place(party.key, 0, standing, counts, engineers)


def _worth(place):
    kinds = sum(bool(count) for count in place.counts.values())
    return (-STANDINGS.index(place.standing), kinds, sum(place.counts.values()))

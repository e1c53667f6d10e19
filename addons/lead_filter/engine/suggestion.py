"""Criteria of a portrait suggested from closed requests: few, readable, with what each rests on (F3).

Found one after the other: always the test that explains best what those before it leave open. A test chosen among
many has to explain more, because among many one looks good by chance. One test a field, two of a number; the points
are what a regression gives them together, held to zero where cases are few.
"""

from dataclasses import dataclass
from math import log

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

from .candidate import Candidate, candidates
from .ridge import ridge_weights

LIMIT = 15
# A test divides at least so many cases, and this share of all.
FEWEST_CASES = 20
SMALLEST_SHARE = 0.02
# A point is believed as if so many cases had spoken against it before.
RIDGE = 10.0
# What a test loses for each e-fold of the tests it was chosen among.
SEARCH_PRICE = 0.5
MOST_POINTS = 10
TESTS_A_NUMBER = 2
NO_GAIN = float("-inf")


@dataclass(frozen=True)
class Suggestion:
    """One suggested criterion and what it rests on."""

    candidate: Candidate
    points: int
    # What an unknown counts for: how often the criterion was met where it was known.
    usual: float
    known: int
    met: int
    won: int
    # The share of contracts where it was met, by that of all cases.
    lift: float
    interval: tuple


@dataclass
class _Column:
    candidate: Candidate
    numbers: list
    met: list
    unknown: list
    usual: float
    among: int


def suggest(columns, outcomes, limit=LIMIT):
    """At most ``limit`` suggestions, the most telling first; none where the cases are too few or all end alike.

    :param columns: {field: one value a case, None where it is unknown}
    :param outcomes: one truth a case: it became a contract
    """
    if not outcomes or all(outcomes) or not any(outcomes):
        return []
    left = _columns(columns, outcomes)
    chosen, taken = [], {}
    _weights, chances = ridge_weights([], outcomes, RIDGE)
    while left and len(chosen) < limit:
        rest = [outcome - chance for outcome, chance in zip(outcomes, chances, strict=True)]
        spread = [chance * (1 - chance) for chance in chances]
        gain, best = max(((_gain(column, rest, spread), column) for column in left), key=lambda pair: pair[0])
        if gain == NO_GAIN:
            break
        chosen.append(best)
        field = best.candidate.field
        taken[field] = taken.get(field, 0) + 1
        left = [
            column for column in left if column is not best and taken.get(column.candidate.field, 0) < _most(column)
        ]
        weights, chances = ridge_weights([column.numbers for column in chosen], outcomes, RIDGE)
    return _pointed(chosen, weights if chosen else [], outcomes)


def _most(column):
    return TESTS_A_NUMBER if column.candidate.test in (">=", "<") else 1


def _columns(columns, outcomes):
    minimum = max(FEWEST_CASES, int(SMALLEST_SHARE * len(outcomes)))
    found = candidates(columns, outcomes, minimum)
    among = {}
    for candidate in found:
        among[candidate.field] = among.get(candidate.field, 0) + 1
    result = []
    for candidate in found:
        truths = [candidate.met(value) for value in columns[candidate.field]]
        met = [place for place, truth in enumerate(truths) if truth]
        unknown = [place for place, truth in enumerate(truths) if truth is None]
        usual = len(met) / (len(truths) - len(unknown))
        numbers = [usual if truth is None else float(truth) for truth in truths]
        # A test and its opposite are one.
        result.append(_Column(candidate, numbers, met, unknown, usual, max(2, among[candidate.field] // 2)))
    return result


def _gain(column, rest, spread):
    """How much better the cases are told apart with this test (a score test), less the price of the search.

    :param rest: what of each outcome is not yet explained
    :param spread: how uncertain each case still is
    """
    usual = column.usual
    slope = sum(rest[place] for place in column.met) + usual * sum(rest[place] for place in column.unknown)
    if slope <= 0:
        return NO_GAIN
    met = sum(spread[place] for place in column.met)
    unknown = sum(spread[place] for place in column.unknown)
    total = sum(spread)
    mean = (met + usual * unknown) / total
    bend = met + usual * usual * unknown - mean * mean * total
    return slope * slope / (bend + RIDGE) - SEARCH_PRICE * log(column.among)


def _pointed(chosen, weights, outcomes):
    """The chosen tests with whole points; one without a point is none."""
    largest = max(weights, default=0.0)
    if largest <= 0:
        return []
    share = sum(map(bool, outcomes)) / len(outcomes)
    suggestions = []
    for column, weight in zip(chosen, weights, strict=True):
        points = round(MOST_POINTS * weight / largest)
        if points <= 0:
            continue
        met = len(column.met)
        won = sum(bool(outcomes[place]) for place in column.met)
        suggestions.append(
            Suggestion(
                candidate=column.candidate,
                points=points,
                usual=column.usual,
                known=len(outcomes) - len(column.unknown),
                met=met,
                won=won,
                lift=won / met / share,
                interval=wilson_interval(won, met),
            )
        )
    return suggestions


def expected_score(suggestions, values):
    """The score of one request between 0 and 100: points met, an unknown for what is usual, by all points.

    :param values: {field: value, None where it is unknown}
    """
    total = sum(suggestion.points for suggestion in suggestions)
    if not total:
        return 0.0
    reached = 0.0
    for suggestion in suggestions:
        met = suggestion.candidate.met(values.get(suggestion.candidate.field))
        reached += suggestion.points * (suggestion.usual if met is None else met)
    return 100 * reached / total

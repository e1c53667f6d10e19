"""Odoo's predictive scoring, learned from any part of the closed requests: what a portrait is held against.

The rule is that of ``crm.lead``: how often each value was won and lost, each count raised by 0.1, unset values left
out, a tag counted from 50 cases on, the probability in percent with two decimals. The stage is left out: a closed
request stands where its ending put it.
"""

from dataclasses import dataclass
from math import exp, log

RAISED_BY = 0.1
TAG_CASES = 50
LEAST, MOST = 0.01, 99.99
# Beyond it e^x is no number any more.
FAR = 500.0


@dataclass(frozen=True)
class Scoring:
    """What was learned: the odds of all cases, and by how much each value of each field changes them."""

    start: float
    tables: dict

    def probability(self, values):
        """In percent.

        :param values: {field: value, None where it is unset, a tuple where there are several}
        """
        logit = self.start
        for field, table in self.tables.items():
            for value in _values(values.get(field)):
                logit += table.get(value, 0.0)
        probability = round(100 / (1 + exp(max(-FAR, min(FAR, -logit)))), 2)
        return min(max(probability, LEAST), MOST)


def learn(columns, outcomes):
    """The scoring learned from these cases.

    :param columns: {field: one value a case, None where it is unset, a tuple where there are several}
    :raises ValueError: all cases end alike
    """
    won = sum(map(bool, outcomes))
    if not 0 < won < len(outcomes):
        raise ValueError("Nothing can be learned where all cases end alike.")
    tables = {field: _table(column, outcomes) for field, column in columns.items()}
    return Scoring(log(won / (len(outcomes) - won)), tables)


def _values(value):
    """0, an empty text and False are unset for Odoo."""
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _table(column, outcomes):
    counts = {}
    is_tags = any(isinstance(value, tuple) for value in column)
    for value, outcome in zip(column, outcomes, strict=True):
        for one in _values(value):
            counts.setdefault(one, [RAISED_BY, RAISED_BY])[bool(outcome)] += 1
    if is_tags:
        counts = {tag: pair for tag, pair in counts.items() if sum(pair) >= TAG_CASES}
    lost, won = (sum(pair[side] for pair in counts.values()) for side in (False, True))
    return {value: log(pair[True] / won) - log(pair[False] / lost) for value, pair in counts.items()}

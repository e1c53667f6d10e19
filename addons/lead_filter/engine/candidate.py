"""Tests of one field that could become a criterion of the portrait, found in closed requests."""

from bisect import bisect_left
from dataclasses import dataclass
from math import floor, log10

# An own search: so many cuts of a number are tried.
CUTS = 12
# Before its own cases count for much, a value is taken to be like all the others.
USUAL_CASES = 4


@dataclass(frozen=True)
class Candidate:
    """One test of one field: ``is_set``, ``is_not_set``, ``in``, ``not in``, ``>=`` or ``<``."""

    field: str
    test: str
    value: object = None

    def met(self, value):
        """True or False; None where the value is unknown and the test does not ask for that."""
        if self.test in ("is_set", "is_not_set"):
            return (value is None) is (self.test == "is_not_set")
        if value is None:
            return None
        if self.test in ("in", "not in"):
            return (value in self.value) is (self.test == "in")
        return (value >= self.value) is (self.test == ">=")


def candidates(columns, outcomes, minimum):
    """The tests of each field that divide at least ``minimum`` cases from at least as many others.

    :param columns: {field: one value a case, None where it is unknown}; numbers are cut, all else is listed
    :param outcomes: one truth a case: it became a contract
    """
    found = []
    for field, column in columns.items():
        known = [(value, outcome) for value, outcome in zip(column, outcomes, strict=True) if value is not None]
        if min(len(known), len(column) - len(known)) >= minimum:
            found += [Candidate(field, "is_set"), Candidate(field, "is_not_set")]
        if known and all(isinstance(value, int | float) and not isinstance(value, bool) for value, _won in known):
            found += _cuts(field, sorted(value for value, _won in known), minimum)
        elif known:
            found += _sets(field, known, minimum)
    return found


def _cuts(field, values, minimum):
    cuts = sorted({_readable(values[len(values) * part // CUTS]) for part in range(1, CUTS)})
    for cut in cuts:
        below = bisect_left(values, cut)
        if min(below, len(values) - below) >= minimum:
            yield from (Candidate(field, ">=", cut), Candidate(field, "<", cut))


def _readable(number):
    """Two digits are enough for a rule a person keeps in mind."""
    if not number:
        return number
    rounded = round(number, 1 - floor(log10(abs(number))))
    return int(rounded) if rounded == int(rounded) else rounded


def _sets(field, known, minimum):
    """Each value alone, and the best two, three … of them together."""
    counts = {}
    for value, won in known:
        cases = counts.setdefault(value, [0, 0])
        cases[0] += 1
        cases[1] += bool(won)
    usual = sum(won for _cases, won in counts.values()) / len(known)

    def badness(value):
        cases, won = counts[value]
        return -(won + USUAL_CASES * usual) / (cases + USUAL_CASES), str(value)

    best_first = sorted(counts, key=badness)
    singles = [frozenset([value]) for value in best_first]
    together = [frozenset(best_first[:size]) for size in range(2, len(best_first))]
    for values in dict.fromkeys(singles + together):
        inside = sum(counts[value][0] for value in values)
        if min(inside, len(known) - inside) >= minimum:
            yield from (Candidate(field, "in", values), Candidate(field, "not in", values))

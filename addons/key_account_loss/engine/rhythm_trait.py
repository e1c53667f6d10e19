"""What else the ledger shows of a client, beside the days of its orders: how much it bought, how broad its orders are.

Traits only tilt the rhythm's chance, as far as the company's own past says they should: who has bought much so far
comes back more often than its silence alone would tell. A trait that told nothing in the past changes nothing.
"""

from dataclasses import dataclass
from math import exp, log, log1p
from statistics import fmean, pstdev

from .simplex import lowest

# Fewer cases teach nothing.
FEWEST_CASES = 200
# Each weight is held to zero, as if by so many cases.
HELD = 100.0
# No trait is further from usual than so many standard deviations.
FAR = 4.0
SURE = 1e-4
ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class TraitModel:
    """How traits change the odds that no order comes."""

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    weights: tuple[float, ...]  # for one standard deviation more of a trait, in e-folds of the odds

    def tilted(self, chance, traits):
        """The chance of one whose traits are these."""
        values = _standard(traits, self.means, self.deviations)
        return 1 / (1 + exp(-_odds(chance) - sum(w * value for w, value in zip(self.weights, values, strict=True))))


def fit_traits(cases):
    """The model of cases of which it is known what came; None where they are too few or have no traits.

    :param cases: each with ``rhythm`` (the chance by its days alone), ``traits`` and ``is_lost``
    """
    if len(cases) < FEWEST_CASES or not cases[0].traits:
        return None
    columns = list(zip(*(case.traits for case in cases), strict=True))
    means = tuple(map(fmean, columns))
    deviations = tuple(pstdev(column) or 1.0 for column in columns)
    rows = [(_odds(case.rhythm), _standard(case.traits, means, deviations), case.is_lost) for case in cases]

    def surprise(weights):
        total = HELD / 2 * sum(weight * weight for weight in weights)
        for odds, values, is_lost in rows:
            for weight, value in zip(weights, values, strict=True):
                odds += weight * value
            total += log1p(exp(-odds if is_lost else odds))
        return total / len(rows)

    return TraitModel(
        means, deviations, tuple(lowest(surprise, [0.0] * len(means), step=0.1, tolerance=ENOUGH, near=0.01))
    )


def _standard(traits, means, deviations):
    return tuple(
        max(-FAR, min(FAR, (value - mean) / deviation))
        for value, mean, deviation in zip(traits, means, deviations, strict=True)
    )


def _odds(chance):
    chance = max(SURE, min(1 - SURE, chance))
    return log(chance / (1 - chance))

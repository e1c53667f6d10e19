"""Logistic regression with a ridge, for a handful of columns, without any library of numbers."""

from collections import defaultdict
from math import exp

STEPS = 30
SMALL_STEP = 1e-5
# Beyond it e^x says no more.
FAR = 30.0


def probability(logit):
    return 1 / (1 + exp(-max(-FAR, min(FAR, logit))))


def ridge_weights(columns, outcomes, ridge):
    """The weights of ``columns`` and the probability of each case, by Newton's method.

    Cases alike are counted together, so that the cost follows the number of different ones.

    :param columns: a list of lists of numbers between 0 and 1, one number a case
    :param outcomes: one truth a case
    :param ridge: how strongly each weight is held to zero, in cases; above zero
    :returns: ``(weights, probabilities)``
    """
    keys = list(zip(*columns, strict=True)) if columns else [()] * len(outcomes)
    patterns = defaultdict(lambda: [0, 0])
    for key, outcome in zip(keys, outcomes, strict=True):
        patterns[key][0] += 1
        patterns[key][1] += bool(outcome)
    rows = [((1.0, *key), cases, won) for key, (cases, won) in patterns.items()]
    weights = [0.0] * (len(columns) + 1)
    for _step in range(STEPS):
        change = _newton_step(rows, weights, ridge)
        weights = [weight + part for weight, part in zip(weights, change, strict=True)]
        if max(map(abs, change)) < SMALL_STEP:
            break
    chances = {row[1:]: probability(_product(row, weights)) for row, _cases, _won in rows}
    return weights[1:], [chances[key] for key in keys]


def _product(left, right):
    return sum(a * b for a, b in zip(left, right, strict=True))


def _newton_step(rows, weights, ridge):
    size = len(weights)
    slope = [0.0] * size
    # A hint of a ridge on the intercept: where all cases end alike it has no other hold.
    bend = [[0.0] * size for _row in range(size)]
    for row, cases, won in rows:
        chance = probability(_product(row, weights))
        rest, spread = won - cases * chance, cases * chance * (1 - chance)
        filled = [place for place in range(size) if row[place]]
        for place in filled:
            slope[place] += rest * row[place]
            part = spread * row[place]
            for other in filled:
                bend[place][other] += part * row[other]
    for place in range(size):
        held = ridge if place else 1e-3
        slope[place] -= held * weights[place]
        bend[place][place] += held
    return solve(bend, slope)


def solve(matrix, right):
    """``x`` of ``matrix · x = right``, by elimination with the largest pivot."""
    size = len(right)
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for place in range(size):
        pivot = max(range(place, size), key=lambda row, place=place: abs(rows[row][place]))
        rows[place], rows[pivot] = rows[pivot], rows[place]
        for row in range(place + 1, size):
            factor = rows[row][place] / rows[place][place]
            if factor:
                rows[row] = [a - factor * b for a, b in zip(rows[row], rows[place], strict=True)]
    solution = [0.0] * size
    for place in reversed(range(size)):
        known = sum(rows[place][other] * solution[other] for other in range(place + 1, size))
        solution[place] = (rows[place][size] - known) / rows[place][place]
    return solution

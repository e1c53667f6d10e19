"""How well a score puts the requests that became contracts before those that did not."""

from math import sqrt

from odoo.addons.relationship_marketing.engine.proportion import Z95


def area_under_curve(scores, outcomes):
    """The chance that of a won and a lost case the won one has the higher score; a tie counts half.

    :raises ValueError: all cases end alike
    """
    won = sum(map(bool, outcomes))
    lost = len(outcomes) - won
    if not won or not lost:
        raise ValueError("Both endings are needed to compare them.")
    ordered = sorted(zip(scores, outcomes, strict=True), key=lambda pair: pair[0])
    ranks, place = 0.0, 0
    while place < len(ordered):
        end = place
        while end < len(ordered) and ordered[end][0] == ordered[place][0]:
            end += 1
        ranks += sum(bool(outcome) for _score, outcome in ordered[place:end]) * (place + end + 1) / 2
        place = end
    return (ranks - won * (won + 1) / 2) / (won * lost)


def area_interval(area, won, lost):
    """The 95 % interval of an area under the curve from ``won`` and ``lost`` cases (Hanley and McNeil)."""
    both_won, both_lost = area / (2 - area), 2 * area * area / (1 + area)
    variance = area * (1 - area) + (won - 1) * (both_won - area**2) + (lost - 1) * (both_lost - area**2)
    half = Z95 * sqrt(max(variance, 0.0) / (won * lost))
    return max(area - half, 0.0), min(area + half, 1.0)


def curve(scores, outcomes):
    """The points (share of the lost let through, share of the won let through) at each score, the highest first."""
    won = sum(map(bool, outcomes))
    lost = len(outcomes) - won
    ordered = sorted(zip(scores, outcomes, strict=True), key=lambda pair: -pair[0])
    points, let_won, let_lost = [(0.0, 0.0)], 0, 0
    for place, (score, outcome) in enumerate(ordered):
        let_won += bool(outcome)
        let_lost += not outcome
        if place + 1 == len(ordered) or ordered[place + 1][0] != score:
            points.append((let_lost / max(lost, 1), let_won / max(won, 1)))
    return points

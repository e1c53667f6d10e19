"""Who can introduce us to a division: the nearest ways through people who know each other (R1; ``000``).

Pure functions, no Odoo. Nodes are any hashable values: our users, their persons, the division.
"""

from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

DAYS_OF_YEAR = 365.25
TIE_COST = {"strong": 0.0, "fair": 1.0, "weak": 2.0, "none": 3.0}
# A contact of so many years ago, or none on record, counts as the stalest.
STALE_YEARS = 3.0
# How sure it is that somebody can open the door of the division, if asked.
DOOR_COST = {"works_there": 0.0, "buys_family": 2.0, "worked_there": 3.0, "same_client": 5.0}


@dataclass(frozen=True)
class Step:
    """``start`` can lead us to ``end``.

    ``cost`` is not below 0 and grows as the tie grows weaker or older; ``evidence`` is handed through as given.
    """

    start: object
    end: object
    kind: str
    cost: float = 0.0
    evidence: object = None


@dataclass(frozen=True)
class Path:
    """Steps that follow each other from us to the division; the last one starts at the door."""

    steps: tuple

    @property
    def cost(self):
        return sum(step.cost for step in self.steps)

    @property
    def door(self):
        """Who opens the division to us."""
        return self.steps[-1].start

    @property
    def nearness(self):
        """Paths sort by it: fewer people first, then stronger and fresher ties."""
        return len(self.steps), self.cost


def tie_cost(strength, last_contact, today):
    """What it costs to lean on a tie: from 0 (strong, spoken to today) up.

    An unknown strength or date is not good: it costs as much as the weakest and the stalest.
    """
    years = STALE_YEARS
    if last_contact:
        years = min(max((today - last_contact).days / DAYS_OF_YEAR, 0.0), STALE_YEARS)
    return TIE_COST.get(strength, TIE_COST["none"]) + years


def introduction_paths(steps, start, target, limit=None):
    """The nearest path through each door to ``target``, nearest first.

    Breadth first from ``start``; among paths of equally many steps the cheapest stands for its door. A path never
    visits anybody twice and never leads through the target.

    :raises ValueError: a step has a negative cost
    """
    onward, doors = {}, []
    for step in steps:
        if step.cost < 0:
            raise ValueError(f"A step costs {step.cost}: costs are not negative.")
        if step.end == target:
            doors.append(step)
        elif step.start != target:
            onward.setdefault(step.start, []).append(step)
    reached = _nearest(onward, start)
    best = {}
    for step in doors:
        if step.start in reached:
            path = Path((*reached[step.start].steps, step))
            if step.start not in best or path.nearness < best[step.start].nearness:
                best[step.start] = path
    return sorted(best.values(), key=lambda path: path.nearness)[:limit]


def _nearest(onward, start):
    """{node: its nearest path from ``start``}"""
    turn = count()
    reached, waiting = {}, [(0, 0.0, next(turn), start, Path(()))]
    while waiting:
        hops, cost, _turn, node, path = heappop(waiting)
        if node in reached:
            continue
        reached[node] = path
        for step in onward.get(node, ()):
            if step.end not in reached:
                longer = Path((*path.steps, step))
                heappush(waiting, (hops + 1, cost + step.cost, next(turn), step.end, longer))
    return reached

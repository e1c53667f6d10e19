"""Levels of a relation (R13, 004): which one is reached, and what is missing on the next. No Odoo.

A level is reached when every condition of it, and of each level below it, is met. A condition of which nothing is
known is not met; a level without conditions is reached by nobody.
"""

from dataclasses import dataclass

STATES = ("met", "not_met", "unknown")


@dataclass(frozen=True)
class Reach:
    """``level`` reached (None below the first), ``next_level`` to climb (None at the top) and what is missing there.

    ``missing`` are the conditions not met or unknown, in order, of the next level; ``unknown`` of them those of which
    nothing is known.
    """

    level: int | None
    next_level: int | None
    missing: tuple = ()
    unknown: tuple = ()

    @property
    def could_climb(self):
        """One step away."""
        return self.next_level is not None and len(self.missing) == 1


def state_of(value, threshold, is_at_least):
    """``value`` held against ``threshold``: at least it, or at most it; None is unknown."""
    if value is None:
        return "unknown"
    return "met" if (value >= threshold if is_at_least else value <= threshold) else "not_met"


def reach_of(levels, states):
    """Where one client stands.

    :param levels: [(level, [condition, …])] from the lowest up
    :param states: {condition: met, not_met or unknown}; what is not there is unknown
    """
    reached = None
    for level, conditions in levels:
        missing = tuple(condition for condition in conditions if states.get(condition, "unknown") != "met")
        if missing or not conditions:
            unknown = tuple(c for c in missing if states.get(c, "unknown") == "unknown")
            return Reach(reached, level, missing, unknown)
        reached = level
    return Reach(reached, None)

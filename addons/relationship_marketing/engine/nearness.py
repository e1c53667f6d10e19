"""Which experience is nearest to the client at hand (000: used by other staff and divisions)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Experience:
    """A record as the ranking sees it; ids, or None where unknown."""

    id: int
    division: int
    date: date
    group: int | None = None
    problem_family: int | None = None
    product_family: int | None = None
    helped: int = 0
    is_old: bool = False


@dataclass(frozen=True)
class Question:
    """The client at hand: what has to do with it."""

    division: int | None = None
    group: int | None = None
    problem_families: frozenset = frozenset()
    product_families: frozenset = frozenset()


def nearness(question, experience):
    """4 same division, 3 same client group, 2 same problem family, 1 same product family, 0 nothing in common."""
    if question.division and experience.division == question.division:
        return 4
    if question.group and experience.group == question.group:
        return 3
    if experience.problem_family and experience.problem_family in question.problem_families:
        return 2
    if experience.product_family and experience.product_family in question.product_families:
        return 1
    return 0


def nearest(question, experiences, limit=3):
    """Up to ``limit`` experiences, nearest first; as near: fresh before old, then what helped most, then the latest."""
    ranked = sorted(
        ((nearness(question, experience), experience) for experience in experiences),
        key=lambda pair: (
            -pair[0],
            pair[1].is_old,
            -pair[1].helped,
            -pair[1].date.toordinal(),
            -pair[1].id,
        ),
    )
    return [experience for level, experience in ranked if level][:limit]

"""The stage of the loss cycle a client is at, from dated facts (003, "the loss of a key client"; L8).

1 repeated problems, they suffer loss; 2 their staff keep count and lobby for a change; 3 their management says how it
sees the remedy, later an ultimatum; 4 court. A fact stays in force until it is refuted or a fall settles it: time,
silence and closed tickets take nothing back.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta

PROBLEM, SIGN = "problem", "sign"
# What a kind of fact speaks for by itself; problems and signs speak for stage 1 together with others.
SPEAKS_FOR = {
    "complaint": PROBLEM,
    "credit_note": PROBLEM,
    "late_delivery": PROBLEM,
    "broken_promise": PROBLEM,
    "below_standard": PROBLEM,
    "silence": SIGN,
    "late_payment": SIGN,
    "falling_volume": SIGN,
    "rhythm": SIGN,
    "negative_answer": 2,
    "statistics_asked": 2,
    "rival_samples": 2,
    "staff_lobby": 2,
    "management_view": 3,
    "ultimatum": 3,
    "written_claim": 4,
    "court": 4,
}
# A problem that comes again within a year is a repeated one; signs say something together within half a year.
REPEATED_WITHIN = timedelta(days=365)
TOGETHER_WITHIN = timedelta(days=183)
REPEATED_OF_ONE_FAMILY, REPEATED_OF_ANY, KINDS_OF_SIGNS = 2, 3, 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One dated fact about a client."""

    key: Hashable
    day: date
    kind: str  # of SPEAKS_FOR
    family: Hashable = None  # of a problem: which one; None where nobody sorted it
    has_loss: bool | None = None  # whether it cost the client something; None is not known
    level: int | None = None  # of who said it, the higher the more: 1 worker, 2 purchasing, 3 management, 4 lawyer
    is_refuted: bool = False


@dataclass(frozen=True, slots=True)
class Fall:
    """A director's decision to go one stage down, on a record that came from the client."""

    day: date  # of the client's record, not of the decision
    from_stage: int
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a client stands: the stage, the keys of the facts that hold it there, and what is worth asking."""

    stage: int
    chain: tuple[Hashable, ...]
    losses_not_known: tuple[Hashable, ...]  # problems of the chain of which nobody asked what they cost the client


def standing_of(facts, falls=()):
    """The :class:`Standing` of one client: the highest stage whose evidence is in force.

    :raises ValueError: a fact of a kind that is none of :data:`SPEAKS_FOR`
    """
    in_force = sorted(_in_force(facts, falls), key=lambda pair: (pair[0].day, str(pair[0].key)))
    supports = [
        (fact, min(SPEAKS_FOR[fact.kind], cap)) for fact, cap in in_force if isinstance(SPEAKS_FOR[fact.kind], int)
    ]
    stage = max((supported for _fact, supported in supports), default=0)
    chain = [fact for fact, supported in supports if supported == stage]
    first = [fact for fact, cap in in_force if cap >= 1 and not isinstance(SPEAKS_FOR[fact.kind], int)]
    if stage <= 1:
        chain += _first_stage(first)
        stage = 1 if chain else 0
    chain.sort(key=lambda fact: (fact.day, str(fact.key)))
    asked = tuple(fact.key for fact in chain if SPEAKS_FOR[fact.kind] == PROBLEM and fact.has_loss is None)
    return Standing(stage, tuple(fact.key for fact in chain), asked)


def obstacles_to_fall(facts, falls, fall):
    """Why ``fall`` does not hold: a tuple of ``no_such_stage``, ``not_after_last_fact``, ``level_unknown``,
    ``level_too_low``; empty where it does.
    """
    standing = standing_of(facts, falls)
    if fall.from_stage != standing.stage or standing.stage < 1:
        return ("no_such_stage",)
    in_force = [fact for fact, cap in _in_force(facts, falls) if cap >= 1]
    found = []
    if any(fact.day >= fall.day for fact in in_force):
        found.append("not_after_last_fact")
    needed = max((fact.level for fact in in_force if fact.level is not None), default=None)
    if needed is not None and fall.level is None:
        found.append("level_unknown")
    elif needed is not None and fall.level < needed:
        found.append("level_too_low")
    return tuple(found)


def _in_force(facts, falls):
    """(fact, the highest stage it may still speak for): what came before the client's record is settled by the fall."""
    for fact in facts:
        if fact.kind not in SPEAKS_FOR:
            raise ValueError(f"No such kind of fact: {fact.kind}.")
        if fact.is_refuted:
            continue
        cap = min((fall.from_stage - 1 for fall in falls if fall.day >= fact.day), default=4)
        if cap > 0:
            yield fact, cap


def _first_stage(facts):
    """The facts that make stage 1: a problem repeated at the client's cost, or several kinds of signs together."""
    problems = [fact for fact in facts if SPEAKS_FOR[fact.kind] == PROBLEM]
    signs = [fact for fact in facts if SPEAKS_FOR[fact.kind] == SIGN]
    chain = {}
    for last in problems:
        near = [one for one in problems if timedelta() <= last.day - one.day <= REPEATED_WITHIN]
        alike = [one for one in near if one.family is not None and one.family == last.family]
        for repeated, least in ((alike, REPEATED_OF_ONE_FAMILY), (near, REPEATED_OF_ANY)):
            # Where every loss is known to be none they were not made to suffer; one not known counts until it is asked.
            if len(repeated) >= least and any(one.has_loss is not False for one in repeated):
                chain.update((one.key, one) for one in repeated)
    for last in signs:
        near = [one for one in signs + problems if timedelta() <= last.day - one.day <= TOGETHER_WITHIN]
        if len({one.kind for one in near}) >= KINDS_OF_SIGNS:
            chain.update((one.key, one) for one in near)
    return list(chain.values())

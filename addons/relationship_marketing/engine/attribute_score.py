"""What attributes of our offer are worth to a client (R10; ``003``: which weigh more, are they felt). Pure functions.

A weight is 0 (does not matter) to 5 (decides), a score 1 (very badly) to 5 (very well); None is unknown.
"""

from dataclasses import dataclass

WEIGHTY = 4
GOOD = 4
# Of less of the weight than this the answer would be a guess.
ENOUGH_KNOWN = 0.5


@dataclass(frozen=True)
class Judgement:
    """What is known of one attribute for one client; ``felt`` is True, False or None."""

    weight: int | None
    ours: int | None = None
    rival: int | None = None
    felt: bool | None = None


@dataclass(frozen=True)
class Score:
    """``value`` is 0 to 100 or None where unknown; ``known`` the share of the weight it is made of, 0 to 1."""

    value: float | None
    known: float


def served_share(judgement):
    """How much of an attribute the client gets from us, 0 to 1, or None where unknown.

    What is there but not felt is worth nothing to him; whether it is felt must be known.
    """
    if judgement.felt is False:
        return 0.0
    if judgement.ours is None or judgement.felt is None:
        return None
    return (judgement.ours - 1) / 4


def attribute_score(judgements):
    """The :class:`Score` of attributes weighted by what they weigh; without any weight it is unknown.

    An attribute of unknown weight counts as weighing in the middle for the known share, and is unknown.
    """
    total = known = served = 0.0
    for judgement in judgements:
        weight = 2.5 if judgement.weight is None else judgement.weight
        total += weight
        share = served_share(judgement)
        if judgement.weight is None or share is None:
            continue
        known += weight
        served += weight * share
    if not total:
        return Score(None, 0.0)
    share = known / total
    if not known or share < ENOUGH_KNOWN:
        return Score(None, share)
    return Score(min(max(100 * served / known, 0.0), 100.0), share)


def standing(ours, rival):
    """``behind``, ``level`` or ``ahead`` of the best rival, or ``unknown``."""
    if ours is None or rival is None:
        return "unknown"
    return "level" if ours == rival else "ahead" if ours > rival else "behind"


def advice(judgement):
    """What to do about an attribute: one of the codes below, the most urgent one.

    ``ask`` (weight, score or feeling unknown), ``catch_up`` (weighs, and the rival does it better), ``improve``
    (weighs, and we do it badly), ``make_felt`` (weighs, done well, not felt), ``keep`` (weighs, done well and felt),
    ``leave`` (weighs little).
    """
    if judgement.weight is None:
        return "ask"
    if judgement.weight < WEIGHTY:
        return "leave"
    if standing(judgement.ours, judgement.rival) == "behind":
        return "catch_up"
    if judgement.ours is None:
        return "ask"
    if judgement.ours < GOOD:
        return "improve"
    if judgement.felt is None:
        return "ask"
    return "keep" if judgement.felt else "make_felt"


def state_of(judgement):
    """``met``, ``not_met`` or ``unknown``: whether the client gets, and feels, an attribute that weighs for him."""
    found = advice(judgement)
    if found == "ask":
        return "unknown"
    if found == "leave":
        return (
            "met"
            if (judgement.ours or 0) >= GOOD and judgement.felt
            else "unknown"
            if served_share(judgement) is None
            else "not_met"
        )
    return "met" if found == "keep" else "not_met"


def balance(cost, value):
    """``pays`` where an attribute brings the client at least what it costs us, ``costs_more``, or ``unknown``."""
    if cost is None or value is None:
        return "unknown"
    return "pays" if value >= cost else "costs_more"

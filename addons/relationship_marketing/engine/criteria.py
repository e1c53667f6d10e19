"""The ten criteria of a key client (R8; 003): what the figures of a half say. Plain functions, no Odoo.

Each judgement has three states. Where too little is known the state is unknown, never met: it is a question to ask.
"""

from dataclasses import dataclass

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


@dataclass(frozen=True)
class Limits:
    """What a half asks for. ``percent`` is a share from 0 to 100, ``least`` the fewest cases that say anything."""

    percent: float = 0.0
    least: int = 1


def both(states):
    """The state of a criterion from those of its halves: met where each is met, not met where one is not."""
    states = list(states)
    if NOT_MET in states:
        return NOT_MET
    return MET if states and UNKNOWN not in states else UNKNOWN


def with_answer(state, answer):
    """The state of a half that was both measured and asked about.

    What one of them knows against the client stands; what one of them does not know the other may.
    """
    if NOT_MET in (state, answer):
        return NOT_MET
    return MET if MET in (state, answer) else UNKNOWN


def judge(rule, figures, limits):
    """What ``figures`` say by ``rule``; unknown where there are none, or nobody knows the rule any more."""
    if not figures or rule not in RULES:
        return UNKNOWN
    return RULES[rule](figures, limits)


def _net_value(figures, _limits):
    """A part that is not known could only lower it: a negative "at most" is certain, a positive one is not."""
    if figures["net"] is None:
        return UNKNOWN
    if figures["net"] <= 0:
        return NOT_MET
    return UNKNOWN if figures["at_most"] else MET


def _promises(figures, limits):
    """No average: one promise broken, or kept late, is one breach."""
    if figures["broken"] or figures["late"] or figures["overdue"]:
        return NOT_MET
    return _enough(figures["due"], limits)


def _funds(figures, limits):
    return NOT_MET if figures["dropped"] else _enough(figures["bought"], limits)


def _deferrals(figures, limits):
    """Whoever pays all by its due date needs no deferral; that nobody wrote one down proves nothing."""
    if figures["asked"]:
        return NOT_MET
    if figures["in_time"] < figures["due"]:
        return UNKNOWN
    return _enough(figures["due"], limits)


def _payment(figures, limits):
    return _share(figures["in_time"], figures["due"], limits)


def _misuse(figures, limits):
    return NOT_MET if figures["misuse"] else _enough(figures["examined"], limits)


def _reactions(figures, limits):
    return _share(figures["reacted"], figures["sent"], limits)


def _answers(figures, limits):
    return _share(figures["in_time"], figures["asked"], limits)


def _truth(figures, limits):
    return NOT_MET if figures["untrue"] else _enough(figures["true"], limits)


def _learning(figures, limits):
    """Fewer of the errors he made the year before; without any then there was nothing to learn from."""
    if figures["before"] < limits.least:
        return UNKNOWN
    return MET if figures["again"] < figures["before"] else NOT_MET


def _complaints(figures, limits):
    """None at all, or one nobody has judged yet, is unknown."""
    if figures["not_justified"]:
        return NOT_MET
    return UNKNOWN if figures["open"] else _enough(figures["justified"], limits)


def _recommends(figures, limits):
    """That nobody wrote one down is no proof that he does not recommend us: then it is asked."""
    return _enough(figures["given"], limits)


def _recommended(figures, _limits):
    if figures["won"]:
        return MET
    return NOT_MET if figures["lost"] and not figures["pending"] else UNKNOWN


def _steady(figures, limits):
    """Nothing bought of what was forecast is the largest error there is."""
    if figures["error"] is None:
        return NOT_MET if figures["forecast"] > 0 else UNKNOWN
    return MET if 100 * figures["error"] <= limits.percent else NOT_MET


def _enough(count, limits):
    return MET if count >= max(limits.least, 1) else UNKNOWN


def _share(count, of, limits):
    if of < max(limits.least, 1):
        return UNKNOWN
    return MET if 100 * count >= limits.percent * of else NOT_MET


RULES = {
    "net_value": _net_value,
    "promises": _promises,
    "funds": _funds,
    "deferrals": _deferrals,
    "payment": _payment,
    "misuse": _misuse,
    "reactions": _reactions,
    "answers": _answers,
    "truth": _truth,
    "learning": _learning,
    "complaints": _complaints,
    "recommends": _recommends,
    "recommended": _recommended,
    "steady": _steady,
}

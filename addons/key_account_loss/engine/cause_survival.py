"""How often a cause named before the interview survived it (003, stages 3 and 5; L3)."""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass

from odoo.addons.relationship_marketing.engine.proportion import wilson_interval

HELD, FELL, OPEN = "survived", "refuted", "open"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One cause of one case: who says so, and what a person said of it after the interview."""

    case: Hashable
    kind: Hashable
    said_by: str  # seller, data, register, client
    state: str = OPEN


@dataclass(frozen=True, slots=True)
class Survival:
    """Of the causes one side named, how many held; those nobody could check are apart."""

    said_by: str
    held: int
    checked: int
    not_checked: int

    @property
    def interval(self):
        """The 95 % interval of the share that held, or None before any was checked."""
        return wilson_interval(self.held, self.checked) if self.checked else None


def survival_of(hypotheses):
    """{side: :class:`Survival`} of all sides but the client, whose word is what the others are held against.

    A cause a person checked counts as found. Otherwise it held where the client named the same, and fell where the
    client named others only; where the client named none it is not checked.
    """
    clients = defaultdict(set)
    for one in hypotheses:
        if one.said_by == "client":
            clients[one.case].add(one.kind)
    counts = defaultdict(lambda: {HELD: 0, FELL: 0, OPEN: 0})
    for one in hypotheses:
        if one.said_by != "client":
            counts[one.said_by][_outcome(one, clients.get(one.case))] += 1
    return {side: Survival(side, count[HELD], count[HELD] + count[FELL], count[OPEN]) for side, count in counts.items()}


def _outcome(hypothesis, named_by_client):
    if hypothesis.state != OPEN or not named_by_client:
        return hypothesis.state
    return HELD if hypothesis.kind in named_by_client else FELL

"""Whom of us a request goes to: the colleague with the best tie to the sender, or to his client group (000)."""

from dataclasses import dataclass
from datetime import date

STRENGTHS = {"none": 0, "weak": 1, "fair": 2, "strong": 3}


@dataclass(frozen=True)
class Tie:
    """One business contact: ``user`` of ours and ``person`` of theirs (ids)."""

    id: int
    user: int
    person: int
    strength: str = "none"
    is_responsible: bool = False
    contact_days: int = 0
    last_two_way: date | None = None


def best_tie(ties, sender=None, account_manager=None):
    """The tie by which a request is routed, or None.

    Who answers for the sender himself goes first, then the strongest tie with anybody of the client; among equals the
    account manager, then more days of contact, then the later contact. A tie without contact settles nothing, unless
    the person was handed over to this colleague.

    :param sender: id of the person who wrote, where known
    :param account_manager: id of the client's key account manager
    """

    def rank(tie):
        return (
            tie.is_responsible and tie.person == sender,
            STRENGTHS[tie.strength],
            tie.user == account_manager,
            tie.contact_days,
            tie.last_two_way or date.min,
            -tie.id,
        )

    known = [tie for tie in ties if STRENGTHS[tie.strength] or (tie.is_responsible and tie.person == sender)]
    return max(known, key=rank, default=None)

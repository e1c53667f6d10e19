"""Who is a key client (L1): flagged by a person, or among those who make up 80 % of a year."""

from collections.abc import Hashable
from dataclasses import dataclass
from decimal import Decimal

from .exact import ZERO, exact

FLAGGED, SHARE, BOTH = "flagged", "share", "both"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A client of the ledger's window."""

    client: Hashable
    reference: str  # empty where there is none
    name: str
    volumes: tuple[Decimal, ...]  # V_1 … V_n
    is_flagged: bool


@exact
def year_totals(candidates, years):
    """(T_1, …, T_n) over all clients, negative volumes included."""
    columns = zip(*(candidate.volumes for candidate in candidates), strict=True)
    return tuple(sum(column, ZERO) for column in columns) or (ZERO,) * years


@exact
def share_set(candidates, totals):
    """The clients who, largest first, make up 80 % of a year before the last; the one who crosses included.

    A year whose total is not above zero is passed over. Order: volume, largest first, then reference, then name.
    """
    by_share = set()
    candidates = sorted(candidates, key=lambda candidate: (candidate.reference, candidate.name))
    for index in range(1, len(totals)):
        if totals[index] <= 0:
            continue
        needed, running = 4 * totals[index], ZERO
        for candidate in sorted(candidates, key=lambda candidate: -candidate.volumes[index]):
            by_share.add(candidate.client)
            running += 5 * candidate.volumes[index]
            if running >= needed:
                break
    return by_share


def key_set(candidates, totals, mode):
    """{client: "flagged" | "share" | "both"}: the key clients under ``mode``, and by which way each is one."""
    flagged = {candidate.client for candidate in candidates if candidate.is_flagged} if mode != SHARE else set()
    by_share = share_set(candidates, totals) if mode != FLAGGED else set()
    return {
        client: BOTH if client in flagged and client in by_share else FLAGGED if client in flagged else SHARE
        for client in flagged | by_share
    }

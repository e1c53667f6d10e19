"""Who may not be lost but moved: proposals with their evidence; a person decides (L2).

Everything goes by dictionaries over all partners at once; nothing here asks a database.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from odoo.addons.relationship_marketing.engine.months import add_months, months_between
from odoo.addons.relationship_marketing.engine.names import normalise, normalise_name, normalise_tax_id

WITHIN_GROUP, CONTINUED, DISTRIBUTOR = "within_group", "continued", "distributor"
TAX_ID, ADDRESS, NAME = "tax_id", "address", "name"
WINDOW_MONTHS = 6


class Partner(NamedTuple):
    """A partner of the ledger, as its record says today. A tuple: there may be many."""

    partner: int
    client: Hashable  # at the grain of the analysis
    tax_id: str | None
    name: str | None
    street: str | None
    city: str | None


class Life(NamedTuple):
    """The first and the last month with a positive ledger amount."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Continuation:
    """``partner`` may be ``client`` under another number."""

    client: Hashable
    partner: int
    lost_partner: int  # the client's own partner that it is like
    matched_on: tuple[str, ...]  # of TAX_ID, ADDRESS, NAME, in this order
    first: date  # of the partner
    last: date  # of the client


@dataclass(frozen=True, slots=True)
class Division:
    """A client of a group at division grain: V_1 − B, with B = 0 where it has no base."""

    client: Hashable
    group: Hashable
    reference: str
    name: str
    change: Fraction
    is_lost: bool  # classed stopped or cut


@dataclass(frozen=True, slots=True)
class Shift:
    """``gained`` of the same group took over what ``client`` bought before."""

    client: Hashable
    gained: Hashable
    amount: Fraction  # V_1 − B of the one that gained


def shared_identities(partners, lost):
    """{identity: [partners]} where a partner of a client in ``lost`` meets one of another client.

    An identity is (TAX_ID, id), (ADDRESS, street, city) or (NAME, name, city), normalised; empty values give none.
    """
    by_identity = defaultdict(list)
    normalised_city = lru_cache(maxsize=None)(normalise)  # few cities, many partners
    for partner in partners:
        for identity in _identities(partner, normalised_city):
            by_identity[identity].append(partner)
    return {
        identity: found
        for identity, found in by_identity.items()
        if len(found) > 1 and len({p.client for p in found}) > 1 and any(p.client in lost for p in found)
    }


def _identities(partner, normalised_city):
    if tax_id := normalise_tax_id(partner.tax_id):
        yield (TAX_ID, tax_id)
    if city := normalised_city(partner.city):
        if street := normalise(partner.street):
            yield (ADDRESS, street, city)
        if name := normalise_name(partner.name):
            yield (NAME, name, city)


def continuations(shared, lost, client_lives, partner_lives):
    """The partners under which the clients in ``lost`` may go on, by client, then partner.

    A partner of another client whose first month lies within six months of the client's last one, and who was not
    alive together with it for over six months.

    :param shared: what ``shared_identities`` gave
    :param lost: the clients classed stopped or cut
    :param client_lives: {client: Life}
    :param partner_lives: {partner id: Life}
    """
    matched = defaultdict(dict)  # {(client, partner): {kind of identity: the client's own partner}}
    for identity, partners in shared.items():
        newcomers = sorted(
            ((partner_lives[p.partner].first, p) for p in partners if p.partner in partner_lives),
            key=lambda newcomer: (newcomer[0], newcomer[1].partner),
        )
        firsts = [first for first, _partner in newcomers]
        for client in {p.client for p in partners} & lost:
            if not (life := client_lives.get(client)):
                continue
            start = bisect_left(firsts, add_months(life.last, -WINDOW_MONTHS))
            end = bisect_right(firsts, add_months(life.last, WINDOW_MONTHS))
            for _first, partner in newcomers[start:end]:
                if partner.client != client and _months_together(life, partner_lives[partner.partner]) <= WINDOW_MONTHS:
                    own = min(p.partner for p in partners if p.client == client)
                    matched[client, partner.partner][identity[0]] = own
    return [
        Continuation(
            client,
            partner,
            next(kinds[kind] for kind in (TAX_ID, ADDRESS, NAME) if kind in kinds),
            tuple(kind for kind in (TAX_ID, ADDRESS, NAME) if kind in kinds),
            partner_lives[partner].first,
            client_lives[client].last,
        )
        for (client, partner), kinds in sorted(matched.items())
    ]


def _months_together(life, other):
    """Calendar months in which both were alive, the first and the last included."""
    return max(months_between(max(life.first, other.first), min(life.last, other.last)) + 1, 0)


def shifts_within_groups(divisions):
    """Who of a group took over a lost division's volume: others' gains that make up 80 % of its fall.

    Each gain serves one fall only. The largest fall takes first, and takes the largest gains first, so that the
    outcome does not depend on the order of ``divisions``.
    """
    by_group = defaultdict(list)
    for division in divisions:
        if division.group is not None:
            by_group[division.group].append(division)
    return [shift for group in by_group.values() for shift in _shifts_of_group(group)]


def _shifts_of_group(divisions):
    divisions = sorted(divisions, key=lambda division: (division.reference, division.name, division.client))
    falls = sorted((d for d in divisions if d.is_lost and d.change < 0), key=lambda division: division.change)
    gains = sorted((d for d in divisions if d.change > 0), key=lambda division: -division.change)
    for fall in falls:
        needed, taken = Fraction(4, 5) * -fall.change, []
        for gain in gains:
            taken.append(gain)
            needed -= gain.change
            if needed <= 0:
                break
        if needed > 0:
            continue
        gains = gains[len(taken) :]
        for gain in taken:
            yield Shift(fall.client, gain.client, gain.change)


@dataclass(frozen=True, slots=True)
class Redirection:
    """In the last year ``buyer`` bought ``amount`` for ``client``."""

    client: Hashable
    end_client: int  # partner id
    buyer: int  # partner id
    amount: Decimal


def redirections(rows, lost):
    """The buyers through whom clients in ``lost`` may go on.

    :param rows: (client of the end client, end client, buying partner, client of the buyer, amount of the last year)
    """
    return [
        Redirection(client, end_client, buyer, amount)
        for client, end_client, buyer, buying_client, amount in sorted(rows)
        if client in lost and buying_client != client and amount > 0
    ]


@dataclass(frozen=True, slots=True)
class Move:
    """``client`` may not be lost: ``partner`` took over. Confirmed where a successor link already says so."""

    kind: str  # WITHIN_GROUP, CONTINUED or DISTRIBUTOR
    client: Hashable
    partner: int
    lost_partner: int
    amount: Decimal | Fraction  # what the other gained, or bought in the last year
    matched_on: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    link: int | None = None  # the successor link in force

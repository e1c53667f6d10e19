"""What would turn a client whose net value is not positive: levers, each from his own data. Pure Python, no Odoo.

A lever says how much it brings at most, how far it has to be moved to close the gap, and whether it alone would do.
Levers overlap little but are not independent: their amounts are not added up here.
"""

from dataclasses import dataclass, field

TIDY = 0.005  # amounts below half a cent are none


@dataclass(frozen=True)
class Situation:
    """One client over one period; amounts in company currency, all of them at least zero but the first two."""

    net_value: float
    margin: float = 0.0  # known, of ``margin_turnover``
    turnover: float = 0.0
    margin_turnover: float = 0.0
    price_rise_limit: float = 0.10  # the highest price rise the company thinks possible, as a share
    hours: float = 0.0  # of other work than rush orders, handling and the relationship
    hours_cost: float = 0.0
    rush_cost: float = 0.0
    handling_cost: float = 0.0  # order handling and changeover
    handling_count: int = 0  # orders handled
    own_complaint_cost: float = 0.0  # complaints with cause, or not decided yet
    other_complaint_cost: float = 0.0  # complaints without cause, or from use against our instructions
    personal_cost: float = 0.0  # contacts over the dearest channel used
    personal_count: int = 0
    cheaper_cost: float | None = None  # of one contact over the cheapest other personal channel
    discount: float = 0.0
    family_losses: dict = field(default_factory=dict)  # {family id: margin below zero, as a positive amount}


@dataclass(frozen=True)
class Lever:
    """``needed``: how far it has to be moved to bring the gap, in the lever's own measure; None where it cannot."""

    key: str
    amount: float
    needed: float | None
    suffices: bool


def gap(situation):
    """What is missing to a net value above zero; 0 where there is nothing to turn."""
    return max(-situation.net_value, 0.0)


def levers(situation):
    """The levers that would bring this client anything, the strongest first.

    ``needed`` is: for ``price`` the rise as a share, for ``hours`` hours fewer, for ``lot`` by how much lots grow (2 =
    twice), for ``volume`` additional turnover, for ``contacts`` contacts to move to the cheaper channel; for the
    others the share of the cost that has to go.
    """
    missing = gap(situation)
    found = [*_prices(situation, missing), *_work(situation, missing), *_costs(situation, missing)]
    return sorted((lever for lever in found if lever.amount >= TIDY), key=lambda lever: (-lever.amount, lever.key))


def _prices(situation, missing):
    if situation.turnover > 0:
        amount = situation.turnover * situation.price_rise_limit
        yield Lever("price", amount, missing / situation.turnover, _closes(amount, missing))
    rate = situation.margin / situation.margin_turnover if situation.margin_turnover > 0 else 0.0
    if rate > 0 and situation.turnover > 0:
        # As much again as he buys today is the most that is thought of here.
        amount = situation.turnover * rate
        yield Lever("volume", amount, missing / rate, _closes(amount, missing))
    yield _share("families", sum(situation.family_losses.values()), missing)
    yield _share("discount", situation.discount, missing)


def _work(situation, missing):
    if situation.hours > 0 and situation.hours_cost > 0:
        needed = missing * situation.hours / situation.hours_cost
        suffices = _closes(situation.hours_cost, missing)
        yield Lever("hours", situation.hours_cost, needed if suffices else None, suffices)
    yield _share("rush", situation.rush_cost, missing)
    if situation.handling_cost > 0 and situation.handling_count > 1:
        # At most everything in one lot.
        amount = situation.handling_cost * (situation.handling_count - 1) / situation.handling_count
        suffices = _closes(amount, missing)
        needed = situation.handling_cost / (situation.handling_cost - missing) if suffices else None
        yield Lever("lot", amount, needed, suffices)


def _costs(situation, missing):
    yield _share("own_complaints", situation.own_complaint_cost, missing)
    yield _share("other_complaints", situation.other_complaint_cost, missing)
    if situation.personal_count and situation.cheaper_cost is not None:
        amount = situation.personal_cost - situation.personal_count * situation.cheaper_cost
        if amount > 0:
            suffices = _closes(amount, missing)
            needed = missing / (amount / situation.personal_count) if suffices else None
            yield Lever("contacts", amount, needed, suffices)


def _share(key, amount, missing):
    suffices = _closes(amount, missing)
    return Lever(key, amount, missing / amount if suffices and amount > 0 else None, suffices)


def _closes(amount, missing):
    """Whether ``amount`` is more than the gap: a net value of exactly zero is not positive."""
    return amount > missing + TIDY

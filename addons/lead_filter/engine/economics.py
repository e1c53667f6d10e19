"""What an order brings, and at which price, lot or simplification it becomes ours (002, F5).

The plant is tuned to its series: a small lot with development, changeovers and rounds of approval eats the margin that
the price seems to leave. All of it is counted here, once for the order, and solved for planned profitability.
"""

from dataclasses import dataclass, replace
from math import ceil, isclose

# Where an order is so large that a step is lost in it, a whole step is no finer than its neighbours.
MOST_STEPS = 1_000
# A tenth of a percent is as fine as anybody can simplify an order.
SIMPLIFICATION_STEP = 0.001


@dataclass(frozen=True)
class Order:
    """One order as it is costed. Money in one currency, hours of work, ``lot`` and ``material_minimum`` in units."""

    lot: float
    price: float = 0.0
    unit_hours: float = 0.0
    hour_cost: float = 0.0
    overhead_hour: float = 0.0
    material: float = 0.0
    material_minimum: float = 0.0
    changeovers: float = 0.0
    changeover_hours: float = 0.0
    development_cost: float = 0.0
    approval_cost: float = 0.0
    # Chance of being late, 0 to 1, by what it would cost.
    delay_chance: float = 0.0
    delay_cost: float = 0.0
    # 0 to 1: so much of changeovers, development and rounds of approval is left out.
    simplification: float = 0.0

    @property
    def revenue(self):
        return self.lot * self.price

    @property
    def leftover_cost(self):
        """Of material that is sold in a minimum lot, what is left lies in the store."""
        return max(self.material_minimum - self.lot, 0.0) * self.material

    @property
    def production_hours(self):
        return self.lot * self.unit_hours + self._kept * self.changeovers * self.changeover_hours

    @property
    def _kept(self):
        return 1.0 - self.simplification

    @property
    def special_cost(self):
        """What simplification can save: changeovers with their overhead, development, rounds of approval."""
        changeovers = self.changeovers * self.changeover_hours * (self.hour_cost + self.overhead_hour)
        return changeovers + self.development_cost + self.approval_cost

    @property
    def own_cost(self):
        """All that would not be spent without this order, its risk of delay included."""
        special = self._kept * (self.development_cost + self.approval_cost)
        made = self.production_hours * self.hour_cost + self.lot * self.material + self.leftover_cost
        return made + special + self.delay_chance * self.delay_cost

    @property
    def overhead(self):
        return self.production_hours * self.overhead_hour

    @property
    def contribution(self):
        return self.revenue - self.own_cost

    @property
    def profit(self):
        return self.contribution - self.overhead

    def meets(self, profitability):
        """Whether profit after overhead is at least this share of the revenue; a hair's breadth is forgiven."""
        wanted = profitability * self.revenue
        return self.profit >= wanted or isclose(self.profit, wanted, rel_tol=1e-9, abs_tol=1e-6)


def price_for(order, profitability, step=0.01):
    """The lowest price, in whole ``step``, at which ``order`` meets the profitability.

    :raises ValueError: the profitability is not below 1, or there is nothing to sell
    """
    if order.lot <= 0 or not profitability < 1:
        raise ValueError("A price is solved for a lot above zero and a profitability below 100 %.")
    cost = order.own_cost + order.overhead
    return _lowest(
        cost / order.lot / (1 - profitability), step, lambda price: replace(order, price=price), profitability
    )


def lot_for(order, profitability):
    """The smallest whole lot at which ``order`` meets the profitability at its price, or None where none does."""
    # What is spent however many are made; what each unit leaves, with its material and before the minimum is used up.
    alone = replace(order, lot=0.0, material_minimum=0.0)
    fixed = alone.own_cost + alone.overhead
    made = order.unit_hours * (order.hour_cost + order.overhead_hour)
    unit = order.price * (1 - profitability) - made
    candidates = []
    if unit > 0 and order.material_minimum:
        within = (fixed + order.material_minimum * order.material) / unit
        candidates.append(within if within <= order.material_minimum else None)
    if unit - order.material > 0:
        candidates.append(max(fixed / (unit - order.material), order.material_minimum))
    found = [lot for lot in candidates if lot is not None]
    if not found:
        return None
    return _lowest(min(found), 1, lambda lot: replace(order, lot=max(lot, 1)), profitability, least=1)


def simplification_for(order, profitability):
    """The smallest share of special work to leave out for ``order`` to meet the profitability, or None.

    0 where it meets it as it is; in steps of a tenth of a percent.
    """
    plain = replace(order, simplification=0.0)
    missing = profitability * plain.revenue - plain.profit
    if plain.meets(profitability):
        return 0.0
    if plain.special_cost <= 0 or not replace(order, simplification=1.0).meets(profitability):
        return None
    share = _lowest(
        missing / plain.special_cost,
        SIMPLIFICATION_STEP,
        lambda part: replace(order, simplification=min(part, 1.0)),
        profitability,
    )
    return min(share, 1.0)


def _lowest(exact, step, order_at, profitability, least=0):
    """``exact`` raised to a whole step that meets the profitability, while a step below does not."""
    steps = max(ceil(exact / step - 1e-9), least)
    for _step in range(MOST_STEPS):
        if order_at(steps * step).meets(profitability):
            break
        steps += 1
    for _step in range(MOST_STEPS):
        if steps <= least or not order_at((steps - 1) * step).meets(profitability):
            break
        steps -= 1
    return round(steps * step, 10)

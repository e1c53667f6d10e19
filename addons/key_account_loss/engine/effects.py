"""Why a family's amount changed: quantity, or price and mix (L2). Inflation hides lost pieces."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class FamilyVolumes:
    """One family of one client: sums over the client's base years, and the last year."""

    family: int | None
    total: Decimal  # V_2p + … + V_jp
    current: Decimal  # V_1p
    quantity_total: Decimal  # Q_2p + … + Q_jp
    quantity_current: Decimal  # Q_1p
    is_one_unit: bool


@dataclass(frozen=True, slots=True)
class Effects:
    """Parts of V_1 − B for one family; those that do not apply are zero. They sum to the difference exactly."""

    base: Fraction
    current: Fraction
    quantity: Fraction
    price: Fraction
    not_separable: Fraction
    is_separable: bool

    @property
    def difference(self):
        """V_1 − B of the family."""
        return self.current - self.base


def effects_of(family, base_years):
    """The effects of ``family`` against the average of ``base_years`` years.

    quantity = (Q_1 − Q_B)·P_B, price and mix = V_1 − P_B·Q_1 with P_B = B / Q_B. Separable only where all is counted
    in one unit, the base has a quantity, and the last year's amount has one too.
    """
    base = Fraction(family.total) / base_years
    current = Fraction(family.current)
    if not _is_separable(family):
        return Effects(base, current, Fraction(0), Fraction(0), current - base, False)
    quantity_base = Fraction(family.quantity_total) / base_years
    base_price = base / quantity_base
    quantity_current = Fraction(family.quantity_current)
    return Effects(
        base,
        current,
        (quantity_current - quantity_base) * base_price,
        current - base_price * quantity_current,
        Fraction(0),
        True,
    )


def _is_separable(family):
    has_current = family.quantity_current > 0 or (family.quantity_current == 0 and family.current == 0)
    return family.is_one_unit and family.quantity_total > 0 and has_current

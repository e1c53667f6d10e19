"""What became of a client: the class of its last year against its base (L2, spec stage 2).

A client's ``volumes`` are (V_1, …, V_n): V_1 the 12 months up to the reference month, V_k the 12 months ending
12·(k−1) months earlier. They are amounts in the company's currency, or quantities in one unit.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .exact import EXACT, ZERO, exact

NEW, MOVED, STOPPED, CUT, DECLINING, REDUCED, GROWING, STABLE = (
    "new",
    "moved",
    "stopped",
    "cut",
    "declining",
    "reduced",
    "growing",
    "stable",
)
LOST = (STOPPED, CUT)
CASES = (STOPPED, CUT, DECLINING, REDUCED, MOVED)
TOTAL, POSITION = "total", "position"


@dataclass(frozen=True, slots=True)
class Base:
    """What the client bought in a year before: B = (V_2 + … + V_j) / (j − 1)."""

    total: Decimal  # V_2 + … + V_j
    years: int  # j − 1

    @property
    def value(self):
        """B, exactly."""
        return Fraction(self.total) / self.years


@dataclass(frozen=True, slots=True)
class Position:
    """A key position of one client: a product family, against the client's own j."""

    family: int | None
    total: Decimal  # V_2p + … + V_jp
    current: Decimal  # V_1p


@dataclass(frozen=True, slots=True)
class Verdict:
    """The class of a client and what it rests on.

    ``lost_total`` is the lost volume times the base's years, so that it stays a Decimal.
    """

    classification: str
    scope: str | None
    base: Base | None
    cut_positions: tuple[Position, ...]
    lost_total: Decimal

    @property
    def lost(self):
        """The lost volume, exactly."""
        return Fraction(self.lost_total) / self.base.years if self.base else Fraction(0)

    @property
    def lost_in_twelfths(self):
        """Twelve times the lost volume: a Decimal that compares verdicts of different bases exactly."""
        return EXACT.multiply(self.lost_total, 12 // self.base.years) if self.base else ZERO


def base_years(volumes):
    """j − 1, where j is the oldest year before the last with a volume above zero; 0 if there is none."""
    for index in range(len(volumes) - 1, 0, -1):
        if volumes[index] > 0:
            return index
    return 0


@exact
def base_of(volumes):
    """The client's base, or None for one without a year to compare with.

    Empty and negative years between count as they are.
    """
    years = base_years(volumes)
    return Base(sum(volumes[1 : years + 1], ZERO), years) if years else None


@exact
def is_cut_position(position, base, cut_percent):
    """Whether a position of at least 10 % of the base lost ``cut_percent`` or more of its own base.

    The same test is made in SQL by ``volume_sql`` to fetch only such positions.
    """
    return (
        10 * position.total >= base.total
        and 100 * base.years * position.current <= (100 - cut_percent) * position.total
    )


@exact
def classify(volumes, positions=(), cut_percent=50):
    """The verdict on a client, or None where it neither has a base year nor bought in the last one.

    ``positions``: the client's key positions; those that are not cut change nothing. ``moved`` is not decided here:
    a person confirms it. Equalities count.
    """
    base, current = base_of(volumes), volumes[0]
    if base is None:
        return Verdict(NEW, None, None, (), ZERO) if current > 0 else None
    cut_positions = ()
    if base.total > 0:
        cut_positions = tuple(p for p in positions if is_cut_position(p, base, cut_percent))
    classification, scope = _class_and_scope(volumes, base, bool(cut_positions), cut_percent)
    lost_total = max(
        base.total - base.years * current,
        sum((p.total - base.years * p.current for p in cut_positions), ZERO),
        ZERO,
    )
    return Verdict(classification, scope, base, cut_positions, lost_total)


def _class_and_scope(volumes, base, has_cut_position, cut_percent):
    """The first class of the table that holds; both sides of each test are multiplied by the base's years."""
    current = volumes[0]
    current_total = base.years * current
    if current <= 0:
        return STOPPED, None
    if base.total > 0:
        if 100 * current_total <= (100 - cut_percent) * base.total:
            return CUT, TOTAL
        if has_cut_position:
            return CUT, POSITION
        if 10 * current_total <= 8 * base.total:
            is_falling = len(volumes) >= 3 and current < volumes[1] < volumes[2]
            return (DECLINING if is_falling else REDUCED), None
    if 10 * current_total > 11 * base.total:
        return GROWING, None
    return STABLE, None


def case_order(scope, verdict, reference, name):
    """Sort key of the list of cases: scope total before position, then lost volume, largest first."""
    return (scope == POSITION, EXACT.minus(verdict.lost_in_twelfths), reference, name)

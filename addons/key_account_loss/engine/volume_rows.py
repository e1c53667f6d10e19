"""The rows of ``volume_sql`` as the engine's objects: text becomes Decimal, nothing passes through a float."""

from dataclasses import dataclass
from decimal import Decimal

from .analyse import LedgerClient
from .classify import Position, base_years
from .effects import FamilyVolumes
from .exact import ZERO, exact


def ledger_client(row):
    """A row of ``client_volumes``."""
    client, reference, name, group, group_name, is_flagged, is_one_unit, volumes, quantities, cut, cut_quantities = row
    return LedgerClient(
        client,
        reference,
        name,
        tuple(map(Decimal, volumes)),
        is_flagged,
        group,
        group_name,
        tuple(map(Decimal, quantities)),
        is_one_unit,
        CutPositions(cut or ()),
        CutPositions(cut_quantities or ()),
    )


@dataclass(frozen=True, slots=True)
class CutPositions:
    """Positions as ``client_volumes`` writes them, read when they are asked for: most clients are not key."""

    texts: tuple[str, ...]

    def __iter__(self):
        for text in self.texts:
            family, total, current = text.split("|")
            yield Position(int(family) or None, Decimal(total), Decimal(current))


@exact
def family_of(row, volumes):
    """The FamilyVolumes of a row of ``family_volumes``, against the base years of its client's ``volumes``."""
    client, family, amounts, quantities, is_one_unit = row
    years = base_years(volumes)
    amounts, quantities = (tuple(map(Decimal, texts)) for texts in (amounts, quantities))
    return FamilyVolumes(
        family,
        sum(amounts[1 : years + 1], ZERO),
        amounts[0],
        sum(quantities[1 : years + 1], ZERO),
        quantities[0],
        is_one_unit,
    )

"""What the report on a loss analysis contains, as plain values: printed by QWeb, written to XLSX.

Amounts are in the company's currency; volumes and quantities run from V_1, the last year, back to V_n.
"""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Year:
    """One year compared, with the volumes of all clients and of the key clients."""

    label: str
    first: date
    last: date
    total: float
    key_total: float


@dataclass(frozen=True, slots=True)
class Client:
    """A key client; ``base`` and ``change`` (a share of the base) are None where there is no base to compare with."""

    rank: int
    ref: str
    name: str
    group: str
    key: str
    volumes: tuple[float, ...]
    volume_total: float
    quantities: tuple[float, ...]
    is_one_unit: bool
    base: float | None
    change: float | None
    classification: str
    scope: str
    by_quantity: str
    group_class: str  # of the whole group, where the client is a division
    lost: float


@dataclass(frozen=True, slots=True)
class Family:
    """A product family of one case, or of all cases together."""

    name: str
    base: float
    current: float
    quantity_effect: float
    price_effect: float
    not_separable: float
    is_cut: bool = False
    is_key_position: bool = False
    quantity_base: float = 0.0
    quantity_current: float = 0.0

    @property
    def difference(self):
        return self.current - self.base


@dataclass(frozen=True, slots=True)
class Move:
    """A reason to think that a client only moved; ``state`` says whether a person confirmed it."""

    kind: str
    state: str
    lost_partner: str
    partner: str
    group: str
    amount: float
    evidence: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the list, by its place there."""

    rank: int
    case: int  # id
    client: Client
    responsible: str
    note: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The word of one head on one stage; ``user`` is empty where it was not given yet."""

    stage: str
    side: str
    head: str
    user: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class LedgerSource:
    """The ledger rows of one origin in the years compared."""

    source: str
    first: date
    last: date
    row_count: int
    document_count: int
    amount: float


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A named source of imported history; months and rows of the whole source."""

    name: str
    first: date | None
    last: date | None
    row_count: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """The volume of a family left out of the analysis."""

    name: str
    current: float
    before: float


@dataclass(frozen=True, slots=True)
class LossReport:
    """Everything the report says."""

    years: tuple[Year, ...]  # the last year first
    clients: tuple[Client, ...]  # all key clients, largest first
    cases: tuple[Case, ...]  # in the order of the list
    families: tuple[Family, ...]  # of all cases together, the largest fall first
    case_families: dict[int, tuple[Family, ...]]  # by case id
    confirmations: tuple[Confirmation, ...]
    ledger_sources: tuple[LedgerSource, ...]
    imported_sources: tuple[ImportedSource, ...]
    set_aside: tuple[SetAside, ...]

    @property
    def lost(self):
        """The lost volume of all cases."""
        return sum(case.client.lost for case in self.cases)

    @property
    def key_base(self):
        """What the key clients that have a base bought in an average year before."""
        return sum(client.base for client in self.clients if client.base and client.base > 0)

    def count(self, *classes):
        """How many key clients are of these classes, each a name or (name, scope)."""
        return sum(_is_of(client, classes) for client in self.clients)

    def lost_of(self, *classes):
        """The lost volume of the cases of these classes, each a name or (name, scope)."""
        return sum(case.client.lost for case in self.cases if _is_of(case.client, classes))

    def largest(self, count):
        """The cases that lost most, largest first."""
        lost = [case for case in self.cases if case.client.lost > 0]
        return sorted(lost, key=lambda case: (-case.client.lost, case.rank))[:count]


def _is_of(client, classes):
    return client.classification in classes or (client.classification, client.scope) in classes

"""Stages 1 and 2 of the loss analysis, from the ledger's yearly sums to the ordered list of cases. No database."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from operator import add

from odoo.addons.relationship_marketing.engine.months import add_months

from .classify import CASES, LOST, MOVED, Position, Verdict, base_of, case_order, classify
from .exact import exact
from .key_set import Candidate, key_set, year_totals

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Parameters:
    """What a person chooses for an analysis; ``month`` is the reference month T."""

    month: date
    years: int = 4
    grain: str = "group"  # or "division"
    key_mode: str = "both"
    cut_percent: int = 50

    def year_span(self, year):
        """(first month, last month) of year k = ``year``: 12 complete months."""
        last = add_months(self.month, -12 * (year - 1))
        return add_months(last, -11), last


@dataclass(frozen=True, slots=True)
class LedgerClient(Candidate):
    """One client of the window with its yearly sums; positions are the cut key positions only."""

    group: int | None  # id of its client group
    group_name: str | None
    quantities: tuple[Decimal, ...]
    is_one_unit: bool
    positions: Iterable[Position] = ()
    quantity_positions: Iterable[Position] = ()


@dataclass(slots=True)
class Finding:
    """What was found about one key client. ``class_found`` is the class before a confirmed move."""

    client: LedgerClient
    key: str
    verdict: Verdict
    classification_by_quantity: str
    is_moved: bool = False
    group_class: str | None = None  # of the whole group, for one of its divisions

    @property
    def class_found(self):
        return self.verdict.classification

    @property
    def classification(self):
        return MOVED if self.is_moved and self.class_found in LOST else self.class_found

    @property
    def scope(self):
        """Total or position, for a client classed cut."""
        return None if self.classification == MOVED else self.verdict.scope

    @property
    def is_case(self):
        return self.classification in CASES


@dataclass(slots=True)
class Analysis:
    """The result of stages 1 and 2; ``findings`` by V_1 + … + V_n, largest first, then reference, then name."""

    parameters: Parameters
    totals: tuple[Decimal, ...]  # T_1 … T_n, all clients
    key_totals: tuple[Decimal, ...]  # of the key clients
    findings: list[Finding]
    client_count: int  # clients of the window
    left_out_count: int  # of them, with neither a base year nor purchases in the last year
    left_out_key_count: int  # key clients left out for the same reason
    clients: dict[Hashable, LedgerClient] = field(repr=False)

    @property
    def lost(self):
        """The keys of the clients found stopped or cut."""
        return {finding.client.client for finding in self.findings if finding.class_found in LOST}

    def cases(self):
        """The findings that make a case, in the order of the list."""
        return sorted(
            (finding for finding in self.findings if finding.is_case),
            key=lambda finding: case_order(
                finding.scope, finding.verdict, finding.client.reference, finding.client.name
            ),
        )


@exact
def analyse(clients, parameters, flagged_without_supplies=0):
    """The analysis of ``clients`` (LedgerClient, every client of the window).

    :param flagged_without_supplies: flagged clients that the window does not hold at all
    """
    totals = year_totals(clients, parameters.years)
    keys = key_set(clients, totals, parameters.key_mode)
    findings, left_out_keys = [], flagged_without_supplies if parameters.key_mode != "share" else 0
    for client in clients:
        if client.client not in keys:
            continue
        verdict = classify(client.volumes, client.positions, parameters.cut_percent)
        if verdict is None:
            left_out_keys += 1
        else:
            findings.append(Finding(client, keys[client.client], verdict, _by_quantity(client, parameters)))
    if parameters.grain == "division":
        _tell_classes_of_groups(findings, clients, parameters.cut_percent)
    findings.sort(key=lambda finding: (-sum(finding.client.volumes), finding.client.reference, finding.client.name))
    return Analysis(
        parameters=parameters,
        totals=totals,
        key_totals=year_totals([finding.client for finding in findings], parameters.years),
        findings=findings,
        client_count=len(clients),
        left_out_count=sum(not any(volume > 0 for volume in client.volumes) for client in clients),
        left_out_key_count=left_out_keys,
        clients={client.client: client for client in clients},
    )


def _tell_classes_of_groups(findings, clients, cut_percent):
    """Say for each division what became of its whole group: a loss hides inside a group that grows."""
    groups = {finding.client.group for finding in findings} - {None}
    volumes = {}
    for client in clients:
        if client.group in groups:
            before = volumes.get(client.group)
            volumes[client.group] = tuple(map(add, before, client.volumes)) if before else client.volumes
    verdicts = {group: classify(found, (), cut_percent) for group, found in volumes.items()}
    for finding in findings:
        if verdict := verdicts.get(finding.client.group):
            finding.group_class = verdict.classification


def _by_quantity(client, parameters):
    """The class by quantity: unknown where units are mixed or no year has a quantity."""
    if not client.is_one_unit:
        return UNKNOWN
    verdict = classify(client.quantities, client.quantity_positions, parameters.cut_percent)
    return verdict.classification if verdict else UNKNOWN


def change_of(client):
    """V_1 − B of a client, exactly; B = 0 where there is none. Serves the search for moves within a group."""
    base = base_of(client.volumes)
    return Fraction(client.volumes[0]) - (base.value if base else 0)

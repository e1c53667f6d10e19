from odoo import models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..models.loss_analysis_confirmation import SIDES, STAGES
from .loss_report_content import (
    Case,
    Client,
    Confirmation,
    Family,
    ImportedSource,
    LedgerSource,
    LossReport,
    Move,
    SetAside,
    Year,
)

CLIENT_FIELDS = (
    "rank",
    "ref",
    "name",
    "group_id",
    "key",
    "volume_total",
    "is_one_unit",
    "has_base",
    "base",
    "classification",
    "scope",
    "classification_by_quantity",
    "group_classification",
    "lost_volume",
    *(f"{measure}_{year}" for measure in ("volume", "quantity") for year in range(1, 6)),
)
FAMILY_FIELDS = (
    "case_id",
    "categ_id",
    "is_cut",
    "is_key_position",
    "base",
    "current",
    "effect_quantity",
    "effect_price",
    "effect_not_separable",
    "quantity_base",
    "quantity_current",
)
FAMILY_SUMS = ("base", "current", "effect_quantity", "effect_price", "effect_not_separable")


class LossAnalysis(models.Model):
    _inherit = "loss.analysis"

    def _report_content(self, largest=None):
        """What the report says, read in a number of queries that does not grow with the cases.

        :param largest: only this many cases come with their families, those that lost most; None: all
        :raises UserError: where nothing was computed yet
        """
        self.ensure_one()
        self.check_access("read")
        if not self.computed_at:
            raise UserError(
                self.env._("Compute %(analysis)s first: there is nothing to report yet.", analysis=self.name)
            )
        clients = self._report_clients()
        cases = self._report_cases(clients)
        report = LossReport(
            years=tuple(map(self._report_year, range(1, self.years + 1))),
            clients=tuple(clients.values()),
            cases=cases,
            families=self._report_families(),
            case_families={},
            confirmations=self._report_confirmations(),
            ledger_sources=self._report_ledger_sources(),
            imported_sources=self._report_imported_sources(),
            set_aside=tuple(
                SetAside(one.categ_id.display_name, one.volume_1, one.volume_before) for one in self.set_aside_ids
            ),
        )
        wanted = cases if largest is None else report.largest(largest)
        report.case_families.update(self._report_case_families([case.case for case in wanted]))
        return report

    def _report_year(self, year):
        first, last = self._parameters().year_span(year)
        return Year(self._year_label(year), first, last, self[f"total_{year}"], self[f"key_total_{year}"])

    def _report_clients(self):
        """{id: Client}, largest first."""
        records = self.env["loss.client"].search_fetch([("analysis_id", "=", self.id)], CLIENT_FIELDS)
        years = range(1, self.years + 1)
        clients = {}
        for record in records:
            has_base = record.has_base and record.base > 0
            clients[record.id] = Client(
                rank=record.rank,
                ref=record.ref or "",
                name=record.name,
                group=record.group_id.display_name or "",
                key=record.key or "",
                volumes=tuple(record[f"volume_{year}"] for year in years),
                volume_total=record.volume_total,
                quantities=tuple(record[f"quantity_{year}"] for year in years),
                is_one_unit=record.is_one_unit,
                base=record.base if record.has_base else None,
                change=record.volume_1 / record.base - 1 if has_base else None,
                classification=record.classification,
                scope=record.scope or "",
                by_quantity=record.classification_by_quantity,
                group_class=record.group_classification or "",
                lost=record.lost_volume,
            )
        return clients

    def _report_cases(self, clients):
        records = self.env["loss.case"].search_fetch(
            [("analysis_id", "=", self.id)], ["client_id", "rank", "user_id", "note"]
        )
        moves = self._report_moves()
        return tuple(
            Case(
                record.rank,
                record.id,
                clients[record.client_id.id],
                record.user_id.name or "",
                html2plaintext(record.note, include_references=False).strip() if record.note else "",
                tuple(moves.get(record.id, ())),
            )
            for record in records
            if record.client_id.id in clients
        )

    def _report_moves(self):
        """{case id: [Move]}, those rejected last."""
        moves = {}
        records = self.env["loss.case.move"].search([("case_id.analysis_id", "=", self.id)])
        for record in records.sorted(lambda move: move.state == "rejected"):
            moves.setdefault(record.case_id.id, []).append(
                Move(
                    record.kind,
                    record.state,
                    record.lost_partner_id.display_name,
                    record.partner_id.display_name,
                    record.group_id.display_name or "",
                    record.amount,
                    record.evidence,
                    record.decided_by_id.name or "",
                    record.decided_at or None,
                )
            )
        return moves

    def _report_families(self):
        """The families of all cases together, the largest fall first."""
        rows = self.env["loss.case.family"]._read_group(
            [("case_id.analysis_id", "=", self.id), ("case_id.active", "=", True)],
            ["categ_id"],
            [f"{name}:sum" for name in FAMILY_SUMS],
        )
        families = [
            Family(category.display_name or self.env._("No family"), *(value or 0.0 for value in sums))
            for category, *sums in rows
        ]
        return tuple(sorted(families, key=lambda family: (family.difference, family.name)))

    def _report_case_families(self, case_ids):
        """{case id: families}, those cut first, then the largest fall first."""
        families = {}
        for record in self.env["loss.case.family"].search_fetch([("case_id", "in", case_ids)], FAMILY_FIELDS):
            families.setdefault(record.case_id.id, []).append(
                Family(
                    name=record.display_name,
                    base=record.base,
                    current=record.current,
                    quantity_effect=record.effect_quantity,
                    price_effect=record.effect_price,
                    not_separable=record.effect_not_separable,
                    is_cut=record.is_cut,
                    is_key_position=record.is_key_position,
                    quantity_base=record.quantity_base,
                    quantity_current=record.quantity_current,
                )
            )
        return {case: tuple(found) for case, found in families.items()}

    def _report_confirmations(self):
        return tuple(
            Confirmation(
                stage,
                side,
                self[f"{side}_head_id"].name or "",
                self[f"{stage}_{side}_user_id"].name or "",
                self[f"{stage}_{side}_at"] or None,
            )
            for stage in STAGES
            for side in SIDES
        )

    def _report_ledger_sources(self):
        parameters = self._parameters()
        first, last = parameters.year_span(self.years)[0], parameters.year_span(1)[1]
        rows = self.env["client.supply"]._read_group(
            [("company_id", "=", self.company_id.id), ("month", ">=", first), ("month", "<=", last)],
            ["source"],
            ["month:min", "month:max", "__count", "document_count:sum", "amount:sum"],
        )
        return tuple(LedgerSource(*row[:4], row[4] or 0, row[5] or 0.0) for row in rows)

    def _report_imported_sources(self):
        sources = self.env["client.supply.import"].search_fetch(
            [("company_id", "=", self.company_id.id), ("state", "=", "done")],
            ["name", "month_from", "month_to", "read_count", "refused_count"],
            order="month_from, id",
        )
        return tuple(
            ImportedSource(
                source.name or "",
                source.month_from or None,
                source.month_to or None,
                source.read_count - source.refused_count,
            )
            for source in sources
        )

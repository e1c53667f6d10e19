"""The tables of the report as a workbook."""

from odoo import fields

from .loss_report_format import ReportFormat
from .loss_report_meanings import LossReportMeanings
from .loss_report_wording import LossReportWording
from .loss_report_work import AMOUNT, DAY, WorkPart
from .typed_workbook import COUNT, DATE, DATETIME, MONEY, MONTH, QUANTITY, SHARE, TypedWorkbook


def loss_report_xlsx(analysis, report):
    """The workbook (bytes) of ``report``, in the language of the analysis's environment."""
    return _LossWorkbook(analysis, report).content()


class _LossWorkbook(TypedWorkbook):
    def __init__(self, analysis, report):
        super().__init__(analysis._report_heading(), analysis.company_id.name)
        self.analysis, self.report, self.env = analysis, report, analysis.env
        self.form = ReportFormat(self.env, analysis.currency_id)
        self.classes = self.form.labels("loss.client", "classification_by_quantity")
        self.scopes = self.form.labels("loss.client", "scope")
        self.keys = self.form.labels("loss.client", "key")
        self.kinds = self.form.labels("loss.case.move", "kind")
        self.states = self.form.labels("loss.case.move", "state")

    def content(self):
        self._write_summary()
        self._write_clients()
        self._write_cases()
        self._write_families()
        self._write_moves()
        self._write_work()
        self._write_sources()
        return self.close()

    def _write_summary(self):
        analysis = self.analysis
        wording = LossReportWording(analysis, self.report, self.form)
        sheet = self.sheet(self.env._("Summary"), (44, 26, 20, 20))
        rows = [
            (self.env._("Analysis"), analysis._report_heading()),
            (self.env._("Company"), analysis.company_id.name),
            (self.env._("Currency"), analysis.currency_id.name),
            (self.env._("Reference month"), analysis.month, MONTH),
            (self.env._("Years"), analysis.years, COUNT),
            (self.env._("A client is"), self.form.labels("loss.analysis", "grain")[analysis.grain]),
            (self.env._("Key clients are"), self.form.labels("loss.analysis", "key_mode")[analysis.key_mode]),
            (self.env._("Sharp cut"), analysis.cut_percent / 100, SHARE),
            (self.env._("Computed"), self._local(analysis.computed_at), DATETIME),
            (self.env._("Key clients"), len(self.report.clients), COUNT),
            (self.env._("Cases"), len(self.report.cases), COUNT),
            (self.env._("Lost volume"), self.report.lost, MONEY),
            (self.env._("Base of all key clients"), self.report.key_base, MONEY),
        ]
        line = 0
        for line, (name, *cell) in enumerate(rows):
            self.fill(sheet, line, 0, name)
            self.fill(sheet, line, 1, *cell)
        line = self.write_block(
            sheet,
            line + 2,
            [self.env._("Year"), self.env._("All clients"), self.env._("Key clients")],
            [(year.label, (year.total, MONEY), (year.key_total, MONEY)) for year in reversed(self.report.years)],
        )
        line = self.write_block(
            sheet,
            line + 1,
            [self.env._("Class"), self.env._("Clients"), self.env._("Share of key clients"), self.env._("Lost volume")],
            [
                (name, (count, COUNT), (count / len(self.report.clients), SHARE), (lost, MONEY))
                for name, count, _share, _interval, lost in wording.class_rows()
            ],
        )
        for text in (*wording.summary(), *LossReportMeanings(analysis, self.form).notes()):
            line += 1
            self.fill(sheet, line, 0, text)

    def _write_clients(self):
        years = [year.label for year in reversed(self.report.years)]
        heads = [
            *(
                self.env._("No."),
                self.env._("Reference"),
                self.env._("Client"),
                self.env._("Client group"),
                self.env._("Key client"),
            ),
            *years,
            *(
                self.env._("All years"),
                self.env._("Base"),
                self.env._("Change on the base"),
                self.env._("Class"),
                self.env._("Scope"),
                self.env._("Class by quantity"),
            ),
            self.env._("Lost volume"),
            self.form.label("loss.client", "group_classification"),
            *(self.env._("Quantity %(year)s", year=year) for year in years),
        ]
        widths = (6, 14, 36, 24, 16, *[14] * len(years), 15, 14, 12, 16, 14, 18, 14, 18, *[14] * len(years))
        self.write_table(
            self.env._("Clients"), heads, widths, [self._client_row(client) for client in self.report.clients]
        )

    def _client_row(self, client):
        return (
            (client.rank, COUNT),
            client.ref,
            client.name,
            client.group,
            self.keys.get(client.key, ""),
            *((volume, MONEY) for volume in reversed(client.volumes)),
            (client.volume_total, MONEY),
            (client.base, MONEY),
            (client.change, SHARE),
            self.classes[client.classification],
            self.scopes.get(client.scope, ""),
            self.classes[client.by_quantity],
            (client.lost, MONEY),
            self.classes[client.group_class] if client.group_class else "",
            *((quantity if client.is_one_unit else None, QUANTITY) for quantity in reversed(client.quantities)),
        )

    def _write_cases(self):
        years = [year.label for year in reversed(self.report.years)]
        heads = [
            *(self.env._("No."), self.env._("Reference"), self.env._("Client")),
            *years,
            *(
                self.env._("Base"),
                self.env._("Change on the base"),
                self.env._("Class"),
                self.env._("Scope"),
                self.env._("Class by quantity"),
                self.env._("Lost volume"),
            ),
            *(
                self.env._("Key positions cut"),
                self.env._("Possible moves"),
                self.env._("Responsible"),
                self.env._("Note"),
            ),
        ]
        widths = (6, 14, 36, *[14] * len(years), 14, 12, 16, 14, 18, 14, 40, 40, 20, 40)
        self.write_table(self.env._("Cases"), heads, widths, [self._case_row(case) for case in self.report.cases])

    def _case_row(self, case):
        client = case.client
        families = self.report.case_families.get(case.case, ())
        return (
            (case.rank, COUNT),
            client.ref,
            client.name,
            *((volume, MONEY) for volume in reversed(client.volumes)),
            (client.base, MONEY),
            (client.change, SHARE),
            self.classes[client.classification],
            self.scopes.get(client.scope, ""),
            self.classes[client.by_quantity],
            (client.lost, MONEY),
            ", ".join(sorted(family.name for family in families if family.is_cut)),
            "; ".join(f"{self.kinds[move.kind]}: {move.partner} ({self.states[move.state]})" for move in case.moves),
            case.responsible,
            case.note,
        )

    def _write_families(self):
        heads = [
            *(
                self.env._("No."),
                self.env._("Reference"),
                self.env._("Client"),
                self.env._("Product family"),
                self.env._("Key position"),
                self.env._("Cut"),
            ),
            *(
                self.env._("Base"),
                self.env._("Last year"),
                self.env._("Change"),
                self.env._("Quantity effect"),
                self.env._("Price and mix effect"),
            ),
            *(self.env._("Not separable"), self.env._("Base quantity"), self.env._("Quantity, last year")),
        ]
        widths = (6, 14, 36, 30, 10, 8, *[14] * 8)
        self.write_table(
            self.env._("Families"),
            heads,
            widths,
            [
                self._family_row(case, family)
                for case in self.report.cases
                for family in self.report.case_families.get(case.case, ())
            ],
        )

    def _family_row(self, case, family):
        yes = self.env._("yes")
        return (
            (case.rank, COUNT),
            case.client.ref,
            case.client.name,
            family.name,
            yes if family.is_key_position else "",
            yes if family.is_cut else "",
            (family.base, MONEY),
            (family.current, MONEY),
            (family.difference, MONEY),
            (family.quantity_effect, MONEY),
            (family.price_effect, MONEY),
            (family.not_separable, MONEY),
            (family.quantity_base, QUANTITY),
            (family.quantity_current, QUANTITY),
        )

    def _write_moves(self):
        heads = [
            *(
                self.env._("No."),
                self.env._("Reference"),
                self.env._("Client"),
                self.env._("How"),
                self.env._("From"),
                self.env._("To"),
                self.env._("Of the group"),
            ),
            *(
                self.env._("Amount"),
                self.env._("State"),
                self.env._("Evidence"),
                self.env._("Decided by"),
                self.env._("Decided on"),
            ),
        ]
        rows = [
            (
                (case.rank, COUNT),
                case.client.ref,
                case.client.name,
                self.kinds[move.kind],
                move.lost_partner,
                move.partner,
                move.group,
                (move.amount, MONEY),
                self.states[move.state],
                move.evidence or "",
                move.decided_by,
                (self._local(move.decided_at), DATETIME),
            )
            for case in self.report.cases
            for move in case.moves
        ]
        self.write_table(self.env._("Moves"), heads, (6, 14, 36, 20, 30, 30, 24, 14, 14, 60, 20, 18), rows)

    def _write_work(self):
        """Causes, interviews, money, plan: a sheet for each table there is."""
        work = WorkPart(self.analysis, self.report, self.form, LossReportWording(self.analysis, self.report, self.form))
        codes = {AMOUNT: MONEY, DAY: DATE}
        for table in work.tables():
            widths = [16 if kind in codes else 30 for _head, kind in table.heads]
            rows = [
                tuple(
                    (value, codes[kind]) if kind in codes else value
                    for (_head, kind), value in zip(table.heads, row, strict=True)
                )
                for row in table.rows
            ]
            self.write_table(table.name, [head for head, _kind in table.heads], widths, rows, table.notes)

    def _write_sources(self):
        origins = self.form.labels("client.supply", "source")
        sheet = self.sheet(self.env._("Sources"), (44, 14, 14, 14, 14, 18))
        line = self.write_block(
            sheet,
            0,
            [
                self.env._("Supply ledger"),
                self.env._("First month"),
                self.env._("Last month"),
                self.env._("Ledger rows"),
                self.env._("Documents"),
                self.env._("Amount"),
            ],
            [
                (
                    origins[source.source],
                    (source.first, MONTH),
                    (source.last, MONTH),
                    (source.row_count, COUNT),
                    (source.document_count, COUNT),
                    (source.amount, MONEY),
                )
                for source in self.report.ledger_sources
            ],
        )
        line = self.write_block(
            sheet,
            line + 1,
            [self.env._("Imported source"), self.env._("First month"), self.env._("Last month"), self.env._("Rows")],
            [
                (source.name, (source.first, MONTH), (source.last, MONTH), (source.row_count, COUNT))
                for source in self.report.imported_sources
            ],
        )
        self.write_block(
            sheet,
            line + 1,
            [self.env._("Family set aside"), self.env._("Years before, together"), self.env._("Last year")],
            [(one.name, (one.before, MONEY), (one.current, MONEY)) for one in self.report.set_aside],
        )

    def _local(self, moment):
        """A moment in the reader's time zone, as Excel knows none."""
        return fields.Datetime.context_timestamp(self.analysis, moment).replace(tzinfo=None) if moment else None

from .loss_report_part import ReportPart


class SourcesPart(ReportPart):
    """Where each figure comes from."""

    def ledger_rows(self):
        """(origin, months, ledger rows, documents, amount) strings."""
        labels = self.form.labels("client.supply", "source")
        return [
            (
                labels[source.source],
                self.form.months(source.first, source.last),
                self.form.count(source.row_count),
                self.form.count(source.document_count),
                self.form.amount(source.amount),
            )
            for source in self.report.ledger_sources
        ]

    def import_rows(self):
        """(name, months, rows) strings of the imported sources."""
        return [
            (source.name, self.form.months(source.first, source.last), self.form.count(source.row_count))
            for source in self.report.imported_sources
        ]

    def cutover(self):
        # sudo: whoever may read the analysis may know where its figures come from
        month = self.analysis.company_id.sudo().supply_cutover_month
        if not month:
            return self.env._("All supplies come from Odoo's own documents: no history was imported.")
        return self.env._(
            "Supplies before %(month)s come from imported history, from this month on from Odoo's own documents.",
            month=self.form.month(month),
        )

    def set_aside_rows(self):
        return [
            (one.name, self.form.amount(one.before), self.form.amount(one.current)) for one in self.report.set_aside
        ]

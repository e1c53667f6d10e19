import psycopg2

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..engine import import_sql
from ..engine.currency_rates import CurrencyRates
from ..engine.months import month_of
from ..engine.supply_file import CopyStream, SupplyFile, SupplyFileError
from ..engine.supply_row import Refused, RowReader, shortened, writes_decimal_commas
from .supply_reasons import file_sentence, row_sentence

PROGRESS_EVERY = 25_000
LINE_COLUMNS = (
    "import_id, line_number, partner_id, date, month, categ_id, product_id,"
    " quantity, amount, margin, currency_id, currency_amount, document"
)


class _Rollback(Exception):
    """Ends a dry run or a refused import: what was written is taken back, the result is kept."""


class ClientSupplyImport(models.Model):
    """Loading a source: check, COPY, replace, sum into the ledger, all in one transaction."""

    _inherit = "client.supply.import"

    def _run(self, path, dry_run=False, progress=None):
        """Read the file at ``path`` into this source and the ledger, or only say what would happen.

        All or nothing: where a row is refused and refused rows are not to be left out,
        only the list of refusals stays.

        :param progress: called with the number of rows read so far, and ``is_read`` once all are
        :returns: {read, written, unchanged, refused: [(line, column, reason)]}
        :raises SupplyFileError: where the file as a whole cannot be used
        """
        self.ensure_one()
        self.check_access("write")
        if not self.env["client.supply"]._lock_ledger():
            raise SupplyFileError("busy")
        file = SupplyFile(path, self.file_name)
        columns = self._mapped_columns(file)
        checksum = self._fingerprint(path, columns)
        if self.state == "done" and self.checksum == checksum and not self.refused_count:
            return {"read": self.read_count, "written": 0, "unchanged": self.read_count, "refused": []}
        result = {"read": 0, "written": 0, "unchanged": 0, "refused": []}
        try:
            with self.env.cr.savepoint():
                self._load(file, columns, result, progress or (lambda count, is_read=False: None))
                if dry_run or (result["refused"] and not self.is_skip_refused):
                    raise _Rollback
        except _Rollback:
            # Records created on trial are gone from the database; the caches must not keep them.
            self.env.invalidate_all()
            self._keep_result(result, state="checked" if self.state != "done" else "done")
            if not dry_run:
                result["written"] = result["unchanged"] = 0
            return result
        self._keep_result(result, state="done", checksum=checksum)
        return result

    def _keep_result(self, result, **values):
        self.refusal_ids.unlink()
        refusals = [
            {"import_id": self.id, "line_number": line, "column": column, "reason": reason}
            for line, column, reason in result["refused"]
        ]
        self.env["client.supply.import.refusal"].create(refusals)
        # With all rights: the result is the import's own, the right to import was checked.
        self.sudo().write(
            {
                "read_count": result["read"],
                "written_count": result["written"],
                "unchanged_count": result["unchanged"],
                "refused_count": len({line for line, _column, _reason in result["refused"]}),
                **values,
            }
        )

    def _load(self, file, columns, result, progress):
        """Write the rows of ``file`` and sum them into the ledger; fills ``result``."""
        if self.is_create_missing:
            self._create_missing(file, columns)
        # What rows name was just created; a row that is refused for another cell shall not be told unknown too.
        reader = self._row_reader(file, columns, may_create=self.is_create_missing)
        old_months = self._set_old_rows_aside()
        self._copy_rows(file, reader, result, progress)
        if not result["read"]:
            raise SupplyFileError("no_rows", file=file.name)
        refused = [(line, column, row_sentence(self.env, *why)) for line, column, *why in reader.refusals]
        self._settle_cutover()
        if not self.is_add_up:
            refused += self._refuse_rows_of_other_sources(file.headings[columns["date"]])
        result["refused"] = sorted(refused, key=lambda refusal: refusal[0])
        self._assign_groups(reader.clients)
        [(unchanged, written, first, last)] = self.env.execute_query(
            import_sql.compare_with_old(self.id, has_old=bool(old_months[0]))
        )
        result["unchanged"], result["written"] = unchanged, written - unchanged
        self.sudo().write({"month_from": first, "month_to": last})  # as in _keep_result
        months = [month for month in (first, last, *old_months) if month]
        if months:
            self.env["client.supply"]._refresh_imported_months(self.company_id, (min(months), max(months)))
        self.invalidate_recordset(["line_ids"])

    def _set_old_rows_aside(self):
        """Move the rows of an earlier load to a temporary table; its (first, last) month."""
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS client_supply_old_line")
        cr.execute(import_sql.keep_old_lines(self.id))
        cr.execute(SQL("DELETE FROM client_supply_import_line WHERE import_id = %s", self.id))
        cr.execute("SELECT MIN(month), MAX(month) FROM client_supply_old_line")
        return cr.fetchone()

    def _copy_rows(self, file, reader, result, progress):
        """COPY the accepted rows, read and checked one at a time; memory does not grow with the file."""
        currency_ids = dict(self.env.execute_query(SQL("SELECT name, id FROM res_currency")))
        import_id = self.id

        def lines():
            count = 0
            for line, cells in file.rows():
                count += 1
                if count % PROGRESS_EVERY == 0:
                    progress(count)
                row = reader.row_of(line, cells)
                if row is None or reader.refuse_if_unknown(row):
                    continue
                document = row.document.translate(COPY_ESCAPES) if row.document else r"\N"
                yield (
                    f"{import_id}\t{line}\t{row.partner}\t{row.day}\t{row.month}"
                    f"\t{_or_null(row.categ)}\t{_or_null(row.product)}\t{row.quantity}\t{row.amount}"
                    f"\t{_or_null(row.margin)}\t{_or_null(currency_ids.get(row.currency))}"
                    f"\t{_or_null(row.currency_amount)}\t{document}\n"
                )
            result["read"] = count

        # The table, not the ORM: a million rows are copied in seconds and in little memory.
        self.env["client.supply.import.line"].flush_model()
        stream = CopyStream(lines())
        try:
            self.env.cr.copy_expert(
                f"COPY client_supply_import_line ({LINE_COLUMNS}) FROM STDIN",  # constants only
                stream,
                size=1 << 16,
            )
        except psycopg2.Error:
            if stream.error:
                raise stream.error from None
            raise
        progress(result["read"], is_read=True)
        # What follows must not be planned for a table as small as it was.
        self.env.cr.execute("ANALYZE client_supply_import_line")

    def _row_reader(self, file, columns, may_create=False):
        company = self.company_id
        comma = []

        def is_comma_decimal():
            if not comma:
                comma.append(writes_decimal_commas(file, columns))
            return comma[0]

        return RowReader(
            headings=file.headings,
            columns=columns,
            clients=self._client_lookup(columns, may_create),
            families=self._family_lookup(columns, may_create),
            rate=self._rate_lookup(),
            this_month=month_of(fields.Date.context_today(self)),
            cutover=company.supply_cutover_month or self.cutover_month or self._first_document_month(),
            date_order=self.date_order or None,
            is_comma_decimal=is_comma_decimal,
            may_be_unreadable=file.may_be_unreadable,
        )

    def _rate_lookup(self):
        """rate(currency code, day): company currency for one unit of it, at the rate of the day.

        All rates are read now: while rows are copied the connection is busy.
        """
        company = self.company_id
        self.env["res.currency"].flush_model()
        self.env["res.currency.rate"].flush_model()
        rates = CurrencyRates(
            self.env.execute_query(
                SQL(
                    """
                    SELECT currency.name, rate.name, rate.rate, rate.company_id IS NOT NULL
                      FROM res_currency_rate rate
                      JOIN res_currency currency ON currency.id = rate.currency_id
                     WHERE rate.company_id IS NULL OR rate.company_id = %s
                    """,
                    company.root_id.id,
                )
            ),
            codes=[code for (code,) in self.env.execute_query(SQL("SELECT name FROM res_currency"))],
            company_currency=company.currency_id.name,
        )

        def rate(code, day):
            if code not in rates.codes:
                raise Refused("unknown_currency", value=shortened(code))
            if not rates.has_rate(code):
                raise Refused("no_rate", value=code)
            return None if code == rates.company_currency else rates.factor(code, day)

        return rate

    def _settle_cutover(self):
        """The first import of a company sets its cut-over month; documents before it leave the ledger."""
        company = self.company_id
        if company.supply_cutover_month:
            return
        [(last_month,)] = self.env.execute_query(
            SQL("SELECT MAX(month) FROM client_supply_import_line WHERE import_id = %s", self.id)
        )
        cutover = self._suggested_cutover(last_month)
        if not cutover:
            return
        # The cut-over month belongs to the import, not to the settings of the user who imports.
        company.sudo().supply_cutover_month = cutover
        company.flush_recordset()
        self.env.cr.execute(
            SQL(
                "DELETE FROM client_supply WHERE company_id = %s AND source <> 'import' AND month < %s",
                company.id,
                cutover,
            )
        )

    def _refuse_rows_of_other_sources(self, column):
        """Take out rows whose client, family and month another source has, and say so."""
        rows = self.env.execute_query(import_sql.take_out_overlap(self.id, self.company_id.id))
        return [(line, column, row_sentence(self.env, "other_source", {"source": source})) for line, source in rows]

    def _withdraw(self):
        """Remove this source's rows from the ledger; the source itself stays, with what it was."""
        self.check_access("write")
        if not self.env["client.supply"]._lock_ledger():
            raise UserError(file_sentence(self.env, SupplyFileError("busy")))
        months = self._set_old_rows_aside()
        if months[0]:
            self.env["client.supply"]._refresh_imported_months(self.company_id, months)
        self.sudo().write({"state": "withdrawn", "checksum": False})  # as in _keep_result
        self.invalidate_recordset(["line_ids"])


COPY_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\x00": None})


def _or_null(value):
    return r"\N" if value is None or value is False else value

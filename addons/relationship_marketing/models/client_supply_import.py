import hashlib
import tempfile
from contextlib import contextmanager
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import clean_context

from ..engine.months import add_months, month_of
from ..engine.supply_file import SupplyFile, SupplyFileError
from ..engine.supply_heading import map_headings, missing_columns, normalised_heading
from .supply_reasons import file_sentence

# A larger file is left to the scheduled action; the form shows how far it is.
LARGEST_AT_ONCE = 3_000_000
OWN_FIELDS = {
    "company_id",
    "state",
    "checksum",
    "line_ids",
    "refusal_ids",
    "read_count",
    "written_count",
    "unchanged_count",
    "refused_count",
    "month_from",
    "month_to",
    "queued_user_id",
    "is_dry_run_queued",
}


class ClientSupplyImport(models.Model):
    """A named source of supply history from before Odoo: one file, its rows, what was refused (L1).

    Loading the source again replaces all its rows; withdrawing it removes them.
    """

    _name = "client.supply.import"
    _description = "Supply history"
    _inherit = ["mail.thread"]
    _order = "id DESC"
    _check_company_auto = True

    name = fields.Char(
        "Source", copy=False, help="The file's name, if left empty. One source is loaded from one file at a time."
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company, index=True)
    state = fields.Selection(
        [
            ("draft", "To check"),
            ("checked", "Checked"),
            ("queued", "Waiting"),
            ("done", "Imported"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        tracking=True,
    )
    file = fields.Binary("CSV or XLSX file", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    heading_ids = fields.One2many("client.supply.import.heading", "import_id", string="Headings")
    is_create_missing = fields.Boolean("Create unknown clients and families", help="Otherwise their rows are refused.")
    is_skip_refused = fields.Boolean(
        "Leave out refused rows", help="Otherwise nothing is imported while a row is refused."
    )
    is_add_up = fields.Boolean(
        "Add up with other sources",
        help="Otherwise a row is refused where another source already has the same client, family and month.",
    )
    date_order = fields.Selection(
        [("dmy", "Day/month/year"), ("mdy", "Month/day/year")],
        string="Dates with slashes",
        help="Only needed where 03/04/2023 could be read in two ways.",
    )
    cutover_month = fields.Date(
        "Cut-over month",
        help="Supplies before this month come from imported history, from it on from Odoo's own documents."
        " Set once, by the first import.",
    )
    is_cutover_asked = fields.Boolean(compute="_compute_is_cutover_asked")
    can_load = fields.Boolean(compute="_compute_can_load")
    line_ids = fields.One2many("client.supply.import.line", "import_id", string="Rows")
    refusal_ids = fields.One2many("client.supply.import.refusal", "import_id", string="Refused", copy=False)
    read_count = fields.Integer("Rows read", readonly=True, copy=False)
    written_count = fields.Integer("New or changed", readonly=True, copy=False)
    unchanged_count = fields.Integer("Unchanged", readonly=True, copy=False)
    refused_count = fields.Integer("Rows refused", readonly=True, copy=False)
    month_from = fields.Date("First month", readonly=True, copy=False)
    month_to = fields.Date("Last month", readonly=True, copy=False)
    checksum = fields.Char(readonly=True, copy=False)
    queued_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    is_dry_run_queued = fields.Boolean(readonly=True, copy=False)

    _name_uniq = models.Constraint(
        "UNIQUE (company_id, name)",
        "A source of this name exists already: open it and load the corrected file there.",
    )

    @api.depends("company_id.supply_cutover_month")
    def _compute_is_cutover_asked(self):
        for source in self:
            source.is_cutover_asked = not source.company_id.supply_cutover_month

    @api.depends_context("uid")
    def _compute_can_load(self):
        self.can_load = self.env["client.supply.import"].has_access("write")

    @api.constrains("cutover_month")
    def _check_cutover_month(self):
        for source in self:
            if source.cutover_month and source.cutover_month.day != 1:
                raise ValidationError(self.env._("The cut-over month must be the first day of a month."))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_written_by_hand(set().union(*vals_list) - {"company_id"})
        for vals in vals_list:
            vals["name"] = vals.get("name") or vals.get("file_name")
        # Without the context's defaults: they would get past the check.
        plain = self.with_context(clean_context(self.env.context))  # pylint: disable=context-overridden
        sources = super(ClientSupplyImport, plain).create(vals_list)
        sources.filtered("file")._read_headings()
        return sources.with_env(self.env)

    def write(self, vals):
        self._check_written_by_hand(vals)
        result = super().write(vals)
        if vals.get("file"):
            super().write({"checksum": False})
            super(ClientSupplyImport, self.filtered(lambda source: source.state != "done")).write({"state": "draft"})
            self._read_headings()
        return result

    def _check_written_by_hand(self, names):
        """Results, the state and the company of a source are the import's own.

        :raises AccessError: where a user writes one directly
        """
        if not self.env.su and not OWN_FIELDS.isdisjoint(names):
            raise AccessError(self.env._("What became of an import is not entered by hand."))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_imported(self):
        # Whoever may delete a source may be told that it still has rows.
        if self.env["client.supply.import.line"].sudo().search_count([("import_id", "in", self.ids)], limit=1):
            raise UserError(self.env._("An imported source is withdrawn, not deleted: its rows stand in the ledger."))

    @api.onchange("file")
    def _onchange_file(self):
        self.name = self.name or self.file_name

    def action_check(self):
        """Dry run: says what would be imported and which rows are refused, and changes nothing."""
        self._run_or_queue(dry_run=True)

    def action_import(self):
        self._run_or_queue(dry_run=False)
        refused = self.filtered(lambda source: source.state == "checked" and source.refused_count)
        if not refused:
            return False
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "Nothing was imported: %(count)s rows are refused.", count=sum(refused.mapped("refused_count"))
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_withdraw(self):
        """Take the source's rows out of the ledger again."""
        for source in self:
            source._withdraw()

    def action_open_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_supply_import_line_action")
        return {**action, "domain": [("import_id", "=", self.id)], "context": {}}

    def _run_or_queue(self, dry_run):
        self.check_access("write")
        for source in self:
            if not source.file:
                raise UserError(self.env._("Choose the CSV or XLSX file of %(name)s first.", name=source.name or "?"))
            if source._file_size() > LARGEST_AT_ONCE:
                source._queue(dry_run)
                continue
            with source._file_on_disk() as path:
                try:
                    source._run(path, dry_run=dry_run)
                except SupplyFileError as error:
                    raise UserError(file_sentence(self.env, error)) from error

    def _queue(self, dry_run):
        # With all rights: the state is the import's own, the right to import was checked.
        self.sudo().write({"state": "queued", "queued_user_id": self.env.uid, "is_dry_run_queued": dry_run})
        # Anybody who may import may have the import run now.
        self.env.ref("relationship_marketing.ir_cron_supply_import").sudo()._trigger()

    def _file_size(self):
        return self._file_attachment().file_size

    def _file_attachment(self):
        # The attachment of a field is found with all rights; the source itself was checked.
        return (
            self.env["ir.attachment"]
            .sudo()
            .search([("res_model", "=", self._name), ("res_field", "=", "file"), ("res_id", "=", self.id)], limit=1)
        )

    @contextmanager
    def _file_on_disk(self):
        """The path of the uploaded file; read as a stream from there, never whole into memory."""
        attachment = self._file_attachment()
        if attachment.store_fname:
            yield Path(attachment._full_path(attachment.store_fname))
            return
        with tempfile.NamedTemporaryFile() as copy:
            copy.write(attachment.raw or b"")
            copy.flush()
            yield Path(copy.name)

    def _read_headings(self):
        """List the file's headings, each with the column it is taken for."""
        for source in self:
            with source._file_on_disk() as path:
                try:
                    headings = SupplyFile(path, source.file_name).headings
                except SupplyFileError as error:
                    raise UserError(file_sentence(self.env, error)) from error
            columns, _clashes = map_headings(headings, source._remembered_headings())
            field_of = {index: field for field, index in columns.items()}
            source.heading_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create({"sequence": index, "name": heading, "field": field_of.get(index)})
                    for index, heading in enumerate(headings)
                ),
            ]

    def _remembered_headings(self):
        """{heading: column} as people last mapped them in this company."""
        headings = self.env["client.supply.import.heading"].search(
            [("import_id.company_id", "=", self.company_id.id), ("is_chosen", "=", True)], order="id"
        )
        return {normalised_heading(heading.name): heading.field for heading in headings}

    def _mapped_columns(self, file):
        """{column: index} for ``file``.

        :raises SupplyFileError: ``column_missing``, ``column_twice``
        """
        chosen = {normalised_heading(heading.name): heading.field for heading in self.heading_ids}
        columns, clashes = map_headings(file.headings, {**self._remembered_headings(), **chosen})
        if clashes:
            column, first, second = clashes[0]
            raise SupplyFileError("column_twice", file=file.name, column=column, first=first, second=second)
        if missing := missing_columns(columns):
            raise SupplyFileError("column_missing", file=file.name, columns=missing[0])
        return columns

    def _fingerprint(self, path, columns):
        """What tells one run from another: the file's content and how it is read."""
        digest = hashlib.sha256(repr((sorted(columns.items()), self.date_order, self.is_add_up)).encode())
        with path.open("rb") as raw:
            while chunk := raw.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    def _first_document_month(self):
        """The month of the company's first supply document in Odoo, or None."""
        company = self.company_id
        if company.supply_source == "order":
            query = SQL("SELECT MIN(date_order) FROM sale_order WHERE state = 'sale' AND company_id = %s", company.id)
        else:
            query = SQL(
                """
                SELECT MIN(invoice_date) FROM account_move
                 WHERE state = 'posted' AND company_id = %s
                   AND move_type IN ('out_invoice', 'out_refund', 'out_receipt')
                """,
                company.id,
            )
        self.env.flush_all()
        [(day,)] = self.env.execute_query(query)
        return day and month_of(day)

    def _suggested_cutover(self, last_month):
        """The company's cut-over month, or the one this import would set."""
        return (
            self.company_id.supply_cutover_month
            or self.cutover_month
            or self._first_document_month()
            or (last_month and add_months(last_month, 1))
        )

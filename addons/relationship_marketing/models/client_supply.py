import logging

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import ledger_sql

_logger = logging.getLogger(__name__)

# One statement of a rebuild sums about so many document lines, to end well within a minute.
LINES_PER_STATEMENT = 2_500_000
# Touched keys are summed again so many at a time, each batch in a transaction of its own.
KEYS_PER_BATCH = 50_000
# From so many keys on PostgreSQL is told at once how the ledger has grown.
KEYS_TO_ANALYSE = 10_000
LEDGER_LOCK = 0x5B_1ED6E5


class ClientSupply(models.Model):
    """The supply ledger: what a partner bought of a family in a month (L1).

    Rows are written by SQL only: summed from documents or from imported history
    (``engine/ledger_sql.py``). One origin for each company and month: imported
    before the company's cut-over month, documents from it on.
    """

    _name = "client.supply"
    _description = "Supply ledger"
    _order = "month DESC, id"
    _rec_name = "partner_id"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    partner_id = fields.Many2one(
        "res.partner", string="Buying client", required=True, readonly=True, ondelete="restrict"
    )
    group_id = fields.Many2one("client.group", string="Client group", related="partner_id.client_group_id")
    categ_id = fields.Many2one(
        "product.category", string="Product family", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    month = fields.Date(required=True, readonly=True)
    currency_id = fields.Many2one("res.currency", related="company_id.currency_id")
    quantity = fields.Float(digits=(16, 4), readonly=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True, help="Empty where the source names no unit.")
    is_uom_mixed = fields.Boolean("Several units", readonly=True)
    amount = fields.Monetary(readonly=True, help="Net of tax, after discounts and returns, in the company's currency.")
    margin = fields.Monetary(readonly=True, help="Of the part whose cost is known.")
    margin_amount = fields.Monetary(
        "Amount with known margin", readonly=True, help="The part of the amount whose margin is known."
    )
    document_count = fields.Integer("Documents", readonly=True)
    source = fields.Selection(
        [("invoice", "Invoices"), ("order", "Orders"), ("import", "Imported history")],
        required=True,
        readonly=True,
    )
    end_client_id = fields.Many2one(
        "res.partner",
        string="End client",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Whom the goods went to, where the buyer is a distributor.",
    )

    _key = models.UniqueIndex(
        "(partner_id, company_id, month, COALESCE(categ_id, 0))",
        "A client has one ledger row for each family and month.",
    )
    _month_idx = models.Index("(company_id, month)")

    @api.model
    def _queue(self, query):
        """Run one of the queueing statements of ``engine/ledger_sql.py``; what it reads must be flushed."""
        self.env.cr.execute(query)

    @api.model
    def _queue_rebuild(self, companies):
        """Have the whole ledger of ``companies`` summed again by a refresh that starts at once."""
        self.env.cr.execute(
            SQL("INSERT INTO client_supply_touched (company_id) SELECT UNNEST(%s)", companies.ids),
        )
        # Whoever may change where supplies come from may have the refresh run now.
        self.env.ref("relationship_marketing.ir_cron_supply_refresh").sudo()._trigger()

    @api.model
    def _lock_ledger(self):
        """Only one writer of the ledger at a time, until the end of the transaction.

        :returns: False where another one is at work
        """
        self.env.cr.execute(SQL("SELECT pg_try_advisory_xact_lock(%s)", LEDGER_LOCK))
        return self.env.cr.fetchone()[0]

    @api.model
    def _flush_documents(self):
        for name in ("account.move", "account.move.line", "sale.order", "sale.order.line", "product.template"):
            self.env[name].flush_model()
        for name in ("product.product", "res.partner", "res.company", "uom.uom", "client.supply.import"):
            self.env[name].flush_model()

    @api.model
    def _rebuild(self, companies):
        """Sum the whole ledger of ``companies`` again, from their documents and imported rows."""
        self._flush_documents()
        for company in companies:
            self.env.cr.execute(SQL("DELETE FROM client_supply WHERE company_id = %s", company.id))
            for partner_range in self._partner_ranges(company):
                self._insert_documents(company, partner_range=partner_range)
            self._insert_imports(company)
        self.env.cr.execute(
            SQL("DELETE FROM client_supply_touched WHERE company_id = ANY(%s)", companies.ids),
        )
        self._analyse_tables()
        self.invalidate_model()

    @api.model
    def _partner_ranges(self, company):
        """Ranges of partner ids, so that no statement of a rebuild runs over a minute; [None] for all at once."""
        table = "sale_order_line" if company.supply_source == "order" else "account_move_line"
        [(lines, first, last)] = self.env.execute_query(
            SQL(
                "SELECT (SELECT reltuples FROM pg_class WHERE oid = %s::regclass), MIN(id), MAX(id) FROM res_partner",
                table,
            )
        )
        count = int(max(lines, 0) // LINES_PER_STATEMENT) + 1
        if count == 1:
            return [None]
        width = (last - first) // count + 1
        return [(start, start + width - 1) for start in range(first, last + 1, width)]

    @api.model
    def _insert_documents(self, company, keys=None, partner_range=None):
        cutover = company.supply_cutover_month or None
        if company.supply_source == "order":
            contributions = ledger_sql.order_contributions(
                company.id, company._supply_timezone(), cutover, keys, partner_range
            )
        else:
            contributions = ledger_sql.invoice_contributions(company.id, cutover, keys, partner_range)
        self.env.cr.execute(ledger_sql.insert_ledger(contributions, company.supply_source))

    @api.model
    def _insert_imports(self, company, months=None, keys=None):
        if company.supply_cutover_month:
            contributions = ledger_sql.import_contributions(company.id, company.supply_cutover_month, months, keys)
            self.env.cr.execute(ledger_sql.insert_ledger(contributions, "import"))

    @api.model
    def _refresh_imported_months(self, company, months):
        """Sum the imported rows of ``company`` in ``months`` (first, last) again."""
        self.env.cr.execute(
            SQL(
                "DELETE FROM client_supply WHERE company_id = %s AND source = 'import' AND month BETWEEN %s AND %s",
                company.id,
                *months,
            )
        )
        self._insert_imports(company, months=months)
        self._analyse_tables()
        self.invalidate_model()

    @api.model
    def _analyse_tables(self):
        """Tell PostgreSQL how large the ledger has become: what is asked next must not be planned for an empty one."""
        self.env.cr.execute("ANALYZE client_supply, res_partner")

    @api.model
    def _refresh_touched(self, limit=KEYS_PER_BATCH):
        """Sum up to ``limit`` queued keys again and take them off the queue.

        :returns: (queue rows worked off, queue rows left)
        """
        self._flush_documents()
        cr = self.env.cr
        cr.execute(
            SQL(
                """
                DELETE FROM client_supply_touched
                 WHERE id IN (SELECT id FROM client_supply_touched ORDER BY id LIMIT %s)
             RETURNING company_id, partner_id, month
                """,
                limit,
            )
        )
        rows = cr.fetchall()
        companies = self.env["res.company"].browse(sorted({company for company, _partner, _month in rows}))
        whole = companies.browse(sorted({company for company, partner, _month in rows if not partner}))
        if whole:
            self._rebuild(whole)
        for company in companies - whole:
            keys = {(partner, month) for row_company, partner, month in rows if row_company == company.id}
            self._refresh_keys(company, keys)
        if len(rows) >= KEYS_TO_ANALYSE:
            self._analyse_tables()
        cr.execute("SELECT COUNT(*) FROM client_supply_touched")
        return len(rows), cr.fetchone()[0]

    @api.model
    def _refresh_keys(self, company, keys):
        """Sum these {(partner id, month)} of ``company`` again, all families of each."""
        partner_ids, months = zip(*sorted(keys), strict=True)
        cr = self.env.cr
        cr.execute("DROP TABLE IF EXISTS touched_supply_key")
        cr.execute(
            SQL(
                "CREATE TEMPORARY TABLE touched_supply_key ON COMMIT DROP AS"
                " SELECT * FROM UNNEST(%s::integer[], %s::date[]) AS key (partner_id, month)",
                list(partner_ids),
                list(months),
            )
        )
        cr.execute("ANALYZE touched_supply_key")
        cr.execute(
            SQL(
                """
                DELETE FROM client_supply supply USING touched_supply_key key
                 WHERE supply.company_id = %s
                   AND supply.partner_id = key.partner_id
                   AND supply.month = key.month
                """,
                company.id,
            )
        )
        self._insert_documents(company, keys="touched_supply_key")
        self._insert_imports(company, keys="touched_supply_key")
        self.invalidate_model()

    @api.model
    def _cron_refresh(self):
        """Bring the ledger up to date with the documents changed since the last run."""
        run = self.env["client.job.run"]._start(self.env._("Supply ledger refresh"))
        done, left = 0, 1
        while left:
            if not self._lock_ledger():
                run._finish(done, self.env._("Another job is writing the ledger; the rest follows at the next run."))
                return
            count, left = self._refresh_touched()
            done += count
            if not self.env["ir.cron"]._commit_progress(count, remaining=left):
                break
        run._finish(done)

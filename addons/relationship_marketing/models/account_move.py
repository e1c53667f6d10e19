from odoo import api, models
from odoo.tools import SQL

from ..engine.ledger_sql import queue_invoice_keys

LEDGER_FIELDS = {
    "state",
    "move_type",
    "invoice_date",
    "date",
    "partner_id",
    "partner_shipping_id",
    "company_id",
    "journal_id",
    "currency_id",
    "line_ids",
    "invoice_line_ids",
}


class AccountMove(models.Model):
    _inherit = "account.move"

    def write(self, vals):
        """Posting, resetting and cancelling queue the ledger keys of before and after."""
        if LEDGER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        self._queue_supply_keys()
        result = super().write(vals)
        self._queue_supply_keys()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_queue_supply_keys(self):
        self._queue_supply_keys()

    def _queue_supply_keys(self):
        """Have the ledger keys of these invoices, where posted, summed again (in invoice mode)."""
        posted = self.filtered(
            lambda move: (
                move.state == "posted"
                and move.is_sale_document(include_receipts=True)
                and move.company_id.supply_source == "invoice"
            )
        )
        if not posted:
            return
        self.env["account.move"].flush_model()
        self.env["account.move.line"].flush_model()
        self.env["client.supply"]._queue(queue_invoice_keys(SQL("move.id = ANY(%s)", posted.ids)))

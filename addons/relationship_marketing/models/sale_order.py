from odoo import api, models
from odoo.tools import SQL

from ..engine.ledger_sql import queue_order_keys

LEDGER_FIELDS = {
    "state",
    "date_order",
    "partner_id",
    "partner_shipping_id",
    "company_id",
    "currency_id",
    "pricelist_id",
    "order_line",
}


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def write(self, vals):
        """Confirming, changing and cancelling queue the ledger keys of before and after (order mode)."""
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
        """Have the ledger keys of these orders, where confirmed, summed again (in order mode)."""
        confirmed = self.filtered(lambda order: order.state == "sale" and order.company_id.supply_source == "order")
        if not confirmed:
            return
        self.env["sale.order"].flush_model()
        self.env["sale.order.line"].flush_model()
        self.env["client.supply"]._queue(queue_order_keys(SQL("sale.id = ANY(%s)", confirmed.ids)))

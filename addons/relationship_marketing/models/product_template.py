from odoo import models
from odoo.tools import SQL

from ..engine.ledger_sql import queue_import_keys, queue_invoice_keys, queue_order_keys


class ProductTemplate(models.Model):
    _inherit = "product.template"

    def write(self, vals):
        """A product that changes its family or unit takes its history along."""
        result = super().write(vals)
        if "categ_id" in vals or "uom_id" in vals:
            self._queue_supply_keys()
        return result

    def _queue_supply_keys(self):
        products = self.with_context(active_test=False).product_variant_ids
        if not products:
            return
        ledger = self.env["client.supply"]
        for name in ("account.move", "account.move.line", "sale.order", "sale.order.line"):
            self.env[name].flush_model()
        of_products = SQL("line.product_id = ANY(%s)", products.ids)
        ledger._queue(queue_invoice_keys(of_products))
        ledger._queue(queue_order_keys(of_products))
        ledger._queue(queue_import_keys(of_products))

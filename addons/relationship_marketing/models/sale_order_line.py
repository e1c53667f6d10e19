from odoo import api, models

LEDGER_FIELDS = {
    "product_id",
    "product_uom_qty",
    "product_uom_id",
    "price_unit",
    "discount",
    "tax_ids",
    "purchase_price",
    "is_downpayment",
    "display_type",
}


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.order_id._queue_supply_keys()
        return lines

    def write(self, vals):
        if LEDGER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        orders = self.order_id
        orders._queue_supply_keys()
        result = super().write(vals)
        orders._queue_supply_keys()
        if "purchase_price" in vals or "product_uom_id" in vals:
            # The margin of an invoice line follows the cost of the sale line behind it.
            self.invoice_lines.move_id._queue_supply_keys()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_queue_supply_keys(self):
        self.order_id._queue_supply_keys()

from odoo import api, models

LEDGER_FIELDS = {
    "balance",
    "debit",
    "credit",
    "amount_currency",
    "quantity",
    "price_unit",
    "discount",
    "product_id",
    "product_uom_id",
    "partner_id",
    "display_type",
    "is_downpayment",
    "sale_line_ids",
}


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    _supply_idx = models.Index("(partner_id, invoice_date) WHERE display_type = 'product' AND parent_state = 'posted'")

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.move_id._queue_supply_keys()
        return lines

    def write(self, vals):
        if LEDGER_FIELDS.isdisjoint(vals):
            return super().write(vals)
        moves = self.move_id
        moves._queue_supply_keys()
        result = super().write(vals)
        moves._queue_supply_keys()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_queue_supply_keys(self):
        self.move_id._queue_supply_keys()

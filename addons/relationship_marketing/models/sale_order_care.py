from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _action_confirm(self):
        """Closing the deal is the beginning of the relations with the client: the care plan starts (001, 004)."""
        result = super()._action_confirm()
        # Whoever confirms an order need not know of client records.
        self.env["client.care.request"].sudo()._start(self.sudo())
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        # As in _action_confirm.
        self.env["client.care.request"].sudo()._withdraw_of(self.sudo())
        return result

    def action_open_care(self):
        """What is asked of the client after these orders."""
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_care_request_action")
        return {**action, "domain": [("order_ids", "in", self.ids)], "context": {}}

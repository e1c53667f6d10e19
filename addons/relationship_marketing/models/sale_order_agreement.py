from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_confirm(self):
        """No oral deals (004): a confirmation without a valid agreement goes through, and is noted on the order."""
        result = super().action_confirm()
        for company, orders in self.filtered(lambda order: order.state == "sale").grouped("company_id").items():
            # Whoever confirms may not read agreements: only whether there is one is told.
            covered = self.env["client.agreement"].sudo()._valid_for(orders.partner_id, company)
            clients = orders.partner_id.commercial_partner_id.filtered("is_company").filtered(
                lambda client, covered=covered: client not in covered
            )
            oral = orders.filtered(lambda order, clients=clients: order.partner_id.commercial_partner_id in clients)
            oral._message_log_batch(
                {
                    order.id: self.env._(
                        "Confirmed without a valid agreement with %(client)s.",
                        client=order.partner_id.commercial_partner_id.display_name,
                    )
                    for order in oral
                }
            )
        return result

from odoo import api, models
from odoo.tools import SQL


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @api.model
    @api.readonly
    def get_unasked(self, order_id):
        """What a quotation says of its request: nothing was asked before it was sent, or is asked yet.

        :returns: {"is_sent", "lead": {id, name}, "question": text or ""}, or False where something was asked, or there
            is no request the user may read
        """
        order = self.browse(order_id)
        order.check_access("read")
        lead = order.opportunity_id._filtered_access("read")
        if not lead or order.state == "cancel":
            return False
        is_sent = order.state in ("sent", "sale")
        if is_sent:
            unasked = lead._quoted_unasked(lead.ids)
            is_unasked = bool(self.env.execute_query(SQL("SELECT FROM (%s) q WHERE order_id = %s", unasked, order.id)))
        else:
            # Whether anything was asked does not depend on who may read it.
            asked = self.env["lead.answer"].sudo()
            is_unasked = not asked.search_count([("lead_id", "=", lead.id), *asked._is_asking()], limit=1)
        if not is_unasked:
            return False
        return {
            "is_sent": is_sent,
            "lead": {"id": lead.id, "name": lead.name},
            "question": lead.sudo().next_question_id.name or "",
        }

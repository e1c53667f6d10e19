from odoo import api, fields, models


class ClientComplaint(models.Model):
    _inherit = "client.complaint"

    origin = fields.Selection(
        selection_add=[("late_delivery", "Late delivery")], ondelete={"late_delivery": "set default"}
    )
    picking_id = fields.Many2one(
        "stock.picking", string="Delivery", readonly=True, copy=False, ondelete="set null", check_company=True
    )

    _picking_uniq = models.UniqueIndex(
        "(picking_id) WHERE picking_id IS NOT NULL", "There is already a complaint about this delivery."
    )

    @api.model
    def _prepare_late_delivery_values(self, picking, days_late):
        order = picking.sale_id
        return {
            "origin": "late_delivery",
            "partner_id": order.partner_id.commercial_partner_id.id,
            "company_id": picking.company_id.id,
            "date": picking._complaint_day(picking.date_done),
            "subject": self.env._(
                "Delivery %(delivery)s of order %(order)s left after the promised day (days late: %(days)s)",
                delivery=picking.name,
                order=order.name,
                days=days_late,
            ),
            "problem_family_id": self.env["client.problem.family"]._of_code("late_delivery").id,
            "picking_id": picking.id,
            "order_id": order.id,
            "product_id": self._only(picking.move_ids.product_id),
            "categ_id": self._only(picking.move_ids.product_id.categ_id),
        }

    @api.model
    def _stamp_names(self):
        return super()._stamp_names() | {"picking_id"}

from odoo import fields, models

from ..engine.delivery_sql import moved_goods


class ClientDeliveryMove(models.Model):
    """Goods that went to a client, and what came back; read, not stored (R18)."""

    _name = "client.delivery.move"
    _description = "Goods delivered and returned"
    _auto = False
    _order = "moved_on DESC, id DESC"
    _rec_name = "picking_id"
    _depends = {
        "product.template": ["uom_id"],
        "res.partner": ["client_group_id", "commercial_partner_id"],
        "sale.order": ["partner_id"],
        "stock.move": [
            "date",
            "location_dest_id",
            "location_id",
            "origin_returned_move_id",
            "picking_id",
            "product_uom",
            "quantity",
            "sale_line_id",
            "state",
        ],
        "stock.picking": ["partner_id"],
    }

    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    picking_id = fields.Many2one("stock.picking", string="Delivery", readonly=True)
    order_id = fields.Many2one("sale.order", string="Sales order", readonly=True)
    moved_on = fields.Date("Day", readonly=True)
    month = fields.Date(readonly=True)
    direction = fields.Selection([("delivered", "Delivered"), ("returned", "Returned")], readonly=True)
    quantity = fields.Float(digits="Product Unit", readonly=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True)

    @property
    def _table_query(self):
        return moved_goods(self.env["client.delivery.line"]._zones())

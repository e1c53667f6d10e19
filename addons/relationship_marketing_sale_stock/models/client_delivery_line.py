from odoo import api, fields, models

from ..engine.delivery_sql import delivered_lines


class ClientDeliveryLine(models.Model):
    """An order line as the client counts it: promised for a day, delivered on another; read, not stored (R18)."""

    _name = "client.delivery.line"
    _description = "Delivery as the client counts it"
    _auto = False
    _order = "promised_on DESC, order_id, id"
    _rec_name = "order_id"
    _depends = {
        "client.performance.standard": [
            "active",
            "company_id",
            "count_by",
            "early_counts",
            "early_days",
            "group_id",
            "indicator",
            "promise_by",
            "tolerance_days",
            "transit_days",
        ],
        "product.template": ["type"],
        "res.partner": ["client_group_id", "commercial_partner_id"],
        "sale.order": ["commitment_date", "company_id", "date_order", "first_promised_on", "partner_id", "state"],
        "sale.order.line": ["customer_lead", "order_id", "product_id", "product_uom_id", "product_uom_qty"],
        "stock.move": [
            "date",
            "location_dest_id",
            "location_final_id",
            "location_id",
            "product_uom",
            "quantity",
            "sale_line_id",
            "state",
        ],
    }

    order_id = fields.Many2one("sale.order", string="Sales order", readonly=True)
    company_id = fields.Many2one("res.company", string="Our company", readonly=True)
    group_id = fields.Many2one("client.group", string="Client group", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Division", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    quantity = fields.Float("Ordered", digits="Product Unit", readonly=True)
    quantity_by_due = fields.Float("Delivered in time", digits="Product Unit", readonly=True)
    quantity_delivered = fields.Float("Delivered in all", digits="Product Unit", readonly=True)
    promised_on = fields.Date("Promised for", readonly=True)
    due_on = fields.Date("In time until", readonly=True, help="The promised day and the days late the client allows.")
    first_on = fields.Date("First arrival", readonly=True)
    last_on = fields.Date("Last arrival", readonly=True)
    month = fields.Date(readonly=True)
    days_late = fields.Integer("Days after the promise", readonly=True, aggregator="max")
    count_by = fields.Selection([("line", "By order line"), ("order", "By whole order")], readonly=True)
    state = fields.Selection(
        [
            ("on_time", "On time in full"),
            ("early", "Too early"),
            ("late", "Late"),
            ("short", "Not in full"),
            ("open", "Not due yet"),
        ],
        readonly=True,
    )

    @property
    def _table_query(self):
        return delivered_lines(self._zones(), fields.Datetime.now())

    @api.model
    def _zones(self):
        """{company id: its time zone} of all companies; rules say whose rows one sees."""
        companies = self.env["res.company"].sudo().with_context(active_test=False).search([("id", "!=", False)])
        return {company.id: company._supply_timezone() for company in companies}

    def action_open_order(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": self.order_id.id,
            "views": [(False, "form")],
        }

    def action_open_deliveries(self):
        """The transfers of this line's order."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("stock.action_picking_tree_all")
        return {**action, "domain": [("sale_id", "=", self.order_id.id)], "context": {}}

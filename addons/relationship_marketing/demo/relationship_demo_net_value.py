from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from .relationship_demo import product_code
from .relationship_demo_clients import _rows
from .supply_story import FAMILIES, MARGINS

HOURLY_COSTS = {"manager": 26.0, "development": 34.0, "director": 60.0}
# (client, days ago): (what, hours, money, expected, check in days, effect, what was found)
INVESTMENTS = {
    ("C210", 120): (
        "A test fixture for their radar boards",
        60,
        16500.0,
        "Their next series, 400 boards a quarter, is tested here and not at their bench.",
        60,
        "open",
        False,
    ),
    ("C201", 520): (
        "Two weeks of sorting at their incoming inspection, at our cost",
        90,
        2400.0,
        "The frame contract is signed again.",
        -150,
        "failed",
        "They signed with another assembler.",
    ),
}
PRESTIGE = {
    "KESTREL": "Our railway approval rests on them, and two other makers of signals came because of their name."
}
# What the goods of the invoiced months cost is not known for these clients: their costing is not finished.
WITHOUT_COSTING = ("C211", "C314", "C322")


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load(self):
        """After all stories are told, what the night finds: what each client is worth."""
        is_new = not self.env["client.group"].with_context(active_test=False).search_count([("code", "=", "KVARTON")])
        result = super()._load()
        if is_new:
            values = self.env["client.net.value"].with_context(allowed_company_ids=self.env.company.ids)
            values._refresh_company(self.env["client.group"])
            values._refresh(self.env["client.group"].search([("active", "=", True)]))
        return result

    @api.model
    def _load_stories(self):
        """What serving the clients costs: one eats up his margin with rush orders, one is kept for his name."""
        result = super()._load_stories()
        self._load_orders_behind_invoices()
        self._load_service_costs()
        self._load_prestige()
        self.env["client.complaint"].search([("cost_total", ">", 0), ("date", "<", self._on_day(60))]).write(
            {"is_cost_complete": True}
        )
        return result

    @api.model
    def _load_service_costs(self):
        self.env["client.hourly.cost"].create(
            [
                {
                    "user_id": self._record(f"user_{login}").id,
                    "date_from": self._on_day(365 * 4),
                    "hourly_cost": cost,
                }
                for login, cost in HOURLY_COSTS.items()
            ]
        )
        clients = {client.ref: client for client in self.env["res.partner"].search([("ref", "like", "C___")])}
        values = [
            {
                "partner_id": clients[row["client"]].id,
                "date": self._on_day(int(row["first"]) - turn * int(row["every"])),
                "kind": row["kind"],
                "user_id": self._record(f"user_{row['user']}").id,
                "hours": float(row["hours"]),
                "amount": float(row["amount"]),
                "name": row["name"],
            }
            for row in _rows("service_costs.csv")
            for turn in range(int(row["times"]))
        ]
        for (ref, days_ago), (name, hours, amount, expected, check, effect, found) in INVESTMENTS.items():
            values.append(
                {
                    "partner_id": clients[ref].id,
                    "date": self._on_day(days_ago),
                    "kind": "other",
                    "user_id": self._record("user_development").id,
                    "hours": hours,
                    "amount": amount,
                    "name": name,
                    "nature": "investment",
                    "expected_effect": expected,
                    "effect_date": self._on_day(-check),
                    "effect": effect,
                    "effect_note": found,
                }
            )
        self.env["client.service.cost"].create(values)

    @api.model
    def _load_prestige(self):
        self.env["client.prestige"].with_user(self._record("user_director")).create(
            [
                {
                    "group_id": self._record(f"group_{code.lower()}").id,
                    "date_from": self._on_day(500),
                    "review_date": self._on_day(-90),
                    "reason": reason,
                }
                for code, reason in PRESTIGE.items()
            ]
        )

    @api.model
    def _load_orders_behind_invoices(self):
        """The invoiced months were ordered before: what the goods cost is known, but for a few clients."""
        clients = self.env["res.partner"].search(
            [("ref", "=like", "C___"), ("is_company", "=", True), ("ref", "not in", WITHOUT_COSTING)]
        )
        invoices = self.env["account.move"].search(
            [
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("partner_id", "in", clients.ids),
                ("company_id", "=", self.env.company.id),
            ]
        )
        shares = {product_code(family): MARGINS[family] for family in FAMILIES}
        orders = (
            self.env["sale.order"]
            .with_context(skip_procurement=True)
            .create(
                [
                    {
                        "partner_id": invoice.partner_id.id,
                        "date_order": fields.Datetime.to_datetime(invoice.invoice_date) - timedelta(days=20),
                        "user_id": invoice.partner_id.user_id.id,
                        "order_line": [
                            Command.create(self._prepare_order_line(line, shares))
                            for line in invoice.invoice_line_ids
                            if line.product_id.default_code in shares
                        ],
                    }
                    for invoice in invoices
                ]
            )
        )
        # Delivered and invoiced before this company used Odoo: nothing is to be confirmed or sent.
        orders.with_context(skip_procurement=True).write({"state": "sale"})
        for invoice, order in zip(invoices, orders, strict=True):
            order.date_order = fields.Datetime.to_datetime(invoice.invoice_date) - timedelta(days=20)
        invoices._queue_supply_keys()
        self.env["client.supply"]._refresh_touched()

    @api.model
    def _prepare_order_line(self, line, shares):
        return {
            "product_id": line.product_id.id,
            "product_uom_qty": line.quantity,
            "price_unit": line.price_unit,
            "tax_ids": [Command.clear()],
            "purchase_price": round(line.price_unit * (1 - shares[line.product_id.default_code]), 2),
            "invoice_lines": [Command.link(line.id)],
        }

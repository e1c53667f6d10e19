from dataclasses import dataclass
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.relationship_marketing.engine.months import add_months, month_of


@dataclass(frozen=True)
class Delivery:
    """An order line: promised for a day, sent in parts of (days after the promise, quantity), some of it back."""

    ref: str
    product: str
    quantity: int
    promised: object
    parts: tuple
    returned: int = 0


# (client, product, pieces, days before the promise on which it left, month by month)
STEADY = [
    ("C202", "VE-02", 60, 1),
    ("C203", "VE-01", 200, 0),
    ("C204", "VE-05", 40, 2),
    ("C212", "VE-01", 150, 1),
    ("C101", "VE-01", 120, 1),
    ("C103", "VE-03", 20, 0),
]
MONTHS = 8
# (client, months ago): days late
LATE = {("C203", 3): 2, ("C203", 5): 6, ("C202", 6): 4, ("C101", 4): 3, ("C103", 7): 1}
# (client, months ago): pieces sent back
RETURNED = {("C101", 3): 2, ("C202", 5): 1}
# Kestrel waits, and counts whole orders: (days ago promised, ((days after, pieces), …))
KESTREL = [
    (200, ((0, 10),)),
    (170, ((-1, 10),)),
    (140, ((0, 6), (1, 4))),
    (110, ((0, 10),)),
    (80, ((3, 10),)),
    (51, ((5, 10),)),
    (7, ((0, 8), (2, 4))),
]


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_deliveries(self):
        """What the clients of the demo company were promised and when it came; then the months are judged by it."""
        clients = self.env["res.partner"].search([("ref", "like", "C2__")]).grouped("ref")
        if "C214" not in clients or self.env["sale.order"].search_count([("client_order_ref", "=like", "KRS-%")]):
            return
        demo = self.with_context(tracking_disable=True, mail_create_nolog=True, mail_create_nosubscribe=True)
        for number, delivery in enumerate(self._deliveries(), start=1):
            demo._deliver(delivery, number)
        self.env["client.value.job"]._calculate(self.env["client.group"].search([("active", "=", True)]))

    @api.model
    def _deliveries(self):
        """What was ordered and sent, by day promised."""
        today = fields.Date.context_today(self)
        found = [
            Delivery("C214", "VE-03", sum(q for _day, q in parts), today - timedelta(days=days), parts)
            for days, parts in KESTREL
        ]
        for ago in range(MONTHS, 0, -1):
            promised = add_months(month_of(today), -ago) + timedelta(days=13)
            for ref, product, quantity, early in STEADY:
                parts = ((LATE.get((ref, ago), -early), quantity),)
                found.append(Delivery(ref, product, quantity, promised, parts, RETURNED.get((ref, ago), 0)))
        return found

    @api.model
    def _deliver(self, delivery, number):
        """A confirmed order without the calls and requests that a confirmation of today begins."""
        client = self.env["res.partner"].search([("ref", "=", delivery.ref)], limit=1)
        product = self.env["product.product"].search([("default_code", "=", delivery.product)], limit=1)
        moment = datetime.combine(delivery.promised, time(9))
        order = self.env["sale.order"].create(
            {
                "partner_id": client.id,
                "client_order_ref": f"KRS-{number:03}" if delivery.ref == "C214" else False,
                "state": "sale",
                "date_order": moment - timedelta(days=30),
                "commitment_date": moment,
                "first_promised_on": moment,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": delivery.quantity})],
            }
        )
        for days, quantity in delivery.parts:
            self._send(order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel")), moment, days, quantity)
        if delivery.returned:
            self._send_back(order.picking_ids, delivery.returned, moment + timedelta(days=8))

    @api.model
    def _send(self, picking, moment, days, quantity):
        picking.move_ids.write({"quantity": quantity, "picked": True})
        picking.move_ids._action_done()  # the transfer itself would write to the client
        self._on(picking, moment + timedelta(days=days))

    @api.model
    def _send_back(self, picking, quantity, moment):
        wizard = self.env["stock.return.picking"].with_context(
            active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
        )
        wizard = wizard.create({})
        wizard.product_return_moves.quantity = quantity
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.picked = True
        back.move_ids._action_done()
        self._on(back, moment)

    @api.model
    def _on(self, picking, moment):
        """It happened on that day, not on the day the demo was loaded."""
        picking.move_ids.date = moment
        picking.date_done = moment

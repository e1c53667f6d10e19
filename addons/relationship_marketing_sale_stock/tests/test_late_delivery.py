from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestLateDelivery(TransactionCase):
    """A delivery later than promised asks once whether it is a complaint."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls.env["res.partner"].create({"name": "Orion", "is_company": True})
        cls.product = cls.env["product.product"].create({"name": "Board", "type": "consu"})
        cls.storekeeper = new_test_user(cls.env, "late_store", groups="stock.group_stock_user")

    def deliver(self, promised, left):
        """The complaints proposed by a delivery promised for one moment that left at another."""
        with freeze_time("2026-03-01 08:00:00"):
            order = self.env["sale.order"].create(
                {
                    "partner_id": self.client.id,
                    "commitment_date": promised,
                    "order_line": [Command.create({"product_id": self.product.id, "product_uom_qty": 5})],
                }
            )
            order.action_confirm()
        with freeze_time(left):
            picking = order.picking_ids.with_user(self.storekeeper)
            picking.move_ids.write({"quantity": 5, "picked": True})
            picking.button_validate()
        self.assertEqual(picking.state, "done")
        return order.picking_ids, self.env["client.complaint"].search([("picking_id", "in", order.picking_ids.ids)])

    def test_a_late_delivery_is_proposed_once(self):
        picking, proposal = self.deliver("2026-03-10 09:00:00", "2026-03-15 10:00:00")
        self.assertEqual(
            (proposal.state, proposal.origin, proposal.partner_id, proposal.order_id),
            ("proposed", "late_delivery", self.client, picking.sale_id),
        )
        self.assertEqual(proposal.problem_family_id.code, "late_delivery")
        self.assertIn("days late: 5", proposal.subject)
        picking._propose_complaints()
        self.assertEqual(self.env["client.complaint"].search_count([("picking_id", "=", picking.id)]), 1)

    def test_set_aside_with_a_reason_it_does_not_come_back(self):
        picking, proposal = self.deliver("2026-03-10 09:00:00", "2026-03-15 10:00:00")
        self.env["client.complaint.decision"].create(
            {"complaint_ids": proposal.ids, "kind": "reject", "reason": "They asked for a later day by phone"}
        ).action_decide()
        picking._propose_complaints()
        self.assertEqual(proposal.state, "rejected")
        self.assertEqual(self.env["client.complaint"].search_count([("picking_id", "=", picking.id)]), 1)

    def test_on_the_promised_day_is_in_time(self):
        _picking, proposal = self.deliver("2026-03-10 06:00:00", "2026-03-10 16:00:00")
        self.assertFalse(proposal)

    def test_the_day_is_that_of_the_companys_time_zone(self):
        self.env.company.partner_id.tz = "Asia/Novosibirsk"
        _picking, proposal = self.deliver("2026-03-10 06:00:00", "2026-03-10 18:00:00")
        self.assertIn("days late: 1", proposal.subject)

    def test_a_company_that_does_not_want_it_is_not_asked(self):
        self.env.company.complaint_from_late_delivery = False
        _picking, proposal = self.deliver("2026-03-10 09:00:00", "2026-03-15 10:00:00")
        self.assertFalse(proposal)

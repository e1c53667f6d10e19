from odoo.tests import tagged

from .common import LedgerCase, ledger_rows


@tagged("post_install", "-at_install")
class TestLedgerOrder(LedgerCase):
    """A company that counts confirmed orders instead of invoices."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.supply_source = "order"
        cls.company.partner_id.tz = "Europe/Sofia"

    def test_confirmed_orders_count_in_the_month_of_the_companys_time_zone(self):
        self.order([(self.board, 2, 100)], moment="2024-03-31 21:30:00")
        self.order([(self.board, 1, 100)], moment="2024-03-31 20:30:00")
        self.order([(self.board, 1, 100)], confirm=False)
        self.refresh()
        self.assertEqual(
            self.amounts(),
            {("Orion", "2024-04", "Boards"): (2, 200), ("Orion", "2024-03", "Boards"): (1, 100)},
        )

    def test_invoices_do_not_count(self):
        self.invoice([(self.board, 1, 100)])
        self.refresh()
        self.assertFalse(self.amounts())

    def test_changes_and_cancellation_follow(self):
        order = self.order([(self.board, 2, 100)])
        self.refresh()
        order.order_line.product_uom_qty = 5
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (5, 500)})
        order._action_cancel()
        self.refresh()
        self.assertFalse(self.amounts())

    def test_margin_comes_from_the_order_line(self):
        self.board.standard_price = 60
        self.order([(self.board, 2, 100)])
        self.refresh()
        row = self.ledger.search([("company_id", "=", self.company.id)])
        self.assertEqual((row.margin, row.margin_amount), (80, 200))

    def test_a_contact_that_moves_takes_its_orders_along(self):
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.client.id})
        self.order([(self.board, 1, 100)], partner=contact)
        self.refresh()
        contact.parent_id = self.other_client
        self.refresh()
        self.assertEqual(self.amounts(), {("Vega", "2024-03", "Boards"): (1, 100)})

    def test_the_step_equals_the_full_rebuild_and_so_does_a_change_of_source(self):
        first = self.order([(self.board, 2, 100), (self.cable, 3, 5)])
        second = self.order([(self.board, 1, 80)], partner=self.other_client, moment="2024-04-01 00:30:00")
        self.refresh()
        first.order_line[0].price_unit = 90
        second.order_line.purchase_price = 11
        first.date_order = "2024-02-29 23:30:00"
        self.refresh()
        stepwise = ledger_rows(self.env, self.company)
        self.ledger._rebuild(self.company)
        self.assertEqual(stepwise, ledger_rows(self.env, self.company))
        self.company.supply_source = "invoice"
        self.refresh()
        self.assertFalse(self.amounts())

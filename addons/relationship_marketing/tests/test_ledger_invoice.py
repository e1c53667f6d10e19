from odoo.fields import Command
from odoo.tests import tagged

from .common import LedgerCase, ledger_rows


@tagged("post_install", "-at_install")
class TestLedgerInvoice(LedgerCase):
    """What posted customer documents put into the supply ledger."""

    def test_a_posted_invoice_is_summed_by_month_and_family(self):
        self.invoice([(self.board, 2, 100), (self.board, 1, 90), (self.cable, 5, 10)])
        self.invoice([(self.board, 1, 100)], day="2024-03-31")
        self.invoice([(self.board, 1, 100)], day="2024-04-01")
        self.refresh()
        self.assertEqual(
            self.amounts(),
            {
                ("Orion", "2024-03", "Boards"): (4, 390),
                ("Orion", "2024-03", "Cables"): (5, 50),
                ("Orion", "2024-04", "Boards"): (1, 100),
            },
        )
        march = self.ledger.search([("month", "=", "2024-03-01"), ("categ_id", "=", self.boards.id)])
        self.assertEqual((march.document_count, march.source), (2, "invoice"))

    def test_a_credit_note_takes_amount_and_quantity_back(self):
        self.invoice([(self.board, 3, 100)])
        self.invoice([(self.board, 1, 100)], move_type="out_refund")
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (2, 200)})

    def test_amounts_are_net_of_tax_and_after_discount(self):
        move = self.invoice([(self.board, 1, 100)], post=False)
        move.invoice_line_ids.write({"discount": 10, "tax_ids": [Command.set(self.tax_sale_a.ids)]})
        move.action_post()
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (1, 90)})

    def test_drafts_vendor_bills_and_down_payments_do_not_count(self):
        self.invoice([(self.board, 1, 100)], post=False)
        self.invoice([(self.board, 1, 100)], move_type="in_invoice")
        down_payment = self.invoice([(self.board, 1, 100)], post=False)
        down_payment.invoice_line_ids.is_downpayment = True
        down_payment.action_post()
        self.refresh()
        self.assertFalse(self.amounts())

    def test_our_own_companies_are_no_clients(self):
        self.invoice([(self.board, 1, 100)], partner=self.company.partner_id)
        self.refresh()
        self.assertFalse(self.amounts())

    def test_a_line_without_product_belongs_to_no_family(self):
        self.invoice([(self.env["product.product"], 2, 50)])
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", None): (2, 100)})

    def test_quantity_is_in_the_products_unit(self):
        move = self.invoice([(self.board, 2, 1200)], post=False)
        move.invoice_line_ids.product_uom_id = self.env.ref("uom.product_uom_dozen")
        move.invoice_line_ids.price_unit = 1200
        move.action_post()
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (24, 2400)})

    def test_another_currency_counts_at_the_documents_rate(self):
        currency = self.setup_other_currency("HRK", rates=[("2024-01-01", 4.0)])
        self.invoice([(self.board, 1, 100)], currency_id=currency.id)
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (1, 25)})

    def test_resetting_cancelling_and_deleting_take_the_invoice_out_again(self):
        move = self.invoice([(self.board, 1, 100)])
        self.refresh()
        move.button_draft()
        self.refresh()
        self.assertFalse(self.amounts())
        move.invoice_date = "2024-05-05"
        move.action_post()
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-05", "Boards"): (1, 100)})
        move.button_draft()
        move.button_cancel()
        self.refresh()
        self.assertFalse(self.amounts())

    def test_a_product_that_changes_its_family_takes_its_history_along(self):
        self.invoice([(self.board, 1, 100), (self.cable, 1, 10)])
        self.refresh()
        self.board.categ_id = self.cables
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Cables"): (2, 110)})

    def test_a_contact_that_moves_leaves_its_invoices_behind(self):
        contact = self.env["res.partner"].create({"name": "Anna", "parent_id": self.client.id})
        self.invoice([(self.board, 1, 100)], partner=contact)
        contact.parent_id = self.other_client
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (1, 100)})

    def test_archived_clients_stay_in(self):
        self.invoice([(self.board, 1, 100)])
        self.client.active = False
        self.refresh()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (1, 100)})

    def test_margin_is_known_only_where_a_sale_line_stands_behind(self):
        self.board.standard_price = 60
        order = self.order([(self.board, 2, 100)])
        invoice = order._create_invoices()
        invoice.invoice_date = "2024-03-20"
        invoice.action_post()
        self.invoice([(self.board, 1, 50)])
        self.invoice([(self.cable, 1, 10)])
        self.refresh()
        boards = self.ledger.search([("company_id", "=", self.company.id), ("categ_id", "=", self.boards.id)])
        self.assertEqual((boards.amount, boards.margin, boards.margin_amount), (250, 80, 200))
        self.env.cr.execute("SELECT margin FROM client_supply WHERE categ_id = %s", [self.cables.id])
        self.assertEqual(self.env.cr.fetchall(), [(None,)])

    def test_the_end_client_is_whom_a_distributor_had_us_deliver_to(self):
        self.invoice([(self.board, 1, 100)], partner_shipping_id=self.other_client.id)
        self.invoice([(self.cable, 1, 10)])
        self.refresh()
        rows = self.ledger.search([("company_id", "=", self.company.id)])
        self.assertEqual(rows.filtered(lambda row: row.categ_id == self.boards).end_client_id, self.other_client)
        self.assertFalse(rows.filtered(lambda row: row.categ_id == self.cables).end_client_id)

    def test_months_before_the_cutover_are_left_to_imported_history(self):
        self.company.supply_cutover_month = "2024-04-01"
        self.invoice([(self.board, 1, 100)], day="2024-03-15")
        self.invoice([(self.board, 1, 100)], day="2024-04-15")
        self.refresh()
        self.assertEqual(list(self.amounts()), [("Orion", "2024-04", "Boards")])
        self.company.supply_cutover_month = "2024-03-01"
        self.refresh()
        self.assertEqual(len(self.amounts()), 2)

    def test_the_step_equals_the_full_rebuild_after_many_changes(self):
        moves = [self.invoice([(self.board, n, 10 + n), (self.cable, 1, n)], day=f"2024-0{n}-10") for n in range(1, 6)]
        self.refresh()
        moves[0].button_draft()
        moves[0].invoice_line_ids[0].quantity = 7
        moves[0].action_post()
        moves[1].button_draft()
        moves[1].partner_id = self.other_client
        moves[1].action_post()
        moves[2]._reverse_moves([{"invoice_date": "2024-03-28", "date": "2024-03-28"}]).action_post()
        moves[3].button_draft()
        moves[3].button_cancel()
        self.cable.categ_id = self.boards
        self.refresh()
        stepwise = ledger_rows(self.env, self.company)
        self.ledger._rebuild(self.company)
        self.assertTrue(stepwise)
        self.assertEqual(stepwise, ledger_rows(self.env, self.company))

    def test_a_rebuild_by_ranges_of_clients_equals_one_in_a_single_statement(self):
        for partner in (self.client, self.other_client):
            self.invoice([(self.board, 1, 100)], partner=partner)
        self.ledger._rebuild(self.company)
        whole = ledger_rows(self.env, self.company)
        first, last = min(self.client.id, self.other_client.id), max(self.client.id, self.other_client.id)
        self.patch(
            type(self.ledger),
            "_partner_ranges",
            lambda ledger, company: [(0, first), (first + 1, last), (last + 1, last + 9)],
        )
        self.ledger._rebuild(self.company)
        self.assertEqual(whole, ledger_rows(self.env, self.company))

    def test_the_scheduled_action_works_the_queue_off_and_logs_its_run(self):
        self.invoice([(self.board, 1, 100)])
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_supply_refresh").method_direct_trigger()
        self.assertEqual(self.amounts(), {("Orion", "2024-03", "Boards"): (1, 100)})
        run = self.env["client.job.run"].search([], limit=1)
        self.assertEqual((run.state, run.processed > 0), ("done", True))

    def test_posting_costs_a_fixed_number_of_queries_more(self):
        """Queueing is one statement for a batch of invoices, however many lines they have."""
        moves = self.env["account.move"]
        for _index in range(3):
            moves |= self.invoice([(self.board, 1, 1)] * 5, post=False)
        moves.action_post()
        self.env.flush_all()
        with self.assertQueryCount(1):
            moves._queue_supply_keys()

from datetime import date, datetime

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged

ORDERED = "2026-03-01 08:00:00"
NOW = "2026-04-20 08:00:00"
MARCH = date(2026, 3, 1)


@tagged("post_install", "-at_install")
class TestPerformance(TransactionCase):
    """On time in full and returns, as the client counts them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True})
        cls.company = cls.env.company
        cls.group = cls.env["client.group"].create({"name": "Orion", "is_key_client": True, "key_reason": "Large"})
        cls.client = cls.env["res.partner"].create(
            {"name": "Orion Plant", "is_company": True, "client_group_id": cls.group.id}
        )
        cls.product, cls.other = cls.env["product.product"].create(
            [{"name": name, "type": "consu"} for name in ("Board", "Box")]
        )
        cls.standards = cls.env["client.performance.standard"]

    @classmethod
    def standard(cls, indicator="on_time", value=95.0, group=None, **values):
        return cls.standards.create({"indicator": indicator, "value": value, "group_id": group and group.id, **values})

    def order(self, promised, *lines, **values):
        """A confirmed order of [(product, quantity)], promised for a moment."""
        with freeze_time(ORDERED):
            order = self.env["sale.order"].create(
                {
                    "partner_id": self.client.id,
                    "commitment_date": promised,
                    "order_line": [
                        Command.create({"product_id": product.id, "product_uom_qty": quantity})
                        for product, quantity in lines or [(self.product, 5)]
                    ],
                    **values,
                }
            )
            order.action_confirm()
        return order

    def deliver(self, order, moment, **quantities):
        """Send what is open of an order, or {product name: quantity} of it, at a moment; the rest stays open."""
        with freeze_time(moment):
            picking = order.picking_ids.filtered(lambda p: p.state not in ("done", "cancel"))
            for move in picking.move_ids:
                move.write({"quantity": quantities.get(move.product_id.name, move.product_uom_qty), "picked": True})
            picking.move_ids.filtered(lambda move: not move.quantity).picked = False
            action = picking.button_validate()
            if isinstance(action, dict):
                wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
                wizard.process()
        return picking

    def lines(self):
        """[(state, days late)] of the client's order lines in the order they were promised"""
        with freeze_time(NOW):
            self.env["client.delivery.line"].invalidate_model()
            found = self.env["client.delivery.line"].search([("group_id", "=", self.group.id)], order="promised_on, id")
            return [(line.state, line.days_late) for line in found]

    def month(self, indicator="on_time", month=MARCH):
        with freeze_time(NOW):
            rows = self.env["client.performance"]
            rows._refresh_performance(self.group)
            return rows.search([("group_id", "=", self.group.id), ("indicator", "=", indicator), ("month", "=", month)])

    def test_a_whole_line_by_the_promised_day_is_on_time(self):
        self.standard()
        self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-10 15:00:00")
        self.assertEqual(self.lines(), [("on_time", 0)])
        row = self.month()
        self.assertEqual((row.state, row.cases, row.failed, row.value), ("met", 1, 0, 100))
        self.assertLess(row.low, 25, "One delivery says little, and the interval says so.")

    def test_a_day_late_is_late_unless_the_client_allows_it(self):
        self.standard()
        self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-11 09:00:00")
        self.assertEqual(self.lines(), [("late", 1)])
        self.standard(group=self.group, tolerance_days=1)
        self.assertEqual(self.lines(), [("on_time", 1)])

    def test_where_the_client_counts_arrival_the_days_on_the_road_count(self):
        self.standard(group=self.group, transit_days=3)
        self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-08 09:00:00")
        self.assertEqual(self.lines(), [("late", 1)])

    def test_too_early_counts_only_where_the_client_says_so(self):
        self.standard()
        self.deliver(self.order("2026-03-20 09:00:00"), "2026-03-10 09:00:00")
        self.assertEqual(self.lines(), [("on_time", 0)])
        self.standard(group=self.group, early_counts=True, early_days=5)
        self.assertEqual(self.lines(), [("early", 0)])

    def test_a_part_in_time_is_not_in_full(self):
        self.standard()
        order = self.order("2026-03-10 09:00:00")
        self.deliver(order, "2026-03-10 15:00:00", Board=4)
        self.assertEqual([state for state, _days in self.lines()], ["short"])
        self.deliver(order, "2026-03-14 09:00:00")
        self.assertEqual(self.lines(), [("late", 4)])
        self.assertEqual(self.month().state, "not_met")

    def test_by_whole_order_one_late_line_makes_the_order_late(self):
        order = self.order("2026-03-10 09:00:00", (self.product, 5), (self.other, 2))
        self.deliver(order, "2026-03-10 15:00:00", Board=5, Box=0)
        self.deliver(order, "2026-03-12 15:00:00")
        self.standard()
        by_line = self.month()
        self.assertEqual((by_line.cases, by_line.failed), (2, 1))
        self.env["client.performance"].flush_model()
        self.standard(group=self.group, count_by="order")
        with freeze_time(NOW):
            measured = self.env["client.performance"]._measure_on_time(
                (self.group.ids, self.company.id, "UTC", MARCH, date(2026, 4, 1))
            )
        self.assertEqual([(one.cases, one.failed) for one in measured], [(1, 1)])

    def test_a_moved_date_keeps_the_first_promise(self):
        self.standard()
        order = self.order("2026-03-10 09:00:00")
        order.commitment_date = "2026-03-25 09:00:00"
        self.assertEqual(order.first_promised_on, datetime(2026, 3, 10, 9))
        self.deliver(order, "2026-03-20 09:00:00")
        self.assertEqual(self.lines(), [("late", 10)])
        self.standard(group=self.group, promise_by="agreed")
        self.assertEqual(self.lines(), [("on_time", 0)])

    def test_nobody_rewrites_what_was_first_promised(self):
        order = self.order("2026-03-10 09:00:00")
        seller = new_test_user(self.env, "delivery_seller", groups="sales_team.group_sale_manager")
        order.with_user(seller).write({"first_promised_on": "2026-03-25 09:00:00", "client_order_ref": "7"})
        self.assertEqual((order.first_promised_on, order.client_order_ref), (datetime(2026, 3, 10, 9), "7"))
        order.with_user(seller).commitment_date = "2026-03-25 09:00:00"
        self.assertEqual(order.first_promised_on, datetime(2026, 3, 10, 9))

    def test_a_date_first_set_after_the_confirmation_is_the_first_promise(self):
        order = self.order(False)
        self.assertFalse(order.first_promised_on)
        order.commitment_date = "2026-03-10 09:00:00"
        order.commitment_date = "2026-03-12 09:00:00"
        self.assertEqual(order.first_promised_on, datetime(2026, 3, 10, 9))

    def test_what_is_not_due_yet_and_what_was_not_promised_is_not_counted(self):
        self.standard()
        self.order("2026-04-25 09:00:00")
        self.order(False)
        self.assertEqual(self.lines(), [("open", 0)])
        row = self.month(month=date(2026, 4, 1))
        self.assertEqual((row.state, row.why), ("unknown", "no_data"))

    def test_a_lead_time_promises_where_no_date_is_set(self):
        self.product.sale_delay = 9
        self.deliver(self.order(False), "2026-03-12 09:00:00")
        self.assertEqual(self.lines(), [("late", 2)])

    def test_a_cancelled_order_is_not_counted(self):
        order = self.order("2026-03-10 09:00:00")
        order._action_cancel()
        self.assertEqual(self.lines(), [])

    def test_days_and_months_are_those_of_our_time_zone(self):
        self.company.partner_id.tz = "Asia/Novosibirsk"
        self.standard()
        self.deliver(self.order("2026-02-28 18:00:00"), "2026-02-28 20:00:00")
        self.assertEqual(self.lines(), [("on_time", 0)])
        self.assertEqual(self.month().cases, 1, "Promised for 1 March in Novosibirsk")

    def test_quantities_are_compared_in_one_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order(
            False,
            order_line=[
                Command.create({"product_id": self.product.id, "product_uom_id": dozen.id, "product_uom_qty": 2})
            ],
            commitment_date="2026-03-10 09:00:00",
        )
        self.deliver(order, "2026-03-10 10:00:00")
        self.assertEqual(self.lines(), [("on_time", 0)])
        line = self.env["client.delivery.line"].search([("order_id", "=", order.id)])
        self.assertEqual((line.quantity, line.quantity_delivered), (2, 2))

    def send_back(self, picking, quantity, moment):
        with freeze_time(moment):
            wizard = (
                self.env["stock.return.picking"]
                .with_context(active_id=picking.id, active_ids=picking.ids, active_model="stock.picking")
                .create({})
            )
            wizard.product_return_moves.quantity = quantity
            action = wizard.action_create_returns()
            back = self.env["stock.picking"].browse(action["res_id"])
            back.move_ids.picked = True
            back.button_validate()
        self.assertEqual(back.state, "done")

    def test_returns_are_counted_by_delivery_or_by_piece(self):
        self.standard("returns", 10)
        deliveries = [self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-09 09:00:00") for _n in range(4)]
        self.send_back(deliveries[0], 1, "2026-03-15 09:00:00")
        row = self.month("returns")
        self.assertEqual((row.unit, row.cases, row.failed, row.value, row.state), ("percent", 4, 1, 25, "not_met"))
        self.standard("returns", 100_000, group=self.group, quality_by="ppm")
        self.env["client.performance"].search([]).sudo().write({"state": "unknown"})
        row = self.month("returns")
        self.assertEqual((row.unit, row.cases, row.failed, row.value, row.state), ("ppm", 20, 1, 50_000, "met"))

    def test_nothing_delivered_says_nothing_of_returns(self):
        self.standard("returns", 1)
        self.assertEqual(self.month("returns").why, "no_data")

    def test_each_figure_opens_onto_its_deliveries(self):
        self.standard()
        late = self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-12 09:00:00")
        row = self.month()
        action = row.action_open_evidence()
        with freeze_time(NOW):
            lines = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual((lines.order_id, len(lines)), (late.sale_id, row.cases))
        self.send_back(late, 2, "2026-03-14 09:00:00")
        action = self.month("returns").action_open_evidence()
        moves = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sorted(moves.mapped("direction")), ["delivered", "returned"])
        answer = self.month("answer")
        with self.assertRaises(UserError):
            answer.action_open_evidence()

    def test_a_reader_without_rights_in_sales_or_stock_sees_the_deliveries_of_the_own_company_only(self):
        reader = new_test_user(self.env, "delivery_reader", groups="relationship_marketing.group_user")
        stranger_company = self.env["res.company"].create({"name": "Second"})
        stranger = new_test_user(
            self.env,
            "delivery_stranger",
            groups="relationship_marketing.group_user",
            company_id=stranger_company.id,
            company_ids=[Command.set(stranger_company.ids)],
        )
        self.deliver(self.order("2026-03-10 09:00:00"), "2026-03-09 09:00:00")
        for model in ("client.delivery.line", "client.delivery.move"):
            domain = [("group_id", "=", self.group.id)]
            self.assertEqual(len(self.env[model].with_user(reader).search(domain)), 1)
            self.assertFalse(self.env[model].with_user(stranger).search(domain))
            with self.subTest(model=model):
                self.assertFalse(self.env[model].with_user(reader).has_access("create"))

    def test_the_number_of_queries_does_not_grow_with_the_clients(self):
        self.standard()
        groups = self.env["client.group"].create(
            [{"name": f"Client {n}", "is_key_client": True, "key_reason": "Large"} for n in range(12)]
        )
        rows = self.env["client.performance"]

        def queries(of):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows._refresh_performance(of)
            return self.env.cr.sql_log_count - before

        queries(groups)
        self.assertEqual(queries(groups[:2]), queries(groups))

from datetime import date, timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestClientCare(TransactionCase):
    """Closing the deal is the beginning of the relations with the client (001, 004)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True})
        cls.company = cls.env.company
        cls.manager, cls.quality = (
            new_test_user(cls.env, login, groups="relationship_marketing.group_account_manager")
            for login in ("care_manager", "care_quality")
        )
        cls.group = cls.env["client.group"].create(
            {
                "name": "Orion",
                "class_id": cls.env.ref("relationship_marketing.client_class_key").id,
                "key_account_manager_id": cls.manager.id,
                "member_ids": [Command.create({"user_id": cls.quality.id, "function": "quality"})],
            }
        )
        cls.division = cls.env["res.partner"].create(
            {"name": "Orion plant", "is_company": True, "client_group_id": cls.group.id}
        )
        cls.buyer = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.division.id})
        cls.product = cls.env["product.product"].create({"name": "Board", "type": "consu", "list_price": 10.0})
        cls.requests = cls.env["client.care.request"]

    def order(self, partner=None, **values):
        return self.env["sale.order"].create(
            {
                "partner_id": (partner or self.buyer).id,
                "order_line": [Command.create({"product_id": self.product.id})],
                **values,
            }
        )

    def confirmed(self, count=1, **values):
        orders = self.env["sale.order"].concat(*(self.order(**values) for _number in range(count)))
        orders.action_confirm()
        return orders

    def found(self, **values):
        domain = [("partner_id", "=", self.division.id), *((name, "=", value) for name, value in values.items())]
        return self.requests.search(domain, order="date, id")

    def ask(self, after=400):
        return self.found(state="planned")._ask(fields.Date.today() + timedelta(days=after))

    def test_the_plan_of_the_class_starts_when_an_order_is_confirmed(self):
        order = self.confirmed()
        found = self.found()
        today = fields.Date.today()
        self.assertEqual(found.mapped("kind"), ["contract", "delivery", "satisfaction", "next_need", "cross_sale"])
        self.assertEqual([(request.date - today).days for request in found], [14, 44, 58, 88, 118])
        self.assertEqual(set(found.mapped("state")), {"planned"})
        self.assertEqual((found.order_ids, found.contact_id, found.group_id), (order, self.buyer, self.group))
        self.assertFalse(found.activity_ids)

    def test_a_second_order_joins_the_open_requests(self):
        orders = self.confirmed(2)
        orders |= self.confirmed()
        found = self.found()
        self.assertEqual(len(found), 5)
        for request in found:
            self.assertEqual(request.order_ids, orders)

    def test_an_answered_question_is_asked_anew_after_the_next_order(self):
        self.confirmed()
        self.found(kind="delivery").write({"answer": "All arrived"})
        self.found(kind="delivery").action_good()
        self.confirmed()
        self.assertEqual(sorted(self.found(kind="delivery").mapped("state")), ["answered", "planned"])
        self.assertEqual(len(self.found(kind="contract")), 1)

    def test_never_two_open_requests_of_a_kind_for_a_division(self):
        self.confirmed(3)
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM client_care_request"
            " WHERE state IN ('planned', 'asked') AND active GROUP BY partner_id, company_id, kind) counted"
        )
        self.assertEqual(self.env.cr.fetchone(), (1,))

    def test_each_question_goes_to_its_function_in_the_client_team_when_its_day_has_come(self):
        self.confirmed()
        self.assertFalse(self.found()._ask(fields.Date.today()).filtered(lambda r: not r.activity_ids))
        by_kind = {request.kind: request for request in self.found()}
        self.assertEqual(by_kind["satisfaction"].activity_ids.user_id, self.quality)
        self.assertEqual(by_kind["delivery"].activity_ids.user_id, self.manager)
        self.assertEqual(by_kind["delivery"].activity_ids.summary, "Did everything arrive, complete and in order?")
        self.assertIn("Anna", by_kind["delivery"].activity_ids.note)

    def test_the_job_asks_what_is_due_and_nothing_twice(self):
        self.confirmed()
        today = fields.Date.today()
        self.found(kind="contract").date = today
        with self.enter_registry_test_mode():
            cron = self.env.ref("relationship_marketing.ir_cron_client_care")
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(self.found(kind="contract").state, "asked")
        self.assertEqual(len(self.found(kind="contract").activity_ids), 1)
        self.assertEqual(len(self.found(state="planned")), 4)

    def test_a_cancelled_order_withdraws_what_is_open_and_only_that(self):
        first, second = self.confirmed(2)
        self.ask(20)
        self.found(kind="contract").write({"answer": "Fine"})
        self.found(kind="contract").action_good()
        first._action_cancel()
        self.assertEqual(set(self.found().mapped("state")), {"answered", "asked"})
        second._action_cancel()
        self.assertEqual(self.found(kind="contract").state, "answered")
        self.assertEqual(set((self.found() - self.found(kind="contract")).mapped("state")), {"withdrawn"})
        self.assertFalse(self.found().activity_ids)

    def test_feedback_on_the_activity_is_the_answer(self):
        self.confirmed()
        self.ask()
        satisfaction = self.found(kind="satisfaction")
        satisfaction.activity_ids.with_user(self.quality).action_feedback(feedback="The connector was loose")
        self.assertEqual(
            (satisfaction.state, satisfaction.answer, satisfaction.rating),
            ("answered", "The connector was loose", False),
        )

    def test_an_activity_closed_without_an_answer_is_no_answer(self):
        self.confirmed()
        self.ask()
        request = self.found(kind="satisfaction")
        request.activity_ids.action_feedback()
        self.assertEqual((request.state, request.rating), ("withdrawn", False))
        other = self.found(kind="delivery")
        other.activity_ids.unlink()
        self.requests._withdraw_outdated()
        self.assertEqual(other.state, "withdrawn")

    def test_an_order_of_long_ago_starts_no_care(self):
        self.env["sale.order"].create(
            {"partner_id": self.buyer.id, "state": "sale", "date_order": "2020-05-05 10:00:00"}
        )
        self.assertFalse(self.found())
        order = self.confirmed()
        order.date_order = "2020-05-05 10:00:00"
        self.requests._withdraw_outdated()
        self.assertEqual(set(self.found().mapped("state")), {"withdrawn"})

    def test_clients_without_a_plan_for_their_class_are_left_alone(self):
        stranger = self.env["res.partner"].create({"name": "Stranger", "is_company": True})
        self.confirmed(partner=stranger)
        self.group.class_id = self.env.ref("relationship_marketing.client_class_refused")
        self.confirmed()
        self.assertFalse(self.requests.search([("partner_id", "in", (stranger | self.division).ids)]))

    def test_whoever_was_asked_to_ask_records_the_answer_and_makes_it_a_complaint(self):
        reader = new_test_user(self.env, "care_reader", groups="relationship_marketing.group_user")
        self.confirmed()
        self.ask()
        request = self.found(kind="satisfaction").with_user(reader)
        request.answer = "The connector was loose"
        request.action_bad()
        self.assertEqual((request.state, request.rating, len(request.activity_ids)), ("answered", "bad", 0))
        action = request.action_complaint()
        complaint = self.env[action["res_model"]].with_user(reader).with_context(**action["context"])
        values = complaint.default_get(["partner_id", "person_id", "description", "order_id"])
        self.assertEqual(
            values,
            {
                "partner_id": self.division.id,
                "person_id": self.buyer.id,
                "description": "The connector was loose",
                "order_id": request.order_ids.id,
            },
        )

    def test_a_need_becomes_a_lead_once(self):
        self.confirmed()
        request = self.found(kind="next_need")
        request.answer = "Two hundred boards in spring"
        action = request.with_user(self.manager).action_lead()
        self.assertEqual(action["res_id"], request.lead_id.id)
        self.assertEqual(request.lead_id.partner_id, self.buyer)
        self.assertEqual(request.action_lead()["res_id"], action["res_id"])

    def test_two_companies_ask_for_themselves(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids |= other
        self.confirmed()
        order = self.order(company_id=other.id)
        order.with_company(other).action_confirm()
        requests = self.requests.with_context(allowed_company_ids=(self.company | other).ids).search(
            [("partner_id", "=", self.division.id), ("kind", "=", "delivery")]
        )
        self.assertEqual(requests.company_id, self.company | other)
        seen = self.requests.with_user(self.manager).search([("partner_id", "=", self.division.id)])
        self.assertEqual(seen.company_id, self.company)

    def test_orders_are_confirmed_in_a_batch_at_constant_cost(self):
        def queries(count):
            orders = self.env["sale.order"].concat(*(self.order() for _number in range(count)))
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.requests._start(orders)
            return self.env.cr.sql_log_count - start

        queries(1)
        self.assertLessEqual(queries(12), queries(2))

    def test_merging_two_divisions_keeps_one_open_request_of_each_kind(self):
        twin = self.env["res.partner"].create(
            {"name": "Orion works", "is_company": True, "client_group_id": self.group.id}
        )
        first = self.confirmed()
        second = self.confirmed(partner=twin)
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.division | twin).ids, self.division)
        found = self.found()
        self.assertEqual(len(found.filtered(lambda request: request.state == "planned")), 5)
        self.assertEqual(len(found), 10)
        for request in found.filtered(lambda request: request.state == "planned"):
            self.assertEqual(request.order_ids, first | second)

    def test_steps_count_from_the_order_or_from_the_step_before(self):
        steps = self.env.ref("relationship_marketing.client_care_plan_regular").step_ids
        days = steps._days(date(2024, 2, 29))
        self.assertEqual(list(days.values()), [date(2024, 4, 14), date(2024, 6, 13)])

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.fields import Command
from odoo.tests import tagged

from .test_client_cadence import TODAY, ContactCase

FEW = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.differing_executors, HealthCheck.too_slow],
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["order", "cancel", "ask", "answer", "close", "drop", "merge"]), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@tagged("post_install", "-at_install")
class TestCareProperty(ContactCase):
    """After any sequence of orders, cancellations and answers a division is asked each thing once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.env["product.product"].create({"name": "Board", "type": "consu", "list_price": 10.0})
        cls.requests = cls.env["client.care.request"]

    @FEW
    @given(steps=STEPS)
    def test_never_more_than_one_open_request_of_a_kind(self, steps):
        savepoint = self.env.cr.savepoint()
        orders = self._order()
        for kind, number in steps:
            orders |= self._do(kind, orders[number % len(orders)])
            self.requests._withdraw_outdated()
        found = self.requests.search([("partner_id", "=", self.division.id)])
        still_open = found.filtered(lambda request: request.state in ("planned", "asked"))
        counts = [len(same) for same in still_open.grouped("kind").values()]
        broken = [
            request.state
            for request in found
            if (request.state == "asked") != bool(request.activity_ids)
            or (request in still_open and "sale" not in request.order_ids.mapped("state"))
        ]
        savepoint.rollback()
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.assertLessEqual(max(counts, default=0), 1)
        self.assertFalse(broken)

    def _order(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.anna.id, "order_line": [Command.create({"product_id": self.product.id})]}
        )
        order.action_confirm()
        return order

    def _do(self, kind, order):
        """One thing that happens; the orders it adds."""
        mine = self.requests.search([("partner_id", "=", self.division.id)])
        asked = mine.filtered(lambda request: request.state == "asked")[:1]
        if kind == "order":
            return self._order()
        if kind == "cancel":
            if order.state == "sale":
                order._action_cancel()
        elif kind == "ask":
            mine.filtered(lambda request: request.state == "planned")[:2]._ask(TODAY + timedelta(days=400))
        elif kind == "answer":
            asked.answer = "Well"
            asked.action_good()
        elif kind == "close":
            asked.activity_ids.action_feedback(feedback=False)
        elif kind == "drop":
            asked.activity_ids.unlink()
        else:
            self._merge()
        return order.browse()

    def _merge(self):
        twin = self.client_division("Twin")
        person = self.env["res.partner"].create({"name": "Boris", "parent_id": twin.id})
        order = self.env["sale.order"].create(
            {"partner_id": person.id, "order_line": [Command.create({"product_id": self.product.id})]}
        )
        order.action_confirm()
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.division | twin).ids, self.division)


@tagged("post_install", "-at_install")
class TestCadenceProperty(ContactCase):
    """The list says of any contacts what the rule in words says."""

    @FEW
    @given(
        days=st.lists(st.dates(date(2024, 1, 1), date(2026, 6, 30)), max_size=4),
        desired=st.integers(1, 12),
        more=st.integers(0, 12),
        planned=st.booleans(),
    )
    def test_the_state_follows_from_the_last_contact(self, days, desired, more, planned):
        savepoint = self.env.cr.savepoint()
        for day in days:
            self.contact(day)
        self.env["client.cadence"].create(
            {
                "class_id": self.key.id,
                "desired_gap": desired,
                "maximal_gap": desired + more,
                "company_id": self.company.id,
                "plan_unknown": False,
            }
        )
        if planned:
            self.anna.activity_schedule("mail.mail_activity_data_call", user_id=self.manager.id)
        state = self.row().state
        activities = len(self.due._plan(self.company)[0])
        activities += len(self.due._plan(self.company)[0])
        savepoint.rollback()
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        last = max((day for day in days if day <= TODAY), default=None)
        if last is None:
            expected = "unknown"
        elif last + relativedelta(months=desired + more) < TODAY:
            expected = "overdue"
        elif last + relativedelta(months=desired) <= TODAY:
            expected = "soon"
        else:
            expected = "kept"
        self.assertEqual(state, expected)
        self.assertEqual(activities, int(not planned and expected in ("overdue", "soon")))

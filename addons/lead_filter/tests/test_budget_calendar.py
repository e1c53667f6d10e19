from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import LeadFilterCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-10")
class TestBudgetCalendar(LeadFilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.plant = cls.env["res.partner"].create(
            {"name": "Orion Plant", "is_company": True, "client_group_id": cls.group.id}
        )
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.plant.id})
        cls.calendar = cls._budget()

    @classmethod
    def _budget(cls, **values):
        return cls.env["client.budget.calendar"].create(
            {
                "partner_id": cls.plant.id,
                "budget_year": 2027,
                "collect_on": "2026-08-01",
                "approve_on": "2026-10-15",
                "lock_on": "2026-11-30",
                "responsible_id": cls.developer.id,
                **values,
            }
        )

    def _offer(self, validity_date, state="sent", **values):
        return self.env["sale.order"].create(
            {
                "partner_id": self.anna.id,
                "is_framework_offer": True,
                "validity_date": validity_date,
                "state": state,
                **values,
            }
        )

    def _run(self):
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_budgets").method_direct_trigger()
        self.env.invalidate_all()

    def test_the_budget_is_of_the_division_and_of_its_client(self):
        budget = self._budget(partner_id=self.anna.id)
        self.assertEqual((budget.partner_id, budget.group_id), (self.plant, self.group))
        other = self.env["client.group"].create({"name": "Ursa"})
        self.plant.client_group_id = other
        self.assertEqual(budget.group_id, other)

    def test_an_offer_holds_to_the_lock_or_ends_before_it(self):
        self.assertEqual(self.calendar.offer_state, "none")
        self._offer("2026-12-31", state="draft")
        self._offer("2026-12-31", is_framework_offer=False)
        self.calendar.invalidate_recordset()
        self.assertEqual(self.calendar.offer_state, "none", "neither a draft nor an order for one delivery")
        self._offer("2026-11-29")
        self.calendar.invalidate_recordset()
        self.assertEqual(self.calendar.offer_state, "expires")
        self._offer("2026-11-30")
        self.calendar.invalidate_recordset()
        self.assertEqual(self.calendar.offer_state, "ready")

    def test_an_offer_without_an_end_holds_for_the_budget_it_was_made_for(self):
        offer = self._offer(False, date_order="2026-07-31")
        offer.validity_date = False
        self.assertEqual(self.calendar.offer_state, "expires")
        offer.date_order = "2026-08-01"
        self.calendar.invalidate_recordset()
        self.assertEqual(self.calendar.offer_state, "ready")

    def test_searching_finds_what_is_shown(self):
        states = {"none": self.calendar}
        for state, day in (("expires", "2026-11-29"), ("ready", "2027-01-31")):
            division = self.env["res.partner"].create({"name": state, "is_company": True})
            states[state] = self._budget(partner_id=division.id)
            self._offer(day, partner_id=division.id)
        calendars = self.env["client.budget.calendar"].union(*states.values())
        for state, calendar in states.items():
            self.assertEqual(calendar.offer_state, state)
            found = calendars.search([("offer_state", "=", state), ("id", "in", calendars.ids)])
            self.assertEqual(found, calendar, state)
        for name, today in (("coming", "2026-07-01"), ("collecting", "2026-08-01"), ("locked", "2026-12-01")):
            with freeze_time(today):
                calendars.invalidate_recordset(["phase"])
                self.assertEqual(set(calendars.mapped("phase")), {name})
                self.assertEqual(calendars.search([("phase", "=", name), ("id", "in", calendars.ids)]), calendars)

    def test_who_is_responsible_is_reminded_once_before_the_lock(self):
        with freeze_time("2026-10-30"):
            self._run()
        self.assertFalse(self.calendar.activity_ids, "more than thirty days before")
        with freeze_time("2026-10-31"):
            self._run()
            self._run()
        activity = self.calendar.activity_ids
        self.assertEqual((activity.user_id, activity.date_deadline), (self.developer, date(2026, 11, 30)))

    def test_an_offer_that_holds_needs_no_reminder(self):
        self._run()
        self.assertTrue(self.calendar.activity_ids)
        self._offer("2026-12-31")
        self._run()
        self.assertFalse(self.calendar.activity_ids)

    def test_what_somebody_planned_himself_stays(self):
        self._run()
        self.env["mail.activity"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("client.budget.calendar"),
                "res_id": self.calendar.id,
                "activity_type_id": self.env.ref("lead_filter.mail_activity_type_framework_offer").id,
                "user_id": self.developer.id,
            }
        )
        self._offer("2026-12-31")
        self._run()
        self.assertFalse(self.calendar.activity_ids.automated)
        self.assertEqual(len(self.calendar.activity_ids), 1)

    def test_budgets_go_with_a_merged_contact(self):
        twin = self.env["res.partner"].create({"name": "Orion Plant Ltd", "is_company": True})
        theirs = self._budget(partner_id=twin.id)
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.plant | twin).ids, self.plant)
        self.assertEqual((theirs.partner_id, theirs.group_id), (self.plant, self.group))

    def test_a_lock_moved_reminds_anew(self):
        self._run()
        self.calendar.lock_on = "2026-12-05"
        self.assertFalse(self.calendar.activity_ids)
        self._run()
        self.assertEqual(self.calendar.activity_ids.date_deadline, date(2026, 12, 5))

    def test_once_locked_the_next_year_begins_once(self):
        with freeze_time("2026-12-01"):
            self._run()
            self._run()
        following = self.calendar.next_id
        self.assertEqual(
            (following.budget_year, following.collect_on, following.lock_on),
            (2028, date(2027, 8, 1), date(2027, 11, 30)),
        )
        self.assertEqual(self.env["client.budget.calendar"].search_count([("partner_id", "=", self.plant.id)]), 2)
        with freeze_time("2029-12-01"):
            self._run()
        years = self.env["client.budget.calendar"].search([("partner_id", "=", self.plant.id)]).mapped("budget_year")
        self.assertEqual(years, [2027, 2028, 2029, 2030, 2031], "years nobody looked are made up for")

    def test_a_next_year_that_somebody_noted_is_not_made_again(self):
        noted = self._budget(budget_year=2028, lock_on="2027-10-10", collect_on=False, approve_on=False)
        with freeze_time("2026-12-01"):
            self._run()
        self.assertEqual(self.calendar.next_id, noted)
        self.assertEqual(self.env["client.budget.calendar"].search_count([("partner_id", "=", self.plant.id)]), 2)

    def test_a_client_of_another_company_by_now_keeps_nobody_else_waiting(self):
        gone = self.env["res.partner"].create({"name": "Gone", "is_company": True})
        theirs = self._budget(partner_id=gone.id)
        gone.company_id = self.env["res.company"].create({"name": "Another of ours"})
        with freeze_time("2026-12-01"):
            self._run()
        self.assertTrue(self.calendar.next_id)
        self.assertFalse(theirs.next_id)

    def test_a_budget_that_does_not_repeat_has_no_next_year(self):
        self.calendar.repeats_yearly = False
        with freeze_time("2026-12-01"):
            self._run()
        self.assertFalse(self.calendar.next_id)

    def test_the_offer_is_renewed_to_the_lock(self):
        product = self.env["product.product"].create({"name": "Board", "list_price": 90.0})
        old = self._offer("2026-01-31", order_line=[(0, 0, {"product_id": product.id, "price_unit": 80.0})])
        action = self.calendar.action_renew_offer()
        new = self.env["sale.order"].browse(action["res_id"])
        self.assertEqual((new.renews_id, new.budget_calendar_id, new.state), (old, self.calendar, "draft"))
        self.assertEqual((new.validity_date, new.is_framework_offer), (date(2026, 11, 30), True))
        self.assertEqual(new.order_line.price_unit, 80.0)

    def test_without_an_old_offer_a_new_one_is_begun(self):
        action = self.calendar.with_user(self.developer).action_renew_offer()
        order = Form(self.env["sale.order"].with_user(self.developer).with_context(**action["context"]))
        self.assertEqual((order.partner_id, order.validity_date), (self.plant, date(2026, 11, 30)))
        with freeze_time("2026-12-01"), self.assertRaisesRegex(UserError, "is locked"):
            self.calendar.action_renew_offer()

    def test_days_are_in_order_and_of_the_year(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._budget(approve_on="2026-07-01")
        with self.assertRaisesRegex(ValidationError, "within a year"):
            self._budget(budget_year=2035)
        budget = self._budget()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            budget.lock_on = False
            budget.flush_recordset()

    def test_the_list_asks_the_database_as_often_for_forty_as_for_one(self):
        many = self.env["client.budget.calendar"].create(
            [{"partner_id": self.plant.id, "budget_year": 2027, "lock_on": "2026-11-30"} for _ in range(40)]
        )
        counts = []
        for calendars in (self.calendar, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            calendars.mapped("offer_state")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_roles_and_companies(self):
        budgets = self.env["client.budget.calendar"]
        reader = new_test_user(self.env, "lf_reader", "relationship_marketing.group_user")
        self.assertTrue(self.calendar.with_user(reader).offer_state)
        with self.assertRaises(AccessError):
            self.calendar.with_user(reader).note = "Mine"
        for user in (self.telemarketer, self.developer, self.director):
            self.calendar.with_user(user).note = user.login
            with self.assertRaises(UserError):
                self.calendar.with_user(user).unlink()
        other = self.env["res.company"].create({"name": "Another company"})
        theirs = self._budget(company_id=other.id)
        for user in (reader, self.telemarketer, self.director):
            self.assertNotIn(theirs, budgets.with_user(user).search([]))

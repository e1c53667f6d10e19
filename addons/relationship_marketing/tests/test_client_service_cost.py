from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .test_client_net_value import TODAY, NetValueCase


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestServiceCost(NetValueCase):
    """Hours and money spent on a client; what is not known is unknown, not free."""

    def hour(self, cost, since="2025-01-01", user=None):
        return self.env["client.hourly.cost"].create(
            {"hourly_cost": cost, "date_from": since, "user_id": user and user.id}
        )

    def test_hours_without_a_cost_of_an_hour_are_of_unknown_cost(self):
        cost = self.spent(self.plant, "2025-06-01", 15, hours=2)
        self.assertEqual((cost.cost, cost.is_cost_unknown), (15, True))

    def test_the_cost_of_an_hour_of_that_day_and_colleague(self):
        self.manager.company_ids |= self.company
        self.hour(10)
        self.hour(12, since="2025-07-01")
        self.hour(30, since="2025-07-01", user=self.manager)
        before = self.spent(self.plant, "2025-06-30", hours=2, user_id=self.manager.id)
        after = self.spent(self.plant, "2025-07-01", hours=2, user_id=self.manager.id)
        other = self.spent(self.plant, "2025-07-01", 5, hours=2)
        self.assertEqual([(one.cost, one.is_cost_unknown) for one in (before, after, other)], [
            (20, False), (60, False), (29, False)
        ])  # fmt: skip

    def test_an_hour_priced_later_is_counted_then(self):
        cost = self.spent(self.plant, "2025-06-01", hours=2)
        rate = self.hour(10)
        self.assertEqual((cost.cost, cost.is_cost_unknown), (20, False))
        rate.hourly_cost = 15
        self.assertEqual(cost.cost, 30)
        rate.unlink()
        self.assertEqual((cost.cost, cost.is_cost_unknown), (0, True))

    def test_a_currency_without_a_rate_is_unknown_until_there_is_one(self):
        currency = self.env["res.currency"].create({"name": "XQA", "symbol": "X"})
        self.supplied(self.plant, "2025-04-01", 500, 100)
        cost = self.spent(self.plant, "2025-06-01", 100, currency_id=currency.id)
        self.assertEqual((cost.cost, cost.is_cost_unknown), (0, True))
        self.env["res.currency.rate"].create(
            {"currency_id": currency.id, "rate": 4, "name": "2025-05-01", "company_id": self.company.id}
        )
        self.work_out()
        self.assertEqual((cost.cost, cost.is_cost_unknown), (25, False))
        self.assertRecordValues(self.last(), [{"net_value": 75, "state": "positive"}])

    def test_only_a_director_invests_and_says_in_what(self):
        manager = new_test_user(
            self.env,
            "rm_kam",
            groups="relationship_marketing.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        costs = self.env["client.service.cost"]
        values = {
            "name": "A fixture",
            "partner_id": self.plant.id,
            "amount": 10,
            "expected_effect": "Faster changeover",
        }
        with self.assertRaises(AccessError):
            costs.with_user(manager).create({**values, "nature": "investment"})
        mine = costs.with_user(manager).create(values)
        with self.assertRaises(AccessError):
            mine.nature = "investment"
        mine.with_user(self.director).nature = "investment"
        with self.assertRaises(AccessError):
            mine.amount = 10_000
        mine.write({"effect": "failed", "effect_note": "The changeover takes as long as before"})
        with self.assertRaises(ValidationError):
            mine.with_user(self.director).expected_effect = " "

    def test_a_user_changes_only_what_he_recorded_himself(self):
        user, manager = (
            new_test_user(
                self.env,
                f"rm_{role}",
                groups=f"relationship_marketing.group_{role}",
                company_id=self.company.id,
                company_ids=[(6, 0, self.company.ids)],
            )
            for role in ("user", "account_manager")
        )
        cost = self.spent(self.plant, "2025-06-01", 10, user_id=manager.id)
        for values in ({"amount": 99}, {"active": False}):
            with self.assertRaises(AccessError):
                cost.with_user(user).write(values)
        own = self.env["client.service.cost"].with_user(user).create({"name": "Call", "partner_id": self.plant.id})
        own.amount = 5
        own.with_user(manager).amount = 6
        self.assertEqual((cost.amount, own.amount), (10, 6))

    def test_evidence_is_kept(self):
        cost = self.spent(self.plant, "2025-06-01", 10)
        with self.assertRaises(UserError):
            cost.unlink()

    def test_nothing_negative_and_no_hour_for_nothing(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.spent(self.plant, "2025-06-01", -1)
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.hour(0)
        self.hour(5)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.hour(6)

    def test_what_an_hour_costs_is_the_directors_to_read(self):
        self.hour(10)
        user = new_test_user(
            self.env,
            "rm_plain",
            groups="relationship_marketing.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["client.hourly.cost"].with_user(user).search([])
        cost = self.env["client.service.cost"].with_user(user).create(
            {"name": "Call", "partner_id": self.plant.id, "hours": 2}
        )  # fmt: skip
        self.assertEqual(cost.cost, 20)

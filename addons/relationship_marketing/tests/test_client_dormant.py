from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_client_cadence import ContactCase


@tagged("post_install", "-at_install")
class TestClientDormant(ContactCase):
    """Old clients become new again: people move, contact lapses, a good supplier is lost from sight (000)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supply(cls.division, "2024-11-01", 500)
        cls.supply(cls.division, "2024-12-01", 100)

    def dormant(self, partner=None):
        model = self.env["client.dormant"]
        model.invalidate_model()
        return model.search([("partner_id", "=", (partner or self.division).id), ("company_id", "=", self.company.id)])

    def test_the_longer_nothing_was_bought_the_further_down_the_ladder(self):
        for month, step, months in (
            ("2025-08-01", "Quiet", 6),
            ("2025-02-01", "Dormant", 12),
            ("2024-02-01", "Sleeping", 24),
            ("2023-02-01", "Lost from sight", 36),
        ):
            division = self.client_division(f"Plant {month}", self.client_group(f"Group {month}"))
            self.supply(division, month)
            row = self.dormant(division)
            with self.subTest(month=month):
                self.assertEqual((row.step_id.with_context(lang="en_US").name, row.months), (step, months))
        recent = self.client_division("Buys", self.client_group("Buys"))
        self.supply(recent, "2025-09-01")
        self.assertFalse(self.dormant(recent))

    def test_what_was_sent_back_is_no_purchase(self):
        self.supply(self.division, "2026-03-01", -50)
        self.assertEqual(self.dormant().last_month, date(2024, 12, 1))

    def test_the_reason_is_said_and_what_is_unknown_is_said_to_be_so(self):
        self.assertEqual(self.dormant().contact_state, "unknown")
        self.assertIn("No two-way contact is known.", self.dormant().reason)
        self.contact(date(2025, 9, 29))
        self.assertEqual(self.dormant().contact_state, "lapsed")
        self.contact(date(2025, 9, 30))
        self.assertEqual(self.dormant().contact_state, "kept")

    def test_a_known_person_left_and_now_works_elsewhere(self):
        self.contact(date(2026, 3, 1))
        vega = self.client_division("Vega plant", self.client_group("Vega"))
        posts = self.env["client.post"]
        posts.search([("partner_id", "=", self.anna.id)]).unlink()
        posts.create(
            [
                {
                    "partner_id": self.anna.id,
                    "employer_id": self.division.id,
                    "date_from": date(2020, 1, 1),
                    "date_to": date(2025, 5, 1),
                },
                {"partner_id": self.anna.id, "employer_id": vega.id, "date_from": date(2025, 5, 1)},
            ]
        )
        row = self.dormant()
        self.assertEqual((row.left_person_id, row.went_to_id), (self.anna, vega))
        self.assertRegex(row.reason, "Anna left on .* and now works at Vega plant")

    def test_not_proposed_and_why(self):
        self.assertEqual(self.dormant().standing, "proposed")
        sister = self.client_division("Orion works")
        self.supply(sister, "2026-02-01")
        self.assertEqual(self.dormant().standing, "group_buys")
        heir = self.client_division("Orion Ltd", self.client_group("Heir"))
        self.env["client.link"].create(
            {
                "partner_id": heir.id,
                "type_id": self.env["client.link.type"]._of_code("successor").id,
                "other_partner_id": self.division.id,
            }
        )
        self.assertEqual((self.dormant().standing, self.dormant().successor_id), ("succeeded", heir))
        self.division.client_group_id.class_id = self.refused
        self.assertEqual(self.dormant().standing, "refused")

    def test_one_click_plans_the_call_once(self):
        self.tie()
        row = self.dormant().with_user(self.manager)
        row.action_plan()
        activity = self.activities()
        self.assertEqual((activity.user_id, activity.res_id), (self.colleague, self.anna.id))
        self.assertEqual(activity.summary, "May be new again: Orion plant")
        self.assertIn("Visit them", activity.note)
        with self.assertRaisesRegex(UserError, "is planned for"):
            self.dormant().with_user(self.manager).action_plan()
        self.assertFalse(self.env["client.contact.due"]._plan(self.company)[0])

    def test_each_company_looks_at_its_own_sales(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.supply(self.division, "2026-02-01", company=other)
        self.assertEqual(self.dormant().standing, "proposed")
        user = self.user("dormant_other", other)
        self.assertFalse(
            self.env["client.dormant"].with_user(user).with_context(allowed_company_ids=other.ids).search([])
        )

    def test_the_list_costs_the_same_for_few_and_many(self):
        def show():
            rows = self.env["client.dormant"].search([])
            rows.read(["partner_id", "reason", "turnover", "step_id", "user_id"])

        def more(count):
            for number in range(count):
                division = self.client_division(f"Plant {number}")
                self.supply(division, "2024-01-01")

        more(2)
        few = self.queries(show)
        more(30)
        self.assertLessEqual(self.queries(show), few)


@tagged("post_install", "-at_install")
class TestClientContactCost(ContactCase):
    """Control of the cost of each channel of contact (003), and personal against mass contact (R5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.channel("visit").cost = 200
        cls.channel("mass").cost = 0.5

    @classmethod
    def channel(cls, code):
        return cls.env["client.contact.channel"].search([("code", "=", code)])

    def letters(self, partners, message_type="email_outgoing"):
        message = self.env["mail.message"].create(
            {
                "model": "client.group",
                "res_id": self.group.id,
                "message_type": message_type,
                "date": "2026-03-10 10:00:00",
            }
        )
        self.env["mail.notification"].create(
            [
                {
                    "mail_message_id": message.id,
                    "res_partner_id": partner.id,
                    "notification_type": "email",
                    "notification_status": "sent",
                }
                for partner in partners
            ]
        )

    def counted(self):
        return self.env["client.contact.cost"]._read_group(
            [("group_id", "=", self.group.id)],
            ["channel_id"],
            ["__count", "cost:sum", "without_cost:sum", "personal_share:avg"],
        )

    def test_contacts_cost_what_the_director_says_and_unknown_is_not_nothing(self):
        for day in (1, 2, 3):
            self.contact(date(2026, 3, day), channel="visit")
        self.contact(date(2026, 3, 4), channel="call")
        self.assertEqual(
            {channel.code: rest for channel, *rest in self.counted()},
            {"visit": [3, 600.0, 0, 100.0], "call": [1, False, 1, 100.0]},
        )

    def test_personal_against_mass(self):
        self.contact(date(2026, 3, 1), channel="visit")
        boris = self.env["res.partner"].create({"name": "Boris", "parent_id": self.division.id})
        self.group.company_id = self.company
        self.letters(self.anna | boris | self.division)
        self.letters(self.anna, message_type="comment")
        [(total, share, cost)] = self.env["client.contact.cost"]._read_group(
            [("class_id", "=", self.key.id), ("company_id", "=", self.company.id)],
            [],
            ["__count", "personal_share:avg", "cost:sum"],
        )
        self.assertEqual((total, share, cost), (4, 25.0, 201.5))

    def test_each_company_has_its_own_costs(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.contact(date(2026, 3, 1), channel="visit", company=other)
        self.assertEqual([rest for _channel, *rest in self.counted()], [[1, False, 1, 100.0]])
        user = self.user("cost_other", other)
        rows = self.env["client.contact.cost"].with_user(user).with_context(allowed_company_ids=other.ids)
        self.contact(date(2026, 3, 1), channel="visit")
        self.assertEqual(rows.search([]).company_id, other)

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase


@tagged("post_install", "-at_install")
class TestClientDecision(ClientCase):
    """A director decides what a client is to us, with reason and with what was known; refusing takes more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.director = new_test_user(
            cls.env, "director_decides", name="Gromov", groups="relationship_marketing.group_director"
        )
        cls.decisions = cls.env["client.decision"].with_user(cls.director)
        cls.group.company_id = cls.company
        cls.env["client.assessment"]._assess(cls.group)

    def decide(self, kind, **values):
        return self.decisions.create(
            {"group_id": self.group.id, "kind": kind, "reason": "Their orders fill two lines", **values}
        )

    def refuse(self, **values):
        return self.decide("refuse", expected_income=0, expected_basis="They close the plant in May", **values)

    def why(self):
        self.env.flush_all()
        self.env["client.decision.due"].invalidate_model()
        return self.env["client.decision.due"].search([("group_id", "=", self.group.id)]).why

    def test_a_key_client_is_decided_on_with_reason_and_date(self):
        decision = self.decide("key")
        self.assertRecordValues(
            self.group,
            [
                {
                    "is_key_client": True,
                    "key_reason": "Their orders fill two lines",
                    "key_decided_by_id": self.director.id,
                    "class_id": self.env.ref("relationship_marketing.client_class_key").id,
                }
            ],
        )
        self.assertEqual(decision.user_id, self.director)
        self.assertIn("criteria", [section["key"] for section in decision.card["sections"]])
        self.assertIn(self.env.ref("relationship_marketing.client_criterion_1").name, decision.card_html)

    def test_a_decision_loaded_from_the_past_keeps_its_day(self):
        values = {"group_id": self.group.id, "kind": "key", "reason": "Old", "date": "2024-05-01"}
        self.env["client.decision"].create({**values, "user_id": self.director.id})
        self.assertEqual((str(self.group.key_decided_on), self.group.key_decided_by_id), ("2024-05-01", self.director))

    def test_only_a_director_decides(self):
        with self.assertRaises(AccessError):
            self.decisions.with_user(self.manager).create({"group_id": self.group.id, "kind": "key", "reason": "x"})
        with self.assertRaises(AccessError):
            self.group.with_user(self.manager).action_decide()

    def test_a_decision_is_made_in_ones_own_name_and_stays_as_it_was_made(self):
        decision = self.decide("key", user_id=self.manager.id, date="2020-01-01", past_value=5)
        self.assertEqual((decision.user_id, decision.past_value), (self.director, 0))
        self.assertNotEqual(str(decision.date), "2020-01-01")
        for values in ({"reason": "Other"}, {"kind": "refuse"}, {"card": {}}, {"user_id": self.manager.id}):
            with self.assertRaises(UserError):
                decision.write(values)
        with self.assertRaises(AccessError):
            decision.with_user(self.manager).write({"active": False})
        with self.assertRaises(UserError):
            decision.sudo().unlink()

    def test_nobody_is_refused_without_the_income_expected_of_him(self):
        with self.assertRaises(ValidationError):
            self.decide("refuse", expected_basis="Guessed")
        with self.assertRaises(ValidationError):
            self.decide("refuse", expected_income=1000)
        with self.assertRaises(ValidationError):
            self.decide("refuse", expected_income=1000, expected_basis="  ")
        self.supply(self.plant, "2026-05-01", self.boards, amount=700)
        with freeze_time("2026-11-21"):
            decision = self.refuse()
        self.assertEqual(decision.past_turnover, 700)
        self.assertEqual(self.group.class_id, self.env.ref("relationship_marketing.client_class_refused"))

    def test_an_income_left_empty_is_no_expectation(self):
        for nothing in (None, False):
            with self.assertRaises(ValidationError):
                self.decide("refuse", expected_income=nothing, expected_basis="Guessed")

    def test_nobody_is_put_among_the_refused_past_a_decision(self):
        refused = self.env.ref("relationship_marketing.client_class_refused").id
        groups = self.env["client.group"]
        for values, user, error in (
            ({"class_id": refused}, self.manager, AccessError),
            ({"class_id": refused}, self.director, ValidationError),
        ):
            with self.assertRaises(error):
                self.group.with_user(user).write(values)
            with self.assertRaises(error):
                groups.with_user(user).create({"name": "New", **values})
        self.group.with_user(self.manager).class_id = self.env.ref("relationship_marketing.client_class_regular")
        self.refuse()
        self.group.with_user(self.manager).write({"class_id": refused, "name": "Orion, refused"})
        self.assertEqual(self.group.class_id.id, refused)

    def test_whoever_was_key_is_no_more_when_decided_otherwise(self):
        self.decide("key")
        self.decide("regular", reason="The line was closed")
        self.assertFalse(self.group.is_key_client)
        self.assertEqual(self.group.class_id, self.env.ref("relationship_marketing.client_class_regular"))
        self.assertEqual(
            self.decisions.search([("group_id", "=", self.group.id), ("is_last", "=", True)]).kind, "regular"
        )

    def test_without_a_reason_nothing_is_decided(self):
        with self.assertRaises(ValidationError):
            self.decide("key", reason=" ")
        self.assertFalse(self.group.is_key_client)

    def test_who_is_to_be_decided_on(self):
        self.assertEqual(self.why(), "never")
        self.decide("key")
        self.assertEqual(self.why(), "none")
        with freeze_time("2099-01-01"):
            self.assertEqual(self.why(), "old")

    def test_a_criterion_that_changed_asks_for_a_new_decision(self):
        with freeze_time("2026-10-01"):
            self.decide("key")
        with freeze_time("2026-10-05"):
            self.env["client.criterion.answer"].create(
                {
                    "group_id": self.group.id,
                    "half_id": self.env.ref("relationship_marketing.client_criterion_2_honest").id,
                    "state": "not_met",
                    "note": "He hid the stop of the line",
                }
            )
            self.assertEqual(self.why(), "changed")
            self.decide("regular")
            self.assertEqual(self.why(), "none")

    def test_the_letter_of_refusal_is_read_before_it_is_sent(self):
        person = self.person("Savelev", self.plant)
        decision = self.refuse()
        with self.assertRaises(UserError):
            decision.action_write_letter()
        decision.letter_partner_id = person
        with self.assertRaises(UserError):
            decision.action_write_letter()
        person.email = "savelev@orion.example"
        action = decision.action_write_letter()
        self.assertFalse(decision.letter_sent_on)
        composer = (
            self.env["mail.compose.message"].with_user(self.director).with_context(**action["context"]).create({})
        )
        self.assertIn("Savelev", composer.body)
        self.assertEqual(composer.partner_ids, person)
        composer.body = "<p>Dear Mr Savelev, we cannot serve you as you deserve.</p>"
        composer.action_send_mail()
        self.assertTrue(decision.letter_sent_on)
        self.assertIn("as you deserve", decision.message_ids[:1].body)

    def test_a_letter_goes_only_to_whom_is_refused_and_a_director_writes_it(self):
        with self.assertRaises(UserError):
            self.decide("key").action_write_letter()
        with self.assertRaises(AccessError):
            self.refuse().with_user(self.manager).action_write_letter()

    def test_decisions_of_another_company_are_out_of_sight(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.group.company_id = False
        self.env["client.decision"].create(
            {"group_id": self.group.id, "company_id": company.id, "kind": "regular", "reason": "Small"}
        )
        self.assertFalse(self.decisions.search([("group_id", "=", self.group.id)]))

    def test_the_list_of_decisions_due_asks_nothing_for_each_row(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(20)])
        self.env["client.assessment"]._assess(groups)
        specification = {name: {} for name in ("met_count", "not_met_count", "unknown_count", "why", "kind")}
        specification["group_id"] = {"fields": {"display_name": {}}}

        def queries(limit):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.env["client.decision.due"].web_search_read(
                [("group_id", "in", groups.ids)], specification, limit=limit
            )
            return self.env.cr.sql_log_count - start

        queries(2)
        self.assertLessEqual(queries(20), queries(2))

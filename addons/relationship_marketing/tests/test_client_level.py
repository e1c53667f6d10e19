from datetime import date

from odoo.exceptions import UserError
from odoo.tests import freeze_time, tagged

from .client_case import ClientCase

TODAY = "2026-03-20"


@tagged("post_install", "-at_install")
class TestClientLevel(ClientCase):
    """How deep a relation is, and the next step to climb."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.env["client.level"].search([]).active = False
        cls.data, cls.partnership = cls.env["client.level"].create(
            [
                {
                    "name": "Data",
                    "sequence": 1,
                    "condition_ids": [
                        (0, 0, {"name": "Somebody answers", "rule": "manager", "threshold": 1}),
                        (0, 0, {"name": "Two people known", "rule": "people", "threshold": 2}),
                    ],
                },
                {
                    "name": "Partnership",
                    "sequence": 2,
                    "condition_ids": [
                        (
                            0,
                            0,
                            {
                                "name": "They plan with us",
                                "rule": "asked",
                                "threshold": 12,
                                "next_step": "Ask what they plan.",
                            },
                        )
                    ],
                },
            ]
        )
        cls.reaches = cls.env["client.level.reach"]
        cls.checks = cls.env["client.level.check"]

    def condition(self, rule, threshold=1.0, level=None):
        """The only condition of a level is this one."""
        level = level or self.data
        level.condition_ids.active = False
        return self.env["client.level.condition"].create(
            {"level_id": level.id, "name": rule, "rule": rule, "threshold": threshold}
        )

    def reach(self):
        self.reaches._refresh_levels(self.group)
        return self.reaches.search([("group_id", "=", self.group.id), ("is_current", "=", True)])

    def found(self, rule, threshold=1.0):
        """(state, value or None) of a condition of this rule."""
        condition = self.condition(rule, threshold)
        self.reach()
        check = self.checks.search([("group_id", "=", self.group.id), ("condition_id", "=", condition.id)])
        return check.state, check.value if check.has_value else None

    def people(self, *names):
        for name in names:
            self.person(name, self.plant).email = f"{name}@orion.example"

    def asked(self):
        return self.checks.search([("group_id", "=", self.group.id), ("rule", "=", "asked")])

    def test_a_client_climbs_level_by_level_and_what_was_is_kept(self):
        self.people("anna")
        reach = self.reach()
        self.assertEqual((reach.level_id.name, reach.next_level_id, reach.could_climb), (False, self.data, True))
        self.assertIn("Two people known", reach.missing)
        self.people("boris")
        with freeze_time("2026-03-21"):
            reach = self.reach()
            self.assertEqual(
                (reach.level_id, reach.next_level_id, reach.moved), (self.data, self.partnership, "climbed")
            )
            self.assertEqual((reach.missing_count, reach.unknown_count), (1, 1))
        history = self.reaches.search([("group_id", "=", self.group.id), ("is_current", "=", False)])
        self.assertEqual((len(history), history.until_on), (1, date(2026, 3, 21)))

    def test_another_order_of_levels_is_no_climbing(self):
        self.env["client.level"].create({"name": "Below", "sequence": 0, "is_ground": True})
        self.assertEqual(self.reach().moved, "first")
        self.env["client.level"].search([("is_ground", "=", True), ("name", "=", "Below")]).active = False
        with freeze_time("2026-03-22"):
            self.assertEqual(self.reach().moved, "first")

    def test_a_client_falls_when_what_was_true_is_true_no_more(self):
        self.people("anna", "boris")
        self.reach()
        self.group.key_account_manager_id = False
        with freeze_time("2026-03-22"):
            reach = self.reach()
            self.assertEqual((reach.moved, reach.level_id.id, reach.condition_id.rule), ("fell", False, "manager"))

    def test_what_is_asked_is_unknown_until_somebody_says_and_again_after_a_while(self):
        self.people("anna", "boris")
        self.reach()
        self.assertEqual((self.asked().state, self.asked().finding), ("unknown", "Not asked yet"))
        self.asked().with_user(self.user).action_answer_yes()
        self.assertEqual((self.asked().state, self.asked().answered_by_id), ("met", self.user))
        reach = self.reach()
        self.assertEqual((reach.level_id, reach.next_level_id.id, reach.missing), (self.partnership, False, False))
        with freeze_time("2027-06-01"):
            self.assertEqual(self.reach().level_id, self.data)
            self.assertEqual(self.asked().state, "unknown")
            self.asked().action_answer_no()
            self.assertEqual(self.asked().state, "not_met")

    def test_what_is_read_from_data_is_not_answered_by_hand(self):
        self.reach()
        check = self.checks.search([("group_id", "=", self.group.id), ("rule", "=", "people")])
        with self.assertRaises(UserError):
            check.with_user(self.user).action_answer_yes()

    def test_the_same_night_twice_changes_nothing(self):
        self.people("anna", "boris")

        def versions():
            self.env.cr.execute(
                "SELECT 'check', id, xmin::text FROM client_level_check WHERE group_id = %s"
                " UNION SELECT 'reach', id, xmin::text FROM client_level_reach WHERE group_id = %s",
                [self.group.id, self.group.id],
            )
            return set(self.env.cr.fetchall())

        self.reach()
        before = versions()
        self.reach()
        self.assertEqual(versions(), before)
        self.assertEqual(len(before), 4)

    def test_the_number_of_queries_does_not_grow_with_the_clients(self):
        groups = self.env["client.group"].create([{"name": f"Client {n}"} for n in range(12)])

        def queries(of):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reaches._refresh_levels(of)
            return self.env.cr.sql_log_count - before

        queries(groups)
        self.assertEqual(queries(groups[:2]), queries(groups))

    def test_the_list_and_its_missing_conditions_take_a_fixed_number_of_queries(self):
        groups = self.env["client.group"].create([{"name": f"Client {n}"} for n in range(12)])
        self.reaches._refresh_levels(groups)

        def queries(of):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.reaches.search([("group_id", "in", of.ids)]).mapped("missing")
            self.env["client.group"]._value_cards(of)
            return self.env.cr.sql_log_count - before

        self.assertEqual(queries(groups[:2]), queries(groups))

    def test_contacts_too_long_ago_and_none_at_all_are_two_things(self):
        self.assertEqual(self.found("contact", 150), ("unknown", None))
        self.env.cr.execute(
            "INSERT INTO client_contact (user_id, division_id, group_id, company_id, res_id, channel, res_model, date)"
            " VALUES (%s, %s, %s, %s, 1, 'call', 'mail.activity', '2025-03-20')",
            [self.manager.id, self.plant.id, self.group.id, self.company.id],
        )
        self.assertEqual(self.found("contact", 150), ("not_met", 365))

    def test_of_few_promises_nothing_is_said(self):
        promises = self.env["client.promise"]
        values = {
            "name": "Costing",
            "partner_id": self.plant.id,
            "given_on": "2026-01-01",
            "due": "2026-02-01",
            "kept_on": "2026-01-20",
            "responsible_id": self.manager.id,
        }
        promises.create([dict(values, side="ours") for _n in range(4)])
        self.assertEqual(self.found("our_promises", 90), ("unknown", None))
        promises.create(dict(values, side="ours", kept_on="2026-02-20"))
        self.assertEqual(self.found("our_promises", 90), ("not_met", 80))
        self.assertEqual(self.found("their_promises", 90), ("unknown", None))

    def test_no_complaint_is_good_news_only_from_those_we_talk_with(self):
        self.assertEqual(self.found("complaints", 0), ("unknown", None))
        complaint = self.env["client.complaint"].create(
            {
                "subject": "Open joints",
                "partner_id": self.plant.id,
                "kind": "remark",
                "date": "2026-03-01",
                "problem_family_id": self.env["client.problem.family"].search([], limit=1).id,
            }
        )
        self.assertEqual(self.found("complaints", 0), ("met", 0))
        complaint.severity = "stopped"
        self.assertEqual(self.found("complaints", 0), ("not_met", 1))

    def test_performance_is_met_only_where_all_that_has_a_standard_is_known(self):
        def month(indicator, state):
            self.env.cr.execute(
                "INSERT INTO client_performance (group_id, company_id, month, indicator, unit, has_standard, state)"
                " VALUES (%s, %s, '2026-02-01', %s, 'percent', TRUE, %s)",
                [self.group.id, self.company.id, indicator, state],
            )

        self.assertEqual(self.found("performance", 0), ("unknown", None))
        month("defects", "met")
        self.assertEqual(self.found("performance", 0), ("met", 0))
        month("on_time", "unknown")
        self.assertEqual(self.found("performance", 0), ("unknown", None))
        month("returns", "not_met")
        self.assertEqual(self.found("performance", 0), ("not_met", 1))

    def test_an_agreement_in_force_counts_with_the_days_it_still_runs(self):
        self.assertEqual(self.found("agreement"), ("not_met", 0))
        self.env["client.agreement"].create(
            {
                "name": "Frame contract",
                "partner_id": self.plant.id,
                "signed_on": "2026-01-01",
                "date_from": "2026-01-01",
                "date_to": "2026-04-19",
            }
        )
        self.assertEqual(self.found("agreement"), ("met", 1))
        self.assertEqual(self.found("agreement_days", 365), ("not_met", 30))

    def test_whom_they_work_for_is_unknown_until_somebody_is_named(self):
        self.assertEqual(self.found("end_clients"), ("unknown", None))
        shop = self.env["res.partner"].create({"name": "Shop", "is_company": True})
        self.env["client.link"].create(
            {
                "partner_id": self.plant.id,
                "type_id": self.env["client.link.type"]._of_code("distributor").id,
                "other_partner_id": shop.id,
            }
        )
        self.assertEqual(self.found("end_clients"), ("met", 1))

    def test_every_rule_is_held_against_a_client_of_whom_nothing_is_known(self):
        rules = self.env["client.level.condition"]._fields["rule"].get_values(self.env)
        for rule in rules:
            with self.subTest(rule=rule):
                self.assertIn(self.found(rule)[0], ("met", "not_met", "unknown"))
                check = self.checks.search([("group_id", "=", self.group.id), ("rule", "=", rule)], limit=1)
                self.assertTrue(check.finding)
                if rule not in ("manager", "asked"):
                    action = check.action_open_evidence()
                    self.assertTrue(action.get("res_model") or action.get("tag"))

    def test_two_companies_have_levels_of_their_own(self):
        other = self.env["res.company"].create({"name": "Second"})
        self.reach()
        self.reaches.with_context(allowed_company_ids=other.ids)._refresh_levels(self.group)
        self.assertEqual(self.reaches.search_count([("group_id", "=", self.group.id)]), 2)
        self.assertEqual(self.reaches.with_user(self.user).search_count([("group_id", "=", self.group.id)]), 1)

    def test_the_next_step_is_planned_for_who_answers_for_the_client(self):
        self.people("anna", "boris")
        self.reach().with_user(self.user).action_plan_next_step()
        activity = self.group.activity_ids
        self.assertEqual((activity.user_id, activity.summary), (self.manager, "They plan with us"))
        self.assertIn("Ask what they plan.", activity.note)
        self.asked().action_answer_yes()
        with self.assertRaises(UserError):
            self.reach().action_plan_next_step()

    def test_the_card_says_what_is_missing(self):
        self.people("anna")
        self.reach()
        cards = self.env["client.group"]._value_cards(self.group)
        section = next(section for section in cards[self.group.id] if section["key"] == "level")
        self.assertEqual([line["label"] for line in section["lines"]], ["Two people known"])

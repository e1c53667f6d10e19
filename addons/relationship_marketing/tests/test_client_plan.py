from datetime import date
from io import BytesIO
from unittest import SkipTest

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase

TODAY = "2026-11-20"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClientPlan(ClientCase):
    """One plan in force for each key client, with progress read from live data (R17)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plans = cls.env["client.plan"]
        for month in ("2025-11-01", "2026-10-01"):
            cls.supply(cls.plant, month, cls.boards, 1000.0)
        cls.supply(cls.radio, "2026-05-01", cls.cables, 500.0)
        # Neither the running month nor those before the last 12 complete ones count.
        cls.supply(cls.medical, "2026-11-01", cls.boards, 7000.0)
        cls.supply(cls.medical, "2025-10-01", cls.boards, 7000.0)

    def plan(self, goals=(("turnover", 5000.0),), start=True, **values):
        plan = self.plans.create(
            {
                "group_id": self.group.id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
                "goal_ids": [(0, 0, {"measure": measure, "target": target}) for measure, target in goals],
                **values,
            }
        )
        if start:
            plan.action_start()
        return plan

    def follow(self, *groups):
        self.plans._follow_plans(self.group.union(*groups))

    def test_progress_is_read_from_live_data(self):
        plan = self.plan([("turnover", 5000.0), ("families", 2), ("divisions", 3)])
        turnover, families, divisions = plan.goal_ids
        self.assertEqual((turnover.value, families.value, divisions.value), (2500.0, 2, 2))
        self.assertEqual((turnover.state, families.state), ("behind", "met"))
        self.supply(self.plant, "2026-09-01", self.boards, 2500.0)
        plan.goal_ids.invalidate_recordset()
        self.assertEqual(turnover.state, "met")
        self.assertEqual(turnover.base, 2500.0, "where it stood when the plan came into force")

    def test_a_family_that_only_came_back_was_not_bought(self):
        self.supply(self.radio, "2026-06-01", self.cables, -500.0)
        [families] = self.plan([("families", 2)]).goal_ids
        self.assertEqual(families.value, 1)

    def test_share_of_their_spend_is_unknown_until_somebody_knows_it(self):
        plan = self.plan([("share", 40.0)])
        self.assertFalse(plan.is_share_known)
        self.assertEqual((plan.goal_ids.state, plan.goal_ids.is_known), ("unknown", False))
        plan.write({"spend_amount": 10000.0, "could_hold": 40.0})
        self.assertEqual((plan.share_held, plan.goal_ids.value), (25.0, 25.0))
        share = self.env["client.group"]._spend_shares(self.group)[self.group.id]
        self.assertEqual((share["share"], share["could"], share["plan_id"]), (0.25, 0.4, plan.id))

    def test_spend_answered_for_the_position_is_taken_over(self):
        factor = self.env["client.position.factor"].search([("rule", "=", "share")], limit=1)
        self.env["client.position.answer"].create(
            {"group_id": self.group.id, "factor_id": factor.id, "spend": 5000.0, "date": "2026-10-02"}
        )
        plan = self.plan(start=False)
        self.assertEqual((plan.spend_amount, plan.spend_on, plan.share_held), (5000.0, date(2026, 10, 2), 50.0))

    def test_promises_none_due_are_unknown(self):
        plan = self.plan([("promises", 90.0)])
        self.assertEqual(plan.goal_ids.state, "unknown")
        for kept in ("2026-03-09", "2026-03-20"):
            self.env["client.promise"].create(
                {
                    "partner_id": self.plant.id,
                    "name": "Drawing",
                    "given_on": "2026-03-01",
                    "due": "2026-03-10",
                    "kept_on": kept,
                }
            )
        plan.goal_ids.invalidate_recordset()
        self.assertEqual(plan.goal_ids.value, 50.0)

    def test_no_complaint_of_a_client_who_bought_nothing_says_nothing(self):
        other = self.env["client.group"].create({"name": "Vega"})
        [silent] = self.plan([("complaints", 1)], group_id=other.id).goal_ids
        [goal] = self.plan([("complaints", 1)]).goal_ids
        self.assertEqual((silent.state, goal.state, goal.at_most), ("unknown", "met", True))

    def test_net_value_with_a_part_missing_never_counts_as_reached(self):
        self.env["client.group"].flush_model()
        self.env.cr.execute(
            "INSERT INTO client_net_value (company_id, group_id, period, date_from, date_to, is_current, net_value,"
            " is_at_most) VALUES (%s, %s, 'rolling', '2025-11-01', '2026-10-31', TRUE, 900, TRUE)",
            [self.company.id, self.group.id],
        )
        below, above = self.plan([("net_value", 1000.0), ("net_value", 800.0)]).goal_ids
        self.assertEqual((below.is_known, above.is_known), (True, False))
        self.assertEqual(above.state, "unknown")

    def test_a_value_by_hand_is_unknown_until_entered(self):
        plan = self.plan([("hand", 3.0)])
        self.assertEqual(plan.goal_ids.state, "unknown")
        plan.goal_ids.write({"is_hand_known": True, "hand_value": 0.0})
        self.assertEqual((plan.goal_ids.is_known, plan.goal_ids.hand_on), (True, date(2026, 11, 20)))

    def test_one_plan_in_force_the_former_closes(self):
        former = self.plan()
        later = self.plan()
        self.assertEqual((former.state, later.state, later.previous_id), ("closed", "in_force", former))
        with self.assertRaises(UserError):
            former.action_reopen()

    def test_a_plan_needs_a_goal_a_next_review_and_an_account_in_words(self):
        with self.assertRaises(UserError):
            self.plan(goals=())
        plan = self.plan()
        self.assertEqual(plan.next_review, date(2027, 2, 20))
        with self.assertRaises(UserError):
            plan.action_close()
        with self.assertRaises(ValidationError):
            plan.next_review = False

    def test_steps_are_activities_of_whoever_does_them(self):
        plan = self.plan(
            step_ids=[(0, 0, {"name": "Visit Medical", "user_id": self.user.id, "deadline": "2026-11-10"})]
        )
        step = plan.step_ids
        self.assertEqual((step.activity_id.user_id, step.activity_id.date_deadline), (self.user, date(2026, 11, 10)))
        self.assertEqual((plan.late_step_count, step.is_late), (1, True))
        self.assertEqual(self.env["client.plan.step"].search([("is_late", "=", True)]), step)
        step.activity_id.with_user(self.user).action_feedback(feedback="They will send drawings")
        self.assertEqual(
            (step.state, step.done_on, step.result), ("done", date(2026, 11, 20), "They will send drawings")
        )

    def test_activity_and_step_move_together(self):
        plan = self.plan(step_ids=[(0, 0, {"name": "Visit", "user_id": self.user.id, "deadline": "2026-12-10"})])
        step = plan.step_ids
        step.deadline = "2026-12-20"
        self.assertEqual(step.activity_id.date_deadline, date(2026, 12, 20))
        step.activity_id.with_user(self.user).date_deadline = "2026-12-24"
        self.assertEqual((step.deadline, step.first_deadline), (date(2026, 12, 24), date(2026, 12, 10)))
        step.activity_id.user_id = self.manager
        self.assertEqual(step.user_id, self.manager)

    def test_a_dropped_step_asks_nobody_and_can_be_taken_up_again(self):
        plan = self.plan(step_ids=[(0, 0, {"name": "Visit", "user_id": self.user.id, "deadline": "2026-12-10"})])
        step = plan.step_ids
        activity = step.activity_id
        step.action_drop()
        self.assertEqual((step.state, activity.exists()), ("dropped", activity.browse()))
        step.action_reopen()
        self.assertEqual((step.state, step.activity_id.user_id), ("open", self.user))

    def test_a_closed_plan_leaves_no_activity_behind(self):
        plan = self.plan(step_ids=[(0, 0, {"name": "Visit", "user_id": self.user.id, "deadline": "2026-12-10"})])
        plan.closed_reason = "They closed the plant"
        plan.action_close()
        self.assertFalse(plan.activity_ids)
        plan.action_reopen()
        self.assertEqual(len(plan.activity_ids), 2, "the step, and the next review")

    def test_a_plan_that_stands_still_says_so_and_reminds_once(self):
        plan = self.plan()
        with freeze_time("2027-02-17"):
            plan.invalidate_recordset()
            self.assertFalse(plan.is_stalled)
        with freeze_time("2027-02-18"):
            plan.invalidate_recordset()
            self.assertTrue(plan.is_stalled)
            self.assertEqual(self.plans.search([("is_stalled", "=", True)]), plan)
            for _night in range(2):
                self.follow()
            still = plan.activity_ids.filtered(
                lambda activity: (
                    activity.activity_type_id == self.env.ref("relationship_marketing.mail_activity_type_plan_still")
                )
            )
            self.assertEqual(still.user_id, self.manager)
            plan.need_ids.create({"plan_id": plan.id, "name": "Traceability"})
            self.assertFalse(plan.is_stalled)
        with freeze_time("2027-06-18"):
            self.follow()
            self.assertEqual(plan.reminded_on, date(2027, 6, 18), "a second time it stood still")

    def test_a_review_held_moves_the_plan(self):
        plan = self.plan()
        with freeze_time("2027-02-18"):
            self.env["client.review"].create({"partner_id": self.plant.id, "held_on": "2027-02-01"})
            self.follow()
            self.assertEqual(plan.moved_on, date(2027, 2, 1))
            self.assertFalse(plan.is_stalled)

    def test_reading_moves_nothing(self):
        plan = self.plan()
        with freeze_time("2027-01-15"):
            self.follow()
            self.assertEqual(plan.moved_on, date(2026, 11, 20))

    def test_a_month_has_one_reading_and_earlier_ones_stay(self):
        plan = self.plan([("hand", 10.0)])
        plan.goal_ids.hand_value = 2.0
        self.follow()
        plan.goal_ids.hand_value = 4.0
        self.follow()
        self.assertEqual(plan.goal_ids.reading_ids.mapped("value"), [4.0])
        with freeze_time("2026-12-01"):
            plan.goal_ids.hand_value = 5.0
            self.follow()
        self.assertEqual(sorted(plan.goal_ids.reading_ids.mapped("value")), [4.0, 5.0])

    def test_an_unknown_value_is_read_as_unknown(self):
        plan = self.plan([("share", 10.0)])
        self.follow()
        self.assertEqual((plan.goal_ids.reading_ids.is_known, plan.goal_ids.reading_ids.state), (False, "unknown"))

    def test_queries_of_a_night_do_not_grow_with_plans(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(12)])
        measures = [name for name, _label in self.env["client.plan.goal"]._fields["measure"].selection]
        for group in groups:
            self.plan([(measure, 1.0) for measure in measures], group_id=group.id)
        self.plans._follow_plans(groups[:1])
        counts = []
        for some in (groups[:2], groups):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.plans._follow_plans(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_the_next_plan_takes_over_what_is_not_done(self):
        plan = self.plan(
            [("turnover", 5000.0), ("families", 2)],
            step_ids=[(0, 0, {"name": "Visit", "deadline": "2026-12-10"})],
            need_ids=[(0, 0, {"name": "Traceability"}), (0, 0, {"name": "Stock", "state": "voiced"})],
        )
        following = self.plans.browse(plan.action_draw_up_next()["res_id"])
        self.assertEqual(following.goal_ids.mapped("measure"), ["turnover"])
        self.assertEqual((following.need_ids.name, following.step_ids.deadline), ("Traceability", date(2027, 1, 1)))
        self.assertEqual((following.previous_id, following.state), (plan, "draft"))

    def test_a_copy_has_a_name_of_its_own_and_knows_the_spend_no_better(self):
        plan = self.plan(start=False, spend_amount=10000.0, spend_on="2026-02-01")
        following = plan.copy({"date_from": "2027-01-01", "date_to": "2027-12-31"})
        self.assertIn("2027", following.name)
        self.assertEqual((following.spend_amount, following.spend_on), (10000.0, date(2026, 2, 1)))

    def test_only_a_plan_in_force_is_reviewed(self):
        plan = self.plan(start=False)
        with self.assertRaises(UserError):
            plan.action_reviewed()
        plan.action_start()
        plan.action_reviewed()
        self.assertEqual((plan.reviewed_on, plan.next_review), (date(2026, 11, 20), date(2027, 2, 20)))

    def test_queries_of_the_lists_do_not_grow_with_plans(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(12)])
        plans = self.plans.union(
            *(self.plan([("turnover", 1.0), ("promises", 90.0)], group_id=group.id) for group in groups)
        )
        shown = {name: {} for name in ("share_text", "goals_text", "goals_state", "late_step_count", "is_stalled")}
        goals_shown = {name: {} for name in ("value_text", "target_text", "progress", "state")}
        counts = []
        for some in (plans[:1], plans[:2], plans):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.plans.web_search_read([("id", "in", some.ids)], shown)
            self.env["client.plan.goal"].web_search_read([("plan_id", "in", some.ids)], goals_shown)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])

    def test_key_clients_without_a_plan_are_listed(self):
        action = self.env["ir.actions.actions"]._for_xml_id("relationship_marketing.client_group_without_plan_action")
        self.group.write({"is_key_client": True, "key_reason": "Large"})
        domain = [("is_key_client", "=", True), ("plan_ids", "not any", [("state", "=", "in_force")])]
        self.assertIn("not any", str(action["domain"]))
        self.assertIn(self.group, self.env["client.group"].search(domain))
        self.plan()
        self.assertNotIn(self.group, self.env["client.group"].search(domain))

    def test_plans_of_joined_groups_are_shown_and_come_back(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.env["res.partner"].create({"name": "Vega", "is_company": True, "client_group_id": other.id})
        plan = self.plan(group_id=other.id)
        event = other._join(self.group)
        self.assertTrue(plan.is_group_archived)
        self.assertIn(plan, self.plans.search(self.group.action_open_plan()["domain"]))
        with self.assertRaises(UserError):
            self.plan(group_id=other.id)
        event.action_undo()
        self.assertEqual((plan.is_group_archived, plan.state), (False, "in_force"))

    def test_a_plan_that_was_in_force_is_evidence(self):
        plan = self.plan(step_ids=[(0, 0, {"name": "Visit", "deadline": "2026-12-10"})])
        for record in (plan, plan.goal_ids, plan.step_ids):
            with self.assertRaises(UserError):
                record.unlink()
        self.plan(start=False).unlink()

    def test_who_reads_a_plan_changes_nothing_but_own_steps(self):
        plan = self.plan(step_ids=[(0, 0, {"name": "Visit", "user_id": self.user.id, "deadline": "2026-12-10"})])
        seen = plan.with_user(self.user)
        self.assertEqual(seen.goal_ids.value, 2500.0)
        with self.assertRaises(AccessError):
            seen.could_hold = 10.0
        with self.assertRaises(AccessError):
            seen.step_ids.deadline = "2027-01-01"
        with self.assertRaises(AccessError):
            seen.action_start()

    def test_another_company_has_its_own_plan_and_sees_no_other(self):
        plan = self.plan()
        second = self.env["res.company"].create({"name": "Second"})
        stranger = new_test_user(
            self.env,
            "rm_second",
            groups="relationship_marketing.group_director",
            company_id=second.id,
            company_ids=[(6, 0, second.ids)],
        )
        with self.assertRaises(AccessError):
            plan.with_user(stranger).name  # noqa: B018
        theirs = self.plan(company_id=second.id)
        self.assertEqual((plan.state, theirs.state, theirs.goal_ids.value), ("in_force", "in_force", 0.0))
        self.assertFalse(self.env["client.plan"].with_user(stranger).search([]) - theirs)

    def test_card_tells_of_a_key_client_without_a_plan(self):
        def card():
            cards = self.env["client.group"]._value_cards(self.group)[self.group.id]
            return next(section for section in cards if section["key"] == "plan")

        self.assertEqual(card()["state"], "info")
        self.group.write({"is_key_client": True, "key_reason": "Large"})
        self.assertEqual(card()["state"], "not_met")
        self.plan([("families", 2)])
        self.assertEqual((card()["state"], len(card()["lines"])), ("met", 1))

    def test_figures_open_onto_their_records(self):
        plan = self.plan([("turnover", 1.0)])
        action = plan.goal_ids.action_open_evidence()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(sum(rows.mapped("amount")), plan.goal_ids.value)

    def test_printed_plan_says_what_is_unknown(self):
        if self.env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
            raise SkipTest("wkhtmltopdf is not installed")
        plan = self.plan(
            [("turnover", 5000.0), ("share", 40.0)],
            step_ids=[(0, 0, {"name": "Visit Medical", "deadline": "2026-11-10"})],
            need_ids=[(0, 0, {"name": "Прослеживаемость", "sign": "They asked for batch numbers"})],
        )
        pages = [
            " ".join(page.extract_text().split())
            for page in PdfReader(BytesIO(plan.with_user(self.user)._render_pdf("en_US"))).pages
        ]
        for text in ("Orion", "Unknown: ask what they spend", "at least 40 %", "Visit Medical", "Прослеживаемость"):
            self.assertIn(text, " ".join(pages))
        self.assertIn(f"1 / {len(pages)}", pages[0])

from contextlib import contextmanager

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.models import MAGIC_COLUMNS
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .common import day

TODAY = "2026-03-02"


class ComplaintCase(TransactionCase):
    """One client of two divisions, a director, an account manager and a colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Maker"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids})
        cls.director, cls.manager, cls.colleague, cls.quality = (
            cls.make_user("director", "relationship_marketing.group_director"),
            cls.make_user("manager", "relationship_marketing.group_account_manager"),
            cls.make_user("colleague", "relationship_marketing.group_user"),
            cls.make_user("quality", "relationship_marketing.group_user"),
        )
        cls.group = cls.env["client.group"].create(
            {
                "name": "Orion",
                "key_account_manager_id": cls.manager.id,
                "member_ids": [(0, 0, {"function": "quality", "user_id": cls.quality.id})],
            }
        )
        cls.division, cls.other_division, cls.stranger = cls.env["res.partner"].create(
            [
                {"name": "Orion Boards", "is_company": True, "client_group_id": cls.group.id},
                {"name": "Orion Cables", "is_company": True, "client_group_id": cls.group.id},
                {"name": "Vega", "is_company": True},
            ]
        )
        cls.joints, cls.late = (
            cls.env.ref("relationship_marketing.problem_family_cold_joint"),
            cls.env.ref("relationship_marketing.problem_family_late_delivery"),
        )

    @classmethod
    def make_user(cls, name, group):
        return new_test_user(
            cls.env,
            f"c_{name}",
            groups=group,
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
            email=f"{name}@maker.example",
        )

    @classmethod
    def complain(cls, date=TODAY, user=None, **values):
        return (
            cls.env["client.complaint"]
            .with_user(user or cls.colleague)
            .create(
                {
                    "subject": "Cold joints",
                    "partner_id": cls.division.id,
                    "problem_family_id": cls.joints.id,
                    "kind": "product_claim",
                    "severity": "costs",
                    "date": date,
                    **values,
                }
            )
        )

    @contextmanager
    def refused(self, error, sentence):
        """What is refused leaves nothing behind, as in a request of its own."""
        with self.assertRaisesRegex(error, sentence), self.env.cr.savepoint():
            yield

    @classmethod
    def settle(cls, complaint, **values):
        """All that is asked of a single complaint before it is closed."""
        complaint.write(
            {
                "justified": "justified",
                "justified_reason": "Seen under the microscope",
                "root_cause": "process",
                "corrective_action": "Boards replaced",
                "effect_check_date": TODAY,
                "effect_result": "passed",
                **values,
            }
        )

    @classmethod
    def process_action(cls, complaints, user=None, **values):
        action = (
            cls.env["client.process.action"]
            .with_user(user or cls.colleague)
            .create(
                {
                    "name": "Measure the reflow profile of each board",
                    "date_due": TODAY,
                    "effect_check_date": "2026-06-02",
                    **values,
                }
            )
        )
        complaints.write({"process_action_id": action.id})
        return action


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestComplaintChains(ComplaintCase):
    """Which complaints are one repeated problem."""

    def counts(self, *complaints):
        return [complaint.chain_count for complaint in complaints]

    def test_two_of_a_client_and_family_within_a_year_are_repeated(self):
        first = self.complain("2025-03-02")
        self.assertFalse(first.is_repeated)
        second = self.complain()
        self.assertEqual(self.counts(first, second), [2, 2])
        self.assertEqual((first | second).mapped("is_repeated"), [True, True])
        self.assertEqual(second.chain_since, day("2025-03-02"))

    def test_a_day_more_than_a_year_is_not(self):
        first, second = self.complain("2025-03-01"), self.complain()
        self.assertEqual(self.counts(first, second), [1, 1])

    def test_divisions_of_one_client_group_have_one_problem(self):
        first, second = self.complain(), self.complain(partner_id=self.other_division.id)
        other = self.complain(partner_id=self.stranger.id)
        self.assertEqual(self.counts(first, second, other), [2, 2, 1])

    def test_another_family_is_another_problem(self):
        first, second = self.complain(), self.complain(problem_family_id=self.late.id)
        self.assertEqual(self.counts(first, second), [1, 1])
        second.problem_family_id = self.joints
        self.assertEqual(self.counts(first, second), [2, 2])

    def test_rejected_and_withdrawn_do_not_count(self):
        first, second, third = self.complain(), self.complain(), self.complain()
        second.write({"state": "rejected", "outcome_reason": "Another maker's board"})
        self.assertEqual(self.counts(first, second, third), [2, 0, 2])
        third.write({"state": "withdrawn", "outcome_reason": "They mixed up the lots"})
        self.assertEqual(self.counts(first, second, third), [1, 0, 0])
        second.state = "in_work"
        self.assertEqual(self.counts(first, second, third), [2, 2, 0])

    def test_archived_complaints_still_happened(self):
        first, second = self.complain(), self.complain()
        second.with_user(self.director).write({"active": False, "archive_reason": "Entered twice in the old system"})
        third = self.complain(partner_id=self.other_division.id)
        self.assertEqual(self.counts(first, second, third), [3, 3, 3])

    def test_joining_and_splitting_groups_joins_and_splits_problems(self):
        first, second = self.complain(), self.complain(partner_id=self.stranger.id)
        self.assertEqual(self.counts(first, second), [1, 1])
        self.stranger.client_group_id = self.group
        self.assertEqual(self.counts(first, second), [2, 2])
        self.stranger.client_group_id = False
        self.assertEqual(self.counts(first, second), [1, 1])

    def test_a_division_without_group_has_problems_of_its_own(self):
        first = self.complain(partner_id=self.stranger.id)
        second = self.complain(partner_id=self.stranger.id)
        self.assertEqual(self.counts(first, second), [2, 2])

    def test_the_span_is_a_setting_of_the_company(self):
        first, second = self.complain("2025-12-02"), self.complain()
        self.company.complaint_repeat_days = 60
        self.assertEqual(self.counts(first, second), [1, 1])
        self.company.complaint_repeat_days = 90
        self.assertEqual(self.counts(first, second), [2, 2])

    def test_moving_a_date_or_division_changes_those_left_behind(self):
        first, second, third = self.complain("2025-06-01"), self.complain("2025-12-01"), self.complain("2026-02-01")
        self.assertEqual(self.counts(first, second, third), [3, 3, 3])
        second.date = "2023-01-01"
        self.assertEqual(self.counts(first, second, third), [2, 1, 2])
        third.partner_id = self.stranger
        self.assertEqual(self.counts(first, second, third), [1, 1, 1])

    def test_companies_do_not_share_problems(self):
        other = self.env["res.company"].create({"name": "Second maker"})
        first = self.complain()
        second = self.env["client.complaint"].create(
            {
                "subject": "Joints",
                "partner_id": self.division.id,
                "problem_family_id": self.joints.id,
                "company_id": other.id,
            }
        )
        self.assertEqual(self.counts(first, second), [1, 1])

    def test_whole_chains_are_computed_in_few_queries(self):
        values = {"subject": "Joints", "problem_family_id": self.joints.id, "kind": "remark"}
        clients = self.env["res.partner"].create([{"name": f"Client {n}", "is_company": True} for n in range(40)])
        self.env["client.complaint"].create([{**values, "partner_id": client.id} for client in clients[:5]])

        def queries_of(partners):
            complaints = self.env["client.complaint"].search([("partner_id", "in", partners.ids)])
            self.env.flush_all()
            self.env.invalidate_all()
            self.env.add_to_compute(complaints._fields["is_repeated"], complaints)
            before = self.env.cr.sql_log_count
            complaints.flush_recordset()
            return self.env.cr.sql_log_count - before

        few = queries_of(clients[:5])
        self.env["client.complaint"].create([{**values, "partner_id": client.id} for client in clients])
        self.assertLessEqual(queries_of(clients), few)


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestComplaintClosing(ComplaintCase):
    """What it takes to close a complaint, over RPC as on the screen."""

    def test_a_single_complaint_closes_when_its_correction_helped(self):
        complaint = self.complain()
        with self.refused(ValidationError, "justified"):
            complaint.write({"state": "closed"})
        self.settle(complaint)
        complaint.write({"state": "closed"})
        self.assertEqual(complaint.state, "closed")

    def test_a_written_claim_has_a_date_and_is_answered_first(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.complain(kind="written_claim").flush_recordset()
        complaint = self.complain(kind="written_claim", answer_by="2026-03-20")
        reminder = complaint.activity_ids
        self.assertEqual((reminder.user_id, reminder.date_deadline), (self.colleague, day("2026-03-20")))
        complaint.answer_by = "2026-04-01"
        self.assertEqual(complaint.activity_ids.date_deadline, day("2026-04-01"))
        self.assertEqual(complaint.first_answer_by, day("2026-03-20"))
        self.settle(complaint, effect_check_date="2026-02-20", effect_result="open")
        self.settle(complaint)
        self.assertEqual(complaint.first_effect_check_date, day("2026-02-20"))
        with self.refused(ValidationError, "answered first"):
            complaint.state = "closed"
        complaint.action_answer()
        self.assertEqual(complaint.answered_on, day(TODAY))
        self.assertFalse(complaint.activity_ids)
        complaint.action_close()

    def test_every_open_one_of_a_chain_needs_a_process_action_that_helped(self):
        first, second = self.complain("2026-01-10"), self.complain("2026-02-20")
        for complaint, cause in ((first, "outside"), (second, "misuse")):
            self.settle(complaint, root_cause=cause)
            with self.refused(ValidationError, "one of 2 alike and needs a process action"):
                complaint.action_close()
        action = self.process_action(first | second)
        with self.refused(ValidationError, "effect check"):
            first.action_close()
        action.action_done()
        with freeze_time("2026-06-02"):
            action.effect_note = "No cold joint in 1 200 boards"
            action.action_pass()
            (first | second).action_close()
        self.assertEqual(set((first | second).mapped("state")), {"closed"})

    def test_what_came_after_the_process_was_changed_keeps_them_open(self):
        first, second = self.complain("2026-01-10"), self.complain("2026-02-20")
        action = self.process_action(first | second)
        action.action_done()
        self.settle(first)
        with freeze_time("2026-06-02"):
            third = self.complain("2026-05-01", partner_id=self.other_division.id)
            action.effect_note = "Nothing seen"
            with self.refused(UserError, "came after the process was changed"):
                action.action_pass()
            third.write({"state": "rejected", "outcome_reason": "Not our lot"})
            action.action_pass()
            fourth = self.complain("2026-06-01")
            with self.refused(ValidationError, "came after the process was changed"):
                first.action_close()
            self.assertEqual(fourth.chain_count, 3)

    def test_a_verdict_on_the_effect_is_not_given_before_its_day_or_without_what_was_seen(self):
        action = self.process_action(self.complain())
        with self.refused(UserError, "was not changed yet"):
            action.action_pass()
        action.action_done()
        with self.refused(UserError, "is checked on 2026-06-02, not before"):
            action.action_pass()
        with freeze_time("2026-06-03"), self.refused(UserError, "Say what the check"):
            action.action_pass()

    def test_moving_the_dates_of_a_process_action_keeps_the_first_ones(self):
        action = self.process_action(self.complain())
        action.write({"date_due": "2026-04-01", "effect_check_date": "2026-08-01", "done_on": "2020-01-01"})
        self.assertEqual(
            (action.first_date_due, action.first_effect_check_date, action.done_on),
            (day(TODAY), day("2026-06-02"), False),
        )
        self.assertEqual(action.activity_ids.date_deadline, day("2026-04-01"))

    def test_no_hunt_for_the_guilty(self):
        first, second = self.complain(), self.complain()
        with self.refused(ValidationError, "fault of the process"):
            second.root_cause = "person"
        with self.refused(AccessError, "Only a director"):
            second.with_user(self.manager).write({"root_cause": "person", "person_exception_reason": "He slept"})
        second.with_user(self.director).write(
            {"root_cause": "person", "person_exception_reason": "Drunk on all three days, sent home"}
        )
        self.assertEqual((second.person_exception_by_id, second.person_exception_on), (self.director, day(TODAY)))
        self.assertTrue(first.is_repeated)

    def test_a_person_named_before_it_came_back_stands_in_the_way_of_closing(self):
        first = self.complain("2026-01-10", root_cause="person")
        self.settle(first, root_cause="person")
        action = self.process_action(first)
        action.action_done()
        self.complain("2026-02-01")
        with freeze_time("2026-06-02"):
            action.effect_note = "None"
            action.action_pass()
            with self.refused(ValidationError, "director's exception"):
                first.action_close()

    def test_the_owner_of_an_open_one_is_asked_once_for_a_process_action(self):
        first, second = self.complain("2026-01-10"), self.complain(user=self.manager)
        asked = (first | second).activity_ids
        self.assertEqual(asked.user_id, self.colleague | self.manager)
        self.complain()
        self.assertEqual(len((first | second).activity_ids), 2)
        self.process_action(first | second)
        self.assertFalse((first | second).activity_ids)


# What Odoo adds to every thread, also by addons that a bridge brings along; the chain is worked out.
OF_ADDONS = ("activity_", "message_", "website_", "rating_", "chain_")


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestNobodyHidesIt(ComplaintCase):
    """Management reads every complaint; nobody makes one disappear."""

    def test_a_complaint_is_not_deleted_and_archived_by_a_director_with_a_reason(self):
        complaint = self.complain()
        with self.assertRaises(AccessError):
            complaint.with_user(self.director).unlink()
        with self.refused(UserError, "evidence"):
            complaint.sudo().unlink()
        with self.refused(AccessError, "Only a director"):
            complaint.with_user(self.manager).write({"active": False, "archive_reason": "Old"})
        with self.refused(ValidationError, "Say why"):
            complaint.with_user(self.director).action_archive()
        complaint.with_user(self.director).write({"active": False, "archive_reason": "Entered twice"})
        self.assertFalse(complaint.active)

    def test_rejecting_needs_a_reason_and_a_severe_one_a_director(self):
        slight = self.complain()
        with self.refused(ValidationError, "Say why"):
            slight.state = "rejected"
        for severe in (self.complain(severity="stopped"), self.complain(level="lawyer")):
            for state in ("rejected", "withdrawn"):
                with self.refused(AccessError, "only a director"):
                    severe.with_user(self.manager).write({"state": state, "outcome_reason": "We are right"})
            severe.with_user(self.director).write({"state": "rejected", "outcome_reason": "Another maker's"})
            self.assertEqual((severe.outcome_by_id, severe.outcome_on), (self.director, day(TODAY)))

    def test_a_severe_one_is_not_played_down_first(self):
        severe = self.complain(severity="stopped")
        with self.refused(AccessError, "only a director corrects"):
            severe.with_user(self.manager).severity = "none"
        severe.with_user(self.director).severity = "costs"
        self.assertFalse(severe.is_severe)

    def test_directors_and_quality_are_told_whoever_owns_the_account(self):
        complaint = self.complain(user=self.manager)
        told = (
            complaint.message_ids.notified_partner_ids
            or self.env["mail.message"]
            .search([("model", "=", "client.complaint"), ("res_id", "=", complaint.id)])
            .notified_partner_ids
        )
        self.assertLessEqual(self.director.partner_id | self.quality.partner_id, told)

    def test_who_hears_of_it_owns_it_until_a_colleague_took_it_over(self):
        complaint = self.complain(owner_id=self.manager.id)
        self.assertEqual(complaint.owner_id, self.colleague)
        with self.refused(AccessError, "stays with"):
            complaint.with_user(self.manager).owner_id = self.manager
        with self.refused(AccessError, "alone hands it on"):
            complaint.with_user(self.manager)._hand_on(self.manager)
        complaint._hand_on(self.quality, "You know the line")
        self.assertEqual((complaint.owner_id, complaint.handed_to_id), (self.colleague, self.quality))
        complaint.with_user(self.quality).action_decline()
        self.assertFalse(complaint.handed_to_id)
        complaint._hand_on(self.quality)
        complaint.with_user(self.quality).action_take()
        self.assertEqual((complaint.owner_id, complaint.handed_to_id.id), (self.quality, False))

    def test_every_change_is_tracked(self):
        written_by_the_system = {"name", "origin", "sender_email", "refund_id", "picking_id", "overdue_told_on"} | {
            name
            for name, field in self.env["client.complaint"]._fields.items()
            if field.related or not field.store or name.startswith(OF_ADDONS)
        }
        own = self.env["client.complaint"]._fields
        untracked = {
            name
            for name, field in own.items()
            if name not in {*MAGIC_COLUMNS, *written_by_the_system} and not getattr(field, "tracking", None)
        }
        self.assertEqual(
            untracked,
            {
                "company_id",
                "cost_ids",  # the total is tracked
                "first_answer_by",
                "first_effect_check_date",
                "outcome_by_id",
                "outcome_on",
                "person_exception_by_id",
                "person_exception_on",
            },
        )

    def test_stamps_are_not_forged(self):
        complaint = self.complain(origin="mail", answered_on="2020-01-01")
        complaint.write({"answered_on": "2020-01-01", "outcome_on": "2020-01-01", "name": "X"})
        self.assertEqual((complaint.origin, complaint.answered_on, complaint.outcome_on), ("colleague", False, False))
        self.assertNotEqual(complaint.name, "X")

    def test_open_and_severe_complaints_of_a_group(self):
        severe = self.complain(level="management")
        self.complain()
        closed = self.complain(problem_family_id=self.late.id)
        closed.write({"state": "rejected", "outcome_reason": "Not ours"})
        other = self.env["client.group"].create({"name": "Lyra"})
        groups = (self.group | other).with_user(self.colleague)
        self.assertEqual(groups.mapped("open_complaint_count"), [2, 0])
        self.assertEqual(groups._open_severe_complaints(), {self.group: severe})

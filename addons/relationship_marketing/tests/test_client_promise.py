from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, TransactionCase, freeze_time, new_test_user, tagged

from ..engine.promise_state import promise_state
from .common import day

TODAY = "2026-11-20"


class PromiseCase(TransactionCase):
    """Two divisions of one client, a person at one of them, and our people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": True})
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.division, cls.other_division = cls.env["res.partner"].create(
            [
                {"name": "Orion North", "is_company": True, "client_group_id": cls.group.id},
                {"name": "Orion South", "is_company": True, "client_group_id": cls.group.id},
            ]
        )
        cls.person = cls.env["res.partner"].create(
            {"name": "Anna Petrova", "parent_id": cls.division.id, "email": "anna@orion.example"}
        )
        cls.user, cls.colleague, cls.account_manager, cls.director, cls.marketing = (
            new_test_user(cls.env, f"promise_{role}", groups=f"relationship_marketing.group_{role.split('_', 1)[1]}")
            for role in ("a_user", "b_user", "c_account_manager", "d_director", "e_marketing")
        )

    def promise(self, due="2026-11-30", **values):
        return self.env["client.promise"].create(
            {
                "name": "The cause in writing",
                "partner_id": self.division.id,
                "given_on": "2026-01-01",
                "due": due,
                "responsible_id": self.user.id,
                **values,
            }
        )


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClientPromise(PromiseCase):
    """Every obligation is fixed and followed (003), on both sides."""

    def test_the_state_follows_from_the_day_it_was_kept(self):
        promise = self.promise("2026-11-10")
        self.assertEqual((promise.state, promise.is_overdue, promise.days_overdue), ("open", True, 10))
        promise.kept_on = "2026-11-10"
        self.assertEqual((promise.state, promise.is_overdue), ("kept", False))
        promise.kept_on = "2026-11-11"
        self.assertEqual(promise.state, "late")

    def test_a_user_without_sales_rights_records_and_reads_promises(self):
        with Form(self.env["client.promise"].with_user(self.user)) as form:
            form.name = "Samples"
            form.partner_id = self.division
            form.person_id = self.person
            form.due = "2026-12-01"
        promise = form.record
        self.assertEqual((promise.responsible_id, promise.group_id), (self.user, self.group))
        promise.sudo().lead_id = self.env["crm.lead"].create({"name": "Boards", "partner_id": self.person.id})
        self.env.invalidate_all()
        names = {"lead_id": {"fields": {"display_name": {}}}, "state": {}}
        self.assertEqual(promise.web_read(names)[0]["lead_id"]["display_name"], "Boards")

    def test_one_press_keeps_it_today(self):
        promise = self.promise()
        promise.with_user(self.user).action_keep()
        self.assertEqual((promise.state, promise.kept_on), ("kept", day(TODAY)))

    def test_nobody_keeps_a_promise_tomorrow_or_before_it_was_given(self):
        promise = self.promise()
        for kept in ("2026-11-21", "2025-12-31"):
            with self.assertRaisesRegex(ValidationError, "The cause in writing"):
                promise.kept_on = kept

    def test_moving_the_date_keeps_the_first_one_and_says_why(self):
        promise = self.promise("2026-11-10")
        move = self.env["client.promise.move"].with_user(self.user)
        move.create({"promise_id": promise.id, "new_due": "2026-12-01", "reason": "Components late"})
        move.create({"promise_id": promise.id, "new_due": "2026-12-05", "reason": "Still late"})
        self.assertEqual((promise.first_due, promise.due), (day("2026-11-10"), day("2026-12-05")))
        self.assertRecordValues(
            promise.move_ids.sorted("id"),
            [
                {"old_due": day("2026-11-10"), "reason": "Components late", "was_overdue": True},
                {"old_due": day("2026-12-01"), "reason": "Still late", "was_overdue": False},
            ],
        )
        for change in ({"reason": "Another"}, {"new_due": "2027-01-01"}):
            with self.assertRaises(AccessError):
                promise.move_ids[:1].with_user(self.director).write(change)
        with self.assertRaises(UserError):
            promise.first_due = "2027-01-01"

    def test_a_date_written_past_the_form_is_recorded_as_moved_without_a_reason(self):
        promise = self.promise("2026-11-10")
        promise.write({"due": "2026-12-01", "name": "The cause in writing, at last"})
        self.assertEqual((promise.first_due, promise.due), (day("2026-11-10"), day("2026-12-01")))
        self.assertRecordValues(promise.move_ids, [{"old_due": day("2026-11-10"), "reason": False}])

    def test_what_is_recorded_after_it_was_due_was_given_by_then(self):
        values = {"name": "A sample", "partner_id": self.division.id, "due": "2026-10-01"}
        promise = self.env["client.promise"].create(values)
        self.assertEqual(promise.given_on, day("2026-10-01"))

    def test_a_settled_promise_does_not_move(self):
        promise = self.promise()
        promise.action_keep()
        with self.assertRaisesRegex(UserError, "settled"):
            self.env["client.promise.move"].create(
                {"promise_id": promise.id, "new_due": "2026-12-01", "reason": "Too late"}
            )

    def close(self, promise, user, **values):
        wizard = self.env["client.promise.close"].with_user(user)
        return wizard.create({"promise_id": promise.id, "reason": "They changed the design", **values}).action_close()

    def test_ours_is_withdrawn_by_the_clients_word_or_a_director(self):
        ours = self.promise()
        with self.assertRaisesRegex(ValidationError, "name the person of theirs"), self.env.cr.savepoint():
            self.close(ours, self.user, outcome="withdrawn")
        self.close(ours, self.user, outcome="withdrawn", released_by_id=self.person.id)
        self.assertEqual((ours.state, ours.withdrawn_by_id), ("withdrawn", self.user))
        other = self.promise()
        self.close(other, self.director, outcome="withdrawn")
        self.assertEqual(other.state, "withdrawn")
        theirs = self.promise(side="theirs")
        self.close(theirs, self.user, outcome="withdrawn")
        self.assertEqual(theirs.state, "withdrawn")

    def test_withdrawing_without_a_reason_is_refused_however_it_is_written(self):
        promise = self.promise(side="theirs").with_user(self.user)
        with self.assertRaisesRegex(ValidationError, "Say why"):
            promise.withdrawn_on = TODAY
        ours = self.promise().with_user(self.user)
        with self.assertRaisesRegex(ValidationError, "name the person of theirs"):
            ours.write({"withdrawn_on": TODAY, "withdrawn_reason": "No time", "withdrawn_by_id": self.director.id})

    def test_declared_broken_says_why(self):
        promise = self.promise()
        self.close(promise, self.user, outcome="broken")
        self.assertEqual((promise.state, promise.broken_by), ("broken", "declared"))
        with self.assertRaisesRegex(UserError, "settled"):
            self.close(promise, self.user, outcome="broken")

    def test_an_account_manager_opens_again_what_was_settled_by_mistake(self):
        promise = self.promise()
        self.close(promise, self.user, outcome="broken")
        with self.assertRaisesRegex(UserError, "account manager"):
            promise.with_user(self.user).action_reopen()
        promise.with_user(self.account_manager).action_reopen()
        self.assertEqual(promise.state, "open")

    def test_naming_a_state_enters_its_day_and_the_days_decide(self):
        promise = self.promise("2026-11-10")
        promise.state = "kept"
        self.assertEqual((promise.kept_on, promise.state), (day(TODAY), "late"))
        early = self.promise(state="kept")
        self.assertEqual((early.kept_on, early.state), (day(TODAY), "kept"))
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.promise().with_user(self.user).state = "broken"
        broken = self.promise()
        broken.write({"state": "broken", "broken_reason": "The oven was needed"})
        self.assertEqual((broken.state, broken.broken_on), ("broken", day(TODAY)))
        with self.assertRaisesRegex(ValidationError, "name the person of theirs"):
            self.promise().with_user(self.user).write({"state": "withdrawn", "withdrawn_reason": "No time"})

    def test_what_is_settled_is_not_undone_by_writing(self):
        promise = self.promise().with_user(self.user)
        self.close(promise, self.user, outcome="broken")
        for values in ({"broken_on": False, "broken_by": False}, {"state": "open"}):
            with self.assertRaisesRegex(UserError, "account manager"):
                promise.write(values)
        theirs = self.promise(side="theirs").with_user(self.user)
        self.close(theirs, self.user, outcome="withdrawn")
        theirs.withdrawn_by_id = self.director
        self.assertEqual(theirs.withdrawn_by_id, self.user)

    def test_a_user_changes_the_own_promises_only(self):
        promise = self.promise()
        promise.with_user(self.user).name = "Cause and cure in writing"
        promise.with_user(self.account_manager).person_id = self.person
        with self.assertRaises(AccessError):
            promise.with_user(self.colleague).name = "Nothing"
        with self.assertRaises(AccessError):
            self.env["client.promise.move"].with_user(self.colleague).create(
                {"promise_id": promise.id, "new_due": "2026-12-01", "reason": "Busy"}
            )
        self.assertEqual(promise.with_user(self.colleague).name, "Cause and cure in writing")

    def test_a_promise_is_neither_deleted_nor_hidden(self):
        promise = self.promise()
        with self.assertRaises(AccessError):
            promise.with_user(self.director).unlink()
        with self.assertRaisesRegex(UserError, "evidence"):
            promise.unlink()
        with self.assertRaisesRegex(UserError, "Only a director archives"):
            promise.with_user(self.account_manager).action_archive()
        promise.with_user(self.director).action_archive()
        self.assertFalse(promise.active)

    def test_a_person_who_promised_is_not_deleted(self):
        self.promise(person_id=self.person.id)
        with self.assertRaisesRegex(UserError, "Anna Petrova"):
            self.person.unlink()

    def test_the_person_brings_the_division(self):
        promise = self.env["client.promise"].create(
            {"name": "A forecast", "side": "theirs", "person_id": self.person.id, "due": "2026-12-01"}
        )
        self.assertEqual((promise.partner_id, promise.group_id), (self.division, self.group))

    def test_reliability_of_both_sides_with_its_counts(self):
        for kept in ("2026-11-01", "2026-11-09", "2026-11-12"):
            self.promise("2026-11-10", kept_on=kept)
        self.promise("2026-11-10", partner_id=self.other_division.id)
        self.promise("2026-12-10", kept_on="2026-11-01")
        self.promise("2026-11-10", withdrawn_on=TODAY, withdrawn_reason="Design", released_by_id=self.person.id)
        self.assertEqual((self.group.our_promises_kept, self.group.our_promises_due), (2, 4))
        self.assertEqual(self.group.our_reliability, "2 of 4, 15 to 85 %")
        self.assertEqual((self.group.their_promises_due, self.group.their_reliability), (0, False))
        self.assertEqual(self.group.overdue_promise_count, 1)
        action = self.group.action_open_our_promises()
        self.assertEqual(self.env["client.promise"].search_count(action["domain"]), 4)

    def test_reliability_by_division_and_colleague_opens_onto_its_promises(self):
        self.promise("2026-11-10", kept_on="2026-11-01")
        self.promise("2026-11-10", partner_id=self.other_division.id, responsible_id=self.colleague.id)
        rows = self.env["client.promise.reliability"].search(
            [
                "|",
                "|",
                ("group_id", "=", self.group.id),
                ("partner_id", "in", (self.division | self.other_division).ids),
                ("responsible_id", "in", (self.user | self.colleague).ids),
            ]
        )
        counts = {(row.scope, row.display_name): (row.kept_count, row.due_count, round(row.share)) for row in rows}
        self.assertEqual(
            counts,
            {
                ("group", "Orion"): (1, 2, 50),
                ("division", "Orion North"): (1, 1, 100),
                ("division", "Orion South"): (0, 1, 0),
                ("colleague", self.user.name): (1, 1, 100),
                ("colleague", self.colleague.name): (0, 1, 0),
            },
        )
        for row in rows:
            found = self.env["client.promise"].search_count(row.action_open_promises()["domain"])
            self.assertEqual(found, row.due_count, row.display_name)

    def test_two_companies_count_their_own(self):
        other = self.env["res.company"].create({"name": "Second"})
        self.env.user.company_ids |= other
        self.promise("2026-11-10")
        self.promise("2026-11-10", company_id=other.id, responsible_id=self.env.user.id)
        for companies, count in ((self.env.company, 1), (other, 1), (self.env.company | other, 2)):
            group = self.group.with_context(allowed_company_ids=companies.ids)
            self.assertEqual((group.overdue_promise_count, group.our_promises_due), (count, count))

    def test_counting_asks_no_more_for_many_groups(self):
        groups = self.env["client.group"].create([{"name": f"Group {n}"} for n in range(30)])
        partners = self.env["res.partner"].create(
            [{"name": group.name, "is_company": True, "client_group_id": group.id} for group in groups]
        )
        for partner in partners:
            self.promise("2026-11-10", partner_id=partner.id)
        self.env.flush_all()
        names = ("overdue_promise_count", "our_reliability", "valid_agreement_count", "experience_count")
        groups.mapped(names[0])
        for few, count in ((groups[:2], 5), (groups, 5)):
            self.env.invalidate_all()
            few.mapped("name")
            with self.assertQueryCount(count):
                for name in names:
                    few.mapped(name)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestPromiseJob(PromiseCase):
    """What is due reminds, once; what is left undone for too long is broken."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.promise"].search([("state", "=", "open")]).kept_on = TODAY
        cls.today = day(TODAY)
        cls.jobs = cls.env["client.promise"]

    def test_open_for_thirty_days_past_due_is_broken_on_that_day(self):
        promises = {days: self.promise(self.today - timedelta(days=days)) for days in (29, 30, 45)}
        self.assertEqual(self.jobs._break_lapsed(self.today), 2)
        self.assertEqual([promise.state for promise in promises.values()], ["open", "broken", "broken"])
        old = promises[45]
        self.assertEqual((old.broken_by, old.broken_on), ("lapsed", self.today - timedelta(days=15)))
        self.assertEqual(old.state, promise_state(old.due, old.kept_on, old.broken_on, old.withdrawn_on))
        self.assertIn("30 days after it was due", old.message_ids[:1].body)
        self.assertEqual(self.jobs._break_lapsed(self.today), 0)

    def test_kept_before_it_lapsed_but_told_later_is_late(self):
        promise = self.promise(self.today - timedelta(days=45))
        self.jobs._break_lapsed(self.today)
        promise.kept_on = promise.due + timedelta(days=5)
        self.assertEqual(promise.state, "late")

    def test_the_company_sets_the_days(self):
        self.env.company.promise_broken_days = 5
        promise = self.promise(self.today - timedelta(days=6))
        self.jobs._break_lapsed(self.today)
        self.assertEqual(promise.state, "broken")

    def test_the_responsible_is_reminded_once(self):
        promise = self.promise(self.today + timedelta(days=3))
        later = self.promise(self.today + timedelta(days=4))
        self.assertEqual(self.jobs._remind_of_due(self.today), 1)
        self.assertEqual(self.jobs._remind_of_due(self.today), 0)
        self.assertRecordValues(
            promise.activity_ids, [{"user_id": self.user.id, "date_deadline": promise.due, "automated": True}]
        )
        self.assertFalse(later.activity_ids)

    def test_the_reminder_moves_with_the_date_and_ends_with_the_promise(self):
        promise = self.promise(self.today + timedelta(days=1))
        self.jobs._remind_of_due(self.today)
        self.env["client.promise.move"].create(
            {"promise_id": promise.id, "new_due": "2026-12-24", "reason": "The client agreed"}
        )
        self.assertEqual(promise.activity_ids.date_deadline, day("2026-12-24"))
        self.assertEqual(self.jobs._remind_of_due(day("2026-12-23")), 0)
        promise.with_user(self.user).action_keep()
        self.assertFalse(promise.activity_ids)

    def test_who_left_is_stood_in_for_by_the_clients_manager(self):
        promise = self.promise(self.today)
        self.group.key_account_manager_id = self.account_manager
        self.user.active = False
        self.jobs._remind_of_due(self.today)
        self.assertEqual(promise.activity_ids.user_id, self.account_manager)

    def test_the_job_logs_itself_and_goes_on_where_it_stopped(self):
        self.promise(self.today - timedelta(days=45))
        self.promise(self.today)
        cron = self.env.ref("relationship_marketing.ir_cron_promise")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        run = self.env["client.job.run"].search([("job", "like", "Promises%")], limit=1)
        self.assertEqual((run.state, run.processed), ("done", 2))

    def test_many_reminders_take_no_more_queries(self):
        counts = []
        for number in (3, 30):
            for _index in range(number):
                self.promise(self.today)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.jobs._remind_of_due(self.today), number)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_many_promises_take_no_more_queries(self):
        counts = []
        for number in (3, 30):
            for _index in range(number):
                self.promise(self.today - timedelta(days=45))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.jobs._break_lapsed(self.today), number)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

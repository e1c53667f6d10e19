from contextlib import suppress
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.client_contact import ALL, JOB
from .people_common import TODAY, PeopleCase


@tagged("post_install", "-at_install")
class TestClientContact(PeopleCase):
    """Two-way contacts are read from what Odoo records; what goes one way does not count."""

    def test_a_meeting_held_is_a_contact_of_each_of_us_with_each_of_theirs(self):
        self.meeting(guests=self.anna | self.boris | self.engineer.partner_id)
        self.assertCountEqual(
            self.rows(),
            [
                (user, person, "2026-03-02", "meeting")
                for user in ("people_manager", "people_engineer")
                for person in ("Anna", "Boris")
            ],
        )

    def test_a_meeting_to_come_cancelled_or_declined_is_none(self):
        self.meeting("2026-04-02 09:00:00")
        self.meeting(active=False)
        self.meeting(declined=self.anna)
        self.meeting(declined=self.manager.partner_id)
        self.assertEqual(self.rows(), [])

    def test_the_day_is_that_of_the_users_time_zone(self):
        self.meeting("2026-03-02 22:30:00")
        self.engineer.tz = "America/New_York"
        self.meeting("2026-03-04 01:30:00", user=self.engineer)
        self.assertEqual([row[2] for row in self.rows()], ["2026-03-03", "2026-03-03"])

    def test_a_meeting_at_a_place_is_told_from_one_by_video(self):
        self.meeting(location="Perm")
        self.meeting("2026-03-03 09:00:00", location="Online", videocall_location="https://meet.example/1")
        self.assertEqual([row[3] for row in self.rows()], ["visit", "meeting"])

    def test_a_call_done_with_an_answer_counts_wherever_it_was_planned(self):
        lead = self.env["crm.lead"].create({"name": "Board", "partner_id": self.anna.id, "company_id": self.company.id})
        order = self.env["sale.order"].create({"partner_id": self.anna.id, "company_id": self.company.id})
        for record in (self.anna, self.plant, lead, order, self.group):
            self.call(record)
        self.assertCountEqual(
            [row[1] for row in self.rows()],
            ["Anna", "Orion plant", "Anna", "Anna", False],
        )
        self.assertEqual(self.contacts.search([("company_id", "=", self.company.id)]).group_id, self.group)

    def test_a_call_without_answer_or_still_open_or_a_to_do_is_none(self):
        self.call(feedback=False)
        self.call(feedback="  \n")
        self.call(kind="mail.mail_activity_data_todo")
        self.call().action_unarchive()
        self.assertEqual(self.rows(), [])

    def test_a_meeting_activity_in_the_calendar_counts_once(self):
        activity = self.call(kind="mail.mail_activity_data_meeting", day=date(2026, 3, 2))
        activity.calendar_event_id = self.meeting()
        self.assertEqual(len(self.rows()), 1)

    def test_a_letter_and_its_answer_within_14_days(self):
        us, anna = self.manager.partner_id, self.anna
        self.letter(self.plant, us, "2026-03-01 10:00:00", to=anna)
        self.letter(self.plant, anna, "2026-03-15 10:00:00", "email")
        self.letter(self.outside, anna, "2026-02-01 10:00:00", "email")
        self.letter(self.outside, us, "2026-02-03 10:00:00", to=anna)
        self.assertEqual(
            self.rows(),
            [("people_manager", "Anna", "2026-02-03", "mail"), ("people_manager", "Anna", "2026-03-15", "mail")],
        )

    def test_what_goes_one_way_or_is_generated_never_counts(self):
        us, anna = self.manager.partner_id, self.anna
        threads = self.env["res.partner"].create([{"name": f"Thread {number}"} for number in range(7)])
        self.letter(threads[0], us, "2026-03-01 10:00:00", to=anna)
        self.letter(threads[0], anna, "2026-03-15 10:00:01", "email")  # a second later than 14 days
        self.letter(threads[1], us, "2026-03-01 10:00:00")  # not notified
        self.letter(threads[1], anna, "2026-03-02 10:00:00", "email")
        for thread, kind in zip(
            threads[2:6], ("email_outgoing", "auto_comment", "notification", "out_of_office"), strict=True
        ):
            self.letter(thread, us, "2026-03-01 10:00:00", kind, to=anna)
            self.letter(thread, anna, "2026-03-02 10:00:00", "email")
        self.letter(threads[6], us, "2026-03-01 10:00:00", to=anna)
        self.letter(threads[6], anna, "2026-03-02 10:00:00", "out_of_office")
        self.letter(threads[6], self.boris, "2026-03-02 10:00:00", "email")  # another person answered
        self.assertEqual(self.rows(), [])

    def test_talks_among_ourselves_are_none(self):
        self.meeting(guests=self.engineer.partner_id | self.company.partner_id)
        self.assertEqual(self.rows(), [])

    def test_a_contact_stays_with_the_employer_of_that_day(self):
        self.anna._change_employer(self.outside, "Head", date(2026, 3, 30))
        self.meeting("2026-03-02 09:00:00")
        self.env["client.post"].search(
            [("partner_id", "=", self.anna.id), ("date_to", "!=", False)]
        ).date_from = "2020-01-01"
        self.contacts._refresh()
        contact = self.contacts.search([("partner_id", "=", self.anna.id)])
        self.assertEqual((contact.division_id, contact.group_id), (self.plant, self.group))
        self.assertEqual(self.anna.commercial_partner_id, self.outside)

    def test_evidence_opens(self):
        event, call = self.meeting(), self.call(self.plant)
        letter = self.letter(self.boris, self.manager.partner_id, "2026-03-01 10:00:00", to=self.boris)
        self.letter(self.boris, self.boris, "2026-03-02 10:00:00", "email")
        self.rows()
        opened = {
            contact.action_open_evidence()["res_model"]: contact.action_open_evidence()["res_id"]
            for contact in self.contacts.search([("company_id", "=", self.company.id)])
            if contact.res_model != "mail.activity"
        }
        self.assertEqual(opened, {"calendar.event": event.id, "res.partner": letter.res_id})
        of_call = self.contacts.search([("res_model", "=", "mail.activity"), ("res_id", "=", call.id)])
        self.assertEqual(of_call.action_open_evidence()["res_id"], self.plant.id)

    def test_a_second_run_changes_nothing(self):
        self.meeting()
        self.rows()
        before = self.contacts.search([]).ids
        self.assertEqual(self.contacts._refresh(), 0)
        self.assertEqual(self.contacts.search([]).ids, before)

    def test_the_queries_do_not_grow_with_the_contacts(self):
        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.contacts._refresh()
            self.ties._refresh()
            return self.env.cr.sql_log_count - start

        self.meeting()
        few = count()
        people = self.env["res.partner"].create(
            [{"name": f"Person {number}", "parent_id": self.plant.id} for number in range(40)]
        )
        self.meeting(guests=people)
        self.call(people[0])
        self.assertLessEqual(count(), few)

    def test_the_nightly_job_is_logged_and_reads_only_what_may_have_changed(self):
        job = self.env["client.job.run"].search([("job", "=", JOB)])
        job.unlink()
        self.assertIsNone(self.contacts._since())
        run = self.env["client.job.run"]._start(JOB)
        run._finish(0, message=ALL)
        self.assertEqual(self.contacts._since(), TODAY - timedelta(days=31))
        self.call(day=date(2025, 1, 15))
        self.assertEqual(self.contacts._since(), date(2025, 1, 15))

    def test_the_scheduled_action_runs_and_is_logged(self):
        self.meeting()
        with self.enter_registry_test_mode():
            self.env.ref("relationship_marketing.ir_cron_contact_refresh").method_direct_trigger()
        self.assertTrue(self.tie_of(self.manager, self.anna).is_responsible)
        run = self.env["client.job.run"].search([("job", "=", JOB)], limit=1)
        self.assertEqual((run.state, run.message), ("done", ALL))

    def test_a_night_that_fails_is_logged_and_leaves_nothing_half_done(self):
        self.meeting()
        with (
            self.enter_registry_test_mode(),
            patch.object(self.env.registry["client.tie"], "_refresh", side_effect=UserError("No ties tonight")),
            mute_logger("odoo.addons.base.models.ir_cron"),
            suppress(UserError),
        ):
            self.env.ref("relationship_marketing.ir_cron_contact_refresh").method_direct_trigger()
        run = self.env["client.job.run"].search([("job", "=", JOB)], limit=1)
        self.assertEqual((run.state, run.message), ("failed", "No ties tonight"))
        self.assertFalse(self.contacts.search([("company_id", "=", self.company.id)]))


changes = st.lists(
    st.tuples(
        st.sampled_from(["meet", "cancel", "decline", "call", "reopen", "send", "answer", "move", "drop", "shift"]),
        st.integers(0, 900),
    ),
    min_size=1,
    max_size=6,
)


@tagged("post_install", "-at_install")
class TestContactProperty(PeopleCase):
    """After any changes, reading what changed gives what reading all would give."""

    @example([[("meet", 32)], [("shift", 0)]])
    @example([[("call", 400)], [("reopen", 0)]])
    @example([[("send", 300), ("answer", 299)], [("meet", 1)], [("decline", 0), ("move", 0)]])
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(changes, min_size=1, max_size=3))
    def test_the_step_equals_the_whole(self, nights):
        with self.env.cr.savepoint() as savepoint:
            self.env["client.job.run"].search([("job", "=", JOB)]).unlink()
            self.made = {"meet": [], "call": []}
            for night in nights:
                for kind, days in night:
                    self.change(kind, days)
                since = self.contacts._since()
                self.contacts._refresh(since)
                self.env["client.job.run"]._start(JOB)._finish(0, message=ALL if since is None else "some")
                self.age()
            step = self.table()
            self.contacts._refresh()
            self.assertEqual(step, self.table())
            savepoint.rollback()
        self.env.invalidate_all()

    def age(self):
        """What was written until now was written long before the next night."""
        self.env.flush_all()
        for table in ("calendar_event", "calendar_attendee", "mail_activity", "mail_message", "crm_lead", "sale_order"):
            self.env.cr.execute(SQL("UPDATE %s SET write_date = '2020-01-01'", SQL.identifier(table)))
        self.env.invalidate_all()

    def change(self, kind, days):
        moment = f"{TODAY - timedelta(days=days)} 20:30:00"
        if kind == "meet":
            self.made["meet"].append(self.meeting(moment, guests=self.anna | self.boris))
        elif kind == "call":
            self.made["call"].append(self.call(day=TODAY - timedelta(days=days)))
        elif kind == "send":
            self.letter(self.plant, self.manager.partner_id, moment, to=self.anna)
        elif kind == "answer":
            self.letter(self.plant, self.anna, moment, "email")
        elif kind == "move":
            self.anna.parent_id = self.office if self.anna.parent_id == self.plant else self.plant
        elif kind in ("reopen", "drop") and self.made["call"]:
            call = self.made["call"][days % len(self.made["call"])]
            call.active = kind == "drop"
        elif self.made["meet"]:
            event = self.made["meet"][days % len(self.made["meet"])]
            if kind == "cancel":
                event.active = not event.active
            elif kind == "decline":
                event.attendee_ids.filtered(lambda guest: guest.partner_id == self.anna).state = "declined"
            elif kind == "shift":
                event.write({"start": f"{moment}", "stop": moment})

    def table(self):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT user_id, partner_id, division_id, group_id, company_id, date, channel, res_model, res_id"
            " FROM client_contact ORDER BY res_model, res_id, user_id, partner_id"
        )
        return self.env.cr.fetchall()

from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .test_client_cadence import TODAY, ContactCase


@tagged("post_install", "-at_install")
class TestClientOccasion(ContactCase):
    """Professional and personal holidays, exhibitions and seminars: one is in touch before one is needed (000)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["client.occasion"].search([("partner_id", "=", False)]).active = False
        cls.greetings = cls.env["client.greeting"]
        cls.tie()

    @classmethod
    def occasion(cls, **values):
        return cls.env["client.occasion"].create(
            {"name": "Day of boards", "rule": "fixed", "month": "4", "day": 2, "days_ahead": 3, **values}
        )

    def birthday_of(self, partner):
        return self.env["client.occasion"].search([("partner_id", "=", partner.id), ("kind", "=", "birthday")])

    def plan(self, today=TODAY):
        return self.greetings._plan(self.company, today)

    def test_the_days_that_came_with_the_addon_are_dated_right(self):
        shipped = self.env["client.occasion"].with_context(active_test=False)
        for xmlid, expected in (
            ("machine_builder_ru", date(2026, 9, 27)),
            ("railway_bg", date(2026, 8, 2)),
            ("quality", date(2026, 11, 12)),
            ("programmer", date(2026, 9, 13)),
            ("radio_ru", date(2026, 5, 7)),
            ("energy_ru", date(2026, 12, 22)),
        ):
            day = shipped.env.ref(f"relationship_marketing.client_occasion_{xmlid}")
            day._compute_next_date()
            self.assertEqual(day.next_date, expected, xmlid)

    def test_a_birthday_noted_on_the_person_is_in_the_calendar_at_once(self):
        self.anna.write({"birthday": date(1980, 4, 2)})
        found = self.birthday_of(self.anna)
        self.assertEqual((found.next_date, found.years, found.plan_from), (date(2026, 4, 2), 46, date(2026, 3, 30)))
        self.anna.write({"birthday": date(1980, 2, 29), "birthday_without_year": True})
        found.invalidate_recordset()
        self.assertEqual((found.next_date, found.years), (date(2027, 2, 28), 0))
        self.anna.birthday = False
        found.invalidate_recordset()
        self.assertFalse(found.active)

    def test_the_greeting_is_planned_once_a_year_for_the_right_person(self):
        self.anna.birthday = date(1980, 4, 2)
        self.plan()
        self.plan()
        activity = self.activities()
        self.assertEqual(len(activity), 1)
        self.assertEqual((activity.user_id, activity.res_id), (self.colleague, self.anna.id))
        self.assertEqual((activity.summary, activity.date_deadline), ("Congratulate: Birthday", date(2026, 4, 2)))
        self.assertIn("46", activity.note)
        activity.action_feedback(feedback="Glad to hear it")
        self.plan()
        self.assertFalse(self.activities())
        next_year = date(2027, 4, 1)
        self.env["client.occasion"]._refresh_next_dates(next_year)
        self.plan(next_year)
        self.assertEqual(len(self.activities()), 1)

    def test_not_before_its_time_and_not_after(self):
        self.anna.birthday = date(1980, 4, 4)
        self.assertFalse(self.plan()[0])
        self.assertTrue(self.plan(TODAY + timedelta(days=1))[0])

    def test_with_a_severe_complaint_open_nobody_congratulates_first(self):
        complaint = self.env["res.partner"].create({"name": "Cold joints"})
        self.anna.birthday = date(1980, 4, 2)
        groups = self.registry["client.group"]
        with patch.object(groups, "_open_severe_complaints", lambda groups: {self.group: complaint}):
            [greeting] = self.plan()[0]
        self.assertEqual((greeting.state, greeting.activity_id.summary), ("settle", "First settle: Cold joints"))
        with patch.object(groups, "_open_severe_complaints", lambda groups: {}):
            self.greetings._follow_complaints(self.company, TODAY)
        self.assertEqual((greeting.state, greeting.activity_id.summary), ("planned", "Congratulate: Birthday"))
        with patch.object(groups, "_open_severe_complaints", lambda groups: {self.group: complaint}):
            self.greetings._follow_complaints(self.company, TODAY)
        self.assertEqual(greeting.activity_id.summary, "First settle: Cold joints")
        self.assertEqual(len(self.activities()), 1)

    def test_a_professional_day_is_for_its_classes_industries_and_countries(self):
        industry = self.env["res.partner.industry"].create({"name": "Boards"})
        self.occasion(
            class_ids=[(6, 0, self.key.ids)],
            industry_ids=[(6, 0, industry.ids)],
            country_ids=[(6, 0, self.env.ref("base.bg").ids)],
        )
        self.assertFalse(self.plan()[0])
        self.division.write({"industry_id": industry.id, "country_id": self.env.ref("base.bg").id})
        self.assertEqual(self.plan()[0].person_id, self.anna)

    def test_a_division_where_we_know_nobody_is_greeted_itself_and_the_refused_are_not(self):
        other = self.client_division("Orion works")
        refused = self.client_division("Vega", self.client_group("Vega", class_id=self.refused.id))
        self.occasion()
        made = self.plan()[0]
        self.assertEqual((made.partner_id, made.person_id), (self.division | other, self.anna))
        self.assertNotIn(refused, made.partner_id)

    def test_a_day_of_a_profession_is_for_those_who_have_it(self):
        boris = self.env["res.partner"].create(
            {"name": "Boris", "parent_id": self.division.id, "function": "Главный метролог"}
        )
        self.occasion(functions="metrolog, метролог")
        self.assertEqual(self.plan()[0].person_id, boris)

    def test_an_exhibition_invites_for_its_campaign(self):
        guest = self.env["res.partner"].create({"name": "Guest", "user_id": self.colleague.id})
        campaign = self.env["utm.campaign"].create({"title": "Electronics 2026"})
        fair = self.occasion(
            kind="exhibition",
            rule="once",
            start_on=date(2026, 4, 14),
            end_on=date(2026, 4, 16),
            days_ahead=30,
            campaign_id=campaign.id,
            class_ids=[(6, 0, self.key.ids)],
            invited_ids=[(6, 0, guest.ids)],
        )
        made = self.plan()[0]
        self.assertEqual({made.partner_id, made.person_id}, {self.division | guest, self.anna})
        self.assertEqual(fair.next_end, date(2026, 4, 16))
        activity = self.activities()
        self.assertEqual((activity.summary, activity.date_deadline), ("Invite: Day of boards", TODAY))
        self.assertIn("Electronics 2026", activity.note)

    def test_anniversaries_of_the_first_order_of_the_founding_and_of_the_co_operation(self):
        self.supply(self.division, "2016-04-01")
        self.supply(self.division, "2020-04-01")
        self.division.write({"founded_on": date(1976, 4, 3), "cooperation_since": date(2013, 4, 1)})
        self.env["client.occasion"]._refresh_personal()
        self.env["client.occasion"]._refresh_next_dates(TODAY)
        days = self.env["client.occasion"].search([("partner_id", "=", self.division.id)])
        self.assertEqual(
            {day.kind: (day.next_date, day.years) for day in days},
            {
                "first_order": (date(2026, 4, 1), 10),
                "founding": (date(2026, 4, 3), 50),
                "cooperation": (date(2028, 4, 1), 15),
            },
        )

    def test_who_is_archived_has_no_birthday(self):
        self.anna.birthday = date(1980, 4, 2)
        self.anna.active = False
        self.env["client.occasion"]._refresh_personal()
        self.assertFalse(self.plan()[0])

    def test_what_makes_no_day_is_refused_in_a_sentence(self):
        for values, said in (
            ({"month": "2", "day": 30}, "do not make a date"),
            ({"month": False}, "do not make a date"),
            ({"rule": "weekday", "turn": False}, "say which weekday"),
            ({"rule": "day_of_year", "day_number": 367}, "between 1 and 366"),
            ({"rule": "once"}, "on which day it takes place"),
            ({"name": False}, "give it a name"),
            ({"rule": "once", "start_on": date(1, 1, 1)}, "the year 1 cannot be meant"),
        ):
            with self.subTest(values=values), self.assertRaisesRegex(ValidationError, said):
                self.occasion(**values)

    def test_a_birthday_to_come_or_before_all_memory_is_refused(self):
        for day in (date(2026, 4, 1), date(204, 5, 5)):
            with self.subTest(day=day), self.assertRaisesRegex(ValidationError, "cannot be meant for"):
                self.anna.birthday = day

    def test_two_companies_greet_once_where_one_colleague_serves_both(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.colleague.company_ids |= other
        self.anna.birthday = date(1980, 4, 2)
        self.plan()
        self.division.user_id = self.colleague
        made, _nobody = self.greetings.with_company(other)._plan(other, TODAY)
        self.assertFalse(made)

    def test_nobody_of_us_to_greet_is_said(self):
        guest = self.env["res.partner"].create({"name": "Guest", "birthday": date(1990, 4, 1)})
        self.assertEqual(self.plan(), (self.greetings, 1))
        guest.user_id = self.colleague
        self.assertEqual(self.plan()[0].partner_id, guest)

    def test_the_job_greets_once_and_leaves_a_line(self):
        self.anna.birthday = date(1980, 4, 2)
        cron = self.env.ref("relationship_marketing.ir_cron_client_occasion")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(len(self.activities()), 1)
        run = self.env["client.job.run"].search([("job", "=", "Occasions")], limit=2)
        self.assertEqual(run.mapped("state"), ["done", "done"])

    def test_dating_and_greeting_cost_the_same_for_few_and_many(self):
        def more(count):
            for number in range(count):
                person = self.env["res.partner"].create({"name": f"P{number}", "parent_id": self.division.id})
                self.env.cr.execute("UPDATE res_partner SET birthday = '1980-04-01' WHERE id = %s", [person.id])

        def work():
            self.env["client.occasion"]._refresh_personal()
            self.env["client.occasion"]._refresh_next_dates(TODAY)
            self.plan()

        self.queries(work)
        more(2)
        few = self.queries(work)
        more(30)
        self.assertLessEqual(self.queries(work), few)

    def test_merging_two_persons_leaves_one_birthday_and_one_greeting(self):
        double = self.env["res.partner"].create(
            {"name": "Anna A.", "parent_id": self.division.id, "birthday": date(1980, 4, 2)}
        )
        self.anna.birthday = date(1980, 4, 2)
        self.env["client.occasion"]._refresh_personal()
        self.assertEqual(len(self.plan()[0]), 2)
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.anna | double).ids, self.anna)
        self.assertEqual(len(self.birthday_of(self.anna)), 1)
        self.assertEqual(self.greetings.search([("person_id", "=", self.anna.id)]).mapped("year"), [2026])
        self.assertFalse(self.plan()[0])

from datetime import date, timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import TransactionCase, freeze_time, new_test_user, tagged
from odoo.tools.misc import format_date

TODAY = date(2026, 3, 31)


class ContactCase(TransactionCase):
    """A key client with a division, a person there, and who of us knows them; the contacts we had."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.company = cls.env["res.company"].create({"name": "Ours"})
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(context={"tracking_disable": True, "allowed_company_ids": cls.company.ids})
        cls.company = cls.company.with_env(cls.env)
        cls.manager, cls.colleague = (cls.user(login) for login in ("cadence_manager", "cadence_colleague"))
        cls.key, cls.regular, cls.refused = (
            cls.env.ref(f"relationship_marketing.client_class_{name}") for name in ("key", "regular", "refused")
        )
        cls.group = cls.client_group("Orion")
        cls.division = cls.client_division("Orion plant")
        cls.anna = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.division.id})
        cls.due = cls.env["client.contact.due"]

    @classmethod
    def user(cls, login, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login,
            groups="relationship_marketing.group_account_manager",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def client_group(cls, name, **values):
        return cls.env["client.group"].create(
            {"name": name, "class_id": cls.key.id, "key_account_manager_id": cls.manager.id, **values}
        )

    @classmethod
    def client_division(cls, name, group=None, **values):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "client_group_id": (group or cls.group).id, **values}
        )

    @classmethod
    def contact(cls, day, partner=None, user=None, channel="call", company=None):
        partner = partner or cls.anna
        cls.contacts = getattr(cls, "contacts", 0) + 1
        return cls.env["client.contact"].create(
            {
                "user_id": (user or cls.manager).id,
                "partner_id": partner.id,
                "division_id": partner.commercial_partner_id.id,
                "company_id": (company or cls.company).id,
                "date": day,
                "channel": channel,
                "res_model": "res.partner",
                "res_id": 1_000_000 + cls.contacts,
            }
        )

    @classmethod
    def tie(cls, user=None, partner=None, **values):
        return cls.env["client.tie"].create(
            {
                "user_id": (user or cls.colleague).id,
                "partner_id": (partner or cls.anna).id,
                "company_id": cls.company.id,
                "is_responsible": True,
                **values,
            }
        )

    @classmethod
    def supply(cls, partner, month, amount=100, company=None):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
            " VALUES (%s, %s, %s, 1, %s, 'import')",
            [(company or cls.company).id, partner.id, month, amount],
        )

    def activities(self, partners=None):
        partners = partners or (self.division | self.anna)
        return self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "in", partners.ids)])

    def row(self, partner=None, kind="division"):
        self.due.invalidate_model()
        return self.due.search(
            [
                ("partner_id", "=", (partner or self.division).id),
                ("company_id", "=", self.company.id),
                ("kind", "=", kind),
            ]
        )

    def queries(self, work):
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - start


@tagged("post_install", "-at_install")
class TestClientCadence(ContactCase):
    """No key client goes half a year without two-way contact (000)."""

    def test_how_long_ago_a_contact_may_be(self):
        for day, state in (
            (date(2025, 10, 30), "overdue"),
            (date(2025, 10, 31), "soon"),
            (date(2025, 12, 31), "soon"),
            (date(2026, 1, 1), "kept"),
        ):
            contact = self.contact(day)
            with self.subTest(day=day):
                self.assertEqual(self.row().state, state)
            contact.unlink()

    def test_without_any_contact_it_is_unknown_not_in_order(self):
        self.assertEqual(self.row().state, "unknown")
        self.due._plan(self.company)
        self.assertEqual(self.activities().summary, "Get in touch: no contact known")

    def test_the_activity_says_why_and_goes_to_the_right_person_once(self):
        self.contact(date(2025, 9, 1), user=self.colleague)
        self.tie(self.colleague)
        self.due._plan(self.company)
        self.due._plan(self.company)
        activity = self.activities()
        self.assertEqual(len(activity), 1)
        self.assertEqual((activity.user_id, activity.res_id), (self.colleague, self.anna.id))
        said = [format_date(self.env, day, self.colleague.lang) for day in (date(2025, 9, 1), date(2026, 2, 1))]
        self.assertEqual(activity.summary, f"Keep in touch: last contact {said[0]}")
        for words in ("Orion plant", "cadence_colleague", *said, "mass mail does not count"):
            self.assertIn(words, activity.note)

    def test_without_a_tie_the_key_account_manager_then_the_salesperson_calls(self):
        self.due._plan(self.company)
        self.assertEqual(self.activities().user_id, self.manager)
        self.activities().unlink()
        self.group.key_account_manager_id = False
        self.division.user_id = self.colleague
        self.supply(self.division, "2026-01-01")
        self.due._plan(self.company)
        self.assertEqual(self.activities().user_id, self.colleague)

    def test_a_call_somebody_planned_already_is_enough(self):
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "opportunity", "partner_id": self.anna.id})
        for record in (self.anna, self.division, lead):
            activity = record.activity_schedule(
                "mail.mail_activity_data_call", user_id=self.colleague.id, date_deadline=date(2026, 5, 1)
            )
            with self.subTest(record=record):
                self.assertEqual(self.row().planned_on, date(2026, 5, 1))
                planned, _nobody = self.due._plan(self.company)
                self.assertFalse(planned)
            activity.unlink()
        todo = self.division.activity_schedule("mail.mail_activity_data_todo", user_id=self.colleague.id)
        self.assertFalse(self.row().planned_on)
        todo.unlink()

    def test_a_meeting_ahead_is_enough_and_one_held_is_not(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Visit",
                "start": "2026-04-10 09:00:00",
                "stop": "2026-04-10 10:00:00",
                "user_id": self.manager.id,
                "partner_ids": [(6, 0, self.anna.ids)],
            }
        )
        self.assertEqual(self.row().planned_on, date(2026, 4, 10))
        event.write({"start": "2026-03-10 09:00:00", "stop": "2026-03-10 10:00:00"})
        self.assertFalse(self.row().planned_on)

    def test_who_was_called_and_not_reached_is_called_again_after_a_week(self):
        self.contact(date(2025, 9, 1))
        self.due._plan(self.company)
        self.activities().action_feedback()
        self.due._plan(self.company)
        self.assertFalse(self.activities())
        with freeze_time(TODAY + timedelta(days=8)):
            self.due._plan(self.company)
        self.assertEqual(len(self.activities()), 1)

    def test_a_person_with_a_gap_of_their_own_goes_before_the_division(self):
        self.contact(date(2026, 3, 1))
        self.tie(self.colleague, maximal_gap=14)
        self.assertEqual((self.row().state, self.row(self.anna, "person").state), ("kept", "overdue"))
        planned, _nobody = self.due._plan(self.company)
        self.assertEqual((planned.user_id, planned.res_id), (self.colleague, self.anna.id))

    def test_mass_mail_is_no_contact(self):
        self.env["mail.mail"].create(
            {"subject": "News", "model": "res.partner", "res_id": self.anna.id, "recipient_ids": [(4, self.anna.id)]}
        )
        self.assertEqual(self.row().state, "unknown")

    def test_each_class_has_its_own_gap_and_the_refused_none(self):
        self.contact(date(2025, 9, 1))
        self.group.class_id = self.regular
        self.assertEqual(self.row().state, "kept")
        self.group.class_id = self.refused
        self.assertFalse(self.row())

    def test_a_company_may_have_a_cadence_of_its_own(self):
        self.contact(date(2026, 2, 28))
        cadence = {"class_id": self.key.id, "desired_gap": 1, "maximal_gap": 1, "company_id": self.company.id}
        self.assertEqual(self.row().state, "kept")
        self.env["client.cadence"].create(cadence)
        self.assertEqual(self.row().state, "overdue")
        with self.assertRaisesRegex(ValidationError, "The desired gap of Key"):
            self.env["client.cadence"].search([("company_id", "=", self.company.id)]).desired_gap = 2

    def test_nobody_finds_more_calls_in_the_morning_than_he_can_make(self):
        self.company.cadence_daily_limit = 2
        divisions = self.division.concat(*(self.client_division(f"Plant {number}") for number in range(4)))
        self.contact(date(2024, 1, 1), partner=divisions[3])
        self.due._plan(self.company)
        self.assertEqual(len(self.activities(divisions | self.anna)), 2)
        self.assertTrue(self.activities(divisions[3]))
        self.due._plan(self.company)
        self.assertEqual(len(self.activities(divisions | self.anna)), 4)

    def test_two_companies_plan_for_themselves(self):
        other = self.env["res.company"].create({"name": "Other"})
        other_user = self.user("cadence_other", other)
        self.contact(date(2025, 9, 1), user=other_user, company=other)
        self.contact(date(2026, 3, 30))
        self.assertEqual(self.row().state, "kept")
        self.assertEqual(self.due.search([("company_id", "=", other.id)]).state, "overdue")
        theirs = self.due.with_user(other_user).with_context(allowed_company_ids=other.ids)
        self.assertEqual(theirs.search([]).company_id, other)
        planned, nobody = self.due._plan(other)
        self.assertEqual((len(planned), nobody), (0, 1))
        self.env["client.tie"].create(
            {
                "user_id": other_user.id,
                "partner_id": self.anna.id,
                "company_id": other.id,
                "is_responsible": True,
            }
        )
        planned, _nobody = self.due._plan(other)
        self.assertEqual(planned.user_id, other_user)

    def test_planned_by_hand_once(self):
        row = self.row().with_user(self.manager)
        row.action_plan()
        self.assertEqual(self.activities().user_id, self.manager)
        with self.assertRaisesRegex(UserError, "A contact with Orion plant is planned for .* already."):
            self.row().with_user(self.manager).action_plan()

    def test_whoever_may_read_the_list_may_plan_from_it(self):
        reader = new_test_user(
            self.env,
            "cadence_reader",
            groups="relationship_marketing.group_user",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        self.row().with_user(reader).action_plan()
        self.assertEqual(self.activities().user_id, self.manager)

    def test_the_job_leaves_a_line_and_plans_once(self):
        self.contact(date(2025, 9, 1))
        cron = self.env.ref("relationship_marketing.ir_cron_client_cadence")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(len(self.activities()), 1)
        runs = self.env["client.job.run"].search([("company_id", "=", self.company.id)], order="id")
        self.assertEqual([(run.state, run.processed) for run in runs], [("done", 1), ("done", 0)])

    def test_the_list_and_the_job_cost_the_same_for_few_and_many(self):
        def more(count):
            for number in range(count):
                division = self.client_division(f"Plant {number}")
                self.contact(date(2025, 1, 1), partner=division)

        def show():
            self.due.search([]).read(["partner_id", "state", "last_contact_on", "user_id"])

        more(2)
        few_shown = self.queries(show)
        few_planned = self.queries(lambda: self.due._plan(self.company))
        more(20)
        self.company.cadence_daily_limit = 0
        self.assertLessEqual(self.queries(show), few_shown)
        self.assertLessEqual(self.queries(lambda: self.due._plan(self.company)), few_planned)

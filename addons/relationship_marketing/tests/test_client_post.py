from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .people_common import TODAY, PeopleCase


@tagged("post_install", "-at_install")
class TestClientPost(PeopleCase):
    """Who worked where is kept by the system; who changes employer stays one person."""

    def posts(self, person=None):
        found = self.env["client.post"].search([("partner_id", "=", (person or self.anna).id)], order="date_from, id")
        return [
            (post.employer_id.name, post.function, str(post.date_from), str(post.date_to or ""), post.gap or None)
            for post in found
        ]

    def began(self, day, person=None):
        self.env["client.post"].search([("partner_id", "=", (person or self.anna).id)]).date_from = day

    def test_the_first_post_begins_with_the_record(self):
        self.assertEqual(self.posts(), [("Orion plant", "Buyer", "2026-03-30", "", None)])

    def test_an_address_a_company_and_a_colleague_of_ours_have_no_post(self):
        partners = self.env["res.partner"].create(
            [
                {"name": "Store", "parent_id": self.plant.id, "type": "delivery"},
                {"name": "Daughter", "parent_id": self.plant.id, "is_company": True},
                {"name": "Colleague", "parent_id": self.company.partner_id.id},
                {"name": "Free person"},
            ]
        )
        self.assertFalse(self.env["client.post"].search([("partner_id", "in", partners.ids)]))

    def test_a_new_function_is_a_new_post(self):
        self.began("2024-01-15")
        self.anna.function = "Head of purchasing"
        self.assertEqual(
            self.posts(),
            [
                ("Orion plant", "Buyer", "2024-01-15", "2026-03-30", None),
                ("Orion plant", "Head of purchasing", "2026-03-30", "", None),
            ],
        )

    def test_a_function_learnt_later_is_no_new_post(self):
        person = self.env["res.partner"].create({"name": "Clara", "parent_id": self.plant.id})
        person.function = "Buyer"
        self.assertEqual(self.posts(person), [("Orion plant", "Buyer", "2026-03-30", "", None)])

    def test_a_new_employer_leaves_a_gap_and_opens_a_warm_door(self):
        self.began("2024-01-15")
        self.anna.parent_id = self.outside
        self.assertEqual(
            self.posts(),
            [
                ("Orion plant", "Buyer", "2024-01-15", "2026-03-30", "open"),
                ("Vega", "Buyer", "2026-03-30", "", None),
            ],
        )
        gap = self.env["client.post"].search([("gap", "=", "open"), ("employer_id", "=", self.plant.id)])
        gap.successor_id = self.boris
        self.assertEqual(gap.gap, "filled")
        warm = self.env["client.post"].search([("date_to", "=", False), ("previous_id.gap", "!=", False)])
        self.assertEqual((warm.employer_id, warm.previous_id.employer_id), (self.outside, self.plant))

    def test_who_leaves_and_comes_back_has_three_posts(self):
        self.anna.parent_id = False
        self.assertEqual(self.posts()[-1][3:], ("2026-03-30", "open"))
        self.anna.parent_id = self.plant
        self.assertEqual([post[0] for post in self.posts()], ["Orion plant", "Orion plant"])

    def test_a_person_turned_into_a_company_has_no_post_any_more(self):
        self.anna.write({"is_company": True})
        self.assertEqual(self.posts()[-1][3], "2026-03-30")

    def test_the_wizard_dates_the_change(self):
        self.began("2024-01-15")
        wizard = (
            self.env["client.post.change"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": self.anna.id,
                    "employer_id": self.outside.id,
                    "function": "Director",
                    "since": "2026-02-01",
                }
            )
        )
        wizard.action_apply()
        self.assertEqual(
            self.posts(),
            [
                ("Orion plant", "Buyer", "2024-01-15", "2026-02-01", "open"),
                ("Vega", "Director", "2026-02-01", "", None),
            ],
        )
        self.assertEqual((self.anna.parent_id, self.anna.function), (self.outside, "Director"))

    def test_a_change_in_the_future_or_before_the_post_began_is_refused(self):
        with self.assertRaisesRegex(UserError, "2026-04-01 is still to come"):
            self.anna._change_employer(self.outside, "", date(2026, 4, 1))
        with self.assertRaisesRegex(UserError, "Anna began at Orion plant on 2026-03-30"):
            self.anna._change_employer(self.outside, "", date(2026, 1, 1))
        with self.assertRaisesRegex(UserError, "Orion plant is a company: only people change employer"):
            self.plant._change_employer(self.outside, "", TODAY)

    def test_posts_that_overlap_are_refused_in_one_sentence(self):
        with self.assertRaisesRegex(ValidationError, "Two posts of Anna overlap: Vega .2020.* and Orion plant"):
            self.env["client.post"].create(
                {
                    "partner_id": self.anna.id,
                    "employer_id": self.outside.id,
                    "date_from": "2020-01-01",
                    "date_to": "2026-04-01",
                }
            )
        self.env["client.post"].create(
            {
                "partner_id": self.boris.id,
                "employer_id": self.outside.id,
                "date_from": "2020-01-01",
                "date_to": TODAY,
            }
        )

    def test_people_from_before_get_their_first_post_by_the_job(self):
        self.env["client.post"].search([("partner_id", "=", self.anna.id)]).unlink()
        self.env["client.post"]._begin_missing()
        self.assertEqual([post[:2] for post in self.posts()], [("Orion plant", "Buyer")])
        self.env["client.post"]._begin_missing()
        self.assertEqual(len(self.posts()), 1)

    def test_a_known_person_is_found_under_another_employer(self):
        new = self.env["res.partner"].create(
            {"name": "anna", "parent_id": self.outside.id, "email": "Anna@vega.example"}
        )
        namesake = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.outside.id, "email": "a@x.example"}
        )
        found = (new | namesake)._known_elsewhere()
        self.assertEqual(found[new], self.anna)
        self.assertFalse(found[namesake])
        self.assertIn(self.anna.id, new.action_find_known_person()["domain"][0][2])
        with self.assertRaisesRegex(UserError, "Nobody else is called Anna"):
            namesake.action_find_known_person()

    def test_who_moved_is_asked_about_once(self):
        self.meeting()
        self.rows()
        self.ties._refresh()
        self.anna.parent_id = self.outside
        asked = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.plant.id)])
        self.assertEqual(asked.user_id, self.manager)
        self.assertEqual(
            asked.summary,
            "Anna moved from Orion plant to Vega: who is the successor, and who of us opens the new door?",
        )
        self.assertEqual(self.tie_of(self.manager, self.anna).review_reason, "moved")
        self.anna.message_bounce = 1
        self.anna.active = False
        self.assertEqual(
            self.env["mail.activity"].search_count(
                [("res_id", "in", (self.plant | self.anna).ids), ("res_model", "=", "res.partner")]
            ),
            1,
        )

    def test_letters_that_come_back_are_asked_about_once(self):
        self.meeting()
        self.rows()
        self.ties._refresh()
        for bounced in (1, 2, 3):
            self.anna.message_bounce = bounced
        self.assertEqual(self.anna.activity_ids.user_id, self.manager)
        self.assertEqual(len(self.anna.activity_ids), 1)
        self.ties.search([]).action_reviewed()
        self.assertFalse(self.tie_of(self.manager, self.anna).review_reason)

    def test_who_is_archived_leaves_a_gap(self):
        self.anna.active = False
        self.assertEqual(self.posts()[0][3:], ("2026-03-30", "open"))

    def test_a_former_employer_or_a_person_we_met_is_not_deleted(self):
        self.meeting()
        self.rows()
        with self.assertRaisesRegex(UserError, "Anna is known to us, with dates of contact: archive it instead"):
            self.anna.unlink()
        self.boris.parent_id = self.office
        self.boris.parent_id = self.outside
        with self.assertRaisesRegex(UserError, "Boris worked at Orion office: archive it instead"):
            self.office.unlink()
        self.env["res.partner"].create({"name": "Typing error", "parent_id": self.plant.id}).unlink()

    def test_the_posts_of_many_people_cost_what_one_costs(self):
        def entered(count, **values):
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["res.partner"].create([{"name": f"P{number}", **values} for number in range(count)])
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        def cost_of_posts(count):
            address = {"parent_id": self.plant.id, "type": "delivery"}  # has no post
            return entered(count, parent_id=self.plant.id) - entered(count, **address)

        cost_of_posts(1)
        self.assertLessEqual(cost_of_posts(30), cost_of_posts(2))


@tagged("post_install", "-at_install")
class TestPeopleMerge(PeopleCase):
    """Odoo's merge of two records of one person loses nothing."""

    def merge(self, stays, goes):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((stays | goes).ids, stays)

    def setUp(self):
        super().setUp()
        self.double = self.env["res.partner"].create(
            {"name": "Anna", "parent_id": self.plant.id, "function": "Buyer", "email": "anna@orion.example"}
        )

    def test_ties_notes_contacts_and_hand_overs_are_joined(self):
        self.meeting(guests=self.anna | self.double)
        self.meeting("2026-03-03 09:00:00", guests=self.double)
        self.meeting("2026-03-04 09:00:00", guests=self.double, user=self.colleague)
        self.contacts._refresh()
        self.ties._refresh()
        ties = self.tie_of(self.manager, self.anna) | self.tie_of(self.manager, self.double)
        self.env["client.tie.note"].create([{"tie_id": tie.id, "text": tie.display_name} for tie in ties])
        self.env["client.tie.transfer"].create([{"tie_id": tie.id, "to_user_id": self.engineer.id} for tie in ties])
        self.merge(self.anna, self.double)
        self.contacts._refresh()
        self.ties._refresh()
        tie = self.tie_of(self.manager, self.anna)
        self.assertEqual(
            (len(tie), self.env["client.tie.note"].search_count([("tie_id", "=", tie.id)]), tie.contact_days), (1, 2, 2)
        )
        self.assertCountEqual(tie.transfer_ids.mapped("state"), ["proposed", "withdrawn"])
        self.assertEqual(tie.transfer_ids.partner_id, self.anna)
        self.assertEqual(self.tie_of(self.colleague, self.anna).contact_days, 1)
        responsible = self.ties.search([("partner_id", "=", self.anna.id), ("is_responsible", "=", True)])
        self.assertEqual(len(responsible), 1)
        self.assertFalse(self.double.exists())

    def test_contacts_joined_are_those_of_a_rebuild(self):
        self.meeting(guests=self.anna | self.double)
        self.call(self.double)
        self.contacts._refresh()
        self.merge(self.anna, self.double)
        before = self.rows(since=date(2030, 1, 1))
        self.assertEqual(before, self.rows())
        self.assertEqual(len(before), 2)

    def test_posts_become_one_history(self):
        self.env["client.post"].search([("partner_id", "=", self.anna.id)]).date_from = "2020-01-01"
        self.merge(self.anna, self.double)
        posts = self.env["client.post"].search([("partner_id", "=", self.anna.id)])
        self.assertEqual((posts.employer_id, str(posts.date_from)), (self.plant, "2020-01-01"))

    def test_a_person_entered_anew_at_the_new_employer_brings_the_old_post_along(self):
        self.env["client.post"].search([("partner_id", "=", self.anna.id)]).date_from = "2020-01-01"
        new = self.env["res.partner"].create({"name": "Anna", "parent_id": self.outside.id, "email": self.anna.email})
        self.merge(new, self.anna)
        posts = self.env["client.post"].search([("partner_id", "=", new.id)], order="date_from")
        self.assertEqual(
            [(post.employer_id, str(post.date_from), str(post.date_to or "")) for post in posts],
            [(self.plant, "2020-01-01", "2026-03-30"), (self.outside, "2026-03-30", "")],
        )
        self.assertEqual(new.commercial_partner_id, self.outside)

    def test_answers_of_merged_divisions_leave_the_latest(self):
        records = self.env["client.input.interface"].create(
            [
                {"partner_id": self.plant.id, "answer": "none", "asked_on": "2025-01-01"},
                {"partner_id": self.office.id, "answer": "formal", "person_id": self.boris.id},
            ]
        )
        (self.anna | self.boris | self.double).write({"parent_id": False})
        self.merge(self.plant, self.office)
        self.assertEqual(records.exists().filtered("active").answer, "formal")
        self.assertEqual(records.partner_id, self.plant)

from datetime import timedelta

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Date
from odoo.tests import TransactionCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPlainRecords(TransactionCase):
    """What is known is recorded; what is not known yet does not stand in the way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = Date.context_today(cls.env.user)
        cls.division = cls.env["res.partner"].create({"name": "Orion North", "is_company": True})
        cls.person = cls.env["res.partner"].create({"name": "Anna Petrova", "parent_id": cls.division.id})

    def test_an_experience_record_without_a_name_is_called_after_its_client(self):
        record = self.env["client.experience"].create({"partner_id": self.division.id, "went_well": "On time"})
        self.assertEqual(record.name, "Orion North")

    def test_a_complaint_without_a_subject_is_called_after_its_text_or_its_problem(self):
        family = self.env["client.problem.family"].create({"name": "Cold joints"})
        values = {"partner_id": self.division.id, "problem_family_id": family.id}
        told, bare = self.env["client.complaint"].create([{**values, "description": "Joints fail\nAgain"}, values])
        self.assertEqual((told.subject, bare.subject), ("Joints fail", "Cold joints"))

    def test_a_change_of_a_kind_not_known_yet_is_recorded(self):
        change = self.env["client.change"].create({"partner_id": self.division.id, "name": "New buyer"})
        self.assertFalse(change.kind_id)

    def test_a_promise_settled_before_it_was_recorded_was_given_by_then(self):
        due, kept = (self.today - timedelta(days=days) for days in (40, 41))
        promise = self.env["client.promise"].create(
            {"partner_id": self.division.id, "name": "Samples", "due": due, "kept_on": kept}
        )
        self.assertEqual((promise.state, promise.given_on), ("kept", kept))

    def test_history_is_loaded_with_the_reasons_it_has(self):
        user = new_test_user(self.env, "plain_user", groups="relationship_marketing.group_user")
        values = {"partner_id": self.division.id, "name": "Samples", "due": self.today}
        for state in ("broken", "withdrawn"):
            self.assertEqual(self.env["client.promise"].create({**values, "state": state}).state, state)
            with self.assertRaisesRegex(ValidationError, "Say why"):
                self.env["client.promise"].with_user(user).create({**values, "state": state})

    def test_since_when_a_person_works_there_takes_the_place_of_the_day_of_entry(self):
        post = self.env["client.post"].create(
            {
                "partner_id": self.person.id,
                "employer_id": self.division.id,
                "function": "Buyer",
                "date_from": "2020-01-01",
            }
        )
        self.assertEqual(self.env["client.post"].search([("partner_id", "=", self.person.id)]), post)
        with self.assertRaisesRegex(ValidationError, "overlap"):
            self.env["client.post"].create(
                {
                    "partner_id": self.person.id,
                    "employer_id": self.division.id,
                    "date_from": "2019-01-01",
                    "date_to": "2021-01-01",
                }
            )

    def test_a_business_contact_is_with_a_person(self):
        with self.assertRaisesRegex(ValidationError, "is a company"):
            self.env["client.tie"].create({"partner_id": self.division.id})

    def test_a_business_contact_is_one_of_a_colleague_of_ours(self):
        visitor = new_test_user(self.env, "plain_portal", groups="base.group_portal")
        with self.assertRaisesRegex(ValidationError, "no colleague"):
            self.env["client.tie"].create({"partner_id": self.person.id, "user_id": visitor.id})

    def test_an_agreement_loaded_with_its_first_day_was_signed_by_then(self):
        values = {"partner_id": self.division.id, "name": "Frame contract", "date_from": self.today}
        loaded, unsigned = self.env["client.agreement"].create([values, {**values, "signed_on": False}])
        self.assertEqual((loaded.state, unsigned.state), ("valid", "not_yet"))

    def test_a_key_client_is_loaded_without_a_reason_and_decided_with_one(self):
        self.assertTrue(self.env["client.group"].create({"name": "Orion", "is_key_client": True}).is_key_client)
        director = new_test_user(self.env, "plain_decider", groups="relationship_marketing.group_director")
        with self.assertRaisesRegex(ValidationError, "key client"):
            self.env["client.group"].with_user(director).create({"name": "Vega", "is_key_client": True})

    def test_a_severe_complaint_is_not_cut_off_from_its_client_or_its_problem(self):
        user = new_test_user(self.env, "plain_colleague", groups="relationship_marketing.group_user")
        family = self.env["client.problem.family"].create({"name": "Cold joints"})
        complaint = self.env["client.complaint"].create(
            {"partner_id": self.division.id, "problem_family_id": family.id, "severity": "stopped"}
        )
        for name in ("partner_id", "problem_family_id"):
            with self.assertRaisesRegex(AccessError, "only a director"):
                complaint.with_user(user)[name] = False

    def test_a_director_names_the_reason_of_an_exception(self):
        family = self.env["client.problem.family"].create({"name": "Cold joints"})
        values = {"partner_id": self.division.id, "problem_family_id": family.id, "subject": "Joints"}
        complaint, _other = self.env["client.complaint"].create([values, values])
        with self.assertRaisesRegex(ValidationError, "with a reason"):
            complaint.write({"root_cause": "person", "person_exception_reason": "  "})
        complaint.write({"root_cause": "person", "person_exception_reason": "Sabotage"})
        user = new_test_user(self.env, "plain_worker", groups="relationship_marketing.group_user")
        with self.assertRaisesRegex(AccessError, "Only a director"):
            complaint.with_user(user).person_exception_reason = False
        with self.assertRaisesRegex(ValidationError, "with a reason"):
            complaint.person_exception_reason = False

    def test_who_works_nowhere_any_more_does_not_belong_to_the_former_client(self):
        group = self.env["client.group"].create({"name": "Orion", "partner_ids": [(6, 0, self.division.ids)]})
        self.assertEqual(self.person.client_group_id, group)
        self.person.parent_id = False
        self.assertFalse(self.person.client_group_id)
        self.person.parent_id = self.division
        self.assertEqual(self.person.client_group_id, group)

    def test_nobody_moves_a_record_to_a_company_of_ours_he_does_not_work_for(self):
        user = new_test_user(self.env, "plain_director", groups="relationship_marketing.group_director")
        other = self.env["res.company"].create({"name": "Other company of ours"})
        for model, values in (("client.complaint", {"subject": "Joints"}), ("client.change", {"name": "New buyer"})):
            record = self.env[model].with_user(user).create({"partner_id": self.division.id, **values})
            with self.assertRaises(AccessError):
                record.company_id = other.id

    def test_a_company_holds_no_post(self):
        with self.assertRaisesRegex(ValidationError, "is a company"):
            self.env["client.post"].create({"partner_id": self.division.id, "employer_id": self.division.id})

    def test_a_gap_beyond_the_calendar_does_not_stop_the_nightly_job(self):
        tie = self.env["client.tie"].create({"partner_id": self.person.id, "maximal_gap": 2**31 - 1})
        tie.last_two_way = self.today
        self.assertGreater(tie.due_on, self.today)

    def test_a_client_of_one_company_is_in_no_group_of_another(self):
        ours, other = self.env["res.company"].create([{"name": "Ours"}, {"name": "Other of ours"}])
        group = self.env["client.group"].create({"name": "Orion", "company_id": ours.id})
        self.division.company_id = other
        with self.assertRaisesRegex(ValidationError, "different companies"):
            self.division.client_group_id = group

    def test_a_merged_person_who_came_back_keeps_both_posts(self):
        double = self.env["res.partner"].create({"name": "A. Petrova", "parent_id": self.division.id})
        values = {"partner_id": self.person.id, "employer_id": self.division.id}
        self.env["client.post"].create({**values, "date_from": "2015-01-01", "date_to": "2018-01-01"})
        self.env["base.partner.merge.automatic.wizard"]._merge((self.person | double).ids, self.person)
        posts = self.env["client.post"].search([("partner_id", "=", self.person.id)], order="date_from")
        self.assertEqual([bool(post.date_to) for post in posts], [True, False])

    def test_an_introduction_entered_as_made_counts_from_today(self):
        introduction = self.env["client.introduction"].create({"partner_id": self.division.id})
        introduction.state = "introduced"
        self.assertEqual(introduction.answered_on, self.today)
        self.env.invalidate_all()
        self.assertEqual(introduction.result_ids.outcome, "waiting")
        dated = {"partner_id": self.division.id, "state": "introduced", "answered_on": "2026-01-15"}
        self.assertEqual(str(self.env["client.introduction"].create(dated).answered_on), "2026-01-15")

    def test_a_hand_over_form_opens_before_the_contact_is_chosen(self):
        self.assertFalse(self.env["client.tie.transfer"].new({}).can_propose)

    def test_a_field_that_a_tie_has_not_is_called_so(self):
        user = new_test_user(self.env, "plain_typist", groups="relationship_marketing.group_user")
        tie = self.env["client.tie"].with_user(user).create({"partner_id": self.person.id})
        with self.assertRaisesRegex(ValueError, "Invalid field"):
            tie.write({"unheard_of": 1})

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase

ACTIVITY = "relationship_marketing.mail_activity_type_review"


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestClientReview(ClientCase):
    """Each review asks: which other divisions of yours?"""

    def record(self, answer, *names, user=None, **values):
        result = (
            self.env["client.review.result"]
            .with_user(user or self.manager)
            .create(
                {
                    "group_id": self.group.id,
                    "answer": answer,
                    "line_ids": [Command.create({"name": name}) for name in names],
                    **values,
                }
            )
        )
        result.action_record()
        return self.env["client.review"].search([("group_id", "=", self.group.id)], limit=1)

    def test_told_none_and_not_asked_are_three_answers(self):
        self.record("not_asked", held_on="2026-11-20")
        self.assertFalse(self.group.asked_divisions_on)
        self.record("none", held_on="2026-11-10")
        self.group.invalidate_recordset()
        self.assertEqual(str(self.group.asked_divisions_on), "2026-11-10")

    def test_divisions_they_named_join_the_client_with_their_evidence(self):
        review = self.record("told", "Orion Space", held_on="2026-11-19")
        division = review.division_ids
        self.assertEqual((division.name, division.client_group_id), ("Orion Space", self.group))
        link = self.env["client.link"].search([("partner_id", "=", division.id)])
        self.assertIn("review", link.note)
        self.assertEqual(review.division_names, "Orion Space")

    def test_a_company_in_our_records_is_taken_and_not_made_again(self):
        known = self.env["res.partner"].create({"name": "Orion Rail", "is_company": True})
        review = self.record("told", "Orion Rail")
        self.assertEqual(review.division_ids, known)

    def test_named_divisions_need_names(self):
        with self.assertRaisesRegex(UserError, "Name the divisions"):
            self.record("told")

    def test_who_may_not_add_divisions_has_the_account_manager_asked(self):
        review = self.record("told", "Orion Space", user=self.user)
        self.assertFalse(review.division_ids)
        self.assertEqual(self.group.activity_ids.user_id, self.manager)

    def test_a_review_is_planned_once_a_year_after_the_last(self):
        self.group.class_id = self.env.ref("relationship_marketing.client_class_key")
        self.group.class_id.review_months = 12
        self.record("none", held_on="2026-03-10")
        self.group.action_plan_review()
        activity = self.group.activity_ids
        self.assertEqual((str(activity.date_deadline), activity.user_id), ("2027-03-10", self.manager))
        with self.assertRaises(UserError):
            self.group.action_plan_review()

    def test_recording_the_result_closes_the_planned_review(self):
        self.group.action_plan_review()
        self.record("none")
        self.assertFalse(self.group.activity_ids)
        self.assertEqual(self.group.review_count, 1)

    def test_a_review_marked_done_waits_for_its_result(self):
        self.group.action_plan_review()
        self.group.activity_ids.with_user(self.manager).action_feedback(feedback="Went well")
        review = self.group.unanswered_review_id
        self.assertEqual((review.answer, review.note, review.user_id), (False, "Went well", self.manager))
        self.assertFalse(self.group.asked_divisions_on)
        self.record("none", review_id=review.id)
        self.group.invalidate_recordset()
        self.assertEqual((review.answer, self.group.review_count), ("none", 1))
        self.assertFalse(self.group.unanswered_review_id)

    def test_a_colleague_without_a_role_may_mark_a_review_done(self):
        colleague = new_test_user(self.env, "colleague", groups="base.group_user")
        self.group.action_plan_review()
        self.group.activity_ids.user_id = colleague
        self.group.activity_ids.with_user(colleague).action_feedback()
        self.assertEqual(self.group.unanswered_review_id.user_id, colleague)

    def test_reviews_of_several_clients_are_planned_at_once_and_none_twice(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.group.action_plan_review()
        (self.group | other).action_plan_review()
        self.assertEqual([len(group.activity_ids) for group in (self.group, other)], [1, 1])

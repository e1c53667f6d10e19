from odoo.exceptions import UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .client_case import ClientCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-21")
class TestClientIntroduction(ClientCase):
    """Who was asked to introduce us, and which divisions it opened."""

    def introduction(self, day="2026-01-15", **values):
        return self.env["client.introduction"].create(
            {
                "partner_id": self.medical.id,
                "state": "introduced",
                "asked_on": "2026-01-10",
                "answered_on": day,
                **values,
            }
        )

    def outcomes(self, introduction):
        self.env.invalidate_all()  # what is computed from the ledger is read again
        rows = self.env["client.introduction.result"].search([("introduction_id", "=", introduction.id)])
        return {row.partner_id: row.outcome for row in rows}

    def test_one_visit_opened_several_divisions(self):
        introduction = self.introduction(other_division_ids=[(6, 0, (self.plant | self.radio).ids)])
        self.supply(self.medical, "2026-02-01", self.boards)
        self.supply(self.plant, "2026-09-01", self.boards)
        self.supply(self.radio, "2025-12-01", self.boards)
        self.assertEqual(
            self.outcomes(introduction), {self.medical: "opened", self.plant: "opened", self.radio: "before"}
        )
        self.assertEqual(introduction.opened_count, 2)
        self.assertEqual(self.group.opened_division_count, 2)

    def test_a_first_supply_in_the_same_month_is_left_unclear(self):
        introduction = self.introduction()
        self.supply(self.medical, "2026-01-01", self.boards)
        self.assertEqual(self.outcomes(introduction), {self.medical: "unclear"})
        self.assertEqual(introduction.opened_count, 0)

    def test_time_runs_out_after_the_companys_limit(self):
        waiting = self.introduction()
        late = self.introduction("2025-06-15", asked_on="2025-06-01", partner_id=self.plant.id)
        self.supply(self.plant, "2026-10-01", self.boards)
        self.assertEqual(self.outcomes(waiting), {self.medical: "waiting"})
        self.assertEqual(self.outcomes(late), {self.plant: "nothing"})
        self.company.introduction_days = 600
        self.assertEqual(self.outcomes(late), {self.plant: "opened"})

    def test_what_another_company_of_ours_sold_opens_nothing_for_this_one(self):
        introduction = self.introduction()
        other = self.env["res.company"].create({"name": "Other"})
        self.supply(self.medical, "2026-03-01", self.boards, company=other)
        self.assertEqual(self.outcomes(introduction), {self.medical: "waiting"})

    def test_a_request_is_asked_and_answered_once(self):
        introduction = self.env["client.introduction"].create({"partner_id": self.medical.id, "user_id": self.user.id})
        self.assertEqual(introduction.activity_ids.user_id, self.user)
        introduction.action_asked()
        self.assertEqual((introduction.state, str(introduction.asked_on)), ("asked", "2026-11-21"))
        self.assertFalse(introduction.activity_ids)
        introduction.action_no_answer()
        introduction.action_introduced()
        self.assertEqual((introduction.state, str(introduction.answered_on)), ("introduced", "2026-11-21"))
        with self.assertRaises(UserError):
            introduction.action_declined()

    def test_no_answer_before_the_question(self):
        with self.assertRaises(ValidationError):
            self.introduction("2026-01-01")

    def test_merged_partners_keep_their_introductions(self):
        introduction = self.introduction(other_division_ids=[(6, 0, (self.plant | self.radio).ids)])
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((self.plant | self.radio).ids, self.plant)
        self.env.invalidate_all()
        self.assertEqual(introduction.other_division_ids, self.plant)
        self.assertEqual(set(self.outcomes(introduction)), {self.medical, self.plant})

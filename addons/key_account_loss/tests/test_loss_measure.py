from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import LossCase


@tagged("post_install", "-at_install")
class TestLossMeasure(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._make_client("Old")
        cls._history(cls.old, 100, 1000)
        cls.analysis = cls._make_analysis(years=2)
        cls.case = cls._case(cls.analysis, "Old")
        cls.analysis.state = "plan"
        cls.kind = cls.env.ref("key_account_loss.loss_cause_kind_own_failure")

    def _measure(self, user=None, **vals):
        return (
            self.env["loss.measure"]
            .with_user(user or self.analyst)
            .create(
                {
                    "analysis_id": self.analysis.id,
                    "name": "Check joints before packing",
                    "kind_id": self.kind.id,
                    "user_id": self.relations_user.id,
                    "deadline": date(2021, 5, 1),
                    "case_ids": self.case.ids,
                    **vals,
                }
            )
            .with_env(self.env)
        )

    def _sign(self, *users):
        for user in users or (self.sales_head, self.marketing_head, self.director):
            self.analysis.with_user(user).action_sign()

    def test_a_plan_is_signed_when_it_is_concrete(self):
        with self.assertRaisesRegex(UserError, "no measure yet"):
            self._sign(self.sales_head)
        measure = self._measure(user_id=False, kind_id=False)
        with self.assertRaisesRegex(UserError, "nobody who does it"):
            self._sign(self.sales_head)
        measure.user_id = self.relations_user
        with self.assertRaisesRegex(UserError, "which cause"):
            self._sign(self.sales_head)

    def test_what_was_our_failure_has_a_measure(self):
        self._measure()
        treatment = self.env.ref("key_account_loss.loss_cause_kind_treatment")
        cause = self.env["loss.cause"].create({"case_id": self.case.id, "kind_id": treatment.id, "said_by": "client"})
        cause.state = "survived"
        with self.assertRaisesRegex(UserError, "Improper treatment"):
            self._sign(self.sales_head)
        self._measure(kind_id=treatment.id, name="Teach the dispatchers")
        self._sign()
        self.assertEqual(self.analysis.state, "signed")

    def test_three_sign_each_as_oneself(self):
        self._measure()
        with self.assertRaises(AccessError):
            self._sign(self.analyst)
        self._sign(self.sales_head, self.marketing_head)
        self.assertEqual(self.analysis.state, "plan")
        self._sign(self.director)
        self.assertEqual(self.analysis.state, "signed")
        self.assertEqual(self.analysis.signed_director_user_id, self.director)

    def test_back_from_signed_takes_the_signatures_back(self):
        self._measure()
        self._sign()
        self.analysis.sudo()._go_back("A measure is missing.")
        self.assertEqual(self.analysis.state, "plan")
        self.assertFalse(self.analysis.signed_sales_at)

    def test_a_signed_plan_is_carried_out_but_not_rewritten(self):
        measure = self._measure()
        self._sign()
        for vals in ({"name": "Nothing"}, {"cost": 1}, {"kind_id": False}):
            with self.assertRaisesRegex(UserError, "is signed"):
                measure.with_user(self.analyst).write(vals)
        with self.assertRaisesRegex(UserError, "is signed"):
            measure.with_user(self.analyst).unlink()
        measure.with_user(self.relations_user).write({"result": "The line checks every joint."})
        measure.with_user(self.relations_user).action_done()
        self.assertEqual(measure.state, "done")

    def test_the_owner_has_it_as_an_activity_until_it_is_done(self):
        measure = self._measure()
        self.assertEqual(measure.activity_id.user_id, self.relations_user)
        self.assertEqual(measure.activity_id.date_deadline, date(2021, 5, 1))
        measure.deadline = date(2021, 6, 1)
        self.assertEqual(measure.activity_id.date_deadline, date(2021, 6, 1))
        self.assertEqual(measure.first_deadline, date(2021, 5, 1))
        measure.action_done()
        self.assertFalse(self.analysis.activity_ids.filtered(lambda one: one.user_id == self.relations_user))

    def test_others_see_their_own_measures_only(self):
        mine, other = self._measure(), self._measure(user_id=self.analyst.id)
        seen = self.env["loss.measure"].with_user(self.relations_user).search([("analysis_id", "=", self.analysis.id)])
        self.assertEqual(seen, mine)
        with self.assertRaises(AccessError):
            other.with_user(self.relations_user).read(["name"])

    def test_the_effect_is_found_a_year_later(self):
        measure = self._measure()
        with freeze_time("2021-03-15"):
            measure.action_done()
        self._supply(self.old, 700, date(2021, 9, 1))
        self._supply(self.old, 9000, date(2022, 4, 1))
        with freeze_time("2022-03-31"):
            measure._find_effects()
            self.assertFalse(measure.effect_found_on)
        with freeze_time("2022-04-01"):
            measure._find_effects()
        self.assertEqual((measure.effect_found, measure.effect_found_on), (600, date(2022, 4, 1)))
        with self.assertRaisesRegex(AccessError, "not entered by hand"):
            measure.with_user(self.analyst).effect_found = 1

    def test_a_plan_without_movement_in_90_days_says_so(self):
        with freeze_time("2021-01-01"):
            measure = self._measure()
        self._sign()
        with freeze_time("2021-04-01"):
            self.analysis.invalidate_recordset()
            self.assertFalse(self.analysis.is_stalled)
        with freeze_time("2021-04-02"):
            self.analysis.invalidate_recordset()
            self.assertTrue(self.analysis.is_stalled)
            self.assertIn(self.analysis, self.analysis.search([("is_stalled", "=", True)]))
            for _night in range(2):
                self.env["loss.analysis"]._run_nightly()
            told = self.analysis.activity_ids.filtered(lambda one: one.user_id == self.sales_head)
            self.assertEqual(len(told), 1)
            measure.result = "Begun."
            self.analysis.invalidate_recordset()
            self.assertFalse(self.analysis.is_stalled)

    def test_the_plan_before_is_the_last_one_signed(self):
        self._measure()
        self._sign()
        later = self._make_analysis(years=2, month=date(2020, 12, 1))
        self.assertEqual(later.previous_id, self.analysis)

    def test_a_dropped_measure_says_why(self):
        measure = self._measure()
        with self.assertRaisesRegex(UserError, "why the measure is dropped"):
            measure.is_dropped = True
        measure.write({"is_dropped": True, "result": "Their line is closed."})
        self.assertEqual(measure.state, "dropped")

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .common import LossCase, T


@tagged("post_install", "-at_install")
class TestLossConfirmation(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_partner = cls._make_client("Old")
        cls._history(cls.client_partner, 0, 100)
        cls.analysis = cls._make_analysis(years=2)

    def _confirm(self, *users):
        for user in users:
            self.analysis.with_user(user).action_confirm()

    def _go_back(self, reason="The list is not right."):
        context = self.analysis.with_user(self.analyst).action_back()["context"]
        form = Form(self.env["loss.analysis.back"].with_user(self.analyst).with_context(**context))
        form.reason = reason
        form.save().action_go_back()

    def test_both_heads_confirm_volumes_then_the_list(self):
        self._confirm(self.sales_head)
        self.assertEqual(self.analysis.state, "volumes")
        self.assertEqual(self.analysis.volumes_sales_user_id, self.sales_head)
        self.assertFalse(self.analysis.volumes_marketing_at)
        self._confirm(self.marketing_head)
        self.assertEqual(self.analysis.state, "list")
        self._confirm(self.marketing_head, self.sales_head)
        self.assertEqual(self.analysis.state, "causes")
        with self.assertRaisesRegex(UserError, "nothing to confirm"):
            self._confirm(self.sales_head)

    def test_each_confirms_as_oneself(self):
        for user in (self.analyst, self.director):
            with self.assertRaisesRegex(AccessError, "each as oneself"):
                self._confirm(user)
        self.assertFalse(self.analysis.volumes_sales_at or self.analysis.volumes_marketing_at)

    def test_confirming_twice_does_not_speak_for_the_other(self):
        self._confirm(self.sales_head, self.sales_head)
        self.assertEqual(self.analysis.state, "volumes")

    def test_one_person_may_head_both(self):
        self.analysis.marketing_head_id = self.sales_head
        self._confirm(self.sales_head)
        self.assertEqual(self.analysis.state, "list")

    def test_heads_must_be_named(self):
        self.analysis.marketing_head_id = False
        with self.assertRaisesRegex(UserError, "Name the heads"):
            self._confirm(self.sales_head)

    def test_what_is_not_computed_is_not_confirmed(self):
        self.analysis.cut_percent = 60
        with self.assertRaisesRegex(UserError, "Compute the analysis first"):
            self._confirm(self.sales_head)

    def test_the_button_is_there_for_those_whose_word_is_missing(self):
        def shown(user):
            self.analysis.invalidate_recordset()
            return self.analysis.with_user(user).to_confirm_by_me

        self.assertEqual(list(map(shown, (self.sales_head, self.marketing_head, self.analyst))), [True, True, False])
        self._confirm(self.sales_head)
        self.assertEqual(list(map(shown, (self.sales_head, self.marketing_head, self.analyst))), [False, True, False])

    def test_a_changed_computation_withdraws_confirmations(self):
        self._confirm(self.sales_head, self.marketing_head, self.sales_head)
        self._supply(self.client_partner, 10, add_months(T, -2))
        self.analysis.action_compute()
        self.assertEqual(self.analysis.state, "volumes")
        self.assertFalse(
            self.analysis.volumes_sales_at or self.analysis.volumes_marketing_at or self.analysis.list_sales_at
        )
        self.assertIn("came out differently", self.analysis.message_ids[0].preview)

    def test_an_unchanged_computation_keeps_them(self):
        self._confirm(self.sales_head, self.marketing_head, self.sales_head)
        self.analysis.action_compute()
        self.assertEqual(self.analysis.state, "list")
        self.assertTrue(self.analysis.list_sales_at)

    def test_another_head_has_not_confirmed(self):
        self._confirm(self.sales_head, self.marketing_head)
        self.analysis.sales_head_id = self.analyst
        self.assertEqual(self.analysis.state, "volumes")
        self.assertFalse(self.analysis.volumes_sales_at)
        self.assertTrue(self.analysis.volumes_marketing_at)
        self._confirm(self.analyst)
        self.assertEqual(self.analysis.state, "list")

    def test_back_with_a_reason(self):
        self._confirm(self.sales_head, self.marketing_head, self.sales_head, self.marketing_head)
        self._go_back("Two clients are one.")
        self.assertEqual(self.analysis.state, "list")
        self.assertFalse(self.analysis.list_sales_at or self.analysis.list_marketing_at)
        self.assertTrue(self.analysis.volumes_sales_at)
        self.assertIn("Two clients are one.", self.analysis.message_ids[0].body)
        self._go_back()
        self.assertEqual(self.analysis.state, "volumes")
        self.assertFalse(self.analysis.volumes_sales_at)
        with self.assertRaisesRegex(UserError, "first stage already"):
            self._go_back()

    def test_back_needs_a_reason(self):
        self._confirm(self.sales_head, self.marketing_head)
        with self.assertRaises(UserError):
            self._go_back("   ")

    def test_heads_are_asked_and_the_question_is_done_with_their_word(self):
        self.analysis.sudo()._ask_for_confirmation()
        self.assertEqual(self.analysis.activity_ids.user_id, self.sales_head | self.marketing_head)
        self._confirm(self.sales_head)
        self.assertEqual(self.analysis.activity_ids.user_id, self.marketing_head)
        self._confirm(self.marketing_head)
        self.assertEqual(self.analysis.activity_ids.user_id, self.sales_head | self.marketing_head)

    def test_what_was_confirmed_is_not_deleted(self):
        self._confirm(self.sales_head)
        with self.assertRaisesRegex(UserError, "archive it"):
            self.analysis.with_user(self.director).unlink()
        never_confirmed = self._make_analysis(years=2)
        never_confirmed.with_user(self.director).unlink()
        self.assertFalse(never_confirmed.exists())

from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import LossCase


@tagged("post_install", "-at_install")
class TestLossCause(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls._make_group("Old Holding")
        cls.division = cls._make_client("Old Works", cls.group)
        cls._history(cls.division, 0, 100)
        cls._history(cls._make_client("Gone"), 0, 50)
        cls.analysis = cls._make_analysis(years=2)
        cls.case = cls._case(cls.analysis, "Old Holding")

    def _to_causes(self):
        for user in (self.sales_head, self.marketing_head) * 2:
            self.analysis.with_user(user).action_confirm()

    def _cause(self, code="price", case=None, user=None, **vals):
        kind = self.env.ref(f"key_account_loss.loss_cause_kind_{code}")
        return (
            self.env["loss.cause"]
            .with_user(user or self.analyst)
            .create({"case_id": (case or self.case).id, "kind_id": kind.id, **vals})
        )

    def _complaint(self, day, **vals):
        return self.env["client.complaint"].create(
            {
                "partner_id": self.division.id,
                "subject": "Cold joints",
                "date": day,
                "company_id": self.company.id,
                **vals,
            }
        )

    def test_the_analysis_goes_on_when_each_case_has_a_cause(self):
        self._to_causes()
        self.assertEqual(self.analysis.state, "causes")
        self._cause()
        with self.assertRaisesRegex(UserError, "Gone"):
            self.analysis.with_user(self.analyst).action_go_on()
        self._cause("closed", self._case(self.analysis, "Gone"), said_by="register", confidence="high")
        self.analysis.with_user(self.analyst).action_go_on()
        self.assertEqual(self.analysis.state, "questionnaire")

    def test_a_client_that_only_moved_needs_no_cause(self):
        self._to_causes()
        self._cause()
        gone = self._case(self.analysis, "Gone")
        gone.client_id.write({"classification": "moved"})
        self.assertEqual(self.analysis._missing(), [])

    def test_the_heads_take_it_through_the_first_stages(self):
        with self.assertRaisesRegex(UserError, "by confirming"):
            self.analysis.with_user(self.analyst).action_go_on()

    def test_back_to_the_list_keeps_the_causes(self):
        self._to_causes()
        cause = self._cause()
        self.analysis.sudo()._go_back("The list lacks a client.")
        self.assertEqual(self.analysis.state, "list")
        self.assertFalse(self.analysis.list_sales_at)
        self.assertTrue(cause.exists())

    def test_our_data_propose_what_they_show(self):
        self._complaint(date(2020, 3, 1))
        self._complaint(date(2020, 6, 1))
        self._complaint(date(2020, 7, 1), justified="not_justified", justified_reason="Not ours.")
        self._complaint(date(2018, 1, 1))
        self._to_causes()
        (cause,) = self.case.cause_ids
        self.assertEqual((cause.said_by, cause.kind_id.code, cause.confidence), ("data", "own_failure", "medium"))
        self.assertIn("2 complaints", cause.evidence)
        self.assertIn("2020-06-01", cause.evidence)
        self.assertFalse(self.case._propose_causes())

    def test_an_archived_family_proposes_that_the_product_ended(self):
        partner = self._make_client("Radio Works")
        self._history(partner, 0, 900, family=self.boards)
        product = self.env["product.template"].create({"name": "Board 1", "categ_id": self.boards.id})
        analysis = self._make_analysis(years=2)
        case = self._case(analysis, "Radio Works")
        self.assertFalse(case._propose_causes())
        product.active = False
        self.assertEqual(case._propose_causes().kind_id.code, "product_ended")

    def test_whether_it_held_is_not_said_by_the_owner_of_the_account(self):
        cause = self._cause()
        self.division.user_id = self.analyst
        with self.assertRaisesRegex(AccessError, "own account manager or seller"):
            cause.with_user(self.analyst).action_refuted()
        cause.with_user(self.interviewer).action_refuted()
        self.assertEqual((cause.state, cause.checked_by_id), ("refuted", self.interviewer))
        with self.assertRaisesRegex(AccessError, "not entered by hand"):
            cause.with_user(self.analyst).checked_by_id = self.analyst
        with self.assertRaisesRegex(UserError, "evidence"):
            cause.with_user(self.analyst).unlink()

    def test_one_cause_is_named_once_by_each_side(self):
        self._cause()
        self._cause(said_by="client")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._cause()

    def test_a_signed_analysis_keeps_its_causes(self):
        cause = self._cause()
        self.analysis.sudo().state = "signed"
        for change in (
            lambda: cause.write({"confidence": "high"}),
            lambda: self._cause("closed"),
            lambda: cause.with_user(self.analyst).unlink(),
        ):
            with self.assertRaisesRegex(UserError, "is signed"):
                change()

    def test_queries_do_not_grow_with_the_cases(self):
        counts = []
        for number in (1, 20):
            for index in range(number):
                partner = self._make_client(f"Client {number} {index}", ref=f"C{number}-{index}")
                self._history(partner, 0, 1000)
                self._complaint(date(2020, 5, 1), partner_id=partner.id)
            analysis = self._make_analysis(years=2)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            analysis.case_ids._propose_causes()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2, counts)

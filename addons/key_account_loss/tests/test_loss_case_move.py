from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.relationship_marketing.engine.months import add_months

from .common import LossCase, T

ADDRESS = {"street": "ul. Vitosha 5", "city": "Sofia"}


@tagged("post_install", "-at_install")
class TestLossCaseMove(LossCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.old = cls._make_client("Old OOD", ref="C1", **ADDRESS)
        cls.new = cls._make_client("Next Ltd", ref="C2", **ADDRESS)
        cls._history(cls.old, 0, 100, 100)
        cls._supply(cls.new, 90, add_months(T, -10))

    def _moved(self, **vals):
        analysis = self._make_analysis(years=3, **vals)
        return analysis, self._case(analysis, "Old OOD")

    def _links(self):
        successor = self.env.ref("relationship_marketing.client_link_type_successor")
        return self.env["client.link"].search([("type_id", "=", successor.id)])

    def test_a_client_under_another_number_is_proposed(self):
        _analysis, case = self._moved()
        self.assertRecordValues(
            case.move_ids,
            [
                {
                    "kind": "continued",
                    "partner_id": self.new.id,
                    "lost_partner_id": self.old.id,
                    "amount": 90,
                    "is_same_address": True,
                    "is_same_tax_id": False,
                    "is_same_name": False,
                    "state": "proposed",
                }
            ],
        )
        self.assertEqual(case.classification, "stopped")
        self.assertIn("street and city", case.move_ids.evidence)

    def test_confirming_writes_a_link_and_the_case_is_moved(self):
        _analysis, case = self._moved()
        case.move_ids.with_user(self.analyst).action_confirm()
        self.assertRecordValues(case, [{"classification": "moved", "scope": False, "class_found": "stopped"}])
        self.assertRecordValues(
            self._links(), [{"partner_id": self.new.id, "other_partner_id": self.old.id, "active": True}]
        )
        self.assertRecordValues(
            case.move_ids, [{"state": "confirmed", "decided_by_id": self.analyst.id, "link_id": self._links().id}]
        )
        self.assertIn("Next Ltd", case.message_ids[0].preview)

    def test_taking_it_back_archives_the_link(self):
        _analysis, case = self._moved()
        case.move_ids.action_confirm()
        link = self._links()
        case.move_ids.action_reopen()
        self.assertEqual((case.classification, case.move_ids.state), ("stopped", "proposed"))
        self.assertFalse(link.active)
        self.assertFalse(case.move_ids.decided_by_id)

    def test_a_rejected_move_stays_rejected(self):
        analysis, case = self._moved()
        case.move_ids.with_user(self.analyst).action_reject()
        analysis.action_compute()
        self.assertRecordValues(case.move_ids, [{"state": "rejected", "decided_by_id": self.analyst.id}])
        self.assertEqual(case.classification, "stopped")
        self.assertFalse(self._links())

    def test_a_confirmed_move_stays_confirmed_when_computed_again(self):
        analysis, case = self._moved()
        case.move_ids.with_user(self.analyst).action_confirm()
        self._supply(self.new, 5, T)
        analysis.action_compute()
        self.assertEqual(self._case(analysis, "Old OOD"), case)
        self.assertRecordValues(case.move_ids, [{"state": "confirmed", "amount": 95, "decided_by_id": self.analyst.id}])
        self.assertEqual(case.classification, "moved")

    def test_a_link_in_force_makes_the_class_in_any_other_analysis(self):
        _analysis, case = self._moved()
        case.move_ids.action_confirm()
        other, other_case = self._moved(key_mode="both")
        self.assertEqual((other_case.classification, other_case.move_ids.state), ("moved", "confirmed"))
        self._links().active = False
        other.action_compute()
        self.assertEqual((other_case.classification, other_case.move_ids.state), ("stopped", "proposed"))

    def test_a_link_without_other_evidence_counts_too(self):
        stranger = self._make_client("Stranger")
        self.env["client.link"].create(
            {
                "partner_id": stranger.id,
                "other_partner_id": self.old.id,
                "type_id": self.env.ref("relationship_marketing.client_link_type_successor").id,
            }
        )
        _analysis, case = self._moved()
        self.assertEqual(case.classification, "moved")
        self.assertEqual(case.move_ids.filtered(lambda move: move.state == "confirmed").partner_id, stranger)

    def test_a_link_that_ended_does_not_count(self):
        self.env["client.link"].create(
            {
                "partner_id": self.new.id,
                "other_partner_id": self.old.id,
                "type_id": self.env.ref("relationship_marketing.client_link_type_successor").id,
                "date_to": "2020-01-01",
            }
        )
        _analysis, case = self._moved()
        self.assertEqual(case.classification, "stopped")

    def test_only_stopped_and_cut_clients_move(self):
        reduced = self._make_client("Reduced", ref="C3", **ADDRESS)
        self._history(reduced, 80, 100, 100)
        analysis = self._make_analysis(years=3)
        self.assertEqual(self._case(analysis, "Reduced").classification, "reduced")
        self.assertFalse(self._case(analysis, "Reduced").move_ids)

    def test_within_the_group(self):
        group = self._make_group("Holding")
        north, south = (self._make_client(name, group) for name in ("North", "South"))
        self._history(north, 10, 100, 100)
        self._history(south, 172, 100, 100)
        analysis = self._make_analysis(years=3, grain="division")
        case = self._case(analysis, "North")
        self.assertRecordValues(
            case.move_ids,
            [{"kind": "within_group", "partner_id": south.id, "lost_partner_id": north.id, "amount": 72}],
        )
        case.move_ids.action_confirm()
        self.assertEqual(case.classification, "moved")
        self.assertFalse(self._case(self._make_analysis(years=3), "Holding").move_ids)

    def test_through_a_distributor(self):
        dealer = self._make_client("Dealer", ref="D")
        self._supply(dealer, 70, T, end_client_id=self.old.id)
        self._supply(dealer, 20, add_months(T, -12), end_client_id=self.old.id)
        _analysis, case = self._moved()
        move = case.move_ids.filtered(lambda move: move.kind == "distributor")
        self.assertRecordValues(move, [{"partner_id": dealer.id, "lost_partner_id": self.old.id, "amount": 70}])

    def test_the_partner_that_matches_is_linked(self):
        group = self._make_group("Holding")
        first = self._make_client("First", group)
        self.old.client_group_id = group
        self._history(first, 0, 500, 500)
        analysis = self._make_analysis(years=3)
        self.assertEqual(self._case(analysis, "Holding").move_ids.lost_partner_id, self.old)

    def test_report_names_who_goes_on(self):
        analysis, case = self._moved()
        [client] = [row for row in analysis._report_data()["clients"] if row["ref"] == "C1"]
        self.assertEqual(client["continued_as"], ["C2"])
        self.assertEqual(client["class"], "stopped")
        case.move_ids.action_confirm()
        [client] = [row for row in analysis._report_data()["clients"] if row["ref"] == "C1"]
        self.assertEqual((client["continued_as"], client["class"], client["scope"]), (["C2"], "moved", None))

    def test_a_successor_is_named_at_the_grain_of_the_analysis(self):
        self.new.client_group_id = self._make_group("Holding")
        for grain, name in (("group", "HO"), ("division", "C2")):
            rows = self._make_analysis(years=3, grain=grain)._report_data()["clients"]
            [client] = [row for row in rows if row["ref"] == "C1"]
            self.assertEqual(client["continued_as"], [name])
        self.new.write({"ref": False, "client_group_id": False})
        rows = self._make_analysis(years=3)._report_data()["clients"]
        self.assertEqual([row["continued_as"] for row in rows if row["ref"] == "C1"], [["Next Ltd"]])

    def test_decisions_change_the_list_and_withdraw_its_confirmation(self):
        analysis, case = self._moved()
        for user in (self.sales_head, self.marketing_head, self.sales_head):
            analysis.with_user(user).action_confirm()
        case.move_ids.with_user(self.analyst).action_confirm()
        self.assertEqual(analysis.state, "list")
        self.assertFalse(analysis.list_sales_at)
        for user in (self.sales_head, self.marketing_head):
            analysis.with_user(user).action_confirm()
        with self.assertRaisesRegex(UserError, "go back"):
            case.move_ids.with_user(self.analyst).action_reopen()

    def test_who_may_decide(self):
        _analysis, case = self._moved()
        for user in (self.interviewer, self.relations_user, self.plain_user):
            for decision in ("action_confirm", "action_reject", "action_reopen"):
                with self.subTest(user=user.login, decision=decision), self.assertRaises(AccessError):
                    getattr(case.move_ids.with_user(user), decision)()
        self.assertFalse(self._links())

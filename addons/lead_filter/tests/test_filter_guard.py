from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .filter_common import FilterCase

HAS_REVENUE = "[('expected_revenue', '>=', 9000)]"
ODD_NUMBERS = (float("inf"), float("-inf"), float("nan"))


@tagged("post_install", "-at_install")
class TestFilterGuard(FilterCase):
    """What the screens do not offer, a call past them does not do either."""

    # --- a known client is refused by nobody but his account manager or a director

    def _known_client(self):
        manager = new_test_user(self.env, "lf_irina", "relationship_marketing.group_account_manager", name="Irina")
        group = self.env["client.group"].create({"name": "Orion", "key_account_manager_id": manager.id})
        return self.env["res.partner"].create({"name": "Orion Plant", "is_company": True, "client_group_id": group.id})

    def test_a_refused_request_does_not_become_that_of_a_known_client(self):
        refusal = {"filter_decision": "not_ours", "filter_decision_reason": "Too small"}
        plant = self._known_client()
        lead = self._make_request("Boards", self.telemarketer).with_user(self.telemarketer)
        lead.write(refusal)
        with self.assertRaisesRegex(UserError, "Irina"):
            lead.partner_id = plant
        lead.with_user(self.director).write(refusal)
        lead.partner_id = plant
        self.assertEqual(lead.filter_decision, "not_ours", "A director refused it")
        aside = self._make_request("Cables", self.telemarketer).with_user(self.telemarketer)
        aside._set_filter_outcome("disqualified")
        with self.assertRaisesRegex(UserError, "Irina"):
            aside.partner_id = plant

    def test_the_dialogue_of_a_decision_tells_nothing_of_what_one_may_not_read(self):
        values = {"lead_id": self.request_of_seller.id, "decision": "ours", "reason": "Curious"}
        with self.assertRaises(AccessError):
            self.env["lead.decision"].with_user(self.developer).create(values)

    # --- a used version stays what it is

    def test_state_and_version_are_set_by_the_buttons_only(self):
        used = self._make_portrait(HAS_REVENUE)
        mine = used.with_user(self.marketer)
        for values in (
            {"state": "draft"},
            {"version": 7},
            {"previous_id": used.id},
            {"in_force_since": "2020-01-01 00:00:00"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                mine.write(values)
        draft = self.env["lead.portrait"].browse(mine.action_next_version()["res_id"])
        self.assertEqual((draft.version, draft.previous_id, draft.owner_id), (2, used, used.owner_id))
        draft.action_put_in_force()
        self.assertEqual((used.state, draft.state), ("replaced", "in_force"))
        draft.action_withdraw()
        self.assertEqual(draft.state, "replaced")

    def test_a_new_portrait_is_a_first_version(self):
        used = self._make_portrait(HAS_REVENUE)
        forged = self.env["lead.portrait"].with_user(self.marketer)
        portrait = forged.create({"name": "Forged", "version": 9, "previous_id": used.id, "state": "replaced"})
        self.assertEqual((portrait.version, portrait.previous_id.id, portrait.state), (1, False, "draft"))

    def test_no_criterion_moves_into_a_used_version(self):
        used = self._make_portrait(HAS_REVENUE)
        draft = self._make_portrait("[('name', '!=', False)]", in_force=False)
        self.env.flush_all()
        with self.assertRaises(UserError):
            draft.criterion_ids.with_user(self.marketer).portrait_id = used

    # --- signatures

    def _signed(self):
        designer = new_test_user(self.env, "lf_designer", "relationship_marketing.group_user")
        maker = new_test_user(self.env, "lf_maker", "relationship_marketing.group_user")
        economics = (
            self.env["lead.economics"]
            .with_user(self.telemarketer)
            .create(
                {
                    "name": "Order",
                    "lead_id": self.request_of_nobody.id,
                    "lot": 100.0,
                    "price_unit": 50.0,
                    "material_unit_cost": 10.0,
                    "design_signer_id": designer.id,
                    "production_signer_id": maker.id,
                }
            )
        )
        economics.with_user(designer).action_sign()
        economics.with_user(maker).action_sign()
        return economics

    def test_a_costing_moved_to_another_request_is_signed_anew(self):
        economics = self._signed()
        self.assertEqual(self.request_of_nobody.economics_state, "met")
        economics.lead_id = self.request_of_seller
        self.assertFalse(economics.design_signed_on or economics.production_signed_on)
        self.assertFalse(self.request_of_seller.economics_state or self.request_of_nobody.economics_state)

    def test_a_signed_costing_of_a_merged_request_stays_signed(self):
        economics = self._signed()
        merged = (self.request_of_nobody | self.request_of_seller).merge_opportunity()
        self.assertEqual((economics.lead_id, economics.is_signed), (merged, True))

    def test_who_signed_takes_it_back_or_a_director_does(self):
        economics = self._signed()
        with self.assertRaises(AccessError):
            economics.design_signed_on = False
        with self.assertRaises(AccessError):
            economics.design_signer_id = self.director
        with self.assertRaises(AccessError):
            economics.action_withdraw_signature()
        self.assertTrue(economics.is_signed)
        economics.with_user(economics.design_signer_id).action_withdraw_signature()
        self.assertFalse(economics.design_signed_on)
        self.assertTrue(economics.production_signed_on)
        self.assertIn("lf_designer", economics.message_ids[0].body, "Who took it back is told")
        economics.with_user(self.director).action_withdraw_signature()
        self.assertFalse(economics.production_signed_on)

    # --- numbers that are none

    def test_numbers_that_are_none_are_refused_with_a_sentence(self):
        portrait = self._make_portrait(HAS_REVENUE, in_force=False)
        answer = self._answer(self.request_of_nobody, self.ask_lot, number=5.0)
        economics = self._signed()
        company = self.env.company
        cases = [
            *[(portrait, "lower_threshold", odd) for odd in ODD_NUMBERS],
            *[(portrait.criterion_ids, "weight", odd) for odd in ODD_NUMBERS],
            *[(answer, "number", odd) for odd in ODD_NUMBERS],
            *[(economics, name, odd) for name in ("lot", "price_unit", "delay_chance") for odd in ODD_NUMBERS],
            *[(company, "economics_hour_cost", odd) for odd in ODD_NUMBERS],
            (portrait.criterion_ids, "within_days", 2**40),
            (portrait.criterion_ids, "sequence", -(2**40)),
            (self.ask_lot, "sequence", 2**40),
            (economics, "changeover_count", 2**40),
            (company, "filter_ask_again_days", 2**40),
            (self.request_of_nobody, "need_period", 2**40),
            (self.request_of_nobody, "request_hours", float("nan")),
            (self.env["crm.team"].create({"name": "Boards"}), "wake_ahead_days", 2**40),
        ]
        for record, name, odd in cases:
            with self.subTest(field=name, value=odd), self.assertRaises(ValidationError) as caught:
                record.write({name: odd})
                self.env.flush_all()
            self.assertIn(record._fields[name]._description_string(self.env), str(caught.exception))
            self.env.invalidate_all()
        with self.assertRaises(ValidationError):
            self.env["lead.portrait"].create(
                {
                    "name": "Odd",
                    "criterion_ids": [Command.create({"name": "A", "weight": float("nan"), "domain": HAS_REVENUE})],
                }
            )

    # --- questions

    def test_an_archived_question_is_not_proposed(self):
        self._make_portrait(self._question(self.ask_documents, is_knock_out=True), self._question(self.ask_lot))
        lead = self._make_request("Boards", self.telemarketer)
        self.assertEqual(lead.next_question_id, self.ask_documents)
        self.ask_documents.with_user(self.marketer).action_archive()
        self.assertEqual(lead.next_question_id, self.ask_lot)
        self._answer(lead, self.ask_documents, yes_no="no")
        self.assertEqual(lead.filter_verdict, "not_ours", "What was answered to it still counts")
        self.ask_documents.action_unarchive()
        other = self._make_request("Harness", self.telemarketer)
        self.assertEqual(other.next_question_id, self.ask_documents)

    # --- conditions

    def test_a_yes_or_no_of_nobody_is_unknown(self):
        self._make_portrait("[('partner_id.is_company', '=', False)]")
        lead = self._make_request("Boards", self.telemarketer)
        self.assertEqual(lead.filter_verdict, "open")
        lead.partner_id = self.env["res.partner"].create({"name": "A person"})
        self.assertEqual(lead.filter_verdict, "ours")

    def test_a_condition_on_the_verdict_itself_is_refused(self):
        for condition in (
            "[('filter_verdict', '=', 'ours')]",
            "['!', ('filter_score_min', '>', 5)]",
            "[('next_question_id.name', 'ilike', 'lot')]",
            "[('partner_id.opportunity_ids.filter_verdict', '=', 'ours')]",
            "[('partner_id', 'any', [('opportunity_ids', 'any', [('filter_portrait_id', '!=', False)])])]",
        ):
            with self.subTest(condition=condition), self.assertRaisesRegex(ValidationError, "verdict"):
                self._make_portrait(condition, in_force=False)

    def test_a_glance_hides_what_its_reader_may_not_read(self):
        plant = self.env["res.partner"].create({"name": "Secret plant", "is_company": True, "ref": "X-17"})
        group = self._known_client().client_group_id
        plant.client_group_id = group
        self._make_portrait(
            "[('client_group_id.name', '=', 'Orion')]",
            "[('partner_id.ref', '=', 'X-17')]",
            "[('partner_id.user_ids.login', '!=', 'nobody')]",
        )
        lead = self.request_of_seller
        lead.partner_id = plant
        evidence = [one["evidence"] for one in lead.with_user(self.seller).get_filter_glance(lead.id)["criteria"]]
        self.assertNotIn("Orion", str(evidence[0]))
        self.assertIn("not visible to you", str(evidence[0]))
        self.assertIn("X-17", str(evidence[1]))
        evidence = [one["evidence"] for one in lead.with_user(self.telemarketer).get_filter_glance(lead.id)["criteria"]]
        self.assertIn("Orion", str(evidence[0]))

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .filter_common import FilterCase

HAS_REVENUE = "[('expected_revenue', '>=', 9000)]"
SIGNED = ("design_signed_on", "production_signed_on")


@tagged("post_install", "-at_install")
class TestFilterForgery(FilterCase):
    """What is worked out, decided or signed is what it says, whoever writes past the screens."""

    def _cost(self, lead, user=None, **values):
        values = {"name": "Order", "lead_id": lead.id, "lot": 100.0, "price_unit": 50.0, **values}
        costings = self.env["lead.economics"].with_user(user or self.telemarketer)
        return costings.create({"material_unit_cost": 10.0, **values})

    def _signers(self):
        designer = new_test_user(self.env, "lf_designer", "relationship_marketing.group_user")
        maker = new_test_user(self.env, "lf_maker", "relationship_marketing.group_user")
        return designer, maker

    def test_nobody_writes_a_verdict(self):
        self._make_portrait(HAS_REVENUE, {"kind": "economics"})
        lead = self.env["crm.lead"].with_user(self.seller).create({"name": "Small", "economics_state": "met"})
        lead.write({"expected_revenue": 5.0, "filter_verdict": "ours", "filter_score_min": 100.0})
        self.env.flush_all()
        lead.write({"filter_verdict": "ours", "economics_state": "met"})
        self.assertEqual((lead.filter_verdict, lead.filter_score_max, lead.economics_state), ("open", 50.0, False))

    def test_an_answer_or_condition_is_not_moved_to_a_request_of_another(self):
        own, foreign = (self._make_request("Boards", user) for user in (self.seller, self.developer))
        criterion = self._make_portrait(self._question(self.ask_lot)).criterion_ids
        values = {"criterion_id": criterion.id, "offer": "300", "deadline": "2099-01-01"}
        noted = (
            self._answer(own, self.ask_lot, number=500),
            self.env["lead.condition"].create({"lead_id": own.id, **values}),
        )
        for record in noted:
            with self.subTest(record._name), self.assertRaises(AccessError):
                record.with_user(self.seller).lead_id = foreign

    def test_nobody_decides_in_the_name_of_another(self):
        leads = self.env["crm.lead"].with_user(self.seller)
        decided = {"filter_decision": "ours", "filter_decision_reason": "Known"}
        lead = leads.create({"name": "Boards", **decided, "filter_decided_by_id": self.director.id})
        lead.write({"filter_decided_by_id": self.director.id})
        self.assertEqual(lead.filter_decided_by_id, self.seller)
        defaults = {f"default_{name}": value for name, value in decided.items()}
        self.assertFalse(leads.with_context(**defaults).create({"name": "Boards"}).filter_decision)

    def test_a_seller_without_our_roles_reads_all_of_his_request(self):
        lead = self.env["crm.lead"].with_user(self.seller).create({"name": "Boards"})
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(lead.read()[0]["name"], "Boards")

    def test_a_signature_is_neither_a_default_nor_worked_out_by_hand(self):
        defaults = {f"default_{name}": "2026-01-01 00:00:00" for name in SIGNED}
        costings = self.env["lead.economics"].with_user(self.telemarketer).with_context(**defaults)
        economics = costings.create({"name": "Order", "lead_id": self.request_of_nobody.id, "lot": 1.0})
        economics.write({"is_signed": True, "meets_plan": True})
        self.env.flush_all()
        economics.invalidate_recordset()
        self.assertFalse(economics.is_signed or economics.meets_plan)

    def test_nobody_signs_in_the_place_of_another(self):
        designer, maker = self._signers()
        economics = self._cost(self.request_of_nobody, design_signer_id=designer.id, production_signer_id=maker.id)
        economics.with_user(designer).action_sign()
        economics.with_user(maker).action_sign()
        self.assertEqual(self.request_of_nobody.economics_state, "met")
        economics.with_user(self.director).design_signer_id = self.director
        self.assertFalse(economics.design_signed_on)
        self.assertTrue(economics.production_signed_on)
        self.assertFalse(self.request_of_nobody.economics_state)

    def test_costings_go_with_the_request_that_stays(self):
        kept, merged = (self._make_request(name, self.seller, type="opportunity") for name in ("Boards", "More"))
        line = self.env["product.category"].create({"name": "Boards"})
        merged.product_line_id = line
        self._cost(kept)
        self._cost(merged)
        self._cost(merged, active=False)
        lead = (kept | merged).with_user(self.seller).merge_opportunity()
        costings = self.env["lead.economics"].with_context(active_test=False)
        self.assertEqual(costings.search_count([("lead_id", "=", lead.id)]), 3)
        self.assertEqual(lead.product_line_id, line)

    def test_a_costing_is_of_the_company_of_its_request_and_at_its_rates(self):
        other = self.env["res.company"].create(
            {"name": "Another", "currency_id": self.env.ref("base.JPY").id, "economics_hour_cost": 4000.0}
        )
        lead = self._make_request("Theirs", self.env["res.users"], company_id=other.id)
        economics = self.env["lead.economics"].create({"name": "Order", "lead_id": lead.id})
        self.assertEqual((economics.company_id, economics.hour_cost), (other, 4000.0))
        with self.assertRaises(AccessError):
            self._cost(lead)

    def test_figures_beyond_all_measure_are_unknown(self):
        self.assertFalse(self._cost(self.request_of_nobody, lot=1e200, material_unit_cost=1e200).is_calculable)

    def test_a_question_of_a_used_version_stays_what_it_is(self):
        ask = self.env["lead.question"].create(
            {
                "name": "What do you miss?",
                "answer_type": "choice",
                "choice_ids": [Command.create({"name": "Quality"}), Command.create({"name": "Price"})],
            }
        )
        self._make_portrait(self._question(ask, choice_ids=[Command.set(ask.choice_ids[:1].ids)]))
        self.env.flush_all()
        with self.assertRaises(UserError):
            ask.with_user(self.marketer).answer_type = "yes_no"
        with self.assertRaises(UserError):
            ask.with_user(self.marketer).choice_ids[:1].unlink()
        ask.choice_ids[1:].unlink()
        ask.name = "What is missing?"

    def test_an_empty_condition_is_none(self):
        with self.assertRaises(ValidationError):
            self._make_portrait("[]", in_force=False)

    def test_a_condition_for_another_criterion_counts_for_that(self):
        line = self.env["product.category"].create({"name": "Boards"})
        of_all = self._make_portrait(self._question(self.ask_lot))
        of_line = self._make_portrait(self._question(self.ask_documents), product_line_id=line.id)
        lead = self._make_request("Boards", self.telemarketer, product_line_id=line.id)
        values = {"lead_id": lead.id, "criterion_id": of_all.criterion_ids.id, "offer": "300", "deadline": "2099-01-01"}
        condition = self.env["lead.condition"].create(values)
        self.assertEqual(lead.filter_verdict, "open")
        condition.criterion_id = of_line.criterion_ids
        self.assertEqual(lead.filter_verdict, "conditions")

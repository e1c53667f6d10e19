from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from odoo.addons.relationship_marketing.engine.months import add_months, month_of

from .common import LeadFilterCase


@tagged("post_install", "-at_install")
class TestLeadEconomics(LeadFilterCase):
    """The sensors of 002: twelve variants, a small lot, development and three rounds of approval."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.designer = new_test_user(cls.env, "lf_designer", "relationship_marketing.group_user")
        cls.producer = new_test_user(cls.env, "lf_producer", "relationship_marketing.group_user")
        cls.lead = cls.request_of_developer
        cls.sensors = (
            cls.env["lead.economics"]
            .with_user(cls.developer)
            .create(
                {
                    "name": "Sensors with changed housings",
                    "lead_id": cls.lead.id,
                    "lot": 120,
                    "series_lot": 500,
                    "price_unit": 90,
                    "unit_hours": 0.5,
                    "hour_cost": 12,
                    "overhead_hour_cost": 18,
                    "material_unit_cost": 25,
                    "material_minimum": 200,
                    "changeover_count": 12,
                    "changeover_hours": 4,
                    "development_hours": 80,
                    "development_hour_cost": 30,
                    "approval_rounds": 3,
                    "approval_design_hours": 8,
                    "approval_production_hours": 5,
                    "delay_chance": 0.5,
                    "delay_cost": 1000,
                    "planned_profitability": 0.15,
                    "design_signer_id": cls.designer.id,
                    "production_signer_id": cls.producer.id,
                }
            )
        )

    def _sign(self):
        self.sensors.with_user(self.designer).action_sign()
        self.sensors.with_user(self.producer).action_sign()

    def test_the_gross_margin_hides_that_there_is_no_profit(self):
        self.assertGreater(self.sensors.contribution, 0)
        self.assertAlmostEqual(self.sensors.profit, 10800 - 10096 - 1944)
        self.assertFalse(self.sensors.meets_plan)
        self.assertFalse(self.sensors.is_series)
        self.assertIn("118.04", self.sensors.verdict_text)
        self.assertIn("167", self.sensors.verdict_text)

    def test_at_the_price_named_it_is_ours(self):
        self.sensors.price_unit = self.sensors.price_ours
        self.assertTrue(self.sensors.meets_plan)
        self.sensors.price_unit -= 0.01
        self.assertFalse(self.sensors.meets_plan)

    def test_without_a_price_it_says_from_which_price_on(self):
        self.sensors.price_unit = 0
        self.assertIn("118.04", self.sensors.verdict_text)
        self.assertFalse(self.sensors.meets_plan)
        self.sensors.lot = 0
        self.assertIn("Unknown", self.sensors.verdict_text)

    def test_nobody_is_judged_by_a_costing_that_is_not_signed(self):
        self.assertFalse(self.lead.economics_state)
        self.sensors.with_user(self.designer).action_sign()
        self.assertFalse(self.lead.economics_state)
        self.sensors.with_user(self.producer).action_sign()
        self.assertEqual(self.lead.economics_state, "not_met")

    def test_a_changed_figure_is_signed_anew(self):
        self._sign()
        self.sensors.with_user(self.developer).price_unit = 130
        self.assertFalse(self.sensors.is_signed)
        self.assertFalse(self.lead.economics_state)
        self.assertEqual(self.sensors.activity_ids.user_id, self.designer | self.producer)
        self._sign()
        self.assertEqual(self.lead.economics_state, "met")
        self.sensors.with_user(self.developer).accepts_price = "no"
        self.assertTrue(self.sensors.is_signed, "What the client accepts is no figure of the costing")

    def test_only_who_is_asked_signs_and_once(self):
        for user in (self.developer, self.telemarketer):
            with self.assertRaises(UserError):
                self.sensors.with_user(user).action_sign()
        self.sensors.with_user(self.designer).action_sign()
        with self.assertRaises(UserError):
            self.sensors.with_user(self.designer).action_sign()
        with self.assertRaises(AccessError):
            self.sensors.with_user(self.developer).production_signed_on = "2026-01-01"
        with self.assertRaises(AccessError):
            self.sensors.with_user(self.designer).price_unit = 1000

    def test_who_signs_has_it_among_his_activities_until_he_did(self):
        self.assertEqual(self.sensors.activity_ids.user_id, self.designer | self.producer)
        self.sensors.with_user(self.designer).action_sign()
        self.assertEqual(self.sensors.activity_ids.user_id, self.producer)

    def test_others_do_not_see_it(self):
        stranger = new_test_user(self.env, "lf_technologist", "relationship_marketing.group_user")
        self.assertFalse(self.sensors.with_user(stranger).has_access("read"))
        self.assertFalse(self.sensors.with_user(self.seller).has_access("read"))
        self.assertTrue(self.sensors.with_user(self.telemarketer).has_access("write"))
        self.lead.user_id = self.telemarketer
        self.assertFalse(self.sensors.with_user(self.developer).has_access("read"))

    def test_figures_that_cannot_be_are_refused_by_name(self):
        for name, value in (("lot", -1), ("delay_chance", 1.5), ("planned_profitability", 1)):
            with self.subTest(name), self.assertRaisesRegex(ValidationError, "Sensors"):
                self.sensors[name] = value

    def test_a_small_client_is_flagged_where_our_turnover_is_known(self):
        self.sensors.yearly_volume = 10_000
        self.assertFalse(self.sensors.is_small)
        division = self.env["res.partner"].create({"name": "Pump works", "is_company": True})
        month = add_months(month_of(fields.Date.context_today(division)), -1)
        self.env["client.supply"].create(
            {
                "company_id": self.sensors.company_id.id,
                "partner_id": division.id,
                "month": month,
                "amount": 1_000_000,
                "source": "import",
            }
        )
        self.sensors.invalidate_recordset(["turnover_share", "is_small"])
        self.assertAlmostEqual(self.sensors.turnover_share, 0.01)
        self.assertTrue(self.sensors.is_small)

    def test_a_costing_begins_with_the_rates_of_the_company(self):
        self.env.company.write({"economics_hour_cost": 21, "economics_planned_profitability": 0.2})
        form = Form(self.env["lead.economics"].with_user(self.telemarketer).with_context(default_lead_id=self.lead.id))
        form.name = "Harness"
        form.lot = 10
        form.unit_hours = 1
        economics = form.save()
        self.assertEqual((economics.hour_cost, economics.planned_profitability), (21, 0.2))
        self.assertAlmostEqual(economics.price_ours, 26.25)

    def test_the_button_opens_the_costing(self):
        action = self.lead.with_user(self.developer).action_open_economics()
        self.assertEqual(action["res_id"], self.sensors.id)
        action = self.request_of_nobody.with_user(self.telemarketer).action_open_economics()
        self.assertFalse(action["res_id"])
        self.assertEqual(action["context"]["default_lead_id"], self.request_of_nobody.id)

from odoo.tests import freeze_time, tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
@freeze_time("2026-11-22")
class TestGlanceTiming(FilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_portrait("[('expected_revenue', '>=', 9000)]")
        cls.plant = cls.env["res.partner"].create({"name": "Orion Plant", "is_company": True})
        cls.lead = cls._make_request("Boards", cls.telemarketer, partner_id=cls.plant.id)

    def _section(self, key, lead=None, user=None):
        leads = self.env["crm.lead"].with_user(user or self.telemarketer)
        glance = leads.get_filter_glance((lead or self.lead).id)
        return next((section for section in glance["sections"] if section["key"] == key), None)

    def test_the_panel_says_when_it_is_needed(self):
        self.assertIn("Nobody asked", self._section("need")["headline"])
        told = (
            ({"need_timing": "now"}, "There is a need now", "met"),
            ({"need_timing": "date", "need_date": "2027-03-01"}, "Needed on 03/01/2027", "not_met"),
            (
                {"need_timing": "bought_elsewhere", "bought_elsewhere_on": "2026-11-21", "need_period": 6},
                "Bought elsewhere on 11/21/2026, will buy again on 05/21/2027",
                "not_met",
            ),
        )
        for values, headline, state in told:
            self.lead.write(values)
            section = self._section("need")
            self.assertEqual((section["headline"], section["state"]), (headline, state))

    def test_the_panel_warns_of_a_budget_that_is_locked_without_our_offer(self):
        self.assertFalse(self._section("budget"))
        budget = self.env["client.budget.calendar"].create(
            {"partner_id": self.plant.id, "budget_year": 2027, "lock_on": "2026-12-13"}
        )
        section = self._section("budget")
        self.assertEqual(section["state"], "not_met")
        self.assertIn("12/13/2026", section["headline"])
        button = section["buttons"][0]
        action = getattr(self.lead.with_user(self.telemarketer), button["method"])(**button["kwargs"])
        self.assertEqual(action["res_id"], budget.id)

    def test_budgets_of_another_company_are_not_told(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.env["client.budget.calendar"].create(
            {"partner_id": self.plant.id, "budget_year": 2027, "lock_on": "2026-12-13", "company_id": other.id}
        )
        self.assertFalse(self._section("budget"))

    def test_a_seller_of_plain_crm_reads_his_request(self):
        lead = self._make_request("Boards", self.seller, partner_id=self.plant.id)
        self.assertTrue(self._section("need", lead, self.seller))
        self.assertFalse(self._section("budget", lead, self.seller))

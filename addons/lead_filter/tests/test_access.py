from odoo.exceptions import AccessError

from .common import LeadFilterCase


class TestAccess(LeadFilterCase):
    def _visible_menus(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(debug=False)
        return {
            name
            for name in ("lead_filter_menu_root", "crm_lead_menu", "res_config_settings_menu")
            if self.env.ref(f"lead_filter.{name}").id in menus
        }

    def test_menu_is_shown_to_its_roles_only(self):
        app = {"lead_filter_menu_root", "crm_lead_menu"}
        self.assertEqual(self._visible_menus(self.telemarketer), app)
        self.assertEqual(self._visible_menus(self.developer), app)
        self.assertEqual(self._visible_menus(self.director), app)
        self.assertEqual(self._visible_menus(self.seller), set())
        self.assertEqual(self._visible_menus(self.clerk), set())

    def test_settings_are_for_administrators(self):
        self.assertIn("res_config_settings_menu", self._visible_menus(self.env.ref("base.user_admin")))

    def test_telemarketer_takes_every_request(self):
        self.assertEqual(self._visible_requests(self.telemarketer), self.requests)
        self.request_of_seller.with_user(self.telemarketer).user_id = self.telemarketer
        self.assertEqual(self.request_of_seller.user_id, self.telemarketer)

    def test_telemarketer_deletes_no_request(self):
        with self.assertRaises(AccessError):
            self.request_of_nobody.with_user(self.telemarketer).unlink()

    def test_telemarketer_does_not_see_quotations_of_sellers(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.env["res.partner"].create({"name": "Pump works"}).id, "user_id": self.seller.id}
        )
        self.assertTrue(order.with_user(self.seller).has_access("read"))
        self.assertFalse(order.with_user(self.telemarketer).has_access("read"))

    def test_development_specialist_sees_own_and_unassigned_requests(self):
        self.assertEqual(self._visible_requests(self.developer), self.request_of_developer | self.request_of_nobody)
        with self.assertRaises(AccessError):
            self.request_of_seller.with_user(self.developer).write({"priority": "2"})

    def test_director_holds_both_roles(self):
        self.assertTrue(self.director.has_group("lead_filter.group_telemarketer"))
        self.assertTrue(self.director.has_group("lead_filter.group_development"))
        self.assertEqual(self._visible_requests(self.director), self.requests)

    def test_clerk_reads_no_request(self):
        with self.assertRaises(AccessError):
            self._visible_requests(self.clerk)

    def test_requests_of_another_company_stay_there(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.request_of_nobody.company_id = other
        self.assertNotIn(self.request_of_nobody, self._visible_requests(self.telemarketer))

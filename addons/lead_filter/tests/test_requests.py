from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.tools.safe_eval import safe_eval

from .common import LeadFilterCase


class TestRequests(LeadFilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Pump works"})
        cls.company = cls.env["res.partner"].create(
            {"name": "Pump works, plant 1", "is_company": True, "client_group_id": cls.group.id}
        )
        cls.person = cls.env["res.partner"].create({"name": "Anna", "parent_id": cls.company.id})
        arch = etree.fromstring(cls.env.ref("lead_filter.crm_lead_view_search").arch)
        cls.filters = {node.get("name"): node.get("domain") for node in arch.iter("filter")}

    def _filtered(self, name, user=None):
        """The requests of this test that the filter ``name`` of the list shows."""
        user = user or self.telemarketer
        domain = safe_eval(self.filters[name], {"uid": user.id})
        return self.env["crm.lead"].with_user(user).search([("id", "in", self.requests.ids), *domain])

    def test_request_shows_the_client_group_behind_its_contact(self):
        self.request_of_nobody.partner_id = self.person
        self.assertEqual(self.request_of_nobody.with_user(self.telemarketer).client_group_id, self.group)
        self.assertEqual(self._filtered("known_client"), self.request_of_nobody)

    def test_requests_are_counted_by_client_group(self):
        self.request_of_nobody.partner_id = self.person
        self.request_of_seller.partner_id = self.company
        counts = (
            self.env["crm.lead"]
            .with_user(self.telemarketer)
            ._read_group([("id", "in", self.requests.ids)], ["client_group_id"], ["__count"])
        )
        self.assertEqual(dict(counts), {self.group: 2, self.env["client.group"]: 1})

    def test_seller_without_our_roles_still_works_with_requests(self):
        self.request_of_seller.partner_id = self.person
        values = self.request_of_seller.with_user(self.seller).web_read({"name": {}, "partner_id": {}})
        self.assertEqual(values[0]["name"], "Boards for a pump controller")
        form = self.env["crm.lead"].with_user(self.seller).get_view(view_type="form")
        self.assertNotIn("client_group_id", form["arch"])

    def test_own_and_untaken_requests(self):
        self.assertEqual(self._filtered("my_requests", self.developer), self.request_of_developer)
        self.assertEqual(self._filtered("unassigned"), self.request_of_nobody)

    def test_requests_without_identity(self):
        self.request_of_seller.email_from = "anna@pump.example"
        self.request_of_developer.phone = "+359 2 555 5555"
        self.assertEqual(self._filtered("no_identity"), self.request_of_nobody)

    def test_requests_with_nothing_planned(self):
        self.request_of_seller.activity_schedule("mail.mail_activity_data_todo", user_id=self.seller.id)
        self.assertEqual(self._filtered("nothing_planned"), self.requests - self.request_of_seller)

    def test_lost_requests_leave_the_work_list_and_are_found(self):
        self.request_of_nobody.action_set_lost()
        self.assertEqual(self._filtered("pending"), self.requests - self.request_of_nobody)
        self.assertEqual(self._filtered("lost"), self.request_of_nobody)

    def test_requests_of_the_last_30_days(self):
        self.env.cr.execute(
            "UPDATE crm_lead SET create_date = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=40), self.request_of_nobody.id],
        )
        self.request_of_nobody.invalidate_recordset(["create_date"])
        self.assertEqual(self._filtered("received_last_30_days"), self.requests - self.request_of_nobody)

    def test_leads_are_switched_on_in_the_settings(self):
        self.env["res.config.settings"].create({"group_use_lead": False}).execute()
        self.assertFalse(self.clerk.has_group("crm.group_use_lead"))
        self.env["res.config.settings"].create({"group_use_lead": True}).execute()
        self.assertTrue(self.clerk.has_group("crm.group_use_lead"))

    def test_settings_page_has_the_section(self):
        arch = self.env["res.config.settings"].get_view(view_type="form")["arch"]
        self.assertTrue(etree.fromstring(arch).xpath("//app[@name='lead_filter']//field[@name='group_use_lead']"))

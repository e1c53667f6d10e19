from odoo.tests import new_test_user, tagged

from .filter_common import FilterCase

LETTER = """From: Anna Orlova <anna@orion.example>
To: requests@ours.example
Subject: Boards again
Message-ID: <1@orion.example>
Date: Sun, 22 Nov 2026 09:00:00 +0000
Content-Type: text/plain; charset=utf-8

Same boards as last year, please.
"""


@tagged("post_install", "-at_install")
class TestLeadRouting(FilterCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["client.group"].create({"name": "Orion"})
        cls.plant, cls.radio = cls.env["res.partner"].create(
            [
                {"name": name, "is_company": True, "client_group_id": cls.group.id}
                for name in ("Orion Plant", "Orion Radio")
            ]
        )
        cls.anna, cls.boris = cls.env["res.partner"].create(
            [
                {"name": "Anna", "parent_id": cls.plant.id, "email": "anna@orion.example"},
                {"name": "Boris", "parent_id": cls.radio.id, "email": "boris@orion.example"},
            ]
        )
        cls.team = cls.env["crm.team"].create({"name": "Requests", "user_id": cls.director.id})

    def _tie(self, user, person, strength="fair", **values):
        return self.env["client.tie"].create(
            {
                "user_id": user.id,
                "partner_id": person.id,
                "strength": strength,
                "contact_days": 3,
                "last_two_way": "2026-10-01",
                **values,
            }
        )

    def _letter(self):
        lead_id = self.env["mail.thread"].message_process("crm.lead", LETTER, {"team_id": self.team.id})
        return self.env["crm.lead"].browse(lead_id)

    def _request(self, **values):
        return self._make_request("Boards", self.env["res.users"], **values)

    def test_a_letter_goes_to_who_knows_its_sender(self):
        tie = self._tie(self.seller, self.anna)
        self._tie(self.developer, self.boris, "strong")
        lead = self._letter()
        self.assertEqual(lead.user_id, self.seller)
        self.assertEqual(lead.routed_by_tie_id, tie)
        self.assertIn("Anna", "".join(lead.message_ids.mapped("body")))

    def test_the_best_tie_with_the_whole_client_counts(self):
        self._tie(self.seller, self.boris, "weak")
        self._tie(self.developer, self.boris, "strong")
        lead = self._request(partner_id=self.anna.id)
        lead._route_by_tie()
        self.assertEqual(lead.user_id, self.developer)

    def test_without_a_tie_the_account_manager_then_the_usual_assignment(self):
        lead = self._request(partner_id=self.anna.id)
        self.assertFalse(lead._route_by_tie())
        self.assertFalse(lead.user_id)
        self.group.key_account_manager_id = self.director
        self.assertEqual(lead._route_by_tie().user_id, self.director)
        self.assertFalse(lead.routed_by_tie_id)

    def test_a_sender_is_known_by_the_address_alone(self):
        self._tie(self.seller, self.anna)
        lead = self._request(email_from="Anna <ANNA@orion.example>")
        stranger = self._request(email_from="anna@elsewhere.example")
        (lead | stranger)._route_by_tie()
        self.assertEqual((lead | stranger).mapped("user_id"), self.seller)
        self.assertFalse(stranger.user_id)

    def test_who_has_the_request_keeps_it(self):
        self._tie(self.seller, self.anna)
        lead = self._make_request("Boards", self.telemarketer, partner_id=self.anna.id)
        self.assertFalse(lead._route_by_tie())
        self.assertEqual(lead.user_id, self.telemarketer)

    def test_the_team_by_which_it_came_stays(self):
        self._tie(self.seller, self.anna)
        lead = self._request(partner_id=self.anna.id, team_id=self.team.id)
        lead._route_by_tie()
        self.assertEqual((lead.user_id, lead.team_id), (self.seller, self.team))

    def test_who_left_or_sells_nothing_or_works_elsewhere_gets_nothing(self):
        gone = new_test_user(self.env, "lf_gone", "sales_team.group_sale_salesman")
        other = self.env["res.company"].create({"name": "Another company"})
        abroad = new_test_user(
            self.env, "lf_abroad", "sales_team.group_sale_salesman", company_id=other.id, company_ids=other.ids
        )
        for user in (gone, self.clerk, abroad):
            self._tie(user, self.anna, "strong")
        gone.active = False
        lead = self._request(partner_id=self.anna.id)
        self.assertFalse(lead._route_by_tie())

    def test_ties_of_another_company_do_not_count(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.seller.company_ids |= other
        self._tie(self.seller, self.anna, company_id=other.id)
        self.assertFalse(self._request(partner_id=self.anna.id)._route_by_tie())

    def test_a_company_may_do_without(self):
        self._tie(self.seller, self.anna)
        self.env.company.filter_routes_by_tie = False
        self.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", False)
        self.assertFalse(self._request(partner_id=self.anna.id)._route_by_tie())
        self.assertEqual(self._letter().user_id, self.director, "the leader of the team")

    def test_requests_past_the_mail_are_routed_within_the_hour(self):
        self._tie(self.seller, self.anna)
        lead = self._request(partner_id=self.anna.id)
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_route").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(lead.user_id, self.seller)

    def test_a_telemarketer_gives_requests_by_tie(self):
        self._tie(self.seller, self.anna)
        lead = self._request(partner_id=self.anna.id)
        lead.with_user(self.telemarketer).action_route_by_tie()
        self.assertEqual(lead.user_id, self.seller)

    def test_routing_asks_the_database_no_more_for_forty_than_assigning_them_does(self):
        self._tie(self.seller, self.anna)
        plain = (
            self._queries(10, lambda leads: leads.write({"user_id": self.seller.id})),
            self._queries(40, lambda leads: leads.write({"user_id": self.seller.id})),
        )
        routed = (
            self._queries(10, lambda leads: leads._route_by_tie()),
            self._queries(40, lambda leads: leads._route_by_tie()),
        )
        self.assertLessEqual(routed[1] - routed[0], plain[1] - plain[0] + 3, (plain, routed))

    def _queries(self, count, assign):
        leads = self.env["crm.lead"].create(
            [{"name": f"Request {n}", "user_id": False, "email_from": "anna@orion.example"} for n in range(count)]
        )
        leads = leads.with_context(mail_auto_subscribe_no_notify=True)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        assign(leads)
        self.env.flush_all()
        self.assertEqual(set(leads.mapped("user_id")), {self.seller})
        return self.env.cr.sql_log_count - before

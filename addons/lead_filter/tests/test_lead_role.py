from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadRole(FilterCase):
    """Who decides in a deal, what that rests on, and whom earlier deals of the client propose (F8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.apr, cls.decides, cls.influences = (
            cls.env.ref(f"lead_filter.lead_role_type_{name}") for name in ("apr", "decision_maker", "influencer")
        )
        group = cls.env["client.group"].create({"name": "Wetherby"})
        cls.works, cls.branch = cls.env["res.partner"].create(
            [
                {"name": "Wetherby Works", "is_company": True, "client_group_id": group.id},
                {"name": "Wetherby Branch", "is_company": True, "client_group_id": group.id},
            ]
        )
        cls.helen, cls.tom = cls.env["res.partner"].create(
            [{"name": "Helen Marsh", "parent_id": cls.works.id}, {"name": "Tom Ackroyd", "parent_id": cls.works.id}]
        )
        cls.earlier = cls._make_request("The first series", cls.seller, partner_id=cls.works.id)
        cls.lead = cls._make_request("The second series", cls.developer, partner_id=cls.branch.id)

    @classmethod
    def _role(cls, lead, person, role_type, **values):
        return cls.env["lead.role"].create(
            {"lead_id": lead.id, "partner_id": person.id, "type_id": role_type.id, **values}
        )

    def test_the_roles_of_the_source_are_there_and_the_last_is_not_spelled_out(self):
        self.assertEqual((self.apr.name, self.apr.code), ("АПР", "АПР"))
        self.assertEqual((self.decides.code, self.influences.code), ("ЛПР", "ЛВР"))
        self.assertTrue(self.decides.decides)

    def test_coverage_counts_only_what_somebody_confirmed(self):
        self._role(self.lead, self.helen, self.decides, state="proposed")
        self._role(self.lead, self.tom, self.influences)
        missing = self.lead._missing_roles()[self.lead]
        self.assertEqual(missing, self.apr | self.decides)
        self.apr.is_wanted = False
        self.lead.role_ids.action_confirm()
        self.assertFalse(self.lead._missing_roles()[self.lead])
        glance = self.lead.with_user(self.developer).get_filter_glance(self.lead.id)
        section = next(one for one in glance["sections"] if one["key"] == "roles")
        self.assertEqual((section["state"], section["headline"]), ("met", "2 of 2 roles known"))

    def test_earlier_deals_of_any_division_propose_who_plays_a_part(self):
        self._role(self.earlier, self.helen, self.decides, how_they_decide="By trust", stance="for")
        self._role(self.earlier, self.tom, self.influences, state="dismissed")
        self.lead.with_user(self.developer).action_propose_roles()
        proposed = self.lead.role_ids
        self.assertEqual((proposed.partner_id, proposed.type_id), (self.helen, self.decides))
        self.assertEqual((proposed.state, proposed.from_lead_id), ("proposed", self.earlier))
        self.assertEqual((proposed.how_they_decide, proposed.stance), ("By trust", "unknown"))
        self.assertIn(self.decides, self.lead._missing_roles()[self.lead], "A proposal is not known yet")
        said = self.lead.with_user(self.developer).action_propose_roles()
        self.assertEqual(len(self.lead.role_ids), 1, "Once proposed, never again")
        self.assertEqual(said["tag"], "display_notification")
        proposed.action_dismiss()
        self.lead.with_user(self.developer).action_propose_roles()
        self.assertEqual(self.lead.role_ids.state, "dismissed")

    def test_strangers_and_other_companies_propose_nothing(self):
        stranger = self.env["res.partner"].create({"name": "Another client", "is_company": True})
        other = self.env["res.company"].create({"name": "Another company"})
        elsewhere = self._make_request("Elsewhere", self.env["res.users"], partner_id=self.works.id)
        elsewhere.company_id = other
        self._role(elsewhere, self.helen, self.decides)
        self._role(self._make_request("Other client", self.seller, partner_id=stranger.id), self.tom, self.decides)
        self.lead.action_propose_roles()
        self.assertFalse(self.lead.role_ids)
        self.request_of_nobody.action_propose_roles()
        self.assertFalse(self.request_of_nobody.role_ids, "No client, no earlier deals")

    def test_a_role_is_a_persons_and_a_clients(self):
        with self.assertRaisesRegex(ValidationError, "is a company"):
            self._role(self.lead, self.works, self.decides)
        with self.assertRaisesRegex(ValidationError, "one of us"):
            self._role(self.lead, self.seller.partner_id, self.decides)
        self._role(self.lead, self.helen, self.decides)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self._role(self.lead, self.helen, self.decides)

    def test_a_role_stays_with_its_deal_and_whoever_noted_it(self):
        roles = self.env["lead.role"].with_user(self.developer)
        role = roles.create(
            {
                "lead_id": self.lead.id,
                "partner_id": self.helen.id,
                "type_id": self.decides.id,
                "user_id": self.director.id,
            }
        )
        role.write({"user_id": self.director.id})
        self.assertEqual(role.user_id, self.developer)
        with self.assertRaisesRegex(UserError, "stays with it"):
            role.lead_id = self.request_of_nobody

    def test_roles_of_another_company_are_not_asked_for(self):
        other = self.env["res.company"].create({"name": "Another company"})
        self.apr.company_id = other
        self.lead.company_id = self.env.company
        self.assertEqual(self.lead._missing_roles()[self.lead], self.decides | self.influences)
        self.env["lead.gate"].search([]).stage_id = False
        gate = self.env.ref("lead_filter.lead_gate_roles")
        self.lead.write({"type": "opportunity"})
        gate.stage_id = self.lead.stage_id
        for person, role_type in ((self.helen, self.decides), (self.tom, self.influences)):
            self.lead.invalidate_recordset()
            self.assertTrue(self.lead.lacks_evidence)
            self._role(self.lead, person, role_type)
        self.lead.invalidate_recordset()
        self.assertFalse(self.lead.lacks_evidence)
        found = self.env["crm.lead"].search([("lacks_evidence", "=", True), ("id", "=", self.lead.id)])
        self.assertFalse(found)

    def test_roles_are_seen_by_those_who_see_the_request(self):
        role = self._role(self.earlier, self.helen, self.decides)
        self.assertTrue(role.with_user(self.telemarketer).has_access("write"))
        self.assertTrue(role.with_user(self.marketer).has_access("read"))
        self.assertFalse(role.with_user(self.developer).has_access("read"))
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            self.env["lead.role"].with_user(self.developer).create(
                {"lead_id": self.earlier.id, "partner_id": self.tom.id, "type_id": self.decides.id}
            )

    def test_merged_requests_keep_each_role_once(self):
        self._role(self.earlier, self.helen, self.decides, state="proposed")
        self._role(self.lead, self.helen, self.decides, stance="for")
        self._role(self.lead, self.tom, self.influences)
        head = (self.lead | self.earlier).merge_opportunity()
        self.assertEqual(head.role_ids.mapped("partner_id"), self.helen | self.tom)
        kept = head.role_ids.filtered(lambda role: role.partner_id == self.helen)
        self.assertEqual((kept.state, kept.stance), ("confirmed", "for"))

    def test_merged_persons_have_a_role_once(self):
        role = self._role(self.lead, self.helen, self.decides, state="proposed", evidence="An earlier deal")
        self._role(self.lead, self.tom, self.decides, stance="against")
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.helen | self.tom).ids, self.helen, extra_checks=False)
        self.assertEqual(self.lead.role_ids.partner_id, self.helen)
        self.assertEqual((len(self.lead.role_ids), self.lead.role_ids.stance), (1, "against"))
        self.assertEqual(self.lead.role_ids.state, "confirmed")
        self.assertTrue(role)

from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase

STEPS = ("relationship", "roles", "needs", "offer", "budget")


@tagged("post_install", "-at_install")
class TestLeadGate(FilterCase):
    """A deal goes on when the client has shown that it does: the team warns, blocks, or does not ask (F9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gates = cls.env["lead.gate"].union(*(cls.env.ref(f"lead_filter.lead_gate_{step}") for step in STEPS))
        cls.stages = cls.env["crm.stage"].create(
            [{"name": name, "sequence": 900 + place} for place, name in enumerate(("New", "Qualified", "Offer"))]
        )
        cls.new, cls.qualified, cls.offered = cls.stages
        cls.gates.stage_id = False
        cls.relationship, cls.roles, cls.needs, cls.offer, _budget = cls.gates
        (cls.relationship | cls.roles).stage_id = cls.qualified
        cls.offer.stage_id = cls.offered
        cls.team = cls.env["crm.team"].create({"name": "Projects", "gate_mode": "block"})
        cls.helen, cls.tom = cls.env["res.partner"].create([{"name": "Helen Marsh"}, {"name": "Tom Ackroyd"}])
        cls.decides = cls.env.ref("lead_filter.lead_role_type_decision_maker")
        cls.deal = cls._make_deal("A series")

    @classmethod
    def _make_deal(cls, name, **values):
        deal = cls._make_request(name, cls.developer, stage_id=cls.new.id, **values)
        deal.write({"type": "opportunity", "team_id": cls.team.id, "stage_id": cls.new.id})
        return deal

    @classmethod
    def _show(cls, gate, deal=None, **values):
        return cls.env["lead.gate.evidence"].create({"lead_id": (deal or cls.deal).id, "gate_id": gate.id, **values})

    def _name(self, person, *role_types):
        self.env["lead.role"].create(
            [{"lead_id": self.deal.id, "partner_id": person.id, "type_id": one.id} for one in role_types]
        )

    def _move(self, stage, deal=None, user=None):
        (deal or self.deal).with_user(user or self.developer).stage_id = stage

    def _pass_first_gates(self):
        self._name(self.helen, *self.env["lead.role.type"].search([("is_wanted", "=", True)]))
        self._show(self.relationship, partner_id=self.helen.id, through_id=self.tom.id, date="2026-11-20")

    def test_the_five_steps_come_in_their_order(self):
        self.assertEqual(self.gates.sorted("sequence"), self.gates)
        self.assertTrue(self.relationship.asks_deciding)

    def test_a_blocked_deal_stays_until_one_who_decides_was_reached(self):
        self._name(self.helen, *self.env["lead.role.type"].search([("is_wanted", "=", True)]))
        self._show(self.relationship, partner_id=self.tom.id, date="2026-11-20")
        with self.assertRaisesRegex(UserError, "Relationship established: contact with one who decides"):
            self._move(self.qualified)
        self.assertEqual(self.deal.stage_id, self.new)
        self._show(self.relationship, partner_id=self.helen.id)
        self._move(self.qualified)
        self.assertEqual(self.deal.stage_id, self.qualified)

    def test_gates_passed_over_are_asked_for_too(self):
        self._show(self.offer, partner_id=self.helen.id, date="2026-11-20", attachment_ids=self._file().ids)
        with self.assertRaisesRegex(UserError, "Roles in the decision known: all wanted roles"):
            self._move(self.offered)
        self._pass_first_gates()
        self._move(self.offered)

    def _file(self):
        return self.env["ir.attachment"].create({"name": "offer.pdf", "raw": b"offer"})

    def test_a_won_stage_is_behind_every_gate(self):
        won = self.env["crm.stage"].create({"name": "Won here", "sequence": 1, "is_won": True})
        with self.assertRaises(UserError):
            self._move(won)
        with self.assertRaises(UserError):
            self.deal.with_user(self.developer).action_set_won()

    def test_a_team_that_warns_lets_it_go_and_says_so(self):
        self.team.gate_mode = "warn"
        self._move(self.qualified)
        self.assertEqual(self.deal.stage_id, self.qualified)
        self.assertIn("Relationship established", self.deal.message_ids[0].body)
        self.assertTrue(self.deal.lacks_evidence)

    def test_a_team_that_does_not_ask_is_not_told(self):
        self.team.gate_mode = "off"
        before = self.deal.message_ids
        self._move(self.qualified)
        self.assertFalse((self.deal.message_ids - before).filtered(lambda message: "Relationship" in message.body))

    def test_going_back_asks_for_nothing(self):
        self.deal.stage_id = self.offered
        self._move(self.new)
        self.assertEqual(self.deal.stage_id, self.new)

    def test_a_director_lets_a_deal_pass_and_says_why(self):
        self._name(self.helen, *self.env["lead.role.type"].search([("is_wanted", "=", True)]))
        values = {"lead_id": self.deal.id, "gate_id": self.relationship.id, "is_waived": True, "note": "An old friend"}
        evidence = self.env["lead.gate.evidence"]
        with self.assertRaisesRegex(AccessError, "director"):
            evidence.with_user(self.developer).create(values)
        with self.assertRaisesRegex(ValidationError, "why"):
            evidence.with_user(self.director).create({**values, "note": " "})
        evidence.with_user(self.director).create(values)
        self._move(self.qualified)
        mine = self._show(self.offer, date="2026-11-20").with_user(self.developer)
        with self.assertRaises(AccessError):
            mine.is_waived = True

    def test_a_gate_asks_for_something(self):
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.env["lead.gate"].create({"name": "Nothing to show"})

    def test_evidence_comes_from_the_client_and_is_something(self):
        with self.assertRaisesRegex(ValidationError, "one of us"):
            self._show(self.offer, partner_id=self.developer.partner_id.id)
        with self.assertRaisesRegex(ValidationError, "a document or a date"):
            self._show(self.offer, note="He nodded")

    def test_the_filter_finds_what_the_form_shows(self):
        deals = self.deal | self._make_deal("With all") | self._make_deal("Waived") | self._make_deal("Not that far")
        _lacks, with_all, waived, not_far = deals
        (deals - not_far).stage_id = self.qualified
        types = self.env["lead.role.type"].search([("is_wanted", "=", True)])
        for deal in with_all | waived:
            self.env["lead.role"].create(
                [{"lead_id": deal.id, "partner_id": self.helen.id, "type_id": one.id} for one in types]
            )
        self._show(self.relationship, with_all, partner_id=self.helen.id, date="2026-11-20")
        self._show(self.relationship, waived, is_waived=True, note="An old friend")
        found = self.env["crm.lead"].search([("id", "in", deals.ids), ("lacks_evidence", "=", True)])
        self.assertEqual(found, deals.filtered("lacks_evidence"))
        self.assertEqual(found, self.deal)
        self._show(self.relationship, partner_id=self.tom.id, date="2026-11-20")
        self._name(self.helen, *types)
        self.assertEqual(
            self.env["crm.lead"].search([("id", "in", deals.ids), ("lacks_evidence", "=", True)]),
            self.deal,
            "Somebody was reached, but not one who decides",
        )
        self._name(self.tom, self.decides)
        self.assertFalse(self.env["crm.lead"].search([("id", "in", deals.ids), ("lacks_evidence", "=", True)]))
        self.deal.invalidate_recordset()
        self.assertFalse(self.deal.lacks_evidence)

    def test_gates_of_another_company_or_team_are_not_asked_for(self):
        self.relationship.company_id = self.env["res.company"].create({"name": "Another company"})
        self._name(self.helen, *self.env["lead.role.type"].search([("is_wanted", "=", True)]))
        self._move(self.qualified)
        self.assertEqual(self.deal.stage_id, self.qualified)
        self.assertFalse(self.relationship.with_user(self.director).has_access("read"))

    def test_queries_do_not_grow_with_the_deals_moved(self):
        self.team.gate_mode = "warn"
        few = self.deal | self._make_deal("Second")
        many = few.union(*(self._make_deal(f"Deal {number}") for number in range(8)))

        def queries(deals):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            deals.with_user(self.developer)._missing_at_gates(self.offered)
            return self.cr.sql_log_count - before

        queries(few)
        self.assertEqual(queries(many), queries(few))

    def test_the_panel_shows_what_comes_next(self):
        glance = self.deal.with_user(self.developer).get_filter_glance(self.deal.id)
        section = next(one for one in glance["sections"] if one["key"] == "gates")
        self.assertEqual(section["state"], "unknown")
        self.assertIn("Next to be shown: Relationship established", section["headline"])
        self.deal.stage_id = self.qualified
        glance = self.deal.with_user(self.developer).get_filter_glance(self.deal.id)
        section = next(one for one in glance["sections"] if one["key"] == "gates")
        self.assertEqual(section["state"], "not_met")
        action = self.deal.with_user(self.developer).action_show_evidence(self.relationship.id)
        self.assertEqual(action["context"]["default_gate_id"], self.relationship.id)

    def test_a_document_is_read_by_whoever_sees_the_request(self):
        file = self.env["ir.attachment"].with_user(self.developer).create({"name": "offer.pdf", "raw": b"offer"})
        evidence = (
            self.env["lead.gate.evidence"]
            .with_user(self.developer)
            .create({"lead_id": self.deal.id, "gate_id": self.offer.id, "attachment_ids": file.ids})
        )
        self.env.invalidate_all()
        self.assertEqual(evidence.with_user(self.telemarketer).attachment_ids.name, "offer.pdf")
        self.assertFalse(file.with_user(self.seller).has_access("read"))

    def test_evidence_goes_with_merged_requests(self):
        other = self._make_deal("The same once more")
        shown = self._show(self.offer, other, date=fields.Date.today())
        head = (self.deal | other).merge_opportunity()
        self.assertEqual(shown.lead_id, head)

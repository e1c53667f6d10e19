from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .common import LedgerCase
from .test_complaint import TODAY, ComplaintCase

MAIL = """Return-Path: <{sender}>
To: {to}
From: {sender}
Subject: Cold joints again
MIME-Version: 1.0
Content-Type: text/plain; charset="utf-8"
Date: Mon, 02 Mar 2026 09:00:00 +0000
Message-ID: <{sender}.{to}@mail.example>

The third delivery in a row.
"""


@freeze_time(TODAY)
@tagged("post_install", "-at_install")
class TestComplaintByMail(ComplaintCase):
    """An e-mail to the complaints address reaches quality and management, not only the owner of the account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.alias_domain_id = cls.env["mail.alias.domain"].create({"name": "maker.example"})
        cls.company.complaint_alias_name = "complaints"
        cls.person = cls.env["res.partner"].create(
            {"name": "Savelev", "parent_id": cls.division.id, "email": "savelev@orion.example"}
        )

    def receive(self, sender):
        before = self.env["client.complaint"].search([])
        mail = MAIL.format(sender=sender, to=self.company.complaint_alias_email)
        self.env["mail.thread"].message_process(None, mail)
        return self.env["client.complaint"].search([]) - before

    def test_a_known_sender_is_matched_to_person_division_and_group(self):
        complaint = self.receive("savelev@orion.example")
        self.assertEqual(
            (complaint.person_id, complaint.partner_id, complaint.group_id, complaint.company_id),
            (self.person, self.division, self.group, self.company),
        )
        self.assertEqual((complaint.subject, complaint.origin), ("Cold joints again", "mail"))
        self.assertIn("third delivery in a row", complaint.description)
        self.assertEqual(complaint.owner_id, self.quality)

    def test_a_colleague_nobody_knows_is_matched_by_the_domain_one_client_has(self):
        complaint = self.receive("new.engineer@orion.example")
        self.assertEqual((complaint.person_id.id, complaint.partner_id), (False, self.division))

    def test_a_domain_of_two_divisions_is_left_open(self):
        self.other_division.email = "office@orion.example"
        self.assertFalse(self.receive("new.engineer@orion.example").partner_id)

    def test_an_unknown_sender_is_not_lost(self):
        for sender in ("somebody@nowhere.example", "ivan@gmail.com"):
            complaint = self.receive(sender)
            self.assertEqual((len(complaint), complaint.state, complaint.partner_id.id), (1, "new", False))
            self.assertIn(sender, complaint.sender_email)
            self.assertEqual(complaint.owner_id, self.director)

    def test_directors_and_quality_are_told(self):
        complaint = self.receive("savelev@orion.example")
        told = self.env["mail.message"].search([("model", "=", complaint._name), ("res_id", "=", complaint.id)])
        self.assertLessEqual((self.director | self.quality).partner_id, told.notified_partner_ids)

    def test_a_colleague_who_forwards_it_owns_it_and_is_no_client(self):
        complaint = self.receive("colleague@maker.example")
        self.assertEqual((complaint.owner_id, complaint.partner_id.id), (self.colleague, False))
        self.company.partner_id.email = "office@our-house.example"
        self.assertFalse(self.receive("office@our-house.example").partner_id)
        self.assertFalse(self.receive("porter@our-house.example").partner_id)

    def test_without_a_name_there_is_no_address(self):
        self.company.complaint_alias_name = False
        self.assertFalse(self.company.complaint_alias_id.exists())


@tagged("post_install", "-at_install")
class TestComplaintFromCreditNote(LedgerCase):
    """A credit note asks once whether it is a complaint."""

    def proposals(self):
        return self.env["client.complaint"].search([("company_id", "=", self.company.id)])

    def test_a_posted_credit_note_proposes_once(self):
        refund = self.invoice([(self.board, 2, 10)], move_type="out_refund")
        proposal = self.proposals()
        self.assertEqual(
            (proposal.state, proposal.partner_id, proposal.refund_id, proposal.categ_id, proposal.cost_total),
            ("proposed", self.client, refund, self.boards, 20.0),
        )
        self.assertEqual(proposal.chain_count, 0)
        refund.button_draft()
        refund.action_post()
        self.assertEqual(self.proposals(), proposal)

    def test_an_invoice_that_was_reversed_as_a_whole_is_named(self):
        invoice = self.invoice([(self.board, 2, 10)])
        refund = invoice._reverse_moves()
        refund.action_post()
        self.assertEqual(self.proposals().invoice_id, invoice)
        self.assertIn("reversed as a whole", self.proposals().subject)

    def test_not_a_complaint_is_kept_with_its_reason(self):
        refund = self.invoice([(self.board, 2, 10)], move_type="out_refund")
        proposal = self.proposals()
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            proposal.state = "rejected"
        self.env["client.complaint.decision"].create(
            {"complaint_ids": proposal.ids, "kind": "reject", "reason": "Wrong price in the order"}
        ).action_decide()
        refund.button_draft()
        refund.action_post()
        self.assertEqual((self.proposals(), proposal.outcome_reason), (proposal, "Wrong price in the order"))

    def test_it_is_a_complaint_makes_it_count(self):
        self.invoice([(self.board, 2, 10)], move_type="out_refund")
        proposal = self.proposals()
        proposal.problem_family_id = self.env.ref("relationship_marketing.problem_family_cold_joint")
        proposal.action_confirm()
        self.assertEqual((proposal.state, proposal.chain_count), ("new", 1))

    def test_a_credit_note_to_ourselves_is_none(self):
        self.invoice([(self.board, 2, 10)], partner=self.company.partner_id, move_type="out_refund")
        self.assertFalse(self.proposals())

    def test_invoices_and_a_company_that_does_not_want_it_propose_nothing(self):
        self.invoice([(self.board, 2, 10)])
        self.company.complaint_from_refund = False
        self.invoice([(self.board, 2, 10)], move_type="out_refund")
        self.assertFalse(self.proposals())

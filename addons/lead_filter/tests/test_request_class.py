from odoo.tests import tagged

from odoo.addons.lead_filter.engine.request_class_sql import RULES
from odoo.addons.lead_filter.models.crm_lead_request_class import WHY

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestRequestClass(FilterCase):
    """Target, vague, empty: proposed, and a person confirms."""

    def _propose(self):
        return self.env["crm.lead"]._propose_classes(1, 2**31 - 1)

    def _documents(self, **values):
        return self._make_portrait(
            "[('contact_name', '!=', False)]",
            {"kind": "document", "question_id": self.ask_documents.id, "is_knock_out": True},
        )

    def test_nobody_to_answer_to_is_empty(self):
        self._propose()
        lead = self.request_of_nobody
        self.assertEqual((lead.request_class_proposed, lead.request_class_rule), ("empty", "no_identity"))
        lead.phone = "+359 2 123 456"
        self._propose()
        self.assertFalse(lead.request_class_proposed, "an address came: nothing speaks for empty any more")

    def test_documents_say_target_or_vague_and_nothing_until_asked(self):
        self._documents()
        leads = [self._make_request(f"Boards {n}", self.seller, email_from="a@pumps.example") for n in range(4)]
        self._answer(leads[0], self.ask_documents, yes_no="yes")
        self._answer(leads[1], self.ask_documents, yes_no="no")
        self._answer(leads[2], self.ask_documents, state="evaded")
        self._propose()
        self.assertEqual(
            [lead.request_class_rule for lead in leads],
            ["documents_met", "documents_not_met", "documents_evaded", False],
        )
        self.assertEqual([lead.request_class_proposed for lead in leads], ["target", "vague", "vague", False])

    def test_a_proposal_from_elsewhere_stays_until_an_answer_comes(self):
        lead = self._make_request("Boards", self.seller, email_from="a@pumps.example")
        lead._propose_request_class("empty", "No answer")
        self._propose()
        self.assertEqual((lead.request_class_proposed, lead.request_class_reason), ("empty", "No answer"))
        lead.request_class_proposed_on = "2026-01-01 10:00:00"
        self._answer(lead, self.ask_lot, number=500)
        self._propose()
        self.assertFalse(lead.request_class_proposed or lead.request_class_reason)

    def test_proposing_twice_changes_nothing_and_what_a_person_said_is_left_alone(self):
        self.request_of_seller.request_class = "target"
        self._propose()
        self.assertFalse(self.request_of_seller.request_class_proposed)
        self.assertEqual(self._propose(), 0)

    def test_the_scheduled_action_goes_through_all(self):
        with self.enter_registry_test_mode():
            self.env.ref("lead_filter.ir_cron_propose_classes").method_direct_trigger()
        self.assertEqual(self.request_of_nobody.request_class_proposed, "empty")

    def test_a_person_confirms_what_is_proposed(self):
        lead = self.request_of_nobody
        lead._propose_request_class("empty", "No answer after three reminders")
        self.assertEqual((lead.request_class, lead.request_class_proposed), (False, "empty"))
        lead.with_user(self.telemarketer).action_confirm_request_class()
        self.assertEqual((lead.request_class, lead.request_class_by_id), ("empty", self.telemarketer))
        self.assertTrue(lead.request_class_on)

    def test_what_a_person_said_stays(self):
        lead = self.request_of_nobody
        lead.with_user(self.telemarketer).request_class = "target"
        lead._propose_request_class("empty", "No answer")
        self.assertEqual((lead.request_class, lead.request_class_by_id), ("target", self.telemarketer))

    def test_taken_back_nobody_confirmed_it(self):
        lead = self.request_of_nobody.with_user(self.telemarketer)
        lead.request_class = "vague"
        lead.request_class = False
        self.assertFalse(lead.request_class_by_id or lead.request_class_on)

    def test_why_and_what_are_told_for_every_rule(self):
        self.assertEqual([rule for rule, _why in WHY], list(RULES))

    def test_the_start_screen_says_why(self):
        lead = self.request_of_nobody
        self._propose()
        self.assertEqual(
            lead._in_words_of_class()[lead.id], "Empty (spam) request: No address and no phone to answer to"
        )

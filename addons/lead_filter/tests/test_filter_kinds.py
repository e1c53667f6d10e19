from datetime import timedelta

from markupsafe import Markup

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestFilterKinds(FilterCase):
    """Questions, proposals, clarifications and agreements, from us and from the client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Their designer", "email": "designer@pump.example"})
        cls.lead = cls._make_request("Boards", cls.telemarketer, partner_id=cls.person.id)

    def _letter(self, body, record=None, author=None):
        author = author or self.person
        return (record or self.lead).message_post(
            body=Markup(body), author_id=author.id, message_type="email" if author == self.person else "comment"
        )

    def _from(self, message, user=None):
        """The record made from a message by one click and *Save*."""
        answers = self.env["lead.answer"].with_user(user or self.telemarketer)
        action = answers.action_from_message(message.id)
        return Form(answers.with_context(**action["context"])).save()

    def test_what_they_say_needs_no_question_of_ours(self):
        action = self.lead.with_user(self.telemarketer).action_note_theirs()
        form = Form(self.env["lead.answer"].with_user(self.telemarketer).with_context(**action["context"]))
        form.exchange = "proposal"
        form.subject = "Coating on one side only"
        said = form.save()
        self.assertEqual((said.side, said.display_name), ("theirs", "Coating on one side only"))
        self.assertEqual((said.person_id, said.asked_by_id.id, said.asked_by_role), (self.person, False, False))
        with self.assertRaises(ValidationError):
            self.env["lead.answer"].create({"lead_id": self.lead.id, "side": "theirs"})

    def test_a_letter_becomes_their_question_or_proposal_by_one_click(self):
        asked = self._from(self._letter("<p>Good day.</p><p>Can you coat one side only?</p>"))
        self.assertEqual((asked.lead_id, asked.side, asked.exchange), (self.lead, "theirs", "question"))
        self.assertEqual((asked.subject, asked.person_id), ("Can you coat one side only?", self.person))
        self.assertTrue(asked.message_id)
        proposed = self._from(self._letter("<p>We would take one version instead of three.</p>"))
        self.assertEqual((proposed.exchange, proposed.state), ("proposal", "asked"))

    def test_our_own_letter_is_ours(self):
        said = self._from(self._letter("<p>Which temperature?</p>", author=self.telemarketer.partner_id))
        self.assertEqual((said.side, said.asked_by_id, said.exchange), ("ours", self.telemarketer, "question"))

    def test_a_letter_about_a_quotation_belongs_to_its_request(self):
        order = self.env["sale.order"].create(
            {"partner_id": self.person.id, "opportunity_id": self.lead.id, "user_id": self.telemarketer.id}
        )
        self.assertEqual(self._from(self._letter("<p>Why so dear?</p>", order)).lead_id, self.lead)

    def test_a_letter_about_anything_else_is_refused_with_a_sentence(self):
        message = self._letter("<p>Hello</p>", self.person)
        with self.assertRaisesRegex(ValidationError, "no request"):
            self.env["lead.answer"].action_from_message(message.id)
        foreign = self._letter("<p>Why?</p>", self.request_of_seller)
        with self.assertRaises(AccessError):
            self.env["lead.answer"].with_user(self.developer).action_from_message(foreign.id)

    def test_who_of_ours_asked(self):
        technologist = new_test_user(self.env, "lf_tech", "relationship_marketing.group_user")
        by_seller = self._answer(self.lead, self.ask_lot, state="asked", asked_by_id=self.telemarketer.id)
        by_technologist = self._answer(self.lead, self.ask_lot, state="asked", asked_by_id=technologist.id)
        self.assertEqual((by_seller.asked_by_role, by_technologist.asked_by_role), ("sales", "technologist"))
        by_seller.asked_by_role = "technologist"
        by_seller.text = "He is an engineer by training"
        self.assertEqual(by_seller.asked_by_role, "technologist", "What a person says stays")

    def test_the_glance_tells_what_each_side_said(self):
        self._make_portrait(self._question(self.ask_lot))
        self._answer(self.lead, self.ask_lot, state="asked")
        said = {"lead_id": self.lead.id, "subject": "Something"}
        self.env["lead.answer"].create(
            [
                {**said, "side": "theirs"},
                {**said, "side": "theirs"},
                {**said, "side": "theirs", "exchange": "agreement"},
                {**said, "exchange": "proposal"},
            ]
        )
        glance = self.lead.get_filter_glance(self.lead.id)
        counts = {one["side"]: {kind["key"]: kind["count"] for kind in one["kinds"]} for one in glance["exchange"]}
        self.assertEqual(counts, {"ours": {"question": 1, "proposal": 1}, "theirs": {"question": 2, "agreement": 1}})
        self.assertEqual(glance["asked"], 1, "A proposal is no question")

    # --- quoted without one counter-question

    def _quote(self, lead):
        order = self.env["sale.order"].create({"partner_id": self.person.id, "opportunity_id": lead.id})
        order.action_quotation_sent()
        self.env.flush_all()
        return order

    def _unasked(self):
        found = self.env["crm.lead"].with_user(self.telemarketer).search([("is_quoted_unasked", "=", True)])
        return found & (self.lead | self.requests)

    def test_a_quotation_before_any_question_is_flagged(self):
        order = self._quote(self.lead)
        self.assertEqual(self._unasked(), self.lead)
        self.assertTrue(self.lead.is_quoted_unasked)
        self.assertFalse(self.request_of_nobody.is_quoted_unasked)
        found = self.env["sale.order"].get_unasked(order.id)
        self.assertEqual((found["is_sent"], found["lead"]["id"]), (True, self.lead.id))

    def test_a_question_before_the_quotation_is_a_diagnosis(self):
        self._answer(self.lead, self.ask_lot, state="asked", asked_on=fields.Datetime.now() - timedelta(hours=1))
        order = self._quote(self.lead)
        self.assertFalse(self._unasked())
        self.assertFalse(self.env["sale.order"].get_unasked(order.id))

    def test_what_was_asked_after_or_by_them_or_proposed_is_none(self):
        order = self._quote(self.lead)
        later = fields.Datetime.now() + timedelta(hours=1)
        before = fields.Datetime.now() - timedelta(hours=1)
        self._answer(self.lead, self.ask_lot, state="asked", asked_on=later)
        said = {"lead_id": self.lead.id, "subject": "Something", "asked_on": before}
        self.env["lead.answer"].create([{**said, "side": "theirs"}, {**said, "exchange": "proposal"}])
        self.assertEqual(self._unasked(), self.lead)
        self.assertTrue(self.env["sale.order"].get_unasked(order.id))

    def test_a_quotation_not_sent_yet_asks_what_to_ask(self):
        self._make_portrait(self._question(self.ask_lot))
        order = self.env["sale.order"].create({"partner_id": self.person.id, "opportunity_id": self.lead.id})
        self.assertFalse(self._unasked())
        found = self.env["sale.order"].get_unasked(order.id)
        self.assertEqual((found["is_sent"], found["question"]), (False, self.ask_lot.name))
        self._answer(self.lead, self.ask_lot, state="asked")
        self.assertFalse(self.env["sale.order"].get_unasked(order.id))
        self.assertFalse(self.env["sale.order"].get_unasked(self._quote(self.env["crm.lead"]).id))

    def test_the_flag_is_found_in_one_query_whatever_their_number(self):
        self._quote(self.lead)
        self.lead.mapped("is_quoted_unasked")
        for count in (1, 3):
            self.env.invalidate_all()
            leads = (self.lead | self.requests)[:count]
            with self.assertQueryCount(1):
                leads.mapped("is_quoted_unasked")

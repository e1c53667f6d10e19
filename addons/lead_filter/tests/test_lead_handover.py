from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestLeadHandover(FilterCase):
    """Qualified requests go to development with a dossier and a meeting, and come back with a reason (F6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "lf_manager", "relationship_marketing.group_account_manager")
        cls.team = cls.env["crm.team"].create({"name": "Projects", "sale_kind": "complex"})
        cls.contact = cls.env["res.partner"].create({"name": "Helen Marsh", "email": "marsh@wetherby.example"})
        cls.lead = cls._make_request(
            "Level gauges, a series", cls.telemarketer, partner_id=cls.contact.id, description="<p>300 a lot</p>"
        )
        cls.reason = cls.env.ref("lead_filter.lead_handover_reason_not_asked")
        cls.tomorrow = fields.Datetime.now().replace(microsecond=0) + timedelta(days=1)

    def _hand_over(self, lead=None, user=None, to=None, **values):
        handovers = self.env["lead.handover"].with_user(user or self.telemarketer)
        return handovers.create({"lead_id": (lead or self.lead).id, "to_user_id": (to or self.developer).id, **values})

    def _return(self, handover, user=None, **values):
        dialog = (
            self.env["lead.handover.return"]
            .with_user(user or self.developer)
            .create(
                {"handover_id": handover.id, "reason_id": self.reason.id, "note": "Who signs was not asked.", **values}
            )
        )
        return dialog.action_return()

    def test_the_specialist_takes_the_request_with_all_that_is_known(self):
        handover = self._hand_over()
        self.assertEqual((self.lead.handover_state, self.lead.handover_user_id), ("proposed", self.developer))
        self.assertEqual(self.lead.user_id, self.telemarketer, "It is not the specialist's before he accepts")
        self.assertEqual(handover.activity_ids.user_id, self.developer)
        handover.with_user(self.developer).action_accept()
        self.assertEqual((handover.state, self.lead.handover_state), ("accepted", "accepted"))
        self.assertEqual((self.lead.user_id, self.lead.type), (self.developer, "opportunity"))
        self.assertFalse(handover.activity_ids)
        self.assertTrue(handover.answered_on)

    def test_whoever_is_asked_reads_the_request_and_may_not_write_it(self):
        asked = self.lead.with_user(self.developer)
        self.assertFalse(asked.has_access("read"))
        self._hand_over()
        self.assertTrue(asked.has_access("read"))
        self.assertFalse(asked.has_access("write"))

    def test_the_dossier_stays_as_it_was(self):
        portrait = self._make_portrait(
            self._question(self.ask_documents, is_knock_out=True), self._question(self.ask_lot, weight=1.0)
        )
        self._answer(self.lead, self.ask_documents, yes_no="yes")
        self.env["lead.role"].create(
            {
                "lead_id": self.lead.id,
                "partner_id": self.contact.id,
                "type_id": self.env.ref("lead_filter.lead_role_type_decision_maker").id,
                "stance": "for",
            }
        )
        self.lead.need_timing = "now"
        handover = self._hand_over()
        self.assertEqual(handover.portrait_id, portrait)
        dossier = handover.dossier
        self.assertEqual(dossier["verdict"]["state"], "open")
        self.assertEqual([role["person"] for role in dossier["roles"]], ["Helen Marsh"])
        self.assertNotIn("Decision maker", dossier["missing_roles"])
        self.assertIn("Influencer", dossier["missing_roles"])
        self.assertEqual(dossier["questions"], [self.ask_lot.name])
        self.assertEqual(dossier["need"]["text"], "300 a lot")
        self._answer(self.lead, self.ask_lot, number=500.0)
        self.contact.name = "Somebody else"
        handover.invalidate_recordset()
        self.assertEqual(handover.dossier, dossier)
        html = handover.with_user(self.developer).dossier_html
        self.assertIn("Helen Marsh", html)
        self.assertIn(self.ask_lot.name, html)

    def test_what_was_handed_over_keeps_its_portrait_and_open_requests_follow_the_newest(self):
        first = self._make_portrait(self._question(self.ask_documents, is_knock_out=True))
        self.assertEqual(self.lead.filter_verdict, "open")
        self._hand_over().with_user(self.developer).action_accept()
        second = self._make_portrait("[('name', '=', 'Nothing like this')]", team_id=False)
        (self.lead | self.request_of_nobody).invalidate_recordset()
        self.assertEqual(self.request_of_nobody.filter_portrait_id, second)
        self.assertEqual((self.lead.filter_portrait_id, self.lead.filter_verdict), (first, "open"))
        self._answer(self.lead, self.ask_documents, yes_no="yes")
        self.assertEqual((self.lead.filter_portrait_id, self.lead.filter_verdict), (first, "ours"))
        self.env["crm.lead"]._judge_open()
        self.assertEqual((self.lead.filter_portrait_id, self.lead.filter_verdict), (first, "ours"))
        second.action_withdraw()
        self.lead.invalidate_recordset()
        self.assertEqual((self.lead.filter_portrait_id, self.lead.filter_verdict), (first, "ours"))

    def test_what_people_wrote_does_no_harm_in_the_dossier(self):
        self.lead.write({"contact_name": "<script>alert(1)</script>", "description": "&lt;b&gt;series&lt;/b&gt;"})
        html = self._hand_over().dossier_html
        self.assertNotIn("<script>", html)
        self.assertNotIn("<b>series", html)

    def test_a_complex_sale_is_not_handed_over_without_a_meeting(self):
        self.lead.team_id = self.team
        with self.assertRaisesRegex(UserError, "meeting"):
            self._hand_over()
        self.team.sale_kind = "quick"
        self.assertTrue(self._hand_over())

    def test_the_meeting_is_booked_in_the_same_step(self):
        self.lead.team_id = self.team
        action = self.lead.with_user(self.telemarketer).action_hand_over()
        form = Form(self.env[action["res_model"]].with_user(self.telemarketer).with_context(**action["context"]))
        self.assertTrue(form.needs_meeting)
        self.assertIn("Nobody asked when", form.still_open)
        form.to_user_id = self.developer
        form.start = self.tomorrow
        form.save().action_hand_over()
        meeting = self.lead.handover_ids.meeting_id
        self.assertEqual(meeting.start, self.tomorrow)
        self.assertEqual((meeting.user_id, meeting.opportunity_id), (self.developer, self.lead))
        self.assertEqual(meeting.partner_ids, self.developer.partner_id | self.contact)

    def test_a_meeting_that_cannot_be_is_refused_in_words(self):
        proposals = self.env["lead.handover.proposal"].with_user(self.telemarketer)
        given = {"lead_id": self.lead.id, "kind": "development", "to_user_id": self.developer.id}
        for values in (
            {"start": False},
            {"start": self.tomorrow - timedelta(days=2)},
            {"start": self.tomorrow, "duration": 0.0},
            {"start": self.tomorrow, "duration": 1e300},
            {"start": "9999-12-31 23:00:00"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                proposals.create({**given, **values}).action_hand_over()
        self.assertFalse(self.lead.handover_ids)
        meeting = self.env["calendar.event"].create(
            {
                "name": "About something else",
                "start": self.tomorrow,
                "stop": self.tomorrow + timedelta(hours=1),
                "opportunity_id": self.request_of_seller.id,
            }
        )
        with self.assertRaisesRegex(UserError, "another request"):
            self._hand_over(meeting_id=meeting.id)

    def test_whoever_books_sees_that_the_specialist_is_busy(self):
        self.env["calendar.event"].create(
            {
                "name": "Secret",
                "start": self.tomorrow,
                "stop": self.tomorrow + timedelta(hours=2),
                "partner_ids": [fields.Command.set(self.developer.partner_id.ids)],
                "privacy": "private",
            }
        )
        proposals = self.env["lead.handover.proposal"].with_user(self.telemarketer)
        form = Form(proposals.with_context(default_lead_id=self.lead.id))
        form.to_user_id = self.developer
        form.start = self.tomorrow + timedelta(hours=1)
        self.assertIn("another meeting", form.is_busy)
        self.assertNotIn("Secret", form.is_busy)
        form.start = self.tomorrow + timedelta(hours=2)
        self.assertFalse(form.is_busy)

    def test_a_returned_request_is_again_with_whoever_gave_it(self):
        marketer, portrait = self.marketer, self._make_portrait("[('name', '!=', False)]")
        portrait.owner_id = marketer
        meeting = self.env["calendar.event"].create(
            {
                "name": "Meeting",
                "start": self.tomorrow,
                "stop": self.tomorrow + timedelta(hours=1),
                "opportunity_id": self.lead.id,
                "user_id": self.developer.id,
                "partner_ids": [fields.Command.set((self.developer.partner_id | self.contact).ids)],
            }
        )
        handover = self._hand_over(meeting_id=meeting.id)
        self._return(handover, keep_meeting=True)
        self.assertEqual((handover.state, handover.return_reason_id), ("returned", self.reason))
        self.assertEqual((self.lead.handover_state, self.lead.user_id), ("returned", self.telemarketer))
        self.assertFalse(self.lead.with_user(self.developer).has_access("read"))
        self.assertEqual(meeting.user_id, self.telemarketer)
        self.assertEqual(meeting.partner_ids, self.telemarketer.partner_id | self.contact)
        self.assertEqual(self.lead.activity_ids.user_id, self.telemarketer)
        self.assertIn("Who signs was not asked.", portrait.message_ids[0].body)
        self.assertIn(marketer.partner_id, portrait.message_ids[0].notified_partner_ids)
        again = self._hand_over()
        self.assertEqual(self.lead.handover_state, "proposed")
        self._return(again)
        self.assertEqual(
            self.env["lead.handover"]._read_group([("lead_id", "=", self.lead.id)], ["return_reason_id"], ["__count"]),
            [(self.reason, 2)],
        )

    def test_a_meeting_without_its_hand_over_is_called_off(self):
        meeting = self.env["calendar.event"].create(
            {
                "name": "Meeting",
                "start": self.tomorrow,
                "stop": self.tomorrow + timedelta(hours=1),
                "opportunity_id": self.lead.id,
            }
        )
        self._return(self._hand_over(meeting_id=meeting.id))
        self.assertFalse(meeting.active)

    def test_an_owner_hears_only_of_what_concerns_the_portrait(self):
        portrait = self._make_portrait("[('name', '!=', False)]")
        messages = portrait.message_ids
        self.reason = self.env.ref("lead_filter.lead_handover_reason_colleague")
        self._return(self._hand_over())
        self.assertEqual(portrait.message_ids, messages)

    def test_only_who_is_asked_answers_and_once(self):
        handover = self._hand_over()
        for user in (self.telemarketer, self.seller):
            with self.assertRaises(UserError):
                handover.with_user(user).action_accept()
        handover.with_user(self.developer).action_accept()
        for method in ("action_accept", "action_return"):
            with self.assertRaisesRegex(UserError, "answered already"):
                getattr(handover.with_user(self.developer), method)()
        with self.assertRaisesRegex(UserError, "answered already"):
            handover.with_user(self.telemarketer).action_withdraw()

    def test_two_who_answer_at_once_do_not_both(self):
        handover = self._hand_over().with_user(self.developer)
        with (
            patch.object(type(handover), "lock_for_update", side_effect=LockError("taken")),
            self.assertRaisesRegex(UserError, "just now"),
        ):
            handover.action_accept()

    def test_what_is_handed_over_is_not_written_past_the_buttons(self):
        handover = self._hand_over()
        for values in ({"to_user_id": self.seller.id}, {"kind": "account"}, {"lead_id": self.request_of_nobody.id}):
            with self.subTest(values), self.assertRaises(UserError):
                handover.with_user(self.telemarketer).write(values)
        handover.with_user(self.developer).write({"state": "accepted", "hours_saved": 100.0, "dossier": {}})
        self.assertEqual((handover.state, handover.hours_saved), ("proposed", 0.0))
        self.assertTrue(handover.dossier)
        handover = self.env["lead.handover"].with_user(self.telemarketer)
        made = handover.create(
            {
                "lead_id": self.request_of_nobody.id,
                "to_user_id": self.developer.id,
                "state": "accepted",
                "from_user_id": self.seller.id,
            }
        )
        self.assertEqual((made.state, made.from_user_id), ("proposed", self.telemarketer))
        self.lead.with_user(self.telemarketer).write({"handover_state": "accepted"})
        self.assertEqual(self.lead.handover_state, "proposed")

    def test_who_cannot_take_it_is_not_asked(self):
        for user in (self.seller, self.telemarketer, self.clerk):
            with self.subTest(user.login), self.assertRaises(UserError):
                self._hand_over(to=user)
        other = self.env["res.company"].create({"name": "Another company"})
        self.lead.company_id = self.env.company
        stranger = new_test_user(
            self.env, "lf_stranger", "lead_filter.group_development", company_id=other.id, company_ids=other.ids
        )
        with self.assertRaisesRegex(UserError, "of this company"):
            self._hand_over(to=stranger)

    def test_what_is_not_ours_or_on_its_way_is_not_handed_over(self):
        self._hand_over()
        with self.assertRaisesRegex(UserError, "waits for an answer already"):
            self._hand_over()
        refused = self._make_request("Not ours", self.telemarketer)
        refused.write({"filter_decision": "not_ours", "filter_decision_reason": "One piece"})
        with self.assertRaisesRegex(UserError, "not ours"):
            self._hand_over(refused)
        lost = self._make_request("Lost", self.telemarketer)
        lost.action_set_lost()
        with self.assertRaisesRegex(UserError, "closed"):
            self._hand_over(lost)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
            self._hand_over(self.request_of_developer, user=self.seller)

    def test_whoever_gave_it_may_take_it_back_until_it_is_answered(self):
        handover = self._hand_over()
        with self.assertRaises(UserError):
            handover.with_user(self.developer).action_withdraw()
        handover.with_user(self.telemarketer).action_withdraw()
        self.assertEqual((handover.state, self.lead.handover_state), ("withdrawn", False))
        self.assertFalse(self.lead.handover_user_id)
        self.assertFalse(handover.activity_ids)

    def test_nobody_is_asked_to_take_what_is_refused_meanwhile(self):
        handover = self._hand_over()
        self.lead._set_filter_outcome("empty")
        self.assertEqual((handover.state, self.lead.handover_state), ("withdrawn", False))
        self.assertFalse(handover.activity_ids)

    def test_a_hand_over_of_nothing_or_to_nobody_is_refused_in_words(self):
        handovers = self.env["lead.handover"].with_user(self.telemarketer)
        both = {"lead_id": self.lead.id, "to_user_id": self.developer.id}
        for values in ({"to_user_id": self.developer.id}, {"lead_id": self.lead.id}, {**both, "kind": "anything"}):
            with self.subTest(values), self.assertRaises(UserError):
                handovers.create(values)

    def test_saved_hours_are_counted_where_they_are_known(self):
        handover = self._hand_over()
        handover.with_user(self.developer).action_accept()
        self.assertEqual(handover.hours_saved, 0.0)
        self.env.company.handover_hours_saved = 2.5
        other = self._hand_over(self.request_of_nobody)
        other.with_user(self.developer).action_accept()
        self.assertEqual(other.hours_saved, 2.5)

    def test_after_the_first_order_the_account_manager_is_asked(self):
        group = self.env["client.group"].create({"name": "Wetherby", "key_account_manager_id": self.manager.id})
        company = self.env["res.partner"].create(
            {"name": "Wetherby Ltd", "is_company": True, "client_group_id": group.id}
        )
        self.contact.parent_id = company
        self._hand_over().with_user(self.developer).action_accept()
        product = self.env["product.product"].create({"name": "Gauge", "list_price": 10})
        line = fields.Command.create({"product_id": product.id})
        order = self.env["sale.order"].create(
            {"partner_id": company.id, "opportunity_id": self.lead.id, "order_line": [line]}
        )
        order.action_confirm()
        second = self.lead.handover_ids.filtered(lambda handover: handover.kind == "account")
        self.assertEqual((second.from_user_id, second.to_user_id), (self.developer, self.manager))
        self.assertEqual(self.lead.handover_state, "accepted", "Development keeps the deal")
        order.copy().action_confirm()
        self.assertEqual(len(self.lead.handover_ids), 2, "Only the first order asks")
        second.with_user(self.manager).action_accept()
        self.assertEqual(second.state, "accepted")
        self.assertEqual(self.lead.user_id, self.developer)

    def test_a_lost_deal_does_not_go_to_the_account_manager(self):
        self._hand_over().with_user(self.developer).action_accept()
        self.lead.action_set_lost()
        with self.assertRaisesRegex(UserError, "nothing to hand over"):
            self._hand_over(user=self.director, to=self.manager, kind="account")

    def test_whoever_left_meanwhile_is_given_nothing(self):
        handover = self._hand_over()
        self.developer.active = False
        with self.assertRaisesRegex(UserError, "no development specialist"):
            handover.with_user(self.director).action_accept()
        self.assertEqual(self.lead.user_id, self.telemarketer)

    def test_a_client_nobody_tends_is_taken_by_whoever_accepts(self):
        company = self.env["res.partner"].create({"name": "Wetherby Ltd", "is_company": True})
        self.contact.parent_id = company
        self._hand_over().with_user(self.developer).action_accept()
        self.lead._hand_over_after_order()
        self.assertEqual(self.lead.activity_ids.user_id, self.developer, "Nobody is known: development says who")
        second = self._hand_over(user=self.developer, to=self.manager)
        self.assertEqual(second.kind, "account")
        second.with_user(self.manager).action_accept()
        self.assertEqual(company.user_id, self.manager)

    def test_merged_requests_keep_their_hand_overs_and_one_on_its_way(self):
        first = self._hand_over()
        other = self._make_request("The same once more", self.telemarketer, partner_id=self.contact.id)
        second = self._hand_over(other)
        head = (self.lead | other).merge_opportunity()
        self.assertEqual((first | second).lead_id, head)
        self.assertEqual(sorted((first | second).mapped("state")), ["proposed", "withdrawn"])
        self.assertEqual(head.handover_state, "proposed")

    def test_hand_overs_are_seen_by_those_between_whom_they_go(self):
        handover = self._hand_over()
        for user, sees in (
            (self.telemarketer, True),
            (self.developer, True),
            (self.marketer, True),
            (self.director, True),
            (self.seller, False),
            (self.manager, False),
        ):
            with self.subTest(user.login):
                self.assertEqual(handover.with_user(user).has_access("read"), sees)
        other = self.env["res.company"].create({"name": "Another company"})
        self.lead.write({"company_id": other.id, "user_id": False, "team_id": False})
        self.assertFalse(handover.with_user(self.director).has_access("read"))

    def test_the_list_asks_no_more_for_more_hand_overs(self):
        leads = [self._make_request(f"Request {number}", self.telemarketer) for number in range(8)]
        for lead in leads:
            self._hand_over(lead)
        names = ("lead_id", "from_user_id", "to_user_id", "state", "meeting_start", "may_answer", "return_reason_id")
        asked = {name: {"fields": {"display_name": {}}} if name.endswith("_id") else {} for name in names}
        handovers = self.env["lead.handover"].with_user(self.developer)

        def queries(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.assertEqual(len(handovers.web_search_read([], asked, limit=limit)["records"]), limit)
            return self.cr.sql_log_count - before

        queries(2)
        self.assertEqual(queries(8), queries(2))

from datetime import timedelta
from itertools import product
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestStartScreen(FilterCase):
    """What to do now, in order; each request stands in one place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["crm.lead"].search([("user_id", "in", (False, cls.telemarketer.id))]).action_archive()
        cls.request_of_nobody.action_unarchive()
        cls.ask_who = cls.env["lead.question"].create({"name": "Who answers us?", "answer_type": "text"})
        cls._make_portrait(cls._question(cls.ask_lot, wanted_number=300.0), cls._question(cls.ask_who))
        cls.own = cls._make_request("Boards for a meter", cls.telemarketer)

    def _screen(self, user=None, **kwargs):
        return self.env["crm.lead"].with_user(user or self.telemarketer).get_start_screen(**kwargs)

    def _sections(self, user=None, **kwargs):
        """{key of a section: names of its requests}, in the order of the screen."""
        sections = self._screen(user, **kwargs)["sections"]
        return {section["key"]: [lead["name"] for lead in section["leads"]] for section in sections}

    def test_open_requests_say_what_to_ask(self):
        (section,) = self._screen()["sections"]
        self.assertEqual(section["key"], "ask")
        self.assertEqual({lead["why"] for lead in section["leads"]}, {self.ask_lot.name})
        self.assertEqual({lead["id"] for lead in section["leads"]}, {self.own.id, self.request_of_nobody.id})

    def test_answers_in_words_are_read_before_anything_else(self):
        answer = self._answer(self.own, self.ask_who, text="The designer, by telephone")
        self.assertEqual(list(self._sections()), ["read", "ask"])
        self.assertIn("by telephone", self._screen()["sections"][0]["leads"][0]["why"])
        action = self.own.with_user(self.telemarketer).action_read_answer()
        self.assertEqual((action["res_model"], action["res_id"]), ("lead.answer", answer.id))
        answer.judgement = "met"
        self.assertEqual(list(self._sections()), ["ask"])

    def test_what_is_asked_waits_and_is_counted(self):
        self.own.action_ask_next_question()
        self.own.action_ask_next_question()
        screen = self._screen()
        self.assertEqual(screen["waiting"], 1)
        self.assertEqual(self.env["crm.lead"].search(screen["waiting_domain"]), self.own)

    def test_who_has_a_letter_of_ours_is_not_asked_again(self):
        letter = self.own.with_user(self.telemarketer).action_ask_by_letter()
        self.env["lead.question.sending"].browse(letter["res_id"]).action_link_given()
        self.own.filter_answer_ids.unlink()
        self.assertNotIn(self.own.name, self._sections()["ask"])
        self.assertEqual(self._screen()["waiting"], 1)

    def test_requests_that_are_not_ours_come_up_to_be_refused(self):
        self._answer(self.own, self.ask_lot, number=10)
        self._answer(self.own, self.ask_who, text="Nobody", judgement="not_met")
        self.assertEqual(self._sections()["refuse"], [self.own.name])

    def test_decision_of_a_person_counts_before_the_verdict(self):
        self._answer(self.own, self.ask_lot, number=10)
        self._answer(self.own, self.ask_who, text="Nobody", judgement="not_met")
        self.own.write({"filter_decision": "ours", "filter_decision_reason": "Their other plant buys series"})
        self.assertNotIn("refuse", self._sections())

    def test_condition_past_its_day_comes_up(self):
        self._answer(self.own, self.ask_lot, number=10)
        today = fields.Date.context_today(self.own)
        condition = self.env["lead.condition"].create(
            {
                "lead_id": self.own.id,
                "criterion_id": self.own.filter_portrait_id.criterion_ids[0].id,
                "offer": "300 pieces a lot",
                "sent_on": today - timedelta(days=10),
                "deadline": today - timedelta(days=1),
            }
        )
        self.assertEqual(self._sections()["conditions_due"], [self.own.name])
        condition.deadline = today
        self.assertNotIn("conditions_due", self._sections())

    def test_what_is_ours_is_handed_over_once(self):
        self._answer(self.own, self.ask_lot, number=500)
        self._answer(self.own, self.ask_who, text="The designer", judgement="met")
        self.assertEqual(self._sections()["hand_over"], [self.own.name])
        self._hand_over(self.own)
        self.assertNotIn("hand_over", self._sections())

    def test_hand_over_comes_up_at_the_one_it_goes_to(self):
        self._hand_over(self.own, note="Ring before noon")
        section = self._screen(self.developer)["sections"][0]
        self.assertEqual((section["key"], [lead["id"] for lead in section["leads"]]), ("accept", [self.own.id]))
        self.assertIn("Ring before noon", section["leads"][0]["why"])
        action = self.own.with_user(self.developer).action_open_handover()
        self.assertEqual(self.env["lead.handover"].browse(action["res_id"]).lead_id, self.own)
        self.own.handover_ids.with_user(self.developer).action_accept()
        self.assertNotIn("accept", self._sections(self.developer))

    def test_returned_request_comes_back_with_the_reason(self):
        self._hand_over(self.own)
        reason = self.env["lead.handover.reason"].search([], limit=1)
        self.own.handover_ids.with_user(self.developer)._give_back(reason, "No drawings", False)
        section = self._screen()["sections"][0]
        self.assertEqual((section["key"], section["leads"][0]["why"]), ("returned", f"{reason.name}: No drawings"))

    def test_deal_asks_for_those_who_decide_and_then_for_evidence(self):
        self.request_of_developer.write({"type": "opportunity", "partner_id": self.env.user.partner_id.id})
        self.assertEqual(self._sections(self.developer)["roles"], [self.request_of_developer.name])
        decides = self.env["lead.role.type"].search([("decides", "=", True)], limit=1)
        self.env["lead.role"].create(
            {
                "lead_id": self.request_of_developer.id,
                "partner_id": self.env["res.partner"].create({"name": "Head of plant"}).id,
                "type_id": decides.id,
                "state": "confirmed",
            }
        )
        stage = self.env["crm.stage"].create({"name": "Behind a gate", "sequence": 500})
        self.env["lead.gate"].create({"name": "Their budget", "stage_id": stage.id, "asks_document": True})
        self.request_of_developer.stage_id = stage
        self.assertEqual(self._sections(self.developer)["evidence"], [self.request_of_developer.name])
        section = next(one for one in self._screen(self.developer)["sections"] if one["key"] == "evidence")
        self.assertIn("Their budget", section["leads"][0]["why"])

    def test_small_deal_without_a_need_today_sleeps_before_it_is_handed_over(self):
        self._answer(self.own, self.ask_lot, number=500)
        self._answer(self.own, self.ask_who, text="The designer", judgement="met")
        self.own.write({"need_timing": "date", "need_date": fields.Date.today() + timedelta(days=200)})
        self.assertEqual(list(self._sections()), ["sleep", "ask"])
        self.own.team_id = self.env["crm.team"].create({"name": "Plants", "sale_kind": "complex"})
        self.assertIn("hand_over", self._sections())

    def _hand_over(self, lead, **values):
        self.env["lead.handover"].with_user(self.telemarketer).create(
            {"lead_id": lead.id, "to_user_id": self.developer.id, **values}
        )

    def test_woken_requests_come_up(self):
        self.own.sudo().woken_on = "2026-03-02"
        self.assertEqual(self._sections()["woken"], [self.own.name])

    def test_proposed_class_is_confirmed_with_one_click(self):
        self.own._propose_request_class("empty", "No answer after three letters")
        (section,) = [one for one in self._screen()["sections"] if one["key"] == "class"]
        self.assertIn("No answer after three letters", section["leads"][0]["why"])
        getattr(self.own.with_user(self.telemarketer), section["button"]["method"])()
        self.assertEqual(self.own.request_class, "empty")
        self.assertNotIn("class", self._sections())

    @freeze_time("2026-06-10 21:30:00")
    def test_meetings_of_the_day_of_the_user(self):
        self.developer.tz = "Europe/Moscow"
        for name, start in (("Tonight", "2026-06-11 10:00:00"), ("Yesterday", "2026-06-10 20:00:00")):
            lead = self._make_request(name, self.developer)
            self.env["calendar.event"].create(
                {"name": "Plant", "start": start, "stop": "2026-06-11 21:00:00", "opportunity_id": lead.id}
            )
        screen = self.env["crm.lead"].with_user(self.developer).with_context(tz="Europe/Moscow").get_start_screen()
        section = screen["sections"][0]
        self.assertEqual((section["key"], [lead["name"] for lead in section["leads"]]), ("meeting", ["Tonight"]))
        self.assertIn("Plant", section["leads"][0]["why"])

    def test_lost_won_and_archived_requests_are_no_work(self):
        self.own.action_set_lost()
        self.request_of_nobody.action_archive()
        self.assertEqual((self._sections(), self._screen()["waiting"]), ({}, 0))

    def test_each_request_stands_once_and_lists_show_what_was_counted(self):
        self._answer(self.own, self.ask_who, text="Somebody")
        self._answer(self.request_of_nobody, self.ask_lot, number=10)
        self._answer(self.request_of_nobody, self.ask_who, text="Nobody", judgement="not_met")
        for user, everybody, named in product(
            (self.telemarketer, self.developer, self.director), (False, True), (0, 1, 500)
        ):
            # So many requests of a place are told by their ids, more by what they have in common.
            with patch("odoo.addons.lead_filter.models.crm_lead_start.NAMED", named):
                screen = self._screen(user, everybody=everybody)
            leads = self.env["crm.lead"].with_user(user)
            found = [lead for section in screen["sections"] for lead in leads.search(section["domain"])]
            waiting = leads.search(screen["waiting_domain"])
            with self.subTest(user=user.login, everybody=everybody, named=named):
                self.assertEqual(len(found), len(set(found)))
                self.assertEqual(sum(section["count"] for section in screen["sections"]), len(found))
                self.assertEqual(screen["waiting"], len(waiting))
                self.assertFalse(set(found) & set(waiting))

    def test_colleagues_requests_on_demand_and_within_access(self):
        self.assertNotIn(self.request_of_seller.name, self._sections()["ask"])
        self.assertIn(self.request_of_seller.name, self._sections(everybody=True)["ask"])
        mine = {name for names in self._sections(self.developer).values() for name in names}
        self.assertEqual(mine, {self.request_of_developer.name})
        readable = {name for names in self._sections(self.developer, everybody=True).values() for name in names}
        self.assertNotIn(self.request_of_seller.name, readable)

    def test_another_company_s_requests_are_not_shown(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.own.write({"user_id": False, "team_id": False, "company_id": company.id})
        self.assertNotIn(self.own.name, self._sections(everybody=True)["ask"])

    def test_roles_of_the_user_decide_what_he_sees(self):
        self.assertEqual(
            [role["key"] for role in self._screen(self.director)["roles"]], ["telemarketer", "development"]
        )
        self.assertEqual(self._screen(self.developer)["role"], "development")
        with self.assertRaises(AccessError):
            self._screen(self.developer, role="telemarketer")
        with self.assertRaises(AccessError):
            self._screen(self.seller)

    def test_queries_do_not_grow_with_requests(self):
        def queries(user):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._screen(user)
            return self.env.cr.sql_log_count - before

        def add(user):
            for place in range(12):
                lead = self._make_request(f"Request {place}", user)
                if place % 2:
                    self._answer(lead, self.ask_who, text="Somebody")
            self._screen(user)

        for user in (self.telemarketer, self.developer):
            add(user)
            few = queries(user)
            add(user)
            self.assertEqual(queries(user), few, user.login)

from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .filter_common import FilterCase


@tagged("post_install", "-at_install")
class TestFilterExchange(FilterCase):
    def _make_questioned(self, *criteria, **values):
        self.portrait = self._make_portrait(*criteria, **values)
        return self._make_request("Boards", self.telemarketer)

    def test_an_answer_settles_its_criterion(self):
        lead = self._make_questioned(self._question(self.ask_documents, is_knock_out=True))
        self.assertEqual((lead.filter_verdict, lead.next_question_id), ("open", self.ask_documents))
        answer = self._answer(lead, self.ask_documents, yes_no="no")
        self.assertEqual((lead.filter_verdict, lead.filter_criterion_id), ("not_ours", self.portrait.criterion_ids))
        answer.yes_no = "yes"
        self.assertEqual((lead.filter_verdict, lead.next_question_id.id), ("ours", False))

    def test_what_they_asked_and_we_answered_is_no_answer_of_theirs(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        self._answer(lead, self.ask_documents, side="theirs", yes_no="yes")
        self.assertEqual(lead.filter_verdict, "open")
        self.assertFalse(lead.get_filter_glance(lead.id)["criteria"][0]["evidence"])

    def test_an_evaded_question_stays_unknown_and_is_counted(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        self._answer(lead, self.ask_documents, state="evaded")
        self.assertEqual(lead.filter_verdict, "open")
        glance = lead.get_filter_glance(lead.id)
        self.assertEqual((glance["asked"], glance["answered"], glance["evaded"]), (1, 0, 1))

    def test_a_question_asked_lately_is_not_proposed_again(self):
        lead = self._make_questioned(
            self._question(self.ask_documents, is_knock_out=True), self._question(self.ask_lot)
        )
        lead.action_ask_next_question()
        self.assertEqual(lead.next_question_id, self.ask_lot)
        asked = lead.filter_answer_ids
        asked.asked_on = fields.Datetime.now() - timedelta(days=self.env.company.filter_ask_again_days + 2)
        self.assertEqual(lead.next_question_id, self.ask_documents)

    def test_the_days_of_asking_again_are_a_setting(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        self._answer(lead, self.ask_documents, state="asked", asked_on=fields.Datetime.now() - timedelta(days=10))
        self.assertEqual(lead.next_question_id, self.ask_documents)
        self.env.company.filter_ask_again_days = 30
        self.assertFalse(lead.next_question_id)

    def test_answers_in_numbers_dates_and_choices(self):
        supplier = self.env["lead.question"].create(
            {
                "name": "What do you miss?",
                "answer_type": "choice",
                "choice_ids": [Command.create({"name": "Quality"}), Command.create({"name": "Price"})],
            }
        )
        quality, price = supplier.choice_ids
        lead = self._make_questioned(
            self._question(self.ask_lot, wanted_number=300.0),
            self._question(self.ask_lot, wanted_number=1000.0, number_operator="at_most"),
            self._question(self.ask_date, within_days=30),
            self._question(supplier, choice_ids=[Command.set(quality.ids)]),
        )
        self._answer(lead, self.ask_lot, number=300.0)
        self._answer(lead, self.ask_date, date=fields.Date.today() + timedelta(days=31))
        self._answer(lead, supplier, choice_id=quality.id)
        self.assertEqual(lead.filter_outcomes, "1121")
        self._answer(lead, supplier, choice_id=price.id)
        self.assertEqual(lead.filter_outcomes, "1122")

    def test_zero_answered_is_an_answer(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        self._answer(lead, self.ask_lot, number=0.0)
        self.assertEqual(lead.filter_verdict, "not_ours")

    def test_the_latest_answer_counts(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        self._answer(lead, self.ask_lot, number=500.0, answered_on="2026-01-02 10:00:00")
        self._answer(lead, self.ask_lot, number=50.0, answered_on="2026-01-01 10:00:00")
        self.assertEqual(lead.filter_verdict, "ours")

    def test_words_are_read_by_a_person(self):
        words = self.env["lead.question"].create({"name": "Who answers us?", "answer_type": "text"})
        lead = self._make_questioned(self._question(words))
        answer = self._answer(lead, words, text="The designer")
        self.assertEqual(lead.filter_verdict, "open")
        answer.judgement = "met"
        self.assertEqual(lead.filter_verdict, "ours")

    def test_the_answer_settles_what_the_request_does_not_say(self):
        lead = self._make_questioned(
            {
                "domain": "[('expected_revenue', '>=', 9000)]",
                "question_id": self.ask_lot.id,
                "wanted_number": 300.0,
            }
        )
        self._answer(lead, self.ask_lot, number=500.0)
        self.assertEqual(lead.filter_verdict, "ours")
        lead.expected_revenue = 10.0
        self.assertEqual(lead.filter_verdict, "not_ours")

    def test_economics_are_judged_by_the_signed_costing(self):
        lead = self._make_questioned({"kind": "economics"})
        self.assertEqual(lead.filter_verdict, "open")
        lead.economics_state = "not_met"
        self.assertEqual(lead.filter_verdict, "not_ours")
        lead.economics_state = "met"
        self.assertEqual(lead.filter_verdict, "ours")
        self.assertTrue(lead.get_filter_glance(lead.id)["criteria"][0]["evidence"])

    def test_an_answer_says_something_and_belongs_to_its_question(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        with self.assertRaises(ValidationError):
            self._answer(lead, self.ask_documents)
        choice = self.env["lead.question.choice"].create({"question_id": self.ask_lot.id, "name": "Many"})
        with self.assertRaises(ValidationError):
            self._answer(lead, self.ask_documents, yes_no="yes", choice_id=choice.id)

    def test_writing_an_answer_down_answers_the_question(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        lead.action_ask_next_question()
        with Form(lead.filter_answer_ids) as form:
            form.yes_no = "yes"
        self.assertEqual((lead.filter_answer_ids.state, lead.filter_verdict), ("answered", "ours"))

    def _send(self, lead, **values):
        return self.env["lead.condition"].create(
            {
                "lead_id": lead.id,
                "criterion_id": self.portrait.criterion_ids[:1].id,
                "offer": "300 pieces a lot",
                "deadline": fields.Date.today() + timedelta(days=10),
                **values,
            }
        )

    def test_ours_on_conditions_once_they_are_sent_and_ours_once_accepted(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        self._answer(lead, self.ask_lot, number=50.0)
        condition = self._send(lead)
        self.assertEqual((lead.filter_verdict, lead.filter_outcomes), ("conditions", "3"))
        self.assertIn("300 pieces a lot", lead.filter_reason)
        condition.action_accept()
        self.assertEqual((lead.filter_verdict, condition.answered_on), ("ours", date.today()))

    def test_refused_or_late_conditions_count_for_nothing(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        self._answer(lead, self.ask_lot, number=50.0)
        condition = self._send(lead)
        condition.action_refuse()
        self.assertEqual(lead.filter_verdict, "not_ours")
        yesterday = fields.Date.today() - timedelta(days=1)
        self._send(lead, sent_on=yesterday, deadline=yesterday)
        self.assertEqual(lead.filter_verdict, "not_ours")

    def test_a_condition_holds_for_the_next_version_of_the_portrait(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        self._answer(lead, self.ask_lot, number=50.0)
        self._send(lead).action_accept()
        second = self.env["lead.portrait"].browse(self.portrait.action_next_version()["res_id"])
        second.action_put_in_force()
        self.assertEqual((lead.filter_portrait_id, lead.filter_verdict), (second, "ours"))

    def test_merged_requests_keep_what_was_asked_and_sent(self):
        lead = self._make_questioned(self._question(self.ask_lot, wanted_number=300.0))
        tail = self._make_request("Boards again", self.telemarketer)
        answer, condition = self._answer(tail, self.ask_lot, number=50.0), self._send(tail)
        merged = (lead | tail).merge_opportunity()
        self.assertEqual((answer | answer).lead_id, merged)
        self.assertEqual(condition.lead_id, merged)
        self.assertEqual(merged.filter_verdict, "conditions")

    # --- the decision

    def test_a_person_decides_beside_the_verdict_with_a_reason(self):
        lead = self._make_questioned("[('expected_revenue', '>=', 9000)]")
        lead.expected_revenue = 10.0
        mine = lead.with_user(self.telemarketer)
        with self.assertRaises(ValidationError):
            mine.filter_decision = "ours"
        mine.write({"filter_decision": "ours", "filter_decision_reason": "Their other plant buys series"})
        self.assertEqual((lead.filter_verdict, lead.filter_decision), ("not_ours", "ours"))
        self.assertEqual(lead.filter_decided_by_id, self.telemarketer)
        lead.expected_revenue = 20.0
        self.assertEqual(lead.filter_decision, "ours")

    def test_the_dialog_decides_and_takes_back(self):
        lead = self._make_questioned("[('expected_revenue', '>=', 9000)]")
        context = lead.action_decide()["context"]
        dialog = (
            self.env["lead.decision"]
            .with_user(self.telemarketer)
            .with_context(**context)
            .create({"decision": "not_ours", "reason": "A thesis"})
        )
        dialog.action_decide()
        self.assertEqual((lead.filter_decision, lead.filter_decision_reason), ("not_ours", "A thesis"))
        dialog.action_take_back()
        self.assertFalse(lead.filter_decision or lead.filter_decided_by_id)

    def test_a_known_client_is_not_refused_without_his_account_manager(self):
        manager = self.env["res.users"].create(
            {
                "name": "Irina",
                "login": "lf_irina",
                "group_ids": [
                    Command.link(self.env.ref("relationship_marketing.group_account_manager").id),
                    Command.link(self.env.ref("sales_team.group_sale_salesman_all_leads").id),
                ],
            }
        )
        group = self.env["client.group"].create({"name": "Orion", "key_account_manager_id": manager.id})
        plant = self.env["res.partner"].create({"name": "Orion Plant", "is_company": True, "client_group_id": group.id})
        lead = self._make_request("Boards", self.telemarketer, partner_id=plant.id)
        refusal = {"filter_decision": "not_ours", "filter_decision_reason": "Too small"}
        with self.assertRaisesRegex(UserError, "Irina"):
            lead.with_user(self.telemarketer).write(refusal)
        lead.with_user(manager).write(refusal)
        self.assertEqual(lead.filter_decision, "not_ours")

    # --- the glance

    def test_glance_tells_what_each_criterion_rests_on(self):
        lead = self._make_questioned(
            {"domain": "[('expected_revenue', '>=', 9000)]", "name": "Large enough"},
            self._question(self.ask_lot, wanted_number=300.0, name="Series"),
            self._question(self.ask_documents, name="Documents"),
            {"domain": "[('date_deadline', '>=', '2026-01-01')]", "name": "This year"},
        )
        lead.write({"expected_revenue": 12000.0, "date_deadline": "2026-05-17"})
        self._answer(lead, self.ask_lot, number=50.0, answered_on="2026-03-02 10:00:00")
        glance = lead.with_user(self.telemarketer).get_filter_glance(lead.id)
        states = {criterion["name"]: criterion["state"] for criterion in glance["criteria"]}
        self.assertEqual(
            states, {"Large enough": "met", "Series": "not_met", "Documents": "unknown", "This year": "met"}
        )
        large, series, _documents, this_year = glance["criteria"]
        self.assertIn("05/17/2026", "".join(this_year["evidence"]))
        self.assertIn("12000", "".join(large["evidence"]))
        self.assertIn("50", "".join(series["evidence"]))
        self.assertEqual(glance["question"]["name"], self.ask_documents.name)
        self.assertTrue(glance["reason"])

    def test_every_verdict_has_its_reason(self):
        lead = self._make_questioned(
            self._question(self.ask_lot, wanted_number=300.0), self._question(self.ask_documents)
        )
        reasons = {lead.filter_reason}
        lot = self._answer(lead, self.ask_lot, number=50.0)
        documents = self._answer(lead, self.ask_documents, yes_no="yes")
        self.assertEqual(lead.filter_verdict, "decide")
        reasons.add(lead.filter_reason)
        documents.yes_no = "no"
        self.assertEqual(lead.filter_verdict, "not_ours")
        reasons.add(lead.filter_reason)
        lot.number, documents.yes_no = 400.0, "yes"
        self.assertEqual(lead.filter_verdict, "ours")
        reasons.add(lead.filter_reason)
        self.assertEqual(len(reasons), 4)

    def test_dialogs_open_on_the_request(self):
        lead = self._make_questioned(self._question(self.ask_documents))
        lead.action_ask_next_question()
        self.assertEqual(lead.action_answer(self.ask_documents.id)["res_id"], lead.filter_answer_ids.id)
        self.assertFalse(lead.action_answer(self.ask_lot.id)["res_id"])
        self.assertEqual(
            lead.action_send_condition(self.portrait.criterion_ids.id)["context"]["default_lead_id"], lead.id
        )
        self.assertEqual(lead.action_open_exchange()["domain"], [("lead_id", "=", lead.id)])

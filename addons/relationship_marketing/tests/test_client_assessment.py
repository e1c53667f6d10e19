from datetime import date

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, new_test_user, tagged
from odoo.tools import mute_logger

from .client_case import ClientCase
from .common import LedgerCase

TODAY = "2026-11-21"
PREFIX = "relationship_marketing.client_criterion_"


@tagged("post_install", "-at_install")
class TestClientAssessment(ClientCase):
    """How a client stands on the ten criteria: measured where data allows, asked where not, with its history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.frozen = freeze_time(TODAY)
        cls.frozen.start()
        cls.addClassCleanup(cls.frozen.stop)
        cls.group.company_id = cls.company
        cls.assessments = cls.env["client.assessment"].with_context(allowed_company_ids=cls.company.ids)

    def assess(self, groups=None):
        return self.assessments._assess(groups or self.group)

    def row(self, half, group=None):
        return self.assessments.search(
            [
                ("group_id", "=", (group or self.group).id),
                ("half_id", "=", self.env.ref(PREFIX + half).id),
                ("is_current", "=", True),
            ]
        )

    def state(self, half, group=None):
        self.assess(group)
        return self.row(half, group).state

    def answer(self, half, state, **values):
        return self.env["client.criterion.answer"].create(
            {
                "group_id": self.group.id,
                "half_id": self.env.ref(PREFIX + half).id,
                "state": state,
                "note": "Seen at the visit",
                **values,
            }
        )

    def promise(self, given, due, **values):
        return self.env["client.promise"].create(
            {"name": "Forecast", "partner_id": self.plant.id, "side": "theirs", "given_on": given, "due": due, **values}
        )

    def complaint(self, **values):
        reason = {"justified_reason": "Seen"} if values.get("justified", "open") != "open" else {}
        return self.env["client.complaint"].create(
            {"subject": "Late", "partner_id": self.plant.id, "date": "2026-06-01", **reason, **values}
        )

    def question(self, **values):
        return self.env["client.question"].create({"name": "Lot size?", "partner_id": self.plant.id, **values})

    def test_there_are_ten_criteria_in_the_order_of_the_source(self):
        criteria = [self.env.ref(f"{PREFIX}{number}") for number in range(1, 11)]
        self.assertEqual([criterion.sequence for criterion in criteria], list(range(1, 11)))
        self.assertTrue(all(criterion.half_ids for criterion in criteria))

    def test_a_client_of_whom_nothing_is_known_meets_nothing_and_raises_questions(self):
        self.assess()
        rows = self.assessments.search([("group_id", "=", self.group.id)])
        self.assertEqual(len(rows), len(self.env["client.criterion.half"].search([("criterion_id.active", "=", True)])))
        self.assertEqual(set(rows.mapped("state")), {"unknown"})
        self.assertTrue(all(rows.mapped("question")))

    def test_the_net_value_is_positive_only_where_no_cost_is_missing(self):
        def work_out(net, at_most):
            self.env.cr.execute("DELETE FROM client_net_value WHERE group_id = %s", [self.group.id])
            self.env.cr.execute(
                "INSERT INTO client_net_value (company_id, group_id, period, date_from, date_to, is_current, turnover,"
                " net_value, is_at_most) VALUES (%s, %s, 'rolling', '2025-11-01', '2026-10-31', TRUE, 900, %s, %s)",
                [self.company.id, self.group.id, net, at_most],
            )
            self.env["client.net.value"].invalidate_model()
            return self.state("1_net")

        self.assertEqual([work_out(50, True), work_out(50, False), work_out(-1, True)], ["unknown", "met", "not_met"])
        self.assertIn("At most", self.row("1_net").value)
        action = self.row("1_net").action_open_evidence()
        self.assertEqual(self.env["client.net.value"].search(action["domain"]).net_value, -1)
        values = self.group._past_value()
        self.assertEqual(values, {"past_turnover": 900, "past_value": -1, "past_state": "at_most"})

    def test_each_breach_of_a_promise_is_shown_and_not_averaged_away(self):
        for day in range(1, 9):
            self.promise("2026-03-01", f"2026-04-0{day}", kept_on="2026-04-01")
        self.assertEqual(self.state("2_agreements"), "met")
        late = self.promise("2026-05-01", "2026-05-10", kept_on="2026-05-11")
        self.assertEqual(self.state("2_agreements"), "not_met")
        row = self.row("2_agreements")
        self.assertEqual(row.evidence, [{"model": "client.promise", "ids": late.ids}])
        self.assertEqual(self.env["client.promise"].search(row.action_open_evidence()["domain"]), late)
        self.assertIn(late.display_name, row.evidence_html)

    def test_a_promise_that_is_not_due_yet_says_nothing(self):
        self.promise("2026-11-01", TODAY)
        self.assertEqual(self.state("2_agreements"), "unknown")

    def test_an_order_dropped_for_lack_of_funds_counts_against_the_client(self):
        self.supply(self.plant, "2026-05-01", self.boards)
        self.assertEqual(self.state("3_funds"), "met")
        reason = self.env["crm.lost.reason"].create({"name": "No money", "is_lack_of_funds": True})
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "opportunity", "partner_id": self.radio.id})
        lead.action_set_lost(lost_reason_id=reason.id)
        self.assertEqual(self.state("3_funds"), "not_met")
        self.assertEqual(self.row("3_funds").evidence, [{"model": "crm.lead", "ids": lead.ids}])

    def test_a_deferral_asked_counts_also_where_it_was_granted(self):
        self.assertEqual(self.state("3_deferrals"), "unknown")
        self.env["client.deferral"].create(
            {"partner_id": self.plant.id, "asked_on": "2026-10-01", "amount": 100, "answer": "granted"}
        )
        self.assertEqual(self.state("3_deferrals"), "not_met")

    def test_use_against_our_instructions_is_seen_in_the_cause_of_complaints(self):
        self.complaint(root_cause="unknown")
        self.assertEqual(self.state("4_use"), "unknown")
        self.complaint(root_cause="process")
        self.assertEqual(self.state("4_use"), "met")
        misuse = self.complaint(root_cause="misuse")
        self.assertEqual(self.state("4_use"), "not_met")
        self.assertEqual(self.row("4_use").evidence[0]["ids"], misuse.ids)

    def test_no_complaint_at_all_is_unknown_and_a_judged_one_is_not(self):
        self.assertEqual(self.state("8_cause"), "unknown")
        complaint = self.complaint()
        self.assertEqual(self.state("8_cause"), "unknown")
        complaint.write({"justified": "justified", "justified_reason": "Seen under the microscope"})
        self.assertEqual(self.state("8_cause"), "met")
        self.complaint(justified="not_justified")
        self.assertEqual(self.state("8_cause"), "not_met")

    def test_fewer_of_the_same_errors_than_the_year_before_is_learning(self):
        family = self.env["client.problem.family"].create({"name": "Mounting"})
        for day in ("2025-02-01", "2025-03-01"):
            self.complaint(date=day, root_cause="misuse", problem_family_id=family.id)
        self.complaint(date="2026-02-01", root_cause="misuse", problem_family_id=family.id)
        self.assertEqual(self.state("7_learns"), "met")
        self.complaint(date="2026-03-01", root_cause="misuse", problem_family_id=family.id)
        self.assertEqual(self.state("7_learns"), "not_met")

    def test_days_to_answer_our_questions_and_what_proved_untrue(self):
        self.question(asked_on="2026-10-01", answered_on="2026-10-03")
        self.question(asked_on="2026-10-01", answered_on="2026-10-06", truth="true", checked_on="2026-10-20")
        self.question(asked_on="2026-11-20")  # may still be answered in time
        self.assertEqual(self.state("6_readily"), "met")
        self.assertEqual(self.row("6_readily").figures, {"asked": 2, "answered": 2, "in_time": 2, "median": 2})
        self.assertEqual(self.state("6_truly"), "met")
        self.question(asked_on="2026-09-01")
        self.question(asked_on="2026-09-02")
        self.question(asked_on="2026-09-03")
        self.assertEqual(self.state("6_readily"), "not_met")
        self.assertIsNone(self.row("6_readily").figures["median"])
        self.question(asked_on="2026-08-01", answer="Fifty", truth="untrue", truth_note="They ordered five")
        self.assertEqual(self.state("6_truly"), "not_met")

    def test_a_client_named_on_a_request_has_recommended_us_and_its_result_follows(self):
        person = self.person("Yudina", self.radio)
        lead = self.env["crm.lead"].create(
            {"name": "Relays", "type": "opportunity", "partner_name": "Altair", "recommended_by_id": person.id}
        )
        recommendation = self.env["client.recommendation"].search([("lead_id", "=", lead.id)])
        self.assertRecordValues(
            recommendation,
            [{"name": "Altair", "partner_id": self.radio.id, "person_id": person.id, "result": "pending"}],
        )
        self.assertEqual(self.state("9_recommends"), "met")
        self.assertEqual(self.state("9_result"), "unknown")
        lead.action_set_won()
        self.assertEqual(recommendation.result, "won")
        self.assertEqual(self.state("9_result"), "met")
        lead.recommended_by_id = False
        self.assertFalse(recommendation.active)
        self.assertEqual(self.state("9_recommends"), "unknown")

    def test_who_else_recommended_us_stays_when_the_name_on_the_request_changes(self):
        lead = self.env["crm.lead"].create(
            {"name": "Relays", "type": "opportunity", "recommended_by_id": self.plant.id}
        )
        byhand = self.env["client.recommendation"].create(
            {"name": "Altair", "partner_id": self.medical.id, "lead_id": lead.id}
        )
        lead.recommended_by_id = self.radio
        found = self.env["client.recommendation"].search([("lead_id", "=", lead.id)])
        self.assertEqual(found.partner_id, self.medical | self.radio)
        self.assertTrue(byhand.active)

    def test_recommendations_go_along_when_requests_are_merged(self):
        first, second, third = self.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "recommended_by_id": partner.id}
                for name, partner in (("A", self.plant), ("B", self.radio), ("C", self.plant))
            ]
        )
        merged = (first | second | third).merge_opportunity()
        self.assertTrue(merged.recommended_by_id)
        found = self.env["client.recommendation"].search([("lead_id", "=", merged.id)])
        self.assertEqual(sorted(found.partner_id.mapped("name")), ["Orion Plant", "Orion Radio"])
        self.assertEqual(len(found), 2)

    def test_the_forecast_needs_two_years(self):
        for month in range(1, 12):
            self.supply(self.plant, date(2026, month, 1), self.boards)
        self.assertEqual(self.state("10_steady"), "unknown")
        for month in range(1, 13):
            self.supply(self.plant, date(2025, month, 1), self.boards)
        self.supply(self.radio, "2024-11-01", self.boards)
        self.supply(self.radio, "2024-12-01", self.boards)
        self.assertEqual(self.state("10_steady"), "met")
        self.assertEqual(self.row("10_steady").figures, {"error": 0.0, "bought": 1200.0, "forecast": 1200.0})

    def test_letters_answered_within_a_fortnight(self):
        person = self.person("Yudina", self.plant)
        person.email = "yudina@orion.example"
        lead = self.env["crm.lead"].create({"name": "Boards", "type": "opportunity", "partner_id": person.id})
        for day, author in (
            ("2026-05-01", self.user.partner_id),
            ("2026-05-03", person),
            ("2026-06-01", self.user.partner_id),
            ("2026-07-01", self.user.partner_id),
        ):
            message = lead.message_post(
                body="x", author_id=author.id, message_type="comment", subtype_xmlid="mail.mt_comment"
            )
            message.date = f"{day} 10:00:00"
            if author != person:
                self.env["mail.notification"].create(
                    {"mail_message_id": message.id, "res_partner_id": person.id, "notification_type": "email"}
                )
        self.assertEqual(self.state("5_reacts"), "met")
        self.assertEqual(self.row("5_reacts").figures, {"sent": 3, "reacted": 1})

    def test_what_a_machine_answers_is_no_reaction(self):
        person = self.person("Yudina", self.plant)
        for subject in ("Автоответ: меня нет в офисе", "RE: Out of office", "Boards"):
            lead = self.env["crm.lead"].create({"name": "Boards", "type": "opportunity", "partner_id": person.id})
            letter, _reply = self.env["mail.message"].create(
                [
                    {
                        "model": "crm.lead",
                        "res_id": lead.id,
                        "author_id": author.id,
                        "message_type": kind,
                        "date": f"2026-05-01 10:0{minute}:00",
                        "subject": minute and subject,
                        "body": "x",
                    }
                    for minute, author, kind in ((0, self.user.partner_id, "comment"), (1, person, "email"))
                ]
            )
            self.env["mail.notification"].create(
                {"mail_message_id": letter.id, "res_partner_id": person.id, "notification_type": "email"}
            )
        self.assess()
        self.assertEqual(self.row("5_reacts").figures, {"sent": 3, "reacted": 1})

    def test_a_client_of_another_company_is_judged_for_that_one_only(self):
        company = self.env["res.company"].create({"name": "Second"})
        other = self.env["client.group"].create({"name": "Vega", "company_id": company.id})
        manager = new_test_user(
            self.env,
            "manager_of_both",
            groups="relationship_marketing.group_account_manager",
            company_id=self.company.id,
            company_ids=[(6, 0, (self.company | company).ids)],
        )
        theirs = other.with_user(manager).with_context(allowed_company_ids=(self.company | company).ids)
        for action in (theirs.action_assess, theirs.action_calculate_value):
            action()
            for model in ("client.assessment", "client.measure.snapshot", "client.level.reach"):
                found = self.env[model].search([("group_id", "=", other.id)]).company_id
                self.assertLessEqual(found, company, model)
            self.assertTrue(self.env["client.assessment"].search_count([("group_id", "=", other.id)]))

    def test_an_answer_counts_at_once_with_who_gave_it_and_when(self):
        answer = self.answer("2_honest", "met")
        row = self.row("2_honest")
        self.assertEqual((row.state, row.answered_by_id, row.answered_on), ("met", self.env.user, date(2026, 11, 21)))
        self.assertEqual(row.value, "Seen at the visit")
        with self.assertRaises(UserError):
            answer.with_user(
                new_test_user(self.env, "d", groups="relationship_marketing.group_director")
            ).state = "not_met"

    def test_an_answer_without_what_it_rests_on_is_refused(self):
        with self.assertRaises(ValidationError):
            self.answer("2_honest", "met", note=" ")
        self.assertTrue(self.answer("2_honest", "unknown", note=False))

    def test_no_answer_makes_good_for_costs_nobody_recorded(self):
        with self.assertRaises(UserError):
            self.answer("1_net", "met")

    def test_an_old_answer_is_asked_for_again(self):
        self.answer("2_honest", "met", date="2024-11-20")
        self.assertEqual(self.row("2_honest").state, "unknown")
        self.answer("2_honest", "met", date="2024-11-25")
        self.assertEqual(self.row("2_honest").state, "met")

    def test_what_was_answered_does_not_hide_what_data_shows(self):
        self.answer("4_use", "met")
        self.assertEqual(self.row("4_use").state, "met")
        self.complaint(root_cause="misuse")
        self.assertEqual(self.state("4_use"), "not_met")

    def test_a_row_is_added_only_where_something_changed(self):
        self.promise("2026-03-01", "2026-04-01", kept_on="2026-04-01")
        self.assertTrue(self.assess())
        self.assertEqual(self.assess(), 0)
        with freeze_time("2026-11-22"):
            self.assertEqual(self.assess(), 0)
            self.promise("2026-03-01", "2026-04-02", kept_on="2026-04-03")
            self.assertTrue(self.assess())
        rows = self.row("2_agreements").history_ids
        self.assertRecordValues(
            rows,
            [
                {"date": date(2026, 11, 22), "state": "not_met", "former_state": "met", "is_current": True},
                {"date": date(2026, 11, 21), "state": "met", "former_state": False, "is_current": False},
            ],
        )

    def test_answers_follow_a_client_that_is_joined_and_come_back(self):
        other = self.env["client.group"].create({"name": "Vega", "company_id": self.company.id})
        self.env["res.partner"].create({"name": "Vega Plant", "is_company": True, "client_group_id": other.id})
        self.answer("2_honest", "not_met")
        event = self.group._join(other)
        self.assertEqual(self.state("2_honest", other), "not_met")
        event.action_undo()
        self.assertEqual(self.state("2_honest", other), "unknown")
        self.assertEqual(self.state("2_honest"), "not_met")

    def test_records_of_another_company_do_not_count(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.group.company_id = False
        self.supply(self.plant, "2026-05-01", self.boards)
        self.complaint(justified="not_justified", company_id=company.id)
        self.assertEqual(self.state("8_cause"), "unknown")
        self.assessments.with_context(allowed_company_ids=company.ids)._assess(self.group)
        seen = self.assessments.with_user(self.user).with_context(allowed_company_ids=self.company.ids)
        self.assertEqual(seen.search([("group_id", "=", self.group.id)]).company_id, self.company)

    def test_of_a_company_that_knows_nothing_of_a_shared_client_nothing_is_stored(self):
        company = self.env["res.company"].create({"name": "Second"})
        self.group.company_id = False
        assessments = self.assessments.with_context(allowed_company_ids=company.ids)
        self.assertEqual(assessments._assess(self.group), 0)
        complaint = self.complaint(justified="justified", company_id=company.id)
        self.assertTrue(assessments._assess(self.group))
        complaint.write({"state": "withdrawn", "outcome_reason": "Sent to the wrong firm"})
        assessments._assess(self.group)
        rows = assessments.search([("group_id", "=", self.group.id), ("company_id", "=", company.id)])
        half = self.env.ref(PREFIX + "8_cause")
        self.assertEqual(
            rows.filtered(lambda row: row.half_id == half).sorted("id").mapped("state"), ["met", "unknown"]
        )

    def test_as_many_queries_for_many_clients_as_for_few(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(30)])

        def queries(of):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assessments._assess(of)
            return self.env.cr.sql_log_count - start

        queries(groups[:2])
        self.assertLessEqual(queries(groups), queries(groups[:2]))

    def test_the_list_asks_nothing_for_each_row(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(20)])
        self.assessments._assess(groups)
        specification = {name: {} for name in ("state", "value", "date", "question", "former_state")}
        specification |= {name: {"fields": {"display_name": {}}} for name in ("group_id", "half_id", "answered_by_id")}

        def queries(limit):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assessments.web_search_read([("group_id", "in", groups.ids)], specification, limit=limit)
            return self.env.cr.sql_log_count - start

        queries(5)
        self.assertLessEqual(queries(300), queries(5))

    def test_the_card_names_first_what_is_not_met(self):
        self.complaint(justified="not_justified")
        self.assess()
        [section] = [part for part in self.group._value_cards(self.group)[self.group.id] if part["key"] == "criteria"]
        self.assertEqual((section["state"], section["lines"][0]["state"]), ("not_met", "not_met"))
        self.assertEqual(section["lines"][0]["label"], self.env.ref(PREFIX + "8").name)
        self.assertIn("unknown: 9", section["headline"])

    def test_nobody_writes_assessments_and_only_account_managers_have_them_made(self):
        self.assess()
        with self.assertRaises(AccessError):
            self.row("2_honest").with_user(self.manager).write({"state": "met"})
        with self.assertRaises(AccessError):
            self.group.with_user(self.user).action_assess()
        self.assertTrue(self.group.with_user(self.manager).action_assess())
        with self.assertRaises(UserError):
            self.row("2_honest").unlink()

    def test_a_user_records_what_he_heard_in_his_own_name(self):
        self.assess()
        action = self.row("2_honest").with_user(self.user).action_answer()
        answers = self.env["client.criterion.answer"].with_user(self.user).with_context(**action["context"])
        answer = answers.create({"state": "not_met", "note": "He hid the stop", "user_id": self.manager.id})
        self.assertEqual(answer.user_id, self.user)
        self.assertEqual(self.row("2_honest").state, "not_met")


@tagged("post_install", "-at_install")
class TestClientCriterionLimits(ClientCase):
    def test_limits_that_make_no_sense_are_refused(self):
        half = self.env.ref(PREFIX + "4_payment")
        for values in ({"months": 0}, {"least": 0}, {"days": -1}):
            with self.subTest(values=values), self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
                half.write(values)
                half.flush_recordset()

    def test_a_criterion_set_aside_counts_no_more(self):
        self.group.company_id = self.company
        self.env["client.assessment"]._assess(self.group)
        before = len(self.group._criteria_states(self.group)[self.group.id])
        self.env.ref(PREFIX + "10").active = False
        self.assertEqual(len(self.group._criteria_states(self.group)[self.group.id]), before - 1)
        self.env["client.criterion"].create(
            {"name": "Ours", "half_ids": [Command.create({"name": "Ours", "question": "?", "rule": "asked"})]}
        )
        self.env["client.assessment"]._assess(self.group)
        self.assertEqual(len(self.group._criteria_states(self.group)[self.group.id]), before)
        rows = self.env["client.assessment"].search([("group_id", "=", self.group.id), ("is_current", "=", True)])
        self.assertNotIn(self.env.ref(PREFIX + "10"), rows.criterion_id)


@tagged("post_install", "-at_install")
class TestPaymentCriterion(LedgerCase):
    """How a client pays: over trailing half-years, each payment term on its own."""

    def paid(self, day, paid_on=None, amount=100):
        move = self.invoice([(self.board, 1, amount)], day=day, invoice_payment_term_id=False, invoice_date_due=day)
        if paid_on:
            wizard = self.env["account.payment.register"].with_context(active_model="account.move", active_ids=move.ids)
            journal = self.company_data["default_journal_bank"]
            values = {"payment_date": paid_on, "amount": amount, "journal_id": journal.id}
            wizard.create(values).action_create_payments()
        return move

    def row(self, half):
        assessments = self.env["client.assessment"].with_context(allowed_company_ids=self.company.ids)
        assessments._assess(self.group)
        half = self.env.ref(PREFIX + half)
        return assessments.search(
            [("group_id", "=", self.group.id), ("half_id", "=", half.id), ("is_current", "=", True)]
        )

    @freeze_time(TODAY)
    def test_the_last_half_year_counts_and_the_one_before_is_shown(self):
        self.group = self.env["client.group"].create({"name": "Orion"})
        self.client.client_group_id = self.group
        self.env.ref(PREFIX + "4_payment").write({"least": 3, "percent": 90, "days": 3, "months": 6})
        for month in ("01", "02", "03"):
            self.paid(f"2026-{month}-10", f"2026-{month}-28")
        for month in ("06", "07", "08"):
            self.paid(f"2026-{month}-10", f"2026-{month}-13")
        self.paid("2026-11-20")  # of a month that is not over
        row = self.row("4_payment")
        self.assertEqual(row.figures, {"due": 3, "in_time": 3, "due_before": 3, "in_time_before": 0})
        self.assertEqual(row.state, "met")
        self.assertEqual(self.row("3_deferrals").state, "unknown")  # the year's invoices were not all paid in time
        late = self.paid("2026-09-10")
        row = self.row("4_payment")
        self.assertEqual((row.state, row.figures["in_time"], row.figures["due"]), ("not_met", 3, 4))
        self.assertIn(late.id, row.evidence[0]["ids"])

    @freeze_time(TODAY)
    def test_a_payment_for_which_nothing_is_booked_counts_on_its_own_day(self):
        self.group = self.env["client.group"].create({"name": "Orion"})
        self.client.client_group_id = self.group
        for day in ("2026-07-12", "2026-07-20"):
            values = {
                "partner_id": self.client.id,
                "amount": 100,
                "date": day,
                "journal_id": self.company_data["default_journal_bank"].id,
            }
            payment, move = self.env["account.payment"].create(values), self.paid("2026-07-10")
            move.matched_payment_ids = payment
            self.env.flush_all()
            # As other applications of accounting leave it until the bank statement comes.
            self.env.cr.execute("UPDATE account_payment SET state = 'in_process' WHERE id = %s", payment.ids)
            self.env.cr.execute("UPDATE account_move SET payment_state = 'in_payment' WHERE id = %s", move.ids)
            self.env.invalidate_all()
        self.assertEqual(self.row("4_payment").figures["due"], 2)
        self.assertEqual(self.row("4_payment").figures["in_time"], 1)

    @freeze_time(TODAY)
    def test_too_few_invoices_say_nothing_and_a_credit_note_is_no_payment(self):
        self.group = self.env["client.group"].create({"name": "Orion"})
        self.client.client_group_id = self.group
        self.paid("2026-06-10", "2026-06-12")
        self.assertEqual(self.row("4_payment").state, "unknown")
        refunded = self.paid("2026-07-10")
        refunded._reverse_moves([{"date": "2026-07-12", "invoice_date": "2026-07-12"}], cancel=True)
        self.assertEqual(self.row("4_payment").figures["due"], 1)


@tagged("post_install", "-at_install")
class TestRecommendationMerge(ClientCase):
    def test_two_recommendations_of_one_request_become_one_when_clients_merge(self):
        lead = self.env["crm.lead"].create({"name": "Relays", "type": "opportunity"})
        values = {"name": "Altair", "lead_id": lead.id, "note": "By phone"}
        first, second = self.env["client.recommendation"].create(
            [{**values, "partner_id": partner.id} for partner in (self.plant, self.radio)]
        )
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.plant | self.radio).ids, self.radio)
        self.assertEqual((first | second).exists(), first | second)
        self.assertEqual((first.active, second.active), (True, False))
        self.assertEqual((first | second).partner_id, self.radio)

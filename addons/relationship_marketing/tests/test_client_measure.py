from datetime import date, datetime

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, freeze_time, new_test_user, tagged

from .measure_case import MeasureCase


@tagged("post_install", "-at_install")
class TestClientMeasure(MeasureCase):
    """Four measures, each by deeds and in their words; months that are over stay (R12)."""

    def test_unknown_is_shown_for_key_clients_and_nothing_is_concluded(self):
        self.night()
        known = self.snapshots.search([("group_id", "=", self.group.id)]).mapped("is_known")
        self.assertEqual((len(known), any(known)), (16, False))
        self.assertEqual(self.standing("trust").accord, "unknown")
        ordinary = self.env["client.group"].create({"name": "Vega"})
        self.night(ordinary)
        self.assertFalse(self.snapshots.search([("group_id", "=", ordinary.id)]))

    def test_promises_of_both_sides_with_their_interval(self):
        for month in ("01", "02", "03"):
            self.promise(f"2026-{month}-10", kept=f"2026-{month}-09")
        self.promise("2026-02-20", kept="2026-02-25")
        self.promise("2025-03-01", kept="2025-03-01")  # longer than a year ago
        self.promise("2026-02-01", side="theirs")
        self.night()
        figure = self.figure("promises_ours")
        self.assertEqual((figure.counted, figure.cases, figure.value, figure.state), (3, 4, 75.0, "not_met"))
        self.assertAlmostEqual(figure.low, 30.06, 2)
        self.assertEqual(self.figure("promises_theirs").state, "unknown", "one case says nothing")

    def test_turnover_under_agreements(self):
        office = self.env["res.partner"].create(
            {"name": "Office", "is_company": True, "client_group_id": self.group.id}
        )
        for partner, amount in ((self.plant, 300), (office, 100)):
            self.env.cr.execute(
                "INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, source)"
                " VALUES (%s, %s, '2025-11-01', 1, %s, 'import'), (%s, %s, '2025-02-01', 1, 900, 'import')",
                [self.company.id, partner.id, amount, self.company.id, partner.id],
            )
        self.night()
        self.assertEqual((self.figure("agreement_share").value, self.figure("agreement_term").value), (0, 0))
        agreement = self.env["client.agreement"].create(
            {"name": "Frame", "partner_id": self.plant.id, "date_from": "2025-01-01", "date_to": "2026-12-31"}
        )
        self.night()
        self.assertEqual(
            (self.figure("agreement_share").value, self.figure("agreement_share").state), (75.0, "not_met")
        )
        self.assertEqual((self.figure("agreement_term").value, self.figure("agreement_term").state), (9, "met"))
        agreement.date_to = False
        agreement.covers_group = True
        self.night()
        self.assertEqual(self.figure("agreement_share").value, 100.0)
        self.assertFalse(self.figure("agreement_term").is_known, "without an end it may be terminated any day")

    def test_who_begins_and_who_answers(self):
        def exchange(first, second, day, is_answered=True):
            self.letter(self.anna, first, f"{day} 09:00:00", "email" if first == self.anna else "comment", to=second)
            if is_answered:
                self.letter(
                    self.anna, second, f"{day} 12:00:00", "email" if second == self.anna else "comment", to=first
                )

        ours = self.seller.partner_id
        for day in ("2025-05-01", "2025-07-01", "2025-09-01"):
            exchange(ours, self.anna, day)
        exchange(ours, self.anna, "2025-11-01", is_answered=False)
        exchange(self.anna, ours, "2026-01-05")
        exchange(ours, self.anna, "2026-03-30", is_answered=False)  # may still be answered in time
        note = self.letter(self.anna, ours, "2026-02-15 09:00:00", "comment")  # a note of ours, nobody was sent it
        note.is_internal = True
        self.night()
        self.assertEqual((self.figure("started_theirs").counted, self.figure("started_theirs").cases), (1, 6))
        self.assertEqual((self.figure("reaction_theirs").counted, self.figure("reaction_theirs").cases), (3, 4))
        self.assertEqual((self.figure("reaction_ours").counted, self.figure("reaction_ours").cases), (1, 1))

    def test_an_offer_answers_the_request_it_was_made_for(self):
        lead = self.request("2026-02-02 09:00:00")
        order = self.offer("2026-02-03 09:00:00", lead)
        self.letter(order, self.anna, "2026-02-04 09:00:00")
        self.offer("2026-02-10 09:00:00")
        self.night()
        self.assertEqual((self.figure("started_theirs").counted, self.figure("started_theirs").cases), (1, 2))
        self.assertEqual((self.figure("reaction_ours").counted, self.figure("reaction_ours").cases), (1, 1))
        self.assertEqual((self.figure("reaction_theirs").counted, self.figure("reaction_theirs").cases), (0, 1))

    def test_each_persons_last_word_counts(self):
        boris = self.env["res.partner"].create({"name": "Boris", "parent_id": self.plant.id})
        self.say("trust", "2", day="2025-06-01")
        self.say("trust", "9", day="2026-01-10")
        self.say("trust", "5", person=boris)
        self.say("speed", "10", day="2024-08-01")
        self.say("interest", False, words="They are always there.")
        self.night()
        figure = self.figure("said_trust")
        self.assertEqual((figure.value, figure.cases, figure.low, figure.high), (7.0, 2, 5.0, 9.0))
        self.assertFalse(self.figure("said_speed").is_known, "said longer than 18 months ago")
        self.assertFalse(self.figure("said_interest").is_known, "words are no number")
        self.assertEqual(self.figure("said_trust").state, "met")

    def test_ratings_of_deals_count_where_they_fit(self):
        record = self.env["client.experience"].create(
            {
                "name": "Boards",
                "side": "theirs",
                "partner_id": self.plant.id,
                "person_id": self.anna.id,
                "date": "2026-02-01",
            }
        )
        deadlines = self.env.ref("relationship_marketing.client_experience_criterion_deadlines")
        deadlines.measure_id = self.env.ref("relationship_marketing.client_measure_trust")
        record.criterion_rating_ids.filtered(lambda line: line.criterion_id == deadlines).rating = "2"
        self.night()
        self.assertEqual((self.figure("said_trust").value, self.figure("said_trust").state), (2.5, "not_met"))

    def test_where_words_and_deeds_disagree_it_is_said(self):
        for side in ("ours", "theirs"):
            for month in ("01", "02", "03"):
                self.promise(f"2026-{month}-10", kept=f"2026-{month}-09", side=side)
        statement = self.say("trust", "3")
        self.night()
        standing = self.standing("trust")
        self.assertEqual(
            (standing.behavioural_state, standing.stated_state, standing.accord), ("met", "not_met", "deeds_better")
        )
        self.assertIn("ask what they miss", standing.sentence)
        disagreeing = self.env["client.measure.standing"].search([("accord", "in", ("deeds_better", "words_better"))])
        self.assertIn(standing, disagreeing)
        [card] = [
            section
            for section in self.env["client.group"]._value_cards(self.group)[self.group.id]
            if section["key"] == "measures"
        ]
        self.assertEqual((card["state"], len(card["lines"])), ("not_met", 4))
        self.assertIn("Trust", card["headline"])
        statement.score = "9"
        self.night()
        self.assertEqual(self.standing("trust").accord, "agree")

    def test_the_standard_is_the_directors(self):
        self.say("trust", "6")
        self.night()
        self.assertEqual(self.figure("said_trust").state, "not_met")
        self.env.ref("relationship_marketing.client_measure_figure_said_trust").standard_from = 5
        self.night()
        self.assertEqual(self.figure("said_trust").state, "met")
        with self.assertRaises(AccessError):
            self.figure("said_trust").figure_id.with_user(self.seller).standard_from = 1
        with self.assertRaises(ValidationError):
            self.figure("said_trust").figure_id.standard_to = 2

    def test_months_that_are_over_stay(self):
        said = self.say("trust", "9", day="2026-03-20")
        self.night()
        with freeze_time(datetime(2026, 4, 2, 3, 0)):
            self.night()
            said.score = "1"
            self.night()
        self.assertEqual(self.figure("said_trust").value, 9.0)
        self.assertEqual(self.figure("said_trust", month=date(2026, 4, 1)).value, 1.0)

    def test_the_last_days_of_a_month_are_completed_once(self):
        with freeze_time(datetime(2026, 3, 20, 3, 0)):
            self.night()
        self.say("trust", "9", day="2026-03-25")
        with freeze_time(datetime(2026, 5, 3, 3, 0)):
            self.night()
        months = self.snapshots.search([("group_id", "=", self.group.id), ("figure_id.code", "=", "said_trust")])
        self.assertEqual(
            [(str(row.month), str(row.as_of), row.value) for row in months.sorted("month")],
            [
                ("2026-03-01", "2026-03-31", 9.0),
                ("2026-04-01", "2026-04-30", 9.0),
                ("2026-05-01", "2026-05-03", 9.0),
            ],
        )

    def test_the_same_night_twice_writes_nothing(self):
        self.say("trust", "9")
        self.request("2026-03-02 07:00:00")
        self.night()
        self.env.cr.execute("SELECT id, xmin::text FROM client_measure_snapshot WHERE group_id = %s", [self.group.id])
        before = sorted(self.env.cr.fetchall())
        self.night()
        self.env.cr.execute("SELECT id, xmin::text FROM client_measure_snapshot WHERE group_id = %s", [self.group.id])
        self.assertEqual(sorted(self.env.cr.fetchall()), before)

    def test_a_night_without_news_writes_one_row_of_a_client(self):
        self.say("trust", "9")
        self.night()
        self.env.cr.execute("SELECT id, as_of FROM client_measure_snapshot WHERE group_id = %s", [self.group.id])
        before = set(self.env.cr.fetchall())
        with freeze_time(datetime(2026, 4, 1, 3, 0)):
            self.night()
        with freeze_time(datetime(2026, 4, 2, 3, 0)):
            self.night()
        self.env.cr.execute(
            "SELECT id, as_of FROM client_measure_snapshot WHERE group_id = %s AND month = '2026-03-01'",
            [self.group.id],
        )
        self.assertEqual(set(self.env.cr.fetchall()), before)
        days = self.snapshots.search([("group_id", "=", self.group.id), ("month", "=", "2026-04-01")]).mapped("as_of")
        self.assertEqual([str(day) for day in sorted(days)], ["2026-04-01"] * 15 + ["2026-04-02"])

    def test_queries_do_not_grow_with_the_clients(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(30)])
        for group in groups:
            partner = self.env["res.partner"].create(
                {"name": group.name, "is_company": True, "client_group_id": group.id}
            )
            self.request("2026-03-02 07:00:00", partner=partner)
        self.night(groups)
        counts = []
        for part in (groups[:3], groups):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.night(part)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_the_year_before_can_be_read_back(self):
        self.promise("2025-08-10", kept="2025-08-09")
        self.promise("2025-11-10", kept="2025-11-20")
        self.night()
        self.group.with_user(self.seller).action_reconstruct_measures()
        shares = {
            str(row.month)[:7]: (row.counted, row.cases)
            for row in self.snapshots.search(
                [("group_id", "=", self.group.id), ("figure_id.code", "=", "promises_ours"), ("is_known", "=", True)]
            )
        }
        trend = self.figure("promises_ours").action_open_trend()
        self.assertEqual(self.env[trend["res_model"]].search_count(trend["domain"]), len(shares))
        self.assertEqual(shares["2025-10"], (1, 1))
        self.assertEqual(shares["2025-12"], (1, 2))
        self.assertNotIn("2025-07", shares)

    def test_every_figure_opens_onto_its_records(self):
        self.promise("2026-03-10", kept="2026-03-09")
        said = self.say("trust", "8")
        lead = self.request("2026-03-02 07:00:00")
        self.night()
        for snapshot in self.snapshots.search([("group_id", "=", self.group.id)]):
            action = snapshot.action_open_evidence()
            self.env[action["res_model"]].search(action["domain"])
        found = {
            code: self.env[action["res_model"]].search(action["domain"])
            for code in ("promises_ours", "said_trust", "answer_ours", "started_theirs")
            for action in [self.figure(code).action_open_evidence()]
        }
        self.assertEqual(len(found["promises_ours"]), 1)
        self.assertEqual(found["said_trust"], said)
        self.assertEqual(found["answer_ours"].lead_id, lead)
        self.assertEqual(found["started_theirs"].res_id, lead.id)

    def test_joining_groups_keeps_the_history_and_moves_what_was_said(self):
        said = self.say("trust", "8")
        self.night()
        into = self.env["client.group"].create({"name": "Vega", "is_key_client": True, "key_reason": "Large"})
        self.group._join(into)
        self.night(into)
        self.assertEqual(said.group_id, into)
        self.assertEqual(self.figure("said_trust", group=into).value, 8.0)
        self.assertEqual(self.figure("said_trust").value, 8.0)

    def test_answer_times_for_whoever_counts_our_performance(self):
        lead = self.request("2026-03-02 07:00:00")
        self.offer("2026-03-02 09:00:00", lead)
        self.night()
        times = self.snapshots._answer_times(self.group, date(2026, 3, 1))
        self.assertEqual(times, {self.group.id: (2.0, 1, False)})
        self.assertEqual(self.snapshots._answer_times(self.group, date(2026, 2, 1)), {})

    def test_reviews_ask_for_the_measures(self):
        wizard = Form(
            self.env["client.review.result"]
            .with_user(self.seller)
            .with_context(default_group_id=self.group.id, default_person_id=self.anna.id)
        )
        wizard.answer = "none"
        self.assertEqual(len(wizard.statement_ids), 4)
        with wizard.statement_ids.edit(2) as line:
            line.score = "8"
            line.words = "You do what you write."
        wizard.save().action_record()
        said = self.env["client.measure.statement"].search([("partner_id", "=", self.plant.id)])
        self.assertEqual(
            (said.measure_id.code, said.score, said.person_id, said.user_id), ("trust", "8", self.anna, self.seller)
        )
        self.assertEqual(said.review_id.statement_ids, said)

    def test_what_was_said_is_recorded_by_whoever_heard_it(self):
        reader = new_test_user(
            self.env,
            "measure_reader",
            groups="relationship_marketing.group_user",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        said = self.say("trust", "8", user_id=self.seller.id)
        with self.assertRaises(AccessError):
            said.with_user(reader).score = "1"
        own = (
            self.env["client.measure.statement"]
            .with_user(reader)
            .create({"measure_id": said.measure_id.id, "person_id": self.anna.id, "score": "4"})
        )
        own.score = "5"
        with self.assertRaises(AccessError):
            own.active = False
        own.with_user(self.seller).active = False

    def test_nothing_said_company_or_future_is_refused(self):
        for values in (
            {"score": False},
            {"score": "5", "day": "2026-04-05"},
            {"score": "5", "person": self.plant},
        ):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self.say("trust", **values)

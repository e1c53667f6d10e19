from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, new_test_user, tagged

from .client_case import ClientCase

TODAY = "2026-03-20"
FEBRUARY = date(2026, 2, 1)


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestClientPerformance(ClientCase):
    """Our performance for a key client, month by month, against what he may expect."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(TODAY))
        cls.company = cls.env["res.company"].create({"name": "Ours"})
        cls.env = cls.env(context={**cls.env.context, "allowed_company_ids": cls.company.ids})
        cls.group = cls.group.with_env(cls.env)
        cls.group.write({"is_key_client": True, "key_reason": "Large"})
        for user in (cls.manager, cls.user):
            user.write({"company_ids": [(4, cls.company.id)]})
        cls.director = new_test_user(
            cls.env,
            "performance_director",
            groups="relationship_marketing.group_director",
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )
        cls.rows = cls.env["client.performance"]
        cls.standards = cls.env["client.performance.standard"]
        cls.family = cls.env["client.problem.family"].create({"name": "Soldering"})

    @classmethod
    def deliveries(cls, month, documents, quantity=0):
        cls.env.cr.execute(
            "INSERT INTO client_supply (company_id, partner_id, categ_id, month, quantity, amount, document_count,"
            " source) VALUES (%s, %s, %s, %s, %s, 1, %s, 'import')",
            [cls.company.id, cls.plant.id, cls.boards.id, month, quantity, documents],
        )

    @classmethod
    def complaint(cls, day, **values):
        return cls.env["client.complaint"].create(
            {
                "subject": "Open joints",
                "date": day,
                "partner_id": cls.plant.id,
                "company_id": cls.company.id,
                "kind": "product_claim",
                "problem_family_id": cls.family.id,
                **values,
            }
        )

    @classmethod
    def standard(cls, value=5.0, indicator="defects", group=None, **values):
        return cls.standards.create(
            {
                "indicator": indicator,
                "value": value,
                "group_id": group and group.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    def month(self, month=FEBRUARY, indicator="defects"):
        self.rows._refresh_performance(self.group)
        return self.rows.search(
            [("group_id", "=", self.group.id), ("month", "=", month), ("indicator", "=", indicator)]
        )

    def test_defects_are_the_complaints_about_goods_of_what_was_supplied(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        self.standard(5)
        row = self.month()
        self.assertEqual((row.cases, row.failed, row.value, row.state), (20, 1, 5, "met"))
        self.complaint("2026-02-11")
        row = self.month()
        self.assertEqual((row.value, row.state), (10, "not_met"))

    def test_what_is_no_defect_does_not_count(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        self.complaint("2026-02-10", justified="not_justified", justified_reason="Drilled by themselves")
        self.complaint("2026-02-10", state="rejected", outcome_reason="None of ours")
        late = self.env["client.problem.family"].create({"name": "Late", "is_defect": False})
        self.complaint("2026-02-10", problem_family_id=late.id)
        self.assertEqual(self.month().failed, 1)

    def test_no_complaint_means_something_only_since_there_is_a_register(self):
        self.deliveries("2026-02-01", 20)
        self.deliveries("2025-12-01", 20)
        self.standard(5)
        self.assertEqual(self.month().why, "no_data")
        other = self.env["res.partner"].create({"name": "Vega", "is_company": True})
        self.complaint("2026-01-10", partner_id=other.id)
        self.assertEqual((self.month().state, self.month().value), ("met", 0))
        self.assertFalse(self.month(date(2025, 12, 1)))

    def test_pieces_per_million_need_the_pieces(self):
        self.deliveries("2026-02-01", 20, quantity=1000)
        complaint = self.complaint("2026-02-10")
        self.standard(2000, quality_by="ppm")
        row = self.month()
        self.assertEqual((row.state, row.why), ("unknown", "incomplete"))
        self.assertIn("How many pieces", row.question)
        complaint.faulty_quantity = 3
        row = self.month()
        self.assertEqual((row.value, row.unit, row.state), (3000, "ppm", "not_met"))

    def test_pieces_of_different_units_make_no_sum(self):
        self.deliveries("2026-02-01", 20, quantity=1000)
        self.complaint("2026-02-10", faulty_quantity=1)
        self.env.cr.execute("UPDATE client_supply SET is_uom_mixed = TRUE WHERE partner_id = %s", [self.plant.id])
        self.standard(2000, quality_by="ppm")
        self.assertFalse(self.month().cases)

    def test_a_complaint_without_supplies_is_below_standard_once_the_month_is_over(self):
        self.standard(5)
        self.complaint("2026-03-10")
        self.complaint("2026-02-10")
        self.assertEqual(self.month().state, "not_met")
        self.assertEqual(self.month(date(2026, 3, 1)).why, "no_data")

    def test_a_client_may_count_otherwise_than_all(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        self.standard(5)
        own = self.standard(1, group=self.group)
        row = self.month()
        self.assertEqual((row.standard_id, row.state), (own, "not_met"))
        own.active = False
        self.assertEqual(self.month().state, "met")

    def test_without_a_standard_it_is_unknown_and_asked(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        row = self.month()
        self.assertEqual((row.value, row.state, row.why), (5, "unknown", "no_standard"))
        self.assertTrue(row.question)

    def test_a_closed_month_stays_as_it_was_judged(self):
        self.deliveries("2026-01-01", 20)
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-01-10")
        standard = self.standard(5)
        january = self.month(date(2026, 1, 1))
        self.assertEqual(january.state, "met")
        standard.value = 1
        self.complaint("2026-02-10")
        self.assertEqual(self.month().state, "not_met", "February is still open in March")
        self.assertEqual((january.state, january.standard), ("met", 5))

    def test_the_same_night_twice_changes_nothing(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        self.standard(5)
        row = self.month()
        self.env.cr.execute("SELECT id, xmin FROM client_performance WHERE group_id = %s", [self.group.id])
        before = self.env.cr.fetchall()
        self.assertEqual(self.month(), row)
        self.env.cr.execute("SELECT id, xmin FROM client_performance WHERE group_id = %s", [self.group.id])
        self.assertEqual(sorted(self.env.cr.fetchall()), sorted(before))
        self.assertEqual(len(before), 2 * 4)

    def test_only_key_clients_and_those_with_a_standard_are_judged(self):
        other = self.env["client.group"].create({"name": "Vega"})
        self.rows._refresh_performance(other)
        self.assertFalse(self.rows.search([("group_id", "=", other.id)]))
        self.standard(group=other)
        self.rows._refresh_performance(other)
        self.assertTrue(self.rows.search([("group_id", "=", other.id)]))

    def test_the_time_of_our_answers_comes_from_the_measures(self):
        figure = self.env["client.measure.figure"].search([("code", "=", "answer_ours_month")])
        snapshot = {
            "group_id": self.group.id,
            "company_id": self.company.id,
            "figure_id": figure.id,
            "month": FEBRUARY,
            "as_of": date(2026, 2, 28),
            "is_known": True,
            "cases": 3,
            "value": 12.0,
            "state": "met",
        }
        snapshot = self.env["client.measure.snapshot"].create(snapshot)
        self.standard(16, "answer")
        row = self.month(indicator="answer")
        self.assertEqual((row.value, row.unit, row.state), (12, "hours", "met"))
        snapshot.is_at_least = True
        self.assertEqual(self.month(indicator="answer").why, "incomplete")
        answers = self.env["client.answer"].create(
            [
                {
                    "direction": "ours",
                    "group_id": self.group.id,
                    "company_id": self.company.id,
                    "lead_id": self.env["crm.lead"].create({"name": "Boards", "type": "lead"}).id,
                    "asked_at": asked,
                    "answered_at": answered,
                }
                for asked, answered in (("2026-02-01", "2026-02-03"), ("2026-01-01", "2026-01-03"))
            ]
        )
        action = row.action_open_evidence()
        self.assertEqual(self.env["client.answer"].search(action["domain"]) & answers, answers[0])

    def test_each_figure_opens_onto_its_complaints(self):
        self.deliveries("2026-02-01", 20)
        counted = self.complaint("2026-02-10")
        self.complaint("2026-02-10", justified="not_justified", justified_reason="Drilled by themselves")
        self.complaint("2026-03-01")
        action = self.month().action_open_evidence()
        self.assertEqual(self.env["client.complaint"].search(action["domain"]), counted)
        with self.assertRaises(UserError):
            self.month(indicator="answer").action_open_evidence()

    def test_the_graph_shows_the_figure_and_the_standard(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        self.standard(7)
        self.month()
        points = self.env["client.performance.curve"].search(
            [("group_id", "=", self.group.id), ("month", "=", FEBRUARY), ("indicator", "=", "defects")]
        )
        self.assertEqual({point.series: point.value for point in points}, {"measured": 5, "standard": 7})

    def test_a_director_says_what_holds_for_all_an_account_manager_what_holds_for_a_client(self):
        standards = self.standards.with_user(self.manager)
        own = standards.create({"indicator": "defects", "value": 1, "group_id": self.group.id})
        with self.assertRaises(AccessError):
            standards.create({"indicator": "defects", "value": 1})
        with self.assertRaises(AccessError):
            own.group_id = False
        common = self.standards.with_user(self.director).create({"indicator": "defects", "value": 1})
        with self.assertRaises(AccessError):
            common.with_user(self.manager).value = 50
        with self.assertRaises(AccessError):
            self.standards.with_user(self.user).create({"indicator": "answer", "value": 1, "group_id": self.group.id})

    def test_a_standard_out_of_range_is_refused(self):
        for values in ({"value": -1}, {"value": 101}, {"value": 1_000_001, "quality_by": "ppm"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self.standard(indicator="returns", **values)

    def test_evidence_is_not_deleted(self):
        standard = self.standard(5)
        for record in (self.month(), standard):
            with self.assertRaises(UserError):
                record.unlink()

    def test_the_card_says_what_was_below_standard(self):
        self.deliveries("2026-02-01", 20)
        self.complaint("2026-02-10")
        section = self.section()
        self.assertEqual(section["state"], "unknown")
        self.standard(1)
        self.month()
        section = self.section()
        self.assertEqual((section["state"], len(section["lines"])), ("not_met", 4))
        self.assertIn("5 %", next(line["value"] for line in section["lines"] if line["state"] == "not_met"))

    def section(self):
        cards = self.env["client.group"]._value_cards(self.group)
        return next(section for section in cards[self.group.id] if section["key"] == "performance")

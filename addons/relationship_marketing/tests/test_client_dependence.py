from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .people_common import PeopleCase


@tagged("post_install", "-at_install")
class TestClientDependence(PeopleCase):
    """Whether a client hangs on one person, of ours or of theirs; from few days nothing is said."""

    def of(self, side):
        return self.env["client.dependence"].search(
            [("group_id", "=", self.group.id), ("company_id", "=", self.company.id), ("side", "=", side)]
        )

    def test_fewer_than_five_days_say_nothing(self):
        for day in range(1, 5):
            self.meeting(f"2026-03-0{day} 09:00:00")
        self.call(day=date(2026, 3, 4))
        self.contacts._refresh()
        self.assertEqual(
            (self.of("ours").state, self.of("ours").share, self.of("ours").contact_days), ("unknown", 0, 4)
        )
        self.meeting("2026-03-05 09:00:00")
        self.contacts._refresh()
        self.env.invalidate_all()
        self.assertEqual((self.of("ours").state, self.of("ours").share), ("dependent", 1))

    def test_the_largest_share_of_days_on_either_side(self):
        for day in range(1, 9):
            self.meeting(f"2026-03-0{day} 09:00:00", guests=self.anna | self.boris)
        self.meeting("2026-03-09 09:00:00", user=self.colleague)
        self.meeting("2026-03-10 09:00:00", user=self.colleague)
        self.call(self.plant, day=date(2026, 3, 11))  # nobody of theirs is known
        self.contacts._refresh()
        ours, theirs = self.of("ours"), self.of("theirs")
        self.assertEqual(
            (ours.user_id, ours.top_days, ours.contact_days, ours.state), (self.manager, 9, 11, "dependent")
        )
        self.assertEqual((theirs.partner_id, theirs.top_days, theirs.contact_days), (self.anna, 10, 10))
        self.assertEqual(self.group.our_dependence, f"{self.manager.name}: 9 of 11 contact days (82 %)")
        self.assertEqual(self.group.their_dependence, "Anna: 10 of 10 contact days (100 %)")
        contacts = self.contacts.search(ours.action_open_contacts()["domain"])
        self.assertEqual(len(set(contacts.mapped("date"))), 11)

    def test_contacts_older_than_24_months_do_not_count(self):
        for day in range(1, 8):
            self.meeting(f"2024-03-0{day} 09:00:00")
        self.contacts._refresh()
        self.assertEqual((self.of("ours").contact_days, self.of("ours").state), (0, "unknown"))

    def test_groups_are_read_in_the_same_queries(self):
        groups = self.env["client.group"].create([{"name": f"G{number}"} for number in range(20)])
        fields = ["our_dependence", "their_dependence", "functions_without_contact"]

        def count(records):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            records.read(fields)
            return self.env.cr.sql_log_count - start

        count(groups)
        self.assertLessEqual(count(groups), count(self.group))


@tagged("post_install", "-at_install")
class TestClientInputInterface(PeopleCase):
    """Whose duty it is to take in supplier information: a person, somebody, nobody, or not asked."""

    def setUp(self):
        super().setUp()
        self.interfaces = self.env["client.input.interface"]
        self.call(self.plant)
        self.call(self.office)
        self.contacts._refresh()
        self.interfaces._list_missing()

    def of(self, division):
        return self.interfaces.search([("partner_id", "=", division.id)])

    def test_each_division_is_listed_as_not_asked_once(self):
        self.interfaces._list_missing()
        rows = self.interfaces.search([("group_id", "=", self.group.id)])
        self.assertCountEqual(rows.mapped("partner_id.name"), ["Orion plant", "Orion office"])
        self.assertEqual(set(rows.mapped("answer")), {"not_asked"})

    def test_an_answer_has_a_date_and_who_asked(self):
        row = self.of(self.plant).with_user(self.manager)
        row.write({"answer": "formal", "person_id": self.anna.id})
        self.assertEqual((str(row.asked_on), row.asked_by_id), ("2026-03-30", self.manager))
        row.write({"answer": "not_asked", "person_id": False})
        self.assertFalse(row.asked_on or row.asked_by_id)

    def test_answers_that_contradict_themselves_are_refused(self):
        row = self.of(self.plant)
        with self.assertRaisesRegex(ValidationError, "Say who takes in .* at Orion plant"), self.cr.savepoint():
            row.answer = "informal"
        with self.assertRaisesRegex(ValidationError, "Orion plant cannot have nobody and Anna"), self.cr.savepoint():
            row.write({"answer": "none", "person_id": self.anna.id})
        with self.assertRaisesRegex(ValidationError, "cannot have been asked in the future"):
            row.write({"answer": "none", "person_id": False, "asked_on": "2026-04-01"})

    def test_our_share_stands_beside_the_sources_with_its_interval(self):
        self.assertIn("No client has been asked yet. Practice tells of 95 % that", self.interfaces.get_share())
        self.of(self.plant).write({"answer": "formal", "person_id": self.anna.id})
        self.of(self.office).answer = "none"
        self.assertEqual(
            self.interfaces.get_share(),
            "1 of 2 clients asked have an input interface: 50 % (95 % interval 9 to 91 %). That is more than the 5 %"
            " known from practice.",
        )

    def test_informal_is_not_counted_as_an_interface(self):
        self.of(self.plant).write({"answer": "informal", "person_id": self.anna.id})
        self.assertEqual(
            self.interfaces.get_share(),
            "0 of 1 clients asked have an input interface: 0 % (95 % interval 0 to 79 %). Among so few this may as"
            " well be the 5 % known from practice.",
        )

    def test_an_answer_is_evidence(self):
        with self.assertRaisesRegex(UserError, "is evidence: archive it instead"):
            self.of(self.plant).unlink()

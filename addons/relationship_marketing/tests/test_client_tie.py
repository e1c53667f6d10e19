from datetime import date

from psycopg2.errors import CheckViolation, UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .people_common import TODAY, PeopleCase


class TieCase(PeopleCase):
    """The manager met Anna often, the colleague once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for month in (10, 11, 12):
            cls.meeting(f"2025-{month}-06 09:00:00")
        for month in (1, 2, 3):
            cls.meeting(f"2026-0{month}-06 09:00:00")
        cls.meeting("2026-03-10 09:00:00", user=cls.colleague)
        cls.contacts._refresh()
        cls.ties._refresh()
        cls.tie, cls.other_tie = cls.tie_of(cls, cls.manager, cls.anna), cls.tie_of(cls, cls.colleague, cls.anna)

    def hand_over(self, user=None, to=None, tie=None):
        return (
            self.env["client.tie.transfer"]
            .with_user(user or self.manager)
            .create({"tie_id": (tie or self.tie).id, "to_user_id": (to or self.colleague).id})
        )


@tagged("post_install", "-at_install")
class TestClientTie(TieCase):
    """Who knows whom is read from contacts; the strongest tie answers for the person."""

    def test_ties_are_made_and_measured_from_contacts(self):
        self.assertEqual(
            (self.tie.strength, self.tie.contact_days, self.tie.last_two_way, self.tie.is_responsible),
            ("strong", 6, date(2026, 3, 6), True),
        )
        self.assertEqual(
            (self.other_tie.strength, self.other_tie.contact_days, self.other_tie.is_responsible), ("weak", 1, False)
        )
        self.assertEqual(self.tie.group_id, self.group)

    def test_old_contacts_are_no_strength_but_remain_the_last_ones(self):
        self.meeting("2023-05-05 09:00:00", guests=self.boris)
        self.contacts._refresh()
        self.ties._refresh()
        self.assertFalse(self.tie_of(self.manager, self.boris))
        tie = self.ties.create({"user_id": self.manager.id, "partner_id": self.boris.id})
        self.assertEqual((tie.strength, tie.contact_days, tie.last_two_way), ("none", 0, date(2023, 5, 5)))

    def test_a_second_night_changes_nothing(self):
        self.env.invalidate_all()
        before = self.ties.search([]).read()
        self.ties._refresh()
        self.assertEqual(before, self.ties.search([]).read())

    def test_overdue_by_its_own_gap_or_by_the_class_of_the_client(self):
        self.assertEqual(self.tie.contact_state, "in_time")  # a key client: five months
        self.tie.maximal_gap = 10
        self.assertEqual((self.tie.due_on, self.tie.contact_state), (date(2026, 3, 16), "overdue"))
        self.assertIn(self.tie, self.ties.search([("contact_state", "=", "overdue")]))
        self.assertNotIn(self.tie, self.ties.search([("contact_state", "in", ["in_time", "unknown"])]))
        self.tie.maximal_gap = 24
        self.assertEqual(self.tie.contact_state, "in_time")

    def test_without_contact_or_gap_it_is_unknown_not_in_time(self):
        fresh = self.ties.create({"user_id": self.engineer.id, "partner_id": self.boris.id})
        self.assertEqual(fresh.contact_state, "unknown")
        self.group.write({"is_key_client": False, "class_id": False})
        self.assertEqual(self.tie.contact_state, "unknown")
        self.assertLessEqual(self.tie | fresh, self.ties.search([("contact_state", "=", "unknown")]))

    def test_the_gap_of_the_class_changes_overnight(self):
        self.env["client.cadence"].search(
            [("class_id", "=", self.env.ref("relationship_marketing.client_class_key").id)]
        ).write({"desired_gap": 1, "maximal_gap": 1})
        self.tie.last_two_way = "2026-02-01"
        self.meeting("2026-02-01 09:00:00")
        self.ties._refresh()
        self.assertEqual(self.tie.due_on, date(2026, 4, 6))

    def test_who_of_us(self):
        self.assertEqual(self.anna._who_of_us(), {self.anna: self.manager})
        self.assertEqual(self.boris._who_of_us(), {self.boris: self.manager})  # the account manager
        self.assertEqual(self.boris.who_of_us_id, self.env["res.users"])  # but nobody is known to know him
        self.group.key_account_manager_id = False
        self.plant.user_id = self.engineer
        self.assertEqual(self.boris._who_of_us(), {self.boris: self.engineer})

    def test_people_nobody_of_us_knows_are_found(self):
        people = self.env["res.partner"].search([("id", "child_of", self.plant.id), ("is_company", "=", False)])
        found = people.search([("id", "in", people.ids), ("who_of_us_id", "=", False)])
        self.assertEqual(found, self.boris)
        self.assertEqual(people.search([("id", "in", people.ids), ("who_of_us_id", "!=", False)]), self.anna)
        self.assertEqual(people.search([("id", "in", people.ids), ("who_of_us_id", "=", self.manager.id)]), self.anna)
        self.assertEqual(people.search([("id", "in", people.ids), ("who_of_us_id", "ilike", "people_man")]), self.anna)

    def test_what_is_read_from_contacts_is_not_typed(self):
        tie = self.ties.with_user(self.stranger).create(
            {"partner_id": self.anna.id, "strength": "strong", "is_responsible": True, "last_two_way": "2026-03-30"}
        )
        self.assertEqual((tie.strength, tie.is_responsible, tie.last_two_way), ("none", False, False))
        for values in ({"strength": "strong"}, {"is_responsible": True}, {"user_id": self.engineer.id}):
            with self.assertRaisesRegex(UserError, "of a tie cannot be changed"):
                tie.write(values)
        tie.maximal_gap = 30
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            tie.maximal_gap = -1
            self.env.flush_all()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.ties.with_user(self.stranger).create({"partner_id": self.anna.id})

    def test_functions_of_ours_without_contact_are_listed(self):
        members = self.env["client.group.member"]
        without = members.search([("group_id", "=", self.group.id), ("last_two_way", "=", False)])
        self.assertEqual(without.mapped("function"), ["technology"])
        self.assertEqual(self.group.functions_without_contact, "Technology, Marketing, Director")

    def test_the_panel_names_who_knows_whom(self):
        self.env["client.tie"].create({"user_id": self.engineer.id, "partner_id": self.boris.id})
        context = self.anna.with_user(self.engineer).client_context
        self.assertEqual(
            [(tie["user"], tie["person"], tie["last"], tie["is_responsible"]) for tie in context["ties"]],
            [
                (self.colleague.name, "Anna", "2026-03-10", False),
                (self.manager.name, "Anna", "2026-03-06", True),
                (self.engineer.name, "Boris", False, True),
            ],
        )
        self.anna.parent_id = self.outside
        self.env.flush_all()
        self.env.invalidate_all()
        warm_door = self.outside.with_user(self.engineer).client_context
        self.assertEqual({(tie["person"], tie["came_from"]) for tie in warm_door["ties"]}, {("Anna", "Orion plant")})
        [gap] = self.boris.with_user(self.engineer).client_context["gaps"]
        self.assertEqual((gap["person"], gap["left"]), ("Anna", "2026-03-30"))

    def test_lists_read_in_the_same_queries(self):
        people = self.env["res.partner"].create(
            [{"name": f"Person {number}", "parent_id": self.plant.id} for number in range(30)]
        )
        many = self.ties.create([{"user_id": self.manager.id, "partner_id": person.id} for person in people])
        fields = ["contact_state", "next_activity_on", "due_on", "display_name", "employer_id", "function"]

        def count(ties):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            ties.read(fields)
            return self.env.cr.sql_log_count - start

        count(many)
        self.assertLessEqual(count(many), count(self.tie))
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            people.mapped("who_of_us_id")


@tagged("post_install", "-at_install")
class TestHandOver(TieCase):
    """A contact is handed over to a colleague of the client team, who accepts or declines; nothing says why."""

    def test_whom_it_is_handed_over_to_answers_for_the_person(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Board",
                "type": "opportunity",
                "partner_id": self.anna.id,
                "user_id": self.manager.id,
                "company_id": self.company.id,
            }
        )
        activities = self.env["mail.activity"].concat(
            *(
                record.activity_schedule("mail.mail_activity_data_call", user_id=user.id)
                for record, user in (
                    (self.anna, self.manager),
                    (lead, self.manager),
                    (self.boris, self.manager),
                    (self.anna, self.engineer),
                )
            )
        )
        transfer = self.hand_over()
        self.assertEqual(self.anna._who_of_us()[self.anna], self.manager)
        transfer.with_user(self.colleague).action_accept()
        self.assertEqual((transfer.state, transfer.answered_on), ("accepted", TODAY))
        self.assertEqual(self.anna._who_of_us()[self.anna], self.colleague)
        self.assertEqual(activities.mapped("user_id.login"), ["people_colleague", "people_manager", "people_engineer"])
        self.assertEqual(
            [activity.user_id for activity in activities], [self.colleague, self.colleague, self.manager, self.engineer]
        )
        self.ties._refresh()
        self.assertEqual(self.anna._who_of_us()[self.anna], self.colleague)

    def test_a_colleague_who_did_not_know_the_person_gets_a_tie(self):
        self.hand_over(to=self.engineer).with_user(self.engineer).action_accept()
        self.assertTrue(self.tie_of(self.engineer, self.anna).is_responsible)
        self.assertFalse(self.tie.is_responsible)
        back = self.hand_over(user=self.engineer, to=self.manager, tie=self.tie_of(self.engineer, self.anna))
        back.with_user(self.manager).action_accept()
        self.assertEqual(self.anna._who_of_us()[self.anna], self.manager)

    def test_who_declines_may_say_a_word(self):
        transfer = self.hand_over().with_user(self.colleague)
        transfer.answer = "On leave until May"
        transfer.action_decline()
        self.assertEqual((transfer.state, self.tie.is_responsible), ("declined", True))
        with self.assertRaisesRegex(UserError, "answered already"):
            transfer.action_accept()

    def test_only_whom_it_concerns_proposes_accepts_and_withdraws(self):
        with self.assertRaises(AccessError):
            self.hand_over(user=self.stranger)
        transfer = self.hand_over()
        with self.assertRaisesRegex(AccessError, "Only whom the contact is handed over to accepts"):
            transfer.action_accept()
        with self.assertRaises(AccessError):
            transfer.with_user(self.colleague).write({"state": "accepted"})
        with self.assertRaises(AccessError):
            transfer.with_user(self.colleague).action_withdraw()
        with self.assertRaises(AccessError):
            transfer.with_user(self.stranger).action_decline()
        transfer.action_withdraw()
        self.assertEqual(transfer.state, "withdrawn")

    def test_it_is_proposed_once_and_to_a_colleague_of_the_team(self):
        with self.assertRaisesRegex(ValidationError, "is not in the client team of Orion"), self.cr.savepoint():
            self.hand_over(to=self.stranger)
        with self.assertRaisesRegex(ValidationError, "holds this contact already"), self.cr.savepoint():
            self.hand_over(to=self.manager)
        self.hand_over()
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            self.hand_over(to=self.engineer)

    def test_a_made_up_answer_is_not_believed(self):
        transfer = (
            self.env["client.tie.transfer"]
            .with_user(self.manager)
            .create({"tie_id": self.tie.id, "to_user_id": self.colleague.id, "state": "accepted", "answered_on": TODAY})
        )
        self.assertEqual((transfer.state, transfer.answered_on), ("proposed", False))

    def test_the_to_do_is_seen_by_whom_it_is_for_and_goes_when_answered(self):
        self.hand_over()
        mine = [("summary", "=", "Business contacts are handed over to you")]
        activities = self.env["mail.activity"]
        self.assertEqual(activities.with_user(self.colleague).search_count(mine), 1)
        for user in (self.stranger, self.engineer, self.director):
            self.assertEqual(activities.with_user(user).search_count(mine), 0)
        self.env["client.tie.transfer"].with_user(self.colleague).search([]).action_accept()
        self.assertEqual(activities.search_count(mine), 0)

    def test_who_leaves_hands_over_to_the_next_strongest_tie_of_the_team_else_the_account_manager(self):
        self.ties.create({"user_id": self.stranger.id, "partner_id": self.boris.id})
        alone = self.ties.create({"user_id": self.stranger.id, "partner_id": self.outside_person().id})
        (self.manager | self.stranger).active = False
        transfers = self.env["client.tie.transfer"].search([("state", "=", "proposed")])
        self.assertEqual(
            {(transfer.partner_id.name, transfer.to_user_id) for transfer in transfers},
            {("Anna", self.colleague), ("Boris", self.env["res.users"]), ("Vera", self.env["res.users"])},
        )
        self.assertEqual(transfers.filtered(lambda transfer: transfer.tie_id == alone).from_user_id, self.stranger)
        self.manager.active = True
        self.manager.active = False
        self.assertEqual(self.env["client.tie.transfer"].search_count([]), 3)
        transfers.filtered("to_user_id").with_user(self.colleague).action_accept()
        self.assertFalse(self.tie.active)

    def test_who_of_an_archived_colleague_is_unknown_until_taken_over(self):
        self.manager.active = False
        self.assertFalse(self.anna.who_of_us_id)

    def test_the_head_of_the_sales_team_is_asked_last(self):
        team = self.env["crm.team"].create(
            {"name": "Sales", "user_id": self.director.id, "company_id": self.company.id}
        )
        self.env["crm.team.member"].create({"crm_team_id": team.id, "user_id": self.stranger.id})
        self.ties.create({"user_id": self.stranger.id, "partner_id": self.outside_person().id})
        self.stranger.active = False
        self.assertEqual(self.env["client.tie.transfer"].search([]).to_user_id, self.director)

    def test_a_colleague_with_many_ties_leaves_in_the_same_queries(self):
        def leave(count):
            user = self.user(f"people_leaver_{count}")
            people = self.env["res.partner"].create(
                [{"name": f"P{number}", "parent_id": self.plant.id} for number in range(count)]
            )
            self.ties.create([{"user_id": user.id, "partner_id": person.id} for person in people])
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            user.active = False
            self.env.flush_all()
            taken = self.env.cr.sql_log_count - start
            self.assertEqual(self.env["client.tie.transfer"].search_count([("from_user_id", "=", user.id)]), count)
            return taken

        leave(1)
        few = leave(2)
        self.assertLessEqual(leave(500), few + 4)

    def test_a_user_who_knows_people_is_not_deleted(self):
        with self.assertRaisesRegex(UserError, "knows people of our clients: archive the user instead"):
            self.colleague.unlink()

    def outside_person(self):
        return self.env["res.partner"].create({"name": "Vera", "parent_id": self.outside.id})

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .test_client_link import LinkageCase


@tagged("post_install", "-at_install")
class TestGroupEvents(LinkageCase):
    """Joining and splitting keep their history and can be taken back."""

    def setUp(self):
        super().setUp()
        self.upper = self.group("Upper", self.one, self.two)
        self.lower = self.group("Lower", self.three, self.four, key_account_manager_id=self.manager.id)

    def join(self, *groups, into=None):
        groups = self.env["client.group"].union(*groups)
        wizard = (
            self.env["client.group.join"]
            .with_user(self.manager)
            .create({"group_ids": groups.ids, "into_id": (into or groups[0]).id, "reason": "Same owner"})
        )
        wizard.action_join()
        return groups.event_ids.sorted("id")[-1]

    def split(self, divisions, **values):
        wizard = (
            self.env["client.group.split"]
            .with_user(self.manager)
            .create(
                {
                    "group_id": divisions[0].client_group_id.id,
                    "division_ids": divisions.ids,
                    "reason": "Sold",
                    **values,
                }
            )
        )
        action = wizard.action_split()
        return self.env["client.group"].browse(action["res_id"]).event_ids.sorted("id")[-1]

    def membership(self):
        return {partner: partner.client_group_id for partner in self.one | self.two | self.three | self.four}

    def test_joined_groups_are_one_and_the_history_says_who_when_and_why(self):
        event = self.join(self.upper, self.lower)
        self.assertEqual(self.upper.division_count, 4)
        self.assertEqual((self.lower.active, self.lower.joined_into_id), (False, self.upper))
        self.assertEqual((event.kind, event.user_id, event.reason), ("join", self.manager, "Same owner"))
        self.assertEqual(
            [(line.partner_name, line.from_group_id, line.to_group_id) for line in event.line_ids],
            [("Four", self.lower, self.upper), ("Three", self.lower, self.upper)],
        )
        self.assertIn("Joined into Upper: Four, Three.", self.lower.message_ids[0].body)
        self.assertIn("Joined into Upper: Four, Three.", self.upper.message_ids[0].body)

    def test_what_belonged_to_the_group_itself_is_not_lost(self):
        director = new_test_user(self.env, "event_director", groups="relationship_marketing.group_director")
        self.lower.with_user(director).write({"is_key_client": True, "key_reason": "Fills the workshop"})
        self.env["client.group.member"].create(
            [
                {"group_id": group.id, "user_id": self.manager.id, "function": function}
                for group, function in ((self.upper, "account"), (self.lower, "account"), (self.lower, "quality"))
            ]
        )
        todo = self.lower.activity_schedule("mail.mail_activity_data_todo", summary="Call", user_id=self.manager.id)
        note = self.lower.message_post(body="Pays late")
        event = self.join(self.upper, self.lower)
        self.assertEqual(sorted(self.upper.member_ids.mapped("function")), ["account", "quality"])
        self.assertEqual(self.upper.activity_ids, todo)
        self.assertIn(note, self.lower.message_ids)
        self.assertTrue(self.lower.is_key_client)
        self.assertEqual(self.lower.key_account_manager_id, self.manager)
        event.action_undo()
        self.assertEqual(self.upper.member_ids.mapped("function"), ["account"])
        self.assertEqual((self.lower.activity_ids, self.upper.activity_ids.ids), (todo, []))

    def test_undone_all_are_exactly_where_they_were(self):
        before = self.membership()
        event = self.join(self.upper, self.lower)
        event.with_user(self.manager).action_undo()
        self.assertEqual(self.membership(), before)
        self.assertEqual((self.lower.active, self.lower.joined_into_id.id), (True, False))
        self.assertEqual(event.undone_by_id.kind, "undo")
        with self.assertRaisesRegex(UserError, "has been undone already"):
            event.action_undo()
        with self.assertRaisesRegex(UserError, "An undoing is not undone"):
            event.undone_by_id.action_undo()

    def test_a_group_changed_by_hand_is_noted_on_the_contact(self):
        self.env.flush_all()
        self.cr.precommit.run()
        self.four.with_context(tracking_disable=False).client_group_id = self.upper
        self.env.flush_all()
        self.cr.precommit.run()
        values = self.four.message_ids.sudo().tracking_value_ids
        self.assertIn(("Lower", "Upper"), [(value.old_value_char, value.new_value_char) for value in values])

    def test_a_split_makes_a_group_and_its_undoing_closes_it(self):
        before = self.membership()
        event = self.split(self.four)
        new = self.four.client_group_id
        self.assertEqual((new.name, new.key_account_manager_id, event.created_group_id), ("Four", self.manager, new))
        event.action_undo()
        self.assertEqual((self.membership(), new.active), (before, False))

    def test_a_split_to_another_group(self):
        self.split(self.four, target="other", into_id=self.upper.id)
        self.assertEqual(self.four.client_group_id, self.upper)

    def test_what_stands_in_the_way_of_undoing_is_said_in_one_sentence(self):
        event = self.join(self.upper, self.lower)
        later = self.split(self.four)
        self.assertEqual(event.blocker, "Four is no longer in Upper but in Four: undo that first.")
        with self.assertRaisesRegex(UserError, "Four is no longer in Upper but in Four"):
            event.action_undo()
        self.assertEqual(self.three.client_group_id, self.upper)
        later.action_undo()
        self.assertFalse(event.blocker)
        self.lower.active = True
        self.assertEqual(event.blocker, "Lower has been opened again since.")

    def test_joined_twice_and_undone_in_reverse(self):
        before = self.membership()
        top = self.group("Top", self.env["res.partner"].create({"name": "Five", "is_company": True}))
        first = self.join(self.upper, self.lower)
        second = self.join(top, self.upper)
        self.assertEqual(self.lower._final(), top)
        with self.assertRaisesRegex(UserError, "is no longer in Upper but in Top"):
            first.action_undo()
        second.action_undo()
        first.action_undo()
        self.assertEqual(self.membership(), before)

    def test_a_deleted_division_does_not_keep_the_others_from_going_back(self):
        event = self.join(self.upper, self.lower)
        self.four.unlink()
        event.action_undo()
        self.assertEqual(self.three.client_group_id, self.lower)
        self.assertEqual(sorted(event.line_ids.mapped("partner_name")), ["Four", "Three"])

    def test_what_makes_no_sense_is_refused(self):
        with self.assertRaisesRegex(UserError, "Nothing would be left of Lower"):
            self.split(self.three | self.four)
        with self.assertRaisesRegex(UserError, "at least two groups"):
            self.join(self.upper)
        with self.assertRaisesRegex(UserError, "in Lower already"):
            self.split(self.four, target="other", into_id=self.lower.id)
        with self.assertRaisesRegex(UserError, "not a division of Lower"):
            self.lower._split_off(self.one)
        self.join(self.upper, self.lower)
        with self.assertRaisesRegex(UserError, "Lower is archived"):
            self.lower._join(self.upper)
        with self.assertRaisesRegex(UserError, "has a history"):
            self.lower.unlink()
        with self.assertRaisesRegex(UserError, "is not deleted"):
            self.upper.event_ids.unlink()

    def test_nobody_writes_history_by_hand(self):
        director = new_test_user(self.env, "event_director", groups="relationship_marketing.group_director")
        event = self.join(self.upper, self.lower)
        for values in ({"reason": "Other"}, {"undone_by_id": event.id}):
            with self.assertRaises(AccessError):
                event.with_user(director).write(values)
        user = new_test_user(self.env, "event_user", groups="relationship_marketing.group_user")
        with self.assertRaises(AccessError):
            event.with_user(user).action_undo()

    def test_two_companies_do_not_see_each_others_history(self):
        other = self.env["res.company"].create({"name": "Other"})
        (self.upper | self.lower).company_id = other
        event = self.lower._join(self.upper)
        self.assertFalse(self.env["client.group.event"].with_user(self.manager).search([("id", "=", event.id)]))
        self.assertFalse(
            self.env["client.group.event.line"].with_user(self.manager).search([("event_id", "=", event.id)])
        )

    def test_a_company_put_into_a_joined_group_meanwhile_follows_it(self):
        self.join(self.upper, self.lower)
        late = self.env["res.partner"].create({"name": "Late", "is_company": True, "client_group_id": self.lower.id})
        self.assertEqual(self.env["client.link"]._move_stragglers(), 1)
        self.assertEqual(late.client_group_id, self.upper)

    def test_the_wizard_proposes_the_largest_group_to_stay(self):
        self.four.client_group_id = self.upper
        wizard = (
            self.env["client.group.join"]
            .with_context(active_model="client.group", active_ids=(self.lower | self.upper).ids)
            .create({"reason": "One owner"})
        )
        self.assertEqual((wizard.into_id, wizard.division_count), (self.upper, 4))

    def test_joining_costs_the_same_queries_for_three_and_for_thirty_divisions(self):
        def queries(count):
            groups = self.env["client.group"].create([{"name": f"A{count}"}, {"name": f"B{count}"}])
            self.env["res.partner"].create(
                [{"name": f"D{n}", "is_company": True, "client_group_id": groups[1].id} for n in range(count)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            groups[1]._join(groups[0])
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        queries(2)
        self.assertEqual(queries(30), queries(3))

    @settings(max_examples=15)
    @given(st.data())
    def test_any_sequence_undone_backwards_restores_the_beginning(self, data):
        groups = self.upper | self.lower
        before, events = self.membership(), self.env["client.group.event"]
        for _step in range(data.draw(st.integers(1, 5))):
            partner = data.draw(st.sampled_from(list(self.membership())))
            target = data.draw(st.sampled_from(list(groups)))
            try:
                with self.env.cr.savepoint():
                    if data.draw(st.booleans()):
                        events += partner.client_group_id._join(target)
                    else:
                        events += partner.client_group_id._split_off(partner, target)
            except UserError:
                continue
        for event in events[::-1]:
            event.action_undo()
        self.assertEqual(self.membership(), before)
        self.assertEqual(groups.mapped("active"), [True, True])

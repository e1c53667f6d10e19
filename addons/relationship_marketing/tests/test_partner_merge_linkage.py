from odoo.tests import freeze_time, tagged

from .test_client_link import LinkageCase


@tagged("post_install", "-at_install")
@freeze_time("2026-03-10")
class TestPartnerMergeLinkage(LinkageCase):
    """Odoo's own merge of partners carries links, groups, the map and the history over."""

    def merge(self, stays, goes):
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((stays | goes).ids, stays)
        self.env.invalidate_all()

    def test_links_and_the_map_follow_to_the_company_that_stays(self):
        link = self.link(self.one, self.two)
        below = self.link(self.three, self.one)
        self.merge(self.four, self.one)
        self.assertEqual((link.partner_id, below.other_partner_id), (self.four, self.four))
        self.assertEqual((self.four.client_parent_id, self.three.client_parent_id), (self.two, self.four))

    def test_a_company_merged_with_the_one_above_it_does_not_stand_above_itself(self):
        link = self.link(self.one, self.two)
        self.merge(self.two, self.one)
        self.assertFalse(link.exists())
        self.assertFalse(self.two.client_parent_id)

    def test_a_ring_that_the_merge_would_close_is_opened_at_its_latest_link(self):
        older = self.link(self.one, self.two, date_from="2024-01-01")
        newer = self.link(self.two, self.three, date_from="2025-01-01")
        self.merge(self.one, self.three)
        self.assertEqual((older.active, newer.active), (True, False))
        self.assertEqual((self.one.client_parent_id, self.two.client_parent_id.id), (self.two, False))

    def test_a_division_merged_with_one_of_another_group(self):
        lower, upper = self.group("Lower", self.one, self.three), self.group("Upper", self.two)
        person = self.env["res.partner"].create({"name": "Anna", "parent_id": self.one.id})
        kind = self.env["client.change.kind"].create({"name": "Reorganisation"})
        change = self.env["client.change"].create({"name": "New plant", "partner_id": self.one.id, "kind_id": kind.id})
        self.assertEqual(change.group_id, lower)
        self.merge(self.two, self.one)
        self.assertEqual((self.two.client_group_id, person.client_group_id), (upper, upper))
        self.assertEqual((change.partner_id, change.group_id), (self.two, upper))
        self.assertIn("One was merged into Two, which belongs to Upper.", lower.message_ids[0].body)
        self.assertEqual(lower.division_ids, self.three)

    def test_a_company_without_a_group_takes_that_of_the_merged(self):
        group = self.group("Holding", self.one)
        self.merge(self.two, self.one)
        self.assertEqual(self.two.client_group_id, group)

    def test_the_history_follows_and_can_still_be_undone(self):
        lower, upper = self.group("Lower", self.one, self.three), self.group("Upper", self.two)
        event = lower._join(upper)
        self.merge(self.four, self.one)
        self.assertEqual(event.line_ids.partner_id, self.four | self.three)
        self.assertEqual(self.four.client_group_id, upper)
        event.action_undo()
        self.assertEqual((self.four | self.three).client_group_id, lower)

    def test_merged_from_different_groups_it_is_not_undone_by_guess(self):
        lower, other = self.group("Lower", self.one), self.group("Other", self.three)
        upper = self.group("Upper", self.two)
        event = (lower | other)._join(upper)
        self.merge(self.one, self.three)
        self.assertIn("was merged since from companies of different groups", event.blocker)

    def test_a_deleted_partner_takes_its_links_and_leaves_the_map_whole(self):
        self.link(self.one, self.two)
        self.link(self.two, self.three)
        event = self.two.client_group_id.event_ids
        self.two.unlink()
        self.env.invalidate_all()
        self.assertFalse(self.one.client_parent_id)
        self.assertFalse(self.env["client.link"].search([("partner_id", "=", self.one.id)]))
        self.assertIn("Two", event.line_ids.mapped("partner_name"))

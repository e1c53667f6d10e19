from contextlib import closing

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestTwoAtOnce(TransactionCase):
    """Two people in two transactions of their own: one waits or is told, none overwrites.

    What is tried here is committed, and taken away again at the end.
    """

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            self.partner_ids = (
                env["res.partner"].create([{"name": f"At once {n}", "is_company": True} for n in range(4)]).ids
            )
            self.group_ids = env["client.group"].create([{"name": f"At once {n}"} for n in range(3)]).ids
            self.type_id = env["client.link.type"]._of_code("division").id
        self.addCleanup(self.take_away)

    def take_away(self):
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT id FROM client_group WHERE id = ANY(%s) OR id IN"
                " (SELECT client_group_id FROM res_partner WHERE id = ANY(%s))",
                [self.group_ids, self.partner_ids],
            )
            groups = [group for [group] in cr.fetchall()]
            cr.execute("DELETE FROM client_group_event WHERE group_id = ANY(%s) AND kind = 'undo'", [groups])
            cr.execute("DELETE FROM client_group_event WHERE group_id = ANY(%s)", [groups])
            cr.execute("DELETE FROM client_link WHERE partner_id = ANY(%s)", [self.partner_ids])
            cr.execute("DELETE FROM mail_message WHERE model = 'client.group' AND res_id = ANY(%s)", [groups])
            cr.execute("DELETE FROM mail_followers WHERE res_model = 'client.group' AND res_id = ANY(%s)", [groups])
            cr.execute("UPDATE client_group SET joined_into_id = NULL WHERE id = ANY(%s)", [groups])
            cr.execute("DELETE FROM res_partner WHERE id = ANY(%s)", [self.partner_ids])
            cr.execute("DELETE FROM client_group WHERE id = ANY(%s)", [groups])

    def transaction(self):
        """An environment in a transaction of its own, which has seen the database as it is now."""
        cr = self.enterContext(closing(self.registry.cursor()))
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        env["client.group"].browse(self.group_ids).mapped("name")
        return env

    def members(self, env, number, *positions):
        """Put partners at ``positions`` into the group of that number."""
        partners = env["res.partner"].browse(self.partner_ids[position] for position in positions)
        partners.write({"client_group_id": self.group_ids[number]})

    def link(self, env, lower, upper):
        return env["client.link"].create(
            {
                "partner_id": self.partner_ids[lower],
                "type_id": self.type_id,
                "other_partner_id": self.partner_ids[upper],
            }
        )

    @mute_logger("odoo.sql_db")
    def test_the_same_divisions_joined_into_different_groups(self):
        with self.registry.cursor() as cr:
            self.members(api.Environment(cr, SUPERUSER_ID, {}), 0, 0, 1)
        first, second, third = self.transaction(), self.transaction(), self.transaction()
        one, two, three = (env["client.group"].browse(self.group_ids) for env in (first, second, third))
        one[0]._join(one[1])
        with self.assertRaisesRegex(UserError, "Somebody else is joining or splitting"):
            two[0]._join(two[2])
        second.cr.rollback()
        first.cr.commit()
        # Who began before the other was done is started again by Odoo, and then sees what happened.
        with self.assertRaises(SerializationFailure):
            three[0]._join(three[2])
        third.cr.rollback()
        third.invalidate_all()
        with self.assertRaisesRegex(UserError, "At once 0 is archived"):
            three[0]._join(three[2])
        third.cr.rollback()
        partners = third["res.partner"].browse(self.partner_ids[:2])
        self.assertEqual(partners.client_group_id.ids, [self.group_ids[1]])

    @mute_logger("odoo.sql_db")
    def test_the_same_divisions_put_into_different_groups_by_hand(self):
        first, second = self.transaction(), self.transaction()
        first["client.group"].browse(self.group_ids[0]).partner_ids = [(6, 0, self.partner_ids)]
        first.flush_all()
        with self.assertRaisesRegex(UserError, "Somebody else is joining or splitting"):
            second["client.group"].browse(self.group_ids[1]).partner_ids = [(6, 0, self.partner_ids)]
        second.cr.rollback()
        first.cr.commit()

    @mute_logger("odoo.sql_db")
    def test_a_below_b_and_b_below_a(self):
        first, second = self.transaction(), self.transaction()
        self.link(first, 0, 1)
        with self.assertRaisesRegex(UserError, "Somebody else is linking clients"):
            self.link(second, 1, 0)

    @mute_logger("odoo.sql_db")
    def test_a_ring_of_four_closed_from_two_sides_that_share_nobody(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            self.link(env, 1, 2)
            self.link(env, 3, 0)
        first, second = self.transaction(), self.transaction()
        self.link(first, 0, 1)
        first.cr.commit()
        with self.assertRaises(SerializationFailure):
            self.link(second, 2, 3)
        second.cr.rollback()
        second.invalidate_all()
        with self.assertRaisesRegex(UserError, "ring"):
            self.link(second, 2, 3)

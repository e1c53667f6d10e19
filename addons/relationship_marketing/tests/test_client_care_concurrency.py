from contextlib import closing

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestCareAtOnce(TransactionCase):
    """Two orders of one division confirmed at once, and two jobs that plan at once.

    What is tried here is committed, and taken away again at the end.
    """

    def setUp(self):
        super().setUp()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
            group = env["client.group"].create(
                {"name": "At once", "class_id": env.ref("relationship_marketing.client_class_key").id}
            )
            division = env["res.partner"].create({"name": "At once", "is_company": True, "client_group_id": group.id})
            orders = env["sale.order"].create([{"partner_id": division.id} for _number in range(2)])
            orders.write({"state": "sale"})
            self.group_id, self.division_id, self.order_ids = group.id, division.id, orders.ids
        self.addCleanup(self.take_away)

    def take_away(self):
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM client_care_request WHERE partner_id = %s", [self.division_id])
            cr.execute("DELETE FROM sale_order WHERE id = ANY(%s)", [self.order_ids])
            cr.execute("DELETE FROM mail_message WHERE model = 'sale.order' AND res_id = ANY(%s)", [self.order_ids])
            cr.execute(
                "DELETE FROM mail_followers WHERE (res_model = 'sale.order' AND res_id = ANY(%s))"
                " OR (res_model = 'client.group' AND res_id = %s)",
                [self.order_ids, self.group_id],
            )
            cr.execute("DELETE FROM mail_message WHERE model = 'client.group' AND res_id = %s", [self.group_id])
            cr.execute("DELETE FROM res_partner WHERE id = %s", [self.division_id])
            cr.execute("DELETE FROM client_group WHERE id = %s", [self.group_id])

    def transaction(self):
        """An environment in a transaction of its own, which has seen the database as it is now."""
        cr = self.enterContext(closing(self.registry.cursor()))
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True})
        env["sale.order"].browse(self.order_ids).mapped("name")
        return env

    def start(self, env, number):
        env["client.care.request"]._start(env["sale.order"].browse(self.order_ids[number]))
        env.flush_all()

    def test_the_later_order_is_tried_again_and_joins(self):
        first, second = self.transaction(), self.transaction()
        self.start(first, 0)
        first.cr.commit()
        with mute_logger("odoo.sql_db"), self.assertRaises(SerializationFailure):
            self.start(second, 1)
        second.cr.rollback()
        again = self.transaction()
        self.start(again, 1)
        again.cr.commit()
        requests = self.transaction()["client.care.request"].search([("partner_id", "=", self.division_id)])
        self.assertEqual(len(requests), 5)
        for request in requests:
            self.assertEqual(sorted(request.order_ids.ids), sorted(self.order_ids))

    def test_while_one_job_plans_another_waits_for_its_next_run(self):
        first, second = self.transaction(), self.transaction()
        self.assertTrue(first["client.activity.planner"]._lock_planning())
        self.assertFalse(second["client.activity.planner"]._lock_planning())
        first.cr.rollback()
        self.assertTrue(second["client.activity.planner"]._lock_planning())

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..models.client_value_job import TASK
from .client_case import ClientCase


@tagged("post_install", "-at_install")
class TestClientValueCard(ClientCase):
    """The card of a client's value: sections in their order, for whoever may see the client."""

    def test_the_sections_come_in_their_order(self):
        def cards(_model, groups):
            return {
                group.id: [
                    {"key": "level", "sequence": 60, "title": "Level", "state": "unknown", "headline": "", "lines": []},
                    {"key": "net", "sequence": 10, "title": "Net", "state": "met", "headline": "", "lines": []},
                ]
                for group in groups
            }

        with patch.object(self.env.registry["client.group"], "_value_cards", cards):
            card = self.group.with_user(self.user).get_value_card()
        self.assertEqual([section["key"] for section in card["sections"]], ["net", "level"])
        self.assertFalse(card["can_calculate"])

    def test_every_section_is_complete(self):
        for section in self.group.get_value_card()["sections"]:
            with self.subTest(section=section["key"]):
                self.assertIn(section["state"], ("met", "not_met", "unknown", "info"))
                self.assertTrue(section["title"] and section["headline"])
                self.assertLessEqual(len(section["lines"]), 5)
                if section["action"]:
                    action = getattr(self.group, section["action"])()
                    self.assertIn(action["type"], ("ir.actions.act_window", "ir.actions.client"))

    def test_it_is_read_for_many_clients_with_as_many_queries_as_for_one(self):
        groups = self.env["client.group"].create([{"name": f"Client {number}"} for number in range(20)])

        def queries(of):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.env["client.group"]._value_cards(of)
            return self.env.cr.sql_log_count - start

        queries(groups[:2])
        self.assertLessEqual(queries(groups), queries(groups[:2]))

    def test_it_says_when_the_value_was_worked_out(self):
        self.assertFalse(self.group.get_value_card()["calculated_on"])
        run = self.env["client.job.run"]._start("Value of clients", task=TASK)
        self.assertFalse(self.group.get_value_card()["calculated_on"])
        run._finish(3)
        self.assertTrue(self.group.get_value_card()["calculated_on"])

    def test_clients_of_another_company_stay_out_of_sight(self):
        self.group.company_id = self.env["res.company"].create({"name": "Other"})
        with self.assertRaises(AccessError):
            self.group.with_user(self.user).get_value_card()

    def test_only_who_tends_clients_has_their_value_worked_out_anew(self):
        with self.assertRaises(AccessError):
            self.group.with_user(self.user).action_calculate_value()
        marketing = new_test_user(self.env, "rm_marketing_v", groups="relationship_marketing.group_marketing")
        with self.assertRaises(AccessError):
            self.group.with_user(marketing).action_calculate_value()
        self.assertTrue(self.group.with_user(self.manager).action_calculate_value())

    def test_settings_say_when_it_was_done_and_have_it_done_soon(self):
        self.env["client.job.run"]._start("Value of clients", task=TASK)._finish(3)
        settings = self.env["res.config.settings"].create({})
        self.assertTrue(settings.value_calculated_on)
        cron = self.env.ref("relationship_marketing.ir_cron_value")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        settings.action_calculate_value()
        self.assertEqual(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), before + 1)

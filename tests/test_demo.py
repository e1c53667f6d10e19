import unittest

from odoo import Command
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo company tells what it promises, in a company that keeps no books and counts in roubles."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if cls.env.ref("relationship_marketing.demo_supply_history", raise_if_not_found=False):
            raise unittest.SkipTest("The demo company is in this database already.")
        rouble = cls.env.ref("base.RUB")
        rouble.active = True
        company = cls.env["res.company"].create({"name": "Demo company", "currency_id": rouble.id})
        cls.env.user.company_ids = [Command.link(company.id)]
        cls.demo = cls.env["relationship.demo"].with_context(allowed_company_ids=company.ids)
        cls.demo._load()
        cls.demo._load_requests()
        cls.demo._load_loss_analysis()
        cls.company = company
        cls.groups = cls.env.ref("key_account_loss.demo_analysis_groups")
        cls.divisions = cls.env.ref("key_account_loss.demo_analysis_divisions")

    def found(self, analysis, ref):
        return analysis.client_ids.filtered(lambda client: client.ref == ref)

    def test_history(self):
        """All years came through the import, none of it refused."""
        source = self.env.ref("relationship_marketing.demo_supply_history")
        self.assertEqual((source.state, source.refused_count), ("done", 0))
        months = self.env["client.supply"].search([("company_id", "=", self.company.id)]).mapped("month")
        self.assertEqual(max(months), self.groups.month)
        self.assertEqual(len(set(months)), 60)

    def test_five_divisions_in_one_client(self):
        group = self.env.ref("relationship_marketing.demo_group_kvarton")
        self.assertEqual(len(group.partner_ids.filtered("is_company")), 5)
        self.assertEqual(self.found(self.groups, "KVARTON").classification, "growing")

    def test_one_visit_opened_four_more_divisions(self):
        introduction = self.env.ref("relationship_marketing.demo_introduced_exhibition")
        self.assertEqual(introduction.with_context(allowed_company_ids=self.company.ids).opened_count, 4)

    def test_a_margin_eaten_up_and_a_client_kept_for_his_name(self):
        rows = self.env["client.net.value"].search(
            [("company_id", "=", self.company.id), ("period", "=", "rolling"), ("is_current", "=", True)]
        )
        values = {row.group_id.code: row for row in rows if row.group_id}
        self.assertEqual({values[code].state for code in ("DUNAV", "KESTREL", "MERIDIAN")}, {"negative"})
        self.assertEqual(values["KVARTON"].state, "positive")
        self.assertEqual(values["HALDEN"].state, "unknown")
        self.assertGreater(values["KESTREL"].prestige_cost, 0)
        enough = [lever["key"] for lever in values["DUNAV"].get_levers()["levers"] if lever["suffices"]]
        self.assertEqual(enough, ["volume", "rush", "price", "lot"])

    def test_classes_of_clients(self):
        expected = {
            "MERIDIAN": ("stopped", False),
            "LUMEN": ("cut", "position"),
            "SIBTERM": ("declining", False),
            "BRIAR": ("reduced", False),
            "TECHNO": ("stopped", False),
            "BALKAN": ("growing", False),
            "AERO": ("growing", False),
            "HALDEN": ("new", False),
            "PROMETRON": ("stable", False),
            "MARITSA": ("stable", False),
            "KESTREL": ("stable", False),
            "DUNAV": ("stable", False),
        }
        for ref, classified in expected.items():
            client = self.found(self.groups, ref)
            self.assertEqual((client.classification, client.scope), classified, ref)

    def test_dearer_pieces_hide_that_fewer_are_bought(self):
        self.assertEqual(self.found(self.groups, "DUNAV").classification_by_quantity, "declining")

    def test_goes_on_under_another_legal_entity(self):
        move = self.found(self.groups, "TECHNO").case_ids.move_ids
        self.assertEqual((move.kind, move.state), ("continued", "proposed"))
        self.assertEqual(move.partner_id.ref, "C206")

    def test_division_lost_inside_a_growing_group(self):
        self.assertEqual(self.found(self.divisions, "C209").classification, "stopped")

    def test_volumes_confirmed_list_not(self):
        self.assertEqual(self.groups.state, "list")
        self.assertTrue(self.groups.volumes_sales_at and self.groups.volumes_marketing_at)
        self.assertFalse(self.groups.list_sales_at or self.groups.list_marketing_at)
        self.assertEqual(self.divisions.state, "volumes")

    def test_requests_of_the_year(self):
        """25 empty and 10 vague ones."""
        for tag, count in (("empty", 25), ("vague", 10)):
            tagged_leads = self.env["crm.lead"].search(
                [("tag_ids", "in", self.env.ref(f"lead_filter.demo_tag_{tag}").ids)]
            )
            self.assertEqual(len(tagged_leads), count)

    def test_loading_again_changes_nothing(self):
        count = self.env["res.partner"].search_count([])
        self.demo._load()
        self.demo._load_requests()
        self.demo._load_loss_analysis()
        self.assertEqual(self.env["res.partner"].search_count([]), count)

from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestTourSupplyImport(HttpCase):
    def test_supply_import(self):
        """Marketing brings a file in: refused rows are shown, mended, imported, and seen in the ledger."""
        new_test_user(self.env, "tour_marketing", groups="relationship_marketing.group_marketing")
        self.start_tour("/odoo/supply-history", "relationship_marketing.supply_import", login="tour_marketing")
        client = self.env["res.partner"].search([("name", "=", "Tour client")])
        rows = self.env["client.supply"].search([("partner_id", "=", client.id)], order="month")
        self.assertEqual(rows.mapped("amount"), [1000.0, 525.5, 500.0])
        self.assertEqual(set(rows.mapped("source")), {"import"})

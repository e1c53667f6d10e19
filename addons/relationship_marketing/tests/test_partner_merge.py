from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import LedgerCase, ledger_rows


@tagged("post_install", "-at_install")
class TestPartnerMerge(LedgerCase):
    """Odoo's own merge of partners loses nothing of ours."""

    def merge(self, stays, goes):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((stays | goes).ids, stays)

    def test_ledger_rows_of_one_key_are_added_up(self):
        self.invoice([(self.board, 2, 10), (self.cable, 1, 5)])
        self.invoice([(self.board, 3, 10)], partner=self.other_client)
        self.refresh()
        self.merge(self.client, self.other_client)
        self.assertEqual(
            self.amounts(), {("Orion", "2024-03", "Boards"): (5, 50), ("Orion", "2024-03", "Cables"): (1, 5)}
        )
        self.refresh()
        merged = ledger_rows(self.env, self.company)
        self.ledger._rebuild(self.company)
        self.assertEqual(merged, ledger_rows(self.env, self.company))

    def test_imported_rows_follow(self):
        source = self.env["client.supply.import"].create({"name": "old", "company_id": self.company.id})
        self.env.flush_all()
        self.env.cr.execute(
            """
            INSERT INTO client_supply_import_line (import_id, line_number, partner_id, date, month, quantity, amount)
            VALUES (%s, 2, %s, '2023-01-31', '2023-01-01', 1, 10), (%s, 3, %s, '2023-01-31', '2023-01-01', 2, 20)
            """,
            [source.id, self.client.id, source.id, self.other_client.id],
        )
        self.company.supply_cutover_month = "2024-01-01"
        self.refresh()
        self.merge(self.client, self.other_client)
        self.assertEqual(self.amounts(), {("Orion", "2023-01", None): (3, 30)})
        self.assertEqual(source.line_ids.partner_id, self.client)

    def test_links_are_carried_over_and_none_points_at_itself(self):
        third = self.env["res.partner"].create({"name": "Lyra", "is_company": True})
        distributor = self.env["client.link.type"]._of_code("distributor")
        supplier = self.env["client.link.type"]._of_code("supplier")
        links = self.env["client.link"].create(
            [
                {"partner_id": self.other_client.id, "type_id": distributor.id, "other_partner_id": self.client.id},
                {"partner_id": third.id, "type_id": supplier.id, "other_partner_id": self.client.id},
                {"partner_id": third.id, "type_id": supplier.id, "other_partner_id": self.other_client.id},
            ]
        )
        self.merge(self.client, self.other_client)
        left = links.exists()
        self.assertEqual(left.other_partner_id, self.client)
        self.assertEqual((len(left), len(left.filtered("active"))), (2, 1))

    def test_a_client_or_family_that_supplies_speak_of_is_not_deleted(self):
        self.invoice([(self.board, 1, 10)])
        self.refresh()
        with self.assertRaisesRegex(UserError, "Orion has supplies in the ledger"):
            self.client.unlink()
        self.other_client.unlink()

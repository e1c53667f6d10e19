"""Online Retail II through the import, and the known figures out of the ledger. Skipped where the data is absent."""

import unittest
from pathlib import Path
from tempfile import TemporaryDirectory

import online_retail

from odoo.tests import TransactionCase, tagged

LINES = 1_044_848
WITHOUT_CUSTOMER = 235_287
FIGURES = """
    WITH client AS (
        SELECT partner_id,
               SUM(amount) FILTER (WHERE month BETWEEN '2009-12-01' AND '2010-11-01') AS before,
               COALESCE(SUM(amount) FILTER (WHERE month BETWEEN '2010-12-01' AND '2011-11-01'), 0) AS after
          FROM client_supply WHERE company_id = %(company)s GROUP BY partner_id
    ), buyer AS (
        SELECT DISTINCT partner_id FROM client_supply_import_line
         WHERE import_id = %(source)s AND amount > 0 AND month BETWEEN '2010-12-01' AND '2011-11-01'
    ), largest AS (
        SELECT * FROM client WHERE before IS NOT NULL ORDER BY before DESC LIMIT %(count)s
    )
    SELECT COUNT(*) FILTER (WHERE partner_id NOT IN (SELECT partner_id FROM buyer)),
           COUNT(*) FILTER (WHERE after < 0.5 * before),
           ROUND(SUM(before - after) FILTER (WHERE after < 0.5 * before))
      FROM largest
"""


@tagged("post_install", "-at_install")
@unittest.skipUnless(online_retail.DATA.exists(), "the real data is not at hand")
class TestOnlineRetailLedger(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Wholesaler"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids, "tracking_disable": True})
        folder = cls.enterClassContext(TemporaryDirectory())
        cls.path = Path(folder) / "online_retail.csv"
        cls.counts = online_retail.write_supply_history(cls.path)
        cls.source = cls.env["client.supply.import"].create(
            {"name": "Online Retail II", "company_id": cls.company.id, "is_create_missing": True}
        )
        cls.result = cls.source._run(cls.path)

    def figures(self, count):
        self.env.cr.execute(FIGURES, {"company": self.company.id, "source": self.source.id, "count": count})
        return self.env.cr.fetchone()

    def test_every_line_with_a_customer_is_imported(self):
        written, without_customer, _later = self.counts
        self.assertEqual((written + without_customer, without_customer), (LINES, WITHOUT_CUSTOMER))
        self.assertEqual(self.result, {"read": written, "written": written, "unchanged": 0, "refused": []})

    def test_stopped_and_cut_among_the_largest(self):
        self.assertEqual(self.figures(100), (6, 31, 561_267))
        self.assertEqual(self.figures(500)[:2], (32, 157))

    def test_the_products_own_list_agrees_with_the_ledger(self):
        """T = 2011-11, 2 years, all key clients by share: each case's volumes are the ledger's sums."""
        analysis = self.env["loss.analysis"].create(
            {"month": "2011-11-01", "years": 2, "key_mode": "share", "grain": "group", "company_id": self.company.id}
        )
        analysis.action_compute()
        case = analysis.case_ids.filtered(lambda case: case.ref == "13694")
        self.assertEqual((round(case.volume_2), round(case.volume_1), case.classification), (127_330, 59_522, "cut"))
        self.assertTrue(analysis.case_ids)

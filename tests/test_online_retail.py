"""The loss analysis' rules on Online Retail II, read straight from the file. No database.

Skipped where the data is absent. The figures are those that the data's own description gives.
"""

import unittest
from collections import defaultdict
from decimal import Decimal

import online_retail

from odoo.addons.key_account_loss.engine.classify import classify

BEFORE, LAST = ("2009-12", "2010-11"), ("2010-12", "2011-11")


def yearly_volumes():
    """{customer: [net of the last year, net of the year before]}, and who bought anything in the last year."""
    volumes, buyers = defaultdict(lambda: [Decimal(0), Decimal(0)]), set()
    for line in online_retail.invoice_lines():
        customer, month = line["Customer ID"], line["InvoiceDate"][:7]
        if not customer:
            continue
        amount = Decimal(line["Quantity"]) * Decimal(line["Price"])
        for index, (start, end) in enumerate((LAST, BEFORE)):
            if start <= month <= end:
                volumes[customer][index] += amount
                if index == 0 and amount > 0:
                    buyers.add(customer)
    return volumes, buyers


@unittest.skipUnless(online_retail.DATA.exists(), "the real data is not at hand")
class TestOnlineRetail(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.volumes, cls.buyers = yearly_volumes()
        cls.largest = sorted(cls.volumes, key=lambda customer: (-cls.volumes[customer][1], customer))

    def lost(self, count):
        """(stopped, cut with the stopped) among the ``count`` largest of the year before."""
        verdicts = [classify(tuple(self.volumes[customer])) for customer in self.largest[:count]]
        stopped = [customer for customer in self.largest[:count] if customer not in self.buyers]
        cut = [verdict for verdict in verdicts if verdict.classification in ("stopped", "cut")]
        return len(stopped), len(cut)

    def test_stopped_and_cut_among_the_largest(self):
        self.assertEqual(self.lost(100), (6, 31))
        self.assertEqual(self.lost(500), (32, 157))

    def test_lost_volume(self):
        verdicts = [classify(tuple(self.volumes[customer])) for customer in self.largest[:100]]
        lost = sum(verdict.lost for verdict in verdicts if verdict.classification in ("stopped", "cut"))
        self.assertEqual(round(lost), 561267)

    def test_a_cut_is_not_a_silence(self):
        last, before = self.volumes["13694"]
        self.assertEqual((round(before), round(last)), (127330, 59522))
        self.assertEqual(classify((last, before)).classification, "cut")

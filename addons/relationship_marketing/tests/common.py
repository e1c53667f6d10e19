from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.fields import Command
from odoo.tests import TransactionCase

from odoo.addons.account.tests.common import AccountTestInvoicingCommon


def ledger_rows(env, company):
    """The company's ledger as a sorted list of tuples, every column that is summed; equal ledgers are equal lists."""
    env.flush_all()
    env.cr.execute(
        """
        SELECT partner_id, month, COALESCE(categ_id, 0), ROUND(quantity, 6), COALESCE(uom_id, 0), is_uom_mixed,
               ROUND(amount, 6), ROUND(margin, 6)::text, ROUND(margin_amount, 6)::text, document_count,
               COALESCE(end_client_id, 0), source
          FROM client_supply WHERE company_id = %s ORDER BY 1, 2, 3
        """,
        [company.id],
    )
    return env.cr.fetchall()


class LedgerCase(AccountTestInvoicingCommon):
    """A company with invoices, clients and two product families."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(user=cls.env.ref("base.user_root"), context={"tracking_disable": True})
        cls.company = cls.company_data["company"]
        cls.env.user.company_ids |= cls.company
        cls.env.user.company_id = cls.company
        cls.ledger = cls.env["client.supply"]
        cls.boards, cls.cables = cls.env["product.category"].create([{"name": "Boards"}, {"name": "Cables"}])
        cls.board, cls.cable = cls.env["product.product"].create(
            [
                {"name": "Board", "categ_id": cls.boards.id, "default_code": "B1", "list_price": 100.0},
                {"name": "Cable", "categ_id": cls.cables.id, "default_code": "C1", "list_price": 10.0},
            ]
        )
        cls.client, cls.other_client = cls.env["res.partner"].create(
            [{"name": "Orion", "ref": "R1", "is_company": True}, {"name": "Vega", "ref": "R2", "is_company": True}]
        )

    @classmethod
    def invoice(cls, lines, partner=None, day="2024-03-15", move_type="out_invoice", post=True, **values):
        """A customer invoice of [(product, quantity, price)]."""
        move = cls.env["account.move"].create(
            {
                "move_type": move_type,
                "partner_id": (partner or cls.client).id,
                "invoice_date": day,
                "date": day,
                "company_id": cls.company.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "name": product.name or "Text",
                            "quantity": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                    for product, quantity, price in lines
                ],
                **values,
            }
        )
        if post:
            move.action_post()
        return move

    @classmethod
    def order(cls, lines, partner=None, moment="2024-03-15 12:00:00", confirm=True):
        """A sales order of [(product, quantity, price)], confirmed at ``moment``."""
        order = cls.env["sale.order"].create(
            {
                "partner_id": (partner or cls.client).id,
                "company_id": cls.company.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "price_unit": price,
                            "tax_ids": [Command.clear()],
                        }
                    )
                    for product, quantity, price in lines
                ],
            }
        )
        if confirm:
            order.action_confirm()
            order.date_order = moment
        return order

    def refresh(self):
        """Work off the queue of touched keys."""
        self.ledger._refresh_touched()

    def amounts(self):
        """{(client name, month, family name or None): (quantity, amount)}"""
        rows = self.ledger.search([("company_id", "=", self.company.id)])
        return {
            (row.partner_id.name, f"{row.month:%Y-%m}", row.categ_id.name or None): (row.quantity, row.amount)
            for row in rows
        }


class ImportCase(TransactionCase):
    """A company without documents, and files of supply history."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Importer"})
        cls.env = cls.env(context={"allowed_company_ids": cls.company.ids, "tracking_disable": True})
        cls.company = cls.company.with_env(cls.env)
        cls.boards, cls.cables = cls.env["product.category"].create([{"name": "Boards"}, {"name": "Cables"}])
        cls.client, cls.other_client = cls.env["res.partner"].create(
            [
                {"name": "Orion", "ref": "R1", "vat": "BG 123-456", "is_company": True},
                {"name": "Vega", "ref": "R2", "is_company": True},
            ]
        )
        folder = TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    HEADINGS = "client_ref,date,family,quantity,amount"

    def write_file(self, *rows, headings=HEADINGS, encoding="utf-8", name="history.csv"):
        path = self.folder / name
        path.write_bytes("\r\n".join((headings, *rows, "")).encode(encoding))
        return path

    def load(self, path, dry_run=False, source=None, **values):
        """Run the import of ``path`` as a source; (source, result)."""
        name = source if isinstance(source, str) else path.name
        record = self.env["client.supply.import"].search(
            [("name", "=", name), ("company_id", "=", self.company.id)]
        ) or self.env["client.supply.import"].create({"name": name, "company_id": self.company.id})
        record.write({"file_name": path.name, **values})
        return record, record._run(path, dry_run=dry_run)

    def ledger(self):
        """{(client ref, month, family or None): (quantity, amount)} of imported history."""
        rows = self.env["client.supply"].search([("company_id", "=", self.company.id)])
        return {
            (row.partner_id.ref, f"{row.month:%Y-%m}", row.categ_id.name or None): (row.quantity, row.amount)
            for row in rows
        }


def day(text):
    """A date from ISO text."""
    return date.fromisoformat(text)

import base64
import csv
import io
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..engine.months import add_months, last_complete_month
from .relationship_demo import product_code
from .supply_story import FAMILIES, supplies

INVOICED_MONTHS = 3
PAYMENT_DAYS = 14
# As an accounting programme of the country would write its report of shipments.
HEADINGS = ("Код клиента", "Дата", "Товарная группа", "Количество", "Сумма без НДС", "Маржа", "Документ")


class RelationshipDemo(models.AbstractModel):
    _inherit = "relationship.demo"

    @api.model
    def _load_supplies(self):
        """Older years through the product's own import, the last months as posted invoices where books are kept."""
        last = last_complete_month(fields.Date.context_today(self))
        invoiced = INVOICED_MONTHS if self._can_invoice() else 0
        found = supplies(last.month)
        self._import([supply for supply in found if supply.offset >= invoiced], last, add_months(last, 1 - invoiced))
        if invoiced:
            self._invoice([supply for supply in found if supply.offset < invoiced], last)

    @api.model
    def _can_invoice(self):
        """Whether the company keeps books, and has not invoiced these clients in an earlier life of the demo data."""
        company = self.env.company
        journal = self.env["account.journal"].search(
            [("type", "=", "sale"), *self.env["account.journal"]._check_company_domain(company)], limit=1
        )
        refs = {supply.ref for supply in supplies()}
        known = self.env["account.move"].search_count([("partner_id.ref", "in", list(refs))], limit=1)
        return bool(company.chart_template and journal.default_account_id and not known)

    @api.model
    def _import(self, found, last, cutover):
        marketing = self._record("user_marketing")
        source = (
            self.env["client.supply.import"]
            .with_user(marketing)
            .create(
                {
                    "name": f"Old accounting, shipments before {cutover:%Y-%m}",
                    "file": base64.b64encode(self._file_of(found, last)),
                    "file_name": "shipments.csv",
                    "cutover_month": cutover,
                }
            )
        )
        source.action_import()
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": "relationship_marketing.demo_supply_history", "record": source, "noupdate": True}]
        )

    @api.model
    def _file_of(self, found, last):
        file = io.StringIO()
        writer = csv.writer(file, delimiter=";")
        writer.writerow(HEADINGS)
        for number, supply in enumerate(found, start=1):
            month = add_months(last, -supply.offset)
            numbers = (supply.quantity, supply.amount, supply.margin)
            writer.writerow(
                (
                    supply.ref,
                    f"{_day(month, number):%d.%m.%Y}",
                    supply.family,
                    *(str(value).replace(".", ",") for value in numbers),
                    f"{month:%y%m}-{number:05}",
                )
            )
        return file.getvalue().encode("utf-8-sig")

    @api.model
    def _invoice(self, found, last):
        """One posted invoice for each client and month, a credit note for what was sent back."""
        documents = {}
        for supply in found:
            move_type = "out_invoice" if supply.amount >= 0 else "out_refund"
            documents.setdefault((supply.offset, supply.ref, move_type), []).append(supply)
        clients = self._by_key("res.partner", "ref", {ref for _offset, ref, _type in documents})
        products = self._by_key("product.product", "default_code", [product_code(family) for family in FAMILIES])
        moves = self.env["account.move"].create(
            [
                {
                    "move_type": move_type,
                    "partner_id": clients[ref].id,
                    "invoice_date": _day(add_months(last, -offset), number),
                    "invoice_date_due": _day(add_months(last, -offset), number) + timedelta(days=PAYMENT_DAYS),
                    "invoice_line_ids": self._prepare_line_commands(lines, products),
                }
                for number, ((offset, ref, move_type), lines) in enumerate(documents.items(), start=1)
            ]
        )
        moves.action_post()
        self.env["client.supply"]._refresh_touched()

    @api.model
    def _by_key(self, model, key, values):
        return {record[key]: record for record in self.env[model].search([(key, "in", list(values))])}

    @api.model
    def _prepare_line_commands(self, lines, products):
        return [
            Command.create(
                {
                    "product_id": products[product_code(line.family)].id,
                    "quantity": abs(line.quantity),
                    "price_unit": round(line.amount / line.quantity, 2),
                }
            )
            for line in lines
        ]


def _day(month, number):
    """A working-looking day of ``month``; documents are spread over it."""
    return month + timedelta(days=2 + number * 7 % 25)

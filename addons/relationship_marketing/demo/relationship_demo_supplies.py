import base64
import csv
import io
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Command

from ..engine.months import add_months, last_complete_month
from .supply_story import supplies

INVOICED_MONTHS = 3
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
        self._invoice([supply for supply in found if supply.offset < invoiced], last)

    @api.model
    def _can_invoice(self):
        """Whether the company has a chart of accounts."""
        company = self.env.company
        journal = self.env["account.journal"].search(
            [("type", "=", "sale"), *self.env["account.journal"]._check_company_domain(company)], limit=1
        )
        return bool(company.chart_template and journal.default_account_id)

    @api.model
    def _import(self, found, last, cutover):
        source = self.env["client.supply.import"].create(
            {
                "name": f"Old accounting, shipments before {cutover:%Y-%m}",
                "file": base64.b64encode(self._file_of(found, last)),
                "file_name": "shipments.csv",
                "cutover_month": cutover,
            }
        )
        source.action_import()
        self._records_of_source(source)

    @api.model
    def _records_of_source(self, source):
        """Known under an xml id, so that the sources of other addons' demo data find it."""
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
        moves = self.env["account.move"].create(
            [
                self._prepare_invoice_values(move_type, ref, add_months(last, -offset), number, lines)
                for number, ((offset, ref, move_type), lines) in enumerate(documents.items(), start=1)
            ]
        )
        moves.action_post()
        self.env["client.supply"]._refresh_touched()

    @api.model
    def _prepare_invoice_values(self, move_type, ref, month, number, lines):
        return {
            "move_type": move_type,
            "partner_id": self._record(f"client_{ref.lower()}").id,
            "invoice_date": _day(month, number),
            "invoice_line_ids": [
                Command.create(
                    {
                        "product_id": self._record(f"product_{line.family.lower().replace(' ', '_')}").id,
                        "quantity": abs(line.quantity),
                        "price_unit": round(line.amount / line.quantity, 2),
                    }
                )
                for line in lines
            ],
        }


def _day(month, number):
    """A working-looking day of ``month``; documents are spread over it."""
    return month + timedelta(days=2 + number * 7 % 25)

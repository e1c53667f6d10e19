"""Dataset "history": a CSV file of 1 000 000 rows of supply history, all clients and families known, and an XLSX file.

48 months, 20 000 clients, 40 families; a few clients buy much. The XLSX file holds the first tenth of the rows.
"""

import csv
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from .bulk import vacuum
from .clients import CLIENTS, FIRST_MONTH, MONTHS, Clients, generate_clients
from .common import environment

ROWS = 1_000_000
HEADINGS = ("client_ref", "date", "family", "quantity", "amount", "document")


@dataclass(frozen=True)
class History:
    clients: Clients
    csv: Path
    xlsx: Path
    rows: int


def generate(registry, divisor, folder):
    with environment(registry) as env:
        clients = generate_clients(env, CLIENTS // divisor)
        families = env["product.category"].browse(clients.families).mapped("complete_name")
        env.company.supply_cutover_month = "2026-01-01"
    vacuum(registry, "res_partner", "product_template", "product_product")
    rows = ROWS // divisor
    history = History(clients, folder / "history.csv", folder / "history.xlsx", rows)
    with history.csv.open("w", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(HEADINGS)
        writer.writerows(_rows(rows, clients.partners, families))
    _write_xlsx(history.xlsx, _rows(rows, clients.partners, families), rows // 10)
    return history


def _rows(count, clients, families):
    """``count`` rows in the order of their dates."""
    rng = random.Random(7)
    first, days = date.fromisoformat(FIRST_MONTH), int(MONTHS * 365.25 / 12) - 1
    for number in range(count):
        client = int(clients * rng.random() ** 2)
        quantity = 1 + int(100 * rng.random() ** 3)
        yield (
            f"C{client + 1:05}",
            (first + timedelta(days=number * days // count)).isoformat(),
            families[(client * 7 + int(8 * rng.random() ** 2)) % len(families)],
            quantity,
            f"{quantity * (5 + 500 * rng.random() ** 4):.2f}",
            f"D{number // 4}",
        )


def _write_xlsx(path, rows, count):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    for number, (ref, day, family, quantity, amount, document) in zip(range(1, count + 1), rows, strict=False):
        sheet.write_row(number, 0, (ref, day, family, quantity, float(amount), document))
    book.close()

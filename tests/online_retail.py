"""Online Retail II as supply history: real invoice lines of a wholesaler, with their dirt.

The two sheets overlap on 1–9 December 2010: the first sheet's rows from then on are
dropped. Lines without a customer cannot be a client's supply: left out, and counted.

    python tests/online_retail.py FILE.csv [last day]
"""

import csv
import gzip
import sys
from decimal import Decimal
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "uci_online_retail_II.csv.gz"
OVERLAP_FROM = "2010-12-01"
COLUMNS = ("client_ref", "client_name", "date", "family", "quantity", "amount", "document")


def invoice_lines(path=DATA):
    """Yield the file's lines as dicts, each invoice line once."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as text:
        reader = csv.DictReader(text)
        sheets = []
        for line in reader:
            if line["sheet"] not in sheets:
                sheets.append(line["sheet"])
            if line["sheet"] == sheets[0] and line["InvoiceDate"] >= OVERLAP_FROM:
                continue
            yield line


def family_of(stock_code):
    """The first two digits of a stock code; codes that are no products (POST, M …) are one family."""
    return stock_code[:2] if stock_code[:2].isdigit() else "Other"


def write_supply_history(target, path=DATA, until=None):
    """Write the lines as a CSV that ``supply_import`` reads.

    :param until: leave out days after this one (ISO text)
    :returns: (rows written, lines without a customer, lines after ``until``)
    """
    written = without_customer = later = 0
    with open(target, "w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for line in invoice_lines(path):
            customer = line["Customer ID"].removesuffix(".0")
            if not customer:
                without_customer += 1
                continue
            day = line["InvoiceDate"][:10]
            if until and day > until:
                later += 1
                continue
            amount = int(line["Quantity"]) * Decimal(line["Price"])
            writer.writerow(
                (
                    customer,
                    f"Client {customer}",
                    day,
                    family_of(line["StockCode"]),
                    line["Quantity"],
                    amount,
                    line["Invoice"],
                )
            )
            written += 1
    return written, without_customer, later


if __name__ == "__main__":
    target, *last_day = sys.argv[1:]
    rows, nameless, later = write_supply_history(target, until=last_day[0] if last_day else None)
    print(f"{rows} rows written, {nameless} lines without a customer and {later} later lines left out")

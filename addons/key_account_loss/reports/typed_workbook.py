"""A workbook of typed cells, in which a text stays a text whatever it begins with."""

from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook

MONEY, QUANTITY, SHARE, COUNT, MONTH, DATE, DATETIME = (
    "#,##0.00",
    "#,##0.##",
    "0.0%",
    "#,##0",
    "yyyy-mm",
    "yyyy-mm-dd",
    "yyyy-mm-dd hh:mm",
)
SHEET_NAME, CELL = 31, 32767  # the longest Excel takes, in characters
NOT_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "()     ")


class TypedWorkbook:
    """An XLSX in memory; a cell is a text, or (value, one of the formats above), None for an empty one."""

    def __init__(self, title, company):
        self.output = BytesIO()
        self.book = Workbook(self.output, {"in_memory": True})
        self.book.set_properties({"title": title, "company": company})
        self.formats = {code: self.book.add_format({"num_format": code}) for code in (MONEY, QUANTITY, SHARE, COUNT)}
        for code in (MONTH, DATE, DATETIME):
            self.formats[code] = self.book.add_format({"num_format": code, "align": "left"})
        self.head = self.book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EAED"}
        )

    def close(self):
        """The finished file's bytes."""
        self.book.close()
        return self.output.getvalue()

    def sheet(self, name, widths):
        sheet = self.book.add_worksheet(name.translate(NOT_IN_SHEET_NAMES)[:SHEET_NAME])
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet

    def write_table(self, name, heads, widths, rows, notes=()):
        """A sheet that is one table: its head stays in sight and filters; notes stand below it."""
        sheet = self.sheet(name, widths)
        line = self.write_block(sheet, 0, heads, rows)
        for line, note in enumerate(notes, start=line + 1):  # noqa: B020 - goes on below the rows
            self.fill(sheet, line, 0, note)
        sheet.freeze_panes(1, 3)
        sheet.repeat_rows(0)
        sheet.fit_to_pages(1, 0)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def write_block(self, sheet, line, heads, rows):
        """Heads and rows from ``line`` on; a cell is a text or (value, format). Returns the next free line."""
        for column, head in enumerate(heads):
            sheet.write_string(line, column, head, self.head)
        for line, row in enumerate(rows, start=line + 1):  # noqa: B020 - goes on from where the heads stand
            for column, cell in enumerate(row):
                self.fill(sheet, line, column, *(cell if isinstance(cell, tuple) else (cell,)))
        return line + 1

    def fill(self, sheet, line, column, value, code=None):
        """One cell by the type of its value: a text is never taken for a formula, a link or a number."""
        if value is None:
            return
        if isinstance(value, str):
            sheet.write_string(line, column, value[:CELL])
        elif isinstance(value, date | datetime):
            sheet.write_datetime(line, column, value, self.formats[code])
        else:
            sheet.write_number(line, column, value, self.formats[code])

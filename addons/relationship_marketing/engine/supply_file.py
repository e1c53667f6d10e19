"""Reading a supply history file, CSV or XLSX, as a stream of rows. No Odoo.

Encoding (UTF-8 with or without BOM, UTF-16 with BOM, cp1251) and delimiter are found
out from the file itself, so that nobody has to be asked.
"""

import codecs
import csv
import io
import zipfile
from pathlib import Path

import openpyxl

from .supply_heading import field_of_heading

CHUNK = 1 << 20
LONGEST_CELL = 131_072
DELIMITERS = ";,\t|"
UNREADABLE = "\ufffd"
SPREADSHEETS = {".xlsx", ".xlsm", ".xls", ".ods"}
NO_DELIMITER = set("\"'_-. ()/\\\ufeff\r\n")


class SupplyFileError(Exception):
    """The file as a whole cannot be read. ``code`` and ``values`` make the sentence (``models/supply_reasons.py``)."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values


class _TooLong(Exception):
    pass


class _RowLines:
    """The lines of a text for ``csv.reader``, stopped where a quote left open swallows line after line."""

    def __init__(self, text):
        self.text = text
        self.pending = 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self.text.readline(LONGEST_CELL)
        if not line:
            raise StopIteration
        if "\0" in line:  # csv before Python 3.11 would give up
            line = line.replace("\0", "")
        self.pending += len(line)
        if self.pending >= LONGEST_CELL:
            raise _TooLong
        return line


class SupplyFile:
    """A file of supply history: its headings, and its rows as (line number, cells).

    :param path: where the file is
    :param name: its name, if the path does not show it (an attachment)
    :raises SupplyFileError: ``empty``, ``unreadable``, ``cell_too_long``
    """

    def __init__(self, path, name=None):
        self.path = Path(path)
        self.name = name or self.path.name
        self.may_be_unreadable = False
        self.is_xlsx = zipfile.is_zipfile(self.path)
        if not self.is_xlsx:
            if Path(self.name).suffix.lower() in SPREADSHEETS:
                raise SupplyFileError("unreadable", file=self.name, line=1)
            self.encoding, self.may_be_unreadable = _encoding(self.path)
            self.delimiter = self._find_delimiter()
        self.headings = self._read_headings()

    def rows(self):
        """Yield (line number in the file, list of cells) below the headings, blank rows left out."""
        if self.is_xlsx:
            yield from self._xlsx_rows()
        else:
            yield from self._csv_rows()

    def _open(self):
        # A sign that the encoding does not know spoils its cell, not the file.
        return self.path.open(encoding=self.encoding, errors="replace", newline="")

    def _find_delimiter(self):
        with self._open() as text:
            first = ""
            while not first.strip() and (line := text.readline(LONGEST_CELL)):
                first = line.rstrip("\r\n").replace("\0", "")
        candidates = {char for char in first if not char.isalnum() and char not in NO_DELIMITER}

        def recognised(delimiter):
            cells = next(csv.reader([first], delimiter=delimiter), [])
            return sum(field_of_heading(cell) is not None for cell in cells), delimiter in DELIMITERS, len(cells)

        return max(sorted(candidates), key=recognised, default=",")

    def _read_headings(self):
        lines = self._xlsx_lines() if self.is_xlsx else self._csv_lines()
        for _line, cells in lines:
            headings = ["" if cell is None else str(cell).strip() for cell in cells]
            if any(headings):
                while headings and not headings[-1]:
                    headings.pop()
                return headings
        raise SupplyFileError("empty", file=self.name)

    def _csv_lines(self):
        with self._open() as text:
            lines = _RowLines(text)
            reader = csv.reader(lines, delimiter=self.delimiter)
            line = 1
            try:
                for cells in reader:
                    lines.pending = 0
                    yield line, cells
                    line = reader.line_num + 1
            except _TooLong as error:
                raise SupplyFileError("cell_too_long", file=self.name, line=line) from error
            except csv.Error as error:
                raise SupplyFileError("unreadable", file=self.name, line=line) from error

    def _csv_rows(self):
        lines = self._csv_lines()
        for _line, cells in lines:
            if any(cell.strip() for cell in cells):
                break
        for line, cells in lines:
            if any(cells):
                yield line, cells

    def _xlsx_lines(self):
        try:
            book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
        except Exception as error:  # openpyxl lets KeyError, ValueError, BadZipFile and others through
            raise SupplyFileError("unreadable", file=self.name, line=1) from error
        line = 0
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, list(cells)
        except SupplyFileError:
            raise
        except Exception as error:  # a damaged sheet shows only while it is read
            raise SupplyFileError("unreadable", file=self.name, line=line + 1) from error
        finally:
            book.close()

    def _xlsx_rows(self):
        width = len(self.headings)
        lines = self._xlsx_lines()
        for _line, cells in lines:
            if any(cell not in (None, "") for cell in cells):
                break
        for line, cells in lines:
            if any(cell not in (None, "") for cell in cells):
                cells.extend([None] * (width - len(cells)))
                while len(cells) > width and cells[-1] in (None, ""):
                    cells.pop()
                yield line, cells


def _encoding(path):
    """(utf-16, utf-8-sig or cp1251; whether there may be signs that it does not know).

    A few bytes that are no UTF-8 in a file that otherwise is do not make it cp1251: they spoil their own cells.
    """
    with path.open("rb") as raw:
        start = raw.read(4)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", True
        raw.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        bad = foreign = 0
        while chunk := raw.read(CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                bad += text.count(UNREADABLE)
                foreign += len(text) - len(text.encode("ascii", "ignore"))
    return ("utf-8-sig", bad > 0) if 4 * bad <= foreign else ("cp1251", True)


class CopyStream(io.TextIOBase):
    """Lines of text from an iterator, as the file object that COPY reads from.

    ``error`` keeps what the iterator raised: the database driver hides it behind an error of its own.
    """

    def __init__(self, lines):
        self.lines = iter(lines)
        self.error = None

    def read(self, size=-1):  # pylint: disable=method-required-super  # replaced, not extended
        taken, length = [], 0
        try:
            for line in self.lines:
                taken.append(line)
                length += len(line)
                if 0 <= size <= length:
                    break
        except Exception as error:
            self.error = error
            raise
        return "".join(taken)

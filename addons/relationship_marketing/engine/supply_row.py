"""Checking a row of supply history: dates, numbers, who, what, when. No Odoo.

A cell that cannot be used is refused with a code and the value it had; the sentences
are in ``models/supply_reasons.py``. Nothing is guessed: a number with both decimal
marks and a date that could be read in two ways are refused.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from .months import last_day, month_of

PLAIN_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?", re.ASCII)
NUMBER = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?: \d{3}){1,4})(?:[.,]\d{1,15})?(?:[eE][+-]?\d)?", re.ASCII)
AMBIGUOUS_COMMA = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
DECIMAL_POINT = re.compile(r"[+-]?[\d ,]*\d\.\d+", re.ASCII)
DECIMAL_COMMA = re.compile(r"[+-]?[\d ]+,(?:\d{1,2}|\d{4,})", re.ASCII)
COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?", re.ASCII)
DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?: \d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
SLASHED_MONTH = re.compile(r"(\d{1,2})/(\d{4})", re.ASCII)
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
OLDEST_YEAR = 1950


class Refused(Exception):
    """A cell that cannot be used: ``code`` of the reason, and what the sentence needs."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code = code
        self.values = values


def parse_number(cell, is_comma_decimal=lambda: False):
    """A cell as the text of a plain decimal number, with a point as the mark.

    A comma or a point is a decimal mark; thousands may be parted by spaces.

    :param is_comma_decimal: asked about ``1,234``, which may be 1.234 or 1234
    :raises Refused: ``empty``, ``not_a_number``, ``both_decimal_marks``, ``ambiguous_number``
    """
    if isinstance(cell, str):
        if PLAIN_NUMBER.fullmatch(cell):
            return cell
        text = cell.translate(SPACES).strip()
        if not text:
            raise Refused("empty")
        if "," in text and "." in text and not re.search(r"[^0-9\s.,+-]", text):
            raise Refused("both_decimal_marks", value=shortened(text))
        if not NUMBER.fullmatch(text):
            raise Refused("not_a_number", value=shortened(text))
        if AMBIGUOUS_COMMA.fullmatch(text) and not is_comma_decimal():
            raise Refused("ambiguous_number", value=text)
        return format(Decimal(text.replace(" ", "").replace(",", ".")), "f")
    if cell is None:
        raise Refused("empty")
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise Refused("not_a_number", value=shortened(cell))
    if not abs(cell) < 1e15:
        raise Refused("not_a_number", value=shortened(cell))
    return format(Decimal(repr(cell)), "f")


def parse_date(cell, date_order=None):
    """The day a cell names, or the last day of the month it names.

    :param date_order: ``dmy`` or ``mdy`` for dates with slashes; None: only where one reading is possible
    :raises Refused: ``empty``, ``not_a_date``, ``ambiguous_date``
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = "" if cell is None else str(cell).translate(SPACES).strip()
    if not text:
        raise Refused("empty")
    try:
        return _read_date(text, date_order)
    except ValueError:
        raise Refused("not_a_date", value=shortened(text)) from None


def _read_date(text, date_order):
    if match := ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := COMPACT_DATE.fullmatch(text) or YEAR_FIRST.fullmatch(text):
        year, month, day = match.groups()
    elif match := DOTTED.fullmatch(text):
        day, month, year = match.groups()
    elif match := SLASHED_MONTH.fullmatch(text):
        (month, year), day = match.groups(), None
    elif match := SLASHED.fullmatch(text):
        first, second, year = match.groups()
        day, month = _order_slashed(text, first, second, date_order)
    else:
        raise ValueError(text)
    if int(year) < OLDEST_YEAR:
        raise ValueError(text)
    return date(int(year), int(month), int(day)) if day else last_day(date(int(year), int(month), 1))


def _order_slashed(text, first, second, date_order):
    """(day, month) of a date with slashes."""
    if date_order == "mdy" or (not date_order and int(second) > 12):
        return second, first
    if date_order == "dmy" or int(first) > 12 or first == second:
        return first, second
    raise Refused("ambiguous_date", value=text)


def shortened(value):
    """A refused value as it is quoted in a sentence."""
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def text_of(cell):
    """A cell as trimmed text; a whole number from a spreadsheet without its ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).replace("\x00", "").strip()


@dataclass(slots=True)
class Row:
    """An accepted row. ``partner`` and ``categ`` are ids, or the key of a client or family to be created."""

    line: int
    partner: object
    day: date
    month: date
    categ: object
    product: int | None
    quantity: str
    amount: str
    margin: str | None
    currency: str
    currency_amount: str | None
    document: str


@dataclass
class RowReader:
    """Turns cells into a Row or a list of refusals.

    ``clients`` and ``families`` answer with an id, a key to be created, or raise Refused;
    ``rate`` gives company currency for one unit of a currency on a day, or raises Refused.
    ``is_comma_decimal`` says whether the file writes decimals with a comma; ``may_be_unreadable``: look for
    signs that its encoding does not know.
    """

    headings: list
    columns: dict
    clients: object
    families: object
    rate: object
    this_month: date
    cutover: date | None = None
    date_order: str | None = None
    is_comma_decimal: object = lambda: False
    may_be_unreadable: bool = False
    refusals: list = field(default_factory=list)

    def __post_init__(self):
        self._date = lru_cache(maxsize=65_536)(self._checked_date)
        self._width = len(self.headings)

    def row_of(self, line, cells):
        """The Row of ``cells``, or None; then what is wrong was added to ``refusals``."""
        if len(cells) != self._width:
            cells = self._fitted(line, cells)
            if cells is None:
                return None
        columns, before = self.columns, len(self.refusals)
        if self.may_be_unreadable:
            self._refuse_unreadable(line, cells)
        day = month = partner = family = quantity = amount = None
        try:
            day, month = self._date(cells[columns["date"]])
        except Refused as refused:
            self._refuse(line, "date", refused)
        try:
            partner = self.clients.find(cells)
        except Refused as refused:
            self._refuse(line, refused.values.pop("column"), refused)
        try:
            family = self.families.find(cells)
        except Refused as refused:
            self._refuse(line, refused.values.pop("column"), refused)
        try:
            quantity = parse_number(cells[columns["quantity"]], self.is_comma_decimal)
        except Refused as refused:
            self._refuse(line, "quantity", refused)
        try:
            amount = parse_number(cells[columns["amount"]], self.is_comma_decimal)
        except Refused as refused:
            self._refuse(line, "amount", refused)
        margin = self._margin(line, cells)
        currency, currency_amount = "", None
        if "currency" in columns and day:
            currency, currency_amount, amount, margin = self._converted(line, cells, day, amount, margin)
        if len(self.refusals) > before:
            return None
        document = text_of(cells[columns["document"]]) if "document" in columns else ""
        categ, product = family
        self.clients.accept(partner, cells, day)
        self.families.accept(categ)
        return Row(
            line, partner, day, month, categ, product, quantity, amount, margin, currency, currency_amount, document
        )

    def refuse_if_unknown(self, row):
        """Whether ``row`` names a client or family that still has to be created; then it is refused."""
        for found, column, code in (
            (row.partner, "client_ref", "unknown_client"),
            (row.categ, "family", "unknown_family"),
        ):
            if isinstance(found, str):
                self._refuse(row.line, column, Refused(code, value=shortened(found)))
        return isinstance(row.partner, str) or isinstance(row.categ, str)

    def _fitted(self, line, cells):
        """``cells`` cut to the headings where only empty ones are over, else None and a refusal."""
        if len(cells) > self._width and not any(text_of(cell) for cell in cells[self._width :]):
            return cells[: self._width]
        self.refusals.append((line, "", "wrong_cell_count", {"count": len(cells), "expected": self._width}))
        return None

    def _refuse_unreadable(self, line, cells):
        """Refuse cells with a sign that the file's encoding does not know, where they are used."""
        for column, index in self.columns.items():
            if isinstance(cells[index], str) and "\ufffd" in cells[index]:
                self._refuse(line, column, Refused("unreadable_sign", value=shortened(cells[index])))

    def _refuse(self, line, column, refused):
        heading = self.headings[self.columns[column]] if column in self.columns else ""
        self.refusals.append((line, heading, refused.code, refused.values))

    def _checked_date(self, cell):
        day = parse_date(cell, self.date_order)
        month = month_of(day)
        if month > self.this_month:
            raise Refused("future_month", month=f"{month:%Y-%m}")
        if self.cutover and month >= self.cutover:
            raise Refused("after_cutover", month=f"{month:%Y-%m}", cutover=f"{self.cutover:%Y-%m}")
        return day, month

    def _margin(self, line, cells):
        if "margin" not in self.columns:
            return None
        cell = cells[self.columns["margin"]]
        if cell is None or (isinstance(cell, str) and not cell.strip()):
            return None
        try:
            return parse_number(cell, self.is_comma_decimal)
        except Refused as refused:
            self._refuse(line, "margin", refused)
            return None

    def _converted(self, line, cells, day, amount, margin):
        """(currency, amount in it, amount and margin in company currency)."""
        currency = text_of(cells[self.columns["currency"]]).upper()
        try:
            rate = self.rate(currency, day) if currency else None
        except Refused as refused:
            self._refuse(line, "currency", refused)
            return "", None, None, None
        if rate is None or amount is None:
            return "", None, amount, margin
        converted_margin = format(Decimal(margin) * rate, "f") if margin is not None else None
        return currency, amount, format(Decimal(amount) * rate, "f"), converted_margin


def writes_decimal_commas(file, columns):
    """Whether some number of ``file`` can only be read with the comma as decimal mark, and none with the point."""
    numbers = [columns[name] for name in ("quantity", "amount", "margin") if name in columns]
    has_comma = False
    for _line, cells in file.rows():
        for index in numbers:
            cell = cells[index] if index < len(cells) else None
            if isinstance(cell, str):
                text = cell.translate(SPACES).strip()
                if DECIMAL_POINT.fullmatch(text):
                    return False
                has_comma = has_comma or bool(DECIMAL_COMMA.fullmatch(text))
    return has_comma

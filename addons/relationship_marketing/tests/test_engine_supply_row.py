from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.supply_row import (
    Refused,
    RowReader,
    parse_date,
    parse_number,
    text_of,
)


class Everybody:
    """A lookup that finds the same client and family in every row."""

    def __init__(self, found):
        self.found = found

    def find(self, cells):
        return self.found

    def accept(self, *ignored):
        pass


def reader(headings, **values):
    columns = {heading: index for index, heading in enumerate(headings)}
    return RowReader(
        headings=list(headings),
        columns=columns,
        clients=Everybody(7),
        families=Everybody((3, None)),
        rate=lambda currency, day: Decimal(2),
        this_month=date(2024, 6, 1),
        **values,
    )


class TestNumbers(TestCase):
    def assertRefused(self, code, function, *args, **kwargs):
        with self.assertRaises(Refused) as caught:
            function(*args, **kwargs)
        self.assertEqual(caught.exception.code, code)

    def test_a_comma_or_a_point_is_the_decimal_mark(self):
        for text in ("12.5", "12,5", " 12,50 ", "+12.5", "1.25e1", "\u00a012,5"):
            self.assertEqual(Decimal(parse_number(text)), Decimal("12.5"), text)

    def test_thousands_may_be_parted_by_spaces(self):
        for text in ("1 234 567,89", "1\u00a0234\u00a0567.89", "1\u202f234\u202f567,89"):
            self.assertEqual(Decimal(parse_number(text)), Decimal("1234567.89"))

    def test_negative_numbers_of_credit_notes(self):
        self.assertEqual(parse_number("-3"), "-3")
        self.assertEqual(parse_number("\u22123,5"), "-3.5")

    def test_both_marks_in_one_number_are_refused(self):
        self.assertRefused("both_decimal_marks", parse_number, "1,234.56")
        self.assertRefused("both_decimal_marks", parse_number, "1.234,56")

    def test_a_comma_before_three_digits_is_read_only_where_the_file_writes_commas(self):
        self.assertRefused("ambiguous_number", parse_number, "1,234")
        self.assertEqual(parse_number("1,234", lambda: True), "1.234")
        self.assertEqual(parse_number("1.234"), "1.234")

    def test_text_is_refused(self):
        for text in ("abc", "12 pcs", "1,2,3", "--1", "1e999", "NaN", "inf", "١٢٣x", "€5", "=1+1", "٣"):
            self.assertRefused("not_a_number", parse_number, text)
        self.assertRefused("not_a_number", parse_number, float("nan"))
        self.assertRefused("not_a_number", parse_number, True)
        self.assertRefused("empty", parse_number, "  ")
        self.assertRefused("empty", parse_number, None)

    @given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=4))
    def test_what_was_written_is_what_is_read(self, number):
        self.assertEqual(Decimal(parse_number(str(number).replace(".", ",") + "1")), Decimal(f"{number}1"))
        self.assertEqual(Decimal(parse_number(float(number))), Decimal(repr(float(number))))

    @given(st.text(max_size=30))
    def test_any_text_is_a_plain_number_or_refused(self, text):
        try:
            parsed = parse_number(text)
        except Refused:
            return
        self.assertRegex(parsed, r"^-?\d+(\.\d+)?$")


class TestDates(TestCase):
    def test_days(self):
        for text in (
            "2024-03-05",
            "2024-03-05 12:30:00",
            "2024-03-05T12:30",
            "05.03.2024",
            "5.3.2024",
            "20240305",
            "2024/03/05",
        ):
            self.assertEqual(parse_date(text), date(2024, 3, 5), text)
        self.assertEqual(parse_date(datetime(2024, 3, 5, 1, 2)), date(2024, 3, 5))

    def test_a_month_stands_for_its_last_day(self):
        for text in ("2024-02", "02.2024", "2/2024", "202402"):
            self.assertEqual(parse_date(text), date(2024, 2, 29), text)

    def test_slashes_are_read_where_only_one_reading_is_possible(self):
        self.assertEqual(parse_date("25/03/2024"), date(2024, 3, 25))
        self.assertEqual(parse_date("03/25/2024"), date(2024, 3, 25))
        self.assertEqual(parse_date("31-01-2024"), date(2024, 1, 31))
        self.assertEqual(parse_date("03/04/2024", "mdy"), date(2024, 3, 4))
        self.assertEqual(parse_date("03/04/2024", "dmy"), date(2024, 4, 3))
        with self.assertRaises(Refused) as caught:
            parse_date("03/04/2024")
        self.assertEqual(caught.exception.code, "ambiguous_date")

    def test_impossible_dates(self):
        for text in ("2024-02-30", "31.04.2024", "2024-13", "tomorrow", "0001-01-01", "13/13/2024", "45000"):
            with self.assertRaises(Refused) as caught:
                parse_date(text)
            self.assertEqual(caught.exception.code, "not_a_date", text)

    @given(st.text(max_size=20))
    def test_any_text_is_a_date_or_refused(self, text):
        with suppress(Refused):
            self.assertIsInstance(parse_date(text), date)


class TestRows(TestCase):
    HEADINGS = ("client_ref", "date", "family", "quantity", "amount")

    def test_a_good_row(self):
        rows = reader(self.HEADINGS)
        row = rows.row_of(2, ["R1", "2024-03-05", "Boards", "2", "10,5"])
        self.assertEqual((row.partner, row.month, row.categ, row.amount), (7, date(2024, 3, 1), 3, "10.5"))
        self.assertFalse(rows.refusals)

    def test_every_bad_cell_of_a_row_is_named_with_line_and_column(self):
        rows = reader(self.HEADINGS)
        self.assertIsNone(rows.row_of(9, ["R1", "2024-02-31", "Boards", "two", "1,234.5"]))
        self.assertEqual(
            [(line, column, code) for line, column, code, _values in rows.refusals],
            [(9, "date", "not_a_date"), (9, "quantity", "not_a_number"), (9, "amount", "both_decimal_marks")],
        )

    def test_future_months_and_months_from_the_cutover_on_are_refused(self):
        rows = reader(self.HEADINGS, cutover=date(2024, 1, 1))
        rows.row_of(2, ["R1", "2024-07-01", "Boards", "1", "1"])
        rows.row_of(3, ["R1", "2024-01-01", "Boards", "1", "1"])
        self.assertIsNotNone(rows.row_of(4, ["R1", "2023-12-31", "Boards", "1", "1"]))
        self.assertEqual([code for _l, _c, code, _v in rows.refusals], ["future_month", "after_cutover"])

    def test_a_row_that_does_not_fit_the_headings_is_refused(self):
        rows = reader(self.HEADINGS)
        rows.row_of(2, ["R1", "2024-03-05", "Boards", "1"])
        rows.row_of(3, ["R1", "2024-03-05", "Boards", "1", "234", "50"])
        self.assertIsNotNone(rows.row_of(4, ["R1", "2024-03-05", "Boards", "1", "234", " "]))
        self.assertEqual(
            [(line, code) for line, _c, code, _v in rows.refusals], [(2, "wrong_cell_count"), (3, "wrong_cell_count")]
        )

    def test_currency_converts_amount_and_margin(self):
        rows = reader((*self.HEADINGS, "currency", "margin"))
        row = rows.row_of(2, ["R1", "2024-03-05", "Boards", "1", "10.5", "eur", "3"])
        self.assertEqual(
            (row.currency, row.currency_amount, Decimal(row.amount), Decimal(row.margin)), ("EUR", "10.5", 21, 6)
        )

    def test_an_unknown_margin_stays_unknown(self):
        rows = reader((*self.HEADINGS, "margin"))
        self.assertIsNone(rows.row_of(2, ["R1", "2024-03-05", "Boards", "1", "10", ""]).margin)
        self.assertEqual(rows.row_of(3, ["R1", "2024-03-05", "Boards", "1", "10", "0"]).margin, "0")

    def test_whole_numbers_of_a_spreadsheet_are_references_without_a_point(self):
        self.assertEqual(text_of(13085.0), "13085")
        self.assertEqual(text_of(" 007 "), "007")

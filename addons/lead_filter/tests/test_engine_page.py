import math
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.lead_filter.engine import upload
from odoo.addons.lead_filter.engine.page_answer import NUMBER_LIMIT, TEXT_LIMIT, number_of, read_answer

TYPES = st.sampled_from(["yes_no", "choice", "number", "date", "text", "document"])
ANY_TEXT = st.text(alphabet=st.characters(codec=None), max_size=60) | st.sampled_from(
    ["yes", "1", "-1", "1e999", "nan", "Infinity", "٣", "2026-02-30", "9999-99-99", "0" * 400, "\0", "<script>", "7 "]
)


class TestPageAnswer(TestCase):
    """What a person may write on a page, read without trust."""

    def test_each_type_is_read_as_what_it_is(self):
        for kind, entered, values in (
            ("yes_no", "no", {"yes_no": "no"}),
            ("choice", "7", {"choice_id": 7}),
            ("number", " 1 200,5 ", {"number": 1200.5}),
            ("number", "0", {"number": 0.0}),
            ("number", "1'000", {"number": 1000.0}),
            ("date", "2028-02-29", {"date": date(2028, 2, 29)}),
            ("text", "The designer", {"text": "The designer"}),
        ):
            with self.subTest(kind=kind, entered=entered):
                reading = read_answer(kind, entered, choice_ids=[7, 8])
                self.assertEqual((reading.state, reading.values, reading.fault), ("answered", values, None))

    def test_what_is_no_answer_of_the_type_is_a_fault_and_taken_for_nothing(self):
        for kind, entered, fault in (
            ("yes_no", "perhaps", "choice"),
            ("choice", "9", "choice"),
            ("choice", "x", "choice"),
            ("number", "200–2000", "number"),
            ("number", "1e5", "number"),
            ("number", "9" * 15, "number"),
            ("date", "2026-02-30", "date"),
            ("date", "1999-12-31", "date"),
            ("text", "x" * (TEXT_LIMIT + 1), "long"),
        ):
            with self.subTest(kind=kind, entered=entered[:20]):
                reading = read_answer(kind, entered, choice_ids=[7, 8])
                self.assertEqual((reading.fault, reading.values), (fault, {}))

    def test_nothing_is_an_evasion_and_so_are_words_in_place_of_a_number(self):
        for kind in ("yes_no", "choice", "number", "date", "text", "document"):
            self.assertEqual(read_answer(kind, "  ").state, "evaded")
        reading = read_answer("number", "", "200–2000, as it goes")
        self.assertEqual((reading.state, reading.values), ("evaded", {"text": "200–2000, as it goes"}))
        self.assertEqual(read_answer("yes_no", "", "Partly").state, "answered")

    def test_a_document_is_answered_by_a_file(self):
        self.assertEqual(read_answer("document", has_files=True).state, "answered")
        self.assertEqual(read_answer("document", has_files=False).state, "evaded")

    @given(TYPES, ANY_TEXT, ANY_TEXT, st.booleans())
    def test_whatever_is_entered_is_read_or_refused(self, kind, entered, words, has_files):
        reading = read_answer(kind, entered, words, [1, 2], has_files)
        self.assertIn(reading.fault, (None, "number", "date", "choice", "long"))
        if reading.fault:
            self.assertEqual(reading.values, {})
            return
        self.assertIn(reading.state, ("answered", "evaded"))
        self.assertIn(reading.values.get("choice_id"), (None, 1, 2))
        self.assertTrue(math.isfinite(reading.values.get("number", 0.0)))
        for text in filter(lambda value: isinstance(value, str), reading.values.values()):
            text.encode()
            self.assertNotIn("\0", text)

    @given(st.integers(-(10**12), 10**12))
    def test_a_whole_number_is_read_back(self, number):
        self.assertEqual(number_of(f"{number:,}".replace(",", " ")), number)
        self.assertLessEqual(abs(number_of(str(number))), NUMBER_LIMIT)


class TestUpload(TestCase):
    """Files of strangers: what they say they are, and nothing a browser would run."""

    def test_files_that_are_what_their_names_say(self):
        for name, content in (
            ("board.PDF", b"%PDF-1.7 ..."),
            ("photo.jpeg", b"\xff\xd8\xff\xe0"),
            ("gerber.zip", b"PK\x03\x04..."),
            ("Спецификация.xlsx", b"PK\x03\x04..."),
            ("list.csv", "Деталь;Число\r\nR1;10".encode("cp1251")),
            ("list.csv", "Part\tNumber".encode("utf-16")),
        ):
            with self.subTest(name=name):
                self.assertIsNone(upload.fault_of(name, content))

    def test_files_that_are_not(self):
        for name, content, fault in (
            ("board.pdf", b"MZ\x90", "content"),
            ("board.pdf", b"<html><script>", "content"),
            ("list.txt", b"  <ScRipt>alert(1)</script>", "content"),
            ("list.csv", "<svg onload=alert(1)>".encode("utf-16"), "content"),
            ("list.txt", b"x" * 5000 + b"<html>", "content"),
            ("data.txt", b"a\0b", "content"),
            ("page.html", b"<html>", "type"),
            ("picture.svg", b"<svg>", "type"),
            ("run.exe", b"MZ", "type"),
            ("board.pdf.exe", b"%PDF-", "type"),
            ("board", b"%PDF-", "type"),
            ("board.pdf\0.html", b"%PDF-", "type"),
            ("board.pdf", b"", "empty"),
            ("board.pdf", b"%PDF-" + b"x" * upload.FILE_LIMIT, "large"),
        ):
            with self.subTest(name=name, content=content[:20]):
                self.assertEqual(upload.fault_of(name, content), fault)

    @given(st.text(alphabet=st.characters(codec=None), max_size=300))
    def test_a_name_stays_a_plain_name_of_the_same_type(self, name):
        plain = upload.plain_name(name)
        self.assertTrue(plain)
        self.assertLessEqual(len(plain), upload.NAME_LIMIT)
        self.assertFalse({"/", "\\", "\0", "\n"} & set(plain))
        self.assertEqual(upload.ending_of(plain), upload.ending_of(name))
        plain.encode()

    @given(st.text(max_size=20), st.binary(max_size=200))
    def test_any_file_is_taken_as_data_only(self, name, content):
        if upload.fault_of(name, content) is None:
            self.assertNotIn("html", upload.mimetype_of(name))
            self.assertNotIn("svg", upload.mimetype_of(name))
            self.assertNotIn("script", upload.mimetype_of(name))

import io
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import TestCase

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.addons.relationship_marketing.engine.supply_file import CopyStream, SupplyFile, SupplyFileError
from odoo.addons.relationship_marketing.engine.supply_heading import map_headings, missing_columns


class FileCase(TestCase):
    def setUp(self):
        super().setUp()
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, content, name="history.csv"):
        path = self.folder / name
        path.write_bytes(content)
        return SupplyFile(path)


class TestCsv(FileCase):
    TEXT = "Код клиента{0}Дата{0}Категория{0}Количество{0}Сумма\r\n{1}{0}2024-01{0}Платы{0}1{0}2,5\r\n"

    def test_any_delimiter_and_encoding(self):
        for delimiter in ";,\t|^~:":
            for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16"):
                number = '"2,5"' if delimiter == "," else "2,5"
                text = self.TEXT.format(delimiter, "Ромашка").replace("2,5", number)
                file = self.file(text.encode(encoding))
                with self.subTest(delimiter=delimiter, encoding=encoding):
                    self.assertEqual(file.headings, ["Код клиента", "Дата", "Категория", "Количество", "Сумма"])
                    self.assertEqual(list(file.rows()), [(2, ["Ромашка", "2024-01", "Платы", "1", "2,5"])])

    def test_a_few_bytes_that_are_no_utf8_spoil_their_own_cell_only(self):
        content = "client_name,date\nРомашка и Лютик,1\n".encode() + b"A\xe9,2\n"
        file = self.file(content)
        self.assertEqual((file.encoding, file.may_be_unreadable), ("utf-8-sig", True))
        self.assertEqual([cells[0] for _line, cells in file.rows()], ["Ромашка и Лютик", "A\ufffd"])

    def test_line_numbers_are_those_of_the_file(self):
        file = self.file(b'\nclient_ref,date\n\n"a\nb",1\nc,2\n')
        self.assertEqual(list(file.rows()), [(4, ["a\nb", "1"]), (6, ["c", "2"])])

    def test_an_empty_file_is_said_to_be_empty(self):
        for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
            with self.assertRaises(SupplyFileError) as caught:
                self.file(content)
            self.assertEqual(caught.exception.code, "empty")

    def test_a_cell_of_ten_megabytes_is_named_not_read(self):
        file = self.file(b'client_ref,date\nx,1\n"' + b"y" * 10_000_000 + b'",2\n')
        with self.assertRaises(SupplyFileError) as caught:
            list(file.rows())
        self.assertEqual((caught.exception.code, caught.exception.values["line"]), ("cell_too_long", 3))

    @settings(max_examples=200)
    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_explained(self, content):
        path = self.folder / "fuzz.csv"
        path.write_bytes(content)
        try:
            for line, cells in SupplyFile(path).rows():
                self.assertGreater(line, 0)
                self.assertIsInstance(cells, list)
        except SupplyFileError as error:
            self.assertIn(error.code, ("empty", "unreadable", "cell_too_long"))


class TestXlsx(FileCase):
    def test_rows_of_the_first_sheet(self):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["client_ref", "date", "quantity", None])
        sheet.append(["R1", "2024-01", 2.5])
        sheet.append([])
        sheet.append([13085, "2024-02", 1])
        content = io.BytesIO()
        book.save(content)
        file = self.file(content.getvalue(), "history.xlsx")
        self.assertEqual(file.headings, ["client_ref", "date", "quantity"])
        self.assertEqual(list(file.rows()), [(2, ["R1", "2024-01", 2.5]), (4, [13085, "2024-02", 1])])

    def test_a_damaged_workbook_is_explained(self):
        import zipfile

        path = self.folder / "broken.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("nothing.txt", "nothing")
        with self.assertRaises(SupplyFileError) as caught:
            SupplyFile(path)
        self.assertEqual(caught.exception.code, "unreadable")


class TestHeadings(TestCase):
    def test_headings_in_three_languages(self):
        for headings in (
            ["Customer ID", "Date", "Product Family", "Qty", "Net amount"],
            ["Код клиента", "Дата", "Товарная группа", "Кол-во", "Сумма без НДС"],
            ["Код на клиента", "Месец", "Продуктова група", "Брой", "Стойност"],
        ):
            columns, clashes = map_headings(headings)
            self.assertEqual(columns, {"client_ref": 0, "date": 1, "family": 2, "quantity": 3, "amount": 4})
            self.assertFalse(clashes)

    def test_what_people_chose_goes_first(self):
        columns, _clashes = map_headings(["Amount", "Paid"], {"amount": None, "paid": "amount"})
        self.assertEqual(columns, {"amount": 1})

    def test_two_headings_for_one_column_are_told(self):
        _columns, clashes = map_headings(["Amount", "Sum"])
        self.assertEqual(clashes, [("amount", "Amount", "Sum")])

    def test_what_is_missing(self):
        self.assertEqual(missing_columns({"client_name": 0, "date": 1, "product_ref": 2}), [("quantity",), ("amount",)])


class TestCopyStream(TestCase):
    @given(st.lists(st.text(min_size=1, max_size=20)), st.integers(min_value=1, max_value=50))
    def test_nothing_is_lost_whatever_the_block_size(self, lines, size):
        stream, blocks = CopyStream(lines), []
        while block := stream.read(size):
            blocks.append(block)
        self.assertEqual("".join(blocks), "".join(lines))

"""The command supply_import as a person types it, and what is left when it is killed."""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from command_line import database_copy, query, run_odoo, said_json, start_odoo

from odoo.tests import BaseCase, get_db_name, tagged

HEADING = "client_ref,client_name,date,family,quantity,amount"


@tagged("post_install", "-at_install")
class TestSupplyImportCommand(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = cls.enterClassContext(database_copy(get_db_name(), f"{get_db_name()}_command"))
        cls.folder = Path(cls.enterClassContext(TemporaryDirectory()))

    def write(self, name, *rows):
        path = self.folder / name
        path.write_text("\n".join((HEADING, *rows, "")), encoding="utf-8")
        return path

    def run_import(self, *arguments):
        return run_odoo("supply_import", "-d", self.database, *arguments)

    def ledger(self):
        return query(
            self.database,
            "SELECT partner.ref, TO_CHAR(month, 'YYYY-MM'), SUM(amount) FROM client_supply"
            " JOIN res_partner partner ON partner.id = partner_id WHERE source = 'import' GROUP BY 1, 2 ORDER BY 1, 2",
        )

    def test_check_import_repeat_correct_and_refuse(self):
        path = self.write("a.csv", "N1,Nova,2021-01-05,Boards,1,10", "N1,Nova,2021-02-05,Boards,1,20.5")
        code, printed, _said = self.run_import("--dry-run", path)
        self.assertEqual(code, 1)
        self.assertEqual(
            [(row["line"], row["column"]) for row in said_json(printed)["refused"]],
            [(2, "client_ref"), (2, "family"), (3, "client_ref"), (3, "family")],
        )
        code, printed, _said = self.run_import("--create-missing", "--source", "old system", path)
        self.assertEqual((code, said_json(printed)), (0, {"read": 2, "written": 2, "unchanged": 0, "refused": []}))
        self.assertEqual(self.ledger(), [("N1", "2021-01", 10), ("N1", "2021-02", 20.5)])
        code, printed, _said = self.run_import("--create-missing", "--source", "old system", path)
        self.assertEqual((code, said_json(printed)), (0, {"read": 2, "written": 0, "unchanged": 2, "refused": []}))
        corrected = self.write("b.csv", "N1,Nova,2021-01-05,Boards,1,11", "N1,Nova,2021-02-05,Boards,x,1")
        code, printed, _said = self.run_import("--source", "old system", corrected)
        self.assertEqual(code, 1)
        self.assertEqual(
            said_json(printed)["refused"], [{"line": 3, "column": "quantity", "reason": "“x” is not a number."}]
        )
        self.assertEqual(self.ledger(), [("N1", "2021-01", 10), ("N1", "2021-02", 20.5)])
        code, printed, _said = self.run_import("--source", "old system", "--skip-refused", corrected)
        self.assertEqual((code, said_json(printed)["written"]), (0, 1))
        self.assertEqual(self.ledger(), [("N1", "2021-01", 11)])

    def test_bad_input_is_one_sentence_and_exit_code_2(self):
        path = self.write("c.csv", "N1,Nova,2021-01-05,Boards,1,10")
        broken = self.folder / "broken.csv"
        broken.write_text("client_ref,date\n1,2\n", encoding="utf-8")
        for arguments, sentence in (
            ((self.folder / "nowhere.csv",), "cannot be read"),
            (("--company", "Nobody Ltd", path), "There is no single company"),
            (("--cutover", "2021", path), "write YYYY-MM"),
            ((broken,), "broken.csv has no column for"),
        ):
            code, printed, said = self.run_import(*arguments)
            with self.subTest(sentence=sentence):
                self.assertEqual((code, printed), (2, ""))
                self.assertIn(sentence, said)
                self.assertNotIn("Traceback", said)
        code, _printed, said = run_odoo("supply_import", "-d", "no_such_database", path)
        self.assertEqual(code, 2)
        self.assertIn("no_such_database", said)
        self.assertNotIn("Traceback", said)

    def test_killed_in_the_middle_nothing_of_the_file_is_there(self):
        rows = [f"K{n % 50},Client {n % 50},20{10 + n % 9}-05-01,Kill {n % 7},1,2" for n in range(300_000)]
        path = self.write("kill.csv", *rows)
        before = self.counts()
        process = start_odoo("supply_import", "-d", self.database, "--create-missing", path)
        try:
            self.wait_until_copying(process)
        finally:
            process.kill()
            process.wait()
        self.wait_until_alone()
        self.assertEqual(self.counts(), before)
        code, printed, _said = self.run_import("--create-missing", path)
        self.assertEqual((code, said_json(printed)["written"]), (0, 300_000))

    def counts(self):
        return query(
            self.database,
            "SELECT (SELECT COUNT(*) FROM client_supply), (SELECT COUNT(*) FROM client_supply_import_line),"
            " (SELECT COUNT(*) FROM res_partner), (SELECT COUNT(*) FROM client_supply_import)",
        )

    def wait_until_alone(self):
        """Until PostgreSQL has noticed that its client is gone, and has taken back what it did."""
        deadline = time.monotonic() + 60
        others = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self.database}' AND pid <> pg_backend_pid()"
        while query(self.database, others):
            self.assertLess(time.monotonic(), deadline, "the killed command's session does not end")
            time.sleep(0.05)

    def wait_until_copying(self, process):
        """Until the server is seen to take the file's rows in; fails where the command ends before that."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            self.assertIsNone(process.poll(), "the command ended before it could be killed")
            running = query(
                self.database,
                f"SELECT query FROM pg_stat_activity WHERE datname = '{self.database}' AND query LIKE 'COPY%'",
            )
            if running:
                return
            time.sleep(0.02)
        self.fail("the command never began to copy")

"""``bin/odoo loss_report`` as a person or another programme calls it: a process of its own, exit code, one sentence."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestLossReportCommand(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}

    def setUp(self):
        super().setUp()
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))

    def _run(self, *arguments, database=None, output=None, month="1930-12", years="2"):
        output = output or self.folder / "report.json"
        command = [sys.executable, "-m", "odoo", "loss_report", "-d", database or self.env.cr.dbname]
        options = ["--month", month, "--years", years, "--output", str(output)]
        done = subprocess.run(
            [*command, *options, *arguments], capture_output=True, text=True, env=self.environment, timeout=120
        )
        self.assertNotIn("Traceback", done.stderr)
        # Odoo itself warns where it runs as root
        lines = [line for line in done.stderr.splitlines() if line and "security risk" not in line]
        return done.returncode, lines

    def _assert_refused(self, found, sentence):
        code, lines = found
        self.assertEqual(code, 2, lines)
        self.assertEqual(len(lines), 1, lines)
        self.assertIn(sentence, lines[0])

    def test_a_ledger_without_these_years_gives_an_empty_report_and_nothing_is_stored(self):
        code, lines = self._run("--grain", "division", "--key", "share")
        self.assertEqual((code, lines), (0, []))
        report = json.loads((self.folder / "report.json").read_text("utf-8"))
        self.assertEqual(report, {"month": "1930-12", "years": 2, "grain": "division", "clients": []})
        self.assertFalse(self.env["loss.analysis"].search([("month", "=", "1930-12-01")]))
        self.assertEqual([file.name for file in self.folder.iterdir()], ["report.json"])

    def test_what_is_wrong_is_told_in_a_sentence(self):
        for found, sentence in [
            (self._run(database="no_such_database"), "no_such_database cannot be opened"),
            (self._run(month="2020-13"), "'2020-13' is no month"),
            (self._run(month="2099-01"), "not over yet"),
            (self._run(years="6"), "--years"),
            (self._run(output=self.folder / "report.doc"), "must end in"),
            (self._run(output=self.folder / "none" / "report.pdf"), "cannot be written"),
            (self._run("--company", "No such company"), "No such company"),
            (self._run("--lang", "xx_XX"), "xx_XX"),
            (self._run("--key", "nobody"), "--key"),
        ]:
            with self.subTest(sentence=sentence):
                self._assert_refused(found, sentence)
        self.assertFalse(list(self.folder.glob("*.json")))

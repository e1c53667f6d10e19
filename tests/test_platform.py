"""The commands in ``bin``: what they refuse, and that they do not disturb each other."""

import os
import socket
import subprocess
import sys
import tempfile
import unittest
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bin" / "lib"))

import check_addons  # noqa: E402
import compare_core  # noqa: E402


def run(*command, **variables):
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **variables}, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )


class TestRefusals(unittest.TestCase):
    def assertRefused(self, result, part):
        self.assertEqual(result.returncode, 1, result.stderr)
        self.assertEqual(len(result.stderr.strip().splitlines()), 1, result.stderr)
        self.assertIn(part, result.stderr)
        self.assertFalse(result.stdout)

    def test_taken_port(self):
        with closing(socket.create_server(("127.0.0.1", 0))) as server:
            port = str(server.getsockname()[1])
            self.assertRefused(run("bin/run", HTTP_PORT=port), f"port {port} is taken")

    def test_port_that_is_none(self):
        for port in ("http", "0", "65536", "80 80"):
            with self.subTest(port=port):
                self.assertRefused(run("bin/run", HTTP_PORT=port), "HTTP_PORT must be a number")

    def test_folder_without_odoo_19(self):
        self.assertRefused(run("bin/odoo", "--version", ODOO_PATH=str(ROOT)), "ODOO_PATH must name")

    def test_configuration_that_is_not_there(self):
        self.assertRefused(run("bin/odoo", "--version", ODOO_RC=str(ROOT / "none.conf")), "ODOO_RC names no file")

    def test_unsuitable_python(self):
        self.assertRefused(run("bin/lint", PYTHON="/bin/false"), "PYTHON names")

    @unittest.skipUnless(os.environ.get("PGHOST"), "needs the database server")
    def test_database_that_knows_no_cyrillic(self):
        name = "relationship_without_cyrillic"
        with closing(psycopg2.connect(dbname="postgres")) as connection, closing(connection.cursor()) as cr:
            connection.autocommit = True
            cr.execute(f"DROP DATABASE IF EXISTS {name}")
            cr.execute(f"CREATE DATABASE {name} TEMPLATE template0 LC_CTYPE 'C'")
            try:
                self.assertRefused(run("bin/odoo", "shell", "-d", name), "does not know Cyrillic")
            finally:
                cr.execute(f"DROP DATABASE {name}")


@unittest.skipUnless(os.environ.get("PGHOST"), "needs the database server")
class TestSideBySide(unittest.TestCase):
    def test_a_command_that_ends_leaves_the_server_to_others(self):
        result = run("bin/odoo", "--version")
        self.assertEqual(result.stdout, "Odoo Server 19.0\n", result.stderr)
        with closing(psycopg2.connect(dbname="postgres")) as connection, closing(connection.cursor()) as cr:
            cr.execute("SELECT lower('Я')")
            self.assertEqual(cr.fetchone(), ("я",))


class TestCoreComparison(unittest.TestCase):
    LOG = """\
2026-01-31 12:00:00,001 7 ERROR db odoo.addons.crm.tests.test_crm_pls: FAIL: TestPLS.test_new
Traceback (most recent call last):
2026-01-31 12:00:00,002 7 ERROR db odoo.addons.crm.tests.test_crm_pls: ERROR: Subtest TestPLS.test_known (login='x')
2026-01-31 12:00:00,003 7 ERROR db odoo.tests.suite: ERROR: setUpClass (odoo.addons.crm.tests.test_digest.TestDigest)
2026-01-31 12:00:00,004 7 ERROR db odoo.sql_db: bad query: ERROR: null value
2026-01-31 12:00:00,005 7 ERROR db odoo.tests.result: 1 failed, 2 error(s) of 178 tests when loading database 'db'
"""

    def test_red_tests_are_found_and_named(self):
        self.assertEqual(
            compare_core.red_tests(self.LOG),
            {
                "crm.test_crm_pls.TestPLS.test_new",
                "crm.test_crm_pls.TestPLS.test_known",
                "crm.test_digest.TestDigest.setUpClass",
            },
        )

    def test_only_what_the_baseline_lacks_counts(self):
        known = "# reason\ncrm.test_crm_pls.TestPLS.test_known\ncrm.test_digest.TestDigest.setUpClass\n"
        with patch("builtins.print"):
            self.assertEqual(compare_core.main(self.LOG, known), 1)
            self.assertEqual(compare_core.main(self.LOG, known + "crm.test_crm_pls.TestPLS.test_new\n"), 0)
            self.assertEqual(compare_core.main("nothing ran", known), 1)

    def test_what_is_run_once_more_is_named_as_tags(self):
        self.assertEqual(
            compare_core.tags_of(compare_core.red_tests(self.LOG)),
            "/crm:TestPLS.test_known,/crm:TestPLS.test_new,/crm:TestDigest",
        )


class TestTranslationChecks(unittest.TestCase):
    def findings(self, entry):
        terms = {(None, "Lost %(count)s of <b>them</b>"): None}
        with tempfile.TemporaryDirectory() as folder, patch.object(check_addons, "ROOT", Path(folder).resolve()):
            path = Path(folder).resolve() / "ru.po"
            path.write_text(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n{entry}\n')
            with patch.object(check_addons, "findings", []) as findings:
                check_addons.check_language(path, terms)
                return [line.split(": ", 1)[1] for line in findings]

    def test_each_way_to_be_wrong(self):
        source = 'msgid "Lost %(count)s of <b>them</b>"\n'
        for entry, finding in (
            (f'{source}msgstr "Потеряно %(count)s <b>из них</b>"', None),
            (f'{source}msgstr ""', "not translated"),
            (f'#, fuzzy\n{source}msgstr "Потеряно %(count)s <b>из них</b>"', "fuzzy"),
            (f'{source}msgstr "Потеряно %(number)s <b>из них</b>"', "other placeholders"),
            (f'{source}msgstr "Потеряно %(count)s из них"', "other tags"),
            ("", "lacks the term"),
        ):
            with self.subTest(finding=finding):
                found = self.findings(entry)
                self.assertEqual(len(found), 1 if finding else 0, found)
                if finding:
                    self.assertTrue(found[0].startswith(finding), found)

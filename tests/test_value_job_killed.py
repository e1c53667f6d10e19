"""The nightly work on the value of clients, killed in the middle: the next night's process goes on where it stopped."""

import subprocess
import time
from tempfile import TemporaryFile

from command_line import ROOT, database_copy, odoo_command, query

from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

GROUPS = 1_200
RUN = "env.ref('relationship_marketing.ir_cron_value').method_direct_trigger()\n"
STAND = "SELECT state, processed, position::text, message FROM client_job_run WHERE task = 'client_value' ORDER BY id"


@tagged("post_install", "-at_install")
class TestValueJobKilled(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = cls.enterClassContext(database_copy(get_db_name(), f"{get_db_name()}_value"))
        with db_connect(cls.database).cursor() as cr:
            for statement in (NO_OTHERS, GROUPS_OF_TWO, DIVISIONS, SUPPLIES):
                cr.execute(statement, {"groups": GROUPS})

    def start(self):
        """Odoo in a process of its own, doing what its scheduler does at night."""
        script = self.enterContext(TemporaryFile())
        script.write(RUN.encode())
        script.seek(0)
        return subprocess.Popen(
            odoo_command("shell", "-d", self.database, "--no-http", "--max-cron-threads=0", "--log-level=error"),
            cwd=ROOT,
            stdin=script,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def test_killed_it_goes_on_where_it_stopped_and_comes_to_the_same(self):
        process = self.start()
        try:
            self.wait_until_at_work(process)
        finally:
            process.kill()
            process.wait()
        self.wait_until_alone()
        [(state, reached, position, _message)] = query(self.database, STAND)
        self.assertEqual(state, "running")
        self.assertTrue(position)
        self.finish_the_night()
        [(state, processed, _position, message)] = query(self.database, STAND)
        self.assertEqual((state, message), ("done", None))
        self.assertEqual(processed % GROUPS, 0, "every step reaches every client, once")
        self.assertGreater(processed, reached)
        after_crash = self.contents()
        self.finish_the_night()
        self.assertEqual(len(query(self.database, STAND)), 2)
        self.assertEqual(self.contents(), after_crash)

    def finish_the_night(self):
        """Call the job as the scheduler does, until it is done."""
        for _turn in range(20):
            self.assertEqual(self.start().wait(timeout=600), 0)
            if all(row[0] != "running" for row in query(self.database, STAND)):
                return
        self.fail("the work is never done")

    def contents(self):
        """{table: (rows, digest)} of all that is worked out about these clients, apart from when it was written."""
        tables = query(
            self.database,
            "SELECT DISTINCT table_name::text FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'group_id' AND table_name LIKE 'client%' ORDER BY 1",
        )
        left_out = "ARRAY['id', 'create_date', 'write_date']"
        return {
            table: query(
                self.database,
                f"SELECT COUNT(*), MD5(STRING_AGG(line, '|' ORDER BY line))"
                f"  FROM (SELECT (TO_JSONB(t) - {left_out})::text AS line FROM {table} t) rows",
            )
            for (table,) in tables
        }

    def wait_until_at_work(self, process):
        """Until a few batches are committed; fails where the work ends before that."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            self.assertIsNone(process.poll(), "the work ended before it could be killed")
            if any(row[1] for row in query(self.database, STAND)):
                return
            time.sleep(0.01)
        self.fail("the work never began")

    def wait_until_alone(self):
        """Until PostgreSQL has noticed that its client is gone, and has taken back what it did."""
        deadline = time.monotonic() + 60
        others = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{self.database}' AND pid <> pg_backend_pid()"
        while query(self.database, others):
            self.assertLess(time.monotonic(), deadline, "the killed process's session does not end")
            time.sleep(0.05)


NO_OTHERS = "UPDATE client_group SET active = FALSE"
GROUPS_OF_TWO = """
    INSERT INTO client_group (name, code, active, is_key_client, class_id)
    SELECT 'Killed ' || n, 'KILLED' || n, TRUE, n %% 10 = 0, (SELECT MIN(id) FROM client_class)
      FROM GENERATE_SERIES(1, %(groups)s) n
"""
DIVISIONS = """
    INSERT INTO res_partner (name, complete_name, is_company, active, type, client_group_id, autopost_bills)
    SELECT g.name || '/' || n, g.name || '/' || n, TRUE, TRUE, 'contact', g.id, 'ask'
      FROM client_group g, GENERATE_SERIES(1, 2) n
     WHERE g.code LIKE 'KILLED%%'
"""
SUPPLIES = """
    INSERT INTO client_supply (company_id, partner_id, month, quantity, amount, margin, margin_amount, source)
    SELECT (SELECT MIN(id) FROM res_company WHERE active), p.id,
           (DATE_TRUNC('month', NOW()) - n * INTERVAL '1 month')::date, 1, p.id %% 97 * 10, p.id %% 97, p.id %% 97 * 10,
           'import'
      FROM res_partner p
      JOIN client_group g ON g.id = p.client_group_id AND g.code LIKE 'KILLED%%', GENERATE_SERIES(1, 14) n
"""

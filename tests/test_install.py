"""Each addon alone, an update, and nothing left behind after uninstalling; on a copy of the test database."""

import ast

from command_line import ROOT, database_copy, query, run_odoo

from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

MANIFESTS = {
    path.parent.name: ast.literal_eval(path.read_text(encoding="utf-8"))
    for path in (ROOT / "addons").glob("*/__manifest__.py")
}
# Bridges come and go with the base addon, as what they lead to is installed in the test database.
BRIDGES = {name for name, manifest in MANIFESTS.items() if manifest.get("auto_install")}
BASE = {"relationship_marketing"} | BRIDGES
ADDONS = BASE | {"lead_filter", "key_account_loss"}
OURS = str(tuple(sorted(ADDONS)))


@tagged("post_install", "-at_install")
class TestInstall(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = cls.enterClassContext(database_copy(get_db_name(), f"{get_db_name()}_install"))
        cls.keep_autovacuum_off_the_modules()

    @classmethod
    def keep_autovacuum_off_the_modules(cls):
        """Odoo locks the table of modules without waiting: PostgreSQL's autovacuum of it, after the many
        rows an operation changes, would have the next operation told to try again later."""
        with db_connect(cls.database).cursor() as cr:
            cr.execute("ALTER TABLE ir_module_module SET (autovacuum_enabled = false)")

    def odoo(self, *arguments):
        code, _printed, said = run_odoo(*arguments, timeout=600)
        self.assertEqual(code, 0, said[-10000:])
        self.assertNotIn(" ERROR ", said)

    def installed(self):
        rows = query(self.database, f"SELECT name FROM ir_module_module WHERE state = 'installed' AND name IN {OURS}")
        return {name for (name,) in rows}

    def test_uninstall_leaves_nothing_and_each_installs_alone(self):
        self.link_two_clients()
        self.odoo("module", "uninstall", "-d", self.database, "relationship_marketing")
        self.assertFalse(self.installed())
        self.assertEqual(self.left_behind(), [])
        self.odoo("module", "install", "-d", self.database, "lead_filter")
        self.assertEqual(self.installed(), BASE | {"lead_filter"})
        self.odoo("module", "uninstall", "-d", self.database, "lead_filter")
        self.odoo("module", "install", "-d", self.database, "key_account_loss")
        self.assertEqual(self.installed(), BASE | {"key_account_loss"})
        self.odoo("module", "install", "-d", self.database, "lead_filter")
        self.assertEqual(self.installed(), ADDONS)

    def link_two_clients(self):
        """Data in place: a link stands in the way of its type."""
        with db_connect(self.database).cursor() as cr:
            cr.execute(
                """
                INSERT INTO client_link (partner_id, type_id, other_partner_id, active)
                SELECT MIN(partner.id), MIN(type.id), MAX(partner.id), TRUE
                  FROM res_partner partner, client_link_type type
                """
            )

    def left_behind(self):
        """Tables, columns, models, scheduled actions and xml ids of ours that are still there."""
        return query(
            self.database,
            f"""
            SELECT 'table', table_name::text FROM information_schema.tables
             WHERE table_schema = 'public' AND table_name ~ '^(client|loss)_'
             UNION ALL
            SELECT 'column', table_name || '.' || column_name FROM information_schema.columns
              JOIN ir_model model ON REPLACE(model.model, '.', '_') = table_name
             WHERE table_schema = 'public'
               AND table_name IN (SELECT relname FROM pg_class WHERE relkind = 'r') -- Odoo's views have others
               AND NOT EXISTS (
                   SELECT FROM ir_model_fields field WHERE field.model = model.model AND field.name = column_name
               )
               AND column_name NOT IN ('index', 'key', 'web') -- Odoo's own without a field
             UNION ALL
            SELECT 'model', model FROM ir_model WHERE model ~ '^(client|loss)[.]'
             UNION ALL
            SELECT 'index', indexname::text FROM pg_indexes WHERE indexname ~ '(_supply|radar|complaint|client_group)'
             UNION ALL
            SELECT 'group', name FROM ir_model_data WHERE model = 'res.groups' AND module IN {OURS}
             UNION ALL
            SELECT 'xml id', module || '.' || name FROM ir_model_data WHERE module IN {OURS}
            """,
        )

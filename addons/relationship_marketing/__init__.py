from odoo.tools import SQL

from . import controllers
from . import demo
from . import models
from . import reports
from . import wizards


def uninstall_hook(env):
    """Let our tables go in any order: Odoo deletes records with an external id first, whatever refers to them."""
    tables = [
        model._table
        for model in env.registry.values()
        if model._original_module == "relationship_marketing" and model._auto and not model._abstract
    ]
    constraints = env.execute_query(
        SQL(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype IN ('f', 'c') AND conrelid::regclass::text = ANY(%s)",
            tables,
        )
    )
    for table, name in constraints:
        env.cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", SQL.identifier(table), SQL.identifier(name)))

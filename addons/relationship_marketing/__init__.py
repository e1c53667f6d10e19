from odoo.tools import SQL

from . import controllers
from . import demo
from . import models
from . import wizards


def uninstall_hook(env):
    """Take records away before what they refer to goes: Odoo deletes records with an external id first."""
    env["client.link"].with_context(active_test=False).search([]).unlink()
    for table in ("client_greeting", "client_care_request"):
        env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))

"""What the suite's commands of Odoo's command line share: database, company, language, errors in one sentence."""

import logging
import sys
from contextlib import contextmanager

from psycopg2 import Error, OperationalError

from odoo import SUPERUSER_ID
from odoo.api import Environment
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config

DONE, ROWS_REFUSED, BAD_INPUT = 0, 1, 2


class CommandError(Exception):
    """A sentence for the person who called the command; the exit code is 2."""


def run_command(command, arguments):
    """Exit with what ``command(arguments)`` returns; a CommandError or UserError goes to stderr as one sentence."""
    try:
        code = command(arguments)
    except (CommandError, UserError) as error:
        code = BAD_INPUT
        sys.stderr.write(f"{error}\n")
    except Error as error:
        code = BAD_INPUT
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        sys.stderr.write(f"The database did not take it, nothing was changed: {reason}\n")
    sys.stdout.flush()
    sys.exit(code)


@contextmanager
def command_environment(database, module, company_name=None, lang=None):
    """Yield an environment with all rights on ``database``; committed at the end, rolled back on an error.

    :param module: the addon that must be installed there
    :raises CommandError: no such database, company or language; addon not installed
    """
    config.parse_config(["--no-http", "-d", database, "--log-level", "warn"], setup_logging=True)
    logging.getLogger("odoo.modules.registry").setLevel(logging.ERROR)
    _check_installed(database, module)
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        company = _find_company(env, company_name)
        if lang and lang not in dict(env["res.lang"].get_installed()):
            raise CommandError(f"Language {lang} is not installed in database {database}.")
        context = {"allowed_company_ids": company.ids, "lang": lang or env.user.lang or "en_US", "tz": env.user.tz}
        yield Environment(cr, SUPERUSER_ID, context)


def _check_installed(database, module):
    try:
        with db_connect(database).cursor() as cr:
            cr.execute("SELECT 1 FROM information_schema.tables WHERE table_name = 'ir_module_module'")
            is_odoo = cr.fetchone()
            if is_odoo:
                cr.execute("SELECT 1 FROM ir_module_module WHERE name = %s AND state = 'installed'", [module])
            if not is_odoo or not cr.fetchone():
                raise CommandError(f"Addon {module} is not installed in database {database}.")
    except OperationalError:
        raise CommandError(f"Database {database} cannot be opened: check its name and that the server runs.") from None


def _find_company(env, name):
    if not name:
        return env.user.company_id
    company = env["res.company"].search([("name", "=", name)])
    if len(company) != 1:
        names = ", ".join(env["res.company"].search([]).mapped("name"))
        raise CommandError(f"There is no single company {name!r}; the companies are: {names}.")
    return company

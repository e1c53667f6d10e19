"""Odoo's command line on a copy of the test database: what a person types, in a process of its own."""

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from odoo.sql_db import close_db, db_connect
from odoo.tools import config

ROOT = Path(__file__).resolve().parents[1]


def odoo_command(*arguments):
    """The argument list that runs an addon's command with this repository's addons."""
    path = ",".join(config["addons_path"])
    return [sys.executable, "-m", "odoo", f"--addons-path={path}", *map(str, arguments)]


def run_odoo(*arguments, timeout=240):
    """(exit code, what it printed, what it said on stderr) of a command."""
    done = subprocess.run(
        odoo_command(*arguments), capture_output=True, text=True, timeout=timeout, cwd=ROOT, stdin=subprocess.DEVNULL
    )
    return done.returncode, done.stdout, done.stderr


def start_odoo(*arguments):
    """A command left running."""
    return subprocess.Popen(
        odoo_command(*arguments),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def said_json(printed):
    """The JSON a command printed: one line, nothing else."""
    [line] = printed.splitlines()
    return json.loads(line)


@contextmanager
def database_copy(source, name):
    """A copy of database ``source`` under ``name``, dropped at the end; ``source`` may be in use."""
    _drop(name)
    _postgres(f'CREATE DATABASE "{name}" TEMPLATE template0')
    try:
        dump = subprocess.Popen(["pg_dump", "-Fc", "-Z0", source], stdout=subprocess.PIPE, env=_environment())
        subprocess.run(["pg_restore", "-O", "-x", "-d", name], stdin=dump.stdout, env=_environment(), check=True)
        if dump.wait():
            raise RuntimeError(f"pg_dump of {source} ended with {dump.returncode}")
        yield name
    finally:
        close_db(name)
        _drop(name)


def query(database, statement):
    """The rows of a statement on another database."""
    with db_connect(database, allow_uri=True).cursor() as cr:
        cr.execute(statement)
        return cr.fetchall()


def _drop(name):
    """Autovacuum may be at work in a database that was just filled, and is not for us to end: it is waited for."""
    for patience in (1, 5, 15, 60, None):
        try:
            _postgres(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            return
        except subprocess.CalledProcessError:
            if patience is None:
                raise
            time.sleep(patience)


def _postgres(statement):
    subprocess.run(["psql", "-Xq", "-d", "postgres", "-c", statement], env=_environment(), check=True)


def _environment():
    """The connection of odoo.conf, where it names one, for PostgreSQL's own programmes."""
    named = {
        "PGHOST": config["db_host"],
        "PGPORT": config["db_port"],
        "PGUSER": config["db_user"],
        "PGPASSWORD": config["db_password"],
    }
    return {
        **os.environ,
        **{key: str(value) for key, value in named.items() if value},
        "PGOPTIONS": "-c client_min_messages=warning",
    }

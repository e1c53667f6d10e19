"""The databases of the benchmarks: a template with the addons, and a fresh copy for each dataset."""

import hashlib
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from psycopg2 import sql

ADDONS = Path(__file__).resolve().parent.parent / "addons"
MODULES = "relationship_marketing,key_account_loss,lead_filter"
TEMPLATE = "relationship_bench_template"
DATABASE = "relationship_bench"
CODE = {".py", ".xml", ".csv"}


def prepare_template():
    """Install the addons in a new template database if their files changed.

    An update would keep old indexes and foreign keys that a new installation does not have.
    """
    digest = _digest()
    with _maintenance() as cr:
        cr.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [TEMPLATE])
        if cr.fetchone() == (digest,):
            return
    _drop(TEMPLATE)
    subprocess.run(
        [sys.executable, "-m", "odoo", "-d", TEMPLATE, "-i", MODULES, "--stop-after-init", "--no-http",
         "--log-level=error"],
        check=True,
    )  # fmt: skip
    with _maintenance() as cr:
        cr.execute(sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(TEMPLATE)), [digest])


@contextmanager
def bench_database():
    """Keep a fresh copy of the template while the block runs."""
    _drop(DATABASE)
    with _maintenance() as cr:
        cr.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(DATABASE), sql.Identifier(TEMPLATE)))
    try:
        yield
    finally:
        _drop(DATABASE)


def open_registry():
    """Odoo's registry of the benchmarks' database."""
    # Imported late: the parent process needs PostgreSQL only.
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-d", DATABASE, "--no-http", "--log-level=error", "--max-cron-threads=0"], setup_logging=True)
    return Registry(DATABASE)


def _digest():
    """A digest of the addons' code: another one means that the template is out of date."""
    digest = hashlib.sha256()
    for path in sorted(path for path in ADDONS.rglob("*") if path.suffix in CODE and "tests" not in path.parts):
        digest.update(str(path.relative_to(ADDONS)).encode() + path.read_bytes())
    return digest.hexdigest()


def _drop(name):
    with _maintenance() as cr:
        cr.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def _maintenance():
    """A cursor on the maintenance database, where each statement is its own transaction."""
    connection = psycopg2.connect(dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cr:
            yield cr
    finally:
        connection.close()

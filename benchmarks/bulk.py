"""Filling tables by SQL: without indexes and foreign keys meanwhile, with all of them afterwards."""

from contextlib import contextmanager


@contextmanager
def bulk_load(cr, *tables):
    """Take secondary indexes and foreign keys off ``tables``, put them back at the end.

    Foreign keys come back without checking old rows: the generators know what they wrote.
    """
    indexes, keys = _indexes(cr, tables), _foreign_keys(cr, tables)
    for name, _definition in indexes:
        cr.execute(f'DROP INDEX "{name}"')
    for table, name, _definition in keys:
        cr.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
    yield
    for _name, definition in indexes:
        cr.execute(definition)
    for table, name, definition in keys:
        cr.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition} NOT VALID')
    for table in tables:
        if _has_id(cr, table):
            cr.execute(f"SELECT SETVAL(PG_GET_SERIAL_SEQUENCE('{table}', 'id'), (SELECT MAX(id) FROM {table}))")
        # A vacuum of its own accord in the middle of a run would be measured too.
        cr.execute(f"ALTER TABLE {table} SET (autovacuum_enabled = false)")


def vacuum(registry, *tables):
    """VACUUM ANALYZE, as a database that has been at work for a while has had it."""
    with registry.cursor() as cr:
        connection = cr.connection
        cr.commit()
        connection.autocommit = True
        try:
            for table in tables:
                cr.execute(f"VACUUM ANALYZE {table}")
        finally:
            connection.autocommit = False


def _indexes(cr, tables):
    cr.execute(
        """
        SELECT class.relname, PG_GET_INDEXDEF(index.indexrelid)
          FROM pg_index index
          JOIN pg_class class ON class.oid = index.indexrelid
         WHERE index.indrelid = ANY(%s::regclass[])
           AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = index.indexrelid AND contype IN ('p', 'u'))
        """,
        [list(tables)],
    )
    return cr.fetchall()


def _foreign_keys(cr, tables):
    cr.execute(
        """
        SELECT conrelid::regclass::text, conname, PG_GET_CONSTRAINTDEF(oid)
          FROM pg_constraint
         WHERE contype = 'f' AND conrelid = ANY(%s::regclass[])
        """,
        [list(tables)],
    )
    return cr.fetchall()


def _has_id(cr, table):
    cr.execute("SELECT 1 FROM information_schema.columns WHERE table_name = %s AND column_name = 'id'", [table])
    return bool(cr.fetchone())

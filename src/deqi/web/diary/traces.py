"""Erase for real: after a deletion nothing of it is left in the files of the database."""

from time import sleep

from django.db import DEFAULT_DB_ALIAS, connections

TRIES = 5


def wipe_traces(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Bring the write-ahead log into the database file and cut it to nothing; whether that worked.

    ``secure_delete`` has overwritten the deleted rows in the pages, but the log still holds the pages as they
    were before. A reader in the middle of a query can hold the log back, so this waits and tries again; what
    is still there after that goes with the next call. Other databases than SQLite have their own cleaning,
    and inside a transaction nothing can be cut: both are told as not done.
    """
    connection = connections[alias]
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    for trial in range(TRIES):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _pages, _moved = cursor.fetchone()
        if not busy:
            return True
        sleep(0.1 * (trial + 1))
    return False

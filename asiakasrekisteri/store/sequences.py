"""Numbers of rows after a restore: they go on from beyond all that the replaced register can have given.

Otherwise a row made after the restore could get the number of one that was erased before it, and be erased in its place
when yet another backup is restored.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

STEP = 10_000_000
"""Rows of one kind that an office makes between two restores; some two hundred restores fit into 32 bits."""


def go_on_from(connection: Connection, tables: Iterable[str], restores: int) -> None:
    """Let the next number of each table be beyond what any office before the given number of restores has reached."""
    for table in tables:
        said = {"name": table, "floor": restores * STEP}
        known = connection.execute(text("UPDATE sqlite_sequence SET seq = max(seq, :floor) WHERE name = :name"), said)
        if not known.rowcount:
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :floor)"), said)

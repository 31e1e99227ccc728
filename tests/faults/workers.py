"""What a process does until it is killed. Each worker says when it has begun, and goes on for ever."""

import itertools
import os
from collections.abc import Callable
from multiprocessing.synchronize import Event
from pathlib import Path

from sqlalchemy import text

from asiakasrekisteri.store.connection import IMMEDIATE
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.restore import Restorer
from asiakasrekisteri.store.vault import Vault
from tests.cheap import CHEAP, MAIN, PASSWORD

Worker = Callable[[Path, Event], None]


def enter(folder: Path) -> Vault:
    """Open the office as its main user."""
    return Vault.open(folder, KeyFile(folder, CHEAP).unlock(MAIN, PASSWORD))


def write(folder: Path, begun: Event) -> None:
    """Write batches of rows, and note each one outside after its commit."""
    vault = enter(folder)
    notes = os.open(folder.parent / "kuitit", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    insert = text("INSERT INTO t (batch, of) VALUES (:batch, :of)")
    with vault.engine.connect() as connection:
        first = int(connection.exec_driver_sql("SELECT coalesce(max(batch), 0) FROM t").scalar_one()) + 1
    for batch in itertools.count(first):
        rows = batch % 60 + 1
        with vault.engine.connect().execution_options(**IMMEDIATE) as connection, connection.begin():
            connection.execute(insert, [{"batch": batch, "of": rows}] * rows)
            connection.exec_driver_sql(f"INSERT INTO f (rowid, words) VALUES ({batch}, 'Öhman {batch}')")
        os.write(notes, f"{batch} {rows}\n".encode())
        begun.set()


def rotate(folder: Path, begun: Event) -> None:
    """Change the data key over and over."""
    vault = enter(folder)
    begun.set()
    while True:
        vault.rotate()


def restore(folder: Path, begun: Event) -> None:
    """Restore the two backups beside the office in turn."""
    begun.set()
    for name in itertools.cycle(("a.arvk", "b.arvk")):
        Restorer(folder, policy=CHEAP).restore(folder.parent / name, lambda file: file.unlock(MAIN, PASSWORD))

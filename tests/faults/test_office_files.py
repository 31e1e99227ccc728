"""What lies on the disk while an office is open and being written: no stored name in plain text, nothing readable."""

import sqlite3
import threading
import time
from pathlib import Path
from typing import Self

import pytest

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.users import grant_user
from tests import offices

NAMES = ("Salakuusi", "Piilomänty", "Kätköniemi", "Kolleganen", "Pääkäyttäjä", "salakuusi.example", "Kaamosverkko")


class Watcher:
    """Reads every file of a folder again and again, and remembers which plain names it has seen in which file."""

    def __init__(self, folder: Path) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.rounds = 0
        self._folder = folder
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.is_set():
            for path in [p for p in self._folder.rglob("*") if p.is_file()]:
                self._look(path)
            self.rounds += 1

    def _look(self, path: Path) -> None:
        try:
            content = path.read_bytes()
        except OSError:  # it was replaced while we looked
            return
        for name in NAMES:
            if any(form in content for form in (name.encode(), name.lower().encode(), name.encode("utf-16-le"))):
                self.seen.add((path.name, name))


@pytest.mark.slow
def test_no_stored_name_stands_in_plain_text_in_any_file(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    rows = "\n".join(f"Piilomänty {n} Oy;posti{n}@salakuusi.example" for n in range(400))
    file = tmp_path / "tuotava.csv"
    file.write_text("Yritys;Sähköposti\n" + rows)
    desk = offices.desk(folder)
    with Watcher(folder) as watcher:
        gate = desk.gate
        gate.call(grant_user, "kalle", "Kalle Kolleganen", Role.BILLING, offices.PASSWORD)
        gate.call(import_file, Order(file))
        values = {"name": "Kätköniemi Oy", "kind": "company", "status": "active", "relation": "own"}
        gate.call(add_customer, values, [Edit("email", values={"use": "work", "address": "a@salakuusi.example"})])
        saved = gate.call(add_person, {"last_name": "Salakuusi", "note": "Piilomänty Kätköniemi"})
        gate.call(open_person, saved.id)
        gate.call(find, "salakuusi")
    desk.close()
    assert watcher.rounds > 1
    assert watcher.seen == set()


def test_the_watcher_sees_plain_text(tmp_path: Path) -> None:
    with Watcher(tmp_path) as watcher:
        (tmp_path / "paljas.txt").write_text("Salakuusi")
        enough = watcher.rounds + 3
        while watcher.rounds < enough:
            time.sleep(0.001)
    assert ("paljas.txt", "Salakuusi") in watcher.seen


def test_plain_sqlite_cannot_read_the_database(tmp_path: Path) -> None:
    desk = offices.desk(tmp_path / "office")
    desk.close()
    database = tmp_path / "office" / "rekisteri.db"
    assert not database.read_bytes().startswith(b"SQLite format 3")
    connection = sqlite3.connect(database)
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        connection.execute("SELECT count(*) FROM sqlite_master")
    connection.close()

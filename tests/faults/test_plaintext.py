"""While the office is open and being written, no stored word stands in plain text in any file of it, or outside it."""

import os
import re
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from asiakasrekisteri.store.backup import create_backup
from asiakasrekisteri.store.connection import IMMEDIATE
from tests.cheap import new_vault

MARK = "Kukkaruukkunen"
ROWS = 4000


class Watcher:
    """Reads every file below some folders, and every deleted file this process holds open, as often as it can."""

    def __init__(self, *folders: Path) -> None:
        self.hits: Counter[str] = Counter()
        self.seen: set[str] = set()
        self._folders = folders

    def look(self) -> None:
        for path in (p for folder in self._folders for p in folder.rglob("*")):
            self._read(path, path.name)
        if sys.platform == "linux":
            for handle in Path("/proc/self/fd").iterdir():
                try:
                    target = str(handle.readlink())
                except OSError:
                    continue
                if "(deleted)" in target or "etilqs" in target:
                    self._read(handle, re.sub(r"etilqs_\w+", "etilqs", Path(target).name))

    def _read(self, path: Path, name: str) -> None:
        try:
            content = path.read_bytes()
        except OSError:
            return
        self.seen.add(name)
        found = content.count(MARK.encode()) + content.count(MARK.encode("utf-16-le")) + content.count(b"SQLite format")
        if found:
            self.hits[name] += found


@contextmanager
def watched(*folders: Path) -> Iterator[Watcher]:
    watcher, over = Watcher(*folders), threading.Event()

    def watch() -> None:
        while not over.is_set():
            watcher.look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield watcher
        watcher.look()
    finally:
        over.set()
        thread.join()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.mark.slow
def test_no_stored_word_is_in_any_file(tmp_path: Path, scratch: Path) -> None:
    place = tmp_path / "toimisto"
    place.mkdir()
    with watched(place, scratch, tmp_path) as watcher:
        vault, file = new_vault(place)
        file.new_recovery(vault.keys)
        with vault, vault.engine.connect().execution_options(**IMMEDIATE) as connection:
            connection.exec_driver_sql("PRAGMA cache_size=-200")  # so that unfinished transactions reach the disk
            connection.rollback()
            _work(connection, watcher)
            connection.rollback()
            create_backup(vault, tmp_path / "kopiot", program="1.0")
            watcher.look()
            vault.checkpoint()
            vault.rotate()
        assert {"rekisteri.db", "rekisteri.db-wal", "rekisteri.avain", "rekisteri.lukko"} <= watcher.seen
    assert dict(watcher.hits) == {}


def _work(connection: Connection, watcher: Watcher) -> None:
    """Insert, index, sort, copy aside, update and undo: whatever makes a database write temporary files."""
    connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, x TEXT, y TEXT)")
    connection.exec_driver_sql("CREATE VIRTUAL TABLE f USING fts5(x)")
    for number in range(2):
        rows = [{"x": f"{MARK} {number} {i} " * 5, "y": os.urandom(20).hex()} for i in range(ROWS)]
        connection.execute(text("INSERT INTO t (x, y) VALUES (:x, :y)"), rows)
        connection.exec_driver_sql("INSERT INTO f (x) SELECT x FROM t ORDER BY y")
        connection.commit()
    connection.exec_driver_sql("PRAGMA temp.cache_size=-200")
    connection.exec_driver_sql("CREATE TEMP TABLE tt AS SELECT * FROM t")
    connection.exec_driver_sql("CREATE INDEX temp.ti ON tt (y, x)")
    watcher.look()
    driver: Any = connection.connection.driver_connection
    sorting = driver.execute("SELECT x FROM t ORDER BY x || y")
    sorting.fetchmany(10)  # the sorted runs exist while rows are still to be fetched
    watcher.look()
    sorting.close()
    connection.exec_driver_sql("UPDATE t SET x = x || 'a'")
    watcher.look()


def test_the_watcher_finds_what_is_there(tmp_path: Path) -> None:
    with watched(tmp_path) as watcher:
        (tmp_path / "vuoto").write_text(MARK)
        handle = (tmp_path / "poistettu").open("w+")
        handle.write(MARK)
        handle.flush()
        (tmp_path / "poistettu").unlink()
        watcher.look()
        handle.close()
    assert watcher.hits["vuoto"] > 0
    assert sys.platform != "linux" or any("poistettu" in name for name in watcher.hits)

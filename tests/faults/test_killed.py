"""kill -9 at random moments: no committed row is lost, nothing is half, and the office opens by itself."""

import multiprocessing
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from asiakasrekisteri.store.backup import create_backup
from asiakasrekisteri.store.check import verify
from asiakasrekisteri.store.keyfile import KeyFile
from asiakasrekisteri.store.signin import SignIn
from asiakasrekisteri.store.vault import Vault
from tests.cheap import CHEAP, MAIN, PASSWORD, new_vault
from tests.faults import workers

if sys.platform == "win32":
    PROCESSES = multiprocessing.get_context("spawn")
else:
    PROCESSES = multiprocessing.get_context("forkserver")
    PROCESSES.set_forkserver_preload(["tests.faults.workers"])
FEW, MANY = 3, 60


def kill_during(worker: workers.Worker, folder: Path, seconds: float) -> None:
    """Start a worker, let it work for a moment, and kill it without warning."""
    begun = PROCESSES.Event()
    process = PROCESSES.Process(target=worker, args=(folder, begun), daemon=True)
    process.start()
    assert begun.wait(60), "the worker never began"
    time.sleep(seconds)
    assert process.is_alive(), "the worker ended by itself"
    process.kill()
    process.join()


def office(folder: Path, rows: int = 0) -> Path:
    vault, file = new_vault(folder / "toimisto")
    with vault:
        file.grant(vault.keys, "pekka", "ensimmäinen", ["identity"])
        with vault.engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (id INTEGER PRIMARY KEY, batch INT, of INT, filler TEXT)")
            connection.exec_driver_sql("CREATE VIRTUAL TABLE f USING fts5(words)")
            connection.exec_driver_sql(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i <= ?)"
                " INSERT INTO t (batch, of, filler) SELECT 0, 0, hex(randomblob(200)) FROM n LIMIT ?",
                (rows, rows),
            )
    return folder / "toimisto"


def enter(folder: Path) -> Vault:
    return Vault.open(folder, SignIn(folder, policy=CHEAP).with_password(MAIN, PASSWORD))


def whole_batches(vault: Vault) -> dict[int, int]:
    """Return batch -> rows, having checked that every batch is whole and in the index."""
    with vault.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT batch, of FROM t WHERE batch > 0").all()
        indexed = {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM f WHERE f MATCH 'öhman'")}
    found = Counter(row[0] for row in rows)
    assert all(found[batch] == of for batch, of in rows)
    assert indexed == set(found)
    return dict(found)


def survive_writing(folder: Path, kills: int) -> None:
    chance = random.Random(1)
    place = office(folder)
    for _kill in range(kills):
        kill_during(workers.write, place, chance.uniform(0, 0.4))
        lines = (folder / "kuitit").read_text().splitlines()
        noted = {int(batch): int(rows) for batch, rows in (line.split() for line in lines)}
        with enter(place) as vault:
            kept = whole_batches(vault)
            assert noted.items() <= kept.items()
            assert len(kept) - len(noted) <= 1 + _kill
            assert verify(vault) == ()


def survive_rotation(folder: Path, kills: int) -> int:
    """Return how many times the key had been changed in the end."""
    chance = random.Random(2)
    place = office(folder, rows=4000)
    generation = 1
    for _kill in range(kills):
        kill_during(workers.rotate, place, chance.uniform(0, 0.5))
        with enter(place) as vault:
            (now,) = vault.keys.generations()
            assert now >= generation
            generation = now
            with vault.engine.connect() as connection:
                assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 4000
            assert verify(vault) == ()
            assert KeyFile(place, CHEAP).unlock("pekka", "ensimmäinen").generations() == (generation,)
    assert not list(place.glob("*.uusi"))
    return generation


def survive_restoring(folder: Path, kills: int) -> set[int]:
    """Return which of the two backups was found in place after the kills."""
    chance = random.Random(3)
    place = office(folder, rows=500)
    for name, value in (("a.arvk", 1), ("b.arvk", 2)):
        with enter(place) as vault:
            with vault.engine.begin() as connection:
                connection.exec_driver_sql(f"UPDATE t SET of = {value}")
            create_backup(vault, folder / name, program="1.0").rename(folder / f"{name}.valmis")
        (folder / name).rmdir()
        (folder / f"{name}.valmis").rename(folder / name)
    found = set()
    for _kill in range(kills):
        kill_during(workers.restore, place, chance.uniform(0, 0.25))
        with enter(place) as vault:
            with vault.engine.connect() as connection:
                (value,) = {row[0] for row in connection.exec_driver_sql("SELECT of FROM t")}
            assert verify(vault) == ()
        found.add(value)
        for aside in place.glob("ennen-palautusta*"):
            shutil.rmtree(aside)
    return found


@pytest.mark.slow
def test_a_few_kills_while_writing(tmp_path: Path) -> None:
    survive_writing(tmp_path, FEW)


@pytest.mark.slow
def test_a_few_kills_while_the_key_changes(tmp_path: Path) -> None:
    survive_rotation(tmp_path, FEW)


@pytest.mark.slow
def test_a_few_kills_while_restoring(tmp_path: Path) -> None:
    assert survive_restoring(tmp_path, FEW) <= {1, 2}


@pytest.mark.slow
def test_many_kills_while_writing(tmp_path: Path) -> None:
    survive_writing(tmp_path, MANY)


@pytest.mark.slow
def test_many_kills_while_the_key_changes(tmp_path: Path) -> None:
    assert survive_rotation(tmp_path, MANY) > 10


@pytest.mark.slow
def test_many_kills_while_restoring(tmp_path: Path) -> None:
    assert survive_restoring(tmp_path, MANY) == {1, 2}

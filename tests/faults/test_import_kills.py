"""kill -9 in the middle of imports: no committed row is lost, no half import is left, the chain of the log holds."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from asiakasrekisteri.store import check, log
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.office import Desk, Office
from bench.data import write_csv
from tests import offices

ROOT = Path(__file__).parents[2]
ROWS = 200
_WRITER = """
import sys
from pathlib import Path
from tests import offices
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
office = offices.Office(Path(sys.argv[1]), offices.surroundings())
desk = office.enter(offices.MAIN_USER, offices.PASSWORD)
for n in range(int(sys.argv[3]), 10_000):
    file = Path(sys.argv[2]) / f"{n}.csv"
    heads, *rows = (Path(sys.argv[2]) / "malli.csv").read_text().splitlines()
    file.write_text("\\n".join([heads, *(f"{n}-{row}".replace("@", f"@{n}.") for row in rows)]))
    print("begin", n, flush=True)
    desk.gate.call(import_file, Order(file))
    print("done", n, flush=True)
"""


def _kill_at_random(folder: Path, files: Path, start: int, rng: random.Random) -> tuple[int, int]:
    """Let a writer import file after file, kill it a moment later; return how many were begun and how many done."""
    with subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), str(files), str(start)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _line in range(rng.choice((1, 3)))]
        time.sleep(rng.random() * 0.4)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    return sum(line.startswith("begin") for line in lines), sum(line.startswith("done") for line in lines)


def _sound(desk: Desk) -> None:
    assert check.verify(desk.vault) == ()
    with desk.gate.store.engine.connect() as connection:
        log.verify(connection, desk.gate.store.head.read())
        documents = connection.execute(text("SELECT count(*) FROM search_index")).scalar()
        owners = connection.execute(text("SELECT (SELECT count(*) FROM customer) + (SELECT count(*) FROM person)"))
        assert documents == owners.scalar()


def _run(tmp_path: Path, kills: int) -> None:
    folder = tmp_path / "office"
    offices.office(folder)
    write_csv(tmp_path / "malli.csv", ROWS)
    rng = random.Random(7)
    committed = started = 0
    for _n in range(kills):
        begun, done = _kill_at_random(folder, tmp_path, started, rng)
        desk = Office(folder, offices.surroundings()).enter(offices.MAIN_USER, offices.PASSWORD)
        rows = desk.gate.call(list_customers).total
        assert rows % ROWS == 0, "a half import was left"
        assert rows // ROWS >= committed + done, "a committed import was lost"
        assert rows // ROWS <= committed + begun
        committed, started = rows // ROWS, started + begun
        _sound(desk)
        desk.close()
    assert committed > 0, "some import was completed, or the test shows nothing"


@pytest.mark.slow
def test_two_kills_lose_nothing(tmp_path: Path) -> None:
    _run(tmp_path, 2)


@pytest.mark.slow
def test_thirty_kills_lose_nothing(tmp_path: Path) -> None:
    _run(tmp_path, 30)

"""The window beside a bare Qt window: start, memory, and the longest time the event loop stands still in a long list.

Everything runs without a screen (Qt's "offscreen"). Starts and memory are measured in processes of their own.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Row

_TIMES = 5
_ROUNDS = 3


def window_rows(folder: Path, size: int) -> Iterator[Row]:
    """Measure the window on the office of the other measurements.

    Args:
        folder: where the office is, in `office`.
        size: customers in it.
    """
    yield _start(folder, size)
    yield _memory(folder, size)
    for name, values in _stalls(folder).items():
        yield Row(f"longest stall: {name}", size, min(values), None, "≤ 50 ms")


def _start(folder: Path, size: int) -> Row:
    for what in ("bare", "login"):  # once to warm the disk and to have the modules compiled
        _opened(folder, what)
    pairs = [(_opened(folder, "login")[0], _opened(folder, "bare")[0]) for _ in range(_TIMES)]
    return Row("start to login window", size, min(p[0] for p in pairs), min(p[1] for p in pairs), "≤ 1.3")


def _memory(folder: Path, size: int) -> Row:
    """Give megabytes in place of milliseconds."""
    bare = float(_opened(folder, "bare")[1])
    return Row("main window's memory, MB", size, float(_opened(folder, "main")[1]), bare, "≤ 1.5, + 60 MB")


def _opened(folder: Path, what: str) -> tuple[float, str]:
    """Open a window in a process of its own; return the milliseconds until it said so, and what it said."""
    start = time.perf_counter()
    with _process(folder, what) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        taken = (time.perf_counter() - start) * 1000
        process.stdout.read()
    return taken, said


def _stalls(folder: Path) -> dict[str, list[float]]:
    """Return the longest stall in milliseconds of each round, by what was done."""
    found: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        with _process(folder, "stalls") as process:
            assert process.stdout is not None
            for line in process.stdout:
                name, _tab, milliseconds = line.partition("\t")
                found.setdefault(name, []).append(float(milliseconds))
    return found


def _process(folder: Path, what: str) -> "subprocess.Popen[str]":
    own = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "pyc")}
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | own
    command = [sys.executable, "-m", "bench.opening", what, str(folder / "office")]
    return subprocess.Popen(  # noqa: S603 - this program itself
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=around
    )

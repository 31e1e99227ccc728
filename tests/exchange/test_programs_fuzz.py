"""Broken files of other programs: each costs its own rows at most; none crashes, hangs, or is half understood."""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange import fossbilling
from asiakasrekisteri.exchange.tables import read_table
from tests.exchange.broken import mutated
from tests.usecases.importing import test_programs as samples

READERS: dict[str, tuple[str, Callable[[Path], int]]] = {
    "orders": (samples.ORDERS, lambda file: len(list(fossbilling.orders(file)))),
    "invoices": (samples.INVOICES, lambda file: len(list(fossbilling.invoices(file)))),
    "clients": (samples.CLIENTS, lambda file: len(list(read_table(file).rows))),
    "heeros": (samples.HEEROS, lambda file: len(list(read_table(file).rows))),
    "headless": (samples.HEADLESS, lambda file: len(list(read_table(file).rows))),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
def test_a_thousand_broken_files_are_survived(tmp_path: Path, name: str) -> None:
    text, read = READERS[name]
    draw, file, slowest = random.Random(name), tmp_path / "tiedosto.csv", 0.0
    for _n in range(1_000):
        file.write_bytes(mutated(draw, text.encode()))
        begun = time.perf_counter()
        with suppress(ExchangeError):
            read(file)
        slowest = max(slowest, time.perf_counter() - begun)
    assert slowest < 5

"""A desk in a fresh office for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A furnished office in a folder of its own."""
    return offices.office(tmp_path / "office")


@pytest.fixture
def desk(office: Office) -> Iterator[Desk]:
    """The main user's desk."""
    made = offices.entered(office)
    yield made
    made.close()


@pytest.fixture
def gate(desk: Desk) -> Gate:
    """The main user's gate."""
    return desk.gate

"""One fictional office for all the tests of this folder: making it takes some seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.usecases.demo.make import DemoOrder, make_demo
from asiakasrekisteri.usecases.office import Desk, Office
from tests import offices

CUSTOMERS = 120


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    texts = Path(__file__).parents[2] / "seeds" / "texts"
    list(make_demo(DemoOrder(folder, CUSTOMERS, texts), lambda _folder: offices.surroundings()))
    return folder


@pytest.fixture(scope="package")
def users(demo: Path) -> dict[str, tuple[str, str]]:
    lines = (demo / "kayttajat.txt").read_text(encoding="utf-8").splitlines()
    return {login: (password, role) for login, password, role in (line.split("\t") for line in lines)}


@pytest.fixture(scope="package")
def desk(demo: Path, users: dict[str, tuple[str, str]]) -> Iterator[Desk]:
    desk = Office(demo / "office", offices.surroundings()).enter("paula", users["paula"][0])
    yield desk
    desk.close()

"""The command line as a script uses it: arguments in, exit code, output and complaints out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from asiakasrekisteri.cli.app import run
from asiakasrekisteri.cli.ending import ending
from asiakasrekisteri.cli.terminal import PASSWORD as PASSWORD_VARIABLE, Terminal
from tests import offices


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cli = Callable[..., Outcome]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line with cheap key stretching; the main user's password unless another is given."""

    def call(*words: object, password: str | None = offices.PASSWORD, **environment: str) -> Outcome:
        if password is not None:
            environment[PASSWORD_VARIABLE] = password
        terminal = Terminal(around=lambda _folder: offices.surroundings(), environment=environment)
        code = ending(lambda: run([str(word) for word in words], terminal))
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A furnished office's folder."""
    return offices.office(tmp_path / "toimisto").folder


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """A file of three customers, of which the last cannot be taken."""
    file = tmp_path / "asiakkaat.csv"
    file.write_text(
        "Asiakasnumero;Nimi;Y-tunnus;Yhteyshenkilö;Sähköposti\n"
        "501;Hallalammen Leipomo Oy;2345678-0;Säde Äyräskuru;sade.ayraskuru@hallalampi.example\n"
        "502;Kuurasuon Nuorisoseura ry;;Yrjö Usvakero;info@kuurasuo.example\n"
        "503;;;;\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def filled(cli: Cli, office: Path, customers: Path) -> Path:
    """An office with two customers and their contact persons."""
    assert cli("import", office, customers, "--user", offices.MAIN_USER).code == 0
    return office

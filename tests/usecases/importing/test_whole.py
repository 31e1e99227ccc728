"""A whole office out and in again: the same rows, history, files and documents; and nothing of a broken one."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.demo.fill import fill_demo
from asiakasrekisteri.usecases.exporting.office import export_office
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import add_person
from tests import offices
from tests.usecases.marked import Markers, plant

WHY = ("siirto uuteen toimistoon", "kaikki tiedot siirretään")
_NOT_THE_SAME = {"user", "import_run"}
"""User IDs come closed, and the import itself leaves a record."""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Gate]:
    desk = offices.desk(tmp_path / "toinen")
    yield desk.gate
    desk.close()


def exported(gate: Gate, folder: Path) -> dict[str, Any]:
    gate.call(export_office, folder, *WHY)
    data: dict[str, Any] = json.loads((folder / "data.json").read_text("utf-8"))
    return {name: rows for name, rows in data.items() if name not in _NOT_THE_SAME}


def brought(gate: Gate, folder: Path) -> ImportReport:
    return gate.call(import_file, Order(folder))


def told(history: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [line for line in history if line["entity"] not in _NOT_THE_SAME]


def assert_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert before.keys() == after.keys()
    for name, held in before.items():
        first, second = held, after[name]
        if name == "history":
            first, second = told(first), told(second)
        if name == "store_mark":
            first, second = sorted(first, key=str), sorted(second, key=str)
        assert first == second, name


@pytest.mark.slow
def test_an_office_with_a_marker_in_every_column_comes_back_the_same(gate: Gate, other: Gate, tmp_path: Path) -> None:
    neighbour = gate.call(add_person, {"last_name": "Naapuri", "first_names": "Niilo"}).id
    case: UseCase[..., int] = UseCase("plant", Permission.PERSON_WRITE, nothing, writes=True, body=plant)
    gate.call(case, Markers("aava"), neighbour)
    before = exported(gate, tmp_path / "vienti")
    report = brought(other, tmp_path / "vienti")
    assert report.warnings == []
    assert report.undo == 0
    assert_same(before, exported(other, tmp_path / "takaisin"))
    files = sorted(p.name for p in (tmp_path / "vienti" / "attachments").iterdir())
    for name in files:
        assert (tmp_path / "vienti" / "attachments" / name).read_bytes() == (
            tmp_path / "takaisin" / "attachments" / name
        ).read_bytes()
    assert other.call(find, "naapuri")[0].name == "Naapuri, Niilo"


@pytest.mark.slow
def test_the_invented_office_comes_back_the_same(gate: Gate, other: Gate, tmp_path: Path) -> None:
    gate.call(fill_demo, 40)
    before = exported(gate, tmp_path / "vienti")
    brought(other, tmp_path / "vienti")
    assert_same(before, exported(other, tmp_path / "takaisin"))


def test_only_an_empty_register_takes_a_whole_office(gate: Gate, tmp_path: Path) -> None:
    gate.call(add_person, {"last_name": "Naapuri"})
    gate.call(export_office, tmp_path / "vienti", *WHY)
    with pytest.raises(ExchangeError, match="tyhjään rekisteriin"):
        brought(gate, tmp_path / "vienti")


@pytest.mark.slow
def test_what_was_masked_is_told(gate: Gate, other: Gate, tmp_path: Path) -> None:
    person = gate.call(add_person, {"last_name": "Aalto", "identity_code": "010190-999W", "identity_ground": "law"})
    gate.call(export_office, tmp_path / "vienti", WHY[0])
    report = brought(other, tmp_path / "vienti")
    assert ["Henkilötunnus" in w.reason for w in report.warnings] == [True]
    assert person.id


@pytest.mark.slow
def test_broken_files_leave_nothing_behind(gate: Gate, other: Gate, tmp_path: Path) -> None:
    gate.call(add_person, {"last_name": "Aalto"})
    gate.call(export_office, tmp_path / "vienti", *WHY)
    file = tmp_path / "vienti" / "data.json"
    whole, luck = file.read_bytes(), random.Random(20261125)
    for _n in range(20):
        at = luck.randrange(10, len(whole))
        file.write_bytes(whole[:at])
        with pytest.raises(ExchangeError):
            brought(other, tmp_path / "vienti")
        assert other.call(list_customers).total == 0
        assert other.call(find, "aalto") == ()
    file.write_bytes(whole)
    assert brought(other, tmp_path / "vienti").created > 0

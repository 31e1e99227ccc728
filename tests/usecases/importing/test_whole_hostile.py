"""A whole office that somebody has meddled with, or that was taken out without a reason: refused or told in words."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import StoreMark
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.exporting.office import export_office
from asiakasrekisteri.usecases.files import store_file
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.marketing.suppression import Reach, suppress
from tests import offices

WHY = ("siirto uuteen toimistoon", "kaikki tiedot siirretään")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Gate]:
    desk = offices.desk(tmp_path / "toinen")
    yield desk.gate
    desk.close()


def case(body: Callable[[Work], object]) -> UseCase[[], object]:
    return UseCase("probe", Permission.PERSON_WRITE, nothing, writes=True, body=body)


def meddled(folder: Path, old: str, new: str) -> None:
    file = folder / "data.json"
    content = file.read_text("utf-8")
    assert old in content
    file.write_text(content.replace(old, new), "utf-8")


def refused(work: Work) -> None:
    from_source(work, "email")
    suppress(work, [Reach("email", "aino@posti.example")], "email", "unsubscribed")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"last_name": "Aalto"', '"last_name": null'),
        ('"last_name": "Aalto"', '"last_name": {"a": [1]}'),
        (' "person": [', ' "sqlite_master": ['),
        ('"source_date": "2', '"source_date": "x2'),
        ('"entity": "person"', '"entity": 7'),
        ('"id": 1,', '"ids": 1,'),
    ],
)
def test_values_that_cannot_be_are_told_in_words(gate: Gate, other: Gate, tmp_path: Path, old: str, new: str) -> None:
    gate.call(add_person, {"last_name": "Aalto"})
    gate.call(export_office, tmp_path / "vienti", *WHY)
    meddled(tmp_path / "vienti", old, new)
    with pytest.raises(ExchangeError, match="Vie toimisto uudelleen"):
        other.call(import_file, Order(tmp_path / "vienti"))
    assert other.call(list_customers).total == 0


def test_marks_of_the_program_are_not_brought_in(gate: Gate, other: Gate, tmp_path: Path) -> None:
    gate.call(case(lambda work: work.session.add(StoreMark(name="invoice_numbers", value="7 0"))))
    gate.call(export_office, tmp_path / "vienti", *WHY)
    meddled(tmp_path / "vienti", '"invoice_numbers"', '"supervisor_fi"')
    other.call(import_file, Order(tmp_path / "vienti"))
    assert other.call(case(lambda work: work.session.get(StoreMark, "supervisor_fi"))) is None


@pytest.mark.slow
def test_a_suppression_list_without_its_key_is_told(gate: Gate, other: Gate, tmp_path: Path) -> None:
    gate.call(case(refused))
    gate.call(export_office, tmp_path / "vienti", WHY[0])
    report = other.call(import_file, Order(tmp_path / "vienti"))
    assert [w.reason for w in report.warnings if "Estolistan avain" in w.reason]
    gate.call(export_office, tmp_path / "kaikki", *WHY)
    third = offices.desk(tmp_path / "kolmas")
    assert third.gate.call(import_file, Order(tmp_path / "kaikki")).warnings == []
    third.close()


@pytest.mark.slow
def test_a_link_brings_in_no_file_from_outside(gate: Gate, other: Gate, tmp_path: Path) -> None:
    aalto = gate.call(add_person, {"last_name": "Aalto"}).id
    store_file(gate, "person", aalto, io.BytesIO(b"oma kirje"), "kirje.txt")
    gate.call(export_office, tmp_path / "vienti", *WHY)
    files = (tmp_path / "vienti" / "attachments").iterdir()
    (file,) = (one for one in files if one.read_bytes() == b"oma kirje")
    file.rename(tmp_path / "muualla.txt")
    file.symlink_to(tmp_path / "muualla.txt")
    with pytest.raises(ExchangeError, match="linkki"):
        other.call(import_file, Order(tmp_path / "vienti"))

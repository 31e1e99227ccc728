"""A copy for development: nobody's marker is in it, a new office takes it, and equal values stay equal (R-16)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.identifiers import check_business_id, check_vat_number
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import check_phone
from asiakasrekisteri.domain.references import check_reference
from asiakasrekisteri.usecases.customers import list_customers, open_customer
from asiakasrekisteri.usecases.demo.fill import fill_demo
from asiakasrekisteri.usecases.exporting.pseudonymous import TABLES, export_pseudonymous
from asiakasrekisteri.usecases.gate import Gate, UseCase, nothing
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests import offices
from tests.usecases.marked import Markers, plant

WHY = "uuden laskutuksen kokeilu"


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Gate]:
    desk = offices.desk(tmp_path / "kehitys")
    yield desk.gate
    desk.close()


def test_no_marker_of_anybody_is_in_the_copy(gate: Gate, tmp_path: Path) -> None:
    neighbour = gate.call(add_person, {"last_name": "Naapuri", "first_names": "Niilo"}).id
    case: UseCase[..., int] = UseCase("plant", Permission.PERSON_WRITE, nothing, writes=True, body=plant)
    markers = Markers("aava")
    gate.call(case, markers, neighbour)
    copied = gate.call(export_pseudonymous, tmp_path / "kopio", WHY)
    written = b"\n".join(file.read_bytes() for file in sorted(copied.folder.glob("*.*"))).decode().casefold()
    texts = [text for text in (*markers.texts, *markers.only_in_files, *markers.aside) if "aava" in text.casefold()]
    assert len(texts) > 50
    assert [text for text in texts if text.casefold() in written] == []
    assert "naapuri" not in written
    assert set(json.loads((copied.folder / "data.json").read_text("utf-8"))) == TABLES
    entry = next(one for one in gate.call(show_log) if one.use_case == "export_pseudonymous")
    assert (entry.action, entry.purpose) == ("export", f"{WHY}. Salanimillä.")


def test_a_restricted_person_is_not_in_it_and_a_purpose_is_demanded(gate: Gate, tmp_path: Path) -> None:
    person = gate.call(add_person, {"last_name": "Aalto"}).id
    gate.call(restrict_person, person, "accuracy")
    assert gate.call(export_pseudonymous, tmp_path / "kopio", WHY).rows == len(
        [row for rows in json.loads((tmp_path / "kopio" / "data.json").read_text("utf-8")).values() for row in rows]
    )
    assert json.loads((tmp_path / "kopio" / "data.json").read_text("utf-8"))["person"] == []
    with pytest.raises(InvalidInputError, match="mihin tietoja"):
        gate.call(export_pseudonymous, tmp_path / "toinen", " ")
    assert not (tmp_path / "toinen").exists()


@pytest.mark.slow
def test_a_new_office_takes_the_copy_and_it_works_as_the_old_one(gate: Gate, other: Gate, tmp_path: Path) -> None:
    gate.call(fill_demo, 60)
    gate.call(export_pseudonymous, tmp_path / "kopio", WHY)
    report = other.call(import_file, Order(tmp_path / "kopio"))
    assert report.warnings == []
    ours, theirs = gate.call(list_customers), other.call(list_customers)
    assert theirs.total >= ours.total - 3, "only those under restriction are left out"
    data = json.loads((tmp_path / "kopio" / "data.json").read_text("utf-8"))
    firms = [row for row in data["customer"] if row["business_id"]]
    assert [row["id"] for row in firms if check_business_id(row["business_id"])] == []
    assert [row["id"] for row in data["customer"] if row["vat_number"] and check_vat_number(row["vat_number"])] == []
    assert [row["id"] for row in data["phone"] if check_phone(row["number"])] == []
    assert [row["id"] for row in data["invoice"] if row["reference"] and check_reference(row["reference"])] == []
    references = {row["reference"] for row in data["invoice"]}
    assert sum(row["reference"] in references for row in data["payment"]) > len(data["payment"]) / 2, "equal stay equal"
    first = theirs.ids[0]
    assert other.call(open_customer, first).record["name"] != gate.call(open_customer, first).record["name"]

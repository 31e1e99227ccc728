"""Lists on their way out: text stays text, what is protected stays, who may not go is left out; all of it is logged."""

import csv
import tempfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.exchange.vcard import read_cards
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.exporting.lists import ListExported, ListKind, ListOrder, export_list
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import open_person, save_person
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from tests import offices
from tests.reading import pdf_text
from tests.usecases.billing.making import HOME, customer

WHY = "joulukortit"


def firm(gate: Gate) -> int:
    """Store a firm whose name and note would be formulas in a careless spreadsheet."""
    values = {
        "kind": "company",
        "name": "=1+1 Oy",
        "status": "active",
        "relation": "own",
        "number": "00017",
        "note": "+358",
    }
    edits = [
        Edit("address", values={**HOME, "postcode": "00100", "town": "Helsinki"}),
        Edit("phone", values={"use": "work", "number": "040 555 0100"}),
        Edit("email", values={"use": "office", "address": "info@kaava.example"}),
    ]
    return gate.call(add_customer, values, edits).id


def sent(
    gate: Gate, folder: Path, kind: ListKind, *ids: int, entity: str = "customer", purpose: str = WHY
) -> ListExported:
    return gate.call(export_list, ListOrder(entity, ids, kind, folder / f"luettelo.{kind}", purpose))


def person_of(gate: Gate, customer_id: int) -> int:
    person = gate.call(open_customer, customer_id).person_id
    assert person is not None
    return person


def test_a_table_keeps_zeros_and_runs_no_formula(gate: Gate, tmp_path: Path) -> None:
    made = sent(gate, tmp_path, ListKind.CSV, firm(gate))
    with made.file.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream, delimiter=";")
    assert (row["Nimi"], row["Asiakasnumero"], row["Postinumero"]) == ("'=1+1 Oy", "00017", "00100")
    assert (row["Puhelin"], row["Sähköposti"]) == ("'+358405550100", "info@kaava.example")


def test_a_workbook_keeps_zeros_and_runs_no_formula(gate: Gate, tmp_path: Path) -> None:
    made = sent(gate, tmp_path, ListKind.WORKBOOK, firm(gate), customer(gate))
    heads, first, second = CalamineWorkbook.from_path(made.file).get_sheet_by_index(0).to_python()
    row = dict(zip(heads, first, strict=False))
    assert (row["Nimi"], row["Asiakasnumero"], row["Postinumero"]) == ("=1+1 Oy", "00017", "00100")
    assert dict(zip(heads, second, strict=False))["Nimi"] == "Kelo, Kerttu"
    content = made.file.read_bytes()
    assert b"<f>" not in content


def test_a_workbook_leaves_nothing_in_the_folder_of_temporary_files(
    gate: Gate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "ei-ole"))
    out = tmp_path / "ulos"
    out.mkdir()
    made = sent(gate, out, ListKind.WORKBOOK, firm(gate))
    assert list(out.iterdir()) == [made.file]


def test_cards_are_read_back(gate: Gate, tmp_path: Path) -> None:
    made = sent(gate, tmp_path, ListKind.CARDS, firm(gate), customer(gate))
    first, second = read_cards(made.file)[0]
    assert (first.organisation, first.emails) == ("=1+1 Oy", (("work", "info@kaava.example"),))
    assert (second.name.last_name, second.addresses[0].town) == ("Kelo", "Sirkka")


@pytest.mark.slow
def test_labels_stand_on_sheets_of_twenty_one(gate: Gate, tmp_path: Path) -> None:
    ids = [customer(gate, f"Kelo, Kerttu{n}") for n in range(22)]
    made = sent(gate, tmp_path, ListKind.LABELS, *ids)
    assert made.rows == 22
    pages = pdf_text(made.file.read_bytes()).split("\f")
    assert pages[0].count("99130 SIRKKA") == 21
    assert "Kerttu21 Kelo" in pages[1]


def test_who_is_restricted_is_left_out_and_a_protected_address_too(gate: Gate, tmp_path: Path) -> None:
    held, hidden, free = (customer(gate, f"Kelo, {name}") for name in ("Aino", "Bertta", "Cecilia"))
    gate.call(restrict_person, person_of(gate, held), "accuracy")
    page = gate.call(open_person, person_of(gate, hidden))
    gate.call(save_person, page.record.id, page.record.version, {"non_disclosure": True})
    made = sent(gate, tmp_path, ListKind.CSV, held, hidden, free)
    assert (made.rows, made.left_out) == (2, 1)
    text = made.file.read_text("utf-8-sig")
    assert "Aino" not in text
    assert text.count("Kelotie 3") == 1
    labels = sent(gate, tmp_path, ListKind.LABELS, held, hidden, free)
    assert (labels.rows, labels.unreached) == (1, 1)


def test_a_purpose_is_asked_and_each_person_sees_it_in_her_log(gate: Gate, tmp_path: Path) -> None:
    one = customer(gate)
    with pytest.raises(InvalidInputError, match="mihin tietoja tarvitaan"):
        sent(gate, tmp_path, ListKind.CSV, one, purpose=" ")
    sent(gate, tmp_path, ListKind.CSV, one)
    log = gate.call(show_log, person_id=person_of(gate, one))
    assert [entry.purpose for entry in log if entry.action == "export"] == [WHY]


def test_only_those_who_may_export_do(office: Office, desk: Desk, tmp_path: Path) -> None:
    one = firm(desk.gate)
    colleague = offices.colleague(office, desk, Role.CUSTOMER_SERVICE)
    with pytest.raises(PermissionDeniedError):
        sent(colleague.gate, tmp_path, ListKind.CSV, one)
    colleague.close()

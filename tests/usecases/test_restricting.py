"""Restriction of processing (GDPR Art. 18): nothing is changed, joined or erased, and values are seen with a reason."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, PermissionDeniedError, RestrictedError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.customers import add_customer, customer_rows, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.run import import_file
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, person_rows, save_person
from asiakasrekisteri.usecases.privacy.erasure import erase_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.restricting import lift_restriction, restrict_person
from asiakasrekisteri.usecases.revealing import reveal_restricted
from asiakasrekisteri.usecases.same_person import decide_same, suggest_same
from tests import offices

TODAY = dt.date(2026, 11, 22)
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
EDITS = [
    Edit("email", values={"use": "work", "address": "aino@aalto.example"}),
    Edit(
        "address",
        values={"use": "postal", "street": "Hallakuja 1", "postcode": "96100", "town": "Rovaniemi", "country": "FI"},
    ),
]


@pytest.fixture
def aino(gate: Gate) -> tuple[int, int]:
    """A private customer: her ids as a customer and as a person."""
    customer = gate.call(add_customer, PRIVATE, EDITS).id
    return customer, gate.call(list_persons, "aalto").ids[0]


@pytest.fixture
def restriction(gate: Gate, aino: tuple[int, int]) -> int:
    return gate.call(restrict_person, aino[1], "accuracy", "kiistää osoitteen", "2026-012").id


@pytest.mark.usefixtures("restriction")
def test_her_values_are_hidden_and_her_name_stays(gate: Gate, aino: tuple[int, int]) -> None:
    customer, person = aino
    page = gate.call(open_person, person)
    assert page.name == "Aino Aalto"
    assert page.restriction is not None
    assert (page.restriction["since"], page.restriction["request_number"]) == (TODAY, "2026-012")
    assert "aino@aalto.example" not in str(page)
    assert "Hallakuja" not in str(page)
    address = next(d for d in page.details if d.entity == "email")
    assert address["address"] == HIDDEN
    assert address.hidden["address"] == "piilotettu rajoituksen ajaksi"
    card = gate.call(open_customer, customer)
    assert card.record["name"] == "Aalto, Aino"
    assert "Hallakuja" not in str(card)
    row = gate.call(customer_rows, [customer])[0]
    assert (row.name, row.town, row.restricted) == ("Aalto, Aino", "", True)
    listed = gate.call(person_rows, [person])[0]
    assert (listed.name, listed.email, listed.restricted) == ("Aalto, Aino", "", True)
    assert all(hit.restricted for hit in gate.call(find, "aalto"))
    assert page.suggestions == gate.call(suggest_same, person) == ()


def test_nothing_of_hers_is_changed(gate: Gate, aino: tuple[int, int]) -> None:
    customer, person = aino
    other = gate.call(add_person, {"last_name": "Aalto", "first_names": "A."}).id
    card, page = gate.call(open_customer, customer), gate.call(open_person, person)
    email = next(d for d in card.details if d.entity == "email")
    saved = gate.call(save_person, person, page.record.version, {"note": "ennen"})
    gate.call(restrict_person, person, "accuracy")
    version = page.record.version + 1
    calls: tuple[tuple[Any, ...], ...] = (
        (save_person, person, version, {"note": "x"}),
        (save_person, person, version, {}, [Edit("phone", values={"use": "mobile", "number": "040 555 0111"})]),
        (save_customer, customer, card.record.version, {"note": "x"}),
        (save_customer, customer, card.record.version, {}, [Edit("email", email.id, email.version)]),
        (decide_same, person, other, "same"),
        (undo, saved.undo),
        (erase_person, person),
    )
    for case, *arguments in calls:
        with pytest.raises(RestrictedError):
            gate.call(case, *arguments)
    company = {**PRIVATE, "kind": "company", "name": "Usvametsä Oy"}
    role = Edit("contact_role", values={"role": "billing"}, links={"person_id": person})
    with pytest.raises(RestrictedError):
        gate.call(add_customer, company, [role])


@pytest.mark.usefixtures("restriction")
def test_a_reason_shows_the_values_and_the_log_keeps_it(gate: Gate, aino: tuple[int, int]) -> None:
    with pytest.raises(InvalidInputError):
        gate.call(reveal_restricted, aino[1], " ")
    page = gate.call(reveal_restricted, aino[1], "oikeusvaateen laatiminen")
    assert "aino@aalto.example" in str(page)
    entry = next(e for e in gate.call(show_log, aino[1]) if e.use_case == "reveal_restricted")
    assert (entry.action, entry.purpose) == ("reveal", "oikeusvaateen laatiminen")
    assert "aino@aalto.example" not in str(gate.call(open_person, aino[1]))


@pytest.mark.usefixtures("restriction")
def test_her_own_extract_is_still_hers(gate: Gate, aino: tuple[int, int]) -> None:
    said = str(gate.call(collect_extract, aino[1]).extract.as_json())
    assert "aino@aalto.example" in said
    assert "kiistää osoitteen" in said


def test_it_is_lifted_when_she_has_been_told(gate: Gate, aino: tuple[int, int], restriction: int) -> None:
    for wrong in (None, TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)):
        with pytest.raises(InvalidInputError):
            gate.call(lift_restriction, restriction, wrong)
    saved = gate.call(lift_restriction, restriction, TODAY)
    page = gate.call(open_person, aino[1])
    assert page.restriction is None
    assert "aino@aalto.example" in str(page)
    gate.call(save_person, aino[1], page.record.version, {"note": "korjattu"})
    with pytest.raises(InvalidInputError):
        gate.call(lift_restriction, restriction, TODAY)
    gate.call(undo, saved.undo)
    assert gate.call(open_person, aino[1]).restriction is not None


def test_it_can_be_undone_and_not_laid_twice(gate: Gate, aino: tuple[int, int]) -> None:
    saved = gate.call(restrict_person, aino[1], "claims")
    with pytest.raises(InvalidInputError):
        gate.call(restrict_person, aino[1], "claims")
    gate.call(undo, saved.undo)
    assert gate.call(open_person, aino[1]).restriction is None


def test_it_holds_for_every_record_of_the_same_person(gate: Gate, aino: tuple[int, int]) -> None:
    other = gate.call(add_person, {"last_name": "Aalto", "first_names": "A.", "note": "toinen tietue"}).id
    gate.call(decide_same, aino[1], other, "same")
    gate.call(restrict_person, aino[1], "objection")
    page = gate.call(open_person, other)
    assert page.restriction is not None
    assert "toinen tietue" not in str(page)
    with pytest.raises(RestrictedError):
        gate.call(save_person, other, page.record.version, {"note": "x"})


@pytest.mark.usefixtures("restriction")
def test_an_import_does_not_renew_her(gate: Gate, aino: tuple[int, int], tmp_path: Path) -> None:
    number = gate.call(open_customer, aino[0]).record["number"]
    file = tmp_path / "asiakkaat.csv"
    file.write_text(f"Asiakasnumero;Nimi;Huomautus\n{number};Aalto, Aino;uusi\n600;Kuurasuo Oy;uusi\n", "utf-8")
    report = gate.call(import_file, Order(file))
    assert (report.created, report.updated) == (1, 0)
    assert "rajoitettu" in report.rejected[0].reason


def test_an_import_is_not_taken_back_while_somebody_in_it_is_under_restriction(gate: Gate, tmp_path: Path) -> None:
    file = tmp_path / "asiakkaat.csv"
    file.write_text("Asiakasnumero;Nimi;Laji\n600;Kelo, Kerttu;yksityinen\n601;Kuurasuo Oy;yritys\n", "utf-8")
    report = gate.call(import_file, Order(file))
    gate.call(restrict_person, gate.call(list_persons, "kelo").ids[0], "claims")
    with pytest.raises(RestrictedError):
        gate.call(undo, report.undo)


@pytest.mark.parametrize("role", [Role.BILLING, Role.TECHNICAL])
def test_billing_and_technical_support_neither_restrict_nor_lift(
    office: Office, desk: Desk, aino: tuple[int, int], role: Role
) -> None:
    _customer, person = aino
    other = offices.colleague(office, desk, role)
    with pytest.raises(PermissionDeniedError):
        other.gate.call(restrict_person, person, "accuracy")
    made = desk.gate.call(restrict_person, person, "accuracy")
    with pytest.raises(PermissionDeniedError):
        other.gate.call(lift_restriction, made.id, TODAY)
    other.close()

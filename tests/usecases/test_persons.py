"""Persons: what the page gathers from a customership of her own, and the reason for which a henkilötunnus is shown."""

from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import (
    add_person,
    list_persons,
    open_person,
    person_rows,
    reveal_identity_code,
    save_person,
)

CODE = "010190-999W"
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
EMAIL = Edit("email", values={"use": "work", "address": "a@esimerkki.fi"})
PHONE = Edit("phone", values={"use": "mobile", "number": "040 555 0111"})


def test_what_hangs_on_her_own_customership_is_hers_and_is_edited_there(gate: Gate) -> None:
    gate.call(add_customer, PRIVATE, [PHONE])
    person = gate.call(list_persons, "aalto").ids[0]
    page = gate.call(open_person, person)
    gate.call(save_person, person, page.record.version, {}, [EMAIL])
    page = gate.call(open_person, person)
    assert [d.entity for d in page.details] == ["email", "phone"]
    assert {entity for entity, _id in page.foreign} == {"phone"}
    shown = gate.call(person_rows, [person])[0]
    assert (shown.phone, shown.email, shown.customers) == ("+358405550111", "a@esimerkki.fi", "Aalto, Aino")


def test_a_code_is_shown_for_a_reason_that_the_log_keeps(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto", "identity_code": CODE, "identity_ground": "law"})
    assert gate.for_purpose("puhelu").call(reveal_identity_code, saved.id, " luottotietojen tarkistus ").value == CODE
    entry = next(e for e in gate.call(show_log, saved.id) if e.use_case == "reveal_identity_code")
    assert (entry.action, entry.purpose) == ("reveal", "luottotietojen tarkistus")


def test_a_code_taken_away_leaves_neither_its_ground_nor_its_trace(gate: Gate) -> None:
    saved = gate.call(add_person, {"last_name": "Aalto", "identity_code": CODE, "identity_ground": "law"})
    page = gate.call(open_person, saved.id)
    gate.call(save_person, saved.id, page.record.version, {"identity_code": ""})
    assert gate.call(open_person, saved.id).record["identity_ground"] is None
    assert gate.call(reveal_identity_code, saved.id, "tarkistus").value == ""
    assert gate.call(find, CODE) == ()

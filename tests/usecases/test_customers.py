"""Customers: numbers that are never given twice, rows of the list, and a card that keeps to its own."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.customer_marks import GROUNDS
from asiakasrekisteri.usecases.customers import (
    CustomerRow,
    add_customer,
    customer_rows,
    list_customers,
    open_customer,
    save_customer,
)
from asiakasrekisteri.usecases.edits import Edit, Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.persons import add_person, list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing
from asiakasrekisteri.usecases.privacy.requests.receiving import receive_request
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.services import SERVICES
from tests import offices
from tests.usecases.billing.making import invoice

TODAY = dt.date(2026, 11, 22)
ENDED = dt.date(2020, 1, 1)
COMPANY = {"kind": "company", "status": "active", "relation": "own"}


def added(gate: Gate, name: str, *edits: Edit, **values: object) -> Saved:
    return gate.call(add_customer, {**COMPANY, "name": name, **values}, edits)


def row(gate: Gate, saved: Saved) -> CustomerRow:
    return gate.call(customer_rows, [saved.id])[0]


def role(person: Saved, **values: object) -> Edit:
    return Edit("contact_role", values={"role": "admin", **values}, links={"person_id": person.id})


def address(use: str, town: str) -> Edit:
    return Edit(
        "address", values={"use": use, "street": "Revontulentie 1", "postcode": "96100", "town": town, "country": "FI"}
    )


@pytest.mark.slow
def test_a_number_follows_the_greatest_whatever_else_stands_among_them(gate: Gate) -> None:
    for i in range(60):
        added(gate, f"Vanha {i} Oy", number=f"ASIAKAS-{i:05}")
    for number in ("0000000500", "12345678901234567890"):
        added(gate, f"Muu {number} Oy", number=number)
    assert [row(gate, added(gate, name)).number for name in ("Eka Oy", "Toka Oy")] == ["10001", "10002"]
    added(gate, "Suuri Oy", number="20000")
    added(gate, "Pieni Oy", number="9999")
    assert row(gate, added(gate, "Kolmas Oy")).number == "20001"


def test_a_number_once_given_is_not_given_again_not_even_by_a_change(gate: Gate) -> None:
    first, second = added(gate, "Eka Oy", number="77"), added(gate, "Toka Oy", number="88")
    card = gate.call(open_customer, second.id).record
    with pytest.raises(InvalidInputError, match="77"):
        gate.call(save_customer, second.id, card.version, {"number": "77"})
    card = gate.call(open_customer, first.id).record
    gate.call(save_customer, first.id, card.version, {"number": "99"})
    with pytest.raises(InvalidInputError, match="99"):
        added(gate, "Kolmas Oy", number="99")
    with pytest.raises(InvalidInputError, match="77"):
        added(gate, "Kolmas Oy", number="77")


def test_a_row_counts_the_contacts_of_now_and_names_the_town_of_the_post(gate: Gate) -> None:
    now, before = (gate.call(add_person, {"last_name": name}) for name in ("Nykyinen", "Entinen"))
    edits = (address("visiting", "Kemi"), address("postal", "Rovaniemi"), role(now), role(before, until=ENDED))
    shown = row(gate, added(gate, "Kohde Oy", *edits))
    assert (shown.contacts, shown.town) == (1, "Rovaniemi")


def test_a_firm_is_found_by_its_contact_of_now_when_its_own_name_does_not_match(gate: Gate) -> None:
    now, before = (gate.call(add_person, {"last_name": name}) for name in ("Nykyinen", "Entinen"))
    firm = added(gate, "Kohde Oy", role(now), role(before, until=ENDED))
    assert list(gate.call(list_customers, "nykyi").ids) == [firm.id]
    assert list(gate.call(list_customers, "entin").ids) == []


def test_a_private_customer_is_a_person_and_bears_her_name(gate: Gate) -> None:
    saved = gate.call(add_customer, {**COMPANY, "kind": "private", "name": "Aalto, Aino"})
    person = gate.call(list_persons, "aalto").ids[0]
    page = gate.call(open_person, person)
    assert (page.name, page.roles[0].customer_id) == ("Aino Aalto", saved.id)
    gate.call(save_person, person, page.record.version, {"last_name": "Berg"})
    assert row(gate, saved).name == "Berg, Aino"


def test_a_card_neither_changes_nor_removes_what_hangs_on_another(gate: Gate) -> None:
    mine, other = added(gate, "Eka Oy"), added(gate, "Toka Oy", address("postal", "Kemi"))
    detail = gate.call(open_customer, other.id).details[0]
    for values in (None, {**detail.values, "town": "Oulu"}):
        card = gate.call(open_customer, mine.id).record
        edit = Edit("address", detail.id, detail.version, values)
        with pytest.raises(InvalidInputError, match="toiselle kortille"):
            gate.call(save_customer, mine.id, card.version, {}, [edit])
    assert gate.call(open_customer, other.id).details[0]["town"] == "Kemi"


def test_a_field_that_is_not_there_is_refused(gate: Gate) -> None:
    saved = added(gate, "Eka Oy")
    card = gate.call(open_customer, saved.id).record
    with pytest.raises(InvalidInputError, match="ei voi muokata"):
        gate.call(save_customer, saved.id, card.version, {"sort_key": "a"})


@pytest.mark.parametrize("reverse", [False, True])
def test_what_has_no_value_comes_last_in_either_order(gate: Gate, *, reverse: bool) -> None:
    none = added(gate, "Ei päivää Oy")
    dated = [added(gate, f"Alku {year} Oy", since=dt.date(year, 1, 1)) for year in (2001, 2002)]
    wanted = [d.id for d in (reversed(dated) if reverse else dated)]
    assert list(gate.call(list_customers, order="since", reverse=reverse).ids) == [*wanted, none.id]


def test_many_hits_come_in_the_order_of_the_list_too(gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = {name: added(gate, f"{name} Oy").id for name in ("Öljy", "Aamu", "Ilta")}
    monkeypatch.setattr("asiakasrekisteri.usecases.lists._FEW", 0)
    found = gate.call(list_customers, "oy", reverse=True).ids
    assert list(found) == [saved[name] for name in ("Öljy", "Ilta", "Aamu")]


def test_a_sole_trader_is_a_customer_and_a_person_at_once(gate: Gate) -> None:
    trade = {"name": "Parturi Aalto Tmi", "kind": "sole_trader", "status": "active", "relation": "own"}
    with pytest.raises(InvalidInputError, match="luonnollinen henkilö") as refused:
        gate.call(add_customer, trade)
    assert [e.field for e in refused.value.errors] == ["trader"]
    card = gate.call(open_customer, gate.call(add_customer, trade, trader="Aino Aalto").id)
    assert card.record["name"] == "Parturi Aalto Tmi"
    assert card.person_id is not None
    assert gate.call(open_person, card.person_id).name == "Aino Aalto"
    other = {**trade, "name": "Kampaamo Aalto Tmi"}
    known = gate.call(open_customer, gate.call(add_customer, other, person_id=card.person_id).id)
    assert known.person_id == card.person_id


def marked(gate: Gate) -> dict[str, list[int]]:
    """Return who are listed by each mark."""
    return {code: list(gate.call(list_customers, mark=code).ids) for code in GROUNDS}


def test_what_is_to_be_known_before_a_card_is_opened_is_marked_for_who_may_know_it(office: Office, desk: Desk) -> None:
    gate = desk.gate
    aino = added(gate, "Aalto, Aino", kind="private")
    person = gate.call(open_customer, aino.id).person_id
    assert person is not None
    assert row(gate, aino).marks == frozenset()
    gate.call(prohibit_marketing, person, ("email",))
    gate.call(receive_request, {"kind": "access", "received_on": TODAY, "channel": "letter", "signed": True}, person)
    invoice(gate, aino.id, due_on=dt.date(2026, 11, 1), issued_on=dt.date(2026, 10, 1))
    gate.call(SERVICES.add, {"name": "Webhotelli", "state": "active"}, {"customer_id": aino.id})
    assert (row(gate, aino).services, sorted(row(gate, aino).marks)) == (1, ["overdue", "prohibited", "requested"])
    other = added(gate, "Aaltonen Oy")
    invoice(gate, other.id, due_on=dt.date(2026, 11, 1), issued_on=dt.date(2026, 10, 1))
    assert marked(gate) == {"overdue": [aino.id, other.id], "prohibited": [aino.id], "requested": [aino.id]}
    assert list(gate.call(list_customers, "aaltonen", mark="overdue").ids) == [other.id]
    technical = offices.colleague(office, desk, Role.TECHNICAL)
    assert "overdue" not in row(technical.gate, aino).marks, "who may not read billing does not see it in the list"
    assert marked(technical.gate)["overdue"] == [], "nor finds by it"
    technical.close()
    gate.call(restrict_person, person, "accuracy")
    assert (row(gate, aino).services, row(gate, aino).marks) == (0, frozenset())
    assert marked(gate) == {"overdue": [other.id], "prohibited": [], "requested": []}

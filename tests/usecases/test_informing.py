"""Who must be told of data that did not come from herself, who was told, how and by which version (GDPR Art. 14)."""

import datetime as dt
from dataclasses import replace

import pytest

from asiakasrekisteri.domain.description import RecipientStatement
from asiakasrekisteri.domain.errors import InvalidInputError, RestrictedError
from asiakasrekisteri.usecases.accounts import END_USERS
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.outside import FACTS
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.description import read_description, save_description
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.informing import Telling, mark_informed, tellings_of, told_by_version, uninformed
from asiakasrekisteri.usecases.privacy.publishing import publish_description
from asiakasrekisteri.usecases.privacy.restricting import restrict_person

TODAY = dt.date(2026, 11, 22)
LAST = dt.date(2026, 12, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}


def person(gate: Gate, name: str, source: str = "customer") -> int:
    return gate.call(add_person, {"last_name": name}, source=source).id


def waiting(gate: Gate) -> list[tuple[int, str, dt.date]]:
    return [(one.person_id, one.entity, one.last_day) for one in gate.call(uninformed)]


def test_a_person_from_a_register_or_a_service_is_told_within_a_month(gate: Gate) -> None:
    bought, public = person(gate, "Aalto", "fonecta"), person(gate, "Berg", "ytj")
    for source in ("customer", "call", "email", "staff", "import"):
        person(gate, "Cederberg", source)
    assert waiting(gate) == [(bought, "person", LAST), (public, "person", LAST)]


def test_a_fact_about_a_person_makes_it_known_from_the_day_it_was_obtained(gate: Gate) -> None:
    own = person(gate, "Aalto")
    firm = gate.call(add_customer, FIRM).id
    values = {
        "kind": "decision_maker",
        "what": "päättäjä",
        "value": "toimitusjohtaja",
        "obtained_on": dt.date(2026, 11, 2),
    }
    fonecta, staff = 9, 2  # in the order in which an office gets its sources
    gate.call(FACTS.add, {**values, "obtained_from_id": staff}, {"person_id": own})
    assert waiting(gate) == []
    gate.call(FACTS.add, {**values, "obtained_from_id": fonecta}, {"person_id": own})
    gate.call(FACTS.add, {**values, "obtained_from_id": fonecta}, {"customer_id": firm})
    assert waiting(gate) == [(own, "person", dt.date(2026, 12, 2))]


def test_the_customers_own_facts_are_of_the_person_she_is(gate: Gate) -> None:
    own = person(gate, "Berg")
    trader = {"kind": "sole_trader", "name": "Tmi Berg", "status": "active", "relation": "own"}
    owner = gate.call(add_customer, trader, person_id=own).id
    values = {"kind": "basic", "what": "toimiala", "value": "62020", "obtained_on": TODAY, "obtained_from_id": 5}
    gate.call(FACTS.add, values, {"customer_id": owner})
    assert [one[:2] for one in waiting(gate)] == [(own, "person")]


def test_a_person_is_asked_for_once_and_not_again_when_told(gate: Gate) -> None:
    bought = person(gate, "Aalto", "fonecta")
    firm = gate.call(add_customer, FIRM).id
    gate.call(END_USERS.add, {"origin": "reported_by_customer"}, {"person_id": bought, "customer_id": firm})
    ((_id, entity, _day),) = waiting(gate)
    assert entity == "end_user"
    row = gate.call(uninformed)[0]
    gate.call(mark_informed, row.entity, row.row_id)
    assert waiting(gate) == []


@pytest.mark.slow
def test_telling_names_the_version_the_day_and_the_way(gate: Gate) -> None:
    bought = person(gate, "Aalto", "fonecta")
    gate.call(mark_informed, "person", bought, TODAY - dt.timedelta(days=2), "call")
    own = gate.call(read_description).description
    told = replace(own.sources[0], kind="commercial", name="Fonecta Oy")
    books = (RecipientStatement("authority", "Viranomaiset", "pyynnöstä"),)
    gate.call(save_description, replace(own, sources=(*own.sources, told), recipients=books))
    version = gate.call(publish_description, "Paula Pääkäyttäjä")
    saved = gate.call(mark_informed, "person", bought, how="email")
    first, second = gate.call(tellings_of, bought)
    assert first == Telling(first.id, bought, TODAY, "email", 1)
    assert second == Telling(second.id, bought, TODAY - dt.timedelta(days=2), "call", 0)
    assert gate.call(told_by_version, version.id) == (first,)
    gate.call(undo, saved.undo)
    assert gate.call(tellings_of, bought) == (second,)
    said = str(gate.call(collect_extract, bought).extract.as_json())
    assert "puhelu" in said
    assert "20.11.2026" in said


def test_a_day_to_come_an_unknown_way_and_a_restricted_person_are_refused(gate: Gate) -> None:
    bought = person(gate, "Aalto", "fonecta")
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(mark_informed, "person", bought, TODAY + dt.timedelta(days=1))
    with pytest.raises(InvalidInputError, match="Miten kerrottiin"):
        gate.call(mark_informed, "person", bought, how="savumerkki")
    gate.call(restrict_person, bought, "accuracy")
    with pytest.raises(RestrictedError):
        gate.call(mark_informed, "person", bought)
    assert waiting(gate) == [(bought, "person", LAST)]

"""End users and maintainers, and who must still be told that her data are processed."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.usecases.accounts import END_USERS, MAINTAINERS, people_of_customer
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import add_person, open_person
from asiakasrekisteri.usecases.privacy.informing import mark_informed, uninformed
from asiakasrekisteri.usecases.services import SERVICES

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
REPORTED = {"origin": "reported_by_customer"}


def person(gate: Gate, name: str, edits: tuple[Edit, ...] = (), source: str = "customer") -> int:
    return gate.call(add_person, {"last_name": name}, edits, source=source).id


def later(gate: Gate, days: int) -> None:
    gate.store.clock.now += dt.timedelta(days=days)  # type: ignore[attr-defined]


def test_an_end_user_uses_the_services_of_her_customer(gate: Gate) -> None:
    mine, other = gate.call(add_customer, FIRM).id, gate.call(add_customer, {**FIRM, "name": "Muu Oy"}).id
    theirs = gate.call(SERVICES.add, {"name": "Posti", "state": "active"}, {"customer_id": other}).id
    links = {"person_id": person(gate, "Aalto"), "customer_id": mine}
    with pytest.raises(InvalidInputError, match="toiselle asiakkaalle"):
        gate.call(END_USERS.add, {**REPORTED, "service_id": theirs}, links)
    with pytest.raises(InvalidInputError, match="ennen alkua"):
        gate.call(END_USERS.add, {**REPORTED, "since": TODAY, "until": TODAY.replace(year=2020)}, links)
    with pytest.raises(InvalidInputError, match="ennen alkua"):
        gate.call(
            MAINTAINERS.add, {"since": TODAY, "until": TODAY.replace(year=2020)}, {"person_id": links["person_id"]}
        )


def test_a_customer_shows_who_uses_and_who_maintains_its_services(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    service = gate.call(SERVICES.add, {"name": "Posti", "state": "active"}, {"customer_id": owner}).id
    user, admin = person(gate, "Aalto"), person(gate, "Berg")
    gate.call(END_USERS.add, {**REPORTED, "service_id": service}, {"person_id": user, "customer_id": owner})
    gate.call(MAINTAINERS.add, {"task": "päivitykset", "service_id": service}, {"person_id": admin})
    gate.call(MAINTAINERS.add, {"task": "muualla"}, {"person_id": admin})
    shown = gate.call(people_of_customer, owner)
    assert [(p.name, p.record.names["service_id"]) for p in shown.end_users] == [("Aalto", "Posti")]
    assert [(p.name, p.record["task"]) for p in shown.maintainers] == [("Berg", "päivitykset")]


def test_those_whose_data_came_from_others_are_to_be_told_within_a_month(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    first, second, third = (person(gate, name) for name in ("Aalto", "Berg", "Cederberg"))
    gate.call(END_USERS.add, REPORTED, {"person_id": first, "customer_id": owner})
    gate.call(END_USERS.add, {"origin": "contacted_support"}, {"person_id": third, "customer_id": owner})
    later(gate, 5)
    gate.call(MAINTAINERS.add, {"task": "päivitykset"}, {"person_id": second})
    gate.call(MAINTAINERS.add, {"task": "ennen", "until": TODAY}, {"person_id": third})
    found = gate.call(uninformed)
    assert [(u.person_id, u.entity, u.recorded_on, u.last_day) for u in found] == [
        (first, "end_user", TODAY, dt.date(2026, 12, 22)),
        (second, "maintainer", TODAY + dt.timedelta(days=5), dt.date(2026, 12, 27)),
    ]
    assert [u.person_id for u in gate.call(uninformed, 5)] == [first]


def test_decision_makers_from_an_information_service_are_to_be_told_too(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    role = Edit("contact_role", values={"role": "decision"}, links={"customer_id": owner})
    other = Edit("contact_role", values={"role": "technical"}, links={"customer_id": owner})
    bought = person(gate, "Aalto", (role,), "fonecta")
    person(gate, "Berg", (role,), "customer")
    named = person(gate, "Cederberg", (other,), "fonecta")
    found = gate.call(uninformed)
    assert [(u.person_id, u.entity) for u in found] == [(bought, "contact_role"), (named, "person")]
    saved = gate.call(mark_informed, "contact_role", found[0].row_id)
    assert [u.person_id for u in gate.call(uninformed)] == [named]
    held = gate.call(open_person, bought).roles[0].role
    assert held is not None
    assert held["informed_on"] == TODAY
    gate.call(undo, saved.undo)
    assert len(gate.call(uninformed)) == 2


def test_the_day_of_telling_is_a_day_that_has_been(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    user = gate.call(END_USERS.add, REPORTED, {"person_id": person(gate, "Aalto"), "customer_id": owner}).id
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(mark_informed, "end_user", user, TODAY + dt.timedelta(days=1))
    with pytest.raises(NotFoundError):
        gate.call(mark_informed, "customer", owner)
    gate.call(mark_informed, "end_user", user, TODAY - dt.timedelta(days=1))
    assert gate.call(END_USERS.open, user).records[0]["informed_on"] == TODAY - dt.timedelta(days=1)

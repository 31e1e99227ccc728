"""Credit data are used only for what the law allows, and the person is told; facts grow old."""

import datetime as dt

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.outside import CREDIT_CHECKS, FACTS, SITES, stale_facts
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.privacy.informing import mark_informed, tellings_of, uninformed
from tests import offices

CHECK = "credit_check"
TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
TRADER = {"kind": "sole_trader", "name": "Tmi Berg", "status": "active", "relation": "own"}
CREDIT = {
    "kind": "credit",
    "purpose": "granting",
    "register_name": "Suomen Asiakastieto Oy",
    "checked_on": TODAY,
    "result": "clear",
}


def check(gate: Gate, owner: int, **values: object) -> int:
    return gate.call(CREDIT_CHECKS.add, {**CREDIT, **values}, {"customer_id": owner}).id


def refused(gate: Gate, owner: int, **values: object) -> list[str]:
    with pytest.raises(InvalidInputError) as caught:
        check(gate, owner, **values)
    return [e.field for e in caught.value.errors]


def test_that_data_are_correct_is_no_purpose_for_credit_data(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    assert refused(gate, owner, purpose="correctness") == ["purpose"]
    assert refused(gate, owner, kind="person_data", result="confirmed") == ["purpose"]
    check(gate, owner, kind="person_data", purpose="correctness", result="differs")


def test_a_result_fits_its_check_and_its_days_fit_each_other(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    assert refused(gate, owner, result="confirmed") == ["result"]
    assert refused(gate, owner, checked_on=TODAY + dt.timedelta(days=1)) == ["checked_on"]
    assert refused(gate, owner, valid_until=TODAY - dt.timedelta(days=1)) == ["valid_until"]
    assert refused(gate, owner, informed_on=TODAY + dt.timedelta(days=1)) == ["informed_on"]


@pytest.mark.parametrize("values", [PRIVATE, TRADER])
def test_remarks_of_a_natural_person_are_not_kept_before_she_is_told(gate: Gate, values: dict[str, str]) -> None:
    owner = gate.call(add_customer, values, trader="Bella Berg").id
    assert refused(gate, owner, result="remarks") == ["informed_on"]
    saved = check(gate, owner, result="remarks", informed_on=TODAY)
    with pytest.raises(InvalidInputError, match="29 §"):
        gate.call(CREDIT_CHECKS.save, saved, 1, {"informed_on": None})


def test_remarks_of_a_person_are_hers_whoever_she_decides_for(gate: Gate) -> None:
    person = gate.call(add_person, {"last_name": "Berg"}).id
    with pytest.raises(InvalidInputError, match="29 §"):
        gate.call(CREDIT_CHECKS.add, {**CREDIT, "result": "remarks"}, {"person_id": person})


def test_a_firm_is_not_told_and_persons_are_listed_until_they_are(gate: Gate) -> None:
    firm, private = gate.call(add_customer, FIRM).id, gate.call(add_customer, PRIVATE).id
    check(gate, firm, result="remarks")
    later, first = check(gate, private), check(gate, private, checked_on=TODAY - dt.timedelta(days=4))
    check(gate, private, kind="person_data", purpose="correctness", result="confirmed")
    assert [(one.entity, one.row_id) for one in gate.call(uninformed)] == [(CHECK, first), (CHECK, later)]
    saved = gate.call(mark_informed, CHECK, first)
    assert [one.row_id for one in gate.call(uninformed)] == [later]
    assert gate.call(tellings_of, gate.call(uninformed)[0].person_id) == (), "she was told of a check, not by a version"
    gate.call(undo, saved.undo)
    assert [one.row_id for one in gate.call(uninformed)] == [first, later]


def test_who_may_not_see_credit_checks_is_not_told_whose_they_are(gate: Gate, office: Office, desk: Desk) -> None:
    check(gate, gate.call(add_customer, PRIVATE).id)
    other = offices.colleague(office, desk, Role.TECHNICAL)
    assert gate.call(uninformed)
    assert other.gate.call(uninformed) == ()
    other.close()


def test_facts_older_than_a_year_are_stale(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    fact = {"kind": "turnover", "what": "Liikevaihto", "value": "120 000 €", "obtained_from_id": 9}
    old = gate.call(FACTS.add, {**fact, "obtained_on": dt.date(2025, 11, 21)}, {"customer_id": owner}).id
    gate.call(FACTS.add, {**fact, "obtained_on": dt.date(2025, 11, 22)}, {"customer_id": owner})
    assert [r.id for r in gate.call(stale_facts, owner)] == [old]
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(FACTS.add, {**fact, "obtained_on": TODAY + dt.timedelta(days=1)}, {"customer_id": owner})


def test_sites_are_found_with_their_customer(gate: Gate) -> None:
    owner = gate.call(add_customer, FIRM).id
    gate.call(SITES.add, {"name": "Oulun varasto", "postcode": "90100", "town": "Oulu"}, {"customer_id": owner})
    assert [r["name"] for r in gate.call(SITES.of, "customer", owner)] == ["Oulun varasto"]

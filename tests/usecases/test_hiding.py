"""Turvakielto: where a protected person lives is in no result of any use case that reads, but her extract and a reveal.

The test walks every registered use case, so that a new one is looked at by being registered.
"""

import datetime as dt
import inspect
from collections.abc import Mapping
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import (
    Address,
    Customer,
    DomainName,
    Invoice,
    Person,
    RegistryFact,
    Site,
    Source,
    entities,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import (
    add_customer,
    customer_rows,
    list_customers,
    open_customer,
    save_customer,
)
from asiakasrekisteri.usecases.edits import Edit, from_source
from asiakasrekisteri.usecases.finding import find
from asiakasrekisteri.usecases.gate import USE_CASES, Gate, UseCase, nothing
from asiakasrekisteri.usecases.hiding import HIDDEN
from asiakasrekisteri.usecases.history import show_history
from asiakasrekisteri.usecases.logs import show_log
from asiakasrekisteri.usecases.persons import list_persons, open_person, save_person
from asiakasrekisteri.usecases.privacy.extract import collect_extract
from asiakasrekisteri.usecases.privacy.holdings import held_items
from asiakasrekisteri.usecases.revealing import reveal_address

MARK = "Piilokuja"
TRADER = {"kind": "sole_trader", "name": "Tmi Usvakero", "status": "active", "relation": "own"}
PLACE = {"use": "postal", "street": f"{MARK} 1", "postcode": "96100", "town": f"{MARK}la", "country": "FI"}
SHOWING = {"collect_extract", "reveal_address"}
"""The only two that show a protected address: to herself, and for a reason that the log keeps."""
NOT_FOR_PEOPLE = {FieldKind.POSTCODE}


def plant(work: Work) -> tuple[int, int]:
    """Store a protected sole trader whose address stands wherever the register has a place for it."""
    from_source(work, "customer")
    person = Person(last_name="Usvakero", first_names="Säde", non_disclosure=True)
    work.session.add(person)
    work.session.flush()
    customer = Customer(**TRADER, number="777", person_id=person.id, domicile=f"{MARK}la")
    work.session.add(customer)
    work.session.flush()
    day, sum_ = dt.date(2026, 1, 31), Decimal(10)
    work.session.add_all(
        [
            Address(**PLACE, customer_id=customer.id),
            Address(**PLACE, person_id=person.id),
            DomainName(name="usvakero.example", holder="Säde", holder_address=f"{MARK} 1", customer_id=customer.id),
            Invoice(
                number="1001", kind="invoice", issued_on=day, due_on=day, net=sum_, vat=sum_, gross=sum_, balance=sum_,
                buyer_name="Säde", buyer_address=f"{MARK} 1", customer_id=customer.id,
            ),
            Site(name="Verstas", street=f"{MARK} 1", postcode="96100", town=f"{MARK}la", customer_id=customer.id),
            RegistryFact(
                kind="address", what="osoite", value=f"{MARK} 1", obtained_on=day, person_id=person.id,
                obtained_from_id=work.session.query(Source.id).order_by(Source.id).limit(1).scalar(),
            ),
        ]
    )  # fmt: skip
    work.session.flush()
    for row in work.session.query(Address):
        row.street = f"{MARK} 2"  # the history holds the former one
    return customer.id, person.id


@pytest.fixture
def protected(gate: Gate) -> tuple[int, int]:
    """Her ids as a customer and as a person."""
    return gate.call(UseCase("plant", Permission.CUSTOMER_WRITE, nothing, writes=True, body=plant))


def readings(customer: int, person: int) -> Mapping[str, list[object]]:
    """Return the values that the parameters of reading use cases are tried with, by name."""
    everything: list[object] = list(range(1, 12))
    return {
        "customer_id": [customer], "person_id": [person], "owner_id": [customer, person], "other_id": [person],
        "owner": ["customer", "person"], "entity": [e.__tablename__ for e in entities()],
        "row_id": everything, "ids": [everything], "query": [MARK, "usvakero", ""], "text": [MARK],
        "category": ["contact", "service", "billing", "history", "company_facts"], "reason": ["syy"],
        "invoice_id": [1], "interaction_id": [1], "domain_id": [1], "service_id": [1], "a": [person], "b": [person],
    }  # fmt: skip


@pytest.mark.slow
def test_no_reading_use_case_shows_where_she_lives(gate: Gate, protected: tuple[int, int]) -> None:
    values = readings(*protected)
    called, shown = set(), set()
    for name, case in sorted(USE_CASES.items()):
        if not case.permission.value.endswith(":read"):
            continue
        for arguments in combinations(case, values):
            try:
                result = gate.call(case, **arguments)
            except AppError:
                continue
            except (TypeError, ValueError, KeyError, AttributeError):  # a value that no face would give
                continue
            called.add(name)
            if MARK.casefold() in said(result).casefold():
                shown.add(name)
    assert shown <= SHOWING
    assert called >= {
        "customer_rows", "find", "held_items", "open_customer", "open_person", "person_rows", "show_history",
    }  # fmt: skip


def said(result: object) -> str:
    """Return everything a result carries, what it yields as well."""
    return repr(result) if not hasattr(result, "__next__") else repr(list(result))  # type: ignore[call-overload]


def combinations(case: UseCase[..., object], values: Mapping[str, list[object]]) -> list[dict[str, object]]:
    """Return the arguments a use case is called with; a required parameter that nothing is known of leaves none."""
    made: list[dict[str, object]] = [{}]
    for name, parameter in list(inspect.signature(case.body).parameters.items())[1:]:
        if name in values:
            made = [{**arguments, name: value} for arguments in made for value in values[name]]
        elif parameter.default is parameter.empty:
            return []
    return made


def test_the_mask_and_the_reason_stand_in_its_place(gate: Gate, protected: tuple[int, int]) -> None:
    customer, person = protected
    card = gate.call(open_customer, customer)
    address = next(d for d in card.details if d.entity == "address")
    assert (address["street"], address["country"]) == (HIDDEN, HIDDEN)
    assert address.hidden["street"] == "piilotettu turvakiellon vuoksi"
    assert gate.call(customer_rows, [customer])[0].town == ""
    assert HIDDEN in str(gate.call(held_items, person, "contact"))
    assert HIDDEN in str(gate.call(show_history, "address", address.id))


def test_a_form_that_shows_the_mask_leaves_the_address_as_it_was(gate: Gate, protected: tuple[int, int]) -> None:
    customer, person = protected
    card = gate.call(open_customer, customer)
    address = next(d for d in card.details if d.entity == "address")
    edit = Edit("address", address.id, address.version, {**address.values, "use": "billing"})
    gate.call(save_customer, customer, card.record.version, dict(card.record.values), [edit])
    found = gate.call(reveal_address, person, "laskun lähettäminen").addresses
    assert {(a["use"], a["street"]) for a in found} == {("billing", f"{MARK} 2"), ("postal", f"{MARK} 2")}


def test_a_reason_shows_the_address_and_the_log_keeps_it(gate: Gate, protected: tuple[int, int]) -> None:
    with pytest.raises(InvalidInputError):
        gate.call(reveal_address, protected[1], "")
    assert len(gate.call(reveal_address, protected[1], "pelastuslaitoksen pyyntö").addresses) == 2
    entry = next(e for e in gate.call(show_log, protected[1]) if e.use_case == "reveal_address")
    assert (entry.action, entry.purpose) == ("reveal", "pelastuslaitoksen pyyntö")


def test_her_extract_shows_it_to_herself(gate: Gate, protected: tuple[int, int]) -> None:
    said = str(gate.call(collect_extract, protected[1]).extract.as_json())
    assert said.count(MARK) >= 6


def test_nobody_finds_her_by_where_she_lives(gate: Gate, protected: tuple[int, int]) -> None:
    assert gate.call(find, MARK) == ()
    assert not gate.call(list_customers, MARK).ids
    assert gate.call(find, "usvakero")


def test_finding_by_the_address_ends_and_begins_with_the_mark(gate: Gate) -> None:
    private = {"kind": "private", "name": "Kuurasuo, Yrjö", "status": "active", "relation": "own"}
    gate.call(add_customer, private, [Edit("address", values=PLACE)])
    person = gate.call(list_persons, "kuurasuo").ids[0]
    for protected, hits in ((True, 0), (False, 1)):
        page = gate.call(open_person, person)
        gate.call(save_person, person, page.record.version, {"non_disclosure": protected})
        assert len(gate.call(find, MARK)) == hits


def test_every_field_that_can_tell_where_somebody_lives_says_so() -> None:
    words = ("osoite", "postinumero", "postitoimipaikka", "kotipaikka")
    electronic = ("sähköposti", "osapuolen", "hallintapaneel", "käyttö", "verkkolasku", "osoite tai numero")
    unsaid = [
        f"{e.__tablename__}.{f.name}"
        for e in entities()
        if e.__subject__ is not None
        for f in e.spec()
        if any(word in f.label.casefold() for word in words)
        and not any(word in f.label.casefold() for word in electronic)
        and not f.whereabouts
    ]
    assert unsaid == []

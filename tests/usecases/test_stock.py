"""Products, servers, accounts and usage over the register; whom a server concerns; customers of a partner."""

import datetime as dt
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.store.begin import Call, open_work
from asiakasrekisteri.store.models import UsageEvent
from asiakasrekisteri.store.work import ChangeOrigin
from asiakasrekisteri.usecases.accounts import MAINTAINERS
from asiakasrekisteri.usecases.customers import add_customer, open_customer, save_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.partners import customers_of_partner
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.services import ACCOUNTS, PRODUCTS, SERVERS, SERVICES
from asiakasrekisteri.usecases.stock import (
    account_rows,
    concerned_by_server,
    list_accounts,
    list_products,
    list_servers,
)
from asiakasrekisteri.usecases.usage import USAGE, usage_of_customer

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}


def customer(gate: Gate, **values: object) -> int:
    return gate.call(add_customer, {**FIRM, **values}).id


def product(gate: Gate, name: str, **values: object) -> int:
    filled = {"name": name, "kind": "mail", "vat_code": "general", "on_sale": True, **values}
    return gate.call(PRODUCTS.add, filled, {}).id


def service(gate: Gate, owner: int, **values: object) -> int:
    return gate.call(SERVICES.add, {"name": "Palvelu", "state": "active", **values}, {"customer_id": owner}).id


def test_products_count_what_runs_and_those_on_sale_come_first(gate: Gate) -> None:
    old = product(gate, "Aiempi", on_sale=False)
    mail = product(gate, "Postilaatikko", price=Decimal("1.50"), code="PL-1")
    owner = customer(gate)
    service(gate, owner, product_id=mail)
    service(gate, owner, product_id=mail, state="ended", until=TODAY)
    service(gate, owner, product_id=old, state="ordered")
    rows = gate.call(list_products)
    assert [(row.name, row.services) for row in rows] == [("Postilaatikko", 1), ("Aiempi", 0)]
    assert [row.name for row in gate.call(list_products, "pl-1")] == ["Postilaatikko"]
    assert gate.call(list_products, "", "domain") == ()


def test_servers_in_use_come_first(gate: Gate) -> None:
    gate.call(SERVERS.add, {"name": "aaa.example", "kind": "virtual", "until": TODAY - dt.timedelta(1)}, {})
    here = gate.call(SERVERS.add, {"name": "web.example", "kind": "virtual", "place": "Sipoo"}, {}).id
    service(gate, customer(gate), server_id=here)
    assert [(row.name, row.services) for row in gate.call(list_servers)] == [("web.example", 1), ("aaa.example", 0)]
    assert [row.name for row in gate.call(list_servers, "sipoo")] == ["web.example"]


def test_accounts_are_found_by_customer_and_by_whether_a_password_is_kept(gate: Gate) -> None:
    owner = customer(gate)
    kept = gate.call(ACCOUNTS.add, {"username": "tuuli", "secret": "Kello-77"}, {"customer_id": owner}).id
    ended = gate.call(ACCOUNTS.add, {"username": "vanha", "until": TODAY - dt.timedelta(9)}, {"customer_id": owner}).id
    assert list(gate.call(list_accounts).ids) == [kept, ended]
    assert list(gate.call(list_accounts, "", "secret").ids) == [kept]
    assert list(gate.call(list_accounts, "", "ended").ids) == [ended]
    assert list(gate.call(list_accounts, "tuulikello vanha").ids) == [ended]
    (row,) = gate.call(account_rows, [kept])
    assert (row.username, row.customer, row.has_secret) == ("tuuli", "Tuulikello Oy", True)


def test_a_server_concerns_technical_contacts_and_maintainers_of_what_runs_there(gate: Gate) -> None:
    here = gate.call(SERVERS.add, {"name": "web.example", "kind": "virtual"}, {}).id
    owner, other = customer(gate), customer(gate, name="Muu Oy")
    mine = service(gate, owner, server_id=here)
    service(gate, other, server_id=here, state="ended", until=TODAY)
    phone = [Edit("phone", values={"use": "mobile", "number": "040 555 0123"})]
    keeper = gate.call(add_person, {"last_name": "Tekijä", "first_names": "Tuija"}, phone).id
    for firm in (owner, other):
        role = Edit("contact_role", values={"role": "technical"}, links={"person_id": keeper})
        gate.call(save_customer, firm, gate.call(open_customer, firm).record.version, {}, [role])
    gate.call(MAINTAINERS.add, {"task": "WordPress", "service_id": mine}, {"person_id": keeper})
    found = gate.call(concerned_by_server, here)
    assert [(one.entity, one.name, one.customer) for one in found] == [
        ("contact_role", "Tuija Tekijä", "Tuulikello Oy"),
        ("maintainer", "Tuija Tekijä", "Tuulikello Oy"),
    ]
    assert found[0].phone.endswith("405550123")
    with pytest.raises(NotFoundError):
        gate.call(concerned_by_server, 999)


def test_customers_of_a_partner_stand_in_finnish_order(gate: Gate) -> None:
    partner = customer(gate, name="Kumppani Oy", relation="partner")
    last = customer(gate, name="Öljy Oy", relation="partner_customer", partner_id=partner)
    first = customer(gate, name="Aalto Oy", relation="partner_customer", partner_id=partner)
    found = gate.call(customers_of_partner, partner)
    assert (list(found.ids), found.total) == ([first, last], 2)
    assert not gate.call(customers_of_partner, first).ids


def test_usage_comes_newest_first_of_one_service_or_of_all(gate: Gate) -> None:
    owner = customer(gate)
    mine = service(gate, owner)
    with open_work(gate.store, Call(gate.actor, "test")) as work:
        work.origin = ChangeOrigin("service", TODAY)
        for day, of in ((1, mine), (2, None)):
            at = dt.datetime(2026, 11, day, 12, tzinfo=dt.UTC)
            work.session.add(UsageEvent(kind="login", at=at, what=f"Päivä {day}", service_id=of, customer_id=owner))
    assert [r["what"] for r in gate.call(usage_of_customer, owner)] == ["Päivä 2", "Päivä 1"]
    assert [r["what"] for r in gate.call(usage_of_customer, owner, mine)] == ["Päivä 1"]
    assert gate.call(usage_of_customer, customer(gate, name="Muu Oy")).records == ()


def test_usage_is_written_down_corrected_and_taken_back(gate: Gate) -> None:
    owner, other = customer(gate), customer(gate, name="Muu Oy")
    at = dt.datetime(2026, 11, 20, 9, 30, tzinfo=dt.UTC)
    given = {"kind": "login", "at": at, "what": "Hallintapaneeli", "service_id": service(gate, owner)}
    added = gate.call(USAGE.add, given, {"customer_id": owner})
    with pytest.raises(InvalidInputError, match="tulevaisuudessa"):
        gate.call(USAGE.save, added.id, 1, {"at": dt.datetime(2030, 1, 1, tzinfo=dt.UTC)})
    with pytest.raises(InvalidInputError):
        gate.call(USAGE.add, given, {"customer_id": other})
    gate.call(USAGE.save, added.id, 1, {"what": "Sähköposti"})
    assert [r["what"] for r in gate.call(usage_of_customer, owner)] == ["Sähköposti"]
    gate.call(USAGE.remove, added.id, 2)
    assert gate.call(usage_of_customer, owner).records == ()

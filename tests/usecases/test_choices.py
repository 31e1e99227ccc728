"""What a reference may be chosen from, for whom, and what of it the log tells."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.store.models import LogItem, entities
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk, Office
from asiakasrekisteri.usecases.services import PRODUCTS, SERVERS, SERVICES
from tests import offices

FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
WEB = {"name": "Webhotelli M", "kind": "web_hosting", "price": Decimal("9.90"), "vat_code": "general", "on_sale": True}


def logged(gate: Gate) -> list[tuple[str, int, int | None]]:
    with Session(gate.store.engine) as session:
        views = session.scalars(select(LogItem).where(LogItem.action == "view").order_by(LogItem.id))
        return [(i.entity, i.entity_id, i.person_id) for i in views]


def test_whatever_a_field_refers_to_can_be_chosen(gate: Gate) -> None:
    targets = {f.target for e in entities() for f in e.spec() if f.kind is FieldKind.LINK and f.editable}
    for target in targets:
        gate.call(choices, target)
    with pytest.raises(NotFoundError):
        gate.call(choices, "person")


def test_products_servers_and_sources_are_nobodys_and_leave_no_log(gate: Gate) -> None:
    sold = gate.call(PRODUCTS.add, WEB, {}).id
    gate.call(PRODUCTS.add, {**WEB, "name": "Vanha", "on_sale": False}, {})
    gate.call(SERVERS.add, {"name": "web1.kaamosverkko.example", "kind": "virtual", "place": "Rovaniemi"}, {})
    gate.call(SERVERS.add, {"name": "vanha.kaamosverkko.example", "kind": "virtual", "until": dt.date(2020, 1, 1)}, {})
    found = gate.call(choices, "product")
    assert [(c.id, c.name, c.note) for c in found] == [(sold, "Webhotelli M", "webhotelli, 9,90\u00a0€")]
    assert [c.name for c in gate.call(choices, "server", None, "rovaniemi")] == ["web1.kaamosverkko.example"]
    assert gate.call(choices, "source", None, "fonecta")[0].name == "Fonecta Oy"
    assert logged(gate) == []


def test_what_a_customer_has_is_offered_and_logged_as_the_customers(gate: Gate) -> None:
    owner = gate.call(add_customer, PRIVATE).id
    other = gate.call(add_customer, FIRM).id
    person = gate.call(open_customer, owner).person_id
    for at in (owner, other):
        gate.call(SERVICES.add, {"name": "Posti", "identifier": "a.example", "state": "active"}, {"customer_id": at})
        gate.call(CONTRACTS.add, {"number": "S-1", "state": "active", "term": "ongoing"}, {"customer_id": at})
    before = len(logged(gate))
    assert [(c.name, c.note) for c in gate.call(choices, "service", owner)] == [("Posti a.example", "Käytössä")]
    assert [c.name for c in gate.call(choices, "contract", owner, "S-1")] == ["S-1"]
    assert logged(gate)[before:] == [("customer", owner, person)] * 2
    assert gate.call(choices, "service") == ()
    assert gate.call(choices, "invoice", owner) == ()
    assert len(logged(gate)) == before + 2


def test_partners_are_offered_and_logged_each_as_itself(gate: Gate) -> None:
    gate.call(add_customer, FIRM)
    partner = gate.call(add_customer, {**PRIVATE, "relation": "partner"}).id
    person = gate.call(open_customer, partner).person_id
    assert [c.id for c in gate.call(choices, "customer")] == [partner]
    assert logged(gate)[-1] == ("customer", partner, person)
    before = len(logged(gate))
    assert gate.call(choices, "customer", None, "tuuli") == ()
    assert len(logged(gate)) == before


def test_who_may_not_see_invoices_is_offered_none(office: Office, desk: Desk) -> None:
    owner = desk.gate.call(add_customer, FIRM).id
    colleague = offices.colleague(office, desk, Role.TECHNICAL)
    assert colleague.gate.call(choices, "invoice", owner) == ()
    colleague.close()

"""What a person under restriction has of the firm is in its lists and cards, and nothing of it is shown or changed."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.usecases.choices import choices
from asiakasrekisteri.usecases.contracts import CONTRACTS, contract_rows, list_contracts, open_contract
from asiakasrekisteri.usecases.customers import add_customer, open_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.hosting_secrets import destroy_secrets
from asiakasrekisteri.usecases.orders import add_order, deliver_order, list_orders, open_order, order_rows, save_order
from asiakasrekisteri.usecases.privacy.restricting import restrict_person
from asiakasrekisteri.usecases.service_lists import domain_rows, list_domains, list_services, service_rows
from asiakasrekisteri.usecases.services import ACCOUNTS, DOMAINS, SERVICES, customer_services, set_renewal

SOON = dt.date(2026, 12, 12)
PRIVATE = {"kind": "private", "name": "Aalto, Aino", "status": "active", "relation": "own"}
ROW = {
    "description": "Hallapaketti",
    "quantity": Decimal(1),
    "unit_price": Decimal("12.34"),
    "vat_percent": Decimal("25.5"),
}


@dataclass(frozen=True)
class Hers:
    """Ids of what the restricted person has."""

    customer: int
    contract: int
    service: int
    domain: int
    account: int
    order: int


@pytest.fixture
def hers(gate: Gate) -> Hers:
    owner = gate.call(add_customer, PRIVATE).id
    links = {"customer_id": owner}
    number = {"number": "HALLA-1", "state": "active", "term": "ongoing", "until": SOON, "notice_months": 1}
    contract = gate.call(CONTRACTS.add, number, links).id
    values = {
        "name": "Hallapaketti",
        "state": "active",
        "contract_id": contract,
        "price": Decimal("12.34"),
        "period_months": 1,
    }
    service = gate.call(SERVICES.add, values, links).id
    domain = gate.call(DOMAINS.add, {"name": "halla.example", "renewal": "manual", "expires_on": SOON}, links).id
    account = gate.call(ACCOUNTS.add, {"username": "halla", "secret": "x", "service_id": service}, links).id
    ordered = {"channel": "web", "state": "confirmed", "number": "HALLA-2"}
    order = gate.call(add_order, owner, ordered, [Edit("sales_order_row", values=ROW)]).id
    made = Hers(owner, contract, service, domain, account, order)
    assert "halla" in told(gate, made), "what is looked for is shown before"
    assert "12.34" in told(gate, made)
    person = gate.call(open_customer, owner).person_id
    assert person is not None
    gate.call(restrict_person, person, "accuracy", "kiistää tiedot", "2026-012")
    return made


def told(gate: Gate, hers: Hers) -> str:
    """Return everything that cards, lists and choices tell of it."""
    shown: list[object] = [gate.call(customer_services, hers.customer), gate.call(open_contract, hers.contract)]
    shown += [gate.call(open_order, hers.order), gate.call(service_rows, [hers.service])]
    shown += [gate.call(domain_rows, [hers.domain]), gate.call(contract_rows, [hers.contract])]
    shown += [gate.call(order_rows, [hers.order]), gate.call(ACCOUNTS.open, hers.account)]
    shown += [gate.call(choices, target, hers.customer) for target in ("service", "contract")]
    return repr(shown).casefold()


def test_nothing_of_it_is_shown(gate: Gate, hers: Hers) -> None:
    said = told(gate, hers)
    assert [word for word in ("halla", "12.34", "15.49", repr(SOON)) if word in said] == []
    assert "aalto, aino" in said


def test_it_is_still_in_the_lists(gate: Gate, hers: Hers) -> None:
    lists = (list_services, list_domains, list_contracts, list_orders)
    assert [list(gate.call(case).ids) for case in lists] == [
        [hers.service],
        [hers.domain],
        [hers.contract],
        [hers.order],
    ]


def test_nothing_of_it_is_changed(gate: Gate, hers: Hers) -> None:
    ways: list[Callable[[], object]] = [
        lambda: gate.call(SERVICES.save, hers.service, 1, {"state": "ended"}),
        lambda: gate.call(set_renewal, hers.domain, automatic=True),
        lambda: gate.call(destroy_secrets, [hers.account]),
        lambda: gate.call(save_order, hers.order, 1, {"note": "x"}),
        lambda: gate.call(deliver_order, hers.order, 1),
        lambda: gate.call(add_order, hers.customer, {"channel": "web"}),
    ]
    for way in ways:
        with pytest.raises(RestrictedError):
            way()

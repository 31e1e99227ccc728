"""Contracts: what is refused, what their card gathers, which end soon."""

import datetime as dt
from decimal import Decimal

import pytest

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.usecases.contracts import CONTRACTS, contract_rows, list_contracts, open_contract
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.services import SERVICES

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
ONGOING = {"number": "S-1", "state": "active", "term": "ongoing"}


@pytest.fixture
def owner(gate: Gate) -> int:
    return gate.call(add_customer, FIRM).id


def contract(gate: Gate, owner: int, **values: object) -> int:
    return gate.call(CONTRACTS.add, {**ONGOING, **values}, {"customer_id": owner}).id


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"since": TODAY, "until": TODAY - dt.timedelta(days=1)}, "until"),
        ({"term": "fixed"}, "until"),
        ({"notice_months": -1}, "notice_months"),
        ({"signed_on": TODAY + dt.timedelta(days=1)}, "signed_on"),
    ],
)
def test_what_cannot_be_is_refused(gate: Gate, owner: int, values: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        contract(gate, owner, **values)
    assert [e.field for e in caught.value.errors] == [field]


def test_an_ended_contract_without_a_day_ends_today(gate: Gate, owner: int) -> None:
    saved = contract(gate, owner)
    gate.call(CONTRACTS.save, saved, 1, {"state": "ended"})
    assert gate.call(CONTRACTS.open, saved).records[0]["until"] == TODAY


def test_a_card_tells_what_runs_under_it_and_when_notice_is_due(gate: Gate, owner: int) -> None:
    saved = contract(gate, owner, until=dt.date(2027, 3, 31), notice_months=1)
    values = {"name": "Webhotelli", "state": "active", "contract_id": saved, "price": Decimal(12), "period_months": 12}
    gate.call(SERVICES.add, values, {"customer_id": owner})
    card = gate.call(open_contract, saved)
    assert (card.customer, card.days_left, card.notice_by) == ("Tuulikello Oy", 129, dt.date(2027, 2, 28))
    assert [(line.record["name"], line.monthly) for line in card.services] == [("Webhotelli", Decimal("1.00"))]
    assert gate.call(open_contract, contract(gate, owner, number="S-2", notice_months=1)).notice_by is None


def test_contracts_are_listed_by_when_they_end(gate: Gate, owner: int) -> None:
    soon = contract(gate, owner, until=TODAY + dt.timedelta(days=20), name="Ylläpito")
    late = contract(gate, owner, number="S-2", until=TODAY + dt.timedelta(days=200))
    over = contract(gate, owner, number="S-3", state="ended", until=TODAY - dt.timedelta(days=20))
    endless = contract(gate, owner, number="S-4")
    assert list(gate.call(list_contracts).ids) == [soon, late, over, endless]
    assert list(gate.call(list_contracts, "", "", 30).ids) == [soon]
    assert list(gate.call(list_contracts, "", "ended").ids) == [over]
    assert list(gate.call(list_contracts, "ylläpi").ids) == [soon]
    assert [r.days_left for r in gate.call(contract_rows, [soon, endless])] == [20, None]

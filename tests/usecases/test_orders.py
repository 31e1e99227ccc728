"""Orders: their numbers, their sums, the way they may go, and the services a delivery begins."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from asiakasrekisteri.domain.errors import InvalidInputError, NotFoundError
from asiakasrekisteri.store.models import Service
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.edits import Edit
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.orders import add_order, deliver_order, list_orders, open_order, order_rows, save_order
from asiakasrekisteri.usecases.services import PRODUCTS

TODAY = dt.date(2026, 11, 22)
FIRM = {"kind": "company", "name": "Tuulikello Oy", "status": "active", "relation": "own"}
WEB = {
    "name": "Webhotelli M",
    "kind": "web_hosting",
    "price": Decimal("9.90"),
    "period_months": 1,
    "vat_code": "general",
}
SETUP = {"name": "Siirtotyö", "kind": "other", "price": Decimal(80), "vat_code": "general"}
ROW = {
    "description": "Webhotelli M",
    "quantity": Decimal(2),
    "unit_price": Decimal("9.90"),
    "vat_percent": Decimal("25.5"),
}


@pytest.fixture
def owner(gate: Gate) -> int:
    return gate.call(add_customer, FIRM).id


def new(**values: object) -> Edit:
    return Edit("sales_order_row", values={**ROW, **values})


def test_an_order_gets_its_number_and_its_sums(gate: Gate, owner: int) -> None:
    saved = gate.call(add_order, owner, {"channel": "phone"}, [new(), new(quantity=Decimal(1))])
    card = gate.call(open_order, saved.id)
    assert (card.record["number"], card.record["ordered_on"], card.record["state"]) == ("T-1001", TODAY, "received")
    assert (card.totals.net, card.totals.vat, card.totals.gross) == (
        Decimal("29.70"),
        Decimal("7.57"),
        Decimal("37.27"),
    )
    assert (card.customer, card.next_states, card.changeable) == ("Tuulikello Oy", ("confirmed", "cancelled"), True)


def test_a_number_is_never_given_again(gate: Gate, owner: int) -> None:
    first = gate.call(add_order, owner, {"channel": "web"})
    gate.call(undo, first.undo)
    with pytest.raises(NotFoundError):
        gate.call(open_order, first.id)
    second = gate.call(add_order, owner, {"channel": "web"})
    assert gate.call(open_order, second.id).record["number"] == "T-1002"
    with pytest.raises(InvalidInputError, match="T-1001"):
        gate.call(add_order, owner, {"channel": "web", "number": "T-1001"})
    third = gate.call(add_order, owner, {"channel": "web", "number": "2019/7"})
    assert gate.call(open_order, third.id).record["number"] == "2019/7"
    with pytest.raises(InvalidInputError, match="2019/7"):
        gate.call(save_order, second.id, 1, {"number": "2019/7"})


def test_orders_take_no_numbers_from_customers(gate: Gate, owner: int) -> None:
    gate.call(add_order, owner, {"channel": "web", "number": "99999"})
    again = gate.call(add_customer, {**FIRM, "name": "Toinen Oy", "number": "99999"})
    assert again.id != owner


def test_rows_are_edited_with_the_order_in_one_save_and_one_undo(gate: Gate, owner: int) -> None:
    saved = gate.call(add_order, owner, {"channel": "web"}, [new(), new(description="Verkkotunnus")])
    first, second = gate.call(open_order, saved.id).rows
    edits = [
        Edit("sales_order_row", first.id, first.version, {"quantity": Decimal(3)}),
        Edit("sales_order_row", second.id, second.version, None),
        new(description="Sähköposti"),
    ]
    changed = gate.call(save_order, saved.id, 1, {"note": "soitto"}, edits)
    card = gate.call(open_order, saved.id)
    assert [(r["description"], r["quantity"]) for r in card.rows] == [("Webhotelli M", 3), ("Sähköposti", 2)]
    gate.call(undo, changed.undo)
    card = gate.call(open_order, saved.id)
    assert [(r["description"], r["quantity"]) for r in card.rows] == [("Webhotelli M", 2), ("Verkkotunnus", 2)]
    assert card.record["note"] is None


def test_faults_of_rows_say_which_row(gate: Gate, owner: int) -> None:
    with pytest.raises(InvalidInputError) as caught:
        gate.call(add_order, owner, {"channel": "web"}, [new(), new(description="")])
    assert [e.field for e in caught.value.errors] == ["1.description"]
    other = gate.call(add_order, owner, {"channel": "web"}, [new()])
    mine = gate.call(add_order, owner, {"channel": "web"})
    row = gate.call(open_order, other.id).rows[0]
    with pytest.raises(InvalidInputError, match="toiselle tilaukselle"):
        gate.call(save_order, mine.id, 1, {}, [Edit("sales_order_row", row.id, row.version, None)])


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), "delivered"),
        ((), "invoiced"),
        (("confirmed",), "invoiced"),
        (("confirmed",), "received"),
        (("confirmed", "delivered"), "cancelled"),
        (("confirmed", "delivered", "invoiced"), "confirmed"),
        (("cancelled",), "received"),
    ],
)
def test_an_order_goes_only_its_way(gate: Gate, owner: int, before: tuple[str, ...], after: str) -> None:
    saved = gate.call(add_order, owner, {"channel": "web"})
    for version, state in enumerate(before, 1):
        gate.call(save_order, saved.id, version, {"state": state})
    with pytest.raises(InvalidInputError) as caught:
        gate.call(save_order, saved.id, len(before) + 1, {"state": after})
    assert [e.field for e in caught.value.errors] == ["state"]


def test_an_order_does_not_begin_delivered_and_is_not_delivered_before_it_was_made(gate: Gate, owner: int) -> None:
    with pytest.raises(InvalidInputError, match="Uusi tilaus"):
        gate.call(add_order, owner, {"channel": "web", "state": "delivered"})
    saved = gate.call(add_order, owner, {"channel": "web", "state": "confirmed"})
    early = {"state": "delivered", "delivered_on": TODAY - dt.timedelta(days=1)}
    with pytest.raises(InvalidInputError, match="ennen alkua"):
        gate.call(save_order, saved.id, 1, early)
    gate.call(save_order, saved.id, 1, {"state": "delivered"})
    assert gate.call(open_order, saved.id).record["delivered_on"] == TODAY


def test_rows_of_a_delivered_order_stay(gate: Gate, owner: int) -> None:
    saved = gate.call(add_order, owner, {"channel": "web", "state": "confirmed"}, [new()])
    gate.call(save_order, saved.id, 1, {"state": "delivered"})
    assert not gate.call(open_order, saved.id).changeable
    with pytest.raises(InvalidInputError, match="rivejä ei voi muuttaa"):
        gate.call(save_order, saved.id, 2, {}, [new()])


def test_a_delivery_begins_the_services_of_its_rows_and_is_undone_whole(gate: Gate, owner: int) -> None:
    web, setup = gate.call(PRODUCTS.add, WEB, {}).id, gate.call(PRODUCTS.add, SETUP, {}).id
    contract = gate.call(
        CONTRACTS.add, {"number": "S-1", "state": "active", "term": "ongoing"}, {"customer_id": owner}
    ).id
    rows = [new(product_id=web), new(product_id=setup, description="Siirtotyö"), new(description="Vapaa teksti")]
    values = {
        "channel": "web",
        "state": "confirmed",
        "contract_id": contract,
        "ordered_on": TODAY - dt.timedelta(days=9),
    }
    order = gate.call(add_order, owner, values, rows)
    day = TODAY - dt.timedelta(days=2)
    delivered = gate.call(deliver_order, order.id, 1, day)
    assert len(delivered.services) == 1
    with Session(gate.store.engine) as session:
        service = session.get_one(Service, delivered.services[0])
        assert (service.name, service.state, service.since) == ("Webhotelli M", "active", day)
        assert (service.price, service.period_months) == (Decimal("19.80"), 1)
        assert (service.contract_id, service.product_id, service.customer_id) == (contract, web, owner)
    with pytest.raises(InvalidInputError, match="Vain vahvistetun"):
        gate.call(deliver_order, order.id, 2)
    gate.call(undo, delivered.undo)
    card = gate.call(open_order, order.id)
    assert (card.record["state"], card.record["delivered_on"]) == ("confirmed", None)
    with Session(gate.store.engine) as session:
        assert session.get(Service, delivered.services[0]) is None
    assert gate.call(deliver_order, order.id, card.record.version, services=False).services == ()


def test_orders_are_listed_newest_first_with_their_sums(gate: Gate, owner: int) -> None:
    other = gate.call(add_customer, {**FIRM, "name": "Ahopelto Oy"}).id
    old = gate.call(add_order, owner, {"channel": "web", "ordered_on": dt.date(2025, 1, 2)}, [new()]).id
    fresh = gate.call(add_order, other, {"channel": "web", "state": "confirmed"}).id
    assert list(gate.call(list_orders).ids) == [fresh, old]
    assert list(gate.call(list_orders, "", "confirmed").ids) == [fresh]
    assert list(gate.call(list_orders, "", "", owner).ids) == [old]
    assert list(gate.call(list_orders, "tuulik").ids) == [old]
    assert list(gate.call(list_orders, "T-1001").ids) == [old]
    assert [(r.customer, r.gross) for r in gate.call(order_rows, [old, fresh])] == [
        ("Tuulikello Oy", Decimal("24.85")),
        ("Ahopelto Oy", Decimal("0.00")),
    ]

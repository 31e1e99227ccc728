"""Numbers of customers and services, checked against hand-made ones; a group of one or two is nobody's (R-24)."""

import datetime as dt
from decimal import Decimal

from asiakasrekisteri.usecases.customers import add_customer
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.statistics import Group, statistics


def customers(gate: Gate, count: int, kind: str, since: dt.date, until: dt.date | None = None) -> None:
    state = "ended" if until else "active"
    values = {"kind": kind, "status": state, "relation": "own", "since": since, "until": until}
    for number in range(count):
        gate.call(add_customer, {**values, "name": f"{kind} {since} {number}"})


def test_who_comes_and_goes_is_counted_by_month_and_few_are_not_told(gate: Gate) -> None:
    customers(gate, 6, "company", dt.date(2025, 5, 1))
    customers(gate, 4, "company", dt.date(2025, 6, 1), dt.date(2026, 2, 28))
    customers(gate, 3, "association", dt.date(2026, 2, 10))
    customers(gate, 2, "public", dt.date(2026, 3, 5))
    customers(gate, 1, "company", dt.date(2025, 1, 1), dt.date(2026, 4, 30))
    found = gate.call(statistics)
    assert found.year == 2026
    assert {one.label: one.count for one in found.kinds if one.count != 0} == {
        "Yritys": 6,
        "Yhdistys": 3,
        "Julkisyhteisö": None,
    }
    january, february, march, april, *rest = found.months
    assert (january.came, january.left, january.stayed, january.left_percent) == (0, 0, 11, Decimal(0))
    assert (february.came, february.left, february.stayed, february.left_percent) == (3, 4, 10, Decimal("36.4"))
    assert (march.came, march.left, march.stayed) == (2, 0, 12)
    assert (april.left, april.stayed, april.left_percent) == (1, 11, Decimal("8.3"))
    assert len(rest) == 7, "November is the last that has begun"
    assert gate.call(statistics, 2025).months[4].came == 6
    assert gate.call(statistics, 2027).months == ()
    assert Group("Yritys", 6) in found.kinds

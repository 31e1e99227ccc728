"""Sums of invoices: to the cent, whatever the rows; and where an invoice stands."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from asiakasrekisteri.domain.invoicing import (
    STATE_LABELS,
    Figures,
    InvoiceKind,
    InvoiceState,
    Row,
    Standing,
    Totals,
    VatLine,
    check_sums,
    credit,
    open_balance,
    row_net,
    standing,
    totals,
)

TODAY = dt.date(2026, 11, 23)
D = Decimal
NOTHING = D("0.00")

cents = st.decimals(-(10**7), 10**7, places=2)
received = st.decimals(0, 10**5, places=2)
rows = st.lists(
    st.builds(
        Row,
        quantity=st.decimals(-(10**6), 10**6, places=3),
        unit_price=st.decimals(0, 10**7, places=5),
        discount_percent=st.decimals(0, 100, places=2),
        vat_percent=st.sampled_from(["0", "10", "13.5", "14", "24", "25.5", "25.50"]).map(D),
    ),
    max_size=12,
)


def row(quantity: str, price: str, discount: str = "0", vat: str = "25.5") -> Row:
    return Row(quantity=D(quantity), unit_price=D(price), discount_percent=D(discount), vat_percent=D(vat))


def half_up(value: Fraction) -> Fraction:
    """Round to the cent with whole numbers only, halves away from zero."""
    whole = (abs(value) * 200 + 1) // 2
    return Fraction(whole if value >= 0 else -whole, 100)


def exact_net(one: Row) -> Fraction:
    return Fraction(one.quantity) * Fraction(one.unit_price) * (100 - Fraction(one.discount_percent)) / 100


@pytest.mark.parametrize(
    ("one", "net"),
    [
        (row("1", "0.005"), "0.01"),
        (row("-1", "0.005"), "-0.01"),
        (row("3", "33.333"), "100.00"),
        (row("12", "9.90", "10"), "106.92"),
        (row("1", "1.00", "100"), "0.00"),
        (row("2.5", "0.01"), "0.03"),
        (row("1", "2.675"), "2.68"),
        (row("0.333", "14.99", "12.5"), "4.37"),
    ],
)
def test_a_row_is_rounded_half_up_once(one: Row, net: str) -> None:
    assert row_net(one) == D(net)


@given(rows)
def test_rows_and_taxes_are_rounded_as_whole_numbers_say(some: list[Row]) -> None:
    assert [Fraction(row_net(one)) for one in some] == [half_up(exact_net(one)) for one in some]
    for line in totals(some).by_rate:
        assert Fraction(line.vat) == half_up(Fraction(line.net) * Fraction(line.percent) / 100)


def test_an_invoice_of_two_rates() -> None:
    counted = totals([row("12", "9.90"), row("1", "0.33"), row("1", "20.00", vat="10"), row("1", "0.02")])
    assert counted.by_rate == (VatLine(D("25.5"), D("119.15"), D("30.38")), VatLine(D(10), D("20.00"), D("2.00")))
    assert (counted.net, counted.vat, counted.gross) == (D("139.15"), D("32.38"), D("171.53"))


def test_tax_is_counted_of_the_sum_and_not_row_by_row() -> None:
    small = row("1", "0.01")
    assert totals([small]).vat == NOTHING
    assert totals([small] * 100).vat == D("0.26")


def test_an_invoice_without_rows_is_nothing() -> None:
    assert totals([]) == Totals(NOTHING, NOTHING, NOTHING)


@given(rows)
def test_the_parts_make_up_the_whole(some: list[Row]) -> None:
    counted = totals(some)
    assert counted.net == sum(map(row_net, some))
    assert counted.net == sum(line.net for line in counted.by_rate)
    assert counted.vat == sum(line.vat for line in counted.by_rate)
    assert counted.gross == counted.net + counted.vat
    assert len({line.percent for line in counted.by_rate}) == len(counted.by_rate)
    for sum_ in (counted.net, counted.vat, counted.gross):
        assert sum_.as_tuple().exponent == -2


@given(rows.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_rows_makes_no_difference(orders: tuple[list[Row], list[Row]]) -> None:
    assert totals(orders[0]) == totals(orders[1])


@given(rows)
def test_a_credit_note_undoes_its_invoice(some: list[Row]) -> None:
    invoice, note = totals(some), totals(credit(some))
    assert (invoice.net + note.net, invoice.vat + note.vat, invoice.gross + note.gross) == (NOTHING,) * 3
    assert [(a.percent, a.net + b.net, a.vat + b.vat) for a, b in zip(invoice.by_rate, note.by_rate, strict=True)] == [
        (line.percent, NOTHING, NOTHING) for line in invoice.by_rate
    ]
    assert open_balance(invoice.gross, [], [-note.gross]) == NOTHING
    assert credit(credit(some)) == tuple(some)


@given(st.lists(received, max_size=200), st.lists(received, max_size=20))
def test_what_is_paid_in_parts_is_paid_to_the_cent(payments: list[Decimal], credits_given: list[Decimal]) -> None:
    gross = sum(payments, NOTHING) + sum(credits_given, NOTHING)
    assert open_balance(gross, payments, credits_given) == NOTHING
    assert open_balance(gross, payments[1:], credits_given) == sum(payments[:1], NOTHING)
    assert open_balance(gross + D("0.01"), reversed(payments), credits_given) == D("0.01")


def test_nothing_has_no_sign() -> None:
    assert str(row_net(row("-1", "0"))) == "0.00"
    assert str(totals([row("-1", "0.001")]).gross) == "0.00"


def test_too_much_paid_shows_as_negative() -> None:
    assert open_balance(D("100.00"), [D("60.00"), D("60.00"), D("-5.00")]) == D("-15.00")


# -- states ---------------------------------------------------------------------------------------------------------

ISSUED = Figures(issued_on=dt.date(2026, 11, 9), due_on=TODAY, gross=D("100.00"))


@pytest.mark.parametrize(
    ("change", "state", "left", "late"),
    [
        ({"issued_on": None}, InvoiceState.DRAFT, "0", 0),
        ({}, InvoiceState.DUE_TODAY, "100", 0),
        ({"due_on": dt.date(2026, 11, 24)}, InvoiceState.OPEN, "100", 0),
        ({"due_on": None}, InvoiceState.OPEN, "100", 0),
        ({"due_on": dt.date(2026, 11, 22)}, InvoiceState.OVERDUE, "100", 1),
        ({"due_on": dt.date(2026, 10, 28)}, InvoiceState.OVERDUE, "100", 26),
        ({"paid": D("0.01")}, InvoiceState.PARTLY_PAID, "99.99", 0),
        ({"paid": D(40), "due_on": dt.date(2026, 11, 20)}, InvoiceState.PARTLY_PAID, "60", 3),
        ({"credited": D(40)}, InvoiceState.PARTLY_PAID, "60", 0),
        ({"paid": D(100)}, InvoiceState.PAID, "0", 0),
        ({"paid": D(100), "due_on": dt.date(2026, 1, 1)}, InvoiceState.PAID, "0", 0),
        ({"paid": D("99.99")}, InvoiceState.PARTLY_PAID, "0.01", 0),
        ({"paid": D(120)}, InvoiceState.PAID, "-20", 0),
        ({"paid": D(40), "credited": D(60)}, InvoiceState.PAID, "0", 0),
        ({"credited": D(100)}, InvoiceState.CREDITED, "0", 0),
        ({"credited": D(100), "paid": D(40)}, InvoiceState.CREDITED, "-40", 0),
        ({"gross": D(0)}, InvoiceState.PAID, "0", 0),
        ({"gross": D(-62)}, InvoiceState.CREDIT_NOTE, "0", 0),
        ({"kind": InvoiceKind.CREDIT_NOTE, "gross": D(-62)}, InvoiceState.CREDIT_NOTE, "0", 0),
        ({"in_collection": True, "due_on": dt.date(2026, 9, 25), "paid": D(1)}, InvoiceState.COLLECTION, "99", 59),
        ({"in_collection": True, "paid": D(100)}, InvoiceState.PAID, "0", 0),
    ],
)
def test_where_an_invoice_stands(change: dict[str, object], state: InvoiceState, left: str, late: int) -> None:
    assert standing(replace(ISSUED, **change), TODAY) == Standing(state, D(left), late)  # type: ignore[arg-type]


@given(received, received, received, st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)), st.booleans())
def test_only_what_is_open_is_late(gross: Decimal, paid: Decimal, given: Decimal, due: dt.date, sold: bool) -> None:
    figures = Figures(
        issued_on=due, due_on=due, gross=gross, paid=paid, credited=given, in_collection=sold
    )  # fmt: skip
    found = standing(figures, TODAY)
    assert str(found.open) != "-0.00"
    settled = found.state in {InvoiceState.PAID, InvoiceState.CREDITED}
    assert settled == (found.open <= 0)
    assert (found.days_late > 0) == (found.open > 0 and due < TODAY)


def test_every_state_has_a_name() -> None:
    assert set(STATE_LABELS) == set(InvoiceState)


# -- sums from elsewhere ----------------------------------------------------------------------------------------------


@given(rows)
def test_own_sums_have_no_fault(some: list[Row]) -> None:
    counted = totals(some)
    assert check_sums(some, counted) == []
    assert check_sums(some, replace(counted, by_rate=())) == []


@given(rows, st.sampled_from(["net", "vat", "gross"]), cents.filter(bool))
def test_a_sum_that_is_off_by_a_cent_is_told(some: list[Row], name: str, off: Decimal) -> None:
    counted = totals(some)
    stored = replace(counted, **{name: getattr(counted, name) + off})
    assert len(check_sums(some, stored)) == 2


def test_faults_say_both_figures() -> None:
    stored = Totals(D("100.00"), D("24.00"), D("124.00"), (VatLine(D(24), D("100.00"), D("24.00")),))
    assert check_sums([row("1", "100")], stored) == [
        "Laskun vero on 24,00\xa0€, mutta riveistä tulee 25,50\xa0€. Tarkista rivit ja vero.",
        "Laskun loppusumma on 124,00\xa0€, mutta riveistä tulee 125,50\xa0€. Tarkista rivit ja summa.",
        (
            "Verokannan 25,5\xa0% osuus on laskulla 0,00\xa0€ ja vero 0,00\xa0€, mutta riveistä tulee 100,00\xa0€ ja "
            "vero 25,50\xa0€. Tarkista rivien verokannat."
        ),
        (
            "Verokannan 24\xa0% osuus on laskulla 100,00\xa0€ ja vero 24,00\xa0€, mutta riveistä tulee 0,00\xa0€ ja "
            "vero 0,00\xa0€. Tarkista rivien verokannat."
        ),
    ]


def test_a_whole_that_is_not_its_parts_is_told() -> None:
    stored = Totals(D("100.00"), D("25.50"), D("125.49"))
    assert check_sums([row("1", "100")], stored)[-1] == (
        "Veroton summa ja vero ovat yhteensä 125,50\xa0€, mutta laskun loppusumma on 125,49\xa0€. Tarkista summat."
    )

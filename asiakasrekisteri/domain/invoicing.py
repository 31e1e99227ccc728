"""The sums of an invoice and where it stands (AVL 209 e §; LAW §7.10).

Money is Decimal in euros and cents. A row is rounded to the cent once; tax is counted once per rate, of the sum of the
rows; so the parts always make up the whole. Halves round away from zero, so that a credit note undoes its invoice.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from asiakasrekisteri.domain.formats import euros, percent as percent_text
from asiakasrekisteri.domain.money import EXACT, NOTHING, cents, percent_of
from asiakasrekisteri.domain.texts import N_, _

_HUNDRED = Decimal(100)
_NET_DIFFERS = N_("Laskun veroton summa on {stored}, mutta riveistä tulee {counted}. Tarkista rivit ja summa.")
_VAT_DIFFERS = N_("Laskun vero on {stored}, mutta riveistä tulee {counted}. Tarkista rivit ja vero.")
_GROSS_DIFFERS = N_("Laskun loppusumma on {stored}, mutta riveistä tulee {counted}. Tarkista rivit ja summa.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the sums need of one row of an invoice.

    Attributes:
        quantity: negative on a credit note.
        unit_price: euros without tax, as exact as it was given.
        discount_percent: 0–100 off the row.
        vat_percent: the rate of tax; 0 where there is none.
    """

    quantity: Decimal
    unit_price: Decimal
    discount_percent: Decimal = Decimal(0)
    vat_percent: Decimal


@dataclass(frozen=True, slots=True)
class VatLine:
    """Tax of one rate: the sum of the rows that carry it, and the tax of that sum."""

    percent: Decimal
    net: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of an invoice in euros and cents; `by_rate` from the highest rate to the lowest."""

    net: Decimal
    vat: Decimal
    gross: Decimal
    by_rate: tuple[VatLine, ...] = ()


def row_net(row: Row) -> Decimal:
    """Return the sum of a row without tax, discount taken off, rounded to the cent."""
    full = EXACT.multiply(row.quantity, row.unit_price)
    return percent_of(full, EXACT.subtract(_HUNDRED, row.discount_percent))


def totals(rows: Iterable[Row]) -> Totals:
    """Return the sums of an invoice; the order of the rows makes no difference."""
    nets: dict[Decimal, Decimal] = {}
    for row in rows:
        nets[row.vat_percent] = nets.get(row.vat_percent, NOTHING) + row_net(row)
    lines = tuple(VatLine(rate, nets[rate], percent_of(nets[rate], rate)) for rate in sorted(nets, reverse=True))
    net = sum((line.net for line in lines), NOTHING)
    vat = sum((line.vat for line in lines), NOTHING)
    return Totals(net, vat, net + vat, lines)


def credit(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows of the credit note that undoes these rows to 0,00: the same prices, the quantities negative."""
    return tuple(replace(row, quantity=row.quantity.copy_negate()) for row in rows)


def open_balance(gross: Decimal, payments: Iterable[Decimal], credits_given: Iterable[Decimal] = ()) -> Decimal:
    """Return what is still to be paid of an invoice; negative when too much was paid.

    Args:
        gross: the sum of the invoice with tax.
        payments: sums received; a refund is negative.
        credits_given: sums credited, positive (a credit note of -62,00 credits 62,00).
    """
    return cents(gross - sum(payments, NOTHING) - sum(credits_given, NOTHING))


class InvoiceKind(StrEnum):
    """An invoice, or the note that credits one."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceState(StrEnum):
    """Where an invoice stands. A wrong invoice is credited, not cancelled: its number and voucher stay."""

    DRAFT = "draft"
    OPEN = "open"
    DUE_TODAY = "due_today"
    OVERDUE = "overdue"
    PARTLY_PAID = "partly_paid"
    PAID = "paid"
    CREDITED = "credited"
    CREDIT_NOTE = "credit_note"
    COLLECTION = "collection"


STATE_LABELS = {
    InvoiceState.DRAFT: N_("Luonnos"),
    InvoiceState.OPEN: N_("Avoin"),
    InvoiceState.DUE_TODAY: N_("Erääntyy tänään"),
    InvoiceState.OVERDUE: N_("Myöhässä"),
    InvoiceState.PARTLY_PAID: N_("Osa maksettu"),
    InvoiceState.PAID: N_("Maksettu"),
    InvoiceState.CREDITED: N_("Hyvitetty"),
    InvoiceState.CREDIT_NOTE: N_("Hyvityslasku"),
    InvoiceState.COLLECTION: N_("Perinnässä"),
}
"""Finnish message ids of the states."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is known of an invoice when its state is asked.

    Attributes:
        issued_on: the day it was given; None while it is a draft.
        due_on: the due day; one without is never late.
        gross: its sum with tax; negative of a credit note.
        paid, credited: sums so far, positive.
        in_collection: it has been given to a collector.
    """

    kind: InvoiceKind = InvoiceKind.INVOICE
    issued_on: dt.date | None
    due_on: dt.date | None
    gross: Decimal
    paid: Decimal = NOTHING
    credited: Decimal = NOTHING
    in_collection: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """The state of an invoice on a day, what is open of it, and for how many days the open part has been late."""

    state: InvoiceState
    open: Decimal
    days_late: int = 0


def standing(invoice: Figures, today: dt.date) -> Standing:
    """Return where an invoice stands today. One that is partly paid tells its lateness in `days_late` only."""
    if invoice.issued_on is None:
        return Standing(InvoiceState.DRAFT, NOTHING)
    if invoice.kind == InvoiceKind.CREDIT_NOTE or invoice.gross < 0:
        return Standing(InvoiceState.CREDIT_NOTE, NOTHING)
    left = open_balance(invoice.gross, [invoice.paid], [invoice.credited])
    if left <= 0:
        whole = 0 < invoice.gross <= invoice.credited
        return Standing(InvoiceState.CREDITED if whole else InvoiceState.PAID, left)
    late = max((today - invoice.due_on).days, 0) if invoice.due_on else 0
    return Standing(_unpaid(invoice, today, late), left, late)


def check_sums(rows: Sequence[Row], stored: Totals) -> list[str]:
    """Tell where the stored sums of an invoice do not follow from its rows; empty when they do.

    For invoices made elsewhere: they are shown with what is odd in them and never refused. Tax by rates is compared
    where it was stored.
    """
    counted = totals(rows)
    faults = [
        _(message).format(stored=euros(there), counted=euros(here))
        for message, there, here in (
            (_NET_DIFFERS, stored.net, counted.net),
            (_VAT_DIFFERS, stored.vat, counted.vat),
            (_GROSS_DIFFERS, stored.gross, counted.gross),
        )
        if there != here
    ]
    if stored.net + stored.vat != stored.gross:
        faults.append(
            _("Veroton summa ja vero ovat yhteensä {sum}, mutta laskun loppusumma on {gross}. Tarkista summat.").format(
                sum=euros(stored.net + stored.vat), gross=euros(stored.gross)
            )
        )
    return [*faults, *(_faults_by_rate(counted.by_rate, stored.by_rate) if stored.by_rate else ())]


def _faults_by_rate(counted: Sequence[VatLine], stored: Sequence[VatLine]) -> list[str]:
    here = {line.percent: line for line in counted}
    there = {line.percent: line for line in stored}
    nothing = VatLine(NOTHING, NOTHING, NOTHING)
    pairs = [
        (rate, there.get(rate, nothing), here.get(rate, nothing)) for rate in sorted({*here, *there}, reverse=True)
    ]
    return [
        _(
            "Verokannan {percent} osuus on laskulla {net} ja vero {vat}, mutta riveistä tulee {counted_net} ja vero "
            "{counted_vat}. Tarkista rivien verokannat."
        ).format(
            percent=percent_text(rate),
            net=euros(said.net),
            vat=euros(said.vat),
            counted_net=euros(real.net),
            counted_vat=euros(real.vat),
        )
        for rate, said, real in pairs
        if (said.net, said.vat) != (real.net, real.vat)
    ]


def _unpaid(invoice: Figures, today: dt.date, late: int) -> InvoiceState:
    if invoice.in_collection:
        return InvoiceState.COLLECTION
    if invoice.paid > 0 or invoice.credited > 0:
        return InvoiceState.PARTLY_PAID
    if late:
        return InvoiceState.OVERDUE
    return InvoiceState.DUE_TODAY if invoice.due_on == today else InvoiceState.OPEN

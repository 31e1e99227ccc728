"""Invoices of Finvoice files as billing history: as they were sent, with what is odd in them told and not mended."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from sqlalchemy import select

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.identifiers import check_business_id
from asiakasrekisteri.domain.invoicing import InvoiceKind, Row, row_net
from asiakasrekisteri.domain.money import NOTHING, cents
from asiakasrekisteri.domain.references import check_reference
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import valid_on
from asiakasrekisteri.exchange.finvoice.reader import read_finvoice_file
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead, RowRead
from asiakasrekisteri.store.models import Customer, Firm, Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import RowEdit
from asiakasrekisteri.usecases.billing.invoices import written
from asiakasrekisteri.usecases.billing.numbers import take_number
from asiakasrekisteri.usecases.billing.rates import vat_rates
from asiakasrekisteri.usecases.importing.buyers import Buyers
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.records import assign, checked, checked_value
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_OURS = "EUR"
_ONE, _HUNDRED = Decimal(1), Decimal(100)
_STEP = 50


class NotTakenError(Exception):
    """An invoice that is not taken: the field at fault and why. Never leaves the import."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.reason = field, reason


def take_invoices(work: Work, order: Order) -> ImportReport:
    """Bring the sales invoices of a file, each with its rows and its sums as they stand on it.

    The buyer is found by Y-tunnus, or by name; a firm that is not known becomes a customer. An invoice whose number the
    register has already changes nothing. One that another firm has sent is refused: the billing history is of sales.

    Raises:
        ExchangeError: there is no invoice in the file.
    """
    return _Invoices(work, read_finvoice_file(order.file)).run()


@dataclass(slots=True)
class _Invoices:
    """One run over the invoices of a file."""

    work: Work
    read: tuple[InvoiceRead, ...]

    def run(self) -> ImportReport:
        report, buyers = ImportReport(rows=len(self.read)), Buyers(self.work)
        for number, invoice in enumerate(self.read, 1):
            if number % _STEP == 1:
                self.work.progress.report(number, len(self.read), _("Tuodaan laskuja"))
            try:
                taken = take_invoice(self.work, invoice, partial(_customer, self.work, buyers), warner(report, number))
            except NotTakenError as error:
                report.rejected.append(RowNote(number, error.field, error.reason))
                continue
            report.created += taken is not None
            report.unchanged += taken is None
        return report


Warn = Callable[..., None]


def warner(report: ImportReport, number: int) -> Warn:
    """Return what notes warnings of a row of a file in the report."""

    def warn(field: str, *reasons: str) -> None:
        report.warnings.extend(RowNote(number, field, reason) for reason in reasons)

    return warn


def take_invoice(
    work: Work, invoice: InvoiceRead, buyer: Callable[[InvoiceRead], Customer], warn: Warn, channel: str = "einvoice"
) -> Invoice | None:
    """Store an invoice and return it; None where the register has it already.

    Args:
        work: the unit of work.
        invoice: as it was read.
        buyer: finds the customer.
        warn: is told of what is odd: field, reasons.
        channel: by which it was sent.

    Raises:
        NotTakenError: it cannot be stored.
    """
    _require_ours(work, invoice)
    number, _fault = checked_value(Invoice.spec()["number"], invoice.number)
    known = work.session.scalar(select(Invoice).where(Invoice.number == number))
    if known is not None:
        if known.gross == invoice.gross:
            return None
        reason = _("laskun numero {number} on jo rekisterissä ja summa on toinen; vertaa laskuja")
        raise NotTakenError("number", reason.format(number=invoice.number))
    customer = buyer(invoice)
    warn("", *invoice.faults, *(fault for row in invoice.rows for fault in row.faults))
    try:
        stored = written(work, customer, _values(work, invoice, warn, channel), _rows(work, invoice, warn))
    except InvalidInputError as error:
        raise NotTakenError(error.errors[0].field, error.errors[0].message) from error
    _keep_sums(work, stored, invoice, warn)
    return stored


def _require_ours(work: Work, invoice: InvoiceRead) -> None:
    firm = work.session.scalar(select(Firm).limit(1))
    seller = invoice.seller.business_id
    if firm is not None and firm.business_id and seller and seller != firm.business_id:
        reason = _("laskun myyjä on {name}, ei oma yritys; ostolaskuja ei tuoda")
        raise NotTakenError("seller", reason.format(name=invoice.seller.name or seller))
    if not invoice.number:
        raise NotTakenError("number", _("laskun numero puuttuu; lisää lasku asiakkaan kortilta"))
    if invoice.issued_on is None:
        raise NotTakenError("issued_on", _("laskun päivä puuttuu; lisää lasku asiakkaan kortilta"))
    if invoice.currency != _OURS:
        reason = _("valuutta on {currency}; vain eurot voidaan tuoda")
        raise NotTakenError("gross", reason.format(currency=invoice.currency))


def _customer(work: Work, buyers: Buyers, invoice: InvoiceRead) -> Customer:
    try:
        customer = buyers.find_or_add(invoice.buyer)
        if customer is not None:
            require_unrestricted(work, customer)
    except AppError as error:
        raise NotTakenError("buyer_name", str(error)) from error
    if customer is None:
        reason = _(
            "ostajaa {name} ei löydy asiakkaista eikä sillä ole Y-tunnusta; lisää asiakas ja tuo lasku uudelleen"
        )
        raise NotTakenError("buyer_name", reason.format(name=invoice.buyer.name or "–"))
    return customer


def _values(work: Work, invoice: InvoiceRead, warn: Warn, channel: str) -> dict[str, object]:
    """Return the fields of the invoice as they are stored; what is odd in them is told."""
    assert invoice.issued_on is not None
    due = invoice.due_on
    if due is not None and due < invoice.issued_on:
        warn("due_on", _("eräpäivä on ennen laskun päivää, joten sitä ei tuotu"))
        due = None
    business_id = invoice.buyer.business_id
    if fault := check_business_id(business_id):
        warn("buyer_business_id", fault)
    if fault := check_reference(invoice.reference):
        warn("reference", fault)
    take_number(work, invoice.number)
    said: dict[str, object] = {
        "number": invoice.number,
        "kind": invoice.kind.value,
        "issued_on": invoice.issued_on,
        "buyer_name": invoice.buyer.name,
        "buyer_address": ", ".join(invoice.buyer.address.lines),
        "channel": channel,
        "note": "\n".join(invoice.notes),
    }
    return {
        **checked(Invoice.spec(), said),
        "due_on": due,
        "supplied_on": invoice.supplied_on,
        "reference": invoice.reference or None,
        "buyer_business_id": business_id or None,
        "sent_on": invoice.issued_on,
        "credits_id": _credited(work, invoice),
    }


def _credited(work: Work, invoice: InvoiceRead) -> int | None:
    if invoice.kind is not InvoiceKind.CREDIT_NOTE or not invoice.credited_number:
        return None
    return work.session.scalar(select(Invoice.id).where(Invoice.number == invoice.credited_number))


def _rows(work: Work, invoice: InvoiceRead, warn: Warn) -> list[RowEdit]:
    """Return the rows with something to reckon; an invoice without any gets one of its whole sum."""
    day, rates = invoice.supplied_on or invoice.issued_on or dt.date.min, vat_rates(work)
    turned = -_ONE if invoice.kind is InvoiceKind.CREDIT_NOTE and (invoice.gross or NOTHING) > 0 else _ONE
    reckoned = [row for row in invoice.rows if row.net is not None] or [_whole(invoice)]
    edits = []
    for row in reckoned:
        values = _row_values(row, turned)
        percent = row.vat_percent or NOTHING
        if not valid_on(rates, percent, day):
            values["vat_reason"] = _("kuten tuodulla laskulla")
            warn("vat_percent", _("verokanta ei ollut voimassa laskun päivänä; rivi tuotiin kuten se on laskulla"))
        edits.append(RowEdit(values=values))
    return edits


def _whole(invoice: InvoiceRead) -> RowRead:
    """Return the row of an invoice that tells none: what it is of, and its sum."""
    only = invoice.by_rate[0] if len(invoice.by_rate) == 1 else None
    net = invoice.net if invoice.net is not None else (invoice.gross or NOTHING)
    return RowRead(
        description=_("Laskun summa, rivejä ei eritelty"), net=net, vat_percent=only.percent if only else NOTHING
    )


def _row_values(row: RowRead, turned: Decimal) -> dict[str, object]:
    """Return a row so that quantity, price and discount make the very sum that stands on the invoice."""
    assert row.net is not None
    quantity = row.quantity if row.quantity is not None else _ONE
    values: dict[str, object] = {
        "description": row.description or _("Laskurivi"),
        "unit": row.unit or None,
        "vat_percent": row.vat_percent or NOTHING,
        "since": row.since,
        "until": row.until if row.since is None or row.until is None or row.until >= row.since else None,
    }
    discount = row.discount_percent or NOTHING
    if row.unit_price is not None and 0 <= discount < _HUNDRED:
        told = Row(quantity=quantity, unit_price=row.unit_price, discount_percent=discount, vat_percent=NOTHING)
        if row_net(told) == cents(row.net):
            return {
                **values,
                "quantity": quantity * turned,
                "unit_price": row.unit_price,
                "discount_percent": discount or None,
            }
    return {**values, "quantity": turned, "unit_price": row.net}


def _keep_sums(work: Work, stored: Invoice, invoice: InvoiceRead, warn: Warn) -> None:
    """Let the sums be those of the voucher, and tell where the rows make others."""
    sign = -1 if stored.kind == InvoiceKind.CREDIT_NOTE.value and (invoice.gross or NOTHING) > 0 else 1
    net, vat, gross = (None if x is None else cents(x) * sign for x in (invoice.net, invoice.vat, invoice.gross))
    if gross is None or gross == stored.gross:
        return
    told = _("laskun loppusumma on {stated}, mutta riveistä tulee {counted}; summa tuotiin kuten se on laskulla")
    warn("gross", told.format(stated=euros(gross), counted=euros(stored.gross)))
    vat = stored.vat if vat is None else vat
    assign(stored, {"net": gross - vat if net is None else net, "vat": vat, "gross": gross})
    work.session.flush()

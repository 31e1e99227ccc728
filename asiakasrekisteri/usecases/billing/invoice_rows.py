"""The rows of an invoice: adding, changing and removing them, the rate of tax of each, and the sums that follow."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.invoicing import Row, row_net, totals
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.vat import VatRate, check_rate, rate_on
from asiakasrekisteri.store.models import Entity, Invoice, InvoiceRow, Product
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.rates import vat_rates
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.rows import require_order

_ONE, _HUNDRED = Decimal(1), Decimal(100)
_PLACES = {
    FieldKind.MONEY: Decimal("0.01"),
    FieldKind.PRICE: Decimal("0.0001"),
    FieldKind.QUANTITY: Decimal("0.001"),
    FieldKind.PERCENT: Decimal("0.01"),
}
"""As exact as each kind is stored: sums are reckoned of what is kept, not of what was typed."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """One row of an invoice: new (id None), changed (the given fields only), or removed (values None).

    A new row without a quantity is of one; without `vat_percent` it takes the rate of its product, or the general one,
    on the day of the tax. `place` says where among the rows it stands, from one; without it a row stays where it is,
    and a new one comes last.
    """

    id: int | None = None
    version: int | None = None
    values: Mapping[str, object] | None = None
    place: int | None = None


IN_ORDER = (InvoiceRow.position, InvoiceRow.id)
"""By what the rows of an invoice are ordered."""


def reckoning(row: InvoiceRow) -> Row:
    """Return what the sums need of a stored row."""
    return Row(
        quantity=row.quantity,
        unit_price=row.unit_price,
        discount_percent=row.discount_percent or NOTHING,
        vat_percent=row.vat_percent,
    )


def tax_day(invoice: Invoice) -> dt.date:
    """Return the day by which the rates of an invoice are chosen (AVL 15–16 §): of supply, or of the invoice."""
    return invoice.supplied_on or invoice.issued_on


def rows_of(work: Work, invoice_id: int) -> list[InvoiceRow]:
    """Return the rows of an invoice in their order."""
    mine = select(InvoiceRow).where(InvoiceRow.invoice_id == invoice_id)
    return list(work.session.scalars(mine.order_by(*IN_ORDER)))


def exact(entity: type[Entity], values: Mapping[str, object]) -> dict[str, object]:
    """Return values with decimals rounded to as many places as are kept."""
    kinds = {f.name: f.kind for f in entity.spec()}
    return {
        name: value.quantize(_PLACES[kinds[name]], rounding=ROUND_HALF_UP)
        if isinstance(value, Decimal) and kinds.get(name) in _PLACES
        else value
        for name, value in values.items()
    }


def apply_rows(work: Work, invoice: Invoice, edits: Sequence[RowEdit]) -> None:
    """Carry out the edits of an invoice's rows and reckon its sums of all of them; nothing is flushed yet.

    Raises:
        InvalidInputError: of a row, named with the position of its edit, "2.vat_percent"; of the whole, by its field.
    """
    rates = vat_rates(work)
    rows = {row.id: row for row in rows_of(work, invoice.id)}
    added: list[InvoiceRow] = []
    last = max((row.position for row in rows.values()), default=0)
    touched: set[int] = set()
    faults: list[FieldError] = []
    for position, edit in enumerate(edits):
        try:
            if edit.id is None:
                row = _added(work, invoice, edit, rates)
                row.position = edit.place or last + len(added) + 1
                added.append(row)
            else:
                touched.add(edit.id)
                _change(work, rows, edit)
                _check_row(rows.get(edit.id), invoice, rates)
        except InvalidInputError as error:
            faults.extend(FieldError(f"{position}.{e.field}", e.message) for e in error.errors)
    faults += _odd_by_the_day(invoice, (row for row in rows.values() if row.id not in touched), rates)
    if faults:
        raise InvalidInputError(faults)
    work.session.add_all(added)
    _sum_up(invoice, [*rows.values(), *added])


def _added(work: Work, invoice: Invoice, edit: RowEdit, rates: Sequence[VatRate]) -> InvoiceRow:
    given = {"quantity": _ONE, **exact(InvoiceRow, edit.values or {})}
    if given.get("vat_percent") is None:
        given["vat_percent"] = _usual_rate(work, given.get("product_id"), tax_day(invoice), rates)
    row = InvoiceRow(**_checked(given))
    _check_row(row, invoice, rates)
    row.invoice = invoice
    return row


def _change(work: Work, rows: dict[int, InvoiceRow], edit: RowEdit) -> None:
    assert edit.id is not None
    row = got(work, InvoiceRow, edit.id, edit.version)
    if row.id not in rows:
        raise InvalidInputError([FieldError("invoice_row", _("Rivi kuuluu toiselle laskulle."))])
    if edit.values is None:
        work.session.delete(rows.pop(row.id))
    else:
        assign(row, _checked(exact(InvoiceRow, edit.values), partial=True))
        if edit.place is not None:
            row.position = edit.place


def _checked(values: Mapping[str, object], *, partial: bool = False) -> dict[str, object]:
    return checked(InvoiceRow.spec(), values, partial=partial)


def _usual_rate(work: Work, product_id: object, day: dt.date, rates: Sequence[VatRate]) -> Decimal | None:
    product = work.session.get(Product, product_id) if isinstance(product_id, int) else None
    rate = rate_on(rates, product.vat_code if product is not None else "general", day)
    return rate.percent if rate is not None else None


def _check_row(row: InvoiceRow | None, invoice: Invoice, rates: Sequence[VatRate]) -> None:
    """Look at a row that is not removed, and reckon its sum."""
    if row is None:
        return
    if row.discount_percent is not None and not 0 <= row.discount_percent <= _HUNDRED:
        raise InvalidInputError([FieldError("discount_percent", _("Alennus on 0–100 prosenttia. Korjaa alennus."))])
    if not 0 <= row.vat_percent < _HUNDRED:
        raise InvalidInputError([FieldError("vat_percent", _("Verokanta on vähintään 0 ja alle 100 prosenttia."))])
    if not row.vat_reason and (fault := check_rate(rates, row.vat_percent, tax_day(invoice))):
        raise InvalidInputError([FieldError("vat_percent", fault)])
    require_order(row.since, row.until, "until")
    net = row_net(reckoning(row))
    if row.net != net:
        row.net = net


def _odd_by_the_day(invoice: Invoice, rows: Iterable[InvoiceRow], rates: Sequence[VatRate]) -> list[FieldError]:
    """Return what is wrong with rows that nobody touched: it is the day of the tax that was changed."""
    found = (check_rate(rates, row.vat_percent, tax_day(invoice)) for row in rows if not row.vat_reason)
    fault = next(filter(None, found), None)
    return [FieldError("supplied_on", fault)] if fault else []


def _sum_up(invoice: Invoice, rows: Iterable[InvoiceRow]) -> None:
    """Reckon an invoice's sums of its rows."""
    sums = totals(reckoning(row) for row in rows)
    assign(invoice, {"net": sums.net, "vat": sums.vat, "gross": sums.gross})
    _check_sign(invoice)


def _check_sign(invoice: Invoice) -> None:
    if invoice.kind == "credit_note" and invoice.gross > 0:
        message = _("Hyvityslaskun summa on negatiivinen. Merkitse rivien määrät negatiivisiksi.")
        raise InvalidInputError([FieldError("kind", message)])
    if invoice.kind == "invoice" and invoice.gross < 0:
        message = _("Laskun summa on negatiivinen. Tee hyvityslasku tai tarkista rivit.")
        raise InvalidInputError([FieldError("kind", message)])

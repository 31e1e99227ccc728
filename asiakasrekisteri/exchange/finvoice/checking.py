"""What is odd in an invoice that was read: parts that are missing, and sums that do not follow from the rows."""

from decimal import Decimal

from lxml import etree

from asiakasrekisteri.domain.invoicing import InvoiceKind, Row, Totals, check_sums, totals
from asiakasrekisteri.domain.money import cents
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.figures import sum_of
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead, RowRead
from asiakasrekisteri.exchange.xml_source import path_of, text_at

_ONE = Decimal(1)
_MOST_FAULTS = 50


def faults_of(root: etree._Element, invoice: InvoiceRead) -> tuple[str, ...]:
    """Return what is odd, as sentences to the user."""
    return (*_missing(invoice), *_sign(invoice), *_sums(root, invoice)[:_MOST_FAULTS])


def _missing(invoice: InvoiceRead) -> list[str]:
    faults: list[str] = []
    if not invoice.number:
        faults.append(_("Laskun numero puuttuu. Katso numero alkuperäiseltä laskulta."))
    if invoice.issued_on is None:
        faults.append(_("Laskun päivä puuttuu tai sitä ei voi lukea. Katso päivä alkuperäiseltä laskulta."))
    if not invoice.buyer.name:
        faults.append(_("Ostajan nimi puuttuu. Katso ostaja alkuperäiseltä laskulta."))
    if invoice.gross is None:
        faults.append(_("Laskun loppusumma puuttuu tai sitä ei voi lukea. Katso summa alkuperäiseltä laskulta."))
    if not any(row.net is not None for row in invoice.rows):
        faults.append(_("Laskulla ei ole yhtään riviä, jolla on summa. Katso rivit alkuperäiseltä laskulta."))
    return faults


def _sign(invoice: InvoiceRead) -> list[str]:
    if invoice.kind is InvoiceKind.CREDIT_NOTE and (invoice.gross or 0) > 0:
        return [_("Hyvityslaskun summa on positiivinen. Tarkista, onko kyse hyvityksestä.")]
    return []


def _sums(root: etree._Element, invoice: InvoiceRead) -> list[str]:
    """Compare the sums that the invoice tells with its rows, discounts and charges; what it does not tell is agreed to.

    A row counts as the sum that it tells: how that comes of its quantity and price is the row's own check.
    """
    rows = [_counted(row) for row in invoice.rows if row.net is not None]
    if not rows or invoice.gross is None:
        return []
    rows += [*_extras(root, "DiscountDetails", -_ONE), *_extras(root, "ChargeDetails", _ONE)]
    counted = totals(rows)
    rounded = sum_of(text_at(root, "InvoiceDetails/InvoiceTotalRoundoffAmount")) or Decimal(0)
    gross = cents(invoice.gross - rounded)
    vat = invoice.vat
    if vat is None:
        vat = gross - invoice.net if invoice.net is not None else counted.vat
    net = gross - vat if invoice.net is None else invoice.net
    return check_sums(rows, Totals(cents(net), cents(vat), gross, invoice.by_rate))


def _counted(row: RowRead) -> Row:
    return Row(quantity=_ONE, unit_price=row.net or Decimal(0), vat_percent=row.vat_percent or Decimal(0))


def _extras(root: etree._Element, name: str, sign: Decimal) -> list[Row]:
    """Return the discounts or charges of the whole invoice as rows."""
    found: list[Row] = []
    for extra in root.iterfind(path_of(f"InvoiceDetails/{name}")):
        amount = sum_of(text_at(extra, "Amount"))
        percent = sum_of(text_at(extra, "VatRatePercent")) or Decimal(0)
        if amount:
            found.append(Row(quantity=sign, unit_price=amount, vat_percent=percent))
    return found

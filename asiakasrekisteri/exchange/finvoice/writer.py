"""Writes Finvoice 3.0 of one invoice, strictly: what schema or law demands and is missing is told, not invented.

Sums are reckoned by `domain.invoicing`, so they always follow from the rows. The encoding is utf-8; the SOAP frame is
the operator's and not written.
"""

import datetime as dt
from decimal import Decimal

from lxml import etree

from asiakasrekisteri.domain.invoicing import InvoiceKind, Row, Totals, totals
from asiakasrekisteri.exchange.finvoice.elements import Branch, number_text, pieces
from asiakasrekisteri.exchange.finvoice.epi import write_epi
from asiakasrekisteri.exchange.finvoice.parties import write_buyer, write_frame, write_seller
from asiakasrekisteri.exchange.finvoice.requirements import demand
from asiakasrekisteri.exchange.finvoice.row_writer import reckoned, vat_code, write_row
from asiakasrekisteri.exchange.finvoice.shape import InvoiceOut

_LINE, _NOTE = 70, 512
_MOST_LINES = 2
_TYPES = {InvoiceKind.INVOICE: ("INV01", "380", "LASKU"), InvoiceKind.CREDIT_NOTE: ("INV02", "381", "HYVITYSLASKU")}
_EXEMPTIONS = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}


def write_finvoice(invoice: InvoiceOut) -> bytes:
    """Return the invoice as Finvoice 3.0.

    Raises:
        ExchangeError: something that must stand on it is missing or too long; the message names all of it.
    """
    demand(invoice)
    root = etree.Element("Finvoice", Version="3.0")
    top = Branch(root)
    write_frame(top, invoice)
    write_seller(top, invoice)
    write_buyer(top, invoice)
    if invoice.supplied_on is not None:
        top.branch("DeliveryDetails").day("DeliveryDate", invoice.supplied_on)
    sums = totals(reckoned(row) for row in invoice.rows)
    _write_details(top.branch("InvoiceDetails"), invoice, sums)
    top.leaf("VirtualBankBarcode", invoice.barcode)
    for row in invoice.rows:
        write_row(top, row, invoice.currency)
    write_epi(top.branch("EpiDetails"), invoice, sums.gross)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def _write_details(details: Branch, invoice: InvoiceOut, sums: Totals) -> None:
    code, un_code, word = _TYPES[invoice.kind]
    details.leaf("InvoiceTypeCode", code)
    details.leaf("InvoiceTypeCodeUN", un_code)
    details.leaf("InvoiceTypeText", word)
    details.leaf("OriginCode", "Original")
    details.leaf("InvoiceNumber", invoice.number)
    details.day("InvoiceDate", invoice.issued_on)
    details.leaf("OriginalInvoiceNumber", invoice.credited_number)
    details.day("OriginalInvoiceDate", invoice.credited_on)
    details.leaf("OrderIdentifier", invoice.order_number[:_LINE])
    details.leaf("BuyerReferenceIdentifier", invoice.buyer_reference[:_LINE])
    details.amount("InvoiceTotalVatExcludedAmount", sums.net, invoice.currency)
    details.amount("InvoiceTotalVatAmount", sums.vat, invoice.currency)
    details.amount("InvoiceTotalVatIncludedAmount", sums.gross, invoice.currency)
    _write_rates(details, invoice)
    for note in invoice.notes:
        details.leaves("InvoiceFreeText", pieces(note, _NOTE))
    _write_terms(details.branch("PaymentTermsDetails"), invoice)


def _write_rates(details: Branch, invoice: InvoiceOut) -> None:
    """Write base and tax of each rate; rows without tax are parted by why there is none (AVL 209 e § 11–12)."""
    groups: dict[tuple[Decimal, str, str], list[Row]] = {}
    for row in invoice.rows:
        reason = "" if row.vat_percent else row.vat_reason
        groups.setdefault((row.vat_percent, vat_code(row), reason), []).append(reckoned(row))
    for percent, code, reason in sorted(groups, key=lambda key: (-key[0], *key[1:])):
        sums = totals(groups[percent, code, reason])
        line = details.branch("VatSpecificationDetails")
        line.amount("VatBaseAmount", sums.net, invoice.currency)
        line.leaf("VatRatePercent", number_text(percent))
        line.leaf("VatCode", code)
        line.amount("VatRateAmount", sums.vat, invoice.currency)
        line.leaves("VatFreeText", pieces(reason, _LINE)[:3])
        line.leaf("VatExemptionReasonCode", _EXEMPTIONS.get(code, ""))


def _write_terms(terms: Branch, invoice: InvoiceOut) -> None:
    terms.leaves("PaymentTermsFreeText", pieces(invoice.terms, _LINE)[:_MOST_LINES])
    terms.day("InvoiceDueDate", due_day(invoice))
    if invoice.interest_percent is not None or invoice.interest_text:
        fine = terms.branch("PaymentOverDueFineDetails")
        fine.leaves("PaymentOverDueFineFreeText", pieces(invoice.interest_text, _LINE)[:3])
        if invoice.interest_percent is not None:
            fine.leaf("PaymentOverDueFinePercent", number_text(invoice.interest_percent))


def due_day(invoice: InvoiceOut) -> dt.date:
    """Return the day by which the invoice is to be paid; one without is paid when it comes."""
    return invoice.due_on or invoice.issued_on

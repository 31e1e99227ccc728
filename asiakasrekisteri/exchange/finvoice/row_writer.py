"""Rows as Finvoice 3.0 wants them written."""

from decimal import Decimal

from asiakasrekisteri.domain.invoicing import Row, row_net
from asiakasrekisteri.domain.money import percent_of
from asiakasrekisteri.exchange.finvoice.elements import Branch, decimal_text, number_text, pieces, quantity_text
from asiakasrekisteri.exchange.finvoice.shape import RowOut

_NAME, _FREE, _CODE, _UNIT = 100, 512, 70, 14
_UNITS = {
    "kpl": "C62",
    "st": "C62",
    "pcs": "C62",
    "h": "HUR",
    "t": "HUR",
    "tunti": "HUR",
    "kk": "MON",
    "kuukausi": "MON",
    "v": "ANN",
    "vuosi": "ANN",
    "pv": "DAY",
    "km": "KMT",
    "erä": "C62",
}
"""Units of the Finns as codes of UN/ECE recommendation 20."""


def reckoned(row: RowOut) -> Row:
    """Return what the sums need of the row."""
    return Row(
        quantity=row.quantity,
        unit_price=row.unit_price,
        discount_percent=row.discount_percent,
        vat_percent=row.vat_percent,
    )


def vat_code(row: RowOut) -> str:
    """Return the code of the row's tax: S with a rate, otherwise why there is none."""
    return "S" if row.vat_percent else row.vat_code or "Z"


def write_row(top: Branch, row: RowOut, currency: str) -> None:
    """Write a row; a description that is too long for a name stands whole in free text after it."""
    element = top.branch("InvoiceRow")
    element.leaf("ArticleIdentifier", row.code[:_CODE])
    names = pieces(row.description, _NAME)
    element.leaf("ArticleName", names[0])
    units = {"QuantityUnitCode": row.unit[:_UNIT]} if row.unit else {}
    if code := _UNITS.get(row.unit.casefold()):
        units["QuantityUnitCodeUN"] = code
    element.leaf("DeliveredQuantity", quantity_text(row.quantity), units)
    element.leaf("InvoicedQuantity", quantity_text(row.quantity), units)
    element.day("StartDate", row.since)
    element.day("EndDate", row.until)
    element.leaf("UnitPriceAmount", decimal_text(row.unit_price), {"AmountCurrencyIdentifier": currency})
    if len(names) > 1:
        element.leaves("RowFreeText", pieces(row.description, _FREE))
    _write_sums(element, row, currency)


def _write_sums(element: Branch, row: RowOut, currency: str) -> None:
    net = row_net(reckoned(row))
    vat = percent_of(net, row.vat_percent)
    if row.discount_percent:
        full = row_net(Row(quantity=row.quantity, unit_price=row.unit_price, vat_percent=Decimal(0)))
        element.leaf("RowDiscountPercent", number_text(row.discount_percent))
        element.amount("RowDiscountAmount", full - net, currency)
    element.leaf("RowVatRatePercent", number_text(row.vat_percent))
    element.leaf("RowVatCode", vat_code(row))
    element.amount("RowVatAmount", vat, currency)
    element.amount("RowVatExcludedAmount", net, currency)
    element.amount("RowAmount", net + vat, currency)

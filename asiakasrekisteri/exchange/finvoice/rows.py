"""The rows of a Finvoice, also those that stand as sub rows of a heading."""

from decimal import Decimal

from lxml import etree

from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.money import EXACT, cents, percent_of
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.figures import day_of, sum_of
from asiakasrekisteri.exchange.finvoice.shape import RowRead
from asiakasrekisteri.exchange.raw import tidy
from asiakasrekisteri.exchange.xml_source import path_of, text_at

_HUNDRED = Decimal(100)
_ROUNDING = Decimal("0.01")
_QUANTITIES = ("DeliveredQuantity", "InvoicedQuantity", "OrderedQuantity")
_LONG = 2000


def read_rows(root: etree._Element) -> tuple[RowRead, ...]:
    """Return the rows; where a row only heads sub rows with sums, those stand for it."""
    rows: list[RowRead] = []
    for element in root.iterfind(path_of("InvoiceRow")):
        own = _row(element, "")
        subs = [_row(sub, "Sub") for sub in element.iterfind(path_of("SubInvoiceRow"))]
        if own is not None and (own.net is not None or own.gross is not None or not any(_tells_sum(s) for s in subs)):
            rows.append(own)
        else:
            rows += [row for row in (own, *subs) if row is not None]
    return tuple(rows)


def _tells_sum(row: RowRead | None) -> bool:
    return row is not None and (row.net is not None or row.gross is not None)


def _row(element: etree._Element, prefix: str) -> RowRead | None:
    """Read a row whose elements have the prefix in their names; None where it says nothing at all."""

    def text(*names: str) -> str:
        return text_at(element, *(f"{prefix}{name}" for name in names))

    quantity, unit = _quantity(element, prefix)
    net, vat, gross = (sum_of(text(name)) for name in ("RowVatExcludedAmount", "RowVatAmount", "RowAmount"))
    percent = sum_of(text("RowVatRatePercent"))
    price = sum_of(text("UnitPriceAmount", "UnitPriceNetAmount"))
    base = sum_of(text("UnitPriceBaseQuantity"))
    if price is not None and base:
        price = EXACT.divide(price, base)
    if net is None and gross is not None and (vat is not None or not percent):
        net = gross - (vat or 0)
    full = None if price is None else EXACT.multiply(price, Decimal(1) if quantity is None else quantity)
    discount = _discount(sum_of(text("RowDiscountPercent")), sum_of(text("RowDiscountAmount")), full)
    if net is None and full is not None:
        net = percent_of(full, EXACT.subtract(_HUNDRED, discount or Decimal(0)))
    description = _description(element, prefix)
    if not description and net is None and quantity is None:
        return None
    return RowRead(
        description=description,
        code=tidy(text("ArticleIdentifier"), 100),
        quantity=quantity,
        unit=unit,
        unit_price=price,
        discount_percent=discount,
        vat_percent=percent,
        net=net,
        vat=vat,
        gross=gross,
        since=day_of(text("StartDate")),
        until=day_of(text("EndDate")),
        faults=_faults(full, discount, net),
    )


def _quantity(element: etree._Element, prefix: str) -> tuple[Decimal | None, str]:
    """Return the first quantity told and its unit."""
    for name in _QUANTITIES:
        found = element.find(path_of(f"{prefix}{name}"))
        value = None if found is None else sum_of("".join(map(str, found.itertext())))
        if found is not None and value is not None:
            unit = found.get("QuantityUnitCode") or found.get("QuantityUnitCodeUN") or ""
            return value, tidy(str(unit), 20)
    return None, ""


def _discount(percent: Decimal | None, amount: Decimal | None, full: Decimal | None) -> Decimal | None:
    """Return the discount of a row in percent; one told as a sum is counted of the full price."""
    if percent is not None or not amount or not full:
        return percent
    return EXACT.divide(EXACT.multiply(abs(amount), _HUNDRED), abs(full))


def _description(element: etree._Element, prefix: str) -> str:
    """Return name, description and free text; one that only begins a later one is not said twice."""
    frees = element.iterfind(path_of(f"{prefix}RowFreeText"))
    free = " ".join(text for one in frees if (text := " ".join("".join(map(str, one.itertext())).split())))
    texts = [text_at(element, f"{prefix}ArticleName"), text_at(element, f"{prefix}ArticleDescription"), free]
    told = [text for at, text in enumerate(texts) if not any(later.startswith(text) for later in texts[at + 1 :])]
    return tidy(" ".join(told), _LONG)


def _faults(full: Decimal | None, discount: Decimal | None, net: Decimal | None) -> tuple[str, ...]:
    """Tell when quantity, price and discount do not make the sum; a cent of rounding is nothing."""
    if full is None or net is None:
        return ()
    counted = percent_of(full, EXACT.subtract(_HUNDRED, discount or Decimal(0)))
    if abs(counted - net) <= _ROUNDING:
        return ()
    message = _("Rivin summa on {stored}, mutta määrästä ja hinnasta tulee {counted}. Tarkista rivi.")
    return (message.format(stored=euros(cents(net)), counted=euros(counted)),)

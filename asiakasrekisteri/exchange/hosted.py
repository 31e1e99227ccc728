"""What billing programs of hosting firms tell of customers besides who they are: services, names and invoices."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead
from asiakasrekisteri.exchange.values import convert
from asiakasrekisteri.exchange.vocabulary import codes, squeeze

_MOST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a row stands and whose it is.

    Attributes:
        line: of the file.
        place: what the row is called there ("tblhosting 17"), for who looks for it.
        customer: number of the customer in the program that it comes from.
        email: of the client, where only that is told.
        problem: why the row cannot be read (a Finnish message id), "" when it can.
    """

    line: int
    place: str
    customer: str
    email: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRowRead:
    """A row of an order: what was ordered, how many, at what price without tax."""

    description: str
    quantity: Decimal = Decimal(1)
    unit_price: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRead:
    """An order. `number` names its program too; `state` is "" where its word was not known."""

    origin: Origin
    number: str
    ordered_on: dt.date | None = None
    state: str = ""
    delivered_on: dt.date | None = None
    note: str = ""
    rows: tuple[OrderRowRead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRead:
    """A service. `state` is "" where its word was not known; `username` is of its account, "" if it has none.

    `order` is the order by which it began, where the same row tells it.
    """

    origin: Origin
    name: str
    order: OrderRead | None = None
    identifier: str = ""
    state: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    price: Decimal | None = None
    period_months: int | None = None
    note: str = ""
    username: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRead:
    """A domain name; `gone` tells why it is no longer the client's, "" when it is."""

    origin: Origin
    name: str
    registered_on: dt.date | None = None
    expires_on: dt.date | None = None
    automatic: bool = True
    registrar: str = ""
    gone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BillRead:
    """An invoice of the billing history.

    Attributes:
        invoice: with its rows and sums; a buyer without a name is the customer as it is now.
        paid_on: the day when it was paid in full, None when it was not.
        offset: what was paid of it from the client's credit.
        left_out: why it is no invoice ("" when it is), as a Finnish message id.
    """

    origin: Origin
    invoice: InvoiceRead
    paid_on: dt.date | None = None
    offset: Decimal = field(default=Decimal(0))
    left_out: str = ""


def day(text: str) -> dt.date | None:
    """Return the day that a cell tells; None where it tells none, as in 0000-00-00."""
    found = convert({"since": text.strip()}).values.get("since") if text.strip() else None
    return found if isinstance(found, dt.date) else None


def amount(text: str) -> Decimal | None:
    """Return the number in a cell, with a point or a comma; None where there is none or none that money could be."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < _MOST else None


def months(text: str) -> int | None:
    """Return the months of a billing cycle in words ("Annually") or as a code ("1Y"); None of what is paid once."""
    found = codes("hosted", "months").get(squeeze(text), "")
    return int(found) if found else None


def state(text: str) -> str:
    """Return the state of a service that a word means, "" when it means none."""
    return codes("hosted", "state").get(squeeze(text), "")


def order_state(text: str) -> str:
    """Return how far an order is, as a word means it, "" when it means nothing."""
    return codes("hosted", "order").get(squeeze(text), "")

"""Reads FOSSBilling's tables of orders and invoices (CSV), known by their heads; the clients' is like any other."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.invoicing import InvoiceKind
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.csv_layout import DELIMITERS
from asiakasrekisteri.exchange.csv_records import records
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead, Party, RowRead
from asiakasrekisteri.exchange.hosted import (
    BillRead,
    OrderRead,
    OrderRowRead,
    Origin,
    ServiceRead,
    amount,
    day,
    months,
    order_state,
    state,
)
from asiakasrekisteri.exchange.sniff import sniff, unreadable
from asiakasrekisteri.exchange.table_rows import plain

PROGRAM = "FOSSBilling"
"""By which its numbers of clients are known."""
_ORDERS = {"client_id", "service_type", "period", "title"}
_INVOICES = {"client_id", "nr", "base_income", "status"}
_LONGEST_HEAD = 4_000
_ODD_WIDTH = N_("sarakkeita on rivillä eri määrä kuin otsikkorivillä; tarkista erottimet ja lainausmerkit")
_NO_SUM = N_("laskun summaa ei ole tiedostossa; lisää lasku asiakkaan kortilta")
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def recognise_orders(head: bytes) -> bool:
    """Tell whether a file begins as the table of orders does."""
    return set(_heads(head)) >= _ORDERS


def recognise_invoices(head: bytes) -> bool:
    """Tell whether a file begins as the table of invoices does."""
    return set(_heads(head)) >= _INVOICES


def orders(path: Path) -> Iterator[ServiceRead]:
    """Yield the orders with the services that they began.

    Raises:
        ExchangeError: the file cannot be read.
    """
    for origin, said in _rows(path, "order"):
        price, quantity = amount(said.get("price", "")), amount(said.get("quantity", "")) or Decimal(1)
        discount = amount(said.get("discount", "")) or Decimal(0)
        now = state(said.get("status", ""))
        yield ServiceRead(
            origin=origin,
            name=said.get("title", ""),
            state=now,
            since=day(said.get("activated_at", "")) or day(said.get("created_at", "")),
            until=day(said.get("canceled_at", "")) if now == "ended" else None,
            price=None if price is None else price * quantity - discount,
            period_months=months(said.get("period", "")),
            note="\n".join(filter(None, (said.get("notes", ""), said.get("reason", "")))),
            order=_order(origin, said, (price, quantity, discount)) if said.get("id") else None,
        )


def _order(origin: Origin, said: dict[str, str], sums: tuple[Decimal | None, Decimal, Decimal]) -> OrderRead:
    price, quantity, discount = sums
    title = said.get("title", "")
    rows = [OrderRowRead(description=title, quantity=quantity, unit_price=price or Decimal(0))]
    if discount:
        rows.append(OrderRowRead(description=_("Alennus: {title}").format(title=title), unit_price=-discount))
    return OrderRead(
        origin=origin,
        number=f"{PROGRAM}-{said['id']}",
        ordered_on=day(said.get("created_at", "")) or day(said.get("activated_at", "")),
        state=order_state(said.get("status", "")),
        delivered_on=day(said.get("activated_at", "")),
        note=said.get("reason", ""),
        rows=tuple(rows) if title else (),
    )


def invoices(path: Path) -> Iterator[BillRead]:
    """Yield the invoices; they tell the sum and the rate of tax but no rows.

    Raises:
        ExchangeError: the file cannot be read.
    """
    for origin, said in _rows(path, "invoice"):
        net, percent = amount(said.get("base_income", "")), amount(said.get("taxrate", "")) or Decimal(0)
        vat = Decimal(0) if net is None else (net * percent / _HUNDRED).quantize(_CENT)
        paid = day(said.get("paid_at", ""))
        issued = day(said.get("created_at", ""))
        told = min(filter(None, (day(said.get("due_at", "")), paid)), default=None)
        person = " ".join(filter(None, (said.get("buyer_first_name", ""), said.get("buyer_last_name", ""))))
        row = RowRead(description=_("Laskun summa, rivejä ei eritelty"), net=net, vat_percent=percent)
        yield BillRead(
            origin=origin,
            invoice=InvoiceRead(
                number=said.get("serie", "") + (said.get("nr", "") or said.get("id", "")),
                kind=InvoiceKind.INVOICE if net is None or net >= 0 else InvoiceKind.CREDIT_NOTE,
                issued_on=issued or told,
                due_on=day(said.get("due_at", "")),
                buyer=Party(name=said.get("buyer_company", "") or person),
                rows=(row,),
                net=net,
                vat=vat,
                gross=None if net is None else net + vat,
                currency=said.get("currency", "") or "EUR",
                notes=tuple(filter(None, (said.get("notes", ""),))),
                faults=() if issued else (_("laskun päivä puuttuu; se merkittiin eräpäivän tai maksupäivän mukaan"),),
            ),
            paid_on=paid if said.get("status") in {"paid", "refunded"} else None,
            left_out="" if net else _NO_SUM,
        )


def _rows(path: Path, noun: str) -> Iterator[tuple[Origin, dict[str, str]]]:
    """Yield the rows, their cells freed of the apostrophes that keep spreadsheets from reckoning them."""
    text = sniff(path)
    try:
        with path.open(encoding=text.encoding, errors="replace", newline="") as stream:
            first = stream.readline(_LONGEST_HEAD)
            heads = _parted(first)
            for record in records(stream, _delimiter(first), 2):
                cells = [plain(cell.strip()) for cell in record.cells]
                if not record.problem and not any(cells):
                    continue
                odd = record.problem or (_ODD_WIDTH if len(cells) != len(heads) else "")
                said = {} if odd else dict(zip(heads, cells, strict=True))
                place = f"{noun} {said.get('id', '')}".strip()
                owner, email = said.get("client_id", ""), said.get("client_email", "") or said.get("buyer_email", "")
                yield Origin(line=record.line, place=place, customer=owner, email=email, problem=odd), said
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error


def _heads(head: bytes) -> list[str]:
    first = head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return _parted(first[:_LONGEST_HEAD].decode("latin-1"))


def _parted(line: str) -> list[str]:
    return [head.strip(" \r\n\"'\ufeff").casefold() for head in line.split(_delimiter(line))]


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)

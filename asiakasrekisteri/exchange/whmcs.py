"""Reads WHMCS: what the tables of its database tell. Passwords, security answers and card data are never read on."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from asiakasrekisteri.domain.invoicing import InvoiceKind
from asiakasrekisteri.domain.personname import PersonName
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.columns import SECRET, SkippedColumn, is_secret, known_heads
from asiakasrekisteri.exchange.csv_records import Record
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead, RowRead
from asiakasrekisteri.exchange.hosted import (
    BillRead,
    DomainRead,
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
from asiakasrekisteri.exchange.sql_dump import DumpRow, SqlDump
from asiakasrekisteri.exchange.table_rows import unescaped
from asiakasrekisteri.exchange.vcard import Card

PROGRAM = "WHMCS"
"""By which its numbers of clients are known."""
CLIENTS = "tblclients"
WANTED = (CLIENTS, "tblcontacts", "tblproducts", "tblhosting", "tbldomains", "tblorders", "tblinvoices")
"""Tables whose rows are told of one by one."""
_CARD = frozenset(("startdate", "issuenumber", "bankname", "banktype", "bankcode", "bankacct", "gatewayid"))
"""Columns of a client's card or account whose heads do not say it."""
_SECRET_TABLES = {
    "tblusers": N_("kirjautumistunnuksia ei tuoda; yhteystiedot ovat asiakkaan tiedoissa"),
    "tblusers_clients": N_("kirjautumistunnuksia ei tuoda"),
}
_ROLES = {"invoiceemails": "billing", "domainemails": "technical", "supportemails": "technical"}
_DOMAIN_GONE = {
    "cancelled": N_("verkkotunnus on peruttu"),
    "transferredaway": N_("verkkotunnus on siirretty pois"),
    "fraud": N_("verkkotunnus on merkitty petokseksi"),
}
_NO_INVOICE = {
    "Draft": N_("lasku on luonnos"),
    "Cancelled": N_("lasku on peruttu"),
}
_HALF_A_CENT = Decimal("0.05")
_HUNDRED = Decimal(100)


def skipped_columns(dump: SqlDump) -> list[SkippedColumn]:
    """Return the secret columns of the tables that were read, but for the clients' own, and the tables of logins."""
    found = [
        SkippedColumn(f"{table}.{name}", SECRET)
        for table in WANTED[1:]
        for name in dump.columns.get(table, ())
        if is_secret(name)
    ]
    return found + [SkippedColumn(name, reason) for name, reason in _SECRET_TABLES.items() if name in dump.columns]


class Clients:
    """The clients as a table: their columns, and the fields that the firm has added as further columns.

    Attributes:
        heads: of the columns that are read on.
        secret: columns that are not, by name.
        names: what each client is called, by number; grows as `records` is walked.
    """

    def __init__(self, dump: SqlDump) -> None:
        self._dump = dump
        self._fields, self._said = _custom(dump)
        first = next(dump.rows(CLIENTS), None)
        columns = tuple(first[1].values) if first is not None else ()
        self.empty = first is None
        self.secret = tuple(name for name in columns if name in _CARD)
        self._columns = tuple(name for name in columns if name not in _CARD)
        self._own = {number: name for number, name in self._fields.items() if known_heads((name,))}
        self.heads = (*self._columns, *self._own.values())

    def records(self) -> Iterator[Record]:
        """Yield the rows, counted from one: a statement of a dump has many of them on one line."""
        for number, (_table, row) in enumerate(self._dump.rows(CLIENTS), 1):
            if row.problem:
                yield Record(number, [], problem=row.problem)
                continue
            said = self._said.get(row.values.get("id", ""), {})
            cells = [self._note(row, said) if name == "notes" else row.values.get(name, "") for name in self._columns]
            yield Record(number, [*cells, *(said.get(number, "") for number in self._own)])

    def _note(self, row: DumpRow, said: Mapping[str, str]) -> str:
        """Return a client's notes with the fields that no column is known for, a line for each."""
        lines = (f"{self._fields[n]}: {value}" for n, value in said.items() if n not in self._own and value.strip())
        return "\n".join(filter(None, (row.values.get("notes", "").strip(), *lines)))


def _custom(dump: SqlDump) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return the names of the clients' own fields by number, and their values by client."""
    fields: dict[str, str] = {}
    kept: list[tuple[str, str, str]] = []
    for table, row in _read(dump, "tblcustomfields", "tblcustomfieldsvalues"):
        if table == "tblcustomfields":
            if row.values.get("type") == "client" and row.values.get("fieldtype") != "password":
                fields[row.values.get("id", "")] = row.values.get("fieldname", "").partition("|")[0].strip()
        elif row.values.get("value", "").strip():
            kept.append((row.values.get("fieldid", ""), row.values.get("relid", ""), row.values["value"]))
    said: dict[str, dict[str, str]] = {}
    for number, owner, value in kept:
        if number in fields:
            said.setdefault(owner, {})[number] = value
    return fields, said


def contacts(dump: SqlDump) -> Iterator[tuple[Origin, Card, str]]:
    """Yield the further contact persons: whose, as a card, and the role that their mails tell."""
    for table, row in _read(dump, "tblcontacts"):
        said = row.values
        name = PersonName(said.get("firstname", "").strip(), said.get("lastname", "").strip())
        card = Card(
            line=row.line,
            name=name if name.last_name else PersonName("", name.first_names),
            emails=(("work", said.get("email", "")),) if said.get("email", "").strip() else (),
            phones=(("work", said.get("phonenumber", "")),) if said.get("phonenumber", "").strip() else (),
        )
        role = next((role for name, role in _ROLES.items() if said.get(name) == "1"), "admin")
        yield _origin(table, row, "userid"), card, role


def _read(dump: SqlDump, *tables: str) -> Iterator[tuple[str, DumpRow]]:
    """Yield the rows of tables; the program stores what its users typed as it stands on pages of the web: &amp;."""
    for table, row in dump.rows(*tables):
        yield table, replace(row, values={name: unescaped(value) for name, value in row.values.items()})


def products(dump: SqlDump) -> dict[str, tuple[str, str]]:
    """Return what the products are called and of what type they are, by number."""
    rows = (row.values for _table, row in _read(dump, "tblproducts"))
    return {said["id"]: (said.get("name", "").strip(), said.get("type", "")) for said in rows if said.get("id")}


def services(dump: SqlDump, names: Mapping[str, tuple[str, str]]) -> Iterator[ServiceRead]:
    """Yield the services; `names` is what `products` told."""
    for table, row in _read(dump, "tblhosting"):
        said = row.values
        domain = said.get("domain", "").strip()
        now = state(said.get("domainstatus", ""))
        yield ServiceRead(
            origin=_origin(table, row, "userid"),
            name=names.get(said.get("packageid", ""), ("", ""))[0] or domain,
            identifier=domain,
            state=now,
            since=day(said.get("regdate", "")),
            until=day(said.get("termination_date", "")) if now == "ended" else None,
            price=amount(said.get("amount", "")),
            period_months=months(said.get("billingcycle", "")),
            note=said.get("notes", "").strip(),
            username=said.get("username", "").strip(),
        )


def orders(dump: SqlDump, names: Mapping[str, tuple[str, str]]) -> Iterator[OrderRead]:
    """Yield the orders with the services and domain names that were ordered; `names` is what `products` told."""
    rows: dict[str, list[OrderRowRead]] = {}
    for table, row in _read(dump, "tblhosting", "tbldomains"):
        said = row.values
        product = names.get(said.get("packageid", ""), ("", ""))[0]
        words = " ".join(filter(None, (product, said.get("domain", "").strip())))
        first = amount(said.get("firstpaymentamount", ""))
        price = (
            first
            if first is not None
            else amount(said.get("amount" if table == "tblhosting" else "recurringamount", ""))
        )
        if words:
            rows.setdefault(said.get("orderid", ""), []).append(
                OrderRowRead(description=words, unit_price=price or Decimal(0))
            )
    for table, row in _read(dump, "tblorders"):
        said = row.values
        now = order_state(said.get("status", ""))
        billed = now == "delivered" and said.get("invoiceid", "").strip("0") != ""
        yield OrderRead(
            origin=_origin(table, row, "userid"),
            number=f"{PROGRAM}-{said.get('ordernum', '').strip() or said.get('id', '')}",
            ordered_on=day(said.get("date", "")),
            state="invoiced" if billed else now,
            note=said.get("notes", "").strip(),
            rows=tuple(rows.get(said.get("id", ""), ())) or _whole_order(said),
        )


def _whole_order(said: Mapping[str, str]) -> tuple[OrderRowRead, ...]:
    """Return the row of an order whose parts are not told: its sum."""
    sum_of = amount(said.get("amount", ""))
    return (OrderRowRead(description=_("Tilauksen summa, rivejä ei eritelty"), unit_price=sum_of),) if sum_of else ()


def domains(dump: SqlDump) -> Iterator[DomainRead]:
    """Yield the domain names."""
    for table, row in _read(dump, "tbldomains"):
        said = row.values
        status = said.get("status", "").replace(" ", "").casefold()
        yield DomainRead(
            origin=_origin(table, row, "userid"),
            name=said.get("domain", "").strip(),
            registered_on=day(said.get("registrationdate", "")),
            expires_on=day(said.get("expirydate", "")),
            automatic=said.get("donotrenew", "") not in {"1", "on"},
            registrar=said.get("registrar", "").strip(),
            gone=_DOMAIN_GONE.get(status, ""),
        )


def bills(dump: SqlDump) -> Iterator[BillRead]:
    """Yield the invoices with their rows."""
    items: dict[str, list[tuple[str, Decimal, bool]]] = {}
    for _table, row in _read(dump, "tblinvoiceitems"):
        sum_of = amount(row.values.get("amount", ""))
        if sum_of is not None:
            item = (row.values.get("description", "").strip(), sum_of, row.values.get("taxed") == "1")
            items.setdefault(row.values.get("invoiceid", ""), []).append(item)
    for table, row in _read(dump, "tblinvoices"):
        yield _bill(table, row, items.pop(row.values.get("id", ""), []))


def _bill(table: str, row: DumpRow, items: list[tuple[str, Decimal, bool]]) -> BillRead:
    said = row.values
    net = amount(said.get("subtotal", ""))
    tax = sum((amount(said.get(name, "")) or Decimal(0) for name in ("tax", "tax2")), Decimal(0))
    percent = amount(said.get("taxrate", "")) or Decimal(0)
    gross = None if net is None else net + tax
    status = said.get("status", "")
    issued = day(said.get("date", ""))
    invoice = InvoiceRead(
        number=said.get("invoicenum", "").strip() or said.get("id", ""),
        kind=InvoiceKind.CREDIT_NOTE if gross is not None and gross < 0 else InvoiceKind.INVOICE,
        issued_on=issued,
        due_on=day(said.get("duedate", "")),
        rows=tuple(_rows(items, percent, net)),
        net=net,
        vat=tax,
        gross=gross,
        notes=tuple(filter(None, (said.get("notes", "").strip(), "Refunded" if status == "Refunded" else ""))),
    )
    paid = day(said.get("datepaid", "")) or issued
    return BillRead(
        origin=_origin(table, row, "userid"),
        invoice=invoice,
        paid_on=paid if status in {"Paid", "Refunded"} else None,
        offset=amount(said.get("credit", "")) or Decimal(0),
        left_out=_NO_INVOICE.get(status, ""),
    )


def _rows(items: list[tuple[str, Decimal, bool]], percent: Decimal, net: Decimal | None) -> Iterator[RowRead]:
    """Yield the rows of an invoice; where the amounts hold the tax they are told without it."""
    whole = sum((one for _text, one, _taxed in items), Decimal(0))
    taxed_in = net is not None and abs(whole - net) > _HALF_A_CENT and percent > 0
    for text, one, taxed in items:
        rate = percent if taxed else Decimal(0)
        without = one / (1 + rate / _HUNDRED) if taxed_in else one
        yield RowRead(description=" ".join(text.split()), net=without.quantize(Decimal("0.0001")), vat_percent=rate)


def _origin(table: str, row: DumpRow, of: str) -> Origin:
    place = f"{table} {row.values.get('id', '')}".strip()
    return Origin(line=row.line, place=place, customer=row.values.get(of, ""), problem=row.problem)

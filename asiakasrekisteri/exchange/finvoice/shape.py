"""An e-invoice as plain data: as it was read, with what is odd in it, and as it is to be written."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from asiakasrekisteri.domain.invoicing import InvoiceKind, VatLine

_POST_LINE = re.compile(r"(?:(?:FI|[A-Z]{1,2})-)?([0-9]{3,5}(?: [0-9]{2})?)\s{1,9}(\S.{0,80})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address in its parts. `country` is the code of two letters, "" where it is not told."""

    street: tuple[str, ...] = ()
    postcode: str = ""
    town: str = ""
    country: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the address as lines of a letter, without the country."""
        return tuple(line for line in (*self.street, f"{self.postcode} {self.town}".strip()) if line)


def address_of(text: str, country: str = "") -> Address:
    """Part an address that was written as lines: the last line that begins with a post code tells the town."""
    lines = [line for one in text.splitlines() if (line := one.strip())]
    for at in range(len(lines) - 1, -1, -1):
        if found := _POST_LINE.fullmatch(lines[at]):
            return Address(street=tuple(lines[:at]), postcode=found[1], town=found[2], country=country)
    return Address(street=tuple(lines), country=country)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A seller or a buyer.

    Attributes:
        business_id, vat_number: as `domain.identifiers` stores them.
        einvoice_address, operator: where e-invoices go (OVT or IBAN) and through whom; "" where not told.
    """

    name: str = ""
    business_id: str = ""
    vat_number: str = ""
    address: Address = field(default_factory=Address)
    einvoice_address: str = ""
    operator: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRead:
    """A row as it was read; what the invoice does not tell is None. Money is without tax but for `gross`.

    Attributes:
        code: the seller's code of the article.
        unit_price: for one unit.
        discount_percent: off the row; counted from the sum where only that is told.
        net, vat, gross: of the row.
        faults: what is odd in it, as sentences to the user.
    """

    description: str = ""
    code: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    discount_percent: Decimal | None = None
    vat_percent: Decimal | None = None
    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceRead:
    """An invoice as it was read; what it does not tell is "" or None. It is never refused for what is odd in it.

    Attributes:
        kind: a credit note where it says so or its sum is negative.
        origin: `Original`, `Copy` or `Cancel`, as it stands.
        reference: of payment, as stored; `account` is the IBAN it is to be paid to.
        credited_number: the invoice that a credit note credits.
        by_rate: base and tax of each rate, from the highest.
        supplied_on: the day of delivery where it differs.
        faults: what is odd, as sentences to the user; rows have theirs.
    """

    version: str = ""
    number: str = ""
    kind: InvoiceKind = InvoiceKind.INVOICE
    origin: str = ""
    issued_on: dt.date | None = None
    due_on: dt.date | None = None
    supplied_on: dt.date | None = None
    credited_number: str = ""
    seller: Party = field(default_factory=Party)
    buyer: Party = field(default_factory=Party)
    account: str = ""
    reference: str = ""
    rows: tuple[RowRead, ...] = ()
    net: Decimal | None = None
    vat: Decimal | None = None
    gross: Decimal | None = None
    by_rate: tuple[VatLine, ...] = ()
    currency: str = "EUR"
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOut:
    """A row to be written. Its sums are reckoned by `domain.invoicing`, never given.

    Attributes:
        quantity: negative on a credit note.
        unit_price: euros without tax; five decimals are written.
        vat_code: why there is no tax, of UNTDID 5305: Z zero rate (also ""), E exempt, AE reverse charge, K inside the
            union, G export, O outside the law. With a rate it is always S.
        vat_reason: why there is no tax (AVL 209 e § 11–12), as it stands on the invoice.
    """

    description: str
    quantity: Decimal
    unit_price: Decimal
    vat_percent: Decimal
    code: str = ""
    unit: str = "kpl"
    discount_percent: Decimal = Decimal(0)
    vat_code: str = ""
    vat_reason: str = ""
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceOut:
    """An invoice to be written.

    Attributes:
        created_at: an aware instant: when the message is made.
        due_on: None is the day of issue (a credit note).
        account, bic: where it is to be paid: an IBAN and the bank's code.
        reference: national or RF, "" for none.
        credited_number, credited_on: the invoice that a credit note credits (AVL 209 e § 18).
        interest_percent, interest_text: of late payment.
        terms: of payment in words ("14 pv netto").
        barcode: the virtual one of 54 digits.
    """

    number: str
    kind: InvoiceKind = InvoiceKind.INVOICE
    issued_on: dt.date
    due_on: dt.date | None = None
    supplied_on: dt.date | None = None
    created_at: dt.datetime
    seller: Party
    buyer: Party
    account: str
    bic: str
    reference: str = ""
    rows: tuple[RowOut, ...]
    currency: str = "EUR"
    credited_number: str = ""
    credited_on: dt.date | None = None
    buyer_reference: str = ""
    order_number: str = ""
    interest_percent: Decimal | None = None
    interest_text: str = ""
    terms: str = ""
    notes: tuple[str, ...] = ()
    barcode: str = ""

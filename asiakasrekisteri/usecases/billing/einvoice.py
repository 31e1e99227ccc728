"""A stored invoice as Finvoice 3.0: what the operator or the buyer's program takes in."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from asiakasrekisteri.domain.accounts import bic_of, ovt_of
from asiakasrekisteri.domain.barcode import virtual_barcode
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.identifiers import vat_number_of
from asiakasrekisteri.domain.invoicing import InvoiceKind
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.finvoice.shape import Address, InvoiceOut, Party, RowOut, address_of
from asiakasrekisteri.exchange.finvoice.writer import write_finvoice
from asiakasrekisteri.store.models import Customer, Firm, Invoice, InvoiceRow, Product
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import rows_of
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.shipped import shipped


@dataclass(frozen=True, slots=True)
class EInvoice:
    """An invoice as a file: its bytes, the name proposed, and whose it is."""

    content: bytes
    name: str
    invoice_id: int
    person_id: int | None


def _seen(made: EInvoice) -> tuple[Seen, ...]:
    return (Seen("invoice", made.invoice_id, made.person_id),)


@use_case(Permission.BILLING_READ, discloses=_seen)
def make_einvoice(work: Work, invoice_id: int) -> EInvoice:
    """Return an invoice as Finvoice 3.0. It goes to the buyer, who is told nothing but what is hers.

    Raises:
        ExchangeError: something that must stand on it is missing; the message names all of it.
        RestrictedError: the data of the buyer may only be stored.
    """
    invoice = got(work, Invoice, invoice_id)
    require_unrestricted(work, invoice)
    customer = work.session.get_one(Customer, invoice.customer_id)
    out = _invoice_out(work, invoice, customer)
    content = write_finvoice(out)
    work.log("export", "invoice", invoice.id, person_id=customer.person_id)
    return EInvoice(content, f"finvoice-{invoice.number}.xml", invoice.id, customer.person_id)


def _invoice_out(work: Work, invoice: Invoice, customer: Customer) -> InvoiceOut:
    firm = work.session.scalars(select(Firm)).one()
    account = firm.iban or ""
    credited = work.session.get(Invoice, invoice.credits_id) if invoice.credits_id is not None else None
    due = invoice.due_on or invoice.issued_on
    days = (due - invoice.issued_on).days
    return InvoiceOut(
        number=invoice.number,
        kind=InvoiceKind(invoice.kind),
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        supplied_on=invoice.supplied_on,
        created_at=work.now.astimezone(FINLAND),
        seller=_seller(firm),
        buyer=_buyer(invoice, customer),
        account=account,
        bic=firm.bic or bic_of(account, shipped("vocabulary", "bics.toml")["bank"]),
        reference=invoice.reference or "",
        rows=tuple(_row(work, row) for row in rows_of(work, invoice.id)),
        credited_number=credited.number if credited is not None else "",
        credited_on=credited.issued_on if credited is not None else None,
        terms=_("{days} pv netto").format(days=days) if days else "",
        barcode=virtual_barcode(account, invoice.gross, invoice.reference or "", invoice.due_on),
    )


def _seller(firm: Firm) -> Party:
    business_id = firm.business_id or ""
    return Party(
        name=firm.name,
        business_id=business_id,
        vat_number=firm.vat_number or (vat_number_of(business_id) if business_id else ""),
        address=Address(
            street=(firm.street,) if firm.street else (),
            postcode=firm.postcode or "",
            town=firm.town or "",
            country="FI",
        ),
        einvoice_address=firm.einvoice_address or (ovt_of(business_id) if business_id else ""),
        operator=firm.einvoice_operator or "",
        email=firm.email or "",
        phone=firm.phone or "",
    )


def _buyer(invoice: Invoice, customer: Customer) -> Party:
    """Return the buyer as written on the invoice; only where it is sent comes from the card of today."""
    address = address_of((invoice.buyer_address or "").replace(", ", "\n"), "FI")
    return Party(
        name=invoice.buyer_name,
        business_id=invoice.buyer_business_id or "",
        vat_number=customer.vat_number or "",
        address=address,
        einvoice_address=customer.einvoice_address or "",
        operator=customer.einvoice_operator or "",
    )


def _row(work: Work, row: InvoiceRow) -> RowOut:
    product = work.session.get(Product, row.product_id) if row.product_id is not None else None
    return RowOut(
        description=row.description,
        quantity=row.quantity,
        unit_price=row.unit_price,
        vat_percent=row.vat_percent,
        code=(product.code or "") if product is not None else "",
        unit=row.unit or "",
        discount_percent=row.discount_percent or Decimal(0),
        vat_reason=row.vat_reason or "" if row.vat_percent == NOTHING else "",
        since=row.since,
        until=row.until,
    )

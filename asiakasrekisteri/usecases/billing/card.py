"""An invoice opened: what is on it, what has been paid, reminded and credited, and where it stands today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.invoicing import Standing, Totals, check_sums, totals
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Attachment, Customer, Entity, Invoice, Payment, Reminder
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import reckoning, rows_of
from asiakasrekisteri.usecases.billing.invoices import given_credits
from asiakasrekisteri.usecases.billing.lists import standing_of
from asiakasrekisteri.usecases.billing.reminders import Reminding, reminding
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.rows import shown_rows

E = TypeVar("E", Payment, Reminder, Attachment)


@dataclass(frozen=True, slots=True)
class InvoiceCard:
    """Everything an invoice's card shows.

    Attributes:
        record: the invoice with origins.
        customer_id, customer, person_id: whose it is; the person of a private customer or a sole trader.
        rows, payments, reminders, attachments: with origins, in the order in which they came.
        credits: the credit notes that credit it.
        credited: the invoice that it credits, when it is a credit note.
        totals: sums reckoned of the rows, by rate of tax; None while the data are restricted.
        standing: the state, what is open and how late it is.
        faults: what is odd in the stored sums, in words (invoices made elsewhere).
        reminding: what a reminder sent today could be.
        restricted: the data may only be stored (GDPR Art. 18): values are not shown.
    """

    record: Record
    customer_id: int
    customer: str
    person_id: int | None
    rows: tuple[Record, ...]
    payments: tuple[Record, ...]
    reminders: tuple[Record, ...]
    attachments: tuple[Record, ...]
    credits: tuple[Record, ...]
    credited: Record | None
    totals: Totals | None
    standing: Standing
    faults: tuple[str, ...]
    reminding: Reminding
    restricted: bool = False


def _seen(card: InvoiceCard) -> Sequence[Seen]:
    shown = [card.record, *card.rows, *card.payments, *card.reminders, *card.attachments, *card.credits]
    if card.credited is not None:
        shown.append(card.credited)
    return [Seen(record.entity, record.id, card.person_id) for record in shown]


@use_case(Permission.BILLING_READ, discloses=_seen)
def open_invoice(work: Work, invoice_id: int) -> InvoiceCard:
    """Open an invoice.

    Raises:
        NotFoundError: it has been removed.
    """
    invoice = got(work, Invoice, invoice_id)
    customer = got(work, Customer, invoice.customer_id)
    counted = [reckoning(row) for row in rows_of(work, invoice_id)]
    restricted = is_restricted(work, customer.person_id)
    stands = standing_of(invoice, given_credits(work, invoice), work.today)
    credited = work.session.get(Invoice, invoice.credits_id) if invoice.credits_id is not None else None
    return InvoiceCard(
        record=to_record(work, invoice, with_origins=True),
        customer_id=customer.id,
        customer=customer.name,
        person_id=customer.person_id,
        rows=shown_rows(work, rows_of(work, invoice_id)).records,
        payments=_records(work, Payment, Payment.invoice_id == invoice_id),
        reminders=_records(work, Reminder, Reminder.invoice_id == invoice_id),
        attachments=_records(work, Attachment, Attachment.invoice_id == invoice_id),
        credits=_credit_notes(work, invoice_id),
        credited=to_record(work, credited) if credited is not None else None,
        totals=None if restricted else totals(counted),
        standing=Standing(stands.state, NOTHING, stands.days_late) if restricted else stands,
        faults=() if restricted else tuple(check_sums(counted, Totals(invoice.net, invoice.vat, invoice.gross))),
        reminding=reminding(work, invoice),
        restricted=restricted,
    )


def _records(work: Work, entity: type[E], mine: ColumnElement[bool]) -> tuple[Record, ...]:
    rows: Sequence[Entity] = work.session.scalars(select(entity).where(mine).order_by(entity.id)).all()
    return shown_rows(work, rows).records


def _credit_notes(work: Work, invoice_id: int) -> tuple[Record, ...]:
    notes = work.session.scalars(select(Invoice).where(Invoice.credits_id == invoice_id).order_by(Invoice.id))
    return tuple(to_record(work, note) for note in notes)

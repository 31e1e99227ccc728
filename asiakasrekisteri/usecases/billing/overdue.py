"""What is overdue in all: how many invoices, how much, and the oldest of them, for the desk."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import func, select

from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Invoice
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.lists import InvoiceLine, invoice_rows, list_invoices
from asiakasrekisteri.usecases.gate import nothing, use_case


@dataclass(frozen=True, slots=True)
class Overdue:
    """The overdue invoices: their number, open sum in euros, and the oldest few."""

    count: int
    open_sum: Decimal
    oldest: tuple[InvoiceLine, ...]


@use_case(Permission.BILLING_READ, discloses=nothing, writes=False)
def overdue(work: Work, few: int = 3) -> Overdue:
    """Return what is overdue; what stays on the screen is logged by `note_seen`."""
    ids = list_invoices.body(work, state="overdue", order="due_on", reverse=False).ids
    total = select(func.sum(Invoice.balance)).where(Invoice.balance > 0, Invoice.due_on < work.today)
    return Overdue(len(ids), work.session.scalar(total) or NOTHING, invoice_rows.body(work, list(ids[:few])))

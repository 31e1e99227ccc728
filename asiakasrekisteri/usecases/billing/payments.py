"""Payments: matched to an invoice by reference or by hand, moved, corrected and removed.

Each touches the balance of its invoices through `store.balances`, and an undo of it does too.
"""

from collections.abc import Mapping

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Invoice, Payment
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import exact
from asiakasrekisteri.usecases.billing.numbers import forms_of
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import Rows, shown_rows, touch_owners

_MANY = 20
"""So many invoices that bear one reference are looked at; more cannot be told apart anyway."""


@use_case(Permission.BILLING_READ, discloses=Rows.seen)
def list_unmatched_payments(work: Work) -> Rows:
    """Return the payments that wait for somebody to decide whose they are, the latest first."""
    waiting = select(Payment).where(Payment.invoice_id.is_(None), Payment.customer_id.is_(None))
    return shown_rows(work, work.session.scalars(waiting.order_by(Payment.paid_on.desc(), Payment.id.desc())).all())


@use_case(Permission.BILLING_READ, discloses=nothing, writes=False)
def count_unmatched_payments(work: Work) -> int:
    """Return how many payments wait for somebody to decide whose they are."""
    waiting = select(func.count()).where(Payment.invoice_id.is_(None), Payment.customer_id.is_(None))
    return work.session.scalar(waiting) or 0


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def add_payment(
    work: Work, values: Mapping[str, object], *, invoice_id: int | None = None, source: str = "service"
) -> Saved:
    """Store a payment, a transfer unless it is said; a refund is a negative sum.

    Without an invoice it goes to the one whose reference it bears, or waits unmatched.

    Raises:
        InvalidInputError: faults by field.
        RestrictedError: the data of the payer may only be stored.
    """
    from_source(work, source)
    return Saved(new_payment(work, values, invoice_id=invoice_id).id, work.log_number)


def new_payment(
    work: Work, values: Mapping[str, object], *, invoice_id: int | None = None, matched: bool = True
) -> Payment:
    """Store a payment; see `add_payment`. One that is not to be `matched` waits for somebody to decide whose it is."""
    payment = Payment(**checked(Payment.spec(), {"method": "transfer", **exact(Payment, values)}))
    _check(work, payment)
    seek = matched and invoice_id is None and not payment.currency
    found = invoice_of(work, payment.reference) if seek else None
    invoice = found if invoice_id is None else got(work, Invoice, invoice_id)
    _give_to(work, payment, invoice)
    work.session.add(payment)
    _stored(work, payment)
    return payment


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def save_payment(
    work: Work, payment_id: int, version: int, values: Mapping[str, object], *, source: str = "service"
) -> Saved:
    """Correct what is given of a payment; it stays where it is.

    Raises:
        InvalidInputError: faults by field.
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the payer may only be stored.
    """
    from_source(work, source)
    payment = got(work, Payment, payment_id, version)
    require_unrestricted(work, payment)
    assign(payment, checked(Payment.spec(), exact(Payment, values), partial=True))
    _check(work, payment)
    return _stored(work, payment)


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def allocate_payment(work: Work, payment_id: int, version: int, invoice_id: int, *, source: str = "staff") -> Saved:
    """Give an unmatched payment to an invoice.

    Raises:
        InvalidInputError: the payment has an invoice already.
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the payer may only be stored.
    """
    from_source(work, source)
    payment = got(work, Payment, payment_id, version)
    if payment.invoice_id is not None:
        message = _("Suoritus on jo kohdistettu laskulle. Siirrä suoritus, jos se kuuluu toiselle.")
        raise InvalidInputError([FieldError("invoice_id", message)])
    _give_to(work, payment, got(work, Invoice, invoice_id))
    return _stored(work, payment)


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def move_payment(work: Work, payment_id: int, version: int, invoice_id: int | None, *, source: str = "staff") -> Saved:
    """Take a payment from its invoice to another, or (None) among the unmatched ones.

    Raises:
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the payer, past or new, may only be stored.
    """
    from_source(work, source)
    payment = got(work, Payment, payment_id, version)
    require_unrestricted(work, payment)
    touch_owners(work, payment)
    _give_to(work, payment, None if invoice_id is None else got(work, Invoice, invoice_id))
    return _stored(work, payment)


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def remove_payment(work: Work, payment_id: int, version: int, *, source: str = "staff") -> Saved:
    """Remove a payment that was recorded by mistake.

    Raises:
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the payer may only be stored.
    """
    from_source(work, source)
    payment = got(work, Payment, payment_id, version)
    require_unrestricted(work, payment)
    touch_owners(work, payment)
    work.session.delete(payment)
    work.session.flush()
    return Saved(payment_id, work.log_number)


def _stored(work: Work, payment: Payment) -> Saved:
    require_unrestricted(work, payment)
    work.session.flush()
    touch_owners(work, payment)
    return Saved(payment.id, work.log_number)


def _check(work: Work, payment: Payment) -> None:
    faults = []
    if not payment.amount:
        faults.append(FieldError("amount", _("Maksettu summa on nolla. Anna summa.")))
    if payment.paid_on > work.today:
        faults.append(FieldError("paid_on", _("Maksupäivä on tulevaisuudessa. Tarkista päivä.")))
    if faults:
        raise InvalidInputError(faults)


def _give_to(work: Work, payment: Payment, invoice: Invoice | None) -> None:
    if invoice is not None and invoice.kind != "invoice":
        message = _("Hyvityslaskulle ei kohdisteta suoritusta. Kohdista palautus hyvitetylle laskulle.")
        raise InvalidInputError([FieldError("invoice_id", message)])
    if invoice is not None and payment.currency:
        message = _(
            "Suorituksen valuutta on {currency}. Korjaa summa euroiksi ja tyhjennä valuutta ennen kohdistamista."
        )
        raise InvalidInputError([FieldError("currency", message.format(currency=payment.currency))])
    if invoice is not None:
        require_unrestricted(work, invoice)
    payment.invoice_id = None if invoice is None else invoice.id
    payment.customer_id = None if invoice is None else invoice.customer_id


def invoice_of(work: Work, reference: str | None) -> Invoice | None:
    """Return the one invoice that a reference means; where several bear it, the one that is open."""
    forms = forms_of(reference)
    if not forms:
        return None
    bearing = select(Invoice).where(Invoice.reference.in_(forms), Invoice.kind == "invoice")
    found = work.session.scalars(bearing.limit(_MANY)).all()
    still_open = [invoice for invoice in found if invoice.balance > 0]
    choice = found if len(found) == 1 else still_open
    return choice[0] if len(choice) == 1 else None

"""Payments of bank statements: those received are stored and matched by reference, each once however often it comes."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from asiakasrekisteri.domain.references import check_reference
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.exchange.bank.reading import read_statement_file
from asiakasrekisteri.exchange.bank.statement import Statement, Transaction, TransactionKind
from asiakasrekisteri.store.models import Payment
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.payments import invoice_of, new_payment
from asiakasrekisteri.usecases.importing.order import Order
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote
from asiakasrekisteri.usecases.restrictions import restricted_persons

_OURS = "EUR"
_METHODS = {TransactionKind.CARD: "card", TransactionKind.CASH: "cash"}
_STEP = 200
Key = tuple[date, Decimal, str, str]
"""What tells one payment from another: the day, the sum, the reference and what the bank calls it by."""


def take_statements(work: Work, order: Order) -> ImportReport:
    """Bring the payments received of every statement in a file.

    Money that went out is nobody's payment to the firm and is not stored: a statement also holds wages and purchases. A
    payment that bears no reference of an invoice waits for somebody to decide whose it is.

    Raises:
        ExchangeError: the file is of no bank's format, or a part of it would be missing unnoticed.
    """
    return _Statements(work, read_statement_file(order.file)).run()


class _Statements:
    """One run over the statements of a file."""

    def __init__(self, work: Work, statements: tuple[Statement, ...]) -> None:
        self._work, self._statements = work, statements
        self._report = ImportReport()
        self._known = _stored(work, statements)
        self._outgoing = 0

    def run(self) -> ImportReport:
        total = sum(len(one.movements) for one in self._statements)
        for number, (statement, payment) in enumerate(self._movements(), 1):
            if number % _STEP == 1:
                self._work.progress.report(number, total, _("Tuodaan maksuja"))
            self._take(number, statement, payment)
        self._report.rows = total
        for statement in self._statements:
            self._warn(0, *statement.faults)
        if self._outgoing:
            self._warn(0, _outgoing(self._outgoing))
        return self._report

    def _movements(self) -> Iterator[tuple[Statement, Transaction]]:
        for statement in self._statements:
            for entry in statement.entries:
                # A batch whose payments are told in another file would be counted twice with them.
                for payment in entry.transactions or (entry.whole,):
                    yield statement, payment

    def _take(self, number: int, statement: Statement, payment: Transaction) -> None:
        if payment.amount <= 0:
            self._outgoing += 1
            return
        refusal = _refusal(payment)
        if refusal:
            self._report.rejected.append(RowNote(number, *refusal))
            return
        wrong = check_reference(payment.reference)
        for fault in payment.faults:
            self._warn(number, fault, field="reference" if fault == wrong else "")
        key = _key(payment)
        if self._known[key] > 0:
            self._known[key] -= 1
            self._report.unchanged += 1
            return
        self._store(number, payment, "" if statement.currency == _OURS else statement.currency)

    def _store(self, number: int, payment: Transaction, currency: str) -> None:
        values: dict[str, object] = {
            "paid_on": payment.booked_on,
            "amount": payment.amount,
            "currency": currency,
            "method": _METHODS.get(payment.kind, "transfer"),
            "reference": payment.reference,
            "payer": payment.payer,
            "message": payment.message,
            "archive_id": payment.archive_id,
        }
        fault = check_reference(payment.reference)
        if fault and fault not in payment.faults:
            self._warn(number, fault, field="reference")
        if currency:
            told = _("valuutta on {currency}; suoritus jäi kohdistamatta, korjaa sen summa euroiksi")
            self._warn(number, told.format(currency=currency), field="currency")
        free = self._may_be_matched(payment)
        if not free:
            self._warn(number, _("maksajan tietojen käsittely on rajoitettu; suoritus jäi kohdistamatta"))
        new_payment(self._work, values, matched=free)
        self._report.created += 1

    def _may_be_matched(self, payment: Transaction) -> bool:
        """Tell whether the invoice that a payment means may be changed; what may only be stored is left as it is."""
        invoice = invoice_of(self._work, payment.reference)
        return invoice is None or not restricted_persons(self._work) & set(persons_of(invoice, self._work.session))

    def _warn(self, number: int, *reasons: str, field: str = "") -> None:
        self._report.warnings.extend(RowNote(number, field, reason) for reason in reasons)


def _refusal(payment: Transaction) -> tuple[str, str] | None:
    """Return the field and the reason where a payment received cannot be stored."""
    if not payment.booked:
        return "", _("maksua ei ole vielä kirjattu tilille; tuo tiliote, kun se on")
    if payment.sum_of:
        return "", _("pankki ei eritellyt erän maksuja; tuo erittely (camt.054 tai viitemaksut)")
    if payment.booked_on is None:
        return "paid_on", _("maksupäivä puuttuu; lisää suoritus laskun sivulta")
    return None


def _outgoing(count: int) -> str:
    return ngettext(
        "{n} tililtä lähtenyt tai nollan euron tapahtuma ohitettiin: vain saadut maksut tallennetaan.",
        "{n} tililtä lähtenyttä tai nollan euron tapahtumaa ohitettiin: vain saadut maksut tallennetaan.",
        count,
    ).format(n=count)


def _key(payment: Transaction) -> Key:
    assert payment.booked_on is not None
    return payment.booked_on, payment.amount, payment.reference, payment.archive_id


def _stored(work: Work, statements: tuple[Statement, ...]) -> Counter[Key]:
    """Count the stored payments of the days of the statements: the same statement again, or one that overlaps it."""
    days = [p.booked_on for s in statements for e in s.entries for p in e.transactions or (e.whole,) if p.booked_on]
    if not days:
        return Counter()
    known = select(Payment.paid_on, Payment.amount, Payment.reference, Payment.archive_id)
    rows = work.session.execute(known.where(Payment.paid_on.between(min(days), max(days))))
    return Counter((day, amount, reference or "", archive or "") for day, amount, reference, archive in rows)

"""Reminders: whether one may be sent today, what it may cost, and how much late interest there is (LAW §7.11–7.12)."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, RateMissingError
from asiakasrekisteri.domain.lateinterest import late_interest
from asiakasrekisteri.domain.money import NOTHING
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.reminders import Claim, Debtor, FeeDecision, Hindrance, fee_rules_of, may_charge_fee
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Invoice, Payment, Reminder
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.billing.invoice_rows import exact
from asiakasrekisteri.usecases.billing.rates import reference_rates
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import checked, got
from asiakasrekisteri.usecases.restrictions import require_unrestricted, restriction_of
from asiakasrekisteri.usecases.rows import touch_owners
from asiakasrekisteri.usecases.shipped import shipped


@dataclass(frozen=True, slots=True)
class Reminding:
    """What a reminder sent today could be.

    Attributes:
        may_remind: it may be sent.
        reason: a sentence for the user: why not, or what it may cost.
        max_fee: the most it may cost, in euros.
        allowed_from: the first day on which a fee may be asked, when waiting is all it takes.
        interest: the late interest until today on what is open, in euros; None when it cannot be reckoned.
        interest_note: why it cannot, in words.
    """

    may_remind: bool
    reason: str
    max_fee: Decimal = NOTHING
    allowed_from: dt.date | None = None
    interest: Decimal | None = None
    interest_note: str = ""


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def add_reminder(work: Work, invoice_id: int, values: Mapping[str, object], *, source: str = "service") -> Saved:
    """Record a reminder of an invoice: a letter sent today, unless it is said.

    Raises:
        InvalidInputError: faults by field; no reminder may be sent, or its fee is more than the law allows.
        RestrictedError: the data of the customer may only be stored.
    """
    from_source(work, source)
    invoice = got(work, Invoice, invoice_id)
    require_unrestricted(work, invoice)
    given = {"sent_on": work.today, "channel": "letter", **exact(Reminder, values)}
    reminder = Reminder(**checked(Reminder.spec(), given), invoice_id=invoice_id)
    _check(work, invoice, reminder)
    work.session.add(reminder)
    return _stored(work, invoice, reminder)


@use_case(Permission.BILLING_WRITE, discloses=nothing)
def remove_reminder(work: Work, reminder_id: int, version: int, *, source: str = "staff") -> Saved:
    """Remove a reminder that was recorded by mistake.

    Raises:
        StaleRecordError: somebody saved it first.
        RestrictedError: the data of the customer may only be stored.
    """
    from_source(work, source)
    reminder = got(work, Reminder, reminder_id, version)
    require_unrestricted(work, reminder)
    work.session.delete(reminder)
    return _stored(work, got(work, Invoice, reminder.invoice_id), reminder)


def reminding(work: Work, invoice: Invoice) -> Reminding:
    """Tell what a reminder of the invoice sent today could be."""
    decision = _decision(work, invoice, work.today)
    if not decision.may_remind:
        return Reminding(may_remind=False, reason=decision.reason)
    interest, why = _interest(work, invoice)
    return Reminding(True, decision.reason, decision.max_fee, decision.allowed_from, interest, why)


def _stored(work: Work, invoice: Invoice, reminder: Reminder) -> Saved:
    work.session.flush()
    work.unsettled.add(invoice.id)
    touch_owners(work, invoice)
    return Saved(reminder.id, work.log_number)


def _check(work: Work, invoice: Invoice, reminder: Reminder) -> None:
    faults = [*_impossible(reminder)]
    if reminder.sent_on > work.today:
        faults.append(FieldError("sent_on", _("Muistutus on päivätty tulevaisuuteen. Tarkista päivä.")))
    elif not (decision := _decision(work, invoice, reminder.sent_on)).may_remind:
        faults.append(FieldError("sent_on", decision.reason))
    elif (reminder.fee or NOTHING) > decision.max_fee:
        faults.append(FieldError("fee", decision.reason))
    if faults:
        raise InvalidInputError(faults)


def _impossible(reminder: Reminder) -> Iterator[FieldError]:
    """Yield what is wrong with a reminder whatever the invoice."""
    if reminder.fee and reminder.channel == "phone":
        said = _("Puhelusta ei saa veloittaa. Lähetä muistutus kirjallisesti tai poista maksu (perintälaki 10 a §).")
        yield FieldError("channel", said)
    if (reminder.fee or NOTHING) < 0:
        yield FieldError("fee", _("Muistutusmaksu ei voi olla negatiivinen. Korjaa summa."))
    if (reminder.interest or NOTHING) < 0:
        yield FieldError("interest", _("Viivästyskorko ei voi olla negatiivinen. Korjaa summa."))
    if reminder.due_on is not None and reminder.due_on < reminder.sent_on:
        yield FieldError("due_on", _("Eräpäivä on ennen lähetyspäivää. Tarkista päivät."))


def _decision(work: Work, invoice: Invoice, day: dt.date) -> FeeDecision:
    """Decide of a reminder sent on a day, by what had happened before it."""
    if invoice.kind != "invoice" or invoice.due_on is None:
        said = _("Laskulla ei ole eräpäivää, joten se ei ole myöhässä. Kirjaa eräpäivä ennen kuin muistutat.")
        return FeeDecision(NOTHING, allowed=False, reason=said, may_remind=False)
    if invoice.in_collection:
        said = _("Saatava on perintätoimistolla. Sovi muistuttamisesta toimiston kanssa.")
        return FeeDecision(NOTHING, allowed=False, reason=said, may_remind=False)
    rules = fee_rules_of(shipped("vocabulary", "reminders.toml")["fee"])
    return may_charge_fee(_claim(work, invoice, invoice.due_on), rules, day)


def _claim(work: Work, invoice: Invoice, due_on: dt.date) -> Claim:
    customer = got(work, Customer, invoice.customer_id)
    sent = work.session.scalars(select(Reminder).where(Reminder.invoice_id == invoice.id)).all()
    paid = work.session.scalars(select(Payment.paid_on).where(Payment.invoice_id == invoice.id, Payment.amount > 0))
    reminded_on = tuple(sorted(r.sent_on for r in sent))
    return Claim(
        debtor=Debtor.CONSUMER if customer.kind == "private" else Debtor.OTHER,
        principal=invoice.balance,
        sent_on=invoice.sent_on,
        due_on=due_on,
        reminded_on=reminded_on,
        costs_charged=sum((r.fee or NOTHING for r in sent), NOTHING),
        interruptions=(*reminded_on, *paid),
        hindrances=frozenset(_hindrances(work, invoice, customer)),
    )


def _hindrances(work: Work, invoice: Invoice, customer: Customer) -> Sequence[Hindrance]:
    restricted = customer.person_id is not None and restriction_of(work, customer.person_id) is not None
    found = {Hindrance.DISPUTED: invoice.disputed, Hindrance.RESTRICTED: restricted}
    return [hindrance for hindrance, holds in found.items() if holds]


def _interest(work: Work, invoice: Invoice) -> tuple[Decimal | None, str]:
    """Return the late interest until today, and why it cannot be reckoned (empty when it can).

    What was paid late bears interest until the day of its payment, what is open until today.
    """
    due_on = invoice.due_on
    assert due_on is not None, "nothing without a due day is reminded of"
    paid_late = select(Payment.amount, Payment.paid_on).where(
        Payment.invoice_id == invoice.id, Payment.paid_on > due_on, Payment.amount > 0
    )
    parts = [*work.session.execute(paid_late), (invoice.balance, work.today)]
    consumer = got(work, Customer, invoice.customer_id).kind == "private"
    rates = reference_rates(work)
    try:
        sums = [late_interest(part, due_on, until, consumer=consumer, rates=rates) for part, until in parts]
    except RateMissingError as error:
        return None, str(error)
    return sum(sums, NOTHING), ""

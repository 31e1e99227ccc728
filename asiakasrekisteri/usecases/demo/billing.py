"""The invoices of an invented office since its first year: rows, payments, credit notes, reminders, and collection."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any

from asiakasrekisteri.domain.formats import day as written
from asiakasrekisteri.domain.invoicing import InvoiceKind, Row, credit, open_balance, row_net, totals
from asiakasrekisteri.domain.money import NOTHING, percent_of
from asiakasrekisteri.domain.references import national_reference
from asiakasrekisteri.domain.reminders import Claim, Debtor, fee_rules_of, may_charge_fee
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.vat import rate_on, rates_of
from asiakasrekisteri.store.models import Entity, Invoice, InvoiceRow, Payment, Reminder
from asiakasrekisteri.usecases.demo.told import PRIVATE, Held, Story, Told, origin
from asiakasrekisteri.usecases.shipped import shipped

BILLED_ORDER: tuple[type[Entity], ...] = (Invoice, InvoiceRow, Payment, Reminder)
_FIRST_NUMBER = 100_001
_LATE, _PARTIAL, _CREDITED, _DISCOUNTED, _LEFT_UNPAID = 0.1, 0.01, 0.01, 0.03, 0.06
_EARLY_DAYS, _LATEST_DAYS = 6, 45
_UNPAID_DAYS, _COLLECTED_DAYS = 75, 400
_IN_COLLECTION = 2_500
"""One invoice in so many is in collection."""
_REMINDED_AFTER, _REMINDED_DUE = 15, 14
_NOT_PAID = frozenset({"unpaid", "disputed", "collection"})


@dataclass(slots=True)
class Bill:
    """An invoice that is being invented. `fate`: "paid", "partial", "unpaid", "disputed", "collection", "credited"."""

    told: Told
    issued_on: dt.date
    due_on: dt.date
    rows: tuple[Row, ...]
    said: tuple[dict[str, Any], ...]
    credits: "Bill | None" = None
    fate: str = ""
    serial: int = 0
    id: int = 0
    gross: Decimal = NOTHING
    credited: Decimal = NOTHING
    payments: list[tuple[dt.date, Decimal]] = field(default_factory=list)

    @property
    def number(self) -> str:
        """Its number: they run in the order of time."""
        return str(_FIRST_NUMBER + self.serial)

    @property
    def balance(self) -> Decimal:
        """What is open of it."""
        paid = (amount for _day, amount in self.payments)
        return NOTHING if self.credits else open_balance(self.gross, paid, [self.credited])


class Biller:
    """Writes the invoices of all customers, the oldest first."""

    def __init__(self, story: Story) -> None:
        self._story, self._random, self._today = story, story.random, story.today
        self._rates = rates_of(shipped("vocabulary", "vat.toml"))
        self._fees = fee_rules_of(shipped("vocabulary", "reminders.toml")["fee"])

    def bill(self, customers: Sequence[Told]) -> dict[int, list[str]]:
        """Write everything and return the numbers of invoices by customer."""
        bills = sorted((b for told in customers for b in self._bills(told)), key=attrgetter("issued_on"))
        self._decide(bills)
        notes = [self._note(bill) for bill in bills if bill.fate == "credited"]
        bills = sorted([*bills, *notes], key=attrgetter("issued_on"))
        numbers: dict[int, list[str]] = {}
        for serial, bill in enumerate(bills):
            bill.serial = serial
            self._invoice(bill)
            numbers.setdefault(bill.told.id, []).append(bill.number)
        self._pay_all(bills)
        self._remind_all(bills)
        self._story.batch.write(BILLED_ORDER)
        return numbers

    def _bills(self, told: Told) -> Iterator[Bill]:
        """Yield an invoice of each period since the first month, in advance, for what was in use as it began."""
        months, private = told.months, told.kind in PRIVATE
        begins = told.made.joined.replace(day=1)
        terms = 14 if private else self._story.inventor.one([14, 14, 21, 30])
        offset = 0 if private else self._story.inventor.one([0, 14])
        while (issued := begins + dt.timedelta(days=offset)) <= self._today:
            ends = add_months(begins, months) - dt.timedelta(days=1)
            issued = max(issued, told.made.joined)
            used = [held for held in told.held if held.since <= issued and (held.until is None or held.until > begins)]
            if used and issued <= self._today:
                pairs = [self._row(held, issued, (begins, ends), months) for held in used]
                rows, said = tuple(row for row, _said in pairs), tuple(said for _row, said in pairs)
                yield Bill(told, issued, issued + dt.timedelta(days=terms), rows, said)
            begins = add_months(begins, months)

    def _row(
        self, held: Held, issued: dt.date, period: tuple[dt.date, dt.date], months: int
    ) -> tuple[Row, dict[str, Any]]:
        rate = rate_on(self._rates, "general", issued)
        assert rate is not None, "the table of rates begins before the firm"
        discount = Decimal(10) if self._story.inventor.chance(_DISCOUNTED) else NOTHING
        row = Row(quantity=Decimal(months), unit_price=held.price, discount_percent=discount, vat_percent=rate.percent)
        since, until = period
        text = f"{held.name} {written(since)}–{written(until)}"
        return row, {"description": text, "product_id": held.product_id, "since": since, "until": until, "unit": "kk"}

    def _decide(self, bills: list[Bill]) -> None:
        """Decide what becomes of each invoice."""
        for bill in bills:
            bill.gross = totals(bill.rows).gross
            bill.fate = self._fate(bill)
        overdue = [b for b in bills if _UNPAID_DAYS < (self._today - b.due_on).days < _COLLECTED_DAYS]
        wanted = min(max(len(bills) // _IN_COLLECTION, 1), len(overdue))
        for bill in self._random.sample(overdue, wanted):
            bill.fate = "collection"
        recent = [b for b in overdue if b.fate == "paid"]
        for bill in recent[:1]:
            bill.fate = "credited"
        late = [b for b in bills if 0 < (self._today - b.due_on).days <= _UNPAID_DAYS]
        for fate, bill in zip(("unpaid", "partial", "disputed"), reversed(late), strict=False):
            bill.fate = fate

    def _fate(self, bill: Bill) -> str:
        chance = self._story.inventor.chance
        if (self._today - bill.issued_on).days > _REMINDED_DUE and chance(_CREDITED):
            return "credited"
        late = (self._today - bill.due_on).days
        if late <= 0:
            return "paid" if chance(0.35) and (self._today - bill.issued_on).days > 1 else "unpaid"
        if late <= _UNPAID_DAYS and chance(_LEFT_UNPAID):
            return "unpaid"
        return "partial" if chance(_PARTIAL) else "paid"

    def _note(self, bill: Bill) -> Bill:
        """Return the credit note of an invoice: of all of it, or of its last row."""
        whole = len(bill.rows) == 1 or self._story.inventor.chance(0.5)
        rows, said = (bill.rows, bill.said) if whole else (bill.rows[-1:], bill.said[-1:])
        day = min(bill.issued_on + dt.timedelta(days=self._random.randint(2, 10)), self._today)
        note = Bill(bill.told, day, day, credit(rows), said, credits=bill, fate="note")
        note.gross = totals(note.rows).gross
        bill.credited = -note.gross
        return note

    def _invoice(self, bill: Bill) -> None:
        self._pay(bill)
        sums, told = totals(bill.rows), bill.told
        address, original = told.made.billing or told.made.address, bill.credits
        channels = ["email", "email", "letter"] if told.kind in PRIVATE else ["einvoice", "einvoice", "email", "letter"]
        values = {
            "number": bill.number,
            "kind": (InvoiceKind.CREDIT_NOTE if original else InvoiceKind.INVOICE).value,
            "issued_on": bill.issued_on,
            "due_on": None if original else bill.due_on,
            "reference": None if original else national_reference(bill.number),
            "credits_id": original.id if original else None,
            "buyer_name": told.name,
            "buyer_address": f"{address['street']}, {address['postcode']} {address['town']}",
            "buyer_business_id": told.made.values.get("business_id"),
            "channel": self._story.inventor.one(channels),
            "sent_on": bill.issued_on,
            "net": sums.net,
            "vat": sums.vat,
            "gross": sums.gross,
            "balance": bill.balance,
            "paid_on": max((day for day, _amount in bill.payments), default=None),
            "disputed": bill.fate == "disputed",
            "in_collection": bill.fate == "collection",
            "note": "Hyvitetty virheellinen veloitus." if original else None,
            "customer_id": told.id,
        }
        said = origin("service", bill.issued_on)
        bill.id = self._story.batch.add(Invoice, values, said)
        for place, (row, about) in enumerate(zip(bill.rows, bill.said, strict=True), start=1):
            self._story.batch.add(InvoiceRow, {**_row_values(bill.id, row, about), "position": place}, said)

    def _pay(self, bill: Bill) -> None:
        """Decide when an invoice is paid: most in time, some late, a few in two parts or only half."""
        due = open_balance(bill.gross, [], [bill.credited])
        if bill.credits or bill.fate in _NOT_PAID or due <= 0:
            return
        late = self._story.inventor.chance(_LATE)
        days = self._random.randint(1, _LATEST_DAYS) if late else -self._random.randint(0, _EARLY_DAYS)
        day = min(max(bill.due_on + dt.timedelta(days=days), bill.issued_on), self._today)
        if bill.fate != "partial":
            bill.payments = [(day, due)]
            return
        half = percent_of(due, Decimal(50))
        bill.payments = [(day, half)]
        rest = day + dt.timedelta(days=self._random.randint(10, 40))
        if (self._today - bill.due_on).days > _UNPAID_DAYS:
            bill.payments.append((rest, due - half))

    def _pay_all(self, bills: list[Bill]) -> None:
        """Write the payments as the bank told them, and a few that nobody can tell whose they are."""
        paid = sorted(
            ((day, amount, bill) for bill in bills for day, amount in bill.payments), key=lambda payment: payment[0]
        )
        for place, (day, amount, bill) in enumerate(paid):
            values = {
                "paid_on": day,
                "amount": amount,
                "reference": national_reference(bill.number),
                "payer": bill.told.name,
                "archive_id": f"{day:%Y%m%d}{place:06}",
                "invoice_id": bill.id,
                "customer_id": bill.told.id,
            }
            self._story.batch.add(Payment, values, origin("service", day))
        for place, (day, amount, bill) in enumerate(paid[-2:]):
            values = {"paid_on": day, "amount": amount, "payer": bill.told.name, "message": "maksu palvelusta"}
            values |= {"archive_id": f"{day:%Y%m%d}9{place:05}"}
            self._story.batch.add(Payment, values, origin("service", day))

    def _remind_all(self, bills: list[Bill]) -> None:
        """Write a reminder of each invoice that was paid late or not at all, and a second one before collection."""
        for bill in bills:
            if bill.credits or bill.fate == "disputed" or (self._today - bill.due_on).days < _REMINDED_AFTER:
                continue
            last = max((day for day, _amount in bill.payments), default=self._today)
            first = bill.due_on + dt.timedelta(days=_REMINDED_AFTER)
            if last < first or bill.credited >= bill.gross:
                continue
            self._remind(bill, first, ())
            if bill.fate == "collection":
                self._remind(bill, first + dt.timedelta(days=2 * _REMINDED_AFTER), (first,))

    def _remind(self, bill: Bill, day: dt.date, earlier: tuple[dt.date, ...]) -> None:
        debtor = Debtor.CONSUMER if bill.told.kind == "private" else Debtor.OTHER
        principal = open_balance(bill.gross, (paid for on, paid in bill.payments if on < day), [bill.credited])
        claim = Claim(
            debtor=debtor, principal=principal, sent_on=bill.issued_on, due_on=bill.due_on, reminded_on=earlier
        )
        # What was paid late in the end was paid without a fee; of the others one is asked where the law lets.
        fee = None if bill.payments else may_charge_fee(claim, self._fees, day).max_fee
        values = {
            "sent_on": day,
            "due_on": day + dt.timedelta(days=_REMINDED_DUE),
            "channel": "email" if not earlier else "letter",
            "fee": fee or None,
            "invoice_id": bill.id,
        }
        self._story.batch.add(Reminder, values, origin("service", day))


def _row_values(invoice_id: int, row: Row, about: dict[str, Any]) -> dict[str, Any]:
    return {
        **about,
        "invoice_id": invoice_id,
        "quantity": row.quantity,
        "unit_price": row.unit_price,
        "discount_percent": row.discount_percent or None,
        "vat_percent": row.vat_percent,
        "net": row_net(row),
    }

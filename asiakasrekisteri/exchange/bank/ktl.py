"""Reads KTL, incoming reference payments (saapuvat viitemaksut): records of 90 characters; 0 head, 3, 5, 9 totals."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of, reference_of
from asiakasrekisteri.exchange.bank.limits import MOST_FAULTS, refuse_many, refuse_many_lines
from asiakasrekisteri.exchange.bank.statement import Entry, Statement, Transaction, TransactionKind
from asiakasrekisteri.exchange.bank.values import cents_of, short_day_of
from asiakasrekisteri.exchange.raw import decode_text, tidy

_LENGTH = 90
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,100}0[0-9]{6}[0-9 ]{4}[0-9A-Z ]{2}[0-9A-Z ]{9}[0-9 ]?[^\r\n]{0,68}(?:[\r\n]|\Z)"
)
_PAYMENT = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}[35][0-9]{14}[0-9]{12}[0-9A-Z ]{16}[0-9 ]{20}[^\r\n]{12}[0-9 ]")
_HEAD_BLOCK = re.compile(rb"0[0-9]{6}[0-9 ]{4}[0-9A-Z ]{2}[0-9A-Z ]{9}[0-9 ] {10}[^\r\n]{57}[3599]")
_LINE_END = re.compile(r"\r\n|\n|\r")
_SEVEN_BIT = str.maketrans("{|}[\\]", "äöåÄÖÅ")
_CORRECTED = "1"
_SHORTEST = 87
_KINDS = {"3": TransactionKind.REFERENCE, "5": TransactionKind.DIRECT_DEBIT}


def recognise_ktl(content: bytes) -> str | None:
    """Return `ktl` where the bytes look like one, otherwise None."""
    found = _HEAD.match(content) or _PAYMENT.match(content) or _HEAD_BLOCK.match(content)
    return "ktl" if found else None


def read_ktl(content: bytes) -> tuple[Statement, ...]:
    """Read the batches of a KTL file; one statement for each account of a batch.

    Raises:
        ExchangeError: there is no payment in it, or too many.
    """
    refuse_many_lines(content)
    text = decode_text(content).lstrip("\ufeff")
    if text.isascii():
        text = text.translate(_SEVEN_BIT)
    batches: list[_Batch] = []
    records = _records(text)
    refuse_many(sum(line[0] in _KINDS for line in records))
    for at, line in enumerate(records, start=1):
        if line[0] == "0" or not batches:
            batches.append(_Batch())
        if line[0] != "0":
            batches[-1].take(at, line)
    statements = tuple(one for batch in batches for one in batch.statements())
    if not statements:
        raise ExchangeError(_("Tiedostossa ei ole viitemaksuja. Hae tiedosto pankista uudelleen."))
    return statements


def _records(text: str) -> list[str]:
    if "\n" in text or "\r" in text:
        lines = _LINE_END.split(text)
    else:
        lines = [text[at : at + _LENGTH] for at in range(0, len(text), _LENGTH)]
    return [line for line in lines if line.strip("\x1a \t")]


@dataclass(slots=True)
class _Batch:
    """One batch as its records come in: payments by account, and what is odd."""

    payments: dict[str, list[Transaction]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    totals: str = ""

    def take(self, at: int, line: str) -> None:
        """Take the next record; `at` is its number for telling what is wrong."""
        if line[0] in _KINDS:
            payment = _payment(line)
            if payment is None:
                message = _("Tietueen {number} summaa ei voi lukea. Tarkista maksu verkkopankista.")
                self.faults.append(message.format(number=at))
            else:
                self.payments.setdefault(account_of(line[1:15]), []).append(payment)
        elif line[0] == "9":
            self.totals = line
        else:
            self.faults.append(_("Tietuetta {number} ei tunnistettu. Tarkista tiedosto.").format(number=at))

    def statements(self) -> list[Statement]:
        """Return one statement for each account; a batch of nothing but faults is told too."""
        self._check_totals(self.totals)
        accounts = self.payments or ({"": []} if self.faults else {})
        faults = tuple(self.faults[:MOST_FAULTS])
        return [_statement(account, payments, faults) for account, payments in accounts.items()]

    def _check_totals(self, line: str) -> None:
        """Compare the totals of the batch with its payments and, apart from them, its corrections."""
        every = [one for payments in self.payments.values() for one in payments]
        paid = [one.amount for one in every if one.kind is not TransactionKind.RETURN]
        corrected = [-one.amount for one in every if one.kind is TransactionKind.RETURN]
        for amounts, count, total in ((paid, line[1:7], line[7:18]), (corrected, line[18:24], line[24:35])):
            said = cents_of(total)
            if said is None or not count.isdigit():
                continue
            if said != sum(amounts, Decimal(0)) or int(count) != len(amounts):
                self.faults.append(
                    _("Maksujen määrä tai summa poikkeaa tiedoston kertomasta. Tarkista, että tiedosto on kokonainen.")
                )
                return


def _payment(line: str) -> Transaction | None:
    amount = cents_of(line[77:87])
    if amount is None or len(line) < _SHORTEST:
        return None
    corrected = line[87:88] == _CORRECTED
    reference, faults = reference_of(line[43:63])
    return Transaction(
        booked_on=short_day_of(line[15:21]),
        value_on=short_day_of(line[21:27]),
        amount=-amount if corrected else amount,
        payer=tidy(line[63:75]),
        reference=reference,
        archive_id=tidy(line[27:43]),
        kind=TransactionKind.RETURN if corrected else _KINDS[line[0]],
        kind_code=line[0],
        faults=faults,
    )


def _statement(account: str, payments: list[Transaction], faults: tuple[str, ...]) -> Statement:
    days = [one.booked_on for one in payments if one.booked_on is not None]
    entries = tuple(Entry(whole=one, transactions=(one,)) for one in payments)
    return Statement(
        account=account,
        since=min(days, default=None),
        until=max(days, default=None),
        entries=entries,
        faults=faults,
    )

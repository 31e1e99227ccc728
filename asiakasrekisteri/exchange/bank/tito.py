"""Reads TITO, the Finnish banks' statement of fixed fields (konekielinen tiliote): records T00, T10, T11, T40, T50.

Letters may be of seven bits ({ is ä). Records are told apart by lines, or, where a file has none, by their told
lengths; one that is longer or shorter than the description is read as far as it goes.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of, reference_of
from asiakasrekisteri.exchange.bank.codes import kind_of_number
from asiakasrekisteri.exchange.bank.limits import MOST_FAULTS, MOST_LINES, refuse_many, refuse_many_lines
from asiakasrekisteri.exchange.bank.statement import (
    Entry,
    Statement,
    Transaction,
    TransactionKind,
    checked_balances,
    checked_entry,
)
from asiakasrekisteri.exchange.bank.values import cents_of, short_day_of
from asiakasrekisteri.exchange.raw import decode_text, tidy

_SIGN = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,100}T00[0-9]{3}[0-9A-Z ]{3}[0-9 ]{14}")
_RECORD = re.compile(r"T[0-9]{2}[0-9]{3}")
_LINE_END = re.compile(r"\r\n|\n|\r")
_IBAN = re.compile(r"FI[0-9]{16}")
_SEVEN_BIT = str.maketrans("{|}[\\]", "äöåÄÖÅ")
_HEAD_LENGTH = 6
_DETAIL_HEAD = 8
_SHORTEST_ENTRY = 106
_CORRECTIONS, _REFUSED = frozenset("34"), "9"
_FREE, _COUNT, _INVOICE, _OWN, _BANK, _NAME, _SEPA = "00", "01", "02", "06", "07", "09", "11"
_TELLING = (_FREE, _INVOICE, _OWN, _BANK, _NAME)


def recognise_tito(content: bytes) -> str | None:
    """Return `tito` where the bytes look like one, otherwise None."""
    return "tito" if _SIGN.match(content) else None


def read_tito(content: bytes) -> tuple[Statement, ...]:
    """Read the statements of a TITO file.

    Raises:
        ExchangeError: it has no head record (T00), or too many payments.
    """
    refuse_many_lines(content)
    text = decode_text(content).lstrip("\ufeff")
    if text.isascii():
        text = text.translate(_SEVEN_BIT)
    accounts: list[_Account] = []
    payments = 0
    for at, line in enumerate(_records(text), start=1):
        mark = line[:3]
        if mark == "T00":
            accounts.append(_Account(line))
        elif accounts:
            payments += mark == "T10"
            accounts[-1].take(at, mark, line)
    refuse_many(payments)
    if not accounts:
        raise ExchangeError(_("Tiliotteesta puuttuu perustietue T00. Hae tiliote pankista uudelleen."))
    return tuple(account.statement() for account in accounts)


def _records(text: str) -> list[str]:
    if "\n" in text or "\r" in text:
        return [line for line in _LINE_END.split(text) if line.strip("\x1a \t")]
    found: list[str] = []
    at = 0
    while _RECORD.match(text, at):
        length = max(int(text[at + 3 : at + _HEAD_LENGTH]), _HEAD_LENGTH)
        found.append(text[at : at + length])
        at += length
        refuse_many(len(found), MOST_LINES)
    return found


@dataclass(slots=True)
class _Record:
    """A T10 record, the T11 records after it, and how deep it lies: above 0 it tells a part of the one before."""

    line: str
    level: int
    details: list[str] = field(default_factory=list)


class _Account:
    """One statement as its records come in."""

    def __init__(self, head: str) -> None:
        self._head = head
        self._entries: list[list[_Record]] = []
        self._closing: Decimal | None = None
        self._faults: list[str] = []
        self._foreign = 0

    def take(self, at: int, mark: str, line: str) -> None:
        """Take the next record; `at` is its number for telling what is wrong."""
        if mark == "T10":
            self._take_entry(at, line)
        elif mark == "T11":
            if self._entries:
                self._entries[-1][-1].details.append(line)
        elif mark == "T40":
            closing = cents_of(line[13:31], line[12:13])
            self._closing = self._closing if closing is None else closing
        elif not _RECORD.match(line):
            self._foreign += 1

    def statement(self) -> Statement:
        """Return what was read."""
        head = self._head
        entries = tuple(_entry(records) for records in self._entries)
        if self._foreign:
            self._faults.append(
                _("Tiliotteella on {count} riviä, joita ei tunnistettu. Tarkista, että tiliote on kokonainen.").format(
                    count=self._foreign
                )
            )
        iban = _IBAN.search(head[182:])
        return checked_balances(
            Statement(
                account=iban[0] if iban else account_of(head[9:23]),
                currency=tidy(head[96:99]) or "EUR",
                since=short_day_of(head[26:32]),
                until=short_day_of(head[32:38]),
                opening=cents_of(head[72:90], head[71:72]),
                closing=self._closing,
                entries=entries,
                faults=tuple(self._faults[:MOST_FAULTS]),
            )
        )

    def _take_entry(self, at: int, line: str) -> None:
        if len(line) < _SHORTEST_ENTRY or cents_of(line[88:106]) is None:
            self._faults.append(
                _("Tietueen {number} summaa ei voi lukea. Tarkista tapahtuma verkkopankista.").format(number=at)
            )
            return
        said = line[187:188]
        level = int(said) if said.isascii() and said.isdigit() else 0
        record = _Record(line, level)
        if level and self._entries:
            self._entries[-1].append(record)
        else:
            self._entries.append([record])


def _entry(records: list[_Record]) -> Entry:
    """Return an entry; where parts of it are told, the innermost of them are its payments."""
    whole = _transaction(records[0])
    parts = records[1:]
    if not parts:
        return checked_entry(whole, (whole,))
    innermost = [
        record
        for record, after in zip(parts, [*parts[1:], None], strict=True)
        if after is None or after.level <= record.level
    ]
    return checked_entry(whole, tuple(_transaction(record) for record in innermost))


def _transaction(record: _Record) -> Transaction:
    line = record.line
    details = _Details(record.details)
    amount = cents_of(line[88:106], line[87:88]) or Decimal(0)
    code = line[49:52].strip()
    correction = line[48:49] in _CORRECTIONS
    reference, faults = reference_of(line[159:179])
    if not reference:
        reference, faults = reference_of(details.reference)
    return Transaction(
        booked_on=short_day_of(line[30:36]),
        value_on=short_day_of(line[36:42]),
        amount=amount,
        payer=details.name(incoming=amount >= 0) or tidy(line[108:143]),
        payer_account=details.account or account_of(line[144:158]),
        reference=reference,
        message=details.message,
        archive_id=tidy(line[12:30]),
        kind=TransactionKind.RETURN if correction else kind_of_number(code),
        kind_code=code,
        sum_of=details.count,
        booked=line[48:49] != _REFUSED,
        faults=faults,
    )


class _Details:
    """What the T11 records of one entry tell."""

    def __init__(self, lines: list[str]) -> None:
        self._told: dict[str, list[str]] = {}
        for line in lines:
            self._told.setdefault(line[6:_DETAIL_HEAD], []).append(line[_DETAIL_HEAD:])
        self._sepa = (self._told.get(_SEPA) or [""])[0]

    @property
    def message(self) -> str:
        """Return the messages, which stand in pieces of 35 characters over any number of records."""
        return tidy(
            " ".join(piece for kind in _TELLING for text in self._told.get(kind, ()) for piece in _pieces(text))
        )

    @property
    def count(self) -> int:
        """Return how many payments are lumped in the entry, 0 where it is one."""
        said = (self._told.get(_COUNT) or [""])[0][:8].strip()
        count = int(said) if said.isascii() and said.isdigit() else 0
        return count if count > 1 else 0

    @property
    def reference(self) -> str:
        """Return the RF reference of a payment in the single euro area, where there is one."""
        said = self._sepa[:35].strip()
        return said if said.upper().startswith("RF") else ""

    @property
    def account(self) -> str:
        """Return the IBAN of the other party, "" where it is not told."""
        return account_of(self._sepa[35:70])

    def name(self, *, incoming: bool) -> str:
        """Return the whole name of the other party, which the entry cuts to 35 characters."""
        return tidy(self._sepa[175:245] if incoming else self._sepa[105:175])


def _pieces(text: str) -> list[str]:
    return [text[at : at + 35].strip() for at in range(0, min(len(text), 35 * 200), 35)]

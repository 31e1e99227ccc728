"""Reads the CSV files that banks and finance programs give: OP, Nordea, Danske, S-Pankki, Procountor and the like."""

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from io import BytesIO, TextIOWrapper

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.accounts import account_of, is_account, reference_of
from asiakasrekisteri.exchange.bank.codes import kind_of_word
from asiakasrekisteri.exchange.bank.csv_heads import BankHeads, find_heads
from asiakasrekisteri.exchange.bank.limits import MOST_FAULTS, refuse_many, refuse_many_lines
from asiakasrekisteri.exchange.bank.statement import Entry, Statement, Transaction, TransactionKind
from asiakasrekisteri.exchange.csv_records import Record, records
from asiakasrekisteri.exchange.figures import day_of, sum_of
from asiakasrekisteri.exchange.raw import encoding_of, tidy
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_HEAD = 40_000
_NOTHING = frozenset(("-", "'-'", "--"))
_FORMULA_GUARD = re.compile(r"'(?=[=+\-@])")
_IBAN = re.compile(r"FI[0-9]{2}(?: ?[0-9]){14}")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")
_CURRENCY = re.compile(r"[A-Z]{3}")


def recognise_bank_csv(content: bytes) -> str | None:
    """Return `bank_csv` where the bytes look like one, otherwise None."""
    return "bank_csv" if _heads(content) else None


def read_bank_csv(content: bytes) -> tuple[Statement, ...]:
    """Read a bank's CSV file, as one statement.

    Raises:
        ExchangeError: it has no head row with a day, a sum and what tells a payment, or too many payments.
    """
    heads = _heads(content)
    if heads is None:
        raise ExchangeError(
            _("Tiedostossa ei ole pankin tapahtumien otsikkoriviä. Hae tapahtumat pankista uudelleen otsikoineen.")
        )
    refuse_many_lines(content)
    stream = TextIOWrapper(BytesIO(content), encoding=encoding_of(content), errors="replace", newline="")
    for _n in range(heads.lines):
        stream.readline(_HEAD)
    rows = _Rows(heads)
    for record in records(stream, heads.delimiter, heads.lines + 1):
        rows.take(record)
        refuse_many(rows.count)
    return (rows.statement(),)


def _heads(content: bytes) -> BankHeads | None:
    return find_heads(content[:_HEAD].decode(encoding_of(content[: _HEAD - _HEAD % 4]), errors="replace"))


class _Rows:
    """The rows of one file as they come in."""

    def __init__(self, heads: BankHeads) -> None:
        self._columns = heads.columns
        before = _IBAN.search(heads.before)
        self._account = account_of(before[0]) if before else ""
        self._currency = ""
        self._found: list[Transaction] = []
        self._faults: list[str] = []

    def take(self, record: Record) -> None:
        """Take the next row; a blank one is nothing."""
        if not record.problem and not any(map(str.strip, record.cells)):
            return
        row = {meaning: _cell(record.cells, index) for meaning, index in self._columns.items()}
        amount = _amount(row)
        if record.problem:
            self._tell(record.line, _(record.problem))
        elif amount is None:
            if row.get("booked_on") or row.get("value_on"):
                self._tell(record.line, _("summaa ei voi lukea; tarkista tapahtuma verkkopankista"))
        else:
            self._note_account(row, amount)
            self._found.append(_transaction(row, amount, unreadable=record.unreadable))

    @property
    def count(self) -> int:
        """Return how many payments have come in."""
        return len(self._found)

    def statement(self) -> Statement:
        """Return what was read."""
        days = [day for one in self._found if (day := one.booked_on or one.value_on) is not None]
        return Statement(
            account=self._account,
            currency=self._currency or "EUR",
            since=min(days, default=None),
            until=max(days, default=None),
            entries=tuple(Entry(whole=one, transactions=(one,)) for one in self._found),
            faults=tuple(self._faults),
        )

    def _tell(self, line: int, reason: str) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(_("Rivi {line}: {reason}.").format(line=line, reason=reason))

    def _note_account(self, row: dict[str, str], amount: Decimal) -> None:
        """Learn the account and the currency from the first rows that tell them."""
        own = row.get("own_account") or row.get("payee" if amount >= 0 else "payer", "")
        if not self._account and is_account(own):
            self._account = account_of(own)
        if not self._currency and _CURRENCY.fullmatch(row.get("currency", "")):
            self._currency = row["currency"]


def _transaction(row: dict[str, str], amount: Decimal, *, unreadable: bool) -> Transaction:
    booked_on, value_on, paid_on = (day_of(row.get(name, "")) for name in ("booked_on", "value_on", "paid_on"))
    reference, faults = reference_of(row.get("reference", ""))
    return Transaction(
        booked_on=booked_on or value_on or paid_on,
        value_on=value_on or paid_on,
        amount=amount,
        payer=tidy(_party(row, amount), 140),
        payer_account=_party_account(row, amount),
        reference=reference,
        message=tidy(row.get("message", "").strip("'")),
        archive_id=tidy(row.get("archive_id", "").strip("'"), 100),
        kind=_kind(row, reference, amount),
        kind_code=tidy(row.get("kind_code") or row.get("kind", ""), 40),
        booked=not squeeze(row.get("status", "")).startswith(_unbooked()),
        faults=(*faults, *_row_faults(booked_on or value_on or paid_on, unreadable=unreadable)),
    )


def _row_faults(day: dt.date | None, *, unreadable: bool) -> tuple[str, ...]:
    faults: list[str] = []
    if day is None:
        faults.append(_("Tapahtuman päivää ei voi lukea. Tarkista se verkkopankista."))
    if unreadable:
        faults.append(_("Rivillä on merkkejä, joita ei voi lukea. Tarkista maksajan nimi ja viesti verkkopankista."))
    return tuple(faults)


def _cell(cells: list[str], index: int) -> str:
    """Return a cell, "" where the row is too short for it, or holds only a sign of nothing."""
    text = cells[index].strip() if index < len(cells) else ""
    return "" if text in _NOTHING else _FORMULA_GUARD.sub("", text, count=1) if text.startswith("'") else text


def _amount(row: dict[str, str]) -> Decimal | None:
    """Return the signed sum, from one column or from those of money in and money out."""
    if row.get("amount"):
        return _money(row["amount"])
    came, went = _money(row.get("credit", "")), _money(row.get("debit", ""))
    if came is None and went is None:
        return None
    return (came or Decimal(0)) - abs(went or Decimal(0))


def _money(text: str) -> Decimal | None:
    """Read a sum; banks write two decimals, so a single separator before three digits parts thousands."""
    bare = re.sub(r"\s", "", text)
    return sum_of(re.sub("[.,]", "", bare) if _THOUSANDS.match(bare) else text)


def _party(row: dict[str, str], amount: Decimal) -> str:
    """Return the name of the other party; in some files the columns of payer and payee hold accounts."""
    other = row.get("payer" if amount >= 0 else "payee", "")
    choices = (row.get("party", ""), "" if is_account(other) else other, row.get("title", ""))
    return next((name for name in choices if name), "")


def _party_account(row: dict[str, str], amount: Decimal) -> str:
    other = row.get("payer" if amount >= 0 else "payee", "")
    return account_of(row.get("party_account") or (other if is_account(other) else ""))


def _kind(row: dict[str, str], reference: str, amount: Decimal) -> TransactionKind:
    """Return the kind that the word tells, or else the code; a reference makes money in a payment by it."""
    kinds = (kind_of_word(row.get(name, "")) for name in ("kind", "kind_code"))
    kind = next((one for one in kinds if one is not TransactionKind.OTHER), TransactionKind.OTHER)
    plain = kind in {TransactionKind.TRANSFER, TransactionKind.OTHER}
    return TransactionKind.REFERENCE if plain and reference and amount > 0 else kind


@cache
def _unbooked() -> tuple[str, ...]:
    words: list[str] = vocabulary("bank")["status"]["unbooked"]
    return tuple(map(squeeze, words))

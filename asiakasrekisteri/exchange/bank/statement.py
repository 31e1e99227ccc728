"""What a bank tells of an account, whatever the format: statements, their entries and the payments within them."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from asiakasrekisteri.domain.formats import number
from asiakasrekisteri.domain.texts import N_, _


class TransactionKind(StrEnum):
    """What a payment is, as far as the bank's code tells."""

    REFERENCE = "reference"
    TRANSFER = "transfer"
    DIRECT_DEBIT = "direct_debit"
    CARD = "card"
    CASH = "cash"
    SALARY = "salary"
    FEE = "fee"
    INTEREST = "interest"
    RETURN = "return"
    OTHER = "other"


KIND_LABELS = {
    TransactionKind.REFERENCE: N_("Viitemaksu"),
    TransactionKind.TRANSFER: N_("Tilisiirto"),
    TransactionKind.DIRECT_DEBIT: N_("Suoraveloitus"),
    TransactionKind.CARD: N_("Korttimaksu"),
    TransactionKind.CASH: N_("Käteinen"),
    TransactionKind.SALARY: N_("Palkka"),
    TransactionKind.FEE: N_("Palvelumaksu"),
    TransactionKind.INTEREST: N_("Korko"),
    TransactionKind.RETURN: N_("Palautus tai korjaus"),
    TransactionKind.OTHER: N_("Muu tapahtuma"),
}
"""Finnish message ids of the kinds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One payment as the bank told it.

    Attributes:
        booked_on, value_on: the days it was booked and counts for interest; None where the bank does not tell.
        amount: in the statement's currency; what comes to the account is positive.
        payer: the other party: who paid, or, where money went out, who was paid.
        payer_account: that party's account: an IBAN without blanks where it is one.
        reference: as `domain.references.normalise_reference` stores it, "" for none. A faulty one is kept and flagged.
        other_references: those of the other invoices that the same payment covers (a credit note taken off).
        message: on one line.
        archive_id: what the bank calls it by; not always unique.
        kind, kind_code: what it is, and the bank's own code for that (`705`, `PMNT/RCDT/ESCT`, a word of a CSV).
        sum_of: how many payments are lumped in it untold; 0 where it is a payment by itself. The payments are told in
            another file (camt.054, KTL): one with `sum_of` is not to be matched if those are read too.
        booked: False where the bank only foretells it, or refused it.
        faults: what is odd in it, as sentences to the user.
    """

    booked_on: dt.date | None
    value_on: dt.date | None = None
    amount: Decimal
    payer: str = ""
    payer_account: str = ""
    reference: str = ""
    other_references: tuple[str, ...] = ()
    message: str = ""
    archive_id: str = ""
    kind: TransactionKind = TransactionKind.OTHER
    kind_code: str = ""
    sum_of: int = 0
    booked: bool = True
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the account: a sum, and the payments that make it up.

    `whole` is the entry as one payment. `transactions` are those that the bank told one by one; there are none in a
    batch whose payments are untold.
    """

    whole: Transaction
    transactions: tuple[Transaction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The entries of one account from one file.

    Attributes:
        account: IBAN without blanks; "" where the file does not tell.
        currency: of every sum in it.
        since, until: the days it covers, both included.
        opening, closing: booked balances, where told.
        faults: what is odd in the whole, lines that could not be read among them.
    """

    account: str
    currency: str = "EUR"
    since: dt.date | None = None
    until: dt.date | None = None
    opening: Decimal | None = None
    closing: Decimal | None = None
    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def transactions(self) -> tuple[Transaction, ...]:
        """Return the payments that the bank told one by one."""
        return tuple(one for entry in self.entries for one in entry.transactions)

    @property
    def movements(self) -> tuple[Transaction, ...]:
        """Return all that moved: the payments, and the batches whose payments are untold as one each, with a note."""
        return tuple(one for entry in self.entries for one in entry.transactions or (with_note(entry.whole),))


def with_note(batch: Transaction) -> Transaction:
    """Return a batch of untold payments with the fault that says so."""
    note = _("Pankki ei eritellyt tämän erän maksuja. Hae erittely verkkopankista.")
    return replace(batch, faults=(*batch.faults, note))


def checked_entry(whole: Transaction, transactions: tuple[Transaction, ...]) -> Entry:
    """Return the entry; where its payments do not make up its sum, each carries the fault that says so."""
    total = sum((one.amount for one in transactions), Decimal(0))
    if not transactions or total == whole.amount:
        return Entry(whole=whole, transactions=transactions)
    fault = _("Erän summa on {sum}, mutta sen maksut ovat yhteensä {parts}. Tarkista erä verkkopankista.").format(
        sum=number(whole.amount), parts=number(total)
    )
    flagged = tuple(replace(one, faults=(*one.faults, fault)) for one in transactions)
    return Entry(whole=replace(whole, faults=(*whole.faults, fault)), transactions=flagged)


def checked_balances(statement: Statement) -> Statement:
    """Return the statement; where its entries do not lead from balance to balance, with the fault that says so."""
    if statement.opening is None or statement.closing is None:
        return statement
    moved = sum((entry.whole.amount for entry in statement.entries if entry.whole.booked), Decimal(0))
    if statement.opening + moved == statement.closing:
        return statement
    fault = _(
        "Alkusaldosta {opening} ja tapahtumista tulee {counted}, mutta loppusaldo on {closing}. "
        "Tarkista, että tiliote on kokonainen."
    ).format(
        opening=number(statement.opening), counted=number(statement.opening + moved), closing=number(statement.closing)
    )
    return replace(statement, faults=(*statement.faults, fault))

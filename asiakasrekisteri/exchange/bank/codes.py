"""What the banks' codes of payments mean: the digits of TITO, the families of ISO 20022, the words of CSV files."""

from functools import cache

from asiakasrekisteri.exchange.bank.statement import TransactionKind
from asiakasrekisteri.exchange.vocabulary import squeeze, vocabulary

_BY_NUMBER = {
    "700": TransactionKind.TRANSFER,
    "701": TransactionKind.SALARY,
    "702": TransactionKind.TRANSFER,
    "703": TransactionKind.CARD,
    "704": TransactionKind.DIRECT_DEBIT,
    "705": TransactionKind.REFERENCE,
    "706": TransactionKind.TRANSFER,
    "710": TransactionKind.TRANSFER,
    "720": TransactionKind.TRANSFER,
    "721": TransactionKind.CARD,
    "722": TransactionKind.OTHER,
    "730": TransactionKind.FEE,
    "740": TransactionKind.INTEREST,
    "750": TransactionKind.INTEREST,
    "760": TransactionKind.OTHER,
}
"""The codes of entries (kirjausselite) in the description of TITO."""
_BY_FAMILY = {
    "RCDT": TransactionKind.TRANSFER,
    "ICDT": TransactionKind.TRANSFER,
    "RRCT": TransactionKind.TRANSFER,
    "IRCT": TransactionKind.TRANSFER,
    "RDDT": TransactionKind.DIRECT_DEBIT,
    "IDDT": TransactionKind.DIRECT_DEBIT,
    "CCRD": TransactionKind.CARD,
    "MCRD": TransactionKind.CARD,
    "CNTR": TransactionKind.CASH,
}
_LONGEST_WORD = 60
_BY_SUBFAMILY = {
    "SALA": TransactionKind.SALARY,
    "CHRG": TransactionKind.FEE,
    "FEES": TransactionKind.FEE,
    "COMM": TransactionKind.FEE,
    "INTR": TransactionKind.INTEREST,
    "RRTN": TransactionKind.RETURN,
    "UPCT": TransactionKind.RETURN,
    "UPDD": TransactionKind.RETURN,
    "PMDD": TransactionKind.DIRECT_DEBIT,
}


def kind_of_number(code: str) -> TransactionKind:
    """Return the kind that the three digits of TITO mean."""
    return _BY_NUMBER.get(code, TransactionKind.OTHER)


def kind_of_family(family: str, subfamily: str) -> TransactionKind:
    """Return the kind that a bank transaction code of ISO 20022 means."""
    return _BY_SUBFAMILY.get(subfamily) or _BY_FAMILY.get(family, TransactionKind.OTHER)


def kind_of_word(word: str) -> TransactionKind:
    """Return the kind that a word or number of a CSV file means."""
    said = squeeze(word[:_LONGEST_WORD])
    found = next((kind for kind, beginnings in _beginnings() if said.startswith(beginnings)), None)
    return found or kind_of_number(said)


@cache
def _beginnings() -> tuple[tuple[TransactionKind, tuple[str, ...]], ...]:
    rows: dict[str, list[str]] = vocabulary("bank")["kind"]
    return tuple((TransactionKind(kind), tuple(map(squeeze, words))) for kind, words in rows.items())

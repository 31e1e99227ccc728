"""Finds the head row of a bank's CSV file and what its columns mean. Banks rename often, so synonyms count."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from asiakasrekisteri.exchange.csv_layout import DELIMITERS
from asiakasrekisteri.exchange.vocabulary import codes, squeeze, vocabulary

_HEAD_AMONG = 25
_LONGEST_HEAD = 4000
_LEAST_KNOWN = 3
_DAYS = frozenset(("booked_on", "value_on", "paid_on"))
_SUMS = frozenset(("amount", "credit", "debit"))
_TELLING = frozenset(
    (
        "archive_id",
        "reference",
        "message",
        "balance",
        "party",
        "payer",
        "payee",
        "title",
        "party_account",
        "kind",
        "kind_code",
    )
)


@dataclass(frozen=True, slots=True)
class BankHeads:
    """How the rows of a file are parted, its columns by what they mean, and the lines up to and with the head row.

    Where several columns mean one thing, the first of them counts.
    """

    delimiter: str
    columns: dict[str, int]
    lines: int
    before: str


def find_heads(text: str) -> BankHeads | None:
    """Find the head row in the beginning of a file; None where it is no bank's.

    Args:
        text: the first thousands of characters of the file.
    """
    lines = text.lstrip("\ufeff").splitlines()[:_HEAD_AMONG]
    found: list[BankHeads] = []
    for delimiter in DELIMITERS:
        for at, line in enumerate(lines):
            columns = _columns(_cells(line, delimiter))
            if _is_bank(columns):
                found.append(BankHeads(delimiter, columns, at + 1, "\n".join(lines[:at])))
    return max(found, key=lambda heads: (len(heads.columns), -heads.lines), default=None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(islice(csv.reader([line[:_LONGEST_HEAD]], delimiter=delimiter), 1), [])
    except csv.Error:
        return []


def _columns(cells: Sequence[str]) -> dict[str, int]:
    heads = [squeeze(cell) for cell in cells]
    if set(heads) & _foreign():
        return {}
    columns: dict[str, int] = {}
    for index, head in enumerate(heads):
        meaning = _meaning(head)
        if meaning:
            columns.setdefault(meaning, index)
    return columns


def _is_bank(columns: dict[str, int]) -> bool:
    known = set(columns)
    return len(known) >= _LEAST_KNOWN and bool(known & _DAYS) and bool(known & _SUMS) and bool(known & _TELLING)


def _meaning(head: str) -> str:
    found = codes("bank", "column").get(head)
    if found or not head:
        return found or ""
    return next(
        (meaning for beginning, meaning in codes("bank", "beginning").items() if head.startswith(beginning)), ""
    )


@cache
def _foreign() -> frozenset[str]:
    heads: list[str] = vocabulary("bank")["foreign"]["head"]
    return frozenset(map(squeeze, heads))

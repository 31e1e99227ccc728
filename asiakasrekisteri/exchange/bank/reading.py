"""The door to the bank formats: which one a file is, by its content, and its statements."""

from collections.abc import Callable
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.bank.bank_csv import read_bank_csv, recognise_bank_csv
from asiakasrekisteri.exchange.bank.camt import read_camt, recognise_camt
from asiakasrekisteri.exchange.bank.ktl import read_ktl, recognise_ktl
from asiakasrekisteri.exchange.bank.statement import Statement
from asiakasrekisteri.exchange.bank.tito import read_tito, recognise_tito
from asiakasrekisteri.exchange.raw import read_bounded, refuse_large

MOST_BYTES = 20_000_000
"""The largest file that is read: some ten thousands of payments as XML, a quarter of a million as records."""
_READERS: tuple[tuple[Callable[[bytes], str | None], Callable[[bytes], tuple[Statement, ...]]], ...] = (
    (recognise_camt, read_camt),
    (recognise_tito, read_tito),
    (recognise_ktl, read_ktl),
    (recognise_bank_csv, read_bank_csv),
)


def recognise(content: bytes) -> str | None:
    """Return the format that the beginning of a file shows, or None where it is no bank's.

    Returns:
        `camt.052`, `camt.053`, `camt.054`, `tito`, `ktl` or `bank_csv`.
    """
    return next((name for recognise_one, _read in _READERS if (name := recognise_one(content))), None)


def read_statements(content: bytes) -> tuple[Statement, ...]:
    """Read the statements of a file in any of the formats.

    Raises:
        ExchangeError: it is none of them, is too large, or is cut or broken so that a part would be missing unnoticed.
    """
    refuse_large(content, MOST_BYTES)
    for recognise_one, read in _READERS:
        if recognise_one(content):
            return read(content)
    raise ExchangeError(
        _("Tiedostoa ei tunnistettu tiliotteeksi. Hae pankista camt.053-, camt.054-, TITO-, KTL- tai CSV-tiedosto.")
    )


def read_statement_file(path: Path) -> tuple[Statement, ...]:
    """Read the statements of a file on the disk.

    Raises:
        ExchangeError: as `read_statements`, or the file cannot be read.
    """
    return read_statements(read_bounded(path, MOST_BYTES))

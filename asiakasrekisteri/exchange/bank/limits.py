"""How much of a file is read: a firm's month is far below; a file made to hold the program up is refused at once."""

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

MOST_PAYMENTS = 50_000
MOST_LINES = 200_000
MOST_FAULTS = 200
"""Faults told of one statement; the rest would not be read."""


def refuse_many_lines(content: bytes) -> None:
    """Raise where a file of records has more lines than a statement can have."""
    refuse_many(max(content.count(b"\n"), content.count(b"\r")), MOST_LINES)


def refuse_many(count: int, most: int = MOST_PAYMENTS) -> None:
    """Raise where there are more payments than are read of one file.

    Raises:
        ExchangeError: a shorter period is to be fetched from the bank.
    """
    if count > most:
        raise ExchangeError(
            _("Tiedostossa on liikaa tapahtumia. Hae pankista lyhyempi ajanjakso kerrallaan ja yritä uudelleen.")
        )

"""Bytes of a file from outside and the text in them, within limits of size."""

import codecs
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.formats import file_size
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.sniff import unreadable

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def read_bounded(path: Path, most: int) -> bytes:
    """Return the bytes of a file that has at most so many.

    Raises:
        ExchangeError: the file cannot be read, or is larger.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    refuse_large(content, most)
    return content


def refuse_large(content: bytes, most: int) -> None:
    """Raise `ExchangeError` where there are more bytes than a file of its kind can have."""
    if len(content) > most:
        raise ExchangeError(
            _("Tiedosto on liian suuri: enintään {most} voidaan lukea. Jaa se osiin ja yritä uudelleen.").format(
                most=file_size(most)
            )
        )


def encoding_of(content: bytes) -> str:
    """Return the encoding that the bytes show: by their mark, utf-8 where they are that, otherwise cp1252."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def decode_text(content: bytes) -> str:
    """Return the text of the bytes; what cannot be read stands as U+FFFD."""
    return content.decode(encoding_of(content), errors="replace")


def tidy(text: str, most: int = 2000) -> str:
    """Return a text on one line, its blanks single, control characters away, cut to so many characters."""
    words = " ".join(text[: most * 4].split())
    return "".join(sign for sign in words if sign.isprintable() or sign == "\u00ad")[:most].strip()

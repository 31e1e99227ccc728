"""The text of a PDF, page by page. A page that was photographed has no text, and the reader is told so."""

import logging
import re
import struct
import zlib
from pathlib import Path
from typing import BinaryIO

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

_MOST_PAGES = 100
_LONGEST = 1_000_000
_LARGEST_CONTENT = 5 << 20
_FEWEST_LETTERS = 20
_MALFORMED = (
    ArithmeticError,
    AttributeError,
    AssertionError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    struct.error,
    TypeError,
    ValueError,
    zlib.error,
)
"""What the library lets out of a damaged file; which of them depends on what was damaged."""
_BULLETS = str.maketrans({"\uf0b7": "•", "\uf0a7": "•", "\x7f": "•"})
"""Signs that programs write for a bullet; the last is what a code without a sign stands for in a PDF's own fonts."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # damage is told to the user, not to standard error


def pdf_document_text(path: Path) -> str:
    """Return the text of a PDF.

    Raises:
        ExchangeError: the file is damaged, locked by a password, too long, or made of pictures.
    """
    try:
        with path.open("rb") as stream:
            return pdf_stream_text(stream)
    except OSError as error:
        raise ExchangeError(_("PDF on vioittunut. Tallenna se uudelleen tai kopioi teksti tiedostoon.")) from error


def pdf_stream_text(stream: BinaryIO) -> str:
    """Return the text of a PDF that is read from a stream; errors as of `pdf_document_text`."""
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - loaded when a PDF is read, not with the window

    try:
        text = _text(stream)
    except (PyPdfError, *_MALFORMED) as error:
        raise ExchangeError(_("PDF on vioittunut. Tallenna se uudelleen tai kopioi teksti tiedostoon.")) from error
    if sum(map(str.isalpha, text)) < _FEWEST_LETTERS:
        raise ExchangeError(_("PDF:ssä ei ole tekstiä, vain kuvia. Kopioi tai kirjoita seloste tekstitiedostoon."))
    return text


def _text(stream: BinaryIO) -> str:
    from pypdf import PdfReader  # noqa: PLC0415 - see above

    reader = PdfReader(stream, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ExchangeError(_("PDF on suojattu salasanalla. Tallenna se ilman salasanaa ja yritä uudelleen."))
    if len(reader.pages) > _MOST_PAGES:
        raise ExchangeError(_("PDF:ssä on liikaa sivuja selosteeksi. Tallenna pelkkä seloste ja yritä uudelleen."))
    pages: list[str] = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) <= _LARGEST_CONTENT:
            pages.append(page.extract_text().translate(_BULLETS))
        if sum(map(len, pages)) > _LONGEST:
            break
    return re.sub(r"\n{3,}", "\n\n", "\n".join(pages))

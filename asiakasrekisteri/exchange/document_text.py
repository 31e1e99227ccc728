"""The text of a document of any usual kind: plain text, HTML, PDF or DOCX, told by its content and not by its name.

Headings come as lines that begin with "#", items of lists with "•", cells of a table's row parted by tabs.
"""

import re
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.document_docx import docx_text
from asiakasrekisteri.exchange.document_html import html_document_text
from asiakasrekisteri.exchange.document_pdf import pdf_document_text
from asiakasrekisteri.exchange.sniff import read_text, unreadable

_LARGEST = 25 << 20
_LONGEST = 1_000_000
_HEAD = 4096
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|main|article|div|p|h[1-6]|table|ul|ol|dl)\b[^<>]{0,2000}>", re.IGNORECASE
)
_FEWEST_TAGS = 3


def document_text(path: Path) -> str:
    """Return the text of a file.

    Raises:
        ExchangeError: the file cannot be read, holds no text, or is too large to be a description.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    if size > _LARGEST:
        raise ExchangeError(_("Tiedosto on liian suuri selosteeksi. Tallenna pelkkä seloste ja yritä uudelleen."))
    text = _text(path, head)
    if len(text) > _LONGEST:
        raise ExchangeError(_("Tiedostossa on liikaa tekstiä selosteeksi. Tallenna pelkkä seloste ja yritä uudelleen."))
    return text


def _text(path: Path, head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return pdf_document_text(path)
    if head.startswith(b"PK\x03\x04"):
        return docx_text(path)
    if head.startswith((b"{\\rtf", b"\xd0\xcf\x11\xe0")):
        raise ExchangeError(_("Vanhaa Word-tiedostoa ei voi lukea. Tallenna se DOCX-muotoon ja yritä uudelleen."))
    written = read_text(path)
    return html_document_text(written) if is_html(written) else written


def is_html(text: str) -> bool:
    """Tell whether a text is written with the marks of HTML."""
    start = text.lstrip("\ufeff \t\r\n")[:200].lower()
    if start.startswith(("<!doctype html", "<html")):
        return True
    return len(_HTML.findall(text[:20_000])) >= _FEWEST_TAGS

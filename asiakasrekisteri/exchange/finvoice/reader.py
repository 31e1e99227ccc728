"""Reads Finvoice 1.2–3.0 as it is written in the world: few files are valid, so nothing that is missing is demanded.

A file may hold several invoices, each behind its SOAP frame; they are parted before any of them is parsed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.finvoice.reading import invoice_of
from asiakasrekisteri.exchange.finvoice.shape import InvoiceRead
from asiakasrekisteri.exchange.raw import read_bounded, refuse_large
from asiakasrekisteri.exchange.xml_source import parser_options, xml_text

MOST_BYTES = 20_000_000
"""The largest file that is read; an invoice has some ten kilobytes."""
MOST_INVOICES = 10_000
_MARK = re.compile(r"<(/?)([A-Za-z_][A-Za-z0-9_.-]{0,30}:)?Finvoice(?=[\s>])[^<>]{0,4000}>?")
_SIGN = re.compile(rb"<(?:[A-Za-z_][A-Za-z0-9_.-]{0,30}:)?Finvoice[\s>]")
_HEAD = 200_000
_ROW, _MOST_ROWS = "InvoiceRow", 100_000
"""The rows of a file are counted by their tags, of which each has two."""


def recognise(content: bytes) -> str | None:
    """Return `finvoice` where the beginning of a file shows one, otherwise None."""
    return "finvoice" if _SIGN.search(content[:_HEAD].replace(b"\0", b"")) else None


def read_finvoice(content: bytes) -> tuple[InvoiceRead, ...]:
    """Read the invoices of a file.

    Raises:
        ExchangeError: there is no Finvoice in it, it is too large, or made to do harm. One that is cut is read as far
            as it goes, with a fault that says so.
    """
    refuse_large(content, MOST_BYTES)
    if recognise(content) is None:
        raise ExchangeError(_("Tiedostossa ei ole Finvoice-laskua. Valitse toinen tiedosto."))
    invoices: list[InvoiceRead] = []
    whole = xml_text(content)
    if whole.count(_ROW) > _MOST_ROWS:
        raise ExchangeError(_("Tiedostossa on liikaa laskurivejä. Jaa se pienempiin tiedostoihin ja yritä uudelleen."))
    for text in _parts(whole):
        parser = etree.XMLParser(recover=True, **parser_options())
        root = etree.fromstring(text.encode("utf-8"), parser)
        if root is not None and etree.QName(root).localname == "Finvoice":
            invoices.append(invoice_of(root, damaged=bool(_fatal(parser))))
    if not invoices:
        raise ExchangeError(_("Finvoice-lasku on vioittunut. Hanki tiedosto uudelleen."))
    return tuple(invoices)


def read_finvoice_file(path: Path) -> tuple[InvoiceRead, ...]:
    """Read the invoices of a file on the disk.

    Raises:
        ExchangeError: as `read_finvoice`, or the file cannot be read.
    """
    return read_finvoice(read_bounded(path, MOST_BYTES))


def _parts(text: str) -> Iterator[str]:
    """Yield the text of each invoice; one that does not end reaches to the next, or to the end of the file."""
    begun: re.Match[str] | None = None
    count = 0
    for mark in _MARK.finditer(text):
        if begun is not None:
            yield _unprefixed(text[begun.start() : mark.end() if mark[1] else mark.start()], begun[2])
            count += 1
        begun = None if mark[1] else mark
        if count > MOST_INVOICES:
            raise ExchangeError(_("Tiedostossa on liikaa laskuja. Jaa se pienempiin tiedostoihin ja yritä uudelleen."))
    if begun is not None:
        yield _unprefixed(text[begun.start() :], begun[2])


def _unprefixed(text: str, prefix: str | None) -> str:
    """Take the prefix of the name space away: it may have been declared in the frame, which is not read."""
    return text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</") if prefix else text


def _fatal(parser: etree.XMLParser) -> list[etree._LogEntry]:
    """Return what is broken, name spaces that are declared in the frame left out."""
    return [entry for entry in parser.error_log if entry.domain_name != "NAMESPACE"]

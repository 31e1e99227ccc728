"""The text of a DOCX: paragraphs, headings, lists and tables. A harmful file is refused before it is unpacked."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"
_LARGEST = 30 << 20
_TIGHTEST = 200
"""A part that was packed this many times smaller is no text that anybody wrote."""
_MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What reading a damaged archive lets out; which of them depends on what was damaged."""
_FORM_CELLS = 2
_CUT = re.compile(r"(?<=[a-zåäö])-\n(?=[a-zåäö])")
_HEADING = re.compile(r"(?:heading|otsikko|rubrik)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"title|otsikko$", re.IGNORECASE)


def docx_text(path: Path) -> str:
    """Return the text of a DOCX file.

    Raises:
        ExchangeError: the file is no DOCX, is damaged, or unpacks to more than a description can be.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if _DOCUMENT not in names:
                raise ExchangeError(
                    _("Tiedosto ei ole tekstiasiakirja. Tallenna seloste DOCX-muotoon ja yritä uudelleen.")
                )
            styles = _style_levels(_parsed(archive, _STYLES)) if _STYLES in names else {}
            body = _parsed(archive, _DOCUMENT).find(f"{_W}body")
    except _MALFORMED as error:
        raise ExchangeError(_("Asiakirja on vioittunut. Avaa se tekstinkäsittelyssä ja tallenna uudelleen.")) from error
    lines = [] if body is None else list(_blocks(body, styles))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _parsed(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """Read one part. The declared size is checked, and the reading stops there whatever the file says of itself."""
    part = archive.getinfo(name)
    if part.file_size > _LARGEST or part.file_size > _TIGHTEST * max(part.compress_size, 1024):
        raise ExchangeError(_("Asiakirja on liian suuri selosteeksi. Tallenna pelkkä seloste ja yritä uudelleen."))
    with archive.open(part) as stream:
        content = stream.read(_LARGEST + 1)
    if len(content) > _LARGEST or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ExchangeError(
            _("Asiakirjassa on rakenteita, joita tekstissä ei ole. Tallenna se uudelleen ja yritä sitten.")
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _style_levels(styles: etree._Element) -> dict[str, int]:
    """Return the levels of headings by the ids of their styles; Finnish Word names them "Otsikko1"."""
    levels: dict[str, int] = {}
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        said = "" if name is None else str(name.get(f"{_W}val", ""))
        if found := _HEADING.search(said):
            levels[str(style.get(f"{_W}styleId", ""))] = int(found[1])
        elif _TITLE.fullmatch(said):
            levels[str(style.get(f"{_W}styleId", ""))] = 1
    return levels


def _blocks(body: etree._Element, styles: dict[str, int]) -> Iterator[str]:
    for block in body:
        if block.tag == f"{_W}p":
            yield _paragraph(block, styles)
        elif block.tag == f"{_W}tbl":
            yield ""
            for row in block.iter(f"{_W}tr"):
                yield _row([_words(cell).strip() for cell in row.iterfind(f"{_W}tc")])
            yield ""
        elif block.tag == f"{_W}sdt":
            for content in block.iterfind(f"{_W}sdtContent"):
                yield from _blocks(content, styles)


def _row(cells: list[str]) -> str:
    """Return a row, its cells parted by tabs; in a form's row of two cells the second keeps its paragraphs."""
    told = [cell for cell in cells if cell]
    if len(told) > _FORM_CELLS or (told and cells[0] and len(told) == 1):
        return "\t".join(" ".join(cell.split()) for cell in cells)
    head = _CUT.sub("", cells[0]) if cells and cells[0] else ""
    body = told[-1] if told and told[-1] is not cells[0] else ""
    lines = "\n".join(" ".join(line.split()) for line in body.split("\n") if line.strip())
    return f"{' '.join(head.split())}\t{lines}" if head else lines


def _paragraph(paragraph: etree._Element, styles: dict[str, int]) -> str:
    """Return the lines of a paragraph; a blank one follows prose and surrounds headings."""
    words = _words(paragraph).strip()
    if not words:
        return ""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = "" if style is None else str(style.get(f"{_W}val", ""))
    outline = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    level = styles.get(name) or (int(found[1]) if (found := _HEADING.search(name)) else 0)
    if level or outline is not None:
        return f"\n{'#' * max(1, min(level, 6))} {words}\n"
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.lower().startswith(("list", "luettelo")):
        return f"• {words}"
    return f"{words}\n" if words.endswith((".", "!", "?")) else words


def _words(element: etree._Element) -> str:
    """Return the words of an element; what was struck out in a tracked change is not among them."""
    pieces: list[str] = []
    for part in element.iter():
        if part.tag == f"{_W}t":
            pieces.append(part.text or "")
        elif part.tag == f"{_W}tab":
            pieces.append(" ")
        elif part.tag in {f"{_W}br", f"{_W}cr"} or (part.tag == f"{_W}p" and pieces):
            pieces.append("\n")
    return "".join(pieces)

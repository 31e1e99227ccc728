"""Finds out how the text of a file is written: by its content, not by its name, and in one pass over the bytes."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _

_CHUNK = 1 << 20
_ASCII = bytes(range(0x80))
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (b"PK\x03\x04", "xlsx"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"SQLite format 3", "sqlite"),
)
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_FINNISH_LETTERS = "äöåÄÖÅéü"
_SINGLE_BYTE = ("cp1252", "cp850", "mac-roman")
_FIRST_LATIN_1 = 0xA0
_UNDEFINED_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_PLAIN = bytes({*range(0x20, 0x80), 0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B})
_MOST_CONTROLS = 0.005
_FEW_CONTROLS = 10
_MOSTLY = 0.5
_WIDE = 0.3


@dataclass(frozen=True, slots=True)
class TextFile:
    """How a file is to be opened.

    Attributes:
        path: the file.
        encoding: Python's name of the encoding.
        damaged: whether some bytes are not of that encoding; they are read as U+FFFD.
        lines: line feeds in the file, for telling how far the reading is.
    """

    path: Path
    encoding: str
    damaged: bool
    lines: int


@dataclass(slots=True)
class _Count:
    """What the bytes are. `high` and `letters` (bytes in letters of utf-8) are of the first part that is no utf-8."""

    size: int = 0
    lines: int = 0
    controls: int = 0
    high: int = 0
    letters: int = 0
    utf8: bool = True
    high_bytes: bytes = b""


def sniff(path: Path) -> TextFile:
    """Find the encoding of a text file: utf-8 with or without mark, utf-16, cp1252, latin-1, or the old cp850 and mac.

    Raises:
        ExchangeError: the file cannot be opened, is empty, is no text, or is written in no encoding we know.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error
    _refuse_foreign(head)
    encoding = _by_mark(head)
    count = _count(path, encoding)
    if encoding.startswith("utf-16"):
        return TextFile(path, encoding, damaged=False, lines=count.lines)
    if count.controls > max(_FEW_CONTROLS, _MOST_CONTROLS * count.size):
        raise ExchangeError(_("Tiedosto ei ole tekstiä. Tallenna se CSV- tai tekstimuotoon ja yritä uudelleen."))
    return _by_content(path, encoding, count)


def read_text(path: Path) -> str:
    """Return the whole text of a file in any encoding that `sniff` knows, lines parted by line feeds.

    Raises:
        ExchangeError: as `sniff`.
    """
    found = sniff(path)
    try:
        return path.read_text(encoding=found.encoding, errors="replace")
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error


def unreadable(error: OSError) -> str:
    """Say in words why a file could not be read."""
    if isinstance(error, FileNotFoundError):
        return _("Tiedostoa ei löydy. Tarkista tiedoston nimi ja kansio.")
    if isinstance(error, PermissionError):
        return _("Tiedoston lukeminen ei ole sallittu. Tarkista tiedoston käyttöoikeudet.")
    return _("Tiedostoa ei voi lukea. Tarkista, että se on tiedosto eikä kansio ja että levy on kunnossa.")


def _refuse_foreign(head: bytes) -> None:
    if not head.removeprefix(codecs.BOM_UTF8).strip(b"\x00\x1a \t\r\n"):
        raise ExchangeError(_("Tiedosto on tyhjä. Valitse toinen tiedosto."))
    kind = next((name for mark, name in _FOREIGN if head.startswith(mark)), "")
    if kind in {"xlsx", "xls"}:
        raise ExchangeError(_("Tiedosto on taulukkolaskennan työkirja. Tallenna se CSV-muotoon ja yritä uudelleen."))
    if kind:
        raise ExchangeError(_("Tiedosto ei ole tekstiä. Tallenna se CSV- tai tekstimuotoon ja yritä uudelleen."))


def _by_mark(head: bytes) -> str:
    """Return the encoding told by the byte order mark, or by the zero bytes of an unmarked utf-16; "" if neither."""
    for mark, name in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > _WIDE * pairs > head[::2].count(0):
        return "utf-16-le"
    if pairs and head[::2].count(0) > _WIDE * pairs > head[1::2].count(0):
        return "utf-16-be"
    return ""


def _count(path: Path, encoding: str) -> _Count:
    count = _Count()
    decoder = codecs.getincrementaldecoder("utf-8")()
    feed = b"\n"
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            count.size += len(chunk)
            count.lines += chunk.count(feed)
            odd = chunk.translate(None, _PLAIN)
            high = odd.translate(None, _ASCII)
            count.controls += len(odd) - len(high)
            count.high_bytes += high[: _CHUNK - len(count.high_bytes)]
            if count.utf8 and not _decodes(decoder, chunk):
                count.utf8 = False
                count.high, count.letters = len(high), sum(map(len, _UTF8_LETTER.findall(chunk)))
    if count.utf8 and not encoding and not _decodes(decoder, b"", final=True):
        count.utf8, count.high, count.letters = False, 1, 1
    return count


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _by_content(path: Path, encoding: str, count: _Count) -> TextFile:
    if encoding or count.utf8:
        return TextFile(path, encoding or "utf-8", damaged=not count.utf8, lines=count.lines)
    if count.letters > _MOSTLY * count.high:
        return TextFile(path, "utf-8", damaged=True, lines=count.lines)
    return TextFile(path, _single_byte(count.high_bytes), damaged=False, lines=count.lines)


def _single_byte(high: bytes) -> str:
    """Return the one-byte encoding in which the most bytes are letters that Finns use."""

    def letters(encoding: str) -> int:
        return sum(high.count(letter) for letter in set(_FINNISH_LETTERS.encode(encoding)))

    best = max(_SINGLE_BYTE, key=letters)
    if best != "cp1252" and letters(best) > _MOSTLY * len(high):
        return best
    if any(byte in high for byte in _UNDEFINED_IN_CP1252):
        raise ExchangeError(
            _("Tiedoston merkistöä ei tunnistettu. Tallenna tiedosto UTF-8-muotoisena CSV:nä ja yritä uudelleen.")
        )
    return "cp1252" if any(byte < _FIRST_LATIN_1 for byte in set(high)) else "latin-1"

"""The words of a mail: bytes into text whatever they are called, encoded words of headers, parameters, dates.

The standard library's own reading of headers under the new policies breaks down on many headers seen in the world, so
only its small sure parts are used: parameters (RFC 2231) and dates.
"""

import binascii
import codecs
import datetime as dt
import re
from collections.abc import Iterable
from email.message import Message
from email.utils import collapse_rfc2231_value, parsedate_to_datetime

from asiakasrekisteri.domain.words import readable

_CHARSET_NAME = re.compile(r"[A-Za-z0-9][\w.:()+-]{0,40}", re.ASCII)
_NOT_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "mbcs", "oem"})
_IN_ASCII = ("utf-7", "hz", "iso2022", "utf-16", "utf-32")
"""Beginnings of the charsets whose letters look like ASCII bytes."""
_OFTEN_UTF8 = ("utf-8", "ascii", "iso8859", "cp125")
_UTF8_LETTER = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ASCII = bytes(range(0x80))
_ENCODED = re.compile(r"=\?([^?*\s]{1,40})(?:\*[^?\s]{0,20})?\?([bBqQ])\?([^?]*)\?=")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64))
_QUAD = 4
_LONGEST_VALUE = 8000
_FIRST_YEAR = 1971


def decode(data: bytes, charset: str) -> tuple[str, bool]:
    """Return the text of some bytes, and whether the charset they were said to be in was right.

    What is said to be in a charset of one-byte letters but is good utf-8 is read as utf-8; what is in neither is
    windows-1252.
    """
    name = _known_charset(charset)
    if data.isascii() and not name.startswith(_IN_ASCII):
        return data.decode("ascii"), True
    for tried in ("utf-8", name) if name.startswith(_OFTEN_UTF8) else (name, "utf-8"):
        try:
            return data.decode(tried), name in (tried, "ascii")
        except (UnicodeError, LookupError):  # not in that charset, or no charset of text: the next is tried
            continue
    return _mostly(data, name), False


def _mostly(data: bytes, name: str) -> str:
    """Read bytes that are in no charset wholly: damaged utf-8 where its letters are the most, else windows-1252."""
    high = len(data.translate(None, _ASCII))
    if name == "utf-8" and 2 * sum(map(len, _UTF8_LETTER.findall(data))) > high:
        return data.decode("utf-8", errors="replace")
    return data.decode("cp1252", errors="replace")


def _known_charset(charset: str) -> str:
    """Return Python's name of a charset: ascii when it is none; iso-8859-1 is windows-1252, as all mailers mean it."""
    text = charset.strip().strip("\"'")
    if not _CHARSET_NAME.fullmatch(text):
        return "ascii"
    try:
        b"?".decode(text, errors="replace")  # zip and the like are codecs too, but not of text
        name = codecs.lookup(text).name
    except (LookupError, UnicodeError):
        return "ascii"
    if name == "iso8859-1":
        return "cp1252"
    return "ascii" if name in _NOT_CHARSETS else name


def decode_transfer(data: bytes, encoding: str) -> tuple[bytes, bool]:
    """Return the bytes behind base64 or quoted-printable, and whether they were whole; others are as they are."""
    match encoding.strip().strip("\"'").casefold():
        case "base64":
            return _from_base64(data)
        case "quoted-printable" | "quotedprintable":
            return binascii.a2b_qp(data), True
        case "" | "7bit" | "8bit" | "binary":
            return data, True
    return data, False


def _from_base64(data: bytes) -> tuple[bytes, bool]:
    """Read base64 past everything that does not belong to it."""
    kept = data.translate(None, _NOT_BASE64)
    strange = bool(data.translate(None, _BASE64 + b"=\r\n\t "))
    left_over = len(kept) % _QUAD
    if left_over == 1:
        kept, left_over, strange = kept[:-1], 0, True
    return binascii.a2b_base64(kept + b"=" * (-left_over % _QUAD)), not strange


def decode_words(value: str) -> str:
    """Return a header's value with its encoded words (RFC 2047) read and without signs nobody can see."""
    pieces: list[str] = []
    pending: list[tuple[str, bytes]] = []
    place = 0
    for match in _ENCODED.finditer(value):
        between = value[place : match.start()]
        if between.strip() or not pending:  # blanks between two encoded words do not count
            pieces += (_joined(pending), between)
            pending = []
        pending.append((match[1].casefold(), _word_bytes(match[2], match[3])))
        place = match.end()
    pieces += (_joined(pending), value[place:])
    return " ".join(readable("".join(pieces)).split())


def _word_bytes(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", errors="replace")
    return _from_base64(raw)[0] if kind in "bB" else binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)


def _joined(words: Iterable[tuple[str, bytes]]) -> str:
    """Read encoded words that follow one another: mailers cut letters in two between them."""
    together: list[tuple[str, bytearray]] = []
    for charset, data in words:
        if together and together[-1][0] == charset:
            together[-1][1].extend(data)
        else:
            together.append((charset, bytearray(data)))
    return "".join(decode(bytes(data), charset)[0] for charset, data in together)


def parameter(value: str, name: str) -> str:
    """Return a parameter of a header such as Content-Type, its RFC 2231 pieces joined; "" when it has none."""
    holder = Message()
    holder["content-type"] = value[:_LONGEST_VALUE].replace("\r", " ").replace("\n", " ")
    try:
        found = holder.get_param(name, "")
        text = collapse_rfc2231_value(found) if found else ""
    except (TypeError, ValueError, LookupError):  # pieces numbered twice, without end or in charsets that are none
        plain = re.search(rf"{name}\*?\d*\*?\s*=\s*\"?([^\";]{{1,200}})", value[:_LONGEST_VALUE], re.IGNORECASE)
        text = plain[1] if plain else ""
    return text.strip()


def read_date(value: str) -> dt.datetime | None:
    """Return the instant of a Date header in UTC; None when it tells none. A time without a zone is taken as UTC."""
    try:
        found = parsedate_to_datetime(" ".join(value[:200].split()))
        aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        instant = aware.astimezone(dt.UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return instant if instant.year >= _FIRST_YEAR else None

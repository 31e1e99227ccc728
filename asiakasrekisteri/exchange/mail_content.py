"""What a mail holds: its text, made readable, and its attachments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.exchange.mail_html import html_to_text
from asiakasrekisteri.exchange.mail_parts import Part, children, read_part
from asiakasrekisteri.exchange.mail_words import decode, decode_transfer, decode_words, parameter

_DEEPEST = 30
_MAIL_DEPTH = 6
"""How many parts deep a mail within a mail counts: each holds its own copy of what is in it."""
_MOST_PARTS = 500
_LONGEST_TEXT = 2_000_000
_LONGEST_NAME = 120
_LONGEST_ENDING = 12
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{1,40})", re.IGNORECASE)
_UNSAFE = re.compile(r"[<>:\"/\\|?*]")
_BOUNDARIES = N_("Viestin osien rajat ovat rikki: tekstiä tai liitteitä voi puuttua.")
_CODING = N_("Viestin osan koodaus on rikki: osa sisällöstä voi puuttua.")
_CHARSET = N_("Merkistö on merkitty väärin: osa kirjaimista voi olla vaihtunut.")
_TOO_MANY = N_("Viestissä on liikaa sisäkkäisiä osia: ne ovat liitteenä lukematta.")
_TOO_LONG = N_("Viestin teksti on katkaistu, koska se on poikkeuksellisen pitkä.")
_WINMAIL = N_("Viestissä on Outlookin winmail.dat, jonka sisältöä ei voi näyttää. Pyydä liitteet uudelleen.")
_SEALED = N_("Viesti on salattu, eikä sen sisältöä voi näyttää.")
_ENDINGS = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "text/vcard": ".vcf",
    "text/csv": ".csv",
    "message/rfc822": ".eml",
    "application/ms-tnef": ".dat",
    "application/pkcs7-signature": ".p7s",
    "application/pkcs7-mime": ".p7m",
}
_SEALED_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


@dataclass(frozen=True, slots=True)
class MailAttachment:
    """A file in a mail.

    Attributes:
        name: a name that is safe as a file's name: no folders, no signs that nobody sees; never "".
        media_type: in small letters, as the mail says; not to be trusted.
        content: decoded; of an attached mail exactly what came.
        inline: whether it is shown within the text, as a picture of a signature is.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)
    inline: bool


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a mail, whether it was made of HTML, its attachments, and in Finnish what was broken."""

    text: str
    html: bool
    attachments: tuple[MailAttachment, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    html: bool


@dataclass(slots=True)
class _Reading:
    """What has been met so far. `faults` keeps the order and says each once."""

    attachments: list[MailAttachment] = field(default_factory=list)
    faults: dict[str, None] = field(default_factory=dict)
    parts: int = 0


def read_content(part: Part) -> Content:
    """Read the text and the attachments of a mail whose header has been read."""
    reading = _Reading()
    texts = [one for one in _read(part, reading, 0) if one.text]
    text = "\n\n".join(one.text for one in texts)
    if len(text) > _LONGEST_TEXT:
        reading.faults[_TOO_LONG] = None
    faults = tuple(_(fault) for fault in reading.faults)
    return Content(text[:_LONGEST_TEXT], any(t.html for t in texts), tuple(reading.attachments), faults)


def _read(part: Part, reading: _Reading, depth: int) -> list[_Text]:
    """Return the texts of a part in order, and put its files to the attachments."""
    reading.parts += 1
    if part.media_type.startswith("multipart/"):
        return _read_multipart(part, reading, depth)
    if part.media_type in ("message/rfc822", "message/global"):
        return _read_attached_mail(part, reading, depth)
    if _is_text(part, alone=depth == 0):
        return [_read_text(part, reading)]
    _attach(part, reading)
    return []


def _read_multipart(part: Part, reading: _Reading, depth: int) -> list[_Text]:
    spans, whole = children(part)
    if not spans:
        reading.faults[_BOUNDARIES] = None
        return [_read_text(part, reading)]
    if depth >= _DEEPEST:
        reading.faults[_TOO_MANY] = None
        _attach(part, reading)
        return []
    if not whole:
        reading.faults[_BOUNDARIES] = None
    found = []
    for start, end in spans:
        if reading.parts >= _MOST_PARTS:
            reading.faults[_TOO_MANY] = None
            rest = part.data[start : part.end]
            reading.attachments.append(MailAttachment("muut-osat.txt", "text/plain", rest, inline=False))
            break
        found.append(_read(read_part(part.data, start, end), reading, depth + 1))
    if part.media_type == "multipart/alternative":
        return _best(found)
    return [text for texts in found for text in texts]


def _best(ways: Sequence[list[_Text]]) -> list[_Text]:
    """Return the plain one of several ways to say the same, unless it is blank; then the last one."""
    said = [texts for texts in ways if any(one.text for one in texts)]
    plain = [texts for texts in said if not any(one.html for one in texts)]
    return next(iter(plain or said[::-1]), [])


def _read_attached_mail(part: Part, reading: _Reading, depth: int) -> list[_Text]:
    """Keep the mail as a file, and its text below the text of the mail that carries it; its files stay inside it."""
    content = _decoded(part, reading)
    inner = read_part(content, _first_line(content), len(content))
    subject = decode_words(inner.value("subject"))
    base = (_told_name(part) or subject.replace("/", "-")).removesuffix(".eml")
    name = _file_name(f"{base}.eml" if base else "", ".eml")
    reading.attachments.append(MailAttachment(name, "message/rfc822", content, inline=False))
    if depth >= _DEEPEST:
        reading.faults[_TOO_MANY] = None
        return []
    apart = _Reading(parts=reading.parts)
    texts = [one for one in _read(inner, apart, depth + _MAIL_DEPTH) if one.text]
    reading.parts = apart.parts
    reading.faults |= apart.faults
    if not texts:
        return []
    heading = _("Liitteenä viesti: {subject}").format(subject=subject or _("ei aihetta"))
    return [_Text(f"— {heading} —", html=False), *texts]


def _first_line(content: bytes) -> int:
    return len(content) - len(content.lstrip(b"\r\n"))


def _is_text(part: Part, *, alone: bool) -> bool:
    """Tell whether a part is the text of the mail. One that has a name is a file, unless it is all there is."""
    kind = part.media_type
    return kind in ("text/plain", "text/html") and part.disposition != "attachment" and (alone or not _told_name(part))


def _read_text(part: Part, reading: _Reading) -> _Text:
    data = _decoded(part, reading)
    html = part.media_type == "text/html"
    charset = parameter(part.value("content-type"), "charset")
    if html and not charset and (meta := _META_CHARSET.search(data, 0, 4096)):
        charset = meta[1].decode("ascii", errors="replace")
    text, right = decode(data, charset)
    if not right:
        reading.faults[_CHARSET] = None
    if len(text) > 4 * _LONGEST_TEXT:
        text = text[: 4 * _LONGEST_TEXT]
        reading.faults[_TOO_LONG] = None
    if html:
        return _Text(readable(html_to_text(text), lines=True).strip(), html=True)
    flowed = parameter(part.value("content-type"), "format").casefold() == "flowed"
    lines = readable(text, lines=True)
    return _Text((_reflowed(lines, part) if flowed else lines).strip(), html=False)


def _reflowed(text: str, part: Part) -> str:
    """Join the lines that were cut for the way only (RFC 3676): those that end with a blank. Quoted ones stay."""
    joined = "" if parameter(part.value("content-type"), "delsp").casefold() == "yes" else " "
    pieces = []
    for line in text.split("\n"):
        bare = line.removeprefix(" ")
        soft = bare.endswith(" ") and bare != "-- " and not bare.startswith(">")
        pieces.append(bare[:-1] + joined if soft else f"{bare.rstrip()}\n")
    return "".join(pieces)


def _attach(part: Part, reading: _Reading) -> None:
    kind = part.media_type
    name = _file_name(_told_name(part), _ENDINGS.get(kind, ".bin"))
    inline = part.disposition == "inline" or (part.disposition != "attachment" and bool(part.value("content-id")))
    reading.attachments.append(MailAttachment(name, kind, _decoded(part, reading), inline))
    if kind in ("application/ms-tnef", "application/vnd.ms-tnef") or name.casefold() == "winmail.dat":
        reading.faults[_WINMAIL] = None
    if kind in _SEALED_TYPES:
        reading.faults[_SEALED] = None


def _decoded(part: Part, reading: _Reading) -> bytes:
    data, whole = decode_transfer(part.body, part.value("content-transfer-encoding").partition(";")[0])
    if not whole:
        reading.faults[_CODING] = None
    return data


def _told_name(part: Part) -> str:
    told = parameter(part.value("content-disposition"), "filename") or parameter(part.value("content-type"), "name")
    return decode_words(told)


def _file_name(told: str, ending: str) -> str:
    """Return a name without folders, with its ending, not too long; "liite" and the ending where nothing is left."""
    bare = _UNSAFE.sub("_", told.replace("\\", "/").rpartition("/")[2] if "." in told else told).strip(" ._")
    if not bare:
        return f"liite{ending}"
    stem, dot, last = bare.rpartition(".")
    if not dot or not stem or len(last) > _LONGEST_ENDING:
        stem, last = bare, ending.removeprefix(".")
    return f"{stem[: _LONGEST_NAME - _LONGEST_ENDING]}.{last}"

"""The parts of a mail, cut without copying: header fields, and what lies between the boundaries.

The standard library's parser goes as deep as the mail says, looks at every line once for each depth, and gives an
attached mail back rewritten. Here depth and number are bounded, and an attached mail stays as it came, to the byte.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from asiakasrekisteri.exchange.mail_words import decode, parameter

_LINE = re.compile(rb"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:")
_LINE_ENDS = (b"\r\n", b"\n", b"\r")
_MOST_FIELDS = 5000
_LONGEST_FIELD = 200_000
_LONGEST_BOUNDARY = 200
_GUESSED = re.compile(rb"(?<=[\r\n])--([^\s]{3,200}?)[ \t]*(?=[\r\n])")
_MEDIA_TYPE = re.compile(r"\s*([\w.+-]{1,60}/[\w.+-]{1,100})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Part:
    """A mail or a part of one: its header fields in small letters, and where its body lies in the bytes of the mail."""

    fields: dict[str, list[str]]
    data: bytes = field(repr=False)
    start: int
    end: int

    def value(self, name: str) -> str:
        """Return the first value of a header field that has one; ""."""
        return next((value for value in self.fields.get(name, ()) if value), "")

    @property
    def body(self) -> bytes:
        """The bytes after the header."""
        return self.data[self.start : self.end]

    @property
    def media_type(self) -> str:
        """The type in small letters: text/plain where none is told, octet-stream where what is told is none."""
        told = self.value("content-type")
        match = _MEDIA_TYPE.match(told)
        if match:
            return match[1].lower()
        return "text/plain" if told.strip().casefold() in ("", "text") else "application/octet-stream"

    @property
    def disposition(self) -> str:
        """The word of Content-Disposition: "inline", "attachment" or ""."""
        return self.value("content-disposition").partition(";")[0].strip().casefold()


def read_part(data: bytes, start: int, end: int) -> Part:
    """Read the header of the mail or part between two places. A line that is no header begins the body."""
    found: list[tuple[str, list[bytes]]] = []
    place = start
    while place < end and (match := _LINE.match(data, place, end)):
        line = match[1][:_LONGEST_FIELD]
        named = _FIELD.match(line)
        if line[:1] in (b" ", b"\t") and found:
            found[-1][1].append(line)
        elif named:
            found.append((named[1].decode("ascii").lower(), [line[named.end() :]]))
        elif line:
            break
        place = match.end()
        if not line:
            break
    return Part(_unfolded(found), data, place, end)


def _unfolded(found: list[tuple[str, list[bytes]]]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for name, lines in found[:_MOST_FIELDS]:
        fields.setdefault(name, []).append(decode(b"".join(lines)[:_LONGEST_FIELD], "")[0].strip())
    return fields


def children(part: Part) -> tuple[list[tuple[int, int]], bool]:
    """Return where the parts of a multipart lie, and whether its boundaries were in order.

    Where the boundary told is not there, the first line that looks like one is taken.
    """
    told = parameter(part.value("content-type"), "boundary").encode("utf-8", errors="replace")
    spans, closed = _spans(part, told) if 0 < len(told) <= _LONGEST_BOUNDARY else ([], False)
    if spans:
        return spans, closed
    guessed = _GUESSED.search(part.data, part.start, part.end)
    return (_spans(part, guessed[1])[0] if guessed else []), False


def _spans(part: Part, boundary: bytes) -> tuple[list[tuple[int, int]], bool]:
    spans: list[tuple[int, int]] = []
    begun: int | None = None
    for start, end, closing in _delimiters(part, boundary):
        if begun is not None:
            spans.append((begun, _without_line_end(part.data, begun, start)))
        begun = None if closing else end
    if begun is not None and begun < part.end:  # the mail breaks off
        spans.append((begun, part.end))
    return spans, begun is None


def _delimiters(part: Part, boundary: bytes) -> Iterator[tuple[int, int, bool]]:
    line = re.compile(rb"(?<![^\r\n])--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r\n|\n|\r|\Z)")
    for match in line.finditer(part.data, part.start, part.end):
        yield match.start(), match.end(), bool(match[1])


def _without_line_end(data: bytes, start: int, end: int) -> int:
    """Return the end of a part: the line end before a boundary belongs to the boundary."""
    size = next((len(sign) for sign in _LINE_ENDS if data.endswith(sign, start, end)), 0)
    return end - size

"""What a file is: told by how it begins, and where that says nothing, by the ending of its name. Never run or opened.

Also what a sound says of its own length. Only the beginning of a file is looked at.
"""

import mimetypes
import re
import struct
from pathlib import PurePath

UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_BEGINNINGS = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"{\\rtf", "application/rtf"),
)
_ZIPPED = (
    (b"word/", _OFFICE + "wordprocessingml.document"),
    (b"xl/", _OFFICE + "spreadsheetml.sheet"),
    (b"ppt/", _OFFICE + "presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
)
_BY_ENDING = {
    ".docx": _OFFICE + "wordprocessingml.document",
    ".xlsx": _OFFICE + "spreadsheetml.sheet",
    ".pptx": _OFFICE + "presentationml.presentation",
    ".eml": "message/rfc822",
    ".emlx": "message/rfc822",
    ".m4a": "audio/mp4",
    ".heic": "image/heic",
    ".vcf": "text/vcard",
    ".ics": "text/calendar",
    ".csv": "text/csv",
}
"""Endings that the tables of some systems do not know."""
_RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}
_MPEG_SYNC = re.compile(rb"\A\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]")
_MAIL = re.compile(
    rb"\A(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){0,60}?(?:from|received|message-id|return-path|delivered-to):",
    re.IGNORECASE,
)
_HEAD = 64 * 1024
_STREAMED = frozenset({0, 0xFFFFFFFF, 0x7FFFFFFF})
"""Lengths that a program writes into a WAV header when it does not know yet how long the sound will be."""


def media_type_of(name: str, head: bytes) -> str:
    """Return the media type of a file.

    Args:
        name: its name; only the ending is looked at.
        head: how it begins, some kilobytes.
    """
    told, head = _told(name), head[:_HEAD]
    found = _container(told, head) or next((kind for mark, kind in _BEGINNINGS if head.startswith(mark)), "")
    if not found and _MPEG_SYNC.match(head):
        return "audio/mpeg"
    if not found and told == UNKNOWN and _MAIL.match(head[:8192]):
        return "message/rfc822"
    return found or told


def _container(told: str, head: bytes) -> str:
    """Return what lies in a container that many kinds share; "" when it is none."""
    if head.startswith(b"PK\x03\x04"):
        inside = next((kind for mark, kind in _ZIPPED if mark in head), "")
        return inside or (told if told in _BY_ENDING.values() else "application/zip")
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        named = told if told.startswith(("audio/", "image/")) else "video/mp4"
        return "audio/mp4" if head.startswith(b"M4A", 8) else named
    return ""


def _told(name: str) -> str:
    ending = PurePath(name.replace("\\", "/")).suffix.lower()
    return _BY_ENDING.get(ending) or mimetypes.guess_type(f"x{ending}", strict=True)[0] or UNKNOWN


def wav_seconds(head: bytes, size: int) -> int | None:
    """Return how long a WAV sound is in whole seconds, whatever its coding; None when it is not one.

    Telephone exchanges write A-law and µ-law, which the standard library does not read, so the header is read here.

    Args:
        head: how the file begins.
        size: of the whole file in bytes; used where the header does not tell.
    """
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        return None
    place, rate = 12, 0
    while place + 8 <= len(head):
        name, length = head[place : place + 4], struct.unpack_from("<I", head, place + 4)[0]
        if name == b"fmt " and place + 20 <= len(head):
            rate = struct.unpack_from("<I", head, place + 16)[0]
        if name == b"data":
            sound = size - place - 8
            return round((sound if length in _STREAMED else min(length, sound)) / rate) if rate else None
        place += 8 + length + length % 2
    return None

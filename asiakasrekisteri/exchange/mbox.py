"""Parts a mailbox (mbox) into its mails, one at a time: a mailbox may be larger than the memory."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.exchange.mail import MOST_BYTES
from asiakasrekisteri.exchange.sniff import unreadable

_ENVELOPE = re.compile(rb"From \S{1,300} .{0,60}\d{4}")
"""The line that begins a mail: sender and time. A sentence that begins with the word is none."""
_QUOTED = re.compile(rb">+From ")
_FIELD = re.compile(
    rb"^(from|to|cc|subject|date|message-id|received|return-path|delivered-to|mime-version|reply-to|sender|x-[a-z-]+)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_LONGEST_LINE = 1 << 20
_FIELDS_OF_A_MAIL = 2


def recognise_mbox(head: bytes) -> bool:
    """Tell whether a file begins as a mailbox does."""
    return _ENVELOPE.match(head.lstrip(b"\xef\xbb\xbf\r\n")) is not None


def recognise_mail(head: bytes) -> bool:
    """Tell whether a file begins with the fields of a mail."""
    top = re.split(rb"\r?\n\r?\n", head.lstrip(b"\xef\xbb\xbf\r\n \t"), maxsplit=1)[0]
    return len({found.lower() for found in _FIELD.findall(top)}) >= _FIELDS_OF_A_MAIL


def read_mbox(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the mails of a mailbox, each with the number of its first line.

    A mail that is larger than a mail can be is cut: its reader says that it is too large.

    Raises:
        ExchangeError: the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            yield from _parted(stream)
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error


def _parted(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    mail, size, begun, blank, at = bytearray(), 0, 0, True, 0
    while line := stream.readline(_LONGEST_LINE):
        at += line.endswith(b"\n")
        if blank and _ENVELOPE.match(line):
            if size:
                yield begun, bytes(mail)
            mail, size, begun, blank = bytearray(), 0, at, False
            continue
        blank = not line.strip()
        if size <= MOST_BYTES:
            mail += line[1:] if _QUOTED.match(line) else line
            size += len(line)
    if size:
        yield begun, bytes(mail)

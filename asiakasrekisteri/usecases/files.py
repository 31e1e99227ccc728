"""Whole files in and out through the gate, a block at a time: for the command line, drops on the window, and tests."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import BinaryIO

from asiakasrekisteri.domain.errors import NotFoundError, StoreDamagedError
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.attachments import (
    BLOCK,
    Opened,
    add_block,
    begin_attachment,
    drop_attachment,
    finish_attachment,
    open_attachment,
    read_attachment,
)
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate


@dataclass(frozen=True, slots=True)
class Sending:
    """What is known of a file that is sent: see `ATTACHMENT_KINDS` ("": the file decides), its size (0: not known).

    `progress` hears the bytes stored and may cancel.
    """

    kind: str = ""
    size: int = 0
    source: str = "staff"
    progress: Progress = SILENT


UNTOLD = Sending()
Finish = Callable[[int, str], Saved]
"""Takes a sent file into the register: its id and SHA-256."""


def store_file(
    gate: Gate,
    owner: str,
    owner_id: int,
    stream: BinaryIO,
    name: str,
    sending: Sending = UNTOLD,
) -> Saved:
    """Store what a stream gives as an attachment; nothing is left of it when that does not succeed.

    Args:
        gate: of the user.
        owner: entity it hangs on.
        owner_id: its id.
        stream: read to its end.
        name: the file's name.
        sending: kind, size, source, and who hears of the bytes stored and may cancel.

    Raises:
        InvalidInputError: empty or too large.
        CancelledError: the listener said so.
    """

    def finish(attachment_id: int, sha256: str) -> Saved:
        return gate.call(finish_attachment, attachment_id, sha256, source=sending.source)

    attachment_id = gate.call(begin_attachment, owner, owner_id, name, kind=sending.kind)
    return send_blocks(gate, attachment_id, stream, finish, sending)


def send_blocks(gate: Gate, attachment_id: int, stream: BinaryIO, finish: Finish, sending: Sending = UNTOLD) -> Saved:
    """Send a stream to a file that has been begun, and finish it; it is dropped when anything goes wrong."""
    digest = hashlib.sha256()
    try:
        while block := stream.read(BLOCK):
            digest.update(block)
            sending.progress.report(gate.call(add_block, attachment_id, block), sending.size)
        return finish(attachment_id, digest.hexdigest())
    except BaseException:
        with suppress(NotFoundError):
            gate.call(drop_attachment, attachment_id)
        raise


def open_file(gate: Gate, attachment_id: int) -> tuple[Opened, Iterator[bytes]]:
    """Open an attachment and return what it is with its blocks."""
    opened = gate.call(open_attachment, attachment_id)
    return opened, blocks(gate, opened)


def blocks(gate: Gate, opened: Opened) -> Iterator[bytes]:
    """Yield the blocks of an opened file; at the end its checksum is verified.

    Raises:
        StoreDamagedError: the bytes are not those that were stored.
    """
    digest, position = hashlib.sha256(), 0
    while block := gate.call(read_attachment, opened.file.id, opened.look, position):
        digest.update(block)
        position += len(block)
        yield block
    if digest.hexdigest() != opened.sha256:
        raise StoreDamagedError(_("Liite on vahingoittunut. Palauta varmuuskopio."))

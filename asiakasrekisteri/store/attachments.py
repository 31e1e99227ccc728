"""The bytes of attachments: in chunks inside the encrypted database, a chunk at a time in memory.

A 200 MB recording is written block by block in transactions of their own, so that others get their turn between them.
It is shown only once it is whole (`Attachment.complete`), and what was left half-written is swept away.
"""

import hashlib
from collections.abc import Iterator

from sqlalchemy import delete, func, insert, select

from asiakasrekisteri.domain.errors import StoreDamagedError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Attachment, AttachmentChunk
from asiakasrekisteri.store.sealed import open_bytes, seal_bytes
from asiakasrekisteri.store.work import Work

CHUNK = 256 * 1024
"""Bytes in one row: large enough to be quick, small enough to be read without being felt."""
SEALED_KIND = "recording"


def add_bytes(work: Work, attachment: Attachment, block: bytes) -> None:
    """Append bytes to an attachment that is not complete yet; every block but the last is a multiple of `CHUNK`."""
    position = work.session.scalar(
        select(func.count()).select_from(AttachmentChunk).where(AttachmentChunk.attachment_id == attachment.id)
    )
    pieces = [block[start : start + CHUNK] for start in range(0, len(block), CHUNK)]
    rows = []
    for place, data in enumerate(pieces, position or 0):
        bound = _bound(attachment.id, place)
        stored = seal_bytes(work, Sensitivity.RECORDING, data, bound) if attachment.kind == SEALED_KIND else data
        rows.append({"attachment_id": attachment.id, "position": place, "data": stored})
    if rows:
        work.session.execute(insert(AttachmentChunk), rows, execution_options={AUDITED: True})


def read_bytes(work: Work, attachment: Attachment) -> Iterator[bytes]:
    """Yield the bytes of an attachment, a chunk at a time; its checksum is verified at the end.

    Raises:
        PermissionDeniedError: it is a recording, and the role has not been given the key.
        StoreDamagedError: the bytes are not those that were stored.
    """
    digest, position = hashlib.sha256(), 0
    while (data := read_chunk(work, attachment, position)) is not None:
        digest.update(data)
        yield data
        position += 1
    if attachment.sha256 is not None and digest.hexdigest() != attachment.sha256:
        raise StoreDamagedError(_("Liite on vahingoittunut. Palauta varmuuskopio."))


def read_chunk(work: Work, attachment: Attachment, position: int) -> bytes | None:
    """Return one chunk of an attachment by its number, counted from 0; None after the last.

    Raises:
        PermissionDeniedError: it is a recording, and the role has not been given the key.
    """
    data = _chunk(work, attachment.id, position)
    if data is None or attachment.kind != SEALED_KIND:
        return data
    return open_bytes(work, Sensitivity.RECORDING, data, _bound(attachment.id, position))


def forget_bytes(work: Work, attachment_id: int) -> None:
    """Remove the bytes of an attachment."""
    gone = delete(AttachmentChunk).where(AttachmentChunk.attachment_id == attachment_id)
    work.session.execute(gone, execution_options={AUDITED: True, "synchronize_session": False})


def _chunk(work: Work, attachment_id: int, position: int) -> bytes | None:
    return work.session.connection().scalar(
        select(AttachmentChunk.data).where(
            AttachmentChunk.attachment_id == attachment_id, AttachmentChunk.position == position
        )
    )


def _bound(attachment_id: int, position: int) -> str:
    return f"attachment/{attachment_id}/{position}"

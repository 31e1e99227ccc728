"""Attachments: taken in and given out block by block, so that a recording of 200 MB is never whole in memory.

A file is begun, sent in blocks and finished; each is a call of its own, so others get their turn between them. Nobody
sees it before it is finished, and what was left half-way is swept when the office is opened. Bytes are read with the
receipt of `open_attachment`, which has logged the look.
"""

import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError, PermissionDeniedError
from asiakasrekisteri.domain.fields import Origin, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.media import UNKNOWN
from asiakasrekisteri.store.attachments import CHUNK, SEALED_KIND, add_bytes, forget_bytes, read_bytes, read_chunk
from asiakasrekisteri.store.changes import AUDITED, record_creation
from asiakasrekisteri.store.models import Attachment, AttachmentChunk, LogEntry, LogItem, Recording
from asiakasrekisteri.store.models.attachment import OWNERS, SENT
from asiakasrekisteri.store.provenance import Key, origins
from asiakasrekisteri.store.sealed import may_open
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachment_rights import READ, WRITE, require_right
from asiakasrekisteri.usecases.edits import Saved, change_row, from_source
from asiakasrekisteri.usecases.filing import altered, file_name, kinds_of, recording_name, too_large
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, hidden_fields
from asiakasrekisteri.usecases.records import entity_of, got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import touch_owners

ATTACHMENT = Attachment.spec()
MOST_BYTES = 500 * 1024 * 1024
"""The largest file that is kept; larger ones belong to a file server."""
BLOCK = 4 * CHUNK
"""Bytes of one call: a turn of some milliseconds."""
_HALF_WRITTEN = dt.timedelta(days=1)
_LONGEST_LOOK = dt.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as lists show it; size in bytes."""

    id: int
    version: int
    owner: str
    owner_id: int
    name: str
    kind: str
    media_type: str
    size: int
    added_at: dt.datetime
    person_id: int | None
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that may be read now: what it is, and the number of the log entry by which the look is known."""

    file: AttachmentRow
    look: int
    sha256: str


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def begin_attachment(
    work: Work, owner: str, owner_id: int, name: str, media_type: str = "", kind: str = "document"
) -> int:
    """Make room for a file and return its id; it is not in the register before `finish_attachment`.

    Args:
        work: the unit of work.
        owner: entity it hangs on, one of `OWNERS`.
        owner_id: its id.
        name: the file's name. A recording gets a neutral one: the name an exchange gives holds numbers.
        media_type: as told by whoever sent it; how the file begins decides.
        kind: see `ATTACHMENT_KINDS`; "" lets the file decide.

    Raises:
        PermissionDeniedError: the role may not write to the owner, or has no key for recordings.
        RestrictedError: the processing of the person's data is restricted.
    """
    require_right(work, owner, WRITE)
    row = got(work, entity_of(owner), owner_id)
    require_unrestricted(work, row)
    if kind == SEALED_KIND:
        require_recordings(work)
    made = {
        "name": recording_name(work, row) if kind == SEALED_KIND else file_name(name),
        "kind": kind,
        "media_type": media_type or UNKNOWN,
        "size": 0,
        "added_at": work.now,
        "complete": False,
        f"{owner}_id": owner_id,
    }
    statement = insert(Attachment).values(version=1, **made).returning(Attachment.id)
    return int(work.session.execute(statement, execution_options={AUDITED: True}).scalar_one())


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def add_block(work: Work, attachment_id: int, block: bytes) -> int:
    """Append bytes to a file that has been begun; every block but the last is of `BLOCK` bytes.

    Returns:
        The size so far.

    Raises:
        InvalidInputError: the file is larger than `MOST_BYTES`, or a short block was followed by another.
        NotFoundError: it has been dropped or swept away.
    """
    row = _unfinished(work, attachment_id)
    size = row.size + len(block)
    if size > MOST_BYTES:
        raise too_large(MOST_BYTES)
    if row.size % CHUNK:
        raise altered()
    values: dict[str, Any] = {"size": size}
    if not row.size:
        values |= kinds_of(row, block)
    add_bytes(work, row, block)
    _quietly(work, row, values)
    return size


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def finish_attachment(work: Work, attachment_id: int, sha256: str, *, source: str = "staff") -> Saved:
    """Take a sent file into the register; a recording is taken by `add_recording`.

    Args:
        work: the unit of work.
        attachment_id: of `begin_attachment`.
        sha256: of the whole file, in hexadecimal, as reckoned by the sender.
        source: where the file came from.

    Raises:
        InvalidInputError: the file is empty, or what was stored is not what was sent; it is to be sent again.
    """
    from_source(work, source)
    if finish(work, attachment_id, sha256).kind == SEALED_KIND:
        raise InvalidInputError([FieldError("kind", _("Nauhoite lisätään puheluun."))])
    return Saved(attachment_id, work.log_number)


def finish(work: Work, attachment_id: int, sha256: str) -> Attachment:
    """Take a sent file into the register, within a use case whose origin is stated."""
    row = _unfinished(work, attachment_id)
    if not row.size:
        raise InvalidInputError([FieldError("size", _("Tiedosto on tyhjä. Valitse toinen tiedosto."))])
    digest, size = hashlib.sha256(), 0
    for data in read_bytes(work, row):
        digest.update(data)
        size += len(data)
    if size != row.size or digest.hexdigest() != sha256.lower():
        raise altered()
    _quietly(work, row, {"complete": True, "sha256": sha256.lower()})
    record_creation(work.session, row)
    _touch(work, row)
    return row


def attach(work: Work, owner: str, owner_id: int, name: str, content: bytes, kind: str = "") -> Attachment:
    """Store a small file whole, within a use case whose origin is stated: what came in a message."""
    if len(content) > MOST_BYTES:
        raise too_large(MOST_BYTES)
    row = Attachment(
        name=file_name(name),
        kind=kind,
        media_type=UNKNOWN,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_at=work.now,
        complete=True,
        **{f"{owner}_id": owner_id},
    )
    for field, value in kinds_of(row, content).items():
        setattr(row, field, value)
    work.session.add(row)
    work.session.flush()
    add_bytes(work, row, content)
    _touch(work, row)
    return row


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def drop_attachment(work: Work, attachment_id: int) -> None:
    """Throw away a file that was begun and not finished: the user cancelled."""
    _throw(work, [_unfinished(work, attachment_id).id])


@use_case(Permission.INTERACTION_WRITE, discloses=nothing, forgets=True)
def destroy_attachment(work: Work, attachment_id: int, version: int, *, source: str = "staff") -> None:
    """Destroy a file: its bytes, its row, and of a recording what is known of it. It cannot be undone."""
    from_source(work, source)
    row = _mine_to_change(work, attachment_id, version)
    person = person_of(row, work.session)
    for recording in work.session.scalars(select(Recording).where(Recording.attachment_id == row.id)):
        work.session.delete(recording)
    work.session.flush()
    _touch(work, row)
    forget_bytes(work, row.id)
    work.session.delete(row)
    work.session.flush()
    work.log("destroy", "attachment", attachment_id, person_id=person)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def rename_attachment(work: Work, attachment_id: int, version: int, name: str, *, source: str = "staff") -> Saved:
    """Give a file another name."""
    from_source(work, source)
    row = _mine_to_change(work, attachment_id, version)
    change_row(work, row, {"name": file_name(name)})
    work.session.flush()
    _touch(work, row)
    return Saved(row.id, work.log_number)


def _rows_seen(rows: Sequence[AttachmentRow]) -> Sequence[Seen]:
    return [Seen("attachment", row.id, row.person_id) for row in rows]


@use_case(Permission.INTERACTION_READ, discloses=_rows_seen)
def list_attachments(work: Work, owner: str, owner_id: int) -> tuple[AttachmentRow, ...]:
    """Return the files of an owner, the newest first; recordings only to a role that has been given their key."""
    require_right(work, owner, READ)
    return attachments_of(work, owner, [owner_id]).get(owner_id, ())


def attachments_of(work: Work, owner: str, ids: Sequence[int]) -> dict[int, tuple[AttachmentRow, ...]]:
    """Return the files of many owners of a kind, the newest first, by owner."""
    column = getattr(Attachment, f"{owner}_id")
    asked = select(Attachment).where(column.in_(ids), Attachment.complete)
    if not may_open(work, Sensitivity.RECORDING):
        asked = asked.where(Attachment.kind != SEALED_KIND)
    rows = work.session.scalars(asked.order_by(Attachment.id.desc())).all()
    told = origins(work.session, rows)
    found: dict[int, list[AttachmentRow]] = {}
    for row in rows:
        found.setdefault(getattr(row, column.key), []).append(_shown(work, row, told))
    return {owner_id: tuple(rows) for owner_id, rows in found.items()}


def _opened_seen(opened: Opened) -> Sequence[Seen]:
    return _rows_seen([opened.file])


@use_case(Permission.INTERACTION_READ, discloses=_opened_seen)
def open_attachment(work: Work, attachment_id: int) -> Opened:
    """Log a look at a file and return what `read_attachment` asks for. A recording is opened by `play_recording`."""
    row = _finished(work, attachment_id)
    require_right(work, _owner(row), READ)
    if row.kind == SEALED_KIND:
        require_recordings(work)
        if not work.purpose.strip():
            raise InvalidInputError([FieldError("purpose", _("Kirjoita, mihin nauhoitetta tarvitaan."))])
    return receipt(work, row)


def receipt(work: Work, row: Attachment) -> Opened:
    """Return the receipt with which a file is read; the caller's use case logs the look.

    Raises:
        RestrictedError: the data of somebody it is about may only be stored.
    """
    require_unrestricted(work, row)
    return Opened(_shown(work, row, origins(work.session, [row])), work.log_number, row.sha256 or "")


@use_case(Permission.INTERACTION_READ, discloses=nothing, writes=False)
def read_attachment(work: Work, attachment_id: int, look: int, from_position: int = 0) -> bytes:
    """Return the next bytes of a file that has been opened: at most `BLOCK`, b"" after the last.

    Args:
        work: the unit of work.
        attachment_id: the file.
        look: of `Opened`: the log entry in which this user opened it.
        from_position: where to go on: the number of bytes read so far.
    """
    opened = (
        select(LogItem.id)
        .join(LogEntry, LogEntry.id == LogItem.log_id)
        .where(
            LogItem.log_id == look,
            LogItem.entity == "attachment",
            LogItem.entity_id == attachment_id,
            LogItem.action == "view",
            LogEntry.user_id == work.actor.user_id,
            LogEntry.use_case.in_(("open_attachment", "play_recording")),
            LogEntry.at > work.now - _LONGEST_LOOK,
        )
    )
    if work.session.scalar(opened.limit(1)) is None:
        raise PermissionDeniedError(_("Liitettä ei ole avattu. Avaa se uudelleen."))
    row = _finished(work, attachment_id)
    first = -(-from_position // CHUNK)
    chunks = (read_chunk(work, row, place) for place in range(first, first + BLOCK // CHUNK))
    return b"".join(chunk for chunk in chunks if chunk is not None)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def sweep_attachments(work: Work) -> int:
    """Throw away what was left half-written more than a day ago; return how many files that was."""
    old = select(Attachment.id).where(~Attachment.complete, Attachment.added_at < work.now - _HALF_WRITTEN)
    ids = list(work.session.scalars(old))
    if ids:
        _throw(work, ids)
    return len(ids)


def _throw(work: Work, ids: Sequence[int]) -> None:
    quiet = {AUDITED: True, "synchronize_session": False}
    work.session.execute(delete(AttachmentChunk).where(AttachmentChunk.attachment_id.in_(ids)), execution_options=quiet)
    work.session.execute(delete(Attachment).where(Attachment.id.in_(ids)), execution_options=quiet)


def _quietly(work: Work, row: Attachment, values: dict[str, Any]) -> None:
    """Change a row that is not in the register yet, without a trail, and read it anew."""
    statement = update(Attachment).where(Attachment.id == row.id).values(**values)
    work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})
    work.session.refresh(row)


def _unfinished(work: Work, attachment_id: int) -> Attachment:
    row = work.session.get(Attachment, attachment_id)
    if row is None or row.complete:
        raise NotFoundError(_("Tiedoston siirto on keskeytynyt. Lisää tiedosto uudelleen."))
    return row


def _finished(work: Work, attachment_id: int, version: int | None = None) -> Attachment:
    row = got(work, Attachment, attachment_id, version)
    if not row.complete:
        raise NotFoundError(_("Tiedoston siirto on kesken."))
    return row


def _mine_to_change(work: Work, attachment_id: int, version: int) -> Attachment:
    row = _finished(work, attachment_id, version)
    require_right(work, _owner(row), WRITE)
    if row.kind == SEALED_KIND:
        require_recordings(work)
    if row.kind == SENT:
        raise InvalidInputError(
            [FieldError("kind", _("Lähetetty asiakirja on todiste vastauksesta: sitä ei muuteta."))]
        )
    require_unrestricted(work, row)
    return row


def _shown(work: Work, row: Attachment, told: Mapping[Key, Mapping[str, Origin]]) -> AttachmentRow:
    owner = _owner(row)
    owner_id, person = getattr(row, f"{owner}_id"), person_of(row, work.session)
    name = HIDDEN if "name" in hidden_fields(work, row) else row.name
    facts = (name, row.kind, row.media_type, row.size, row.added_at)
    origin = told.get((row.__tablename__, row.id), {}).get("name")
    return AttachmentRow(row.id, row.version, owner, owner_id, *facts, person, origin)


def _owner(row: Attachment) -> str:
    return next(owner for owner in OWNERS if getattr(row, f"{owner}_id") is not None)


def _touch(work: Work, row: Attachment) -> None:
    owner = _owner(row)
    owned = got(work, entity_of(owner), getattr(row, f"{owner}_id"))
    work.changed.add((owner, owned.id))
    touch_owners(work, owned)


def require_recordings(work: Work) -> None:
    """Refuse a role that has not been given the key of recordings."""
    if not may_open(work, Sensitivity.RECORDING):
        raise PermissionDeniedError(
            _("Roolillesi ei ole annettu avainta nauhoitteisiin. Pyydä oikeutta pääkäyttäjältä.")
        )

"""Files of this computer hung on a record: sent a block at a time, so that others get their turn between the blocks."""

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.errors import ExchangeError, NotFoundError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import FINLAND, file_size
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.chips import origin_chip
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.widgets.attachments import AskPath, AttachmentList, KeptFile, ask_path
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.dialog import ask
from asiakasrekisteri.gui.widgets.dropping import AskFiles, ask_files
from asiakasrekisteri.usecases.attachments import (
    ATTACHMENT,
    BLOCK,
    AttachmentRow,
    add_block,
    begin_attachment,
    destroy_attachment,
    drop_attachment,
    finish_attachment,
    list_attachments,
)
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.recordings import RecordingFacts, add_recording

R = TypeVar("R")
Sent = Callable[[list[Saved]], object]
Finish = Callable[[Gate, int, str], Saved]
"""Takes a sent file into the register: the gate, its id, its SHA-256."""
_SOUND = frozenset({".wav", ".mp3", ".m4a", ".ogg", ".opus", ".amr", ".flac"})


class Sending(QObject):
    """Stores files one after another. A cancel or a failure leaves nothing of the file that was under way.

    Args:
        context: the desk.
        owner: entity they hang on, and its id.
        files: on this computer.
        sent: told of what was stored, when all is done or the rest has been cancelled.
        kind: see `begin_attachment`.
        finish: what takes each into the register.
    """

    def __init__(
        self,
        context: Context,
        owner: tuple[str, int],
        files: Sequence[Path],
        sent: Sent,
        kind: str = "",
        finish: Finish | None = None,
    ) -> None:
        super().__init__(context)
        self._context, self._owner, self._files, self._told = context, owner, list(files), sent
        self._kind, self._finish = kind, finish or _finish
        self._stored: list[Saved] = []
        self._refused: list[Exception] = []
        self._stream: BinaryIO | None = None
        self._id = self._size = self._done = 0
        self._digest = hashlib.sha256()
        self._stopped = False
        self._job = context.jobs.begin(_("Lisätään tiedostoa…"), self.stop)
        self._next()

    def stop(self) -> None:
        """Cancel: what has been stored whole stays, of the file under way nothing does."""
        if not self._stopped:
            self._stopped = True
            self._drop()
            self._end()

    def _next(self) -> None:
        if not self._files:
            self._end()
            self.deleteLater()
            return
        path = self._files.pop(0)
        self._digest, self._done, self._id = hashlib.sha256(), 0, 0
        self._aside(lambda: _opened(path), partial(self._begin, path.name))

    def _begin(self, name: str, opened: tuple[BinaryIO, int]) -> None:
        self._stream, self._size = opened
        if self._stopped:
            self._close()
            return
        owner, kind = self._owner, self._kind
        self._context.ask(
            self,
            lambda gate: gate.call(begin_attachment, *owner, name, kind=kind),
            self._begun,
            failed=self._failed,
        )

    def _begun(self, attachment_id: int) -> None:
        self._id = attachment_id
        if self._stopped:  # begun while the cancel was on its way
            self._drop()
        else:
            self._read()

    def _read(self) -> None:
        left = len(self._files)
        words = _("Lisätään tiedostoa… {done} / {total}")
        shown = words.format(done=file_size(self._done), total=file_size(self._size))
        more = ngettext("{n} tiedosto jonossa", "{n} tiedostoa jonossa", left).format(n=left)
        self._job.tell(f"{shown} · {more}" if left else shown)
        stream = self._stream
        assert stream is not None
        self._aside(lambda: _block(stream), self._send)

    def _send(self, block: bytes) -> None:
        if self._stopped:
            self._close()
            return
        attachment_id, finish = self._id, self._finish
        self._digest.update(block)
        sha256 = self._digest.hexdigest()

        def send(gate: Gate) -> Saved | int:
            if not block:
                return finish(gate, attachment_id, sha256)
            return gate.call(add_block, attachment_id, block)

        self._context.ask(self, send, self._sent, failed=self._failed)

    def _aside(self, work: Callable[[], R], done: Callable[[R], object]) -> None:
        """Read on a thread of its own: a slow disk must keep nobody else waiting."""
        self._context.runner.aside(self, lambda _progress: work(), done, failed=self._failed)

    def _sent(self, result: Saved | int) -> None:
        if self._stopped:
            if isinstance(result, Saved):  # the cancel came too late: the file is there, and is told of
                self._told([result])
        elif isinstance(result, Saved):
            self._stored.append(result)
            self._id = 0
            self._close()
            self._next()
        else:
            self._done = result
            self._read()

    def _failed(self, error: Exception) -> None:
        if self._stopped:
            return
        self._drop()
        self._refused.append(error)
        self._next()

    def _drop(self) -> None:
        self._close()
        attachment_id, self._id = self._id, 0
        if attachment_id:
            self._context.ask(
                self._context,
                lambda gate: gate.call(drop_attachment, attachment_id),
                lambda _none: None,
                failed=self._gone,
            )

    def _gone(self, error: Exception) -> None:
        if not isinstance(error, NotFoundError):
            self._context.messages.failed(error)

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream is not None:
            stream.close()

    def _end(self) -> None:
        self._job.end()
        if self._stored:
            self._told(self._stored)
        for error in self._refused:  # after what was done, which would take their banners away
            self._context.messages.failed(error)


def _opened(path: Path) -> tuple[BinaryIO, int]:
    try:
        return path.open("rb"), path.stat().st_size
    except OSError as error:
        raise _unreadable() from error


def _block(stream: BinaryIO) -> bytes:
    try:
        return stream.read(BLOCK)
    except (OSError, ValueError) as error:  # closed by a cancel meanwhile, too
        raise _unreadable() from error


def _finish(gate: Gate, attachment_id: int, sha256: str) -> Saved:
    return gate.call(finish_attachment, attachment_id, sha256)


def _unreadable() -> ExchangeError:
    return ExchangeError(_("Tiedostoa ei voi lukea. Tarkista, että se on yhä paikallaan ja ettei se ole muualla auki."))


def attach_files(context: Context, entity: str, row_id: int, files: Sequence[Path]) -> Sending:
    """Hang files on a record, tell the result, and offer to take it back."""

    def sent(stored: list[Saved]) -> None:
        words = ngettext("{n} tiedosto lisättiin.", "{n} tiedostoa lisättiin.", len(stored)).format(n=len(stored))
        context.messages.done(words, partial(_take_back, context, [s.undo for s in stored]))

    return Sending(context, (entity, row_id), files, sent)


def attach_recording(context: Context, interaction_id: int, file: Path, *, informed: bool) -> Sending:
    """Hang a recording on a call, sealed with its own key; `informed` tells whether it was told of at the start."""

    def finish(gate: Gate, attachment_id: int, sha256: str) -> Saved:
        return gate.call(add_recording, attachment_id, sha256, RecordingFacts(informed_at_start=informed))

    def sent(stored: list[Saved]) -> None:
        back = partial(_take_back, context, [s.undo for s in stored])
        context.messages.done(_("Nauhoite lisättiin."), back)

    return Sending(context, ("interaction", interaction_id), [file], sent, "recording", finish)


def _take_back(context: Context, numbers: Sequence[int]) -> None:
    def work(gate: Gate) -> None:
        for number in numbers:
            gate.call(undo, number)

    context.ask(context, work, lambda _none: context.messages.done(_("Tiedostojen lisääminen kumottiin.")))


class AttachmentPanel(Card):
    """The files of one record: opened, saved elsewhere, added, destroyed.

    Args:
        context: the desk.
        entity: what they hang on.
        row_id: its id.
        may_add: whether files may be hung on it; by default by everybody who may write down interactions.
        asks: show the dialogs for saving and for choosing files; replaced by tests.
        sound_elsewhere: whether sound is a recording here, which is added and heard in its own place.
    """

    def __init__(
        self,
        context: Context,
        entity: str,
        row_id: int,
        *,
        may_add: bool = True,
        sound_elsewhere: bool = False,
        asks: tuple[AskPath, AskFiles] = (ask_path, ask_files),
    ) -> None:
        self._context, self._entity, self._id = context, entity, row_id
        self._sound_elsewhere = sound_elsewhere
        may_add = may_add and context.may(Permission.INTERACTION_WRITE)
        ask_to, ask_from = asks
        self.list = AttachmentList(
            _("Liitteet"), may_add=may_add, may_remove=may_add, ask_to=ask_to, ask_from=ask_from, chip=self._chip
        )
        super().__init__(_("Liitteet"), self.list)
        self._rows: dict[int, AttachmentRow] = {}
        self.list.opened.connect(context.file_opened)
        self.list.save_asked.connect(context.file_saved)
        self.list.removed.connect(self._ask_destroy)
        self.list.added.connect(self.take)
        context.bus.watch(self, ("attachment", entity), self._heard)
        self.reload()

    def take(self, files: list[Path]) -> None:
        """Add these files; sound of a call is told to go where it is sealed."""
        sound = [f for f in files if f.suffix.lower() in _SOUND] if self._sound_elsewhere else []
        if sound:
            words = _("Äänitiedosto lisätään painikkeella Lisää nauhoite: nauhoite salataan omalla avaimellaan.")
            self._context.messages.notice(Notice("info", words))
        if others := [f for f in files if f not in sound]:
            attach_files(self._context, self._entity, self._id, others)

    def reload(self) -> None:
        """Fetch the files anew."""
        entity, row_id = self._entity, self._id
        self._context.ask(self, lambda gate: gate.call(list_attachments, entity, row_id), self.show_rows)

    def show_rows(self, rows: Sequence[AttachmentRow]) -> None:
        """Show these files; recordings are heard elsewhere."""
        shown = [row for row in rows if row.kind != "recording"]
        self._rows = {row.id: row for row in shown}
        self.list.show_files([kept(row) for row in shown])

    def _chip(self, file: KeptFile) -> tuple[QWidget, ...]:
        origin = self._rows[file.id].origin
        return (origin_chip(self._context, ATTACHMENT, file.id, origin, file.name),) if origin is not None else ()

    def _ask_destroy(self, attachment_id: int) -> None:
        found = self._rows.get(attachment_id)
        if found is None:
            return
        ask(
            self.window(),
            _("Hävitetäänkö tiedosto?"),
            _("{file} hävitetään lopullisesti. Hävittämistä ei voi kumota.").format(file=found.name),
            ((_("Peru"), "plain", lambda: None), (_("Hävitä"), "danger", lambda: self._destroy(found))),
        )

    def _destroy(self, found: AttachmentRow) -> None:
        def done(_none: object) -> None:
            self._context.messages.done(_("Tiedosto hävitettiin."))
            self.reload()

        self._context.ask(self, lambda gate: gate.call(destroy_attachment, found.id, found.version), done)

    def _heard(self, changes: Changes) -> None:
        if any(kind == "attachment" for kind, _id in changes) or (self._entity, self._id) in changes:
            self.reload()


def kept(row: AttachmentRow) -> KeptFile:
    """Return a file as the list of files shows it."""
    return KeptFile(id=row.id, name=row.name, size=row.size, added=row.added_at.astimezone(FINLAND).date())


def attachments_aside(context: Context, record: Record) -> QWidget | None:
    """Return the files of a record for the side of its page."""
    return AttachmentPanel(context, record.entity, record.id)

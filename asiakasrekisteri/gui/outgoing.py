"""Files of the register going out: opened in the system's own program, saved where the user says, heard in the window.

Bytes come from the store a block at a time, each in a turn of its own, so that a large file keeps nobody waiting and
never lies whole in memory. Only what is heard does: sound is never written to a disk.
"""

import queue
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from asiakasrekisteri.domain.errors import AppError, CancelledError
from asiakasrekisteri.domain.formats import file_size
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tasks import Failed
from asiakasrekisteri.host.lentfiles import LentFiles
from asiakasrekisteri.host.output import target, write_file
from asiakasrekisteri.usecases.attachments import Opened, open_attachment, read_attachment
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.recordings import play_recording

_PATIENCE_S = 60
"""So long one block may take before the one who waits for it gives up."""
_OPENING_S = 5
"""So long the system may take to find a program for a file."""
Use = Callable[[Iterator[bytes]], object]


def open_by_system(path: Path) -> bool:
    """Hand a file to the program that the system opens it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class SystemOpener(QObject):
    """Opens files on the GUI thread, where the system's services may be asked, whoever asks for it."""

    _asked = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._asked.connect(self._open)

    def __call__(self, path: Path) -> bool:
        """Open a file; tell whether there was a program for it."""
        answer: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._asked.emit(path, answer)
        try:
            return answer.get(timeout=_OPENING_S)
        except queue.Empty:
            return False

    @Slot(object, object)
    def _open(self, path: Path, answer: "queue.SimpleQueue[bool]") -> None:
        answer.put(open_by_system(path))


class _Pump(QObject):
    """Brings the blocks of an opened file from the store's thread to the one who takes them on another."""

    _wanted = Signal(int)

    def __init__(self, context: Context, opened: Opened) -> None:
        super().__init__(context)
        self._context, self._opened = context, opened
        self._come: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
        self._stopped = False
        self._job = context.jobs.begin(_("Haetaan tiedostoa…"), self.stop)
        self._wanted.connect(self._ask)

    def blocks(self) -> Iterator[bytes]:
        """Yield the blocks in order; called on the thread that writes them."""
        place = 0
        while True:
            self._wanted.emit(place)
            try:
                block = self._come.get(timeout=_PATIENCE_S)
            except queue.Empty as error:  # the register was locked meanwhile, or its thread is stuck
                raise CancelledError from error
            if isinstance(block, Exception):
                raise block
            if not block:
                return
            place += len(block)
            yield block

    def stop(self) -> None:
        """Make the one who waits give up."""
        self._stopped = True
        self._come.put(CancelledError())

    def end(self) -> None:
        """Everything has been taken, or nothing more is wanted."""
        self._job.end()
        self.deleteLater()

    def _ask(self, place: int) -> None:
        if self._stopped:
            return
        file = self._opened.file
        words = _("Haetaan tiedostoa… {done} / {total}")
        self._job.tell(words.format(done=file_size(place), total=file_size(file.size)))
        self._context.ask(
            self,
            lambda gate: gate.call(read_attachment, file.id, self._opened.look, place),
            self._come.put,
            failed=self._come.put,
        )


class Outgoing(QObject):
    """The files that one desk gives out.

    Args:
        context: the desk.
        lent: what is lent to other programs; wiped when the register is locked or closed.
    """

    def __init__(self, context: Context, lent: LentFiles) -> None:
        super().__init__(context)
        self._context, self.lent = context, lent
        context.file_opened.connect(self.open)
        context.file_saved.connect(self.save)

    def open(self, attachment_id: int) -> None:
        """Open a file in the system's own program; one that the system would run is refused with words."""

        def use(opened: Opened) -> Use:
            return lambda blocks: self.lent.open(blocks, opened.file.media_type, opened.file.name)

        self._use(attachment_id, use, lambda: None)

    def save(self, attachment_id: int, path: str) -> None:
        """Save a file where the user says; nothing is left of it when that does not succeed."""

        def use(_opened: Opened) -> Use:
            office = str(self._context.gate.store.vault.folder)
            return lambda blocks: write_file(target(path, office), lambda stream: [stream.write(b) for b in blocks])

        self._use(attachment_id, use, lambda: self._context.messages.done(_("Tiedosto tallennettiin.")))

    def _use(self, attachment_id: int, use: Callable[[Opened], Use], then: Callable[[], object]) -> None:
        context = self._context

        def come(opened: Opened) -> None:
            pump = _Pump(context, opened)
            work = use(opened)

            def done(_result: object) -> None:
                pump.end()
                then()

            def failed(error: Exception) -> None:
                pump.end()
                context.messages.failed(error)

            context.runner.aside(self, lambda _progress: _carried(work, pump), done, failed=failed)

        context.ask(self, lambda gate: gate.call(open_attachment, attachment_id), come)


def _carried(work: Use, pump: _Pump) -> None:
    """Do the work; one that was cancelled ends in peace, since the user has already been told."""
    try:
        work(pump.blocks())
    except CancelledError:
        return


class Recordings(QObject):
    """Fetches recordings into memory; every hearing is logged with the purpose in force.

    It lives as long as the one who asks keeps hold of it; what comes after that is dropped.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context

    def may_hear(self) -> bool:
        """Tell whether the role has been given the key of recordings."""
        return self._context.gate.store.keys.recordings is not None

    def fetch(self, attachment_id: int, done: Callable[[bytes], object], failed: Callable[[str], object]) -> None:
        """Bring the whole sound, or words that say why there is none."""
        got: list[bytes] = []

        def refused(error: Exception) -> None:
            if isinstance(error, AppError):
                failed(str(error))
            else:
                failed("")
                self._context.messages.failed(error)

        def read(opened: Opened) -> None:
            place = sum(map(len, got))

            def come(block: bytes) -> None:
                got.append(block)
                if block:
                    read(opened)
                else:
                    done(b"".join(got))

            self._ask(lambda gate: gate.call(read_attachment, attachment_id, opened.look, place), come, refused)

        self._ask(lambda gate: gate.call(play_recording, attachment_id, gate.purpose), read, refused)

    def _ask(self, work: Callable[[Gate], object], done: Callable[..., object], failed: Failed) -> None:
        self._context.ask(self, work, done, failed=failed)

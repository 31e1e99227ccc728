"""Saved mails brought into the register: dropped on a page or chosen with a button, stored whole, taken back whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.errors import AppError, ExchangeError
from asiakasrekisteri.domain.progress import Progress
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.attaching import attach_files
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.dropping import accept_files
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.interactions.mails import AddedEmail, add_email

MAILS = frozenset({".eml", ".emlx"})
_MOST_BYTES = 100_000_000
"""A larger file is not read into memory: it is no mail."""


def ask_mails(parent: QWidget) -> Sequence[str]:
    """Show the system's dialog for choosing saved mails; nothing when cancelled."""
    kinds = _("Sähköpostiviestit (*.eml *.emlx)")
    return QFileDialog.getOpenFileNames(parent, _("Tuo sähköposti"), "", kinds)[0]


@dataclass(frozen=True, slots=True)
class _Owner:
    """On whose page the mails were dropped."""

    entity: str = ""
    id: int = 0

    def customer(self) -> int | None:
        return self.id if self.entity == "customer" and self.id else None

    def person(self) -> int | None:
        return self.id if self.entity == "person" and self.id else None


class BringMails(QObject):
    """Takes mails in one after another, each in a turn of its own on the store's thread.

    Args:
        context: the desk.
        files: on this computer.
        owner: on whose page they were dropped.
    """

    def __init__(self, context: Context, files: Sequence[Path], owner: _Owner) -> None:
        super().__init__(context)
        self._context, self._files, self._owner = context, list(files), owner
        self._count = len(self._files)
        self._added: list[AddedEmail] = []
        self._known: list[AddedEmail] = []
        self._refused: list[Exception] = []
        self._stopped = False
        self._task: Task | None = None
        self._job = context.jobs.begin(_("Luetaan viestiä…"), self.stop)
        self._next()

    def stop(self) -> None:
        """Cancel: what has been taken in stays and can be taken back; the mail under way is not taken in."""
        if not self._stopped:
            self._stopped = True
            if self._task is not None:
                self._task.cancel()
            self._end()

    def _next(self) -> None:
        if self._stopped:
            return
        if not self._files:
            self._end()
            self.deleteLater()
            return
        path = self._files.pop(0)
        done = self._count - len(self._files)
        self._job.tell(_("Luetaan viestiä {n} / {total}…").format(n=done, total=self._count))
        self._task = self._context.runner.aside(
            self, lambda progress: _read(path, progress), self._store, failed=self._failed
        )

    def _store(self, eml: bytes) -> None:
        owner = self._owner
        if self._stopped:
            return
        self._task = self._context.ask(
            self,
            lambda gate: gate.call(add_email, eml, owner.customer(), owner.person()),
            self._stored,
            failed=self._failed,
        )

    def _stored(self, added: AddedEmail) -> None:
        (self._known if added.known else self._added).append(added)
        if self._stopped:  # the cancel came too late for this one: it is told of
            self._tell()
        self._next()

    def _failed(self, error: Exception) -> None:
        self._refused.append(error)
        if not isinstance(error, AppError):
            self._files.clear()
        self._next()

    def _end(self) -> None:
        self._job.end()
        self._tell()
        for error in self._refused:  # after what was done, which would take their banners away
            self._context.messages.failed(error)

    def _tell(self) -> None:
        context, count, known = self._context, len(self._added), len(self._known)
        words = []
        if count:
            words.append(ngettext("{n} viesti tuotiin.", "{n} viestiä tuotiin.", count).format(n=count))
        if known:
            again = ngettext(
                "{n} viesti oli rekisterissä jo ennestään.", "{n} viestiä oli rekisterissä jo ennestään.", known
            )
            words.append(again.format(n=known))
        unknown = sum(a.customer_id is None for a in self._added)
        if unknown:
            lost = ngettext("{n} viestin asiakasta ei tunnistettu.", "{n} viestin asiakasta ei tunnistettu.", unknown)
            words.append(lost.format(n=unknown))
        if words:
            back = partial(_take_back, context, [a.undo for a in self._added]) if count else None
            context.messages.done(" ".join(words), back)
        for fault in dict.fromkeys(fault for a in self._added for fault in a.faults):
            context.messages.notice(Notice("warn", fault))
        if self._count == 1 and (found := (*self._added, *self._known)):
            context.go(f"interaction/{found[0].id}")


def _read(path: Path, progress: Progress) -> bytes:
    progress.report(0, 1)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ExchangeError(_("Viesti on liian suuri tuotavaksi. Lisää se asiakkaan liitteeksi."))
        return path.read_bytes()
    except OSError as error:
        raise ExchangeError(_("Tiedostoa ei voi lukea. Tarkista, että se on yhä paikallaan.")) from error


def _take_back(context: Context, numbers: Sequence[int]) -> None:
    def work(gate: Gate) -> None:
        for number in reversed(numbers):
            gate.call(undo, number)

    context.ask(context, work, lambda _none: context.messages.done(_("Viestien tuominen kumottiin.")))


class MailTaker(QObject):
    """Lets mails be dropped on a page or chosen with a button; other files become its owner's attachments.

    Args:
        context: the desk.
        place: where files may be dropped.
        others: whether files that are no mails are taken too.
    """

    def __init__(self, context: Context, place: QWidget, *, others: bool = True) -> None:
        super().__init__(place)
        self._context, self._place, self._others = context, place, others
        self._owner = _Owner()
        self.ask = ask_mails
        accept_files(place, self.take)

    def show_owner(self, entity: str, row_id: int) -> None:
        """Say whose page it is."""
        self._owner = _Owner(entity, row_id)

    def button(self) -> Button:
        """Return the button that does by keyboard what dropping does by mouse."""
        made = Button(_("Tuo sähköposti…"), "mail", "ghost", pressed=self.choose)
        made.setToolTip(_("Tallennetun viestin (.eml) voi myös pudottaa tälle sivulle"))
        return made

    def choose(self) -> None:
        """Ask which mails to bring."""
        if files := [Path(name) for name in self.ask(self._place)]:
            self.take(files)

    def take(self, files: Sequence[Path]) -> None:
        """Take dropped files: mails into the register, others as attachments."""
        mails = [f for f in files if f.suffix.lower() in MAILS]
        others = [f for f in files if f not in mails]
        if mails:
            BringMails(self._context, mails, self._owner)
        if others and self._others and self._owner.id:
            attach_files(self._context, self._owner.entity, self._owner.id, others)
        elif others:
            words = _("Tähän voi pudottaa vain .eml-viestejä. Pudota muu tiedosto asiakkaan tai henkilön sivulle.")
            self._context.messages.notice(Notice("info", words))

"""The page of backups: where they lie, which are known, and whether one has been put back to try it (R-73)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.messages import Notice
from asiakasrekisteri.gui.registerlist import RegisterList
from asiakasrekisteri.gui.screens.backups.dialogs import AskPath, GoneDialog, MakeDialog, TryDialog, ask_bundle
from asiakasrekisteri.gui.screens.backups.lists import LISTS
from asiakasrekisteri.gui.tabbedlists import TabbedLists
from asiakasrekisteri.gui.tasks import Task
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.usecases.backup_lists import BackupRow, PlaceRow, backup_rows, place_rows
from asiakasrekisteri.usecases.backups import try_backup
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.retention.records import Protocol

R = TypeVar("R")
BACKUPS_PAGE = "backups"
MAKE, TRY = "ota", "kokeile"
_COPIES, _TRIALS = "varmuuskopiot", "kokeilut"


class BackupsPage(TabbedLists):
    """The page "backups", "backups/paikat" (a tab), "backups/ota" and "backups/kokeile" (acts).

    Args:
        context: the desk.
        bundle: asks a backup; replaced by tests.
    """

    def __init__(self, context: Context, bundle: AskPath = ask_bundle) -> None:
        self._ask_bundle = bundle
        self.dialog: Dialog | None = None
        super().__init__(context, _("Varmuuskopiot"), LISTS)

    def open(self, argument: str) -> None:
        """See TabbedLists; an act is begun."""
        super().open({MAKE: _COPIES, TRY: _TRIALS}.get(argument, argument))
        if argument == MAKE:
            self.ask_make()
        elif argument == TRY:
            self.ask_try()

    def acts(self, shown: RegisterList) -> Sequence[QWidget]:
        """See TabbedLists."""
        if shown.spec.code != _COPIES:
            return ()
        return (
            Button(_("Kirjaa hävitys…"), "archive", "ghost", pressed=self.ask_gone),
            Button(_("Kokeile palautusta…"), "clipboard-check", "ghost", pressed=self.ask_try),
        )

    def ask_make(self) -> None:
        """Ask where, and make a backup."""

        def come(places: tuple[PlaceRow, ...]) -> None:
            self._show(MakeDialog(self.window(), places, self.make))

        self._context.ask(self, lambda gate: gate.call(place_rows), come)

    def make(self, folder: Path, place: int | None) -> None:
        """Make a backup."""

        def done(made: Path) -> None:
            words = _("Varmuuskopio tehtiin: {name}.").format(name=made.name)
            if place is None:
                words = _("{done} Kirjaa vielä, missä se säilytetään.").format(done=words)
            self._context.messages.done(words, None)

        self._work(_("Tehdään varmuuskopiota"), lambda gate: gate.call(make_backup, folder, place), done)

    def ask_try(self) -> None:
        """Ask which backup and the password, and try to restore it."""
        chosen = self.list().table.current_id() if self.tabs.current() == _COPIES else None
        if chosen is None:
            self._ask_password(self._ask_bundle(self, ""))
            return

        def come(rows: Sequence[BackupRow]) -> None:
            file = next((one.file for one in rows if one.here), "")
            self._ask_password(file or self._ask_bundle(self, ""))

        self._context.ask(self, lambda gate: gate.call(backup_rows, [chosen]), come)

    def _ask_password(self, file: str) -> None:
        if file:
            self._show(TryDialog(self.window(), file, lambda password: self.try_it(Path(file), password)))

    def try_it(self, bundle: Path, password: str) -> None:
        """Try to restore a backup."""

        def done(noted: Record) -> None:
            if noted["result"] == "whole":
                self._context.messages.done(_("Varmuuskopio palautuu ehjänä. Kokeilu kirjattiin."), None)
            else:
                fault = _("Varmuuskopio ei palaudu: {fault} Ota uusi kopio ja kokeile sitä.")
                self._context.messages.notice(Notice("err", fault.format(fault=noted["fault"])))
            self.tabs.open(_TRIALS)

        self._work(_("Kokeillaan palautusta"), lambda gate: try_backup(gate, bundle, password), done)

    def ask_gone(self) -> None:
        """Ask how the backup that is chosen was destroyed."""
        chosen = self.list().table.current_id()
        if chosen is None:
            self._context.messages.notice(
                Notice("info", _("Valitse ensin luettelosta varmuuskopio, joka on hävitetty."))
            )
            return

        def done(protocol: Protocol) -> None:
            words = _("Hävitys kirjattiin. Hävityspöytäkirja {number}.").format(number=protocol.number)
            self._context.messages.done(words, None)

        self._show(GoneDialog(self.window(), self._context, chosen, done))

    def _show(self, dialog: Dialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _work(self, words: str, work: Callable[[Gate], R], done: Callable[[R], object]) -> None:
        tasks: list[Task] = []
        job = self._context.jobs.begin(words, lambda: tasks[0].cancel() if tasks else None)

        def come(result: R) -> None:
            job.end()
            done(result)

        def failed(error: Exception) -> None:
            job.end()
            self._context.messages.failed(error)

        def step(_done: int, _total: int, said: str) -> None:
            job.tell(said or words)

        tasks.append(self._context.ask(self, work, come, failed=failed, step=step))

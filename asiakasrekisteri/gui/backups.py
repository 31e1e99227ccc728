"""The status bar tells when the register was last backed up."""

import datetime as dt

from PySide6.QtCore import QObject

from asiakasrekisteri.domain.formats import clock_time
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.usecases.recent import last_backup

_KIND = "backup"


class BackupTold(QObject):
    """Keeps the status bar telling of the last backup, for those who may make one.

    Args:
        context: the desk.
        window: whose status bar it is.
    """

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        if context.may(Permission.BACKUP_CREATE):
            context.bus.watch(self, (_KIND,), lambda _changes: self.look())
            self.look()

    def look(self) -> None:
        """Ask when the last backup was made."""
        self._context.ask(self, lambda gate: gate.call(last_backup), self._show)

    def _show(self, at: dt.datetime | None) -> None:
        words = _("Varmuuskopio {when}").format(when=clock_time(at)) if at is not None else ""
        self._window.status.show_backup(words)

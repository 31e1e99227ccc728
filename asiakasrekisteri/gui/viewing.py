"""The purpose of viewing, which every view of a person has: shown in the status bar, changed by Ctrl+Shift+T."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from asiakasrekisteri.domain.permissions import Role
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.dialogs.purpose import PurposeDialog
from asiakasrekisteri.gui.window import Window

PURPOSES = (
    N_("asiakaspalvelu"),
    N_("laskutus"),
    N_("tekninen tuki"),
    N_("tietopyyntö"),
    N_("tietojen päivitys"),
)
_BY_ROLE = {Role.BILLING: PURPOSES[1], Role.TECHNICAL: PURPOSES[2]}


def default_purpose(role: Role) -> str:
    """Return the purpose that a role begins with, in words."""
    return _(_BY_ROLE.get(role, PURPOSES[0]))


class Viewing(QObject):
    """Keeps the status bar and the gate of one purpose.

    Args:
        context: the surroundings whose gate carries the purpose.
        window: whose status bar shows it.
    """

    def __init__(self, context: Context, window: Window) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._shortcut = QShortcut(QKeySequence("Ctrl+Shift+T"), window)
        self._shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        self._shortcut.activated.connect(self.choose)
        window.status.purpose_pressed.connect(self.choose)
        context.purpose_changed.connect(window.status.show_purpose)
        if context.gate.purpose:
            window.status.show_purpose(context.gate.purpose)
        else:
            context.set_purpose(default_purpose(context.gate.actor.role))

    def choose(self) -> PurposeDialog:
        """Ask the purpose."""
        purposes = [_(purpose) for purpose in PURPOSES]
        dialog = PurposeDialog(self._window, purposes, self._context.gate.purpose, self._context.set_purpose)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

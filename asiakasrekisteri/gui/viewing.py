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
    """Return the purpose that a role begins with, as it is logged."""
    return _BY_ROLE.get(role, PURPOSES[0])


class Viewing(QObject):
    """Keeps the status bar and the gate of one purpose. It is shown in the user's language but logged in Finnish.

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
        context.purpose_changed.connect(self._show)
        if context.gate.purpose:
            self._show(context.gate.purpose)
        else:
            context.set_purpose(default_purpose(context.gate.actor.role))

    def choose(self) -> PurposeDialog:
        """Ask the purpose."""
        purposes = {_(purpose): purpose for purpose in PURPOSES}

        def chosen(words: str) -> None:
            self._context.set_purpose(purposes.get(words, words))

        dialog = PurposeDialog(self._window, tuple(purposes), _(self._context.gate.purpose), chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _show(self, purpose: str) -> None:
        self._window.status.show_purpose(_(purpose))

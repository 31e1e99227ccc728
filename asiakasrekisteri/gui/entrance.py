"""The way in: login, first password, recovery key, a register that cannot be opened. Ends with a session.

Only the login is loaded at the start of the program; the other cards are seldom needed and loaded when they are.
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from asiakasrekisteri.domain.errors import AppError, StoreMissingError
from asiakasrekisteri.domain.texts import language_in_use
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entry.frame import EntranceFrame
from asiakasrekisteri.gui.language import speak
from asiakasrekisteri.gui.preferences import Preferences
from asiakasrekisteri.gui.screens.login import WIDTH as LOGIN_WIDTH, LoginScreen
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.widgets.stacks import put

LANGUAGE, LAST_LOGIN = "language", "last_login"


class Entrance(QStackedWidget):
    """Shows one card at a time.

    Args:
        door: the office.
        runner: where keys are derived.
        failed: told of defects.
        preferences: language and the user ID used last on this computer.
        change: chooses another folder; None where that is not possible.
        missing: called when the folder holds no register; None shows it as any other trouble.
    """

    entered = Signal(object)
    shown = Signal()
    """A card has been put in place."""

    def __init__(
        self,
        door: OfficeDoor,
        runner: Runner,
        failed: Callable[[Exception], None],
        preferences: Preferences,
        change: Callable[[], object] | None = None,
        missing: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setAccessibleName("Asiakasrekisteri")
        self._missing = missing
        self._door, self._runner, self._failed = door, runner, failed
        self._preferences, self._change = preferences, change
        self._again: Callable[[], None] = self.show_login
        self._logins: list[str] = []
        speak(preferences.get(LANGUAGE, language_in_use()))

    def start(self) -> None:
        """Fetch the user IDs and show the login."""
        self._runner.run(self, lambda _progress: self._door.logins(), self._listed, failed=self._trouble)

    def card(self) -> QWidget | None:
        """Return the card shown."""
        shown = self.currentWidget()
        return shown.findChild(QFrame, "card") if shown is not None else None

    def show_login(self) -> None:
        """Show the login."""
        last = self._preferences.get(LAST_LOGIN)
        screen = LoginScreen(self._door, self._runner, self._failed, self._logins, last)
        screen.entered.connect(lambda session: self._enter(session, screen))
        screen.must_change.connect(self._change_password)
        screen.unavailable.connect(self.show_unavailable)
        screen.recovery_asked.connect(self._recover)
        self._show(screen, LOGIN_WIDTH, self.show_login)

    def show_unavailable(self, error: AppError) -> None:
        """Show why the register cannot be opened."""
        from asiakasrekisteri.gui.screens.unavailable import WIDTH, UnavailableScreen  # noqa: PLC0415 - the login is painted sooner

        screen = UnavailableScreen(error, self._door.office_path)
        screen.retried.connect(self.start)
        screen.other.setVisible(self._change is not None)
        if self._change is not None:
            screen.other_asked.connect(self._change)
        self._show(screen, WIDTH, lambda: self.show_unavailable(error))

    def _listed(self, logins: list[str]) -> None:
        self._logins = logins
        self.show_login()

    def _trouble(self, error: Exception) -> None:
        if isinstance(error, StoreMissingError) and self._missing is not None:
            self._missing()
        elif isinstance(error, AppError):
            self.show_unavailable(error)
        else:
            self._failed(error)

    def _enter(self, session: object, screen: LoginScreen) -> None:
        self._preferences.set(LAST_LOGIN, screen.users.login())
        self.entered.emit(session)

    def _change_password(self, login: str, old: str) -> None:
        from asiakasrekisteri.gui.screens.new_password import NewPasswordScreen  # noqa: PLC0415 - the login is painted sooner

        screen = NewPasswordScreen(self._door, self._runner, self._failed, login, old)
        screen.entered.connect(self.entered)
        screen.went_back.connect(self.show_login)
        self._show(screen, LOGIN_WIDTH, lambda: self._change_password(login, old))

    def _recover(self) -> None:
        from asiakasrekisteri.gui.screens.recovery import WIDTH, RecoveryScreen  # noqa: PLC0415 - the login is painted sooner

        screen = RecoveryScreen(self._door, self._runner, self._failed, self._preferences.get(LAST_LOGIN))
        screen.entered.connect(self.entered)
        screen.went_back.connect(self.show_login)
        self._show(screen, WIDTH, self._recover)

    def _show(self, screen: QFrame, width: int, again: Callable[[], None]) -> None:
        self._again = again
        screen.setObjectName("card")
        around = EntranceFrame(language_in_use(), self._speak, self._door.office_path, self._change)
        around.show_card(screen, width)
        put(self, around)
        self.shown.emit()

    def _speak(self, language: str) -> None:
        self._preferences.set(LANGUAGE, language)
        speak(language)
        self._again()

"""Login: user ID and password; says what is wrong, how many tries are left and how long to wait."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import AppError, LoginRefusedError, PasswordChangeRequiredError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entry.frame import EntranceCard
from asiakasrekisteri.gui.entry.passwords import Hint, PasswordField, caps_hint
from asiakasrekisteri.gui.entry.users import UserList
from asiakasrekisteri.gui.entry.waiting import Countdown
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row

WIDTH = 432


class LoginScreen(QFrame):
    """The card of the login page.

    Args:
        door: the office.
        runner: where the key is derived.
        failed: told of failures that are not about the password (defects).
        logins: user IDs to choose from, fetched before the page is shown.
        last_login: the ID used last on this computer, or "".
    """

    entered = Signal(object)
    """The session of the office that was opened."""
    must_change = Signal(str, str)
    """Right, but the first password: ID and password."""
    unavailable = Signal(object)
    """A StoreError: the register cannot be used."""
    recovery_asked = Signal()

    def __init__(
        self,
        door: OfficeDoor,
        runner: Runner,
        failed: Callable[[Exception], None],
        logins: list[str],
        last_login: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._door, self._runner, self._failed = door, runner, failed
        self.users = UserList(logins, last_login)
        self.login = QLineEdit()
        self.password = PasswordField(large=True)
        self._countdown = Countdown(self, self._count)
        self.wait = Hint("timer", "muted")
        self._build(listed=bool(logins))
        self.users.chosen.connect(lambda _login: self._choose())
        self.users.went_on.connect(self._to_password)
        self.login.returnPressed.connect(self._to_password)
        self.password.returnPressed.connect(self.enter)
        self._choose()

    def _build(self, *, listed: bool) -> None:
        self._listed = listed
        user_caption = label(_("Käyttäjä"), "strong")
        user_caption.setBuddy(self.users)
        self.login_field = Field(_("Käyttäjätunnus"), self.login)
        self.password_field = Field(_("Salasana"), self.password)
        self.open_button = Button(_("Avaa rekisteri"), "lock-open", "primary", "l", self.enter)
        self.open_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.forgot = Button(_("Unohtuiko salasana?"), kind="link", pressed=self._explain)
        self.recovery = Button(_("Käytä palautusavainta"), kind="link", pressed=self.recovery_asked.emit)
        self.advice = Hint("info", "info")
        card = EntranceCard(
            self._head(),
            column(user_caption, self.users, gap=4),
            self.login_field,
            column(self.password_field, caps_hint(self.password), self.wait, gap=4),
            self.open_button,
            self.advice,
            row(self.forgot, None, self.recovery),
        )
        note = _(
            "Katselut ja muutokset kirjataan käyttölokiin. Tietoja koskee vaitiolovelvollisuus (tietosuojalaki 35 §)."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card)
        for part in (self.users, user_caption):  # only in their card: without a parent they would be windows
            part.setVisible(listed)
        words = label(note, "small", wrap=True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout.addWidget(row(Icon("shield-check", 14), words, gap=6))

    def _head(self) -> QWidget:
        """Whose register this is; where this computer does not know the firm yet, which folder it lies in."""
        firm = self._door.firm_name()
        title, under = (firm, "Asiakasrekisteri") if firm else ("Asiakasrekisteri", self._door.office_path)
        return column(label(title, "display", wrap=True), label(under, "muted", wrap=True), gap=2)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.login if self._typed() else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def enter(self) -> None:
        """Try to open the office with what is typed."""
        login = self.login.text().strip() if self._typed() else self.users.login()
        password = self.password.text()
        self.login_field.show_problem("" if login else _("Kirjoita käyttäjätunnus."))
        self.password_field.show_problem("" if password else _("Kirjoita salasana."))
        if not login or not password or self._countdown.running():
            (self.password if login else self.login).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._busy(busy=True)
        self._runner.run(
            self,
            lambda progress: self._door.enter(login, password, progress),
            self._open,
            failed=lambda error: self._refused(error, login, password),
        )

    def _typed(self) -> bool:
        return not self._listed or not self.users.login()

    def _choose(self) -> None:
        self.login_field.setVisible(self._typed())

    def _to_password(self) -> None:
        typed = self._typed() and not self.login.text().strip()
        (self.login if typed else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def _explain(self) -> None:
        self.advice.say(
            _("Pääkäyttäjä voi antaa uuden salasanan asetuksista. Jos kukaan ei pääse sisään, käytä palautusavainta.")
        )

    def _busy(self, *, busy: bool) -> None:
        for part in (self.users, self.login, self.password, self.open_button, self.recovery):
            part.setEnabled(not busy)
        self.open_button.setText(_("Avataan…") if busy else _("Avaa rekisteri"))

    def _open(self, session: object) -> None:
        self.password.clear()
        self._busy(busy=False)
        self.entered.emit(session)

    def _refused(self, error: Exception, login: str, password: str) -> None:
        self._busy(busy=False)
        self.password.clear()
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(error, PasswordChangeRequiredError):
            self.must_change.emit(login, password)
        elif isinstance(error, LoginRefusedError):
            self.password_field.show_problem(str(error))
            if error.wait_seconds:
                self._countdown.start(error.wait_seconds)
        elif isinstance(error, AppError):
            self.unavailable.emit(error)
        else:
            self._failed(error)

    def _count(self, left: int) -> None:
        """Show how long to wait; typing is possible meanwhile."""
        self.open_button.setEnabled(left == 0)
        words = ngettext("Uusi yritys {n}\xa0sekunnin kuluttua.", "Uusi yritys {n}\xa0sekunnin kuluttua.", left)
        self.wait.say(words.format(n=left) if left else "", aloud=False)

"""Getting in with the printed recovery key: the key, whose password is changed, and the new password."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError, InvalidInputError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entry.frame import EntranceCard
from asiakasrekisteri.gui.entry.passwords import NewPassword
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.theme.theme import mono
from asiakasrekisteri.gui.widgets.basics import Button, column, label

WIDTH = 480


class RecoveryScreen(QFrame):
    """The card of the recovery page.

    Args:
        door: the office.
        runner: where the keys are opened.
        failed: told of defects.
        login: whose password is changed, as chosen on the login page.
    """

    entered = Signal(object)
    went_back = Signal()

    def __init__(self, door: OfficeDoor, runner: Runner, failed: Callable[[Exception], None], login: str = "") -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._door, self._runner, self._failed = door, runner, failed
        self.code, self.login = QLineEdit(), QLineEdit(login)
        self.code.setFont(mono(13))
        self.code_field = Field(
            _("Palautusavain"), self.code, _("Paperista, kuusi ryhmää. Väliviivat ja kirjainkoko eivät haittaa.")
        )
        self.login_field = Field(_("Käyttäjätunnus, jolle annetaan uusi salasana"), self.login)
        self.new = NewPassword()
        self.submit_button = Button(_("Avaa palautusavaimella"), "key-round", "primary", "l", self.submit)
        self.submit_button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = _("Avain on tulostettu käyttöönotossa ja säilytetään lukitussa tilassa. Käyttö kirjataan lokiin.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            EntranceCard(
                column(label(_("Palautusavain"), "display"), label(words, "muted", wrap=True), gap=2),
                self.code_field,
                self.login_field,
                self.new,
                self.submit_button,
                Button(_("Takaisin"), "arrow-left", "link", pressed=self.went_back.emit),
            )
        )
        self.new.second.returnPressed.connect(self.submit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Try the key."""
        code, login = self.code.text().strip(), self.login.text().strip()
        self.code_field.show_problem("" if code else _("Kirjoita palautusavain paperista."))
        self.login_field.show_problem("" if login else _("Kirjoita käyttäjätunnus."))
        if not code or not login:
            (self.login if code else self.code).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if not (password := self.new.password()):
            return
        self.submit_button.setEnabled(False)
        self._runner.run(
            self,
            lambda progress: self._door.enter_with_recovery(code, login, password, progress),
            self.entered.emit,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self.submit_button.setEnabled(True)
        if not isinstance(error, AppError):
            self._failed(error)
            return
        fields = {e.field for e in error.errors} if isinstance(error, InvalidInputError) else set()
        wrong_password = "password" in fields
        field = self.new.first_field if wrong_password else self.code_field
        field.show_problem(str(error))
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

"""The first password, given by the main user, is changed before work begins."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.door import OfficeDoor
from asiakasrekisteri.gui.entry.frame import EntranceCard
from asiakasrekisteri.gui.entry.passwords import NewPassword
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.widgets.basics import Button, column, label

WIDTH = 432


class NewPasswordScreen(QFrame):
    """Asks for a new password twice.

    Args:
        door: the office.
        runner: where the key is derived.
        failed: told of defects.
        login: whose password.
        old: the first password, just typed.
    """

    entered = Signal(object)
    went_back = Signal()

    def __init__(
        self, door: OfficeDoor, runner: Runner, failed: Callable[[Exception], None], login: str, old: str
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._door, self._runner, self._failed = door, runner, failed
        self._login, self._old = login, old
        self.new = NewPassword()
        self.save = Button(_("Vaihda salasana ja avaa"), "key-round", "primary", "l", self.submit)
        self.save.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = _("Salasanasi on pääkäyttäjän antama. Uuden tiedät vain sinä.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            EntranceCard(
                column(label(_("Vaihda salasana"), "display"), label(words, "muted", wrap=True), gap=2),
                self.new,
                self.save,
                Button(_("Takaisin"), "arrow-left", "link", pressed=self.went_back.emit),
            )
        )
        self.new.second.returnPressed.connect(self.submit)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.new.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def submit(self) -> None:
        """Change the password."""
        if not (password := self.new.password()):
            return
        self.save.setEnabled(False)
        self._runner.run(
            self,
            lambda progress: self._door.change_first_password(self._login, self._old, password, progress),
            self.entered.emit,
            failed=self._refused,
        )

    def _refused(self, error: Exception) -> None:
        self.save.setEnabled(True)
        if isinstance(error, AppError):
            self.new.first_field.show_problem(str(error))
            self.new.first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._failed(error)

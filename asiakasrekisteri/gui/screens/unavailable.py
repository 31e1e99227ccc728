"""The register cannot be opened: why, what is safe, what to do; tries again by itself while somebody else has it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError, StoreInUseError
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.entry.frame import EntranceCard
from asiakasrekisteri.gui.entry.passwords import Hint
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row

WIDTH = 560
RETRY_SECONDS = 15


class UnavailableScreen(QFrame):
    """The card of a register that cannot be used.

    Args:
        error: why.
        path: folder of the office.
    """

    retried = Signal()
    other_asked = Signal()

    def __init__(self, error: AppError, path: str) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._error, self._path = error, path
        in_use = isinstance(error, StoreInUseError)
        title = _("Rekisteri on käytössä toisaalla") if in_use else _("Rekisteriä ei voi avata")
        safe = _("Samaa rekisteriä ei voi muuttaa kahdesta paikasta yhtä aikaa. Mitään ei ole rikki.")
        calm = safe if in_use else _("Tiedostoihin ei ole koskettu.")
        self.retry = Button(_("Yritä uudelleen"), "refresh-cw", "primary", "l", self._retry)
        self.other = Button(_("Valitse toinen kansio…"), "database", size="l", pressed=self.other_asked.emit)
        for button in (self.retry, self.other):
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = column(label(title, "h1", wrap=True), label(calm, "muted", wrap=True), gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.countdown = Hint("timer", "muted")
        copy = Button(_("Kopioi tiedot"), "copy", "ghost", "s", self._copy)
        facts = column(
            label(path, "small", wrap=True), label(_("Virhe {code}").format(code=error.code), "small"), gap=2
        )
        facts.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            EntranceCard(
                row(Icon("lock" if in_use else "triangle-alert", 28, "warn"), words, gap=14),
                column(label(str(error), wrap=True), margins=(14, 12, 14, 12), area="inset"),
                row(self.retry, self.other),
                self.countdown,
                line(),
                row(facts, copy),
            )
        )
        self._left = RETRY_SECONDS
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        if in_use:
            self._timer.start()
            self._say()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        """A second has passed."""
        self._left -= 1
        if self._left <= 0:
            self._retry()
        else:
            self._say()

    def _say(self) -> None:
        words = ngettext(
            "Yritetään itsestään uudelleen {n}\xa0sekunnin kuluttua.",
            "Yritetään itsestään uudelleen {n}\xa0sekunnin kuluttua.",
            self._left,
        )
        self.countdown.say(words.format(n=self._left), aloud=False)

    def _retry(self) -> None:
        self._left = RETRY_SECONDS
        self.retried.emit()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._error.code}\n{self._error}\n{self._path}")

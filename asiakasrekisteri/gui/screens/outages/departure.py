"""The fifteen seconds in which a sending can still be called back."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import Button, clear, label, row

SECONDS = 15
_SECOND = 1_000


class Departure(QFrame):
    """A banner that counts down and then sends. Esc calls back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(20, 10, 16, 10)
        self._left = 0
        self._words = ""
        self._said = label("")
        self._go: Callable[[], object] = lambda: None
        self._back: Callable[[], object] = lambda: None
        self.back_button = self.now_button = Button("")
        self.timer = QTimer(self)
        self.timer.setInterval(_SECOND)
        self.timer.timeout.connect(self.tick)
        self.hide()

    def begin(self, words: str, go: Callable[[], object], back: Callable[[], object]) -> None:
        """Count down.

        Args:
            words: what is sent to how many and where.
            go: sends.
            back: nothing is sent after all.
        """
        self._words, self._go, self._back, self._left = words, go, back, SECONDS
        self.back_button = Button(_("Peru lähetys"), pressed=self.call_back)
        self.now_button = Button(_("Lähetä heti"), kind="link", pressed=self.go_now)
        clear(self._layout)
        self._said = label(self._text(), "h3", wrap=True)
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        parts = (Icon("send", 18, "info"), self._said, self.back_button, self.now_button)
        self._layout.addWidget(row(*parts, gap=10, margins=(12, 10, 12, 10), area="banner-info"))
        announce(self, self._text())
        self.show()
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.timer.start()

    def is_counting(self) -> bool:
        """Tell whether it can still be called back."""
        return self.timer.isActive()

    def tick(self) -> None:
        """One second has gone."""
        self._left -= 1
        if self._left <= 0:
            self.go_now()
        else:
            self._said.setText(self._text())

    def call_back(self) -> None:
        """Send nothing."""
        if self._stop():
            self._back()

    def go_now(self) -> None:
        """Send without waiting."""
        if self._stop():
            self._go()

    def _text(self) -> str:
        return _("{what} Lähtee {n}\xa0s kuluttua.").format(what=self._words, n=self._left)

    def _stop(self) -> bool:
        counting = self.is_counting()
        self.timer.stop()
        self.hide()
        return counting

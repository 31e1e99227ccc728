"""Minutes of a call: a clock that runs, and a field that can be typed into."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import icon_button, label
from asiakasrekisteri.gui.widgets.player import clock

_SECOND = 1000
_MINUTE = 60
_LONGEST = 9_999


class Stopwatch(QFrame):
    """How long a call has taken. While the clock runs it fills the minutes; what is typed stops it.

    Args:
        now: seconds of a clock that never goes back.
    """

    changed = Signal()
    """The minutes are not what they were."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._now = now
        self._since: float | None = None
        self._before = 0.0
        self.line = QLineEdit()
        self.line.setValidator(QIntValidator(0, _LONGEST, self))
        self.line.setFixedWidth(px(64))
        self.run = icon_button("play", _("Käynnistä kello"), self.toggle)
        self.shown = label(clock(0), "muted")
        self._tick = QTimer(self)
        self._tick.setInterval(_SECOND)
        self._tick.timeout.connect(self.tick)
        self.line.textEdited.connect(self._typed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.line, label(_("min"), "muted"), self.run, self.shown):
            layout.addWidget(part)
        layout.addStretch(1)
        self.setFocusProxy(self.line)

    def minutes(self) -> int | None:
        """Return the minutes, begun ones whole; None when nothing was measured or typed."""
        text = self.line.text().strip()
        return int(text) if text.isdigit() else None

    def is_running(self) -> bool:
        """Tell whether the clock runs."""
        return self._since is not None

    def start(self) -> None:
        """Begin from nothing."""
        self.show_minutes(None)
        self._run()

    def show_minutes(self, minutes: int | None) -> None:
        """Show minutes that are known; the clock stands."""
        self._hold()
        self._before = 0.0
        self.line.setText("" if minutes is None else str(minutes))
        self.shown.setText(clock(0))

    def stop(self) -> None:
        """Hold the clock; what it has measured stays."""
        self.tick()
        self._hold()

    def toggle(self) -> None:
        """Run or hold."""
        if self.is_running():
            self.stop()
        else:
            self._run()

    def tick(self) -> None:
        """Show how long it has been."""
        if self._since is None:
            return
        seconds = int(self._before + self._now() - self._since)
        self.shown.setText(clock(seconds))
        words = str(-(-seconds // _MINUTE)) if seconds else ""
        if words != self.line.text():
            self.line.setText(words)
            self.changed.emit()

    def _run(self) -> None:
        self._since = self._now()
        self._tick.start()
        self._show_button(_("Pysäytä kello"), "pause")

    def _hold(self) -> None:
        if self._since is not None:
            self._before += self._now() - self._since
        self._since = None
        self._tick.stop()
        self._show_button(_("Käynnistä kello"), "play")

    def _typed(self, _text: str) -> None:
        self._hold()
        self.changed.emit()

    def _show_button(self, words: str, icon_name: str) -> None:
        self.run.show_icon(icon_name, "muted")
        self.run.setToolTip(words)
        self.run.setAccessibleName(words)

"""The steps of a longer task: done, now, to come; the state also in words."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.basics import FIXED, column, label


@dataclass(frozen=True, slots=True)
class StepText:
    """A step: its name and what has been, or will be, done in it."""

    title: str
    text: str = ""


class Steps(QFrame):
    """Steps under one another.

    Args:
        steps: in order.
        now: the one being done, from 0.
        choosable: whether a step is opened by a click or Enter; `chosen` tells its place.
    """

    chosen = Signal(int)

    def __init__(self, steps: tuple[StepText, ...], now: int = 0, *, choosable: bool = False) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._choosable = choosable
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._rows: list[_Row] = []
        self.show_steps(steps, now)

    def show_steps(self, steps: tuple[StepText, ...], now: int, open_at: int = -1) -> None:
        """Show which step is being done; `now` and the one that is looked at, `open_at`, count from 0."""
        focused = next((place for place, old in enumerate(self._rows) if old.hasFocus()), -1)
        for old in self._rows:
            self._layout.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        for place, step in enumerate(steps):
            state = (place > now) - (place < now)
            made = self._row(step, place, state, last=place == len(steps) - 1)
            words = {-1: _("tehty"), 0: _("kesken"), 1: _("tekemättä")}[state]
            said = _("Vaihe {number}/{count}: {title}, {state}")
            made.setAccessibleName(said.format(number=place + 1, count=len(steps), title=step.title, state=words))
            if self._choosable:
                self._make_choosable(made, place, looked_at=place == open_at)
            self._layout.addWidget(made)
            self._rows.append(made)
        if 0 <= focused < len(self._rows):  # the one who walks the steps by keys stays on hers
            QTimer.singleShot(0, self._rows[focused], self._rows[focused].setFocus)

    def _make_choosable(self, made: "_Row", place: int, *, looked_at: bool) -> None:
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.pressed.connect(lambda: self.chosen.emit(place))
        made.look_at(looked_at)

    @staticmethod
    def _row(step: StepText, place: int, state: int, *, last: bool) -> "_Row":
        made = _Row()
        layout = QHBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(_Mark(place + 1, state, last=last))
        title = label(step.title, "muted" if state > 0 else "h3" if state == 0 else "strong", wrap=True)
        words = column(title, *([label(step.text, "small", wrap=True)] if step.text else []), None, gap=1)
        words.setContentsMargins(0, 3, 0, 0 if last else 14)
        layout.addWidget(words, 1)
        return made


class _Row(QFrame):
    """A step that may be pressed; a bar at its left where it is the one looked at."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._looked_at = False

    def look_at(self, looked_at: bool) -> None:
        """Mark the step whose contents are shown."""
        self._looked_at = looked_at
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open a step, arrows go to the next one."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.pressed.emit()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.focusNextPrevChild(key == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._looked_at:
            painter = QPainter(self)
            painter.fillRect(QRectF(self.width() - 3, 2, 3, px(24)), color("accent"))


class _Mark(QWidget):
    """A numbered disc with a line down to the next one."""

    def __init__(self, number: int, state: int, *, last: bool) -> None:
        super().__init__()
        self._number, self._state, self._last = number, state, last
        self.setSizePolicy(FIXED, self.sizePolicy().Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(px(26), px(26))

    def paintEvent(self, event: object) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(24)
        disc = QRectF(1, 1, side, side)
        if not self._last:
            stripe = QRectF(side / 2, side + 4, 2, self.height() - side - 6)
            painter.fillRect(stripe, color("ok" if self._state < 0 else "border"))
        if self._state < 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("ok_bg"))
            painter.drawEllipse(disc)
            gap = px(6)
            paint_icon(painter, "check", disc.adjusted(gap, gap, -gap, -gap), "ok", 2.5)
            return
        now = self._state == 0
        painter.setPen(Qt.PenStyle.NoPen if now else QPen(color("field"), 1.5))
        painter.setBrush(color("accent") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        painter.setPen(color("accent_fg" if now else "muted"))
        painter.setFont(font(12, 700 if now else 600))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))

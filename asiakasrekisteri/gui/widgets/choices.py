"""Ways to choose: segments, switch, combo, filter chip."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QHBoxLayout,
    QMenu,
    QToolButton,
)

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import paint_icon
from asiakasrekisteri.gui.theme.style import draw_switch
from asiakasrekisteri.gui.theme.theme import color, px
from asiakasrekisteri.gui.widgets.basics import FIXED, Button, restyle

MANY = 12
"""A combo with more entries than this can be typed into."""


class Segmented(QFrame):
    """Two to five choices side by side; one tab stop, arrows move.

    Args:
        name: what is chosen, for screen readers.
        choices: (code, words).
        chosen: code chosen at first.
        small: 26 px instead of 32.
    """

    changed = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], chosen: str = "", *, small: bool = False) -> None:
        super().__init__()
        self.setProperty("area", "segments")
        self.setAccessibleName(name)
        self.setSizePolicy(FIXED, FIXED)
        self._codes = [code for code, _words in choices]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        for place, (_code, words) in enumerate(choices):
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setProperty("k", "segment")
            button.setProperty("sz", "s" if small else "")
            button.setAccessibleName(f"{name}: {words}")
            self._group.addButton(button, place)
            button.installEventFilter(self)
            layout.addWidget(button)
        self.choose(chosen or self._codes[0])
        self._group.idToggled.connect(self._toggled)

    def chosen(self) -> str:
        """Return the code chosen."""
        return self._codes[self._group.checkedId()]

    def choose(self, code: str) -> None:
        """Choose by code."""
        self._group.button(self._codes.index(code)).setChecked(True)
        self._one_tab_stop()

    def set_words(self, code: str, words: str) -> None:
        """Change the words of a choice, e.g. to show a live count."""
        self._group.button(self._codes.index(code)).setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move by arrows, which the buttons would keep to themselves."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if step:
                place = (self._group.checkedId() + step) % len(self._codes)
                self.choose(self._codes[place])
                self._group.button(place).setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _one_tab_stop(self) -> None:
        for button in self._group.buttons():
            policy = Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self._one_tab_stop()
            self.changed.emit(self._codes[place])


class Switch(QCheckBox):
    """Takes effect at once (a check box waits for the form to be saved)."""

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(px(40) + words, max(px(24), self.fontMetrics().height()))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002 - the whole of it reacts
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        top = (self.height() - px(18)) / 2
        draw_switch(painter, QRectF(0, top, px(32), px(18)), color, on=self.isChecked(), enabled=self.isEnabled())
        painter.setPen(color("text" if self.isEnabled() else "muted"))
        words = QRectF(px(40), 0, self.width() - px(40), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Choice(QComboBox):
    """A combo of codes and words; with more than 12 entries it can be typed into and finds any part of a word.

    Args:
        options: (code, words) in order.
        optional: whether "nothing chosen" is the first entry.
    """

    def __init__(self, options: Sequence[tuple[str, str]], *, optional: bool = False) -> None:
        super().__init__()
        self._optional = optional
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.offer(options)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Show other choices; the one chosen stays chosen if it is still among them."""
        chosen = self.code() if self.count() else ""
        self.clear()
        for code, words in (*([("", "")] if self._optional else []), *options):
            self.addItem(words, code)
        if self.count() > MANY and not self.isEditable():
            self.setEditable(True)
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            completer = QCompleter(self.model(), self)
            self.setCompleter(completer)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def code(self) -> str:
        """Return the code chosen, "" for none."""
        if self.isEditable():
            place = self.findText(self.currentText(), Qt.MatchFlag.MatchFixedString)
            return str(self.itemData(place)) if place >= 0 else ""
        return str(self.currentData() or "")

    def choose(self, code: str) -> None:
        """Choose by code; an unknown code chooses nothing."""
        self.setCurrentIndex(self.findData(code))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: a wheel must not change a value by accident."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Add the arrow, which style sheets cannot colour from tokens."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(14)
        where = QRectF(self.width() - side - px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, "chevron-down", where, "muted")


class FilterChip(Button):
    """One condition of a list, e.g. "Tila: voimassa ✕". A click offers other values; Del or the last entry removes it.

    Args:
        name: what is filtered.
        options: (code, words).
        chosen: code in force, "" for no condition.
        changed: told of the new code.
    """

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]],
        chosen: str = "",
        changed: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__("", kind="filteroff")
        self._name, self._options, self._changed = name, options, changed
        self._code = chosen
        self.clicked.connect(self._open)
        self._show()

    def code(self) -> str:
        """Return the code in force."""
        return self._code

    def choose(self, code: str) -> None:
        """Put a condition into force, "" for none."""
        self._code = code
        self._show()
        if self._changed is not None:
            self._changed(code)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Give other values to choose from: (code, words)."""
        self._options = options
        self._show()

    def words(self, code: str) -> str:
        """Return what a value is called; "" for one that is not offered."""
        return dict(self._options).get(code, "")

    def menu_entries(self) -> QMenu:
        """Return the menu of values."""
        menu = QMenu(self)
        for code, words in self._options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(code == self._code)
            action.triggered.connect(lambda _on=False, c=code: self.choose(c))
        if self._code:
            menu.addSeparator()
            menu.addAction(_("Poista ehto")).triggered.connect(lambda _on=False: self.choose(""))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del removes the condition."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._code:
            self.choose("")
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the cross removes the condition."""
        if self._code and event.position().x() > self.width() - px(28):
            self.setDown(False)
            self.choose("")
        else:
            super().mouseReleaseEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + px(20), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px(14)
        where = QRectF(self.width() - side - px(9), (self.height() - side) / 2, side, side)
        paint_icon(painter, "x" if self._code else "chevron-down", where, "accent" if self._code else "muted")

    def _show(self) -> None:
        words = self.words(self._code)
        self.setText(_("{name}: {value}").format(name=self._name, value=words) if self._code else self._name)
        self.setProperty("k", "filter" if self._code else "filteroff")
        restyle(self)
        self.setAccessibleName(_("Ehto {name}: {value}").format(name=self._name, value=words or _("ei rajausta")))
        self.updateGeometry()

    def _open(self) -> None:
        self.menu_entries().popup(self.mapToGlobal(self.rect().bottomLeft()))

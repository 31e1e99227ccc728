"""A labelled editor: label above, editor, and under it the error, the note or the hint. Knows no catalogue."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import LabelStyle, fill, label, restyle

_GAP = 6


class Field(QFrame):
    """A labelled editor that says what is wrong with its value.

    Args:
        caption: label, in the user's language.
        editor: the widget that holds the value.
        optional: marked *valinnainen*.
        hint: shown while nothing is wrong.
        captioned: False when the editor carries its own label (check box).
    """

    left = Signal()
    """The focus left the editor."""

    def __init__(
        self, caption: str, editor: QWidget, hint: str = "", *, optional: bool = False, captioned: bool = True
    ) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.editor, self._hint, self.caption = editor, hint, caption
        self._problem = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self._words: QLabel | None = None
        self._mark: QLabel | None = None
        if captioned:
            self._words = label(caption, "strong")
            self._words.setBuddy(editor)
            self._mark = label(_("valinnainen"), "small") if optional else None
            head = QHBoxLayout()
            head.setSpacing(_GAP)
            fill(head, self._words, *([self._mark] if self._mark else []), None)
            layout.addLayout(head)
        layout.addWidget(editor)
        self._foot: _Foot | None = None
        layout.addStretch(1)
        spoken = _("{label}, valinnainen").format(label=caption) if optional else caption
        editor.setAccessibleName(spoken)
        editor.installEventFilter(self)
        self._show("small", hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out *valinnainen* where it would cut the label; it is still read aloud."""
        super().resizeEvent(event)
        if self._words is not None and self._mark is not None:
            both = self._words.sizeHint().width() + _GAP + self._mark.sizeHint().width()
            self._mark.setVisible(both <= event.size().width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell when the focus leaves, unless it only went to a menu or to another window."""
        if event.type() == QEvent.Type.FocusOut and watched is self.editor:
            popup = QApplication.activePopupWidget()
            if popup is None and self.window().isActiveWindow():
                self.left.emit()
        return super().eventFilter(watched, event)

    def problem(self) -> str:
        """Return what is wrong, or ""."""
        return self._problem

    def show_problem(self, text: str) -> None:
        """Show what is wrong and how to mend it; "" when it is cured."""
        self._problem = text
        if bool(self.editor.property("bad")) != bool(text):
            self.editor.setProperty("bad", bool(text))
            restyle(self.editor)
        self._show("err" if text else "small", text or self._hint)
        self.editor.setAccessibleDescription(text or self._hint)
        if text:
            announce(self.editor, text)

    def show_note(self, text: str) -> None:
        """Show what was done to the value, e.g. that a number was put in international form."""
        self._show("small", text or self._hint)
        self.editor.setAccessibleDescription(text)

    def shown_text(self) -> str:
        """Return the words under the editor."""
        return self._foot.words.text() if self._foot is not None else ""

    def _show(self, style: LabelStyle, text: str) -> None:
        """Show words under the editor; the foot is made when there are some, for most fields never."""
        if self._foot is None:
            if not text:
                return
            self._foot = _Foot()
            layout = self.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.count() - 1, self._foot)
        self._foot.show_words(style, text)


class _Foot(QFrame):
    """What stands under an editor: words, with a sign before them when they are an error."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._icon = Icon("circle-alert", 14, "err")
        self.words = label("", "small", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words)

    def show_words(self, style: LabelStyle, text: str) -> None:
        """Show these words in one of the styles of labels, or nothing."""
        self.words.setText(text)
        if self.words.property("t") != style:
            self.words.setProperty("t", style)
            restyle(self.words)
        self._icon.setVisible(style == "err")
        self.setVisible(bool(text))

"""A labelled editor: label above, editor, and under it the error, the note or the hint. Knows no catalogue."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import label, restyle, row


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
        if captioned:
            words = label(caption, "strong")
            words.setBuddy(editor)
            marks = [label(_("valinnainen"), "small")] if optional else []
            layout.addWidget(row(words, *marks, None, gap=6))
        layout.addWidget(editor)
        self._icon = Icon("circle-alert", 14, "err")
        self._text = label("", "small", wrap=True)
        self._foot = row(self._icon, self._text, gap=6)
        foot = self._foot.layout()
        assert foot is not None
        foot.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        self._text.setSizePolicy(self._text.sizePolicy().Policy.Expanding, self._text.sizePolicy().Policy.Preferred)
        layout.addWidget(self._foot)
        layout.addStretch(1)
        spoken = _("{label}, valinnainen").format(label=caption) if optional else caption
        editor.setAccessibleName(spoken)
        editor.installEventFilter(self)
        self._show("small", hint)

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
        return self._text.text()

    def _show(self, style: str, text: str) -> None:
        self._text.setText(text)
        if self._text.property("t") != style:
            self._text.setProperty("t", style)
            restyle(self._text)
        self._icon.setVisible(style == "err")
        self._foot.setVisible(bool(text))

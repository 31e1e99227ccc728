"""The base of the few dialogs there are: irreversible act, unsaved work, purpose of a reveal, defect (UI.md §16)."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.gui.theme.focus import give_back
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, ButtonKind, Part, fill, label


class Dialog(QDialog):
    """A dialog with a question about the object as its title and acts on its buttons: never Yes, No or OK.

    Args:
        parent: the window it belongs to.
        title: the question; no personal data unless the window itself shows them.
        parts: widgets under the title.
        width: at text size 100 %.
    """

    def __init__(self, parent: QWidget | None, title: str, *parts: Part, width: int = 480) -> None:
        super().__init__(parent)
        self.setWindowTitle("Asiakasrekisteri")
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(px(width))
        self._opener = QApplication.focusWidget()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        self.body.addWidget(label(title, "h1", wrap=True))
        fill(self.body, *parts)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(20)
        layout.addLayout(self.body)
        layout.addLayout(self._buttons)
        self._first: QWidget | None = None

    def add(self, *parts: Part) -> None:
        """Add widgets under the title."""
        fill(self.body, *parts)
        for part in parts if self.isVisible() else ():
            if isinstance(part, QWidget):
                part.show()  # otherwise only at the next turn of events, too late for `fit`

    def button(
        self, words: str, act: Callable[[], object] | None = None, kind: ButtonKind = "plain", *, default: bool = False
    ) -> Button:
        """Add a button at the right; the act goes last. Without `act` it closes the dialog.

        A danger button is never the default.
        """
        made = Button(words, kind=kind, pressed=act or self.reject)
        made.setDefault(default and kind != "danger")
        self._buttons.addWidget(made)
        if self.isVisible():
            made.show()
        return made

    def focus_first(self, widget: QWidget) -> None:
        """Choose what holds the focus when the dialog opens."""
        self._first = widget

    def fit(self) -> None:
        """Take the height that the words need at the present width; Qt's own measure forgets broken lines."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalMinimumSize().height()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def done(self, result: int) -> None:
        """Close and give the focus back to the opener."""
        super().done(result)
        give_back(self._opener, Qt.FocusReason.OtherFocusReason)


def ask(
    parent: QWidget | None, title: str, text: str, acts: tuple[tuple[str, ButtonKind, Callable[[], object]], ...]
) -> Dialog:
    """Open a dialog that asks what to do: words, kind and act of each button, the safe one first.

    Returns:
        the dialog, already shown; each button closes it before its act is done.
    """
    dialog = Dialog(parent, title, label(text, "body", wrap=True))

    def closing(act: Callable[[], object]) -> Callable[[], object]:
        def close_and_act() -> None:
            dialog.accept()
            act()

        return close_and_act

    for place, (words, kind, act) in enumerate(acts):
        made = dialog.button(words, closing(act), kind, default=place == 0)
        if place == 0:
            dialog.focus_first(made)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog

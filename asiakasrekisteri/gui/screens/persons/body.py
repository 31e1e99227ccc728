"""The body of a person's page: one view at a time, and over it how far a print is."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollBar, QStackedLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.documents import Documents
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, label, row
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, Skeleton


class Body(QFrame):
    """Shows one view; the one before is deleted, unless it is kept for the next person.

    Args:
        kept: the view that is kept.
        documents: whose work is told over the view.
    """

    def __init__(self, kept: QWidget, documents: Documents) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._kept = kept
        self._work = label("", "small")
        cancel = Button(_("Keskeytä"), "x", "link", pressed=documents.cancel)
        self._working = row(self._work, cancel, None, margins=(20, 6, 16, 6))
        self._working.hide()
        views = QFrame()
        views.setProperty("area", "plain")
        self._views = QStackedLayout(views)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._working)
        layout.addWidget(views, 1)
        documents.working.connect(self._tell_work)

    def current(self) -> QWidget | None:
        """Return the view in front."""
        return self._views.currentWidget()

    def add(self, view: QWidget) -> None:
        """Add a view behind the one in front: it takes its size before it is shown."""
        self._views.addWidget(view)

    def put(self, view: QWidget) -> None:
        """Bring a view to the front."""
        self._views.addWidget(view)
        self._views.setCurrentWidget(view)
        for place in reversed(range(self._views.count())):
            old = self._views.widget(place)
            if old is not None and old not in {view, self._kept}:
                self._views.removeWidget(old)
                old.hide()
                old.deleteLater()

    def clear(self) -> None:
        """Show nothing."""
        self.put(frame("plain"))

    def show_skeleton(self) -> None:
        """Show that something is being fetched."""
        self.put(column(Skeleton(6), None, margins=(20, 20, 16, 16)))

    def show_gone(self, go_back: Callable[[], object]) -> None:
        """Show that the person is not in the register any more."""
        words = _("Hänen tietonsa on hävitetty tai tallennus on kumottu.")
        back = Beginning("users", _("Henkilöluettelo"), "", _("Näytä henkilöt"), go_back)
        self.put(EmptyState("user-round", _("Henkilöä ei ole enää rekisterissä"), words, (back,)))

    def _tell_work(self, words: str) -> None:
        self._work.setText(words)
        self._working.setVisible(bool(words))


def scroll_by_key(bar: QScrollBar | None, event: QKeyEvent) -> bool:
    """Scroll a page by the keys that leave the focus where it is; tell whether the key was one of them."""
    steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
    key = Qt.Key(event.key())
    if bar is None or key not in {*steps, Qt.Key.Key_Home, Qt.Key.Key_End}:
        return False
    if key in steps:
        bar.setValue(bar.value() + steps[key] * bar.pageStep())
    else:
        bar.setValue(bar.minimum() if key == Qt.Key.Key_Home else bar.maximum())
    return True

"""Views of which one is seen at a time: what is shown instead of another takes its place, and the other goes."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QPushButton, QStackedLayout, QStackedWidget, QWidget

Stack = QStackedWidget | QStackedLayout


def put(stack: Stack, view: QWidget) -> None:
    """Show a view instead of the one in front, which is destroyed; a view that is there already stays."""
    old = stack.currentWidget()
    stack.addWidget(view)
    stack.setCurrentWidget(view)
    if old is not None and old is not view:
        _destroy(stack, old)


def show_instead(stack: Stack, view: QWidget | None) -> None:
    """Show a view in front of the first one of a stack; None: the first one again. Earlier ones are destroyed."""
    focused, first = QApplication.focusWidget(), stack.widget(0)
    while stack.count() > 1 and (old := stack.widget(1)) is not None:
        _destroy(stack, old)
    if view is not None:
        stack.addWidget(view)
        stack.setCurrentWidget(view)
        if focused is not None and first is not None and first.isAncestorOf(focused):
            stand_on_first(view)


def stand_on_first(view: QWidget) -> None:
    """Put the focus, which would be lost with what is covered, on the first thing to do in a view."""
    button = next((one for one in view.findChildren(QPushButton) if one.isVisible() and one.isEnabled()), None)
    if button is not None:
        button.setFocus(Qt.FocusReason.OtherFocusReason)


def _destroy(stack: Stack, old: QWidget) -> None:
    stack.removeWidget(old)
    old.hide()  # a stacked layout leaves it where it is until it is destroyed
    old.deleteLater()


class BesideOrUnder(QFrame):
    """Two parts side by side, or under each other where both do not fit; the second takes the room left over."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self._both = (left, right)
        self._box.addWidget(left)
        self._box.addWidget(right, 1)

    def event(self, event: QEvent) -> bool:
        """Fit them anew when the room or their words have changed."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            fits = sum(part.sizeHint().width() for part in self._both) + self._box.spacing() <= self.width()
            self._box.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        return done

    def minimumSizeHint(self) -> QSize:
        """Ask for no more width than the wider of them."""
        return QSize(max(part.minimumSizeHint().width() for part in self._both), super().minimumSizeHint().height())


class Place(QFrame):
    """A place for one view, which is made anew each time what it shows has come."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._layout = QStackedLayout(self)

    def put(self, view: QWidget) -> None:
        """Show this view instead of the one before."""
        put(self._layout, view)

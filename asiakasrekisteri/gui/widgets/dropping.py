"""Files from outside: dropped on a place, or chosen with a button that does the same by keyboard."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFileDialog, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.theme import color, font, px
from asiakasrekisteri.gui.widgets.basics import Button

Taken = Callable[[Sequence[Path]], object]
AskFiles = Callable[[QWidget], Sequence[str]]
_RADIUS = 8


def local_files(data: QMimeData) -> list[Path]:
    """Return the files of this computer in what is dragged; folders and addresses of the web are left out."""
    paths = (Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())
    return [path for path in paths if path.is_file()]


def ask_files(parent: QWidget) -> Sequence[str]:
    """Show the system's dialog for choosing files; nothing when cancelled."""
    return QFileDialog.getOpenFileNames(parent, _("Lisää tiedosto"))[0]


class _Edge(QWidget):
    """Drawn over the place while files are held over it."""

    def __init__(self, ground: QWidget) -> None:
        super().__init__(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        where = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        ground = color("accent_soft")
        painter.setBrush(ground)
        painter.setPen(QPen(color("accent"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(where, px(_RADIUS), px(_RADIUS))
        painter.setFont(font(13, 600))
        painter.setPen(color("accent"))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, _("Lisää pudottamalla"))


class _Catcher(QObject):
    """Lets a widget take files."""

    def __init__(self, place: QWidget, taken: Taken) -> None:
        super().__init__(place)
        self._place, self._taken = place, taken
        self.edge = _Edge(place)
        place.setAcceptDrops(True)
        place.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the edge while files are over the place, and take them when they are let go."""
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(event, QDropEvent):
            return self._over(event)
        if event.type() == QEvent.Type.DragLeave:
            self.edge.hide()
        elif event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            return self._drop(event)
        elif event.type() == QEvent.Type.Resize:
            self.edge.setGeometry(self._place.rect())
        return super().eventFilter(watched, event)

    def _over(self, event: QDropEvent) -> bool:
        if isinstance(event, QDragEnterEvent) and not local_files(event.mimeData()):
            event.ignore()
            return True
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.edge.setGeometry(self._place.rect())
        self.edge.show()
        self.edge.raise_()
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self.edge.hide()
        files = local_files(event.mimeData())
        if files:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._taken(files)
        return bool(files)


def accept_files(place: QWidget, taken: Taken) -> None:
    """Let files be dropped on a widget.

    Args:
        place: where they may be dropped; its edge is highlighted while they are held over it.
        taken: told of the files, which lie on this computer.
    """
    _Catcher(place, taken)


class AddFiles(Button):
    """The button that does by keyboard what dropping does by mouse.

    Args:
        taken: told of the files that were chosen.
        ask: shows the dialog; replaced by tests.
        text: its words.
    """

    def __init__(self, taken: Taken, ask: AskFiles = ask_files, text: str = "") -> None:
        super().__init__(text or _("Lisää tiedosto…"), "paperclip", pressed=self._choose)
        self._taken, self._ask = taken, ask
        self.setToolTip(_("Tiedostot voi myös pudottaa tähän"))

    def _choose(self) -> None:
        if files := [Path(name) for name in self._ask(self)]:
            self._taken(files)

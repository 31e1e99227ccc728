"""The banner, which stays until it is dealt with, and the undo bar, which goes by itself after ten seconds."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import FIXED, Button, column, icon_button, label, line

BannerTone = Literal["info", "ok", "warn", "err"]
UNDO_MILLISECONDS = 10_000
_ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "err": "circle-alert"}


class Banner(QFrame):
    """What happened, what to do, and buttons for it.

    Args:
        tone: info, ok, warn or err.
        title: the sentence.
        text: more, or "".
        actions: buttons at the right.
        closable: whether the user may take it away.
        icon_name: Lucide name, where the tone's own sign does not say it.
    """

    closed = Signal()

    def __init__(
        self,
        tone: BannerTone,
        title: str,
        text: str = "",
        actions: tuple[QWidget, ...] = (),
        *,
        closable: bool = False,
        icon_name: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("area", f"banner-{tone}")
        self.setAccessibleName(title)
        layout = self._parts = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(10)
        place = Qt.AlignmentFlag.AlignTop if text else Qt.AlignmentFlag.AlignVCenter
        layout.addWidget(Icon(icon_name or _ICONS[tone], 18, tone), 0, place)
        words = [label(title, "h3", wrap=True)] + ([label(text, "smalltext", wrap=True)] if text else [])
        layout.addWidget(column(*words, gap=2), 1)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        if closable:
            layout.addWidget(icon_button("x", _("Sulje ilmoitus"), self._close, small=True))
        announce(self, f"{title} {text}".strip())

    def become_line(self) -> None:
        """Become a line of a list: no ground of its own, and as low as its words allow."""
        self.setProperty("area", "plain")
        self._parts.setContentsMargins(12, 4, 8, 4)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class NoticeList(QFrame):
    """Several banners as the lines of one calm list, so that they do not push the work off the page.

    Args:
        banners: the most urgent first.
    """

    def __init__(self, banners: Sequence[Banner]) -> None:
        super().__init__()
        self.setProperty("area", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 2, 1, 2)
        layout.setSpacing(0)
        for place, banner in enumerate(banners):
            if place:
                layout.addWidget(line())
            banner.become_line()
            layout.addWidget(banner)


class UndoBar(QFrame):
    """At the foot of the view: what was done and *Kumoa*. Goes after ten seconds, waits while it has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("area", "undo")
        self.setAccessibleName(_("Viimeisin toimi"))
        self._view = parent
        self._undo: Callable[[], None] | None = None
        self._text: QLabel = label("", "undo")
        self.button = Button(_("Kumoa"), kind="undo", pressed=self.undo)
        self._key = label("Ctrl Z", "undokey")
        self._key.setSizePolicy(FIXED, FIXED)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(UNDO_MILLISECONDS)
        self.timer.timeout.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(self.button)
        layout.addWidget(self._key)
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.hide()

    def text(self) -> str:
        """Return the words shown last."""
        return self._text.text()

    def show_done(self, text: str, undo: Callable[[], None] | None) -> None:
        """Show what was done; `undo` takes it back, also by Ctrl+Z after the bar has gone."""
        self._undo = undo
        self._text.setText(text)
        self.button.setVisible(undo is not None)
        self._key.setVisible(undo is not None)
        self.show()
        self.raise_()
        self._place()
        self.timer.start()
        announce(self, text)

    def undo(self) -> None:
        """Take back what was done last, once."""
        undo, self._undo = self._undo, None
        self.hide()
        self.timer.stop()
        if undo is not None:
            undo()

    def forget(self) -> None:
        """Forget what could be undone: when the register is locked or closed."""
        self._undo = None
        self._text.setText("")
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the view when it changes size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        view = self._view
        width = min(max(self.sizeHint().width(), 320), view.width() - 24)
        height = self.sizeHint().height()
        self.setGeometry((view.width() - width) // 2, view.height() - height - 16, width, height)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible():
            return
        if new is not None and self.isAncestorOf(new):
            self.timer.stop()
        elif not self.timer.isActive():
            self.timer.start()

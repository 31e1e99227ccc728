"""The bar over a page (where am I, what can I do) and the bar under the window (purpose, encryption, backup, lock)."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.acts import ActRow
from asiakasrekisteri.gui.widgets.basics import Button, clear, icon_button, label, row
from asiakasrekisteri.gui.widgets.tips import plain_tip

TOP_HEIGHT, STATUS_HEIGHT = 56, 28
_LEAST_TITLE, _ROOM_OF_TITLE = 56, 440
_LOCK = 2
"""Place of the lock among the parts of the status bar: it always stays."""
"""Acts go into their menu rather than cut a title that needs no more than the second of these."""


class _Title(QLabel):
    """The name of a page under others: it gives way to the acts, and its tooltip then tells the whole of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("t", "h2")
        self.setTextFormat(Qt.TextFormat.PlainText)

    def minimumSizeHint(self) -> QSize:
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), px(_LEAST_TITLE)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setToolTip(plain_tip(self.text()) if self._is_cut() else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_cut():
            super().paintEvent(event)
            return
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter = QPainter(self)
        self.style().drawItemText(
            painter, self.rect(), int(self.alignment()), self.palette(), True, shown, self.foregroundRole()
        )

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()


class TopBar(QFrame):
    """Title (or crumbs) at the left, acts at the right; the primary act last.

    Acts that do not fit beside the title go into a menu.

    Args:
        title: name of the page.
    """

    back = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("area", "top")
        self.setAccessibleName(_("Sivun toiminnot"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        layout = self._whole = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 16, 0)
        layout.setSpacing(8)
        self._left = QHBoxLayout()
        self._left.setSpacing(8)
        self._back = icon_button("arrow-left", _("Takaisin (Alt+←)"), self.back.emit)
        self._back.hide()
        self._links: list[Button] = []
        self._in_order: list[QWidget] = []
        self.acts = ActRow()
        layout.addWidget(self._back)
        layout.addLayout(self._left)
        layout.addStretch(1)
        layout.addWidget(self.acts)
        self.title = label(title, "h1")
        self.note = label("", "muted")
        self.show_title(title)

    def show_title(self, title: str, note: str = "") -> None:
        """Show the name of the page and beside it a number or a state in words."""
        clear(self._left)
        self._links = []
        self._back.hide()
        self.title = label(title, "h1")
        self.note = label(note, "muted")
        self._left.addWidget(self.title)
        self._left.addWidget(self.note)

    def show_crumbs(self, above: Sequence[tuple[str, Callable[[], object]]], title: str, *marks: QWidget) -> None:
        """Show the way here: pages above (words, what opens them), the name of this page, and pills."""
        clear(self._left)
        self._back.show()
        self._links = [Button(words, kind="link", pressed=go) for words, go in above]
        for link in self._links:
            self._left.addWidget(link)
            self._left.addWidget(Icon("chevron-right", 14))
        self.title = _Title(title)
        self.note = label("", "muted")
        for part in (self.title, self.note, *marks):
            self._left.addWidget(part)

    def show_acts(self, *acts: QWidget, inside: Sequence[Button] = (), going: Sequence[QWidget] | None = None) -> None:
        """Show these buttons at the right.

        Args:
            acts: from left to right, the primary one last.
            inside: always in the menu.
            going: which go into the menu where there is no room, the first first. By default all buttons but the last,
                from the left.
        """
        usual = [act for act in acts[:-1] if isinstance(act, Button)]
        self.acts.show_acts(acts, inside, usual if going is None else going)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit the acts anew when words or buttons have changed."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.isVisible():
            return
        left = self._left.sizeHint().width() - max(0, self.title.sizeHint().width() - px(_ROOM_OF_TITLE))
        left += 0 if self._back.isHidden() else self._back.sizeHint().width() + self._whole.spacing()
        margins = self.contentsMargins() + self._whole.contentsMargins()
        self.acts.fit(self.width() - margins.left() - margins.right() - left - self._whole.spacing())
        self._put_in_order()

    def _put_in_order(self) -> None:
        """Let Tab go from left to right, whenever the parts were made: the way here, then the acts."""
        parts = [self._back, *self._links, *self.acts.beside()]
        if parts != self._in_order:
            self._in_order = parts
            stops = [one for one in parts if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(TOP_HEIGHT))


class StatusBar(QFrame):
    """Left: why data are being viewed and what the view counts. Right: encryption, backup, lock, running work."""

    cancelled = Signal()
    purpose_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "footer")
        self.setAccessibleName(_("Tilarivi"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = self._whole = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 16, 0)
        layout.setSpacing(16)
        self.purpose = Button("", kind="link", size="s", pressed=self.purpose_pressed.emit)
        self.purpose.setToolTip(_("Vaihda katselun tarkoitus (Ctrl+Shift+T)"))
        self.counts = label("", "small")
        self.work = label("", "small")
        self.cancel = Button(_("Keskeytä"), "x", "link", pressed=self.cancelled.emit)
        self._backup, self._lock = label("", "small"), label("", "small")
        layout.addWidget(self.purpose)
        layout.addWidget(self.counts)
        layout.addStretch(1)
        layout.addWidget(self.work)
        layout.addWidget(self.cancel)
        self._sealed = label(_("Salattu rekisteri"), "small")
        self._parts: list[tuple[QWidget, QLabel]] = []
        for icon_name, words in (("shield-check", self._sealed), ("hard-drive", self._backup), ("timer", self._lock)):
            part = row(Icon(icon_name, 14), words, gap=5)
            part.hide()
            self._parts.append((part, words))
            layout.addWidget(part)
        self._narrow = False
        self.cancel.hide()
        self.purpose.hide()
        self._fit()

    def show_purpose(self, words: str) -> None:
        """Show why data are being viewed."""
        self.purpose.setText(_("Tarkoitus: {purpose}").format(purpose=words) if words else "")
        self.purpose.setVisible(bool(words))

    def show_counts(self, words: str) -> None:
        """Show what the view counts, e.g. "1 106 / 1 248 asiakasta"."""
        self.counts.setText(words)

    def show_backup(self, words: str) -> None:
        """Show when the last backup was made, in words."""
        self._backup.setText(words)
        self._fit()

    def show_lock(self, seconds: int) -> None:
        """Show how long until the register locks itself: minutes, under a minute seconds."""
        minutes = round(seconds / 60)
        if seconds <= 60:  # noqa: PLR2004 - a minute
            words = ngettext("Lukittuu {n}\xa0sekunnin kuluttua", "Lukittuu {n}\xa0sekunnin kuluttua", seconds)
            self._lock.setText(words.format(n=seconds))
        else:
            words = ngettext("Lukittuu {n}\xa0min kuluttua", "Lukittuu {n}\xa0min kuluttua", minutes)
            self._lock.setText(words.format(n=minutes))
        self._fit()

    def show_work(self, words: str, *, can_cancel: bool = False) -> None:
        """Show running work; "" when it has ended."""
        self.work.setText(words)
        self.cancel.setVisible(can_cancel and bool(words))

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what the narrow window has no room for."""
        self._narrow = narrow
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit the parts anew when words have changed."""
        done = super().event(event)
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Resize}:
            self._fit()
        return done

    def _fit(self) -> None:
        """Show encryption, backup and lock, the last first, as far as there is room for them."""
        margins, gap = self._whole.contentsMargins(), self._whole.spacing()
        always = (self.purpose, self.counts, self.work, self.cancel)
        room = self.width() - margins.left() - margins.right()
        room -= sum(one.sizeHint().width() + gap for one in always if not one.isHidden())
        for place, (part, words) in reversed(list(enumerate(self._parts))):
            room -= part.sizeHint().width() + gap if words.text() else 0
            part.setVisible(bool(words.text()) and (place == _LOCK or (room >= 0 and not self._narrow)))

    def sizeHint(self) -> QSize:
        return QSize(px(400), px(STATUS_HEIGHT))


def action_bar(*parts: QWidget | int | None) -> QFrame:
    """Return the bar at the foot of a form: state at the left, buttons at the right."""
    made = row(*parts, margins=(20, 12, 16, 12), area="footer")
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def filter_bar(*parts: QWidget | int | None) -> QFrame:
    """Return the bar over a list: search, conditions, and at the right the columns."""
    made = row(*parts, margins=(12, 10, 12, 10), area="pane")
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made

"""Labels, buttons, lines, and rows and columns of them."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.tips import plain_tip

LabelStyle = Literal[
    "body",
    "display",
    "h1",
    "h2",
    "h3",
    "strong",
    "muted",
    "crumb",
    "small",
    "smalltext",
    "caption",
    "err",
    "ok",
    "warn",
    "accent",
    "kbd",
    "undo",
    "undokey",
    "chip",
    "chipstale",
]
ButtonKind = Literal[
    "plain", "primary", "ghost", "danger", "link", "undo", "filter", "filteroff", "chip", "chipstale", "search"
]
ButtonSize = Literal["", "s", "l", "icon", "icons", "mini"]
Stretch = None
"""In `row` and `column`: room that grows."""

Part = QWidget | int | None
FIXED = QSizePolicy.Policy.Fixed
_ICON_ROLE = {
    "primary": "accent_fg",
    "danger": "danger_fg",
    "link": "accent",
    "filter": "accent",
    "chip": "muted",
    "chipstale": "warn",
    "search": "muted",
}


def label(text: str, style: LabelStyle = "body", *, wrap: bool = False) -> QLabel:
    """Return a label in one of the styles of the style sheet; text is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("t", style)
    made.setWordWrap(wrap)
    if style == "caption":
        letters = made.font()
        letters.setCapitalization(QFont.Capitalization.AllUppercase)
        made.setFont(letters)
    return made


def selectable(made: QLabel) -> QLabel:
    """Let the user select and copy the text of a label by mouse."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Button(QPushButton):
    """A button.

    Args:
        text: the act, as an imperative; an ellipsis when it asks more.
        icon_name: Lucide name, or "".
        kind: primary (one per window), plain, ghost, link, danger (irreversible only).
        size: "" 32 px, "s" 26 px, "l" 40 px, "icon"/"icons" square.
        pressed: called on click.
    """

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        kind: ButtonKind = "plain",
        size: ButtonSize = "",
        pressed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(text)
        self._icon, self._small = icon_name, size in {"s", "icons"}
        self.setProperty("k", kind)
        self.setProperty("sz", size)
        self.setSizePolicy(FIXED, FIXED)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor if kind == "link" else Qt.CursorShape.ArrowCursor)
        self.show_icon(icon_name, _ICON_ROLE.get(kind, "text"))
        if pressed is not None:
            self.clicked.connect(lambda _checked=False: pressed())

    def show_icon(self, name: str, role: str) -> None:
        """Show another icon."""
        self._icon = name
        if name:
            side = 12 if self.property("k") in {"chip", "chipstale"} else 14 if self._small else 16
            self.setIcon(icon(name, role, side))
            gap = 4 if self.text() else 0
            self.setIconSize(QSize(px(side + gap), px(side)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, in a dialog too, where Qt would press the default one."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if enter and plain and self.isEnabled():
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        if event.type() == QEvent.Type.StyleChange and self._icon:
            side = 12 if self.property("k") in {"chip", "chipstale"} else 14 if self._small else 16
            self.setIconSize(QSize(px(side + (4 if self.text() else 0)), px(side)))
        super().changeEvent(event)


def icon_button(name: str, tip: str, pressed: Callable[[], object] | None = None, *, small: bool = False) -> Button:
    """Return a square button with an icon only; `tip` is its tooltip and its name to screen readers."""
    made = Button("", name, "ghost", "icons" if small else "icon", pressed)
    made.show_icon(name, "muted")
    made.setToolTip(plain_tip(tip))
    made.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    return made


def frame(area: str = "plain") -> QFrame:
    """Return a frame with the look of an area of the style sheet."""
    made = QFrame()
    made.setProperty("area", area)
    return made


def line(*, upright: bool = False, strong: bool = False) -> QFrame:
    """Return a hair line: inside a card, or (strong) between parts of the window."""
    made = frame("edge" if strong else "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def fill(layout: QBoxLayout, *parts: Part) -> None:
    """Add widgets, gaps (int, px) and stretches (None) to a layout."""
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        else:
            layout.addWidget(part)


def row(*parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), area: str = "plain") -> QFrame:
    """Return widgets side by side, centred on one another. Margins: left, top, right, bottom."""
    made = frame(area)
    _box(QHBoxLayout(made), parts, gap, margins)
    return made


def column(
    *parts: Part, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0), area: str = "plain"
) -> QFrame:
    """Return widgets under one another."""
    made = frame(area)
    _box(QVBoxLayout(made), parts, gap, margins)
    return made


def _box(layout: QBoxLayout, parts: tuple[Part, ...], gap: int, margins: tuple[int, int, int, int]) -> None:
    layout.setContentsMargins(*margins)
    layout.setSpacing(gap)
    fill(layout, *parts)


def two_lines(title: str, text: str) -> QFrame:
    """Return a name with a smaller line under it."""
    return column(label(title, "strong"), label(text, "small"), gap=1)


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """Return a scroll area around the content; `name` is what screen readers call it."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setAccessibleName(name)
    made.setWidget(content)
    return made


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet anew after a dynamic property has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()

"""The theme in force: one object that knows the colours, the text size, and tells when either changes.

Widgets that paint themselves ask `color`, `px` and `font` at the moment of painting, so a change of theme or text size
needs no rebuilding. Everything else follows the style sheet.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from PySide6.QtCore import QByteArray, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from asiakasrekisteri.gui.theme.qss import style_sheet
from asiakasrekisteri.gui.theme.style import TokenStyle
from asiakasrekisteri.gui.theme.tokens import DARK, LIGHT

MIN_SIZE, MAX_SIZE, SIZE_STEP = 100, 200, 10
"""Text size in per cent."""

_ITEM_CLASSES = ("QAbstractItemView", "QHeaderView", "QMenu", "QMenuBar", "QToolTip", "QMessageBox", "QComboBox")


class Theme(QObject):
    """Which tokens and which text size are in force."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.dark = False
        self.size = MIN_SIZE
        self.family = ""
        self._style: TokenStyle | None = None

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours by name."""
        return DARK if self.dark else LIGHT

    def apply(self, app: QApplication, *, dark: bool | None = None, size: int | None = None) -> None:
        """Put the theme into force; what is not given stays.

        Args:
            app: the application.
            dark: dark colours.
            size: text size in per cent, held within 100 and 200.
        """
        self.dark = self.dark if dark is None else dark
        self.size = self.size if size is None else min(MAX_SIZE, max(MIN_SIZE, size))
        self.family = self.family or _load_fonts()
        if self._style is None:
            self._style = TokenStyle(color)
            app.setStyle(self._style)
        app.setPalette(_palette(self.tokens))
        if app.font() != font(13):
            self._set_fonts(app)
        before, self._style.sheet = self._style.sheet, style_sheet(self.tokens, self.size)
        for widget in app.allWidgets():
            if widget.parentWidget() is None:
                self._style.dress(widget)
            elif before and widget.styleSheet() == before:  # measured before it had a parent, as if it were a window
                widget.setStyleSheet("")
        self.changed.emit()

    @staticmethod
    def _set_fonts(app: QApplication) -> None:
        """Set the font of every class: on Windows views, heads and menus do not follow the application's."""
        app.setFont(font(13))
        for name in _ITEM_CLASSES:
            app.setFont(font(13), name)  # type: ignore[arg-type]  # the stub says bytes


@cache
def theme() -> Theme:
    """Return the one theme of the program."""
    return Theme()


def color(name: str) -> QColor:
    """Return a colour by its token, e.g. "accent_soft"."""
    return QColor(theme().tokens[name])


def px(logical: float) -> int:
    """Return a length at the present text size (logical pixels at 96 dpi)."""
    return round(logical * theme().size / 100)


def font(pixels: int = 13, weight: int = 400, *, tabular: bool = False) -> QFont:
    """Return the text font.

    Args:
        pixels: height at text size 100 %.
        weight: 400 text, 500 names, 600 heads, 700 titles.
        tabular: digits of equal width, for columns of numbers.
    """
    chosen = QFont(theme().family) if theme().family else QFont()
    chosen.setPixelSize(px(pixels))
    chosen.setWeight(QFont.Weight(weight))
    if tabular:
        chosen.setFeature(QFont.Tag.fromString("tnum"), 1)
    return chosen


def mono(pixels: int = 12) -> QFont:
    """Return the platform's font of equal letters, for codes."""
    chosen = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    chosen.setPixelSize(px(pixels))
    return chosen


def system_is_dark() -> bool:
    """Tell whether the desktop asks for dark colours; False where it does not say."""
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _load_fonts() -> str:
    """Load the bundled fonts; return their family, or "" to stay with the system's."""
    family = ""
    folder = resources.files("asiakasrekisteri.resources").joinpath("fonts")
    if not folder.is_dir():
        return family
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.startswith("Inter-") and file.name.endswith(".ttf"):
            number = QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))
            families = QFontDatabase.applicationFontFamilies(number)
            family = family or (families[0] if families else "")
    return family


def _palette(tokens: Mapping[str, str]) -> QPalette:
    role = QPalette.ColorRole
    by_role = {
        role.Window: "bg",
        role.Base: "surface",
        role.AlternateBase: "surface2",
        role.Button: "surface",
        role.ToolTipBase: "surface",
        role.WindowText: "text",
        role.Text: "text",
        role.ButtonText: "text",
        role.ToolTipText: "text",
        role.PlaceholderText: "muted",
        role.Highlight: "accent",
        role.HighlightedText: "accent_fg",
        role.Link: "accent",
        role.Mid: "border",
        role.Accent: "accent",
    }
    palette = QPalette()
    for where, name in by_role.items():
        palette.setColor(where, QColor(tokens[name]))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens["muted"]))
    return palette

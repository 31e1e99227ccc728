"""What stands around the card of the entrance: language at the top, folder and version at the foot."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri import __version__
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, Part, fill, label, row, scrolled
from asiakasrekisteri.gui.widgets.choices import Segmented

LANGUAGE_NAMES = (("fi", "Suomi"), ("sv", "Svenska"), ("en", "English"))


class EntranceFrame(QFrame):
    """A card in the middle of an empty window.

    Args:
        language: code in force.
        language_chosen: told of another language; the caller builds the page anew.
        path: folder of the office.
        change: chooses another folder; None where that is not possible.
    """

    def __init__(
        self,
        language: str,
        language_chosen: Callable[[str], object],
        path: str,
        change: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._languages = Segmented(_("Kieli"), LANGUAGE_NAMES, language, small=True)
        self._languages.changed.connect(language_chosen)
        self._middle = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        self._page = QFrame()
        self._page.setProperty("area", "plain")
        self._page.setLayout(self._middle)
        self._scroll: QScrollArea = scrolled(self._page, _("Kirjautuminen"))
        foot: list[Part] = [Icon("database", 14), label(path, "small")]
        foot += [Button(_("Vaihda…"), kind="link", pressed=change)] if change is not None else []
        layout.addWidget(self._scroll, 1)
        layout.addWidget(row(*foot, None, label(f"Asiakasrekisteri {__version__}", "small")))
        top = row(None, self._languages)
        layout.insertWidget(0, top)

    def show_card(self, card: QWidget, width: int, *under: QWidget) -> None:
        """Put a card in the middle and words under it; in rows, so that wrapped words get their height."""
        card.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        card.setFixedWidth(px(width))
        self._middle.addStretch(2)
        self._middle.addWidget(row(None, card, None))
        for part in under:
            self._middle.addWidget(row(None, part, None))
        self._middle.addStretch(3)


class EntranceCard(QFrame):
    """A white card with large corners.

    Args:
        parts: widgets, gaps and stretches.
    """

    def __init__(self, *parts: Part) -> None:
        super().__init__()
        self.setProperty("area", "box")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(28, 24, 28, 24)
        self.body.setSpacing(14)
        fill(self.body, *parts)

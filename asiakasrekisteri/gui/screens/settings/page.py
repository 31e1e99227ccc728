"""Asetukset: what the main user decides for the whole office, a card for each matter. Page "settings"."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.settings.card import SettingsCard
from asiakasrekisteri.gui.screens.settings.firm import FirmCard
from asiakasrekisteri.gui.screens.settings.mail import MailCard
from asiakasrekisteri.gui.screens.settings.sources import SourcesCard
from asiakasrekisteri.gui.screens.settings.supervisor import SupervisorCard
from asiakasrekisteri.gui.screens.settings.telecom import TelecomCard
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import column, scrolled

SETTINGS_PAGE = "settings"
"""Address of the settings."""
_WIDTH = 940


class SettingsScreen(QFrame):
    """The page of settings."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.firm = FirmCard(context)
        self.mail = MailCard(context)
        self.telecom = TelecomCard(context)
        self.supervisor = SupervisorCard(context)
        self.sources = SourcesCard(context)
        self._cards: tuple[SettingsCard, ...] = (self.firm, self.mail, self.telecom, self.supervisor, self.sources)
        middle = column(*self._cards, gap=12)
        middle.setMaximumWidth(px(_WIDTH))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(TopBar(_("Asetukset")))
        layout.addWidget(scrolled(column(middle, None, margins=(20, 16, 16, 20)), _("Asetukset")), 1)

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one view
        """Show what is set."""
        self.reload()

    def reload(self) -> None:
        """Fetch what is set."""
        for card in self._cards:
            card.reload()

    def focus_start(self) -> None:
        """Begin at the first card."""
        self.firm.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

"""One matter of the settings."""

from abc import abstractmethod

from asiakasrekisteri.gui.widgets.card import Card


class SettingsCard(Card):
    """A card that fetches what is set in its matter."""

    @abstractmethod
    def reload(self) -> None:
        """Fetch what is set."""

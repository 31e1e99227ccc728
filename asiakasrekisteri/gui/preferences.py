"""What the window remembers of this computer between runs: column widths, theme, last user ID. Never personal data."""

from typing import Protocol


class Preferences(Protocol):
    """Texts by key; kept by the host outside the register."""

    def get(self, key: str, default: str = "") -> str:
        """Return the text kept under the key."""

    def set(self, key: str, value: str) -> None:
        """Keep a text under the key."""


class MemoryPreferences:
    """Preferences that last as long as the program: for tests and for a computer where nothing may be written."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, key: str, default: str = "") -> str:
        """See Preferences."""
        return self._kept.get(key, default)

    def set(self, key: str, value: str) -> None:
        """See Preferences."""
        self._kept[key] = value

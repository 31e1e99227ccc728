"""What the window remembers of this computer, written a moment after the last change and at the end."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer

QUIET_MILLISECONDS = 1_000
Write = Callable[[Mapping[str, str]], object]


class KeptPreferences(QObject):
    """Texts by key: a `Preferences`.

    Args:
        texts: as they were kept.
        write: keeps them; called on the GUI thread, hence short.
    """

    def __init__(self, texts: Mapping[str, str], write: Write) -> None:
        super().__init__()
        self._texts, self._write = dict(texts), write
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MILLISECONDS)
        self._quiet.timeout.connect(self.flush)

    def get(self, key: str, default: str = "") -> str:
        """Return the text kept under the key."""
        return self._texts.get(key, default)

    def set(self, key: str, value: str) -> None:
        """Keep a text under the key."""
        if self._texts.get(key) != value:
            self._texts[key] = value
            self._quiet.start()

    def flush(self) -> None:
        """Write now."""
        self._quiet.stop()
        self._write(self._texts)

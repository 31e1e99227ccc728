"""How long work tells how far it is, without knowing who listens."""

from typing import Protocol


class Progress(Protocol):
    """Told of every step; raises CancelledError when the user has cancelled."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Tell the step reached: `done` of `total`, `text` in the user's language."""


class Silent:
    """A listener that hears nothing and never cancels."""

    def report(self, done: int, total: int, text: str = "") -> None:
        """Ignore the step."""


SILENT = Silent()

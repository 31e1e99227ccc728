"""A card: a titled frame that groups what belongs together. Cards are not nested deeper than one."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.gui.widgets.basics import Part, fill, frame, label, row


class Card(QFrame):
    """A titled frame.

    Args:
        title: heading, or "" for none.
        parts: widgets under it.
        actions: buttons or pills at the right of the heading.
        gap: room between the parts.
    """

    def __init__(self, title: str, *parts: Part, actions: tuple[QWidget, ...] = (), gap: int = 12) -> None:
        super().__init__()
        self.setProperty("area", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14 if title else 16, 16, 16)
        self.body.setSpacing(gap)
        if title:
            self.body.addWidget(row(label(title, "h3"), None, *actions))
            self.setAccessibleName(title)
        fill(self.body, *parts)

    def add(self, *parts: Part) -> None:
        """Add widgets, gaps and stretches at the end."""
        fill(self.body, *parts)


def table_card(title: str, table: QWidget, *, actions: tuple[QWidget, ...] = ()) -> QFrame:
    """Return a card whose table text stands under the first letter of the title."""
    made = frame("card")
    made.setAccessibleName(title)
    layout = QVBoxLayout(made)
    layout.setContentsMargins(4, 10, 4, 6)
    layout.setSpacing(4)
    layout.addWidget(row(label(title, "h3"), None, *actions, margins=(12, 0, 10, 0)))
    layout.addWidget(table)
    return made

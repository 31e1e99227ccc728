"""Where a datum came from: a chip with source and date; behind it who recorded it and the way to its history."""

import datetime as dt
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from asiakasrekisteri.domain.fields import Origin
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.widgets.basics import Button, column, label
from asiakasrekisteri.gui.widgets.popover import Popover

STALE_DAYS = 365
SOURCE_ICONS = {
    "customer": "user-round",
    "ytj": "landmark",
    "prh": "landmark",
    "association_register": "users-round",
    "credit_register": "gauge",
    "directory": "book-open",
    "staff": "headset",
    "call": "phone",
    "import": "file-input",
}
"""Lucide name by code of source; an unknown source shows a sheet of paper."""


def is_stale(origin: Origin, today: dt.date) -> bool:
    """Tell whether the datum is older than a year."""
    try:
        return (today - dt.date.fromisoformat(origin.date[:10])).days > STALE_DAYS
    except ValueError:
        return False


def source_icon(origin: Origin, *, stale: bool = False) -> str:
    """Return the icon of a source."""
    return "clock-alert" if stale else SOURCE_ICONS.get(origin.source, "file-text")


class ProvenanceChip(Button):
    """Source and date of one value.

    Args:
        origin: where the value came from.
        field: label of the value, e.g. "Puhelin".
        today: against which age is counted.
        history: opens the history of the field under this chip; None where there is none.
        mini: only the icon; the words are in the tooltip and for screen readers.
    """

    def __init__(
        self,
        origin: Origin,
        field: str,
        today: dt.date,
        history: Callable[[QWidget], object] | None = None,
        *,
        mini: bool = False,
    ) -> None:
        self._origin, self._field, self._history = origin, field, history
        self._stale = is_stale(origin, today)
        date = iso_day(origin.date)
        words = f"{origin.source_label} · {date}" if date else origin.source_label
        kind = "chipstale" if self._stale else "chip"
        super().__init__(
            "" if mini else words,
            source_icon(origin, stale=self._stale),
            "chipstale" if kind == "chipstale" else "chip",
            "mini" if mini else "",
            self.open,
        )
        said = _("{field}, lähde {source}, {date}").format(field=field, source=origin.source_label, date=date)
        if self._stale:
            said = _("{words}, yli vuoden vanha").format(words=said)
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.popover: Popover | None = None

    def open(self) -> None:
        """Open the popover."""
        self.popover = Popover(self, self._content(), _("Tiedon alkuperä"))
        self.popover.open()

    def _content(self) -> QFrame:
        origin = self._origin
        facts = [
            (_("Lähde"), origin.source_label),
            (_("Saatu"), iso_day(origin.date)),
            (_("Kirjasi"), origin.recorded_by),
            (_("Tapa"), _("ohjelma") if origin.automatic else _("käsin")),
        ]
        grid = QFrame()
        grid.setProperty("area", "plain")
        layout = QGridLayout(grid)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(16)
        layout.setColumnStretch(1, 1)
        layout.setVerticalSpacing(4)
        for place, (name, value) in enumerate((n, v) for n, v in facts if v):
            layout.addWidget(label(name, "muted"), place, 0)
            layout.addWidget(label(value), place, 1)
        parts: list[QWidget] = [label(self._field, "h3"), grid]
        if self._stale:
            parts.append(label(_("Tieto on yli vuoden vanha. Tarkista se seuraavassa yhteydenotossa."), "warn"))
        if (history := self._history) is not None:
            parts.append(Button(_("Näytä historia"), "history", "link", pressed=lambda: self._open_history(history)))
        return column(*parts, gap=10)

    def _open_history(self, history: Callable[[QWidget], object]) -> None:
        if self.popover is not None:
            self.popover.close()
        history(self)

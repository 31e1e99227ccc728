"""Earlier imports: what was brought, by whom, and taking one back whole."""

import datetime as dt
from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import day as format_day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.importing.formats import format_label

_MOST = 8


class EarlierImports(Card):
    """The latest imports, each with a button that takes it back; hidden while there are none.

    Args:
        take_back: takes one back.
    """

    def __init__(self, take_back: Callable[[Record], object]) -> None:
        self._rows = column(gap=10)
        super().__init__(_("Aiemmat tuonnit"), self._rows)
        self._take_back = take_back
        self.buttons: dict[int, Button] = {}
        self.hide()

    def show_runs(self, runs: Iterable[Record]) -> None:
        """Show these, the latest first."""
        layout = self._rows.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        self.buttons = {}
        shown = list(runs)[:_MOST]
        for run in shown:
            layout.addWidget(self._line(run))
        self.setVisible(bool(shown))

    def _line(self, run: Record) -> QFrame:
        on = run["imported_on"]
        day = format_day(on) if isinstance(on, dt.date) else ""
        title = f"{day} · {format_label(str(run['format']))}"
        created = int(str(run["created"]))
        counts = ngettext("{n} uusi", "{n} uutta", created).format(n=number_words(created))
        updated = _("{n} muuttunut").format(n=number_words(int(str(run["updated"]))))
        rejected = _("{n} hylätty").format(n=number_words(int(str(run["rejected"]))))
        text = " · ".join((str(run["source"]), counts, updated, rejected, str(run["importer"])))
        said = column(label(title, "strong"), label(text, "small", wrap=True), gap=0)
        undone = run["undone_on"]
        if undone is not None:
            return row(said, None, label(_("Kumottu"), "muted"))
        button = Button(_("Kumoa"), "undo-2", size="s", pressed=lambda: self._take_back(run))
        button.setAccessibleName(_("Kumoa tuonti: {title}").format(title=title))
        button.setEnabled(created + int(str(run["updated"])) > 0)
        self.buttons[run.id] = button
        return row(said, None, button)

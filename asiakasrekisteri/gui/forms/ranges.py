"""A condition of days: a few usual stretches of time by one click, any other by its first and last day."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from asiakasrekisteri.domain.formats import day, days
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import Button, column, row
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.popover import Popover

_BETWEEN = "/"


class RangeChip(FilterChip):
    """A chip whose code is a usual stretch of time, or two ISO days with a stroke between them.

    Args:
        name: what is filtered.
        stretches: (code, words, days back from today).
        today: tells the day.
        chosen: code in force.
        changed: told of the new code.
    """

    def __init__(
        self,
        name: str,
        stretches: Sequence[tuple[str, str, int]],
        today: Callable[[], dt.date],
        chosen: str = "",
        changed: Callable[[str], object] | None = None,
    ) -> None:
        self._back = {code: back for code, _words, back in stretches}
        self._today = today
        super().__init__(name, [(code, words) for code, words, _days in stretches], chosen, changed)

    def range(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day in force, both included; None where that side is open."""
        first, stroke, last = self.code().partition(_BETWEEN)
        if stroke:
            return dt.date.fromisoformat(first), dt.date.fromisoformat(last)
        back = self._back.get(first)
        return (None if back is None else self._today() - dt.timedelta(days=back)), None

    def words(self, code: str) -> str:
        """See FilterChip."""
        first, stroke, last = code.partition(_BETWEEN)
        return days(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) if stroke else super().words(code)

    def menu_entries(self) -> QMenu:
        """See FilterChip."""
        menu = super().menu_entries()
        before = menu.actions()[len(self._back)] if len(menu.actions()) > len(self._back) else None
        other = menu.addAction(_("Valitse päivät…"))
        other.triggered.connect(lambda _on=False: self.ask())
        if before is not None:
            menu.insertAction(before, other)
        return menu

    def ask(self) -> "DaysForm":
        """Show a form of the first and the last day under the chip."""
        first, last = self.range()
        form = DaysForm(first or self._today(), last or self._today(), self._today)
        shown = Popover(self, form, _("Aikaväli"))

        def take(code: str) -> None:
            shown.close()
            self.choose(code)

        form.taken = take
        shown.open()
        form.first.setFocus()
        form.first.selectAll()
        return form


class DaysForm(QWidget):
    """The first and the last day; Enter takes them.

    Args:
        first, last: what stands there at first.
        today: tells the day that typed days are reckoned from.
    """

    def __init__(self, first: dt.date, last: dt.date, today: Callable[[], dt.date]) -> None:
        super().__init__()
        self.taken: Callable[[str], object] = lambda _code: None
        self._today = today
        self.first, self.last = QLineEdit(day(first)), QLineEdit(day(last))
        self._fields = (Field(_("Ensimmäinen päivä"), self.first), Field(_("Viimeinen päivä"), self.last))
        self.show_button = Button(_("Näytä"), "check", "primary", pressed=self.submit)
        for line in (self.first, self.last):
            line.returnPressed.connect(self.submit)
        inside = column(row(*self._fields, gap=12), row(None, self.show_button), gap=12)
        layout = inside.layout()
        assert layout is not None
        self.setLayout(layout)

    def submit(self) -> None:
        """Take the days, or show which of them is no day."""
        said = [parse_day(line.text(), self._today()) for line in (self.first, self.last)]
        wrong = _("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026.")
        for field, found in zip(self._fields, said, strict=True):
            field.show_problem("" if found is not None else wrong)
        first, last = said
        if first is None or last is None:
            return
        if last < first:
            self._fields[1].show_problem(_("Viimeinen päivä on ennen ensimmäistä."))
            return
        self.taken(f"{first.isoformat()}{_BETWEEN}{last.isoformat()}")

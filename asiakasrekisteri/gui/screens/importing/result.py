"""What a dry run or an import found: counts, and every row, value and column that was not taken as it stood."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.importing.matching import ColumnsPane
from asiakasrekisteri.gui.screens.importing.picking import pick_rejected
from asiakasrekisteri.gui.screens.importing.remarks import ALL, COLUMNS, Kind, Remarks, remarks
from asiakasrekisteri.gui.screens.importing.strip import Acts, Strip
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import (
    Button,
    LabelStyle,
    clear,
    column,
    icon_button,
    label,
    line,
    row,
)
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.importing.choosing import matched_columns, save_rejected
from asiakasrekisteri.usecases.importing.report import ImportReport

_ROOMY = 1000
"""Pixels at text size 100 % from which the columns stand beside the rows."""
_SEGMENTS = (ALL, "rejected", "conflict", "warning", "column")
_DECIDED: dict[str, Kind] = {"same": "same", "new": "new"}


class ResultView(QFrame):
    """Counts over a list of remarks beside the columns of the file; F8 goes to the next fault.

    In a narrow window the columns are behind a button, in the place of the list.
    """

    corrected = Signal(int, str, str)
    """The user corrected a cell for this import: row of the file, target, value."""
    decided = Signal(str, str, bool)
    """The user decided a conflict: place of the row ("" for all rows), column, whether ours stays."""
    turned = Signal(bool)
    """The rows (False) or the columns and how the file is read (True) are in front."""
    owned = Signal(int, str)
    """The user decided whose a row is: its line, "same" or "new"."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._remarks = Remarks()
        self.counts = row(gap=16, margins=(20, 14, 16, 14), area="pane")
        self.kinds = Segmented(_("Näytä"), tuple((code, "") for code in _SEGMENTS))
        self.kinds.changed.connect(lambda _code: self._list())
        self.next_button = Button(_("Seuraava virhe"), "chevron-down", "ghost", pressed=self.next_fault)
        self.next_button.setToolTip(_("Seuraava virhe (F8)"))
        self._tried = self._matchable = False
        self.pick_rejected: Callable[[QWidget], str] = pick_rejected
        self.rejected_button = icon_button("download", _("Tallenna hylätyt CSV:nä"), self.save_rejected)
        self._report = ImportReport()
        self.model = PagedModel(COLUMNS, self._remarks, context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, _("Tarkistettavat rivit"), context.preferences, "import")
        self.table.setSortingEnabled(False)  # it is in the order of the file
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.current_changed.connect(self._rest)
        self.table.opened.connect(lambda _id: self.edit())
        self.strip = Strip(Acts(self.mend, lambda kept, every: self.decide(kept=kept, every=every), self.own))
        self.columns, self._edge = ColumnsPane(), line(upright=True, strong=True)
        self.columns_button = Button(_("Sarakkeet…"), "columns-3", "ghost", pressed=self.show_columns)
        self.columns_button.setToolTip(_("Mitä sarakkeet tarkoittavat (Ctrl+Shift+S)"))
        self.rows_button = Button(_("Takaisin riveihin"), "arrow-left", "ghost", pressed=self.show_rows)
        self._narrow = column(filter_bar(self.rows_button, None), line(strong=True), gap=0, area="pane")
        self._under = row(self.strip, margins=(12, 8, 12, 12), area="pane")
        self._under.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._body = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        fine = EmptyState(
            "circle-check", _("Tarkistettavaa ei ole"), _("Kaikki rivit kelpaavat ja kaikki sarakkeet tunnistettiin.")
        )
        over = filter_bar(self.kinds, None, self.columns_button, self.rejected_button, self.next_button)
        self._body.addWidget(column(over, line(strong=True), self.table, self._under, gap=0, area="pane"))
        self._body.addWidget(column(self._fine_columns(), fine, gap=0, area="pane"))
        self._body.addWidget(self._narrow)
        right = column(self.counts, line(strong=True), self._body, gap=0, area="pane")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part, stretch in ((self.columns, 0), (self._edge, 0), (right, 1)):
            layout.addWidget(part, stretch)
        self.columns.hide()
        self._edge.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns where there is room for them."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.width() >= px(_ROOMY)
        place = self.layout() if roomy else self._narrow.layout()
        assert isinstance(place, QBoxLayout)
        if place.indexOf(self.columns) < 0:
            self.columns.set_beside(beside=roomy)
            place.insertWidget(0 if roomy else 2, self.columns, 0 if roomy else 1)
        self.columns.setVisible(self._matchable)
        self._edge.setVisible(self._matchable and roomy)
        self.next_button.setVisible(roomy)
        self.strip.set_narrow(narrow=not roomy)
        for button in (self.columns_button, self._also_columns):
            button.setVisible(self._matchable and not roomy)
        if self._body.currentWidget() is self._narrow and (roomy or not self._matchable):
            self.show_rows()

    def _fine_columns(self) -> QFrame:
        """Return the bar over "nothing to look at", with the way to the columns in a narrow window."""
        self._also_columns = Button(_("Sarakkeet…"), "columns-3", "ghost", pressed=self.show_columns)
        bar = row(None, self._also_columns, margins=(12, 10, 12, 10), area="pane")
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        return bar

    def show_columns(self) -> None:
        """Go to the columns: beside the rows where there is room, otherwise in their place."""
        if not self._matchable:
            return
        if self.columns_button.isVisibleTo(self) or self._also_columns.isVisibleTo(self):
            self._body.setCurrentWidget(self._narrow)
            self.turned.emit(True)
        self.columns.focus_first()

    def show_rows(self) -> None:
        """Come back to the rows."""
        self.turned.emit(False)
        self._body.setCurrentIndex(0 if self._remarks.all else 1)
        self.focus_list()

    def show_report(self, report: ImportReport, *, tried: bool) -> None:
        """Show a report; `tried` when nothing was stored."""
        self._report = report
        self._remarks.all = remarks(report)
        self.rejected_button.setVisible(bool(report.rejected))
        self._tried = tried
        found = matched_columns(report) if tried else ()
        self.columns.show_columns(found)
        self._matchable = bool(found)
        self._fit()
        self._show_counts(report, tried=tried)
        sizes = {
            ALL: (_("Kaikki {n}"), len(self._remarks.all)),
            "rejected": (_("Hylätyt {n}"), len(report.rejected)),
            "conflict": (_("Ristiriidat {n}"), len(report.differences) + len(report.clashes)),
            "warning": (_("Tarkista {n}"), len(report.warnings)),
            "column": (_("Sarakkeet {n}"), len(report.skipped_columns)),
        }
        for code, (words, size) in sizes.items():
            self.kinds.set_words(code, words.format(n=number_words(size)))
        self.kinds.choose(ALL)
        self._body.setCurrentIndex(0 if self._remarks.all else 1)
        self.turned.emit(tried and not self._matchable)
        self._list()

    def next_fault(self, step: int = 1) -> None:
        """Go to the next rejected row of the list, from the last to the first; to the next row if none is rejected."""
        ids = self.model.ids()
        rejected = [i for i in ids if self._remarks.all[i].kind == "rejected"] or list(ids)
        if not rejected:
            return
        here = self.table.current_id()
        after = [i for i in rejected if here is None or (i - here) * step > 0]
        edge = 0 if step > 0 else -1
        self.table.choose_id(after[edge] if after else rejected[edge])
        self.table.setFocus()

    def save_rejected(self) -> None:
        """Save the rejected rows with their reasons, to be mended and imported by themselves."""
        report, path = self._report, self.pick_rejected(self)
        if path:
            self._context.ask(
                self,
                lambda gate: gate.call(save_rejected, report, Path(path)),
                lambda _n: self._context.messages.done(_("Hylätyt rivit tallennettiin.")),
            )

    def edit(self) -> None:
        """Go to the cell of the row one stands on, to mend it."""
        if self.strip.value.isVisible():
            self.strip.value.setFocus()
            self.strip.value.selectAll()

    def decide(self, *, kept: bool, every: bool = False) -> None:
        """Let the value of the register stay, or that of the file come; of this row, or of the field in all rows."""
        place = self.table.current_id()
        remark = self._remarks.all[place] if place is not None else None
        if remark is None or not remark.column or not self._tried:
            return
        for number, one in enumerate(self._remarks.all):
            if number == place or (every and one.column == remark.column):
                self._remarks.all[number] = one.decided(kept=kept)
        self.decided.emit("" if every else remark.place, remark.column, kept)
        self._go_on(0 if every else 1)

    def own(self, code: str) -> None:
        """Say whose a row is whose number is another customer's: that customer's, or a new one's."""
        place = self.table.current_id()
        if place is not None and self._remarks.all[place].clash and self._tried:
            self._remarks.all[place] = replace(self._remarks.all[place], kind=_DECIDED[code])
            self.owned.emit(self._remarks.all[place].row, code)
            self._go_on(1)

    def _go_on(self, step: int) -> None:
        """Show the list as it now is, and go on in it."""
        ids, here = list(self.model.ids()), self.table.current_id()
        self.model.refresh()
        if here in ids:
            at = min(ids.index(here) + step, len(ids) - 1)
            self.table.choose_id(ids[at])
            self._rest(ids[at])

    def mend(self) -> None:
        """Take the cell as it now is, and go to the next fault."""
        place = self.table.current_id()
        if place is None or not self.strip.value.isVisible():
            return
        remark, value = self._remarks.all[place], self.strip.value.text().strip()
        self._remarks.all[place] = replace(remark, kind="fixed", value=value)
        self.corrected.emit(remark.row, remark.target, value)
        self.model.refresh()
        self.next_fault()

    def focus_list(self) -> bool:
        """Put the focus into the list, if there is anything in it; tell whether there is."""
        if self._remarks.all:
            self.table.setFocus()
        return bool(self._remarks.all)

    def count_words(self) -> str:
        """Return how many remarks the list shows."""
        n = self.model.rowCount()
        return ngettext("{n} tarkistettava", "{n} tarkistettavaa", n).format(n=number_words(n))

    def _list(self) -> None:
        kind = self.kinds.chosen()
        self.model.show([i for i, one in enumerate(self._remarks.all) if kind in one.segments()])
        self._under.setVisible(self.model.rowCount() > 0)
        if self.model.rowCount():
            self.table.choose_id(self.model.row_id(0))
        if self.isVisible():
            self._context.counted.emit(self.count_words())

    def _rest(self, place: int) -> None:
        self.strip.tell(self._remarks.all[place], tried=self._tried)

    def _show_counts(self, report: ImportReport, *, tried: bool) -> None:
        layout = self.counts.layout()
        assert layout is not None
        clear(layout)
        layout.addWidget(label(_("Koeajo") if tried else _("Tuonti valmis"), "h3"))
        for n, words, style in _counted(report, tried=tried):
            layout.addWidget(row(label(number_words(n), "h2"), label(words, style), gap=6))
        layout.addWidget(row(None))


def _counted(report: ImportReport, *, tried: bool) -> tuple[tuple[int, str, LabelStyle], ...]:
    rejected = len(report.rejected)
    words: tuple[Callable[[], str], ...] = (
        (lambda: _("päivittyy"), lambda: _("hylätään")) if tried else (lambda: _("päivittyi"), lambda: _("hylättiin"))
    )
    return (
        (report.rows, ngettext("rivi", "riviä", report.rows), "small"),
        (report.created, ngettext("uusi", "uutta", report.created), "ok"),
        (report.updated, words[0](), "small"),
        (report.unchanged, _("ennallaan"), "small"),
        (rejected, words[1](), "err" if rejected else "small"),
    )

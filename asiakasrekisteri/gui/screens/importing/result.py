"""What a dry run or an import found: counts, and every row, value and column that was not taken as it stood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.importing.matching import ColumnsPane
from asiakasrekisteri.gui.screens.importing.picking import pick_rejected
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import (
    Button,
    LabelStyle,
    clear,
    column,
    icon_button,
    label,
    line,
    restyle,
    row,
)
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.importing.choosing import matched_columns, save_rejected
from asiakasrekisteri.usecases.importing.labels import column_label
from asiakasrekisteri.usecases.importing.report import Difference, ImportReport, RowNote

Kind = Literal["rejected", "warning", "column", "fixed", "difference"]
ALL = "all"
_ROOMY = 900
"""Pixels at text size 100 % from which the columns stand beside the rows."""
_OUTCOMES: dict[str, tuple[str, str]] = {
    "rejected": (N_("Hylätään"), "err"),
    "warning": (N_("Tarkista"), "warn"),
    "column": (N_("Ei tuoda"), "neutral"),
    "fixed": (N_("Korjattu"), "ok"),
    "difference": (N_("Päivittyy"), "info"),
}
_SHOWN_WITH = {"difference": ("warning",)}
_STRIPS = {
    "rejected": "banner-err",
    "warning": "banner-warn",
    "column": "inset",
    "fixed": "banner-ok",
    "difference": "banner-info",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: its kind, row of the file (0 for a column), name of the field or column, and why.

    `target` and `value` are of the cell at fault, `who` is the customer of the row; "" where they are not known.
    """

    kind: Kind
    row: int
    field: str
    reason: str
    target: str = ""
    value: str = ""
    who: str = ""
    mendable: bool = False
    ours: str = ""

    def words(self) -> str:
        """Return where it is, in words."""
        where = _("Sarake {column}").format(column=self.field)
        if self.row:
            where = _("Rivi {row}").format(row=number_words(self.row))
            where += f", {self.field}" if self.field else ""
        return where


def remarks(report: ImportReport) -> list[Remark]:
    """Return everything to look at: rejected rows first, then warnings, then columns."""
    return [
        *(_remark("rejected", n, report) for n in report.rejected),
        *(_remark("warning", n, report) for n in report.warnings),
        *(_difference(one, report) for one in report.differences),
        *(Remark("column", 0, s.column, s.reason) for s in report.skipped_columns),
    ]


def _remark(kind: Kind, note: RowNote, report: ImportReport) -> Remark:
    cells = report.cells.get(note.row)
    value = (cells or {}).get(note.field, "")
    names = ("name", "last_name", "first_names", "person_name", "email")
    who = next((said for name in names if cells and (said := cells.get(name, ""))), "")
    mendable = cells is not None and bool(note.field) and "\n" not in value
    return Remark(kind, note.row, column_label(note.field), note.reason, note.field, value, who, mendable)


def _segments(remark: Remark) -> tuple[str, ...]:
    """Return the choices of the list under which a remark is shown."""
    return ALL, remark.kind, *_SHOWN_WITH.get(remark.kind, ())


def _difference(one: Difference, report: ImportReport) -> Remark:
    reason = _("rekisterissä on nyt {ours}; tuonti vaihtaa sen, ellet pidä omaa").format(ours=one.ours)
    return replace(_remark("difference", RowNote(one.row, one.field, reason), report), ours=one.ours)


def _value(values: Values) -> Cell:
    if not values["mendable"]:
        return Cell(text=str(values["value"]))
    tone = _OUTCOMES[str(values["kind"])][1]
    return Cell(text=str(values["value"]) or _("(tyhjä)"), kind="marked", tone=tone)


def _outcome(values: Values) -> Cell:
    words, tone = _OUTCOMES[str(values["kind"])]
    return Cell(text=_(words), kind="pill", tone=tone)


def _row(values: Values) -> Cell:
    line_number = values["row"]
    return Cell(text=number_words(line_number) if isinstance(line_number, int) and line_number else "–", kind="number")


def _field(values: Values) -> Cell:
    return Cell(text=str(values["field"]) or _("koko rivi"), kind="strong")


COLUMNS = (
    Column(name="row", label=N_("Rivi"), kind=FieldKind.NUMBER, width=64, align="right", sortable=False, render=_row),
    Column(name="kind", label=N_("Tulos"), width=110, sortable=False, render=_outcome),
    Column(name="field", label=N_("Kenttä tai sarake"), width=140, sortable=False, render=_field),
    Column(name="value", label=N_("Arvo tiedostossa"), width=170, sortable=False, render=_value),
    Column(name="who", label=N_("Kenen rivi"), width=170, sortable=False),
    Column(name="reason", label=N_("Syy"), width=420, sortable=False),
)


class _Remarks:
    """Rows of the table: they are in memory, so a page of them is made at once."""

    def __init__(self) -> None:
        self.all: list[Remark] = []

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        found = [self.all[i] for i in ids if i < len(self.all)]
        return [asdict(remark) for remark in found]


class _Strip(QFrame):
    """The row one stands on in full, since a list cuts long reasons, and its cell to be mended.

    Args:
        mend: takes the cell as it now is and goes on to the next.
        keep: lets the value be as it is in the register.
    """

    def __init__(self, mend: Callable[[], object], keep: Callable[[], object]) -> None:
        super().__init__()
        self.where, self.why = label("", "h3", wrap=True), label("", "body", wrap=True)
        self.value = QLineEdit()
        self.value.setAccessibleName(_("Arvo tässä tuonnissa"))
        self.value.setToolTip(_("Korjaa arvo tähän. Alkuperäinen tiedosto ei muutu."))
        self.value.setFixedWidth(px(190))
        self.value.returnPressed.connect(mend)
        self.mend_button = Button(_("Korjaa"), pressed=mend)
        self.mend_button.setToolTip(_("Korjaa ja siirry seuraavaan (Ctrl+Enter)"))
        self.keep_button = Button(_("Pidä oma"), pressed=keep)
        self.keep_button.setToolTip(_("Pidä rekisterissä oleva arvo"))
        words = column(self.where, self.why, gap=2)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        for part in (words, self.keep_button, self.value, self.mend_button):
            layout.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def tell(self, remark: Remark, *, tried: bool) -> None:
        """Show one remark; its cell may be mended while nothing has been stored."""
        self.value.setText(remark.value)
        for part in (self.value, self.mend_button):
            part.setVisible(tried and remark.mendable)
        self.keep_button.setVisible(tried and remark.mendable and bool(remark.ours))
        self.setProperty("area", _STRIPS[remark.kind])
        restyle(self)
        self.where.setText(remark.words())
        self.why.setText(remark.reason)
        announce(self, f"{remark.words()}: {remark.reason}")


class ResultView(QFrame):
    """Counts over a list of remarks beside the columns of the file; F8 goes to the next fault."""

    corrected = Signal(int, str, str)
    """The user corrected a cell for this import: row of the file, target, value."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._remarks = _Remarks()
        self.counts = row(gap=16, margins=(20, 14, 16, 14), area="pane")
        self.kinds = Segmented(_("Näytä"), ((ALL, ""), ("rejected", ""), ("warning", ""), ("column", "")))
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
        self.strip = _Strip(self.mend, self.keep)
        self.columns, self._edge = ColumnsPane(), line(upright=True, strong=True)
        self._under = row(self.strip, margins=(12, 8, 12, 12), area="pane")
        self._under.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._body = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        fine = EmptyState(
            "circle-check", _("Tarkistettavaa ei ole"), _("Kaikki rivit kelpaavat ja kaikki sarakkeet tunnistettiin.")
        )
        over = filter_bar(self.kinds, None, self.rejected_button, self.next_button)
        self._body.addWidget(column(over, line(strong=True), self.table, self._under, gap=0, area="pane"))
        self._body.addWidget(fine)
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
        shown = self._matchable and self.width() >= px(_ROOMY)
        self.columns.setVisible(shown)
        self._edge.setVisible(shown)

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
            "warning": (_("Tarkista {n}"), len(report.warnings) + len(report.differences)),
            "column": (_("Sarakkeet {n}"), len(report.skipped_columns)),
        }
        for code, (words, size) in sizes.items():
            self.kinds.set_words(code, words.format(n=number_words(size)))
        self.kinds.choose(ALL)
        self._body.setCurrentIndex(0 if self._remarks.all else 1)
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

    def keep(self) -> None:
        """Let a value that the file tells otherwise be as it is in the register."""
        place = self.table.current_id()
        if place is not None:
            self.strip.value.setText(self._remarks.all[place].ours)
            self.mend()

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
        self.model.show([i for i, one in enumerate(self._remarks.all) if kind in _segments(one)])
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

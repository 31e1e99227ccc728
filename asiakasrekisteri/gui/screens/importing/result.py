"""What a dry run or an import found: counts, and every row, value and column that was not taken as it stood."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, LabelStyle, clear, column, label, line, restyle, row
from asiakasrekisteri.gui.widgets.choices import Segmented
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.importing.labels import column_label
from asiakasrekisteri.usecases.importing.report import ImportReport

Kind = Literal["rejected", "warning", "column"]
ALL = "all"
_OUTCOMES: dict[str, tuple[str, str]] = {
    "rejected": (N_("Hylätään"), "err"),
    "warning": (N_("Tarkista"), "warn"),
    "column": (N_("Ei tuoda"), "neutral"),
}
_STRIPS = {"rejected": "banner-err", "warning": "banner-warn", "column": "inset"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: its kind, row of the file (0 for a column), name of the field or column, and why."""

    kind: Kind
    row: int
    field: str
    reason: str

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
        *(Remark("rejected", n.row, column_label(n.field), n.reason) for n in report.rejected),
        *(Remark("warning", n.row, column_label(n.field), n.reason) for n in report.warnings),
        *(Remark("column", 0, s.column, s.reason) for s in report.skipped_columns),
    ]


def _outcome(values: Values) -> Cell:
    words, tone = _OUTCOMES[str(values["kind"])]
    return Cell(text=_(words), kind="pill", tone=tone)


def _row(values: Values) -> Cell:
    line_number = values["row"]
    return Cell(text=number_words(line_number) if isinstance(line_number, int) and line_number else "–", kind="number")


def _field(values: Values) -> Cell:
    return Cell(text=str(values["field"]) or _("koko rivi"), kind="strong")


COLUMNS = (
    Column(name="row", label=N_("Rivi"), kind=FieldKind.NUMBER, width=90, align="right", sortable=False, render=_row),
    Column(name="kind", label=N_("Tulos"), width=130, sortable=False, render=_outcome),
    Column(name="field", label=N_("Kenttä tai sarake"), width=260, sortable=False, render=_field),
    Column(name="reason", label=N_("Syy"), width=420, sortable=False),
)


class _Remarks:
    """Rows of the table: they are in memory, so a page of them is made at once."""

    def __init__(self) -> None:
        self.all: list[Remark] = []

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        found = [self.all[i] for i in ids if i < len(self.all)]
        return [{"kind": r.kind, "row": r.row, "field": r.field, "reason": r.reason} for r in found]


class _Strip(QFrame):
    """The row one stands on in full, since a list cuts long reasons."""

    def __init__(self) -> None:
        super().__init__()
        self.where, self.why = label("", "h3", wrap=True), label("", "body", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(2)
        layout.addWidget(self.where)
        layout.addWidget(self.why)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def tell(self, remark: Remark) -> None:
        """Show one remark."""
        self.setProperty("area", _STRIPS[remark.kind])
        restyle(self)
        self.where.setText(remark.words())
        self.why.setText(remark.reason)
        announce(self, f"{remark.words()}: {remark.reason}")


class ResultView(QFrame):
    """Counts over a list of remarks; F8 goes to the next fault."""

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
        self.model = PagedModel(COLUMNS, self._remarks, context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, _("Tarkistettavat rivit"), context.preferences, "import")
        self.table.setSortingEnabled(False)  # it is in the order of the file
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.table.current_changed.connect(self._rest)
        self.strip = _Strip()
        self._under = row(self.strip, margins=(12, 8, 12, 12), area="pane")
        self._under.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        fine = EmptyState(
            "circle-check", _("Tarkistettavaa ei ole"), _("Kaikki rivit kelpaavat ja kaikki sarakkeet tunnistettiin.")
        )
        over = filter_bar(self.kinds, None, self.next_button)
        listed = column(over, line(strong=True), self.table, self._under, gap=0, area="pane")
        self._body = QStackedWidget()
        self._body.addWidget(listed)
        self._body.addWidget(fine)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.counts)
        layout.addWidget(line(strong=True))
        layout.addWidget(self._body, 1)

    def show_report(self, report: ImportReport, *, tried: bool) -> None:
        """Show a report; `tried` when nothing was stored."""
        self._remarks.all = remarks(report)
        self._show_counts(report, tried=tried)
        sizes = {
            ALL: (_("Kaikki {n}"), len(self._remarks.all)),
            "rejected": (_("Hylätyt {n}"), len(report.rejected)),
            "warning": (_("Tarkista {n}"), len(report.warnings)),
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
        self.model.show([i for i, remark in enumerate(self._remarks.all) if kind in {ALL, remark.kind}])
        self._under.setVisible(self.model.rowCount() > 0)
        if self.model.rowCount():
            self.table.choose_id(self.model.row_id(0))
        if self.isVisible():
            self._context.counted.emit(self.count_words())

    def _rest(self, place: int) -> None:
        self.strip.tell(self._remarks.all[place])

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

"""What there is to look at after a dry run or an import: faults, conflicts and columns, as rows of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.usecases.importing.labels import column_label, difference_label
from asiakasrekisteri.usecases.importing.report import Difference, ImportReport, RowNote

Kind = Literal["rejected", "warning", "column", "fixed", "difference", "beside", "kept", "same", "new"]
ALL = "all"
OUTCOMES: dict[str, tuple[str, str]] = {
    "rejected": (N_("Hylätään"), "err"),
    "warning": (N_("Tarkista"), "warn"),
    "column": (N_("Ei tuoda"), "neutral"),
    "fixed": (N_("Korjattu"), "ok"),
    "difference": (N_("Päivittyy"), "info"),
    "beside": (N_("Lisätään"), "info"),
    "kept": (N_("Oma jää"), "ok"),
    "same": (N_("Sama asiakas"), "ok"),
    "new": (N_("Uusi asiakas"), "ok"),
}
_CONFLICTS = ("difference", "beside", "kept")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: its kind, row of the file (0 for a column), name of the field or column, and why.

    Attributes:
        target, value: of the cell at fault or told otherwise; "" where they are not known.
        who: the customer of the row.
        mendable: whether the cell can be corrected here.
        ours: what the register has.
        place, column: by what decisions of a conflict are known; "" of what is none.
        beside: whether the file's value comes beside ours.
        clash: whether the number of the row is that of another customer.
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
    place: str = ""
    column: str = ""
    beside: bool = False
    clash: bool = False

    def words(self) -> str:
        """Return where it is, in words."""
        where = _("Sarake {column}").format(column=self.field)
        if self.row:
            where = _("Rivi {row}").format(row=number_words(self.row))
            where += f", {self.field}" if self.field else ""
        return where

    def segments(self) -> tuple[str, ...]:
        """Return the choices of the list under which it is shown."""
        conflict = self.column or self.clash
        return (ALL, self.kind, *(("conflict",) if conflict else ()))

    def decided(self, *, kept: bool) -> "Remark":
        """Return it as the user has decided of it."""
        kind: Kind = "kept" if kept else "beside" if self.beside else "difference"
        return replace(self, kind=kind)


def remarks(report: ImportReport) -> list[Remark]:
    """Return everything to look at: rejected rows first, then conflicts, then warnings, then columns."""
    return [
        *(_remark("rejected", n, report) for n in report.rejected),
        *(_difference(one, report) for one in report.differences),
        *(_remark("warning", n, report) for n in report.warnings),
        *(Remark("column", 0, s.column, s.reason) for s in report.skipped_columns),
    ]


def _remark(kind: Kind, note: RowNote, report: ImportReport) -> Remark:
    cells = {} if note.place else report.cells.get(note.row, {})
    ours = report.clashes.get(note.row, "") if kind == "rejected" and note.field == "number" and not note.place else ""
    return Remark(
        kind,
        note.row,
        column_label(note.field),
        note.reason,
        target=note.field,
        value=cells.get(note.field, ""),
        who=_who(cells),
        mendable=bool(cells and note.field) and "\n" not in cells.get(note.field, ""),
        ours=ours,
        clash=bool(ours),
    )


def _difference(one: Difference, report: ImportReport) -> Remark:
    cells = report.cells.get(one.row, {}) if one.place.split(" ")[0] == str(one.row) else {}
    noun, target = one.column.split(".", maxsplit=1)
    mendable = noun == "customer" and target in cells and "\n" not in cells[target]
    reason = _("tuonti vaihtaa rekisterin arvon, ellet pidä omaa")
    if one.beside:
        reason = _("tuonti lisää arvon rekisterin arvon rinnalle, ellet pidä vain omaa")
    found = Remark(
        "difference",
        one.row,
        difference_label(one.column),
        reason,
        target=target,
        value=cells[target] if mendable else one.theirs,
        who=one.who or _who(cells),
        mendable=mendable,
        ours=one.ours,
        place=one.place,
        column=one.column,
        beside=one.beside,
    )
    return found.decided(kept=one.kept)


def _who(cells: Mapping[str, str]) -> str:
    names = ("name", "last_name", "first_names", "person_name", "email")
    return next((said for name in names if (said := cells.get(name, ""))), "")


def _value(values: Values) -> Cell:
    if not values["mendable"]:
        return Cell(text=str(values["value"]))
    tone = OUTCOMES[str(values["kind"])][1]
    return Cell(text=str(values["value"]) or _("(tyhjä)"), kind="marked", tone=tone)


def _outcome(values: Values) -> Cell:
    words, tone = OUTCOMES[str(values["kind"])]
    return Cell(text=_(words), kind="pill", tone=tone)


def _row(values: Values) -> Cell:
    line_number = values["row"]
    return Cell(text=number_words(line_number) if isinstance(line_number, int) and line_number else "–", kind="number")


def _field(values: Values) -> Cell:
    return Cell(text=str(values["field"]) or _("koko rivi"), kind="strong")


COLUMNS = (
    Column(name="row", label=N_("Rivi"), kind=FieldKind.NUMBER, width=54, align="right", sortable=False, render=_row),
    Column(name="kind", label=N_("Tulos"), width=102, sortable=False, render=_outcome),
    Column(name="field", label=N_("Kenttä tai sarake"), width=120, sortable=False, render=_field),
    Column(name="value", label=N_("Arvo tiedostossa"), width=128, sortable=False, render=_value),
    Column(name="ours", label=N_("Rekisterissä nyt"), width=118, sortable=False, bends=True, spare=True),
    Column(name="who", label=N_("Kenen rivi"), width=150, sortable=False, bends=True, spare=True),
    Column(name="reason", label=N_("Syy"), width=310, sortable=False),
)


class Remarks:
    """Rows of the table: they are in memory, so a page of them is made at once."""

    def __init__(self) -> None:
        self.all: list[Remark] = []

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """Return a page of them."""
        found = [self.all[i] for i in ids if i < len(self.all)]
        return [asdict(remark) for remark in found]

"""What a column is and what a cell shows."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, FieldSpec
from asiakasrekisteri.domain.formats import as_text, clock_time, day, euros
from asiakasrekisteri.domain.texts import _

Align = Literal["left", "right", "centre"]
CellKind = Literal["text", "strong", "muted", "number", "pill", "icons", "check", "switch", "marked"]

_NUMBERS = {FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PRICE, FieldKind.QUANTITY, FieldKind.PERCENT}
_FIGURES = {
    FieldKind.DATE,
    FieldKind.INSTANT,
    FieldKind.BUSINESS_ID,
    FieldKind.VAT_NUMBER,
    FieldKind.ASSOCIATION_NUMBER,
    FieldKind.POSTCODE,
    FieldKind.PHONE,
    FieldKind.REFERENCE,
    FieldKind.YEAR,
}
_WIDTHS = {
    FieldKind.NUMBER: 96,
    FieldKind.MONEY: 112,
    FieldKind.PRICE: 112,
    FieldKind.QUANTITY: 96,
    FieldKind.PERCENT: 88,
    FieldKind.HOST: 220,
    FieldKind.DATE: 104,
    FieldKind.INSTANT: 152,
    FieldKind.BUSINESS_ID: 110,
    FieldKind.POSTCODE: 96,
    FieldKind.YEAR: 80,
    FieldKind.FLAG: 80,
    FieldKind.PHONE: 150,
    FieldKind.EMAIL: 220,
}
_WIDTH = 160
_WORDY = 176
"""Texts in columns as wide as this are words that may be cut; in narrower ones they are days, numbers and states."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A small icon in a cell, with the words it stands for."""

    icon: str
    words: str
    tone: str = "muted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one cell shows. `text` is also what is copied and read aloud; icons add their words."""

    text: str
    kind: CellKind = "text"
    tone: str = ""
    icon: str = ""
    sub: str = ""
    marks: tuple[Mark, ...] = ()

    def spoken(self) -> str:
        """Return the words of the cell with those of its icons."""
        return ", ".join(w for w in (self.text, self.sub, *(m.words for m in self.marks)) if w)


Values = Mapping[str, object]
Render = Callable[[Values], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list.

    Attributes:
        name: key of the value in a row; also what sorting is asked by.
        label: Finnish message id of its head.
        kind: how the value is formatted when `render` is not given.
        width: in pixels at text size 100 %.
        align: numbers right, all else left.
        sortable: whether the head can be clicked.
        shown: whether it is shown until the user chooses otherwise.
        render: makes the cell from the whole row; by default the value formatted by its kind.
        bends: whether it gives way where the list is narrow and takes what a wide one has left; by default wide
            columns of text do.
        spare: whether it is left out where the list is too narrow for all of them.
    """

    name: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    width: int = _WIDTH
    align: Align = "left"
    sortable: bool = True
    shown: bool = True
    render: Render | None = field(default=None, compare=False)
    bends: bool | None = None
    spare: bool = False

    def is_bending(self) -> bool:
        """Tell whether its width follows that of the list."""
        if self.bends is not None:
            return self.bends
        return self.align == "left" and self.width >= _WORDY and self.kind not in _FIGURES

    def cell(self, values: Values) -> Cell:
        """Return what the column shows of a row."""
        if self.render is not None:
            return self.render(values)
        kind: CellKind = "number" if self.kind in _NUMBERS or self.kind in _FIGURES else "text"
        return Cell(text=format_value(values.get(self.name)), kind=kind)


def stands_right(model: object, place: int) -> bool:
    """Tell whether the column at a place of a model of columns is aligned right."""
    columns: Sequence[Column] = getattr(model, "columns", ())
    return bool(columns) and columns[place].align == "right"


def columns_of(spec: EntitySpec) -> tuple[Column, ...]:
    """Return a column for every field of an entity that lists may show; those marked `in_list` are shown at first."""
    return tuple(column_of(f) for f in spec.fields if f.kind is not FieldKind.INTERNAL)


def column_of(spec: FieldSpec, render: Render | None = None) -> Column:
    """Return the column of one field."""
    return Column(
        name=spec.name,
        label=spec.label,
        kind=spec.kind,
        width=_WIDTHS.get(spec.kind, _WIDTH),
        align="right" if spec.kind in _NUMBERS else "left",
        shown=spec.in_list,
        render=render or _renderer(spec),
    )


def _renderer(spec: FieldSpec) -> Render:
    kind: CellKind = "number" if spec.kind in _NUMBERS or spec.kind in _FIGURES else "text"

    def render(values: Values) -> Cell:
        return Cell(text=as_text(spec, values.get(spec.name)), kind=kind)

    return render


def format_value(value: object) -> str:
    """Return a value that has no field of its own in Finnish form: dates, sums, numbers, yes and no."""
    match value:
        case None:
            words = ""
        case bool():
            words = _("kyllä") if value else _("ei")
        case dt.datetime():
            words = clock_time(value)
        case dt.date():
            words = day(value)
        case Decimal():
            words = euros(value)
        case int():
            words = number_words(value)
        case _other:
            words = str(value)
    return words


def number_words(value: int) -> str:
    """Return a whole number in groups of three: 1 248."""
    return f"{value:,}".replace(",", "\xa0").replace("-", "\u2212")

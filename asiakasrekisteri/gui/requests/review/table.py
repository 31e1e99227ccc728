"""The list of items by data category: a tick for what is in the answer, a switch for what is masked of others."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.review import State
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.grouped import Group, GroupDelegate, GroupedTable
from asiakasrekisteri.gui.theme.style import draw_check, draw_switch
from asiakasrekisteri.gui.theme.theme import color, px
from asiakasrekisteri.usecases.privacy.answers.reviewing import ReviewItem
from asiakasrekisteri.usecases.privacy.searching import CERTAINTY_WORDS

ROW = 48
_PADDING = 12
_IN, _MASK = 0, 3
_Index = QModelIndex | QPersistentModelIndex


def _included(values: Values) -> Cell:
    state = values["state"]
    tone = {State.LEFT_OUT: "off", State.OPEN: "partly" if values["found"] else "on"}.get(state, "on")  # type: ignore[call-overload]
    words = {"on": _("mukana"), "off": _("jätetty pois"), "partly": _("odottaa ratkaisua")}[tone]
    return Cell(text=words, kind="check", tone=tone)


def _what(values: Values) -> Cell:
    return Cell(text=str(values["title"]), kind="strong", sub=str(values["words"]))


def _others(values: Values) -> Cell:
    unsure, masked = int(str(values["unsure"])), int(str(values["masked"]))
    state = values["state"]
    if state is State.LEFT_OUT:
        return Cell(text=_("Pois"), kind="pill")
    if state is State.OPEN and values["found"]:
        return Cell(text=_("Hyväksy tai hylkää"), kind="pill", tone="warn")
    if state is State.OPEN:
        words = ngettext("{n} ratkaistava", "{n} ratkaistavaa", unsure).format(n=unsure)
        return Cell(text=words, kind="pill", tone="err")
    if masked or unsure:
        count = masked + unsure
        return Cell(text=ngettext("{n} peitetty", "{n} peitettyä", count).format(n=count), kind="pill", tone="ok")
    return Cell(text=_("Ei"), kind="muted")


def _masked(values: Values) -> Cell:
    if not values["maskable"] or values["state"] is State.LEFT_OUT:
        return Cell(text="")
    on = values["state"] is State.MASKED
    return Cell(text=_("peitetään") if on else _("ei peitetä"), kind="switch", tone="on" if on else "off")


COLUMNS = (
    Column(name="in", label=N_("Mukana"), width=72, sortable=False, render=_included),
    Column(name="title", label=N_("Tieto"), width=240, sortable=False, render=_what),
    Column(name="others", label=N_("Muita henkilöitä"), width=144, sortable=False, render=_others),
    Column(name="mask", label=N_("Peitä"), width=78, sortable=False, render=_masked),
)


def values_of(item: ReviewItem, *, maskable: bool) -> dict[str, object]:
    """Return what the list shows of an item."""
    sure = f"{_(CERTAINTY_WORDS[item.certainty])} · " if item.certainty is not None else ""
    return {
        "title": item.title,
        "words": f"{sure}{item.words}",
        "state": item.state,
        "found": item.certainty is not None,
        "masked": item.masked,
        "unsure": item.unsure,
        "maskable": maskable,
    }


def groups_of(items: Sequence[tuple[int, ReviewItem]], maskable: Sequence[bool]) -> list[Group]:
    """Return the items by data category, under the title of each with its count."""
    rows: dict[str, dict[int, dict[str, object]]] = {}
    for number, item in items:
        rows.setdefault(item.category, {})[number] = values_of(item, maskable=maskable[number])
    titles = {category.value: title for category, title in CATEGORY_TITLES.items()}
    return [Group(f"{_(titles[code])} · {len(own)}", own) for code, own in rows.items()]


class _ReviewDelegate(GroupDelegate):
    """Paints ticks and switches beside the other cells, in rows of two lines."""

    row_height = ROW

    def _cell(self, painter: QPainter, where: QRectF, cell: Cell, index: _Index, *, selected: bool) -> None:
        left, middle = where.left() + px(_PADDING), where.center().y()
        if cell.kind == "check":
            value = {"on": True, "off": False}.get(cell.tone)
            draw_check(painter, QRectF(left, middle - px(8), px(16), px(16)), color, value)
        elif cell.kind == "switch":
            draw_switch(painter, QRectF(left, middle - px(9), px(32), px(18)), color, on=cell.tone == "on")
        else:
            super()._cell(painter, where, cell, index, selected=selected)


class ReviewTable(GroupedTable):
    """The list. Space puts an item in or leaves it out, P masks others in it, Enter goes to its text."""

    wide_column = 1
    include_asked = Signal(int)
    mask_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__(COLUMNS, _("Vastauksen kohdat"), spare=("others",))
        self.setItemDelegate(_ReviewDelegate(self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a tick or a switch does what Space and P do."""
        super().mousePressEvent(event)
        index = self.indexAt(QPointF(event.position()).toPoint())
        if index.isValid() and index.parent().isValid():
            self._act(index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by keys."""
        if event.key() == Qt.Key.Key_Space:
            self._act(_IN)
        elif event.key() == Qt.Key.Key_P and not event.modifiers():
            self._act(_MASK)
        else:
            super().keyPressEvent(event)

    def _act(self, column: int) -> None:
        number = self.current_id()
        if number is not None and column in {_IN, _MASK}:
            (self.include_asked if column == _IN else self.mask_asked).emit(number)

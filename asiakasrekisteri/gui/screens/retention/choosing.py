"""The list of what is due: groups by rule, each thing with what is proposed of it; Space spares it or takes it back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.grouped import Group, GroupDelegate, GroupedTable
from asiakasrekisteri.gui.tables.model import ID_ROLE
from asiakasrekisteri.gui.tables.view import TWO_LINES
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.usecases.privacy.holdback import REASONS
from asiakasrekisteri.usecases.retention.duelist import DueGroup, DueItem

_MARK = 40
"""Width of the mark at the left of a row, which a click turns."""


def _what(values: Values) -> Cell:
    item, taken = _read(values)
    icon, tone = ("circle-check", "accent") if taken else ("lock" if item.reason else "circle-dot", "muted")
    return Cell(text=item.title, sub=item.detail, kind="strong", icon=icon, tone=tone)


def _proposal(values: Values) -> Cell:
    item, taken = _read(values)
    if item.reason:
        return Cell(text=_(REASONS[item.reason]), kind="pill", tone="warn", icon="lock")
    if item.by_hand:
        return Cell(text=_("Silppua"), kind="pill", tone="info", icon="archive")
    if taken:
        return Cell(text=_("Hävitä"), kind="pill", tone="neutral", icon="trash-2")
    return Cell(text=_("Jätä nyt"), kind="pill", tone="info")


def _read(values: Values) -> tuple[DueItem, bool]:
    item = values["item"]
    assert isinstance(item, DueItem)
    return item, bool(values["taken"])


COLUMNS = (
    Column(name="what", label=N_("Tieto"), width=244, sortable=False, render=_what),
    Column(name="about", label=N_("Koskee"), width=226, sortable=False, render=lambda v: Cell(text=_read(v)[0].about)),
    Column(
        name="until",
        label=N_("Aika päättyi"),
        width=104,
        sortable=False,
        render=lambda v: Cell(text=iso_day(_read(v)[0].keep_until), kind="number"),
    ),
    Column(name="proposal", label=N_("Ehdotus"), width=140, sortable=False, render=_proposal),
)
COMING_COLUMNS = tuple(replace(one, label=N_("Aika päättyy")) if one.name == "until" else one for one in COLUMNS)


class _DueDelegate(GroupDelegate):
    """Paints rows of two lines."""

    row_height = TWO_LINES


class DueTable(GroupedTable):
    """The list. It remembers by record what has been spared, also over a new fetch."""

    turned = Signal()
    """Something was spared, or taken back."""

    def __init__(self, name: str, *, coming: bool = False) -> None:
        super().__init__(COMING_COLUMNS if coming else COLUMNS, name, spare=("about",))
        self.setItemDelegate(_DueDelegate(self))
        self.spared: set[tuple[str, int]] = set()
        self._groups: tuple[DueGroup, ...] = ()
        self._wanted = ""
        self._items: dict[int, DueItem] = {}

    def show_due(self, groups: Sequence[DueGroup], wanted: str = "") -> None:
        """Show groups; only things whose words hold what was typed."""
        self._groups, self._wanted = tuple(groups), wanted.casefold()
        self._show()

    def item(self, row_id: int) -> DueItem | None:
        """Return what a row shows."""
        return self._items.get(row_id)

    def is_taken(self, item: DueItem) -> bool:
        """Tell whether a thing is going to be destroyed."""
        return not item.reason and not item.by_hand and item.key not in self.spared

    def taken(self) -> int:
        """Return how many things are going to be destroyed, those that are not listed one by one too."""
        listed = {item.key for group in self._groups for item in group.items if not item.reason}
        return sum(group.free for group in self._groups) - len(self.spared & listed)

    def turn(self) -> None:
        """Spare the thing one stands on, or take it back."""
        item = self._items.get(self.current_id() or 0)
        if item is None or item.reason or item.by_hand:
            return
        self.spared ^= {item.key}
        self._show()
        self.turned.emit()

    def _show(self) -> None:
        self._items = {}
        groups = [self._group(one) for one in self._groups]
        self.show_groups([group for group in groups if group.rows])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.turn()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.column() == 0 and isinstance(index.data(ID_ROLE), int) and event.position().x() < px(_MARK):
            self.turn()

    def _group(self, group: DueGroup) -> Group:
        items = [item for item in group.items if _has(item, self._wanted)]
        return Group(_words(group, len(items)), dict(self._rows(items)))

    def _rows(self, items: Sequence[DueItem]) -> Iterator[tuple[int, Mapping[str, object]]]:
        for item in items:
            number = len(self._items) + 1
            self._items[number] = item
            yield number, {"item": item, "taken": self.is_taken(item)}


def _has(item: DueItem, wanted: str) -> bool:
    return not wanted or wanted in f"{item.title} {item.detail} {item.about}".casefold()


def _words(group: DueGroup, listed: int) -> str:
    words = [group.title, group.time, number_words(group.count)]
    if listed < group.count:
        more = ngettext("näytetään {n} ensimmäinen", "näytetään {n} ensimmäistä", listed)
        words.append(more.format(n=number_words(listed)))
    return " · ".join(words)

"""One list over the whole register: live filter, conditions, order, rows fetched page by page, opened by Enter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.leaving import Leaving
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Column, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, nothing_found
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList

_MOST_IN_SIGHT = 60
Wish = Mapping[str, str]
"""The conditions in force by name; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of a list: its name in words, and the values to choose from (fetched on the store's thread)."""

    code: str
    words: str
    options: Callable[[Gate], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """A list.

    Attributes:
        code: short Finnish word in the address.
        title: Finnish message id.
        icon: Lucide name of an empty list.
        entity: what its rows are; first part of their addresses, and of the view log unless `open_to_all`.
        columns: what is shown of a row.
        order: column it is ordered by at first.
        newest_first: the greatest of that column come first until the user chooses otherwise.
        hint: what can be typed into the filter (Finnish message id).
        conditions: see `Condition`.
        ask: gives the ids, from the gate, the words typed, the conditions, the order and whether it is reversed.
        rows: gives the rows of ids.
        count: writes a number of rows: "31 palvelua".
        empty: what is said when there are none at all (Finnish message id).
        add: words of the button that begins a new one (Finnish message id).
        write: what that asks of the user.
        begin: address where a new one begins; by default the form of its record.
        open_to_all: nobody's personal data; nothing is logged.
        watched: other kinds whose changes touch the list.
    """

    code: str
    title: str
    icon: str
    entity: str
    columns: tuple[Column, ...]
    order: str
    hint: str
    newest_first: bool = False
    conditions: tuple[Condition, ...] = ()
    ask: Callable[[Gate, str, Wish, str, bool], IdList]
    rows: Callable[[Gate, Sequence[int]], Sequence[Any]]
    count: Callable[[int], str]
    empty: str
    add: str
    write: Permission = Permission.SERVICE_WRITE
    begin: str = ""
    open_to_all: bool = False
    watched: tuple[str, ...] = ("customer", "product", "server")


class _Pages:
    """Fetches rows of a list."""

    def __init__(self, context: Context, spec: ListSpec) -> None:
        self._context, self._spec = context, spec

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        rows = {row.id: row for row in self._spec.rows(self._context.gate, list(ids))}
        today = self._context.today()
        return [{**asdict(rows[i]), "today": today} if i in rows else {} for i in ids]


class RegisterList(QFrame):
    """The list of one noun.

    Args:
        context: the desk.
        spec: what is listed.
    """

    def __init__(self, context: Context, spec: ListSpec) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context, self.spec = context, spec
        self._turn, self._total = 0, 0
        self._listed_once = self._open_first = False
        self.search = SearchField(_(spec.hint), 330)
        self.chips: dict[str, FilterChip] = {}
        self.model = PagedModel(spec.columns, _Pages(context, spec), context.runner, context.messages.failed, self)
        view = f"list-{spec.entity}"
        fresh = not context.preferences.get(f"table/{view}")
        self.table = RecordTable(self.model, _(spec.title), context.preferences, view, spec.order)
        if fresh and spec.newest_first:
            place = [column.name for column in spec.columns].index(spec.order)
            self.table.sortByColumn(place, Qt.SortOrder.DescendingOrder)
        self._seen = SeenLog(self, context, self._in_sight)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.refresh)
        self._build()
        self._connect()
        self._fetch_conditions()
        self.refresh()

    def _build(self) -> None:
        self._conditions = QFrame()
        self._conditions.setProperty("area", "plain")
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        self.leaving = Leaving(self._context, self.spec.entity, _(self.spec.title), self.table, self.model)
        self.leaving.add_key(self)
        self._bar = filter_bar(self.search, *self._make_chips(), None, *self.leaving.buttons, columns)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self._bar, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _make_chips(self) -> list[FilterChip]:
        for one in self.spec.conditions:
            self.chips[one.code] = FilterChip(_(one.words), (), changed=lambda _code: self.refresh())
        return list(self.chips.values())

    def _fetch_conditions(self) -> None:
        def fetch(gate: Gate) -> dict[str, Sequence[tuple[str, str]]]:
            return {one.code: one.options(gate) for one in self.spec.conditions}

        def come(found: dict[str, Sequence[tuple[str, str]]]) -> None:
            for code, options in found.items():
                self.chips[code].offer(options)

        self._context.ask(self, fetch, come)

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_down.connect(self.focus_list)
        self.search.returnPressed.connect(self._enter)
        self.model.sort_asked.connect(lambda *_order: self.refresh())
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.opened.connect(lambda row_id: self._context.go(f"{self.spec.entity}/{row_id}"))
        self.table.typed.connect(self._type_on)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        self._context.bus.watch(self, (self.spec.entity, *self.spec.watched), self._heard)

    def refresh(self) -> None:
        """List anew: another filter or order, or something has changed. The row one stands on stays."""
        self._again.stop()
        self._turn += 1
        turn, text = self._turn, self.search.text().strip()
        wish = {code: chip.code() for code, chip in self.chips.items()}
        name, reverse = self.table.sort_order()
        sortable = {c.name for c in self.spec.columns if c.sortable}
        order = name if name in sortable else self.spec.order

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._listed(found)

        self._context.ask(self, lambda gate: self.spec.ask(gate, text, wish, order, reverse), come)

    def focus_list(self) -> None:
        """Go to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Go to the filter with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_start(self) -> None:
        """Begin in the filter; when coming back, on the row one left."""
        if self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_list()

    def escape(self) -> None:
        """Clear the filter, then go to the list."""
        if self.search.text():
            self.search.clear()
        else:
            for chip in self.chips.values():
                if chip.code():
                    chip.choose("")
        self.focus_list()

    def add(self) -> None:
        """Begin a new one."""
        if self._context.may(self.spec.write):
            self._context.go(self.spec.begin or f"{self.spec.entity}/new")

    def tell_counts(self) -> None:
        """Show in the status bar how many rows there are."""
        if self._listed_once and self.isVisible():
            self._context.counted.emit(self._words())

    def _words(self) -> str:
        shown = self.model.rowCount()
        if shown == self._total:
            return self.spec.count(self._total)
        return _("{shown} / {all}").format(shown=number_words(shown), all=self.spec.count(self._total))

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._seen.stop()

    def _listed(self, found: IdList) -> None:
        self._total, self._listed_once = found.total, True
        current, place = self.table.current_id(), self.table.verticalScrollBar().value()
        if found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(found.ids)
            if current is not None and self.table.choose_id(current):
                self.table.verticalScrollBar().setValue(place)
        self._show_state()
        self.tell_counts()
        if self.search.hasFocus():
            announce(self.search, self._words())
        self._seen.moved()
        if self._open_first and found.ids:
            self._open_first = False
            self._context.go(f"{self.spec.entity}/{found.ids[0]}")

    def _show_state(self) -> None:
        instead = None
        if not self.model.rowCount():
            instead = self._no_hits() if self._total else self._none()
        show_instead(self._stack, instead)

    def _no_hits(self) -> QWidget:
        words = [f"”{self.search.text().strip()}”"] if self.search.text().strip() else []
        words += [chip.text() for chip in self.chips.values() if chip.code()]
        title = _("Ei osumia ehdolla {conditions}").format(conditions=_(" ja ").join(words))
        without = _("Ilman ehtoja: {count}.").format(count=self.spec.count(self._total))
        return nothing_found(title, without, _("Poista ehdot"), self._widen)

    def _none(self) -> QWidget:
        ways: tuple[Beginning, ...] = ()
        if self._context.may(self.spec.write):
            ways = (Beginning(self.spec.icon, _(self.spec.add), "", _(self.spec.add), self.add),)
        return EmptyState(self.spec.icon, _(self.spec.empty), "", ways)

    def _widen(self) -> None:
        self.search.clear()
        for chip in self.chips.values():
            chip.choose("")
        self.focus_list()

    def _enter(self) -> None:
        """Open the row in front: the current one, or the first as soon as it is found."""
        row_id = self.table.current_id()
        if row_id is not None:
            self._context.go(f"{self.spec.entity}/{row_id}")
        else:
            self._open_first = True
            self.refresh()

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a filter."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def _in_sight(self) -> Rows:
        if not self.table.isVisible() or not self.model.rowCount() or self.spec.open_to_all:
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        rows = range(first, min(last, first + _MOST_IN_SIGHT) + 1)
        return [(self.spec.entity, self.model.row_id(row)) for row in rows]

    def _heard(self, _changes: Changes) -> None:
        self._again.start()


def add_button(context: Context, words: str, write: Permission, pressed: Callable[[], object]) -> Button:
    """Return the primary button of a list, with the reason where the user may not press it."""
    made = Button(words, "plus", "primary", pressed=pressed)
    may = context.may(write)
    made.setEnabled(may)
    reason = _("Roolillasi ei ole oikeutta lisätä tätä. Pyydä oikeutta pääkäyttäjältä.")
    made.setToolTip(_("{words} (Ctrl+N)").format(words=words) if may else reason)
    return made

"""A page of a long list with a card beside it: filter while typing, conditions, the row in front, the view log.

Each noun says what it lists, in which words it counts, and what its rows lead to.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.leaving import Leaving
from asiakasrekisteri.gui.listpane.pane import RestingPane
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import column, icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.stacks import show_instead, stand_on_first
from asiakasrekisteri.gui.widgets.states import nothing_found
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList

_NARROW_WINDOW = 1100
"""In a narrower window (logical pixels at text size 100 %) lists stand alone."""
_SIDEBAR_LESS = 1144
"""Width of the page in a window of 1360 pixels, from which the list takes what the card leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What is fixed of such a page.

    Attributes:
        noun: entity of the rows, also the first part of their addresses.
        title: name of the page.
        split: under which the place of the splitter is remembered.
        pane: width of the card at first.
        least_pane: the narrowest it gets.
        alone_under: narrower than this (at text size 100 %) the list stands alone.
        watched: kinds whose changes touch the list.
        leaves: whether its rows may be taken out as a file.
        bar_over_card: whether the bar of conditions is as wide as the page; where there are many of them.
    """

    noun: str
    title: str
    split: str
    pane: int
    least_pane: int
    alone_under: int
    watched: tuple[str, ...]
    leaves: bool = False
    bar_over_card: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What such a page is made of.

    Attributes:
        model: the rows.
        table: the list.
        pane: the card.
        search: the filter.
        chips: other conditions, in the order in which Esc lets go of them.
    """

    model: PagedModel
    table: RecordTable
    pane: RestingPane
    search: SearchField
    chips: tuple[FilterChip, ...]


class ListPanePage(QFrame):
    """A list and a card.

    Args:
        context: the desk.
        shape: what is fixed.
        parts: what it is made of.
    """

    def __init__(self, context: Context, shape: Shape, parts: Parts) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._shape = context, shape
        self.model, self.table, self.pane, self.search = parts.model, parts.table, parts.pane, parts.search
        self.model.setParent(self)
        self._chips = parts.chips
        self._turn = self._total = 0
        self._listed_once = self._open_first = False
        self._wide: bool | None = None
        self.top = TopBar(shape.title)
        self._seen = SeenLog(self, context, self._in_sight)
        noun = shape.noun if shape.leaves else ""
        self.leaving = Leaving(context, noun, shape.title, self.table, self.model)
        self._build()
        self._connect()
        self._add_keys()
        self.leaving.add_key(self)

    # -- what each noun says ------------------------------------------------------------------------------------

    @abstractmethod
    def listed_by(self, text: str) -> Callable[[Gate], IdList]:
        """Return what lists the rows that match the filter and the chips."""

    @abstractmethod
    def first_time(self) -> QWidget:
        """Return what stands instead of the list while there is nothing at all."""

    @abstractmethod
    def conditions(self) -> Sequence[str]:
        """Return the chips in force in words."""

    @abstractmethod
    def without(self, total: int) -> str:
        """Say how many there are without conditions."""

    @abstractmethod
    def counted(self, shown: str, total: int, *, filtered: bool) -> str:
        """Return the words of the status bar."""

    @abstractmethod
    def add(self) -> None:
        """Begin a new one."""

    @abstractmethod
    def may_edit(self) -> bool:
        """Tell whether the user may change rows."""

    def filters(self) -> Sequence[QWidget]:
        """Return what stands in the bar after the search."""
        return self._chips

    # -- what the window asks -----------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        """Come back to the list: the counts are shown again, and what was typed elsewhere is looked for."""
        if argument:
            self.search.setText(argument)
        self._count()

    def focus_start(self) -> None:
        """Begin in the filter; when coming back, on the row one left; where there are no rows at all, on what to do."""
        covering = self._whole.currentWidget() if self._whole.currentIndex() else None
        if covering is not None:
            stand_on_first(covering)
        elif self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_list()

    def focus_search(self) -> None:
        """Go to the filter with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def reload(self) -> None:
        """Fetch everything anew."""
        self.refresh()
        self.pane.reload()

    def escape(self) -> None:
        """Clear the conditions one by one, then go to the list."""
        if self.search.text():
            self.search.clear()
        elif (chip := next((c for c in self._chips if c.code()), None)) is not None:
            chip.choose("")
        self._to_list()

    def edit(self) -> None:
        """Open the row in front for editing."""
        row_id = self.in_front()
        if self.may_edit() and row_id is not None:
            self._context.go(f"{self._shape.noun}/{row_id}/edit")

    def toggle_pane(self) -> None:
        """Show or hide the card."""
        self.pane.setVisible(self.pane.isHidden())

    def refresh(self) -> None:
        """List anew: another filter or order, or something has changed. Selection and place are kept."""
        self._turn += 1
        turn, work = self._turn, self.listed_by(self.search.text().strip())

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._listed(found)

        self._context.ask(self, work, come)

    def in_front(self) -> int | None:
        """Return the row one stands on, or the only one that was found by what was typed."""
        current, ids = self.table.current_id(), self.model.ids()
        return ids[0] if current is None and len(ids) == 1 and self.search.text().strip() else current

    # -- inside -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Luettelon ja kortin jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        bar = column(self._bar(), line(strong=True), gap=0, area="pane")
        side = column(*(() if self._shape.bar_over_card else (bar,)), self._rows, gap=0, area="pane")
        side.setMinimumWidth(px(360))
        self.splitter.addWidget(side)
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.pane.setMinimumWidth(px(self._shape.least_pane))
        self._whole = QStackedWidget()
        self._whole.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        if self._shape.bar_over_card:
            layout.addWidget(bar)
        layout.addWidget(self._whole, 1)
        kept = self._context.preferences.get(self._shape.split)
        pane = int(kept) if kept.isdigit() else self._shape.pane
        self.splitter.setSizes([px(_SIDEBAR_LESS - pane), px(pane)])

    def _bar(self) -> QFrame:
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        return filter_bar(self.search, *self.filters(), None, *self.leaving.buttons, columns)

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_down.connect(self._to_list)
        self.search.returnPressed.connect(self._enter)
        self.model.sort_asked.connect(lambda *_order: self.refresh())
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.opened.connect(lambda row_id: self._context.go(f"{self._shape.noun}/{row_id}"))
        self.table.current_changed.connect(self._rest)
        self.table.selection_changed.connect(lambda _count: self._count())
        self.table.typed.connect(self._type_on)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        theme().changed.connect(self._fit)
        self.splitter.splitterMoved.connect(lambda *_where: self._save_split())
        self._context.bus.watch(self, self._shape.watched, self._heard)

    def _add_keys(self) -> None:
        acts = (
            ("Ctrl+N", self.add),
            ("F2", self.edit),
            ("Ctrl+E", self.edit),
            ("F9", self.toggle_pane),
        )
        for text, act in acts:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def _listed(self, found: IdList) -> None:
        self._total, self._listed_once = found.total, True
        current, place = self.table.current_id(), self.table.verticalScrollBar().value()
        if found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(found.ids)
            if current is None or not self._choose_quietly(current, place):
                self.pane.show_nothing()
                if (only := self.in_front()) is not None:
                    self._rest(only)
        self._show_state()
        self._count()
        self._seen.moved()
        if self._open_first and found.ids:
            self._open_first = False
            self._context.go(f"{self._shape.noun}/{found.ids[0]}")

    def _choose_quietly(self, row_id: int, place: int) -> bool:
        self.table.blockSignals(True)
        found = self.table.choose_id(row_id)
        self.table.blockSignals(False)
        if found:
            self.table.verticalScrollBar().setValue(place)
        return found

    def _show_state(self) -> None:
        if not self._total:
            show_instead(self._whole, self.first_time())
        else:
            show_instead(self._whole, None)
            show_instead(self._rows, None if self.model.rowCount() else self._no_hits())
        self.top.show_title(self._shape.title, number_words(self._total) if self._total else "")

    def _no_hits(self) -> QWidget:
        typed = self.search.text().strip()
        words = [*([f"”{typed}”"] if typed else []), *self.conditions()]
        title = _("Ei osumia ehdolla {conditions}").format(conditions=_(" ja ").join(words))
        return nothing_found(title, self.without(self._total), _("Poista ehdot"), self._widen)

    def _widen(self) -> None:
        self.search.clear()
        for chip in self._chips:
            chip.choose("")
        self._to_list()

    def _count(self) -> None:
        if not self._listed_once:
            return
        filtered = bool(self.search.text().strip()) or any(chip.code() for chip in self._chips)
        words = self.counted(number_words(self.model.rowCount()), self._total, filtered=filtered)
        if self.isVisible():
            self._context.counted.emit(words)
        if self.search.hasFocus():
            announce(self.search, words)

    def _heard(self, changes: Changes) -> None:
        touched = {row_id for kind, row_id in changes if kind == self._shape.noun}
        self.model.refresh(touched or None)
        self.refresh()
        self.pane.reload()

    def _rest(self, row_id: int) -> None:
        if not self.pane.isHidden():
            self.pane.rest_on(row_id)

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """Open the row in front: the current one, or the first as soon as it is found."""
        row_id = self.table.current_id()
        if row_id is not None:
            self._context.go(f"{self._shape.noun}/{row_id}")
        else:
            self._open_first = True
            self.refresh()

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a filter."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def _in_sight(self) -> Rows:
        if not self.table.isVisible():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = last if last >= 0 else self.model.rowCount() - 1
        return [(self._shape.noun, self.model.row_id(row)) for row in range(first, last + 1)]

    def _save_split(self) -> None:
        self._context.preferences.set(self._shape.split, str(round(self.pane.width() * 100 / px(100))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the card where there is room for it; the user's own choice stands until the width passes the limit.

        In a narrow window the sidebar becomes a rail and leaves the page more room than a wider one has: the list
        stands alone all the same.
        """
        wide = self.width() >= px(self._shape.alone_under) and self.window().width() >= px(_NARROW_WINDOW)
        if wide != self._wide:
            self._wide = wide
            self.pane.setVisible(wide)

"""A list of invoices, of everybody or of one customer: figures of the year, live filter, segments, order."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.billing.figures import FiguresBar
from asiakasrekisteri.gui.billing.rows import COLUMNS, ORDERS, OWN_COLUMNS, InvoicePages
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.leaving import Leaving
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import filter_bar
from asiakasrekisteri.gui.widgets.basics import icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip, Segmented
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import EmptyState, nothing_found
from asiakasrekisteri.usecases.billing.figures import YearFigures, year_figures
from asiakasrekisteri.usecases.billing.lists import list_invoices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.lists import IdList

WATCHED = ("invoice", "payment", "reminder")
_COUNTED = ("open", "overdue")
_YEARS_BACK = 10
_MOST_IN_SIGHT = 60
_TALL_ENOUGH = 500
"""Under this height (logical pixels at text size 100 %) the figures give their room to the rows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What comes of one look: the invoices, the figures of the year, and the live counts of the segments."""

    found: IdList
    figures: YearFigures
    counts: tuple[int, ...]


class InvoiceList(QFrame):
    """The list.

    Args:
        context: the desk.
        view: under which columns and order are remembered.
        extra: widgets at the right end of the filter bar.
        own: the list is of one customer, told by `show_customer`; at first of all years.
    """

    listed = Signal()
    """Another list is shown."""

    def __init__(self, context: Context, view: str, *extra: QWidget, own: bool = False) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context, self._own = context, own
        self._customer: int | None = None
        self._turn = 0
        self._open_first = False
        self.shown: Listed | None = None
        self._reckoned: tuple[int, int | None] | None = None
        hint = _("Lasku tai viite…") if own else _("Lasku, viite tai asiakas…")
        self.search = SearchField(hint, 240)
        self.segments = Segmented(_("Laskut"), _segments())
        this_year = context.today().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - _YEARS_BACK, -1)]
        first = "" if own else str(this_year)
        self.year = FilterChip(_("Vuosi"), years, first, lambda _code: self.refresh())
        self.model = PagedModel(
            OWN_COLUMNS if own else COLUMNS, InvoicePages(context), context.runner, context.messages.failed, self
        )
        fresh = not context.preferences.get(f"table/{view}")
        self.table = RecordTable(self.model, _("Laskuluettelo"), context.preferences, view)
        if fresh:
            self.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)  # by day: numbers of old systems may be words
        self.figures = FiguresBar(context)
        self._seen = SeenLog(self, context, self._in_sight)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.refresh)
        self._build(extra)
        self._connect()

    def _build(self, extra: tuple[QWidget, ...]) -> None:
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        self.leaving = Leaving(self._context, "" if self._own else "invoice", _("Laskut"), self.table, self.model)
        if not self._own:
            self.leaving.add_key(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._edge = line(strong=True)
        for part in (
            self.figures,
            self._edge,
            filter_bar(self.search, self.segments, self.year, None, *extra, *self.leaving.buttons, columns),
            line(strong=True),
        ):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_down.connect(self.focus_list)
        self.segments.changed.connect(lambda _code: self.refresh())
        self.table.typed.connect(self._type_on)
        self.table.opened.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        self.model.sort_asked.connect(lambda *_order: self.refresh())
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        enter = QShortcut(QKeySequence("Return"), self.search)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self._enter)
        self._context.bus.watch(self, WATCHED, self._heard)

    def show_customer(self, customer_id: int) -> None:
        """List the invoices of one customer."""
        if customer_id != self._customer:
            self._customer = customer_id
            self.model.show(())
        self.refresh()

    def show_state(self, state: str) -> None:
        """List the invoices in a state ("overdue"), of every year."""
        self.year.blockSignals(True)
        self.year.choose("")
        self.year.blockSignals(False)
        self.segments.choose(state)
        self.refresh()

    def refresh(self) -> None:
        """List anew; the row one stands on stays if it still matches."""
        if self._own and self._customer is None:
            return
        self._again.stop()
        self._turn += 1
        turn = self._turn
        ask = self._asking()

        def come(listed: Listed) -> None:
            if turn == self._turn:
                self._show(listed)

        self._context.ask(self, ask, come)

    def _asking(self) -> Callable[[Gate], Listed]:
        text, state, customer = self.search.text().strip(), self.segments.chosen(), self._customer
        year = int(self.year.code()) if self.year.code() else None
        name, down = self.table.sort_order()
        order = ORDERS.get(name, "issued_on")
        reckon = (year or self._context.today().year, customer)
        before = self.shown.figures if self.shown is not None and self._reckoned == reckon else None

        def ask(gate: Gate) -> Listed:
            found = gate.call(list_invoices, text, state, year, customer, order, reverse=down)
            counts = tuple(len(gate.call(list_invoices, "", code, year, customer).ids) for code in _COUNTED)
            figures = before or gate.call(year_figures, *reckon)  # not reckoned, nor logged, for each key typed
            return Listed(found, figures, counts)

        return ask

    def renew(self) -> None:
        """Fetch everything anew, the figures too."""
        self._reckoned = None
        self.refresh()

    def is_narrowed(self) -> bool:
        """Tell whether something beside the year limits the list."""
        return bool(self.search.text().strip() or self.segments.chosen())

    def focus_start(self) -> None:
        """Begin in the filter; when coming back, on the row one left."""
        if self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_list()

    def focus_search(self) -> None:
        """Go to the filter with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def focus_list(self) -> None:
        """Go to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Clear the filter, then the segment, then go to the list."""
        if self.search.text():
            self.search.clear()
        elif self.segments.chosen():
            self.segments.choose("")
        self.focus_list()

    def tell_counts(self) -> None:
        """Tell the status bar what is shown."""
        if self.shown is not None and self.isVisible():
            self._context.counted.emit(self.counts())
            self._seen.moved()

    def counts(self) -> str:
        """Return what is shown in words: how many, and the sums where nothing but the year limits the list."""
        if self.shown is None:
            return ""
        count = len(self.shown.found.ids)
        if self.is_narrowed() and not self._own:
            total = number_words(self.shown.found.total)
            return _("{n} / {total} laskua").format(n=number_words(count), total=total)
        words = ngettext("{n} lasku", "{n} laskua", count).format(n=number_words(count))
        if self.is_narrowed() or not self.year.code():
            return words
        figures = self.shown.figures
        together = _("yhteensä {sum}").format(sum=euros(figures.invoiced))
        return "    ".join((words, together, _("avoinna {sum}").format(sum=euros(figures.open_sum))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = event.size().height() >= px(_TALL_ENOUGH)
        self.figures.setVisible(tall)
        self._edge.setVisible(tall)

    def showEvent(self, event: object) -> None:  # noqa: ARG002
        self.tell_counts()

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._seen.stop()

    def _show(self, listed: Listed) -> None:
        stale = self._reckoned is None or self.shown is None or listed.figures is not self.shown.figures
        self.shown, self._reckoned = listed, (listed.figures.year, listed.figures.customer_id)
        current = self.table.current_id()
        if listed.found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(listed.found.ids)
            if listed.found.ids and (current is None or not self.table.choose_id(current)):
                self.table.choose_id(listed.found.ids[0])
        for code, count in zip(_COUNTED, listed.counts, strict=True):
            words = _("{name} {n}").format(name=_names()[code], n=number_words(count)) if count else _names()[code]
            self.segments.set_words(code, words)
        if stale:
            self.figures.show_figures(listed.figures)
        show_instead(self._stack, None if listed.found.ids else self._no_hits(listed.found.total))
        self.tell_counts()
        if self.search.hasFocus():
            announce(self.search, self.counts())
        self.listed.emit()
        if self._open_first and listed.found.ids:
            self._open(listed.found.ids[0])
        self._open_first = False

    def _no_hits(self, total: int) -> QWidget:
        text, state, year = self.search.text().strip(), self.segments.chosen(), self.year.code()
        conditions = [f"”{text}”"] if text else []
        conditions += [_names()[state].lower()] if state else []
        conditions += [_("vuosi {year}").format(year=year)] if year else []
        if not conditions:
            said = _("Laskut tulevat tähän, kun niitä kirjataan tai tuodaan.")
            return EmptyState("receipt-euro", _("Laskuja ei ole"), said)
        title = _("Ei osumia ehdolla {conditions}").format(conditions=_(" ja ").join(conditions))
        words = ngettext("Rekisterissä on {n} lasku.", "Rekisterissä on {n} laskua.", total)
        more = "" if self._own else words.format(n=number_words(total))
        return nothing_found(title, more, _("Poista ehdot"), self.widen)

    def widen(self) -> None:
        """Take away every condition."""
        self.search.clear()
        self.segments.choose("")
        self.year.choose("")
        self.focus_list()

    def _enter(self) -> None:
        """Open the first of what was typed, as soon as it is found."""
        self._open_first = True
        self.refresh()

    def _open(self, row_id: int) -> None:
        self._context.go(f"invoice/{row_id}")

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a filter."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def _in_sight(self) -> Rows:
        if not self.table.isVisible() or not self.model.rowCount():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = self.model.rowCount() - 1 if last < 0 else last
        rows = range(first, min(last, first + _MOST_IN_SIGHT) + 1)
        return [("invoice", self.model.row_id(row)) for row in rows]

    def _heard(self, _changes: Changes) -> None:
        if self.shown is not None:
            self._reckoned = None
            self._again.start()


def _names() -> dict[str, str]:
    return {
        "": _("Kaikki"),
        "open": _("Avoimet"),
        "overdue": _("Erääntyneet"),
        "paid": _("Maksetut"),
        "credit_notes": _("Hyvitykset"),
    }


def _segments() -> list[tuple[str, str]]:
    return list(_names().items())

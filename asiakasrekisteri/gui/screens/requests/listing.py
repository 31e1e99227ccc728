"""The list of requests: what waits by its last day, with the days left; what is closed after it."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.requests import REQUEST_KINDS
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.requests.words import days_icon, days_tone, days_words, kind_words, stage_words
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip, Segmented
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, nothing_found
from asiakasrekisteri.usecases.privacy.requests.reading import RequestLine, list_requests

_OPEN, _CLOSED, _ALL = "open", "closed", "all"


def _line(values: Values) -> RequestLine:
    return cast(RequestLine, values["line"])


def days_cell(values: Values) -> Cell:
    """Return the pill of the days left."""
    left = _line(values).left
    return Cell(text=days_words(left), kind="pill", tone=days_tone(left), icon=days_icon(left))


COLUMNS = (
    Column(name="name", label=N_("Henkilö"), width=180, render=lambda v: Cell(text=_line(v).name, kind="strong")),
    Column(name="number", label=N_("Numero"), width=134, kind=FieldKind.REFERENCE),
    Column(name="kind", label=N_("Pyyntö"), width=224),
    Column(name="received_on", label=N_("Saapui"), width=100, kind=FieldKind.DATE, spare=True),
    Column(name="target", label=N_("Määräpäivä"), width=112, kind=FieldKind.DATE),
    Column(name="days", label=N_("Jäljellä"), width=138, render=days_cell),
    Column(name="stage", label=N_("Vaihe"), width=120, bends=True),
    Column(name="handler", label=N_("Käsittelee"), width=150, bends=True, spare=True),
)


def row_of(one: RequestLine) -> Mapping[str, object]:
    """Return a request as a row of the table, each value as it sorts and reads."""
    return {
        "line": one,
        "name": one.name,
        "number": one.number,
        "kind": kind_words(one.kind),
        "received_on": one.received_on,
        "target": one.target,
        "days": one.left.days,
        "stage": stage_words(one),
        "handler": one.handler,
    }


class RequestsPage(QFrame):
    """The page "requests"; "requests/mine" shows the user's own.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._lines: tuple[RequestLine, ...] = ()
        self.top = TopBar(_("Pyynnöt"))
        self.search = SearchField(_("Hae numerolla tai nimellä…"), 260)
        self.state = Segmented(
            _("Mitkä pyynnöt"), ((_OPEN, _("Avoimet")), (_CLOSED, _("Suljetut")), (_ALL, _("Kaikki")))
        )
        kinds = [(option.code, _(option.label)) for option in REQUEST_KINDS]
        self.kind = FilterChip(_("Mitä pyydetään"), kinds, changed=lambda _code: self._show())
        self.mine = FilterChip(_("Käsittelee"), (("mine", _("minä")),), changed=lambda _code: self._show())
        self.table = LocalTable(context, COLUMNS, _("Pyynnöt"), "requests", lambda row_id: f"request/{row_id}")
        self._seen = SeenLog(self, context, self._in_sight)
        self.add_button = Button(_("Kirjaa pyyntö"), "plus", "primary", pressed=self.add)
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        if self._context.may(Permission.REQUEST_WRITE):
            self.add_button.setToolTip(_("Kirjaa pyyntö (Ctrl+N)"))
            self.top.show_acts(self.add_button)
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = filter_bar(self.search, self.state, self.kind, self.mine, None, columns)
        for part in (self.top, line(strong=True), bar, line(strong=True)):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self._show())
        self.search.left_down.connect(self.table.setFocus)
        self.state.changed.connect(lambda _code: self._show())
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        self._context.bus.watch(self, ("request", "person"), lambda _changes: self.reload())
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.add)

    def open(self, argument: str) -> None:
        """Show the list, the user's own if "mine"."""
        if argument == "mine":
            self.mine.choose("mine")
        self.reload()

    def focus_start(self) -> None:
        """See Starts."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """See Finds."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Fetch the requests anew."""
        self._context.ask(self, lambda gate: gate.call(list_requests), self._come)

    def escape(self) -> None:
        """Remove the conditions, then go to the list."""
        if self._narrowed():
            self.widen()
        self.focus_start()

    def add(self) -> None:
        """Write down a request that came."""
        if self._context.may(Permission.REQUEST_WRITE):
            self._context.go("newrequest")

    def widen(self) -> None:
        """Remove every condition."""
        self.search.clear()
        for chip in (self.kind, self.mine):
            chip.blockSignals(True)
            chip.choose("")
            chip.blockSignals(False)
        self.state.choose(_ALL)
        self._show()

    def _come(self, lines: tuple[RequestLine, ...]) -> None:
        self._lines = lines
        waiting = sum(one.closed_on is None for one in lines)
        counts = {_OPEN: waiting, _CLOSED: len(lines) - waiting, _ALL: len(lines)}
        words = {_OPEN: _("Avoimet {n}"), _CLOSED: _("Suljetut {n}"), _ALL: _("Kaikki {n}")}
        for code, n in counts.items():
            self.state.set_words(code, words[code].format(n=n))
        self._show()

    def _show(self) -> None:
        shown = [one for one in self._lines if self._matches(one)]
        self.table.show_rows({one.id: row_of(one) for one in shown})
        if shown and self.table.current_id() is None:
            self.table.choose_id(shown[0].id)
        self._show_emptiness(shown)
        self._seen.moved()
        count = ngettext("{n} pyyntö", "{n} pyyntöä", len(shown)).format(n=len(shown))
        words = _("{shown} / {total}").format(shown=count, total=len(self._lines))
        if self.isVisible():  # another page may be in front, and say what it has counted
            self._context.counted.emit(count if len(shown) == len(self._lines) else words)

    def _matches(self, one: RequestLine) -> bool:
        state = self.state.chosen()
        in_state = state == _ALL or (state == _CLOSED) == (one.closed_on is not None)
        words = self.search.text().casefold().split()
        said = f"{one.number} {one.name}".casefold()
        of_kind = self.kind.code() in {"", one.kind}
        return in_state and of_kind and (not self.mine.code() or one.mine) and all(word in said for word in words)

    def _narrowed(self) -> bool:
        return bool(self.search.text() or self.kind.code() or self.mine.code())

    def _show_emptiness(self, shown: Sequence[RequestLine]) -> None:
        while self._stack.count() > 1:
            old = self._stack.widget(1)
            assert old is not None
            self._stack.removeWidget(old)
            old.deleteLater()
        if shown:
            self._stack.setCurrentWidget(self.table)
            return
        view = self._nothing_found() if self._lines else self._first_time()
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)

    def _nothing_found(self) -> QWidget:
        if self.state.chosen() == _OPEN and not self._narrowed():
            way = Beginning("inbox", _("Suljetut pyynnöt"), "", _("Näytä suljetut"), lambda: self.state.choose(_CLOSED))
            text = _("Kaikkiin pyyntöihin on vastattu.")
            return EmptyState("circle-check", _("Avoimia pyyntöjä ei ole"), text, (way,))
        total = ngettext("Ilman ehtoja pyyntöjä on {n}.", "Ilman ehtoja pyyntöjä on {n}.", len(self._lines))
        return nothing_found(
            _("Ei osumia näillä ehdoilla"), total.format(n=len(self._lines)), _("Poista ehdot"), self.widen
        )

    def _first_time(self) -> QWidget:
        ways: tuple[Beginning, ...] = ()
        if self._context.may(Permission.REQUEST_WRITE):
            text = _("Kirje, sähköposti, puhelu tai käynti: mikä tahansa riittää.")
            ways = (Beginning("inbox", _("Pyyntö on saapunut"), text, _("Kirjaa pyyntö"), self.add),)
        about = _("Pyyntö on, kun joku haluaa nähdä tietonsa, oikaista tai poistaa ne taikka vastustaa käsittelyä.")
        return EmptyState("inbox", _("Pyyntöjä ei ole vielä kirjattu"), about, ways)

    def _in_sight(self) -> Rows:
        return [("request", row_id) for row_id in self.table.ids_in_sight()]

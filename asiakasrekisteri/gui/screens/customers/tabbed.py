"""The tabs of a customer's page, each fetched when it is first looked at; their counts come by themselves."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.tab import CustomerTab, TabSpec
from asiakasrekisteri.gui.screens.customers.card import Opened
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.stacks import Place
from asiakasrekisteri.gui.widgets.tabs import Tabs
from asiakasrekisteri.usecases.timeline import Counts, counts

OVERVIEW = "yleiskuva"


_COUNTED = ("interaction", "usage_event", "service", "sales_order", "contract", "invoice", "payment", "end_user")
"""What the numbers on the tabs count; the customer's own changes fetch the whole page anew."""


class CustomerTabs(QFrame):
    """Everything of one customer, tab by tab.

    Args:
        context: the desk.
        specs: the tabs after the first.
        overview: makes the first tab of a customer.
    """

    changed = Signal(str)
    """Another tab is in front: its code."""

    def __init__(self, context: Context, specs: Sequence[TabSpec], overview: Callable[[Opened], QWidget]) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._overview_of = context, overview
        self._specs = tuple(s for s in specs if context.may(s.permission))
        self._opened: Opened | None = None
        self._shown: set[str] = set()
        self._overview = Place()
        self.tabs = Tabs(_("Asiakkaan tiedot"))
        self.tabs.add(OVERVIEW, _("Yleiskuva"), lambda: self._overview)
        for spec in self._specs:
            self.tabs.add(spec.code, _(spec.title), self._maker(spec))
        self.tabs.changed.connect(self._show_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda by=step: self.tabs.step(by))
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(0)
        self._recount.timeout.connect(self._count)
        context.bus.watch(self, _COUNTED, lambda _changes: self._recount.start())

    def show_customer(self, opened: Opened, note: str) -> None:
        """Show a customer, in the tab that is open; the others are fetched when they are looked at."""
        self._opened = opened
        self._shown.clear()
        self.tabs.note.setText(note)
        self._overview.put(self._overview_of(opened))
        self._show_tab(self.tabs.current())
        self._count()

    def _count(self) -> None:
        """Count anew what the tabs hold."""
        self._recount.stop()
        if self._opened is None:
            return
        row_id = self._opened.card.record.id

        def come(found: Counts) -> None:
            if self._opened is not None and self._opened.card.record.id == row_id:
                self._show_counts(found)

        self._context.ask(self, lambda gate: gate.call(counts, row_id), come)

    def open(self, code: str) -> None:
        """Bring a tab to the front; one that the user may not see leaves the first."""
        codes = {OVERVIEW, *(s.code for s in self._specs)}
        self.tabs.open(code if code in codes else OVERVIEW)

    def current(self) -> str:
        """Return the code of the tab in front."""
        return self.tabs.current()

    def tab(self) -> QWidget | None:
        """Return the widget of the tab in front."""
        return self.tabs.page(self.tabs.current())

    def keeps(self, widget: QWidget) -> bool:
        """Tell whether a widget stays when a customer is shown anew: only the first tab is made anew."""
        return self.isAncestorOf(widget) and not self._overview.isAncestorOf(widget)

    def _maker(self, spec: TabSpec) -> Callable[[], QWidget]:
        return lambda: spec.factory(self._context)

    def _show_tab(self, code: str) -> None:
        page: object = self.tabs.page(code)
        if self._opened is not None and isinstance(page, CustomerTab) and code not in self._shown:
            self._shown.add(code)
            page.show_customer(self._opened.card)
        self.changed.emit(code)

    def _show_counts(self, found: Counts) -> None:
        for spec in self._specs:
            if spec.count:
                number = getattr(found, spec.count) or 0
                words = _("{tab} {n}").format(tab=_(spec.title), n=number_words(number))
                self.tabs.set_words(spec.code, words if number else _(spec.title))

"""The page of retention."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.preview import Preview
from asiakasrekisteri.gui.screens.retention.dueview import DueView
from asiakasrekisteri.gui.screens.retention.lists import HoldsView, ProtocolsView
from asiakasrekisteri.gui.screens.retention.rules import RulesView
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button
from asiakasrekisteri.gui.widgets.tabs import Tabs
from asiakasrekisteri.usecases.retention.duelist import DueList
from asiakasrekisteri.usecases.retention.holds import HeldList, list_holds
from asiakasrekisteri.usecases.retention.looking import count_coming
from asiakasrekisteri.usecases.retention.printing import print_due
from asiakasrekisteri.usecases.retention.records import Protocol

RETENTION_PAGE = "retention"
DUE, COMING, HELD, GONE, RULES = "tarkastettavat", "tulossa", "perustellen", "havitetty", "saannot"
_PERIODS = "billing_tables"
_View = DueView | HoldsView | ProtocolsView | RulesView


class RetentionPage(QFrame):
    """The page "retention", "retention/saannot" (a tab).

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self.top = TopBar(_("Säilytys"))
        self.tabs = Tabs(_("Säilytys"))
        makers: dict[str, tuple[str, Callable[[], _View]]] = {
            DUE: (_("Tarkastettavat"), lambda: DueView(context, self._tell, self._destroyed)),
            COMING: (_("Tulossa"), lambda: DueView(context, self._tell_coming, self._destroyed, coming=True)),
            HELD: (_("Säilytetty perustellen"), lambda: HoldsView(context)),
            GONE: (_("Hävitetty"), lambda: ProtocolsView(context)),
            RULES: (_("Säännöt"), lambda: RulesView(context)),
        }
        self._codes = tuple(makers)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self.tabs, 1)
        for code, (words, make) in makers.items():
            self.tabs.add(code, words, make)
        self.top.show_acts(
            Button(_("Säilytyssäännöt"), "list-filter", "ghost", pressed=lambda: self.tabs.open(RULES)),
            Button(_("Tilikaudet"), "book-open", "ghost", pressed=lambda: context.go(_PERIODS)),
            Button(_("Tulosta tarkastuslista"), "printer", "ghost", pressed=self.print_due),
        )
        for keys, by in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.tabs.step(by))
        self._ask_coming()
        context.bus.watch(self, ("legal_hold",), lambda _changes: self._count_held())

    def open(self, argument: str) -> None:
        """Show the tab that the address names, or the one that was left."""
        if argument in self._codes:
            self.tabs.open(argument)

    def print_due(self) -> None:
        """Show the list of what is due as it is printed."""
        self._context.ask(self, lambda gate: gate.call(print_due).pdf, lambda pdf: self._show(pdf, _("Tarkastuslista")))

    def _show(self, pdf: bytes, title: str) -> None:
        if self.isVisible():  # the page was left, or the register locked, meanwhile
            runner, failed = self._context.runner, self._context.messages.failed
            shown = Preview(self.window(), pdf, title, "tarkastuslista.pdf", runner, failed)
            shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            shown.open()

    def reload(self) -> None:
        """Fetch what is in front anew."""
        self.view().refresh()
        self._ask_coming()

    def focus_start(self) -> None:
        """See Starts."""
        self.view().focus_start()

    def view(self) -> _View:
        """Return the tab in front."""
        made = self.tabs.page(self.tabs.current())
        assert isinstance(made, DueView | HoldsView | ProtocolsView | RulesView)
        return made

    def _tell(self, due: DueList) -> None:
        words = _("Tarkastettavat {n}").format(n=number_words(due.count)) if due.count else _("Tarkastettavat")
        self.tabs.set_words(DUE, words)
        self._context.counted.emit(_("{n} tarkastettavaa").format(n=number_words(due.count)))

    def _tell_coming(self, due: DueList) -> None:
        self._show_coming(due.count)

    def _ask_coming(self) -> None:
        self._context.ask(self, lambda gate: gate.call(count_coming), self._show_coming)
        self._count_held()

    def _count_held(self) -> None:
        self._context.ask(self, lambda gate: gate.call(list_holds), self._show_held)

    def _show_held(self, found: HeldList) -> None:
        count = sum(one.in_force for one in found.holds)
        words = _("Säilytetty perustellen {n}").format(n=number_words(count)) if count else _("Säilytetty perustellen")
        self.tabs.set_words(HELD, words)

    def _show_coming(self, count: int) -> None:
        self.tabs.set_words(COMING, _("Tulossa {n}").format(n=number_words(count)) if count else _("Tulossa"))

    def _destroyed(self, protocol: Protocol) -> None:
        words = _("Hävitettiin {n}. Hävityspöytäkirja {number}.")
        self._context.messages.done(words.format(n=number_words(protocol.count), number=protocol.number), None)
        self.tabs.open(GONE)

"""The tabs of a person's page, each made and fetched when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.events.pane import EventsPane
from asiakasrekisteri.gui.screens.persons.belongings import MarketingTab, PapersTab, ServicesTab
from asiakasrekisteri.gui.screens.persons.held import HeldTab
from asiakasrekisteri.gui.screens.persons.tab import PersonTab
from asiakasrekisteri.gui.widgets.stacks import Place
from asiakasrekisteri.gui.widgets.tabs import Tabs
from asiakasrekisteri.usecases.persons import PersonPage

OVERVIEW, EVENTS, HELD, MARKETING = "yleiskuva", "tapahtumat", "kaikki", "suostumukset"


class _Events(PersonTab):
    """What has happened with the person."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.events = EventsPane(context, _("Henkilön tapahtumat"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.events)

    def show_person(self, page: PersonPage) -> None:
        """See PersonTab."""
        self.events.show_owner("person", page.record.id)

    def focus_search(self) -> None:
        """Go to the search of events."""
        self.events.focus_search()


@dataclass(frozen=True, slots=True)
class _Spec:
    code: str
    title: str
    permission: Permission
    factory: Callable[[Context], QWidget]


_TABS = (
    _Spec(EVENTS, N_("Tapahtumat"), Permission.CUSTOMER_READ, _Events),
    _Spec(HELD, N_("Kaikki tiedot"), Permission.PERSON_READ, HeldTab),
    _Spec(MARKETING, N_("Suostumukset ja kiellot"), Permission.PERSON_READ, MarketingTab),
    _Spec("palvelut", N_("Palvelut ja tunnukset"), Permission.SERVICE_READ, ServicesTab),
    _Spec("liitteet", N_("Liitteet ja paperit"), Permission.PERSON_READ, PapersTab),
)


class PersonTabs(QFrame):
    """Everything of one person, tab by tab.

    Args:
        context: the desk.
    """

    changed = Signal(str)
    """Another tab is in front: its code."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._page: PersonPage | None = None
        self._shown: set[str] = set()
        self._overview = Place()
        self._codes = {OVERVIEW}
        self.tabs = Tabs(_("Henkilön tiedot"))
        self.tabs.add(OVERVIEW, _("Yleiskuva"), lambda: self._overview)
        for spec in _TABS:
            if context.may(spec.permission):
                self.tabs.add(spec.code, _(spec.title), _maker(context, spec))
                self._codes.add(spec.code)
        self.tabs.changed.connect(self._show_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(lambda by=step: self.tabs.step(by))

    def show_person(self, page: PersonPage, overview: QWidget) -> None:
        """Show a person in the tab that is open; the others are fetched when they are looked at."""
        self._page = page
        self._shown.clear()
        self._overview.put(overview)
        self._show_tab(self.tabs.current())

    def open(self, code: str, inside: str = "") -> None:
        """Bring a tab to the front, and in it a place; one that the user may not see leaves the first."""
        code = code if code in self._codes else OVERVIEW
        self.tabs.open(code)
        page = self.tabs.page(code)
        if isinstance(page, HeldTab) and inside:
            page.choose(inside)

    def current(self) -> str:
        """Return the code of the tab in front."""
        return self.tabs.current()

    def close_form(self) -> bool:
        """Let go of the small form that is open in the tab in front; tell whether there was one."""
        tab = self.tab()
        return isinstance(tab, MarketingTab) and tab.pane.close_form()

    def tab(self) -> QWidget | None:
        """Return the widget of the tab in front."""
        return self.tabs.page(self.tabs.current())

    def _show_tab(self, code: str) -> None:
        tab = self.tabs.page(code)
        if self._page is not None and isinstance(tab, PersonTab) and code not in self._shown:
            self._shown.add(code)
            tab.show_person(self._page)
        self.changed.emit(code)


def _maker(context: Context, spec: _Spec) -> Callable[[], QWidget]:
    return lambda: spec.factory(context)

"""The window of one user signed in: its pages, palette, purpose and title. Loaded while the password is being typed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.backups import BackupTold
from asiakasrekisteri.gui.badges import Badges
from asiakasrekisteri.gui.bus import Bus
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.registry import CUSTOMER_TABS
from asiakasrekisteri.gui.dialogs.keys import open_keys
from asiakasrekisteri.gui.dialogs.undertaking import ask_undertaking
from asiakasrekisteri.gui.menus import Entry as MenuEntry, native_keys
from asiakasrekisteri.gui.messages import Messages, Notice
from asiakasrekisteri.gui.navigation import Pages, PageSpec
from asiakasrekisteri.gui.noting.dock import dock_notes, in_front
from asiakasrekisteri.gui.noting.panel import KEYS
from asiakasrekisteri.gui.office_pages import IMPORT_PAGE, office_pages
from asiakasrekisteri.gui.outgoing import Outgoing, SystemOpener
from asiakasrekisteri.gui.palette import Entry, Palette, open_palette
from asiakasrekisteri.gui.preferences import Preferences
from asiakasrekisteri.gui.screens.customers.list import CustomersPage
from asiakasrekisteri.gui.screens.customers.page import CustomerPage
from asiakasrekisteri.gui.screens.customers.statistics import statistics_page
from asiakasrekisteri.gui.screens.customers.ytj import ytj_page
from asiakasrekisteri.gui.screens.home.page import HomePage
from asiakasrekisteri.gui.tasks import Runner
from asiakasrekisteri.gui.viewing import Viewing
from asiakasrekisteri.gui.widgets.dialog import Dialog
from asiakasrekisteri.gui.window import Window
from asiakasrekisteri.host.lentfiles import LentFiles, wipe_leftovers
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.office import Desk
from asiakasrekisteri.usecases.privacy.basis import firm_name

_BEGINNINGS = (
    (N_("Uusi asiakas"), "plus", "customer/new", Permission.CUSTOMER_WRITE),
    (N_("Uusi henkilö"), "user-round-plus", "person/new", Permission.PERSON_WRITE),
    (N_("Uusi lasku"), "receipt-euro", "invoice/new", Permission.BILLING_WRITE),
    (N_("Kirjaa pyyntö"), "inbox", "newrequest", Permission.REQUEST_WRITE),
)
"""What the palette begins: words, icon, address, and the permission it needs."""
_FORMER = {
    "descriptions": N_("rekisteriseloste, henkilötietolaki, tietosuojaseloste"),
    "requests": N_("tarkastuspyyntö, tietopyyntö, omien tietojen tarkastus"),
    "interactions": N_("asiakashistoria, puhelut, sähköpostit"),
    "retention": N_("poistaminen, hävittäminen, tietojen tuhoaminen"),
}
"""Other and former words by which the palette finds a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What every desk of one run of the program shares.

    Attributes:
        runner: where use cases run.
        messages: where failures and undoable acts are told.
        bus: tells what has changed.
        preferences: what the window remembers.
        appearance: what changes the looks: words, keys and act, for the palette and the menu.
    """

    runner: Runner
    messages: Messages
    bus: Bus
    preferences: Preferences
    appearance: tuple[MenuEntry, ...] = ()


def fetch_firm(session: object) -> str:
    """Return the firm's name; on the store's thread, before the window is built."""
    assert isinstance(session, Desk)
    return session.gate.call(firm_name)


def wipe_lent() -> None:
    """Wipe what a dead program has left lent on this computer."""
    wipe_leftovers()


def home_pages(context: Context) -> list[PageSpec]:
    """Return the page one comes to."""
    return [
        PageSpec(
            key="home",
            title=N_("Työpöytä"),
            icon="layout-dashboard",
            permission=Permission.OFFICE_ENTER,
            factory=lambda: HomePage(context),
            shortcut="1",
        )
    ]


def customer_pages(context: Context) -> list[PageSpec]:
    """Return the pages of customers."""
    read = Permission.CUSTOMER_READ
    bring = IMPORT_PAGE if context.may(Permission.IMPORT_RUN) else ""
    return [
        PageSpec(
            key="customers",
            title=N_("Asiakkaat"),
            icon="building-2",
            permission=read,
            factory=lambda: CustomersPage(context, bring),
            shortcut="2",
        ),
        PageSpec(
            key="customer",
            title=N_("Asiakas"),
            icon="building-2",
            permission=read,
            factory=lambda: CustomerPage(context, CUSTOMER_TABS),
            place="hidden",
            under="customers",
        ),
        ytj_page(context),
        statistics_page(context),
    ]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What is done when a desk is left.

    Attributes:
        session: the register to be closed.
        lent: files lent to other programs, to be wiped.
        unfinished: keeps what the user was writing; None when that is nothing.
    """

    session: Desk
    lent: LentFiles
    unfinished: Callable[[Gate], object] | None


class DeskWindow(QObject):
    """Builds the window of a session and keeps it through locking.

    Args:
        services: what the program shares.
        session: the desk that was opened.
        firm: the firm's name.
        lock: locks the register; called after the window has been blanked.
    """

    def __init__(self, services: Services, session: object, firm: str, lock: Callable[[], object]) -> None:
        super().__init__()
        assert isinstance(session, Desk)
        self._services = services
        self._session: Desk | None = session
        self.context = Context(session.gate, services.runner, services.messages, services.bus, services.preferences)
        pages = Pages()
        for page in (*home_pages(self.context), *customer_pages(self.context), *office_pages(self.context)):
            pages.register(page)
        self._pages = pages
        self.window = Window(firm, session.gate.actor, pages, lock, self.open_palette)
        self.context.went.connect(self.window.navigator.go)
        self.context.returned.connect(self.window.navigator.back)
        self.context.counted.connect(self.window.status.show_counts)
        self.context.titled.connect(self.window.refresh_title)
        self.context.jobs.told.connect(self._show_work)
        self.window.status.cancelled.connect(self.context.jobs.cancel_front)
        self._lent = LentFiles(SystemOpener(self))
        self._outgoing = Outgoing(self.context, self._lent)
        self._badges = Badges(self.context, self.window.sidebar.pages)
        self._backup_told = BackupTold(self.context, self.window)
        self._viewing = Viewing(self.context, self.window)
        self.notes = dock_notes(self.context, self.window)
        if services.appearance:
            self.window.menus.add_menu(_("&Näkymä"), services.appearance)
        if (notes := self.notes) is not None:
            entry = (_("&Kirjaa yhteydenotto"), KEYS, lambda: notes.begin(*in_front(self.window)))
            self.window.menus.add_menu(_("&Toiminnot"), (entry,))
        self.window.menus.add_menu(_("&Ohje"), ((_("&Näppäimet"), "Shift+F1", self.show_keys),))
        for keys in ("Shift+F1", "F1"):
            self.add_key(keys, self.show_keys)
        services.messages.attach(self.window)
        self._tell_at_start(session.erased_again.told(), session.log_said)

    def _tell_at_start(self, erased_again: str, log_said: str) -> None:
        if erased_again:
            self._services.messages.notice(Notice("info", _("Varmuuskopion palautus"), erased_again))
        if log_said:
            self._services.messages.notice(Notice("err", _("Käyttöloki"), log_said))
        if self.notes is not None:
            self.notes.look_for_draft()

    def open_palette(self) -> Palette:
        """Open the palette with this user's pages and acts."""
        return open_palette(self.window, self.context, self._entries())

    def ask_undertaking(self) -> None:
        """Show the undertaking of confidentiality, if this user has still to sign it."""
        ask_undertaking(self.context, self.window)

    def show_keys(self) -> Dialog:
        """Show what can be pressed where."""
        allowed = self._pages.allowed(self.context.gate.actor)
        return open_keys(self.window, tuple((f"Ctrl+{p.shortcut}", _(p.title)) for p in allowed if p.shortcut))

    def same_user(self, session: object) -> bool:
        """Tell whether a new session is of the user whose window this is."""
        assert isinstance(session, Desk)
        mine, new = self.context.gate.actor, session.gate.actor
        return (mine.user_id, mine.role) == (new.user_id, new.role)

    def take_out_session(self) -> object:
        """Let go of the register: nothing more is asked of it. Returns what has to be closed."""
        session, self._session = self._session, None
        self.context.jobs.cancel_all()
        self.context.pause()
        self._services.messages.detach(self.window)
        if session is None:
            return None
        return Leaving(session, self._lent, self.notes.unfinished() if self.notes is not None else None)

    def resume(self, session: object) -> None:
        """Go on at the same place with a new session of the same user."""
        assert isinstance(session, Desk)
        self._session = session
        self.context.resume(session.gate)
        self._services.messages.attach(self.window)
        self.window.show_again()

    def add_key(self, keys: str, act: Callable[[], object]) -> None:
        """Add a key that works everywhere in the window."""
        shortcut = QShortcut(QKeySequence(keys), self.window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(act)

    def discard(self) -> None:
        """Remove the window: another user comes."""
        self._services.messages.detach(self.window)
        self.window.deleteLater()
        self.context.deleteLater()
        self.deleteLater()

    def _entries(self) -> list[Entry]:
        actor, does = self.context.gate.actor, _("Toiminnot")
        pages = [p for p in self._pages.allowed(actor) if p.place != "hidden"]
        opens = [
            Entry(_(p.title), p.icon, _("Sivut"), self._opener(p.key), detail=_keys_of(p), also=_former_words(p.key))
            for p in pages
        ]
        acts = [Entry(_(w), icon, does, self._opener(to)) for w, icon, to, needs in _BEGINNINGS if actor.may(needs)]
        if self.notes is not None:
            begin = partial(self.context.noted.emit, *in_front(self.window))
            acts.append(Entry(_("Kirjaa yhteydenotto"), "phone", does, begin, detail=native_keys(KEYS)))
        looks = (*self._services.appearance, (_("Näppäimet"), "Shift+F1", self.show_keys))
        acts += [Entry(words, "settings", does, act, detail=native_keys(keys)) for words, keys, act in looks]
        acts.append(Entry(_("Lukitse rekisteri"), "lock", does, self.window.lock, detail=native_keys("Ctrl+L")))
        return [*opens, *acts]

    def _show_work(self, words: str, can_cancel: bool) -> None:
        self.window.status.show_work(words, can_cancel=can_cancel)

    def _opener(self, address: str) -> Callable[[], None]:
        return lambda: self.context.go(address)


def _keys_of(page: PageSpec) -> str:
    return native_keys(f"Ctrl+{page.shortcut}") if page.shortcut else ""


def _former_words(page: str) -> str:
    return _(_FORMER[page]) if page in _FORMER else ""


def close_session(session: object) -> None:
    """Lock the register and wipe what was lent; on the store's thread, after everything that was asked of it."""
    assert isinstance(session, Leaving)
    try:
        if session.unfinished is not None:
            session.unfinished(session.session.gate)
    finally:
        session.session.close()
        session.lent.close()

"""Työpöytä: the first page after signing in. It knows no noun: its cards come from `gui.home.registry`."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.home.cards import HomeCard, TableCard, narrow
from asiakasrekisteri.gui.home.registry import HOME_CARDS
from asiakasrekisteri.gui.theme.icons import icon
from asiakasrekisteri.gui.widgets.bars import TopBar
from asiakasrekisteri.gui.widgets.basics import Button, column, frame, line, scrolled

WEEKDAYS = (
    N_("maanantai"),
    N_("tiistai"),
    N_("keskiviikko"),
    N_("torstai"),
    N_("perjantai"),
    N_("lauantai"),
    N_("sunnuntai"),
)
_WIDE, _SIDE = 69, 31


class HomePage(QFrame):
    """The page "home".

    Args:
        context: the desk.
        cards: what is on it.
    """

    def __init__(self, context: Context, cards: Sequence[HomeCard] = HOME_CARDS) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        shown = [card for card in cards if context.may(card.permission)]
        self.made: dict[str, QWidget] = {card.code: card.make(context) for card in shown}
        self._places: dict[str, list[QWidget]] = {"figure": [], "main": [], "side": []}
        for card in shown:
            self._places[card.place].append(self.made[card.code])
        self.top = TopBar()
        self.new_button = Button(_("Uusi"), "plus", "primary", pressed=self.show_new)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._shelf = QGridLayout()
        self._build()
        self._tell_day()

    def _build(self) -> None:
        self.top.show_acts(*([self.new_button] if self.entries() else []))
        figures = frame("plain")
        figures.setLayout(self._shelf)
        self._shelf.setContentsMargins(0, 0, 0, 0)
        self._shelf.setSpacing(12)
        self._shelve(narrow_now=False)
        if not self._places["figure"]:
            figures.hide()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(12)
        for place, share in (("main", _WIDE), ("side", _SIDE)):
            part = column(*self._places[place], None, gap=12)
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._columns.addWidget(part, share)
            if not self._places[place]:
                part.hide()
        below = frame("plain")
        below.setLayout(self._columns)
        inside = column(figures, below, None, gap=12, margins=(20, 16, 16, 16), area="root")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(scrolled(inside, _("Työpöytä")), 1)
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.show_new)

    def entries(self) -> list[tuple[str, str, str]]:
        """Return what can be begun here: words, sign, address; "" stands for a note of a call."""
        all_of_them = (
            (_("Yhteydenotto"), "phone", "", Permission.INTERACTION_WRITE),
            (_("Asiakas"), "building-2", "customer/new", Permission.CUSTOMER_WRITE),
            (_("Pyyntö"), "inbox", "newrequest", Permission.REQUEST_WRITE),
        )
        return [(words, sign, address) for words, sign, address, needed in all_of_them if self._context.may(needed)]

    def new_menu(self) -> QMenu:
        """Return the menu of what can be begun."""
        menu = QMenu(self)
        for words, sign, address in self.entries():
            menu.addAction(icon(sign), words).triggered.connect(lambda _on=False, a=address: self._begin(a))
        return menu

    def show_new(self) -> None:
        """Open the menu of what can be begun."""
        if self.entries():
            self.new_menu().popup(self.new_button.mapToGlobal(self.new_button.rect().bottomLeft()))

    def focus_start(self) -> None:
        """Begin with what waits."""
        for made in (*self._places["main"], *self._places["figure"]):
            first = made.table if isinstance(made, TableCard) else made
            if not first.isHidden():
                first.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def open(self, _argument: str) -> None:
        """Show the day anew: the window may have been open overnight."""
        self._tell_day()

    def reload(self) -> None:
        """Fetch every card anew."""
        for made in self.made.values():
            fetch = getattr(made, "reload", None)
            if fetch is not None:
                fetch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = event.size().width() < narrow()
        self._shelve(narrow_now=below)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

    def _shelve(self, *, narrow_now: bool) -> None:
        """Put the figures side by side, in a narrow window two in a line."""
        figures = self._places["figure"]
        abreast = 2 if narrow_now else max(len(figures), 1)
        for place, made in enumerate(figures):
            self._shelf.addWidget(made, place // abreast, place % abreast)
        for place in range(max(len(figures), abreast)):
            self._shelf.setColumnStretch(place, 1 if place < abreast else 0)

    def _begin(self, address: str) -> None:
        if address:
            self._context.go(address)
        else:
            self._context.noted.emit("", 0)

    def _tell_day(self) -> None:
        today = self._context.today()
        self.top.show_title(_("Työpöytä"), f"{_(WEEKDAYS[today.weekday()])} {day(today)}")

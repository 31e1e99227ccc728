"""The window: sidebar, the page in front, status bar. It knows no screen and no use case."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asiakasrekisteri.domain.permissions import Actor
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.defect import show_defect
from asiakasrekisteri.gui.menus import fill_menus
from asiakasrekisteri.gui.messages import Act, Notice
from asiakasrekisteri.gui.navigation import (
    Escapes,
    Finds,
    Leavable,
    Navigator,
    Opens,
    Pages,
    PageSpec,
    Reloads,
    Starts,
    Titled,
    split_address,
)
from asiakasrekisteri.gui.panes import go_round, parts_of
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.bars import StatusBar
from asiakasrekisteri.gui.widgets.basics import Button, frame, label
from asiakasrekisteri.gui.widgets.facts import MaskedValue
from asiakasrekisteri.gui.widgets.notices import Banner, UndoBar
from asiakasrekisteri.gui.widgets.sidebar import Sidebar, SidebarItem

MINIMUM = (960, 540)
RAIL_UNDER = 960
"""Under this width (logical pixels at text size 100 %) the sidebar becomes a rail."""
LEAST_BESIDE = 732
"""With less room than this (rail included) for the page, a panel is shown instead of it, not beside it."""
_MOST_BANNERS = 2


class Window(QMainWindow):
    """The frame that everything is shown in. Is a `Board` for messages.

    Args:
        firm: the firm's name.
        actor: who is signed in.
        pages: what can be opened.
        lock: called by Ctrl+L and the lock button, after the window has been blanked.
        search: called by Ctrl+K and the search button; None where there is nothing to search.
    """

    closed = Signal()

    def __init__(
        self,
        firm: str,
        actor: Actor,
        pages: Pages,
        lock: Callable[[], object],
        search: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._actor, self._pages, self._lock_register = actor, pages, lock
        self._search = search
        self._aside: QWidget | None = None
        self.navigator = Navigator(self)
        self._made: dict[str, QWidget] = {}
        self._told: list[tuple[QWidget, Notice]] = []
        self._shown = ""
        self.sidebar = Sidebar(firm, actor.name, _(actor.role.label), self.lock, search)
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._stack.setAccessibleName(_("Sivu"))
        self._banners = QVBoxLayout()
        self._banners.setSpacing(8)
        self._blank = frame("root")
        self._build()
        self.undo_bar = UndoBar(self._stack)
        self.navigator.moved.connect(self._leave_and_show)
        self._list_pages()
        self._add_keys()
        theme().changed.connect(self.fit)
        self.setMinimumSize(*MINIMUM)
        self.resize(1360, 820)
        self.setWindowTitle("Asiakasrekisteri")

    def _build(self) -> None:
        self._centre = frame("root")
        inner = QVBoxLayout(self._centre)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        self._banner_area = QFrame()
        self._banner_area.setProperty("area", "plain")
        self._banners.setContentsMargins(20, 12, 16, 12)
        self._banner_area.setLayout(self._banners)
        self._banner_area.hide()
        inner.addWidget(self._banner_area)
        inner.addWidget(self._stack, 1)
        inner.addWidget(self.status)
        whole = QWidget()
        self._row = QHBoxLayout(whole)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.sidebar)
        self._row.addWidget(self._centre, 1)
        self._curtain = QStackedWidget()
        self._curtain.addWidget(whole)
        self._curtain.addWidget(self._blank)
        self.setCentralWidget(self._curtain)

    def _list_pages(self) -> None:
        groups: dict[str, list[SidebarItem]] = {}
        foot = []
        for page in self._pages.allowed(self._actor):
            item = SidebarItem(page.key, _(page.title), page.icon, f"Ctrl+{page.shortcut}" if page.shortcut else "")
            if page.place == "foot":
                foot.append(item)
            elif page.place == "list":
                groups.setdefault(page.group, []).append(item)
        items = []
        for group, members in groups.items():
            items += [SidebarItem("", _(group))] if group else []
            items += members
        self.sidebar.show_items(items, foot)
        for part in (self.sidebar.pages, self.sidebar.foot):
            part.opened.connect(self.navigator.go)

    def _add_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("Ctrl+L", self.lock),
            ("Ctrl+F", self._find),
            ("F5", self._reload),
            ("F6", lambda: self._next_pane(1)),
            ("Shift+F6", lambda: self._next_pane(-1)),
            ("Esc", self._escape),
            ("Ctrl+Z", self.undo_bar.undo),
            ("Alt+Left", self.navigator.back),
            ("Alt+Right", self.navigator.forward),
        ]
        keys += [("Ctrl+K", self._search)] if self._search is not None else []
        keys += [(f"Ctrl+{p.shortcut}", self._opener(p)) for p in self._pages.allowed(self._actor) if p.shortcut]
        for text, act in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)
        listed = self._listed()
        office = [(_("&Lukitse"), "Ctrl+L", self.lock), (_("&Sulje"), "", self.close)]
        ways = [
            (_("&Takaisin"), "Alt+Left", self.navigator.back),
            (_("&Eteenpäin"), "Alt+Right", self.navigator.forward),
        ]
        opens = [(_(p.title), f"Ctrl+{p.shortcut}" if p.shortcut else "", self._opener(p)) for p in listed]
        self.menus = fill_menus(self, ((_("&Rekisteri"), office), (_("&Siirry"), [*opens, *ways])))

    def _listed(self) -> list[PageSpec]:
        return [p for p in self._pages.allowed(self._actor) if p.place != "hidden"]

    def _opener(self, page: PageSpec) -> Callable[[], None]:
        return lambda: self.navigator.go(page.key)

    def set_aside(self, panel: QWidget) -> None:
        """Dock a panel at the right; it shows and hides itself, and the page stays in use beside it."""
        self._aside = panel
        self._row.addWidget(panel)

    def fit(self) -> None:
        """Give the page its room beside the panel: the sidebar becomes a rail, in the end the panel stands alone."""
        beside = self._aside.sizeHint().width() if self._aside is not None and not self._aside.isHidden() else 0
        narrow = self.width() - beside < px(RAIL_UNDER) + 1
        self.sidebar.set_rail(narrow)
        self.status.set_narrow(narrow)
        self._centre.setVisible(not beside or self.width() - beside >= px(LEAST_BESIDE))

    def page(self) -> QWidget | None:
        """Return the page in front."""
        return self._made.get(self._shown)

    def _front(self) -> object:
        """Return the page in front, to be asked what it can do."""
        return self.page()

    def open_first(self) -> None:
        """Open the first page the user may open."""
        self.navigator.go(self._listed()[0].key)

    def refresh_title(self) -> None:
        """Show the record's name in the title, if the page has one that may be shown."""
        page = self._front()
        name = page.window_title() if isinstance(page, Titled) else ""
        self.setWindowTitle(f"{name} – Asiakasrekisteri" if name else "Asiakasrekisteri")

    def lock(self) -> None:
        """Blank the window, then lock the register."""
        self.blank()
        self._lock_register()

    def blank(self) -> None:
        """Hide everything at once; titles, popovers, dialogs, revealed values and what could be undone go too."""
        self._curtain.setCurrentWidget(self._blank)
        self.undo_bar.forget()
        self.setWindowTitle("Asiakasrekisteri")
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
        for masked in self.findChildren(MaskedValue):
            masked.hide_value()
        self.repaint()

    def show_again(self) -> None:
        """Show the same place as before locking."""
        self._curtain.setCurrentIndex(0)
        self.refresh_title()

    def show_notice(self, notice: Notice) -> None:
        """Show a banner over the page; the oldest gives way to a third."""
        actions: list[QWidget] = [label(notice.code, "muted")] if notice.code else []
        if notice.action is not None:
            actions.append(Button(notice.action[0], size="s", pressed=notice.action[1]))
        tone = notice.tone
        assert tone in {"info", "ok", "warn", "err"}
        banner = Banner(tone, notice.title, notice.text, tuple(actions), closable=True)  # type: ignore[arg-type]
        banner.closed.connect(lambda: self.drop_notice(banner))
        self._told.append((banner, notice))
        while self._banners.count() >= _MOST_BANNERS:
            oldest = self._banners.itemAt(0)
            assert oldest is not None
            self.drop_notice(oldest.widget())
        self._banners.addWidget(banner)
        banner.show()
        self._banner_area.show()

    def withdraw_notice(self, notice: Notice) -> None:
        """Take the banner of a notice away."""
        for banner, told in self._told:
            if told is notice:
                self.drop_notice(banner)
                return

    def banners(self) -> list[Banner]:
        """Return the banners shown."""
        return [b for b in self._banner_area.findChildren(Banner) if not b.isHidden()]

    def show_undo(self, text: str, undo: Act | None) -> None:
        """Show what was done."""
        self.undo_bar.show_done(text, undo)

    def show_defect(self, report: str) -> None:
        """Show the one dialog of a defect."""
        show_defect(self, report)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self._front()
        if isinstance(page, Leavable) and not page.may_leave(self.close):
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)

    def drop_notice(self, banner: QWidget | None) -> None:
        """Take a banner away."""
        if banner is not None:
            self._told = [(shown, told) for shown, told in self._told if shown is not banner]
            self._banners.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self._banner_area.setVisible(self._banners.count() > 0)

    def _leave_and_show(self, address: str) -> None:
        page = self._front()
        if isinstance(page, Leavable) and not page.may_leave(lambda: self._show(address)):
            return
        self._show(address)

    def _show(self, address: str) -> None:
        key, argument = split_address(address)
        spec = self._pages[key]
        if not self._actor.may(spec.permission):
            return
        if key not in self._made:
            self._made[key] = spec.factory()
            self._stack.addWidget(self._made[key])
        self._shown = key
        self.status.show_counts("")
        self._stack.setCurrentWidget(self._made[key])
        page = self._front()
        if isinstance(page, Opens):
            page.open(argument)
        if spec.under or spec.place != "hidden":
            self.sidebar.show_open(spec.under or key)
        if isinstance(page, Starts):
            page.focus_start()
        self.refresh_title()

    def _find(self) -> None:
        if isinstance(page := self._front(), Finds):
            page.focus_search()

    def _reload(self) -> None:
        if isinstance(page := self._front(), Reloads):
            page.reload()

    def _escape(self) -> None:
        focused = QApplication.focusWidget()
        inside = self._aside is not None and focused is not None and self._aside.isAncestorOf(focused)
        if isinstance(part := self._aside if inside else self._front(), Escapes):
            part.escape()

    def _next_pane(self, step: int) -> None:
        """Go round: sidebar, the parts of the page, the panel beside it, status bar."""
        page, beside = self.page(), [self._aside] if self._aside is not None else []
        parts = parts_of(page) if page is not None else []
        go_round([self.sidebar.pages, self._banner_area, *parts, *beside, self.status], step)

"""Which pages there are, and the way through them.

A page is registered with everything the window needs: nothing is shown for a page that does not exist or that the user
has no right to.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.permissions import Actor, Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpec:
    """A page.

    Attributes:
        key: short English word; also the first part of an address ("customers", "person/17").
        title: Finnish message id.
        icon: Lucide name.
        permission: without it the page is absent.
        factory: builds the page when it is first opened.
        shortcut: digit of Ctrl+digit, or "".
        group: caption it stands under, "" for the first group (a Finnish message id).
        place: in the list, at the foot, or reached from other pages only.
        under: key of the page that is marked in the sidebar while this one is in front; by default its own.
    """

    key: str
    title: str
    icon: str
    permission: Permission
    factory: Callable[[], QWidget]
    shortcut: str = ""
    group: str = ""
    place: Literal["list", "foot", "hidden"] = "list"
    under: str = ""


@runtime_checkable
class Opens(Protocol):
    """A page that shows one record, or one view, of several."""

    def open(self, argument: str) -> None:
        """Show what the rest of the address names; "" for the page as it is."""


@runtime_checkable
class Leavable(Protocol):
    """A page that may hold something unsaved."""

    def may_leave(self, go_on: Callable[[], object]) -> bool:
        """Tell whether the page may be left now; otherwise ask the user and call `go_on` when it may."""


@runtime_checkable
class Finds(Protocol):
    """A page with a field that Ctrl+F goes to."""

    def focus_search(self) -> None:
        """Put the focus into the search field."""


@runtime_checkable
class Starts(Protocol):
    """A page that takes the focus when it is opened (not a focus proxy: those break the order of Tab)."""

    def focus_start(self) -> None:
        """Put the focus where work begins: the list, the first field."""


@runtime_checkable
class Reloads(Protocol):
    """A page that F5 fetches anew."""

    def reload(self) -> None:
        """Fetch what is shown anew."""


@runtime_checkable
class Escapes(Protocol):
    """A page that Esc leaves in steps: filter, editing, back to the list."""

    def escape(self) -> None:
        """Go one step out."""


@runtime_checkable
class Titled(Protocol):
    """A page that shows the name of a record in the window's title."""

    def window_title(self) -> str:
        """Return the name, or "" when it must not be shown."""


@runtime_checkable
class Concerns(Protocol):
    """A page that is of a customer or a person, or has one in front, without saying so in its address."""

    def concerns(self) -> tuple[str, int]:
        """Return whom a call written down now concerns: ("customer", 17); ("", 0) where nobody is in front."""


class Pages:
    """The pages registered, in the order of the sidebar."""

    def __init__(self) -> None:
        self._pages: dict[str, PageSpec] = {}

    def register(self, page: PageSpec) -> None:
        """Add a page; two of the same key or shortcut are a mistake."""
        shortcuts = {p.shortcut for p in self._pages.values() if p.shortcut}
        if page.key in self._pages or page.shortcut in shortcuts:
            raise ValueError(page.key)
        self._pages[page.key] = page

    def allowed(self, actor: Actor) -> tuple[PageSpec, ...]:
        """Return the pages this user may open."""
        return tuple(p for p in self._pages.values() if actor.may(p.permission))

    def __getitem__(self, key: str) -> PageSpec:
        """Return a page by key."""
        return self._pages[key]


class Navigator(QObject):
    """Where the window is, and where it was: back and forward as in a browser."""

    moved = Signal(str)
    """The address to show now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._trail: list[str] = []
        self._place = -1

    def go(self, address: str) -> None:
        """Go to "page" or "page/argument"; what was ahead is forgotten."""
        if self.here() == address:
            self.moved.emit(address)
            return
        del self._trail[self._place + 1 :]
        self._trail.append(address)
        self._place += 1
        self.moved.emit(address)

    def back(self) -> None:
        """Go to where one came from."""
        self._step(-1)

    def forward(self) -> None:
        """Undo going back."""
        self._step(1)

    def here(self) -> str:
        """Return the present address, "" before the first."""
        return self._trail[self._place] if self._place >= 0 else ""

    def _step(self, by: int) -> None:
        if 0 <= self._place + by < len(self._trail):
            self._place += by
            self.moved.emit(self._trail[self._place])


def split_address(address: str) -> tuple[str, str]:
    """Return the key of the page and the rest."""
    key, _slash, argument = address.partition("/")
    return key, argument

"""Numbers beside the entries of the sidebar: what waits on a page. A part of the program adds one line to `BADGES`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.widgets.sidebar import SidebarList
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.requests.reading import count_requests
from asiakasrekisteri.usecases.privacy.reviewing import review_due


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits on a page, in words for screen readers, and whether it is urgent."""

    count: int
    words: str
    alarm: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A number of the sidebar: page, what counting asks of the user, what changes it, and how it is counted."""

    page: str
    permission: Permission
    watched: tuple[str, ...]
    count: Callable[[Gate], Waiting]


def _requests(gate: Gate) -> Waiting:
    counts = gate.call(count_requests)
    words = ngettext("{n} avoin", "{n} avointa", counts.open).format(n=counts.open)
    return Waiting(counts.open, words, bool(counts.urgent))


def _reviews(gate: Gate) -> Waiting:
    return Waiting(len(gate.call(review_due)), _("tarkistus on tekemättä"), alarm=True)


BADGES = (
    Badge(page="requests", permission=Permission.REQUEST_READ, watched=("request",), count=_requests),
    Badge(page="review", permission=review_due.permission, watched=("review", "register"), count=_reviews),
)


class Badges(QObject):
    """Keeps the numbers of a sidebar.

    Args:
        context: the desk.
        sidebar: whose entries they stand beside.
    """

    def __init__(self, context: Context, sidebar: SidebarList) -> None:
        super().__init__(sidebar)
        self._context, self._sidebar = context, sidebar
        self._shown = [badge for badge in BADGES if context.may(badge.permission)]
        for badge in self._shown:
            context.bus.watch(self, badge.watched, partial(self._heard, badge))
        self.look()

    def look(self) -> None:
        """Count everything anew."""
        for badge in self._shown:
            self._count(badge)

    def _heard(self, badge: Badge, _changes: object) -> None:
        self._count(badge)

    def _count(self, badge: Badge) -> None:
        def show(waiting: Waiting) -> None:
            self._sidebar.set_badge(badge.page, waiting.count, waiting.words, alarm=waiting.alarm)

        self._context.ask(self, badge.count, show)

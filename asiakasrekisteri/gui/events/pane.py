"""The timeline of one customer or person with its conditions: kinds, person, search; older events come by scrolling."""

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.formats import FINLAND, day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.events.words import as_event
from asiakasrekisteri.gui.outgoing import Recordings
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.timeline.view import Timeline
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.basics import frame, line, row
from asiakasrekisteri.gui.widgets.choices import FilterChip, Segmented
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.stacks import show_instead
from asiakasrekisteri.gui.widgets.states import EmptyState, nothing_found
from asiakasrekisteri.usecases.events.item import TimelineItem
from asiakasrekisteri.usecases.timeline import TimelineWish, timeline

ONE_ROW = 740
"""From this width (pixels at text size 100 %) all conditions stand in one row."""
PAGE = 100
"""Events fetched at a time."""
_SEGMENTS: tuple[tuple[str, str, Permission, tuple[str, ...]], ...] = (
    ("all", N_("Kaikki"), Permission.CUSTOMER_READ, ()),
    ("calls", N_("Puhelut"), Permission.INTERACTION_READ, ("call", "support")),
    ("mails", N_("Sähköpostit"), Permission.INTERACTION_READ, ("email",)),
    ("orders", N_("Tilaukset"), Permission.SERVICE_READ, ("order", "contract", "service", "domain")),
    ("invoices", N_("Laskut"), Permission.BILLING_READ, ("invoice", "payment", "reminder")),
    ("changes", N_("Muutokset"), Permission.CUSTOMER_READ, ("change", "role")),
)
_WATCHED = (
    "interaction",
    "attachment",
    "customer",
    "person",
    "invoice",
    "payment",
    "sales_order",
    "contract",
    "service",
    "contact_role",
)


class EventsPane(QFrame):
    """What has happened, newest first.

    Args:
        context: the desk.
        name: what screen readers call the timeline, e.g. "Asiakkaan tapahtumat".
    """

    def __init__(self, context: Context, name: str) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._owner = ("customer", 0)
        self._turn = 0
        self._words = ""
        self._kinds = {code: kinds for code, _words, permission, kinds in _SEGMENTS if context.may(permission)}
        segments = [(code, _(words)) for code, words, permission, _kinds in _SEGMENTS if context.may(permission)]
        self.kind = Segmented(_("Tapahtumien laji"), segments)
        self.person = FilterChip(_("Henkilö"), ())
        self.search = SearchField(_("Hae tapahtumista"), 196)
        self.search.setMinimumWidth(px(100))
        self.recordings = Recordings(context)
        hear = self.recordings.fetch if self.recordings.may_hear() else None
        self.timeline = Timeline(name, context.runner, self._more, hear)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.timeline)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar())
        layout.addWidget(line(strong=True))
        layout.addWidget(self._stack, 1)
        self._connect()

    def _bar(self) -> QFrame:
        """Return the conditions: in one row where there is room, else the kinds above the others."""
        made = frame("pane")
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, made)
        self._rows.setContentsMargins(20, 10, 16, 10)
        self._rows.setSpacing(8)
        self._rows.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows.addStretch(1)
        self._rows.addWidget(row(self.person, self.search, gap=8))
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= px(ONE_ROW)
        self._rows.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _connect(self) -> None:
        self.kind.changed.connect(lambda _code: self.reload())
        self.search.asked.connect(lambda _text: self.reload())
        self.search.left_down.connect(lambda: self.timeline.setFocus(Qt.FocusReason.OtherFocusReason))
        self.timeline.opened.connect(self._context.go)
        self.timeline.attachment_opened.connect(self._context.file_opened)
        self.timeline.counted.connect(self._count)
        self._context.bus.watch(self, _WATCHED, self._heard)

    def show_owner(self, entity: str, row_id: int, persons: Sequence[tuple[int, str]] = ()) -> None:
        """Show the events of a customer or a person.

        Args:
            entity: "customer" or "person".
            row_id: its id.
            persons: by whom the events may be narrowed: id and name.
        """
        fresh = (entity, row_id) != self._owner
        self._owner = (entity, row_id)
        if fresh:
            self.timeline.show_events(())
        chosen = self.person.code() if self.person.code() in {str(i) for i, _name in persons} and not fresh else ""
        options = [(str(person), name) for person, name in persons]
        chip = FilterChip(_("Henkilö"), options, chosen, lambda _code: self.reload())
        self._replace_chip(chip, shown=bool(options))
        if fresh:
            self.reload()
        else:
            self.renew()

    def reload(self) -> None:
        """Fetch the newest events anew, from the top."""
        if self._owner[1]:
            self._fetch("", PAGE, self._show)

    def renew(self) -> None:
        """Fetch what is shown anew; what one looks at stays where it is."""
        if not self._owner[1]:
            return
        top = self.timeline.top_event()
        count = max(PAGE, self.timeline.model().rowCount())

        def come(items: Sequence[TimelineItem]) -> None:
            self._show(items, most=count)
            if top is not None:
                self.timeline.bring_to_top(top)

        self._fetch("", count, come)

    def focus_search(self) -> None:
        """Go to the search with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _replace_chip(self, chip: FilterChip, *, shown: bool) -> None:
        old, self.person = self.person, chip
        parent = old.parentWidget()
        layout = parent.layout() if parent is not None else None
        assert layout is not None
        layout.replaceWidget(old, chip)
        old.hide()
        old.deleteLater()
        chip.setVisible(shown)
        self.search.setPlaceholderText(_("Hae…") if shown else _("Hae tapahtumista"))

    def _wish(self, before: str, limit: int) -> TimelineWish:
        entity, row_id = self._owner
        return TimelineWish(
            customer_id=row_id if entity == "customer" else None,
            person_id=row_id if entity == "person" else None,
            kinds=self._kinds[self.kind.chosen()],
            person=int(self.person.code()) if self.person.code() else None,
            before=before,
            limit=limit,
            query=self.search.text().strip(),
        )

    def _fetch(self, before: str, limit: int, then: Callable[[Sequence[TimelineItem]], object]) -> None:
        if not before:
            self._turn += 1
        turn, wish = self._turn, self._wish(before, limit)

        def come(items: Sequence[TimelineItem]) -> None:
            if turn == self._turn:
                then(items)

        self._context.ask(self, lambda gate: gate.call(timeline, wish), come)

    def _more(self, before: str) -> None:
        def come(items: Sequence[TimelineItem]) -> None:
            self.timeline.add([as_event(i) for i in items], has_more=len(items) == PAGE)

        self._fetch(before, PAGE, come)

    def _show(self, items: Sequence[TimelineItem], most: int = PAGE) -> None:
        current = self.timeline.current_event()
        self.timeline.show_events([as_event(i) for i in items], has_more=len(items) == most)
        if current is not None:
            self.timeline.choose(current.key)
        show_instead(self._stack, None if items else self._nothing())

    def _nothing(self) -> QWidget:
        conditions = self.search.text().strip() or self.person.code() or self._kinds[self.kind.chosen()]
        if not conditions:
            words = _("Yhteydenotot, tilaukset, laskut ja muutokset näkyvät tässä, kun niitä on.")
            return EmptyState("history", _("Tapahtumia ei ole vielä"), words)
        text = self.search.text().strip()
        title = _("Ei osumia ehdolla ”{text}”").format(text=text) if text else _("Tällaisia tapahtumia ei ole")
        return nothing_found(title, _("Muut tapahtumat näkyvät, kun ehdot poistetaan."), _("Poista ehdot"), self._widen)

    def _widen(self) -> None:
        self.search.clear()
        self.person.choose("")
        self.kind.choose("all")
        self.reload()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, count: int, has_more: bool) -> None:
        words = ngettext("{n} tapahtuma", "{n} tapahtumaa", count).format(n=number_words(count))
        if has_more:
            words = _("{n} uusinta tapahtumaa").format(n=number_words(count))
        elif count:
            at = self.timeline.event_at(count - 1).at
            oldest = at.astimezone(FINLAND).date() if isinstance(at, dt.datetime) else at
            words = _("{count}, vanhin {day}").format(count=words, day=day(oldest))
        self._words = words
        self._tell()
        if self.search.hasFocus():
            announce(self.search, words)

    def _tell(self) -> None:
        if self.isVisible() and self._owner[1]:
            self._context.counted.emit(self._words)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def _heard(self, changes: Changes) -> None:
        """Follow what changes while in sight; what plays goes on."""
        if changes and self.isVisible() and self.timeline.player() is None:
            self.renew()

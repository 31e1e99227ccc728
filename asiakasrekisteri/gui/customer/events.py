"""The tab "Tapahtumat": the facts with where they came from, and beside them everything that has happened."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import Origin, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.attaching import AttachmentPanel
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.customer.facts import CustomerFacts
from asiakasrekisteri.gui.events.pane import EventsPane
from asiakasrekisteri.gui.history import history_of
from asiakasrekisteri.gui.interactions.mails import MailTaker
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.facts import Fact, Facts
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.provenance import is_stale
from asiakasrekisteri.usecases.customers import CUSTOMER, CustomerCard
from asiakasrekisteri.usecases.outside import FACTS
from asiakasrekisteri.usecases.rows import Rows

_LEFT, _SPLIT = 372, "split/customer-events"
BOTH_FROM = 960
"""From this width (pixels at text size 100 %) the facts stand beside the timeline; they are on the overview too."""
_IN_MONTHS = 24
_REGISTERS = frozenset({"ytj", "prh", "association_register", "credit_register", "directory"})
"""Sources that are obtained anew rather than asked of the customer."""
_DAYS_OF_MONTH = 30.44


class EventsTab(QFrame):
    """One customer's events. A customer's tab.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._card: CustomerCard | None = None
        self._facts = column(gap=12)
        self._files = column(gap=12)
        left = column(self._facts, self._files, None, gap=12, margins=(20, 16, 20, 16))
        self.events = EventsPane(context, _("Asiakkaan tapahtumat"))
        self.mails = MailTaker(context, self)
        self.area = scrolled(left, _("Perustiedot ja lähteet"))
        self.area.setMinimumWidth(px(330))
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Tietojen ja tapahtumien jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.area)
        self.splitter.addWidget(self.events)
        self.splitter.setStretchFactor(1, 1)
        kept = context.preferences.get(_SPLIT)
        width = int(kept) if kept.isdigit() else _LEFT
        self.splitter.setSizes([px(width), px(1144 - width)])
        self.splitter.splitterMoved.connect(lambda *_where: self._save_split())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def show_customer(self, card: CustomerCard) -> None:
        """See CustomerTab."""
        fresh = self._card is None or self._card.record.id != card.record.id
        self._card = card
        row_id = card.record.id
        if fresh:
            self._show_files(row_id)
        self.mails.show_owner("customer", row_id)
        persons = dict.fromkeys((c.person_id, c.name) for c in card.contacts)
        self._show_facts(card, ())
        self.events.show_owner("customer", row_id, list(persons))

        def come(rows: Rows) -> None:
            if self._card is card:
                self._show_facts(card, self._obtained(rows))

        self._context.ask(self, lambda gate: gate.call(FACTS.of, "customer", row_id), come)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the timeline alone where there is no room for both."""
        super().resizeEvent(event)
        self.area.setVisible(self.width() >= px(BOTH_FROM))

    def focus_search(self) -> None:
        """See navigation.Finds."""
        self.events.focus_search()

    def _show_files(self, row_id: int) -> None:
        layout = self._files.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        layout.addWidget(AttachmentPanel(self._context, "customer", row_id))
        if self._context.may(Permission.INTERACTION_WRITE):
            layout.addWidget(row(self.mails.button(), None))

    def _show_facts(self, card: CustomerCard, obtained: Sequence[Fact]) -> None:
        made = CustomerFacts(self._context, card)
        own = made.own_facts(("kind", "status", "relation", "since", "number", "note"))
        note = [f for f in made.own_facts() if f.label == _(CUSTOMER["note"].label)]
        facts = (*own, *made.contact_facts(), *obtained, *note)
        layout = self._facts.layout()
        assert isinstance(layout, QVBoxLayout)
        clear(layout)
        if (stale := self._stale(facts)) is not None:
            layout.addWidget(stale)
        every = Button(_("Kaikki lähteet"), kind="link", pressed=lambda: self._context.go(f"customer/{card.record.id}"))
        layout.addWidget(
            Card(_("Perustiedot ja lähteet"), Facts(facts, self._context.today(), "stacked"), actions=(every,))
        )

    def _obtained(self, rows: Rows) -> list[Fact]:
        """Return the facts obtained from registers, the newest of each name."""
        facts: dict[str, Fact] = {}
        for record in rows:
            fact = Fact(
                label=record.text("what"),
                value=record.text("value"),
                origin=_obtained(record),
                history=history_of(self._context, FACTS.spec, record.id, ("value",)),
            )
            facts.setdefault(record.text("what"), fact)
        return list(facts.values())

    def _stale(self, facts: Sequence[Fact]) -> Banner | None:
        """Return a banner when what a register has told is older than a year; of several registers of the oldest."""
        today = self._context.today()
        old = [f.origin for f in facts if f.origin is not None and f.origin.source in _REGISTERS]
        old = [origin for origin in old if is_stale(origin, today)]
        if not old:
            return None
        oldest: Origin = min(old, key=lambda origin: origin.date)
        months = _months(oldest, self._context)
        words = _age(months).format(source=oldest.source_label)
        acts: tuple[QWidget, ...] = ()
        if self._card is not None and self._context.may(Permission.CUSTOMER_WRITE):
            address = f"customer/{self._card.record.id}/edit"
            acts = (Button(_("Päivitä"), "refresh-cw", size="s", pressed=lambda: self._context.go(address)),)
        return Banner("warn", words, "", acts)

    def _save_split(self) -> None:
        self._context.preferences.set(_SPLIT, str(round(self.splitter.sizes()[0] * 100 / px(100))))


def _age(months: int) -> str:
    """Return how old the data are, in months up to two years; the source is left to be filled in."""
    if months < _IN_MONTHS:
        words = ngettext(
            "{source}: tiedot ovat {n} kuukauden vanhat", "{source}: tiedot ovat {n} kuukautta vanhat", months
        )
        return words.replace("{n}", str(months))
    years = months // 12
    words = ngettext("{source}: tiedot ovat {n} vuoden vanhat", "{source}: tiedot ovat {n} vuotta vanhat", years)
    return words.replace("{n}", str(years))


def _obtained(record: Record) -> Origin | None:
    """Return where a register fact came from, dated by the day on which the register told it."""
    origin, day = record.origins.get("value"), record.values.get("obtained_on")
    if origin is None or not isinstance(day, dt.date):
        return origin
    label = record.names.get("obtained_from_id") or origin.source_label
    return replace(origin, date=day.isoformat(), source_label=label)


def _months(origin: Origin, context: Context) -> int:
    return int((context.today() - dt.date.fromisoformat(origin.date[:10])).days / _DAYS_OF_MONTH)


def events_tab(context: Context) -> EventsTab:
    """Return the tab of events."""
    return EventsTab(context)

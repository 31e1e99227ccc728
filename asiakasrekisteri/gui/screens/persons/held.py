"""The tab "Kaikki tiedot": every single item held about a person, category by category."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import iso_day
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.registry import record_kinds
from asiakasrekisteri.gui.screens.persons.holdings import holding_icon
from asiakasrekisteri.gui.screens.persons.tab import PersonTab
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import column, label, line
from asiakasrekisteri.usecases.persons import PersonPage
from asiakasrekisteri.usecases.privacy.holdings import HeldItem, HeldItems, Holding, held_items

_LEFT, _SPLIT = 322, "split/person-held"
_REST_MILLISECONDS = 150
_PAGES = frozenset({"customer", "invoice", "sales_order", "interaction"})
_ON_HER_PAGE = frozenset({"person", "phone", "email", "address", "contact_role", "restriction", "person_link"})


def _category(values: Values) -> Cell:
    return Cell(text=str(values["title"]), icon=str(values["icon"]))


def _strong(values: Values) -> Cell:
    return Cell(text=str(values["label"]), kind="strong")


def _when(values: Values) -> Cell:
    return Cell(text=iso_day(str(values["source_date"])), kind="number")


def _until(values: Values) -> Cell:
    day, why = iso_day(str(values["until"])), str(values["why"])
    return Cell(text=_("{day} asti").format(day=day) if day else why.split(". ", maxsplit=1)[0].rstrip("."))


CATEGORIES = (
    Column(name="title", label=N_("Tietoryhmä"), width=224, sortable=False, render=_category),
    Column(name="count", label=N_("Määrä"), kind=FieldKind.NUMBER, width=74, align="right", sortable=False),
)
ITEMS = (
    Column(name="label", label=N_("Tieto"), width=176, render=_strong),
    Column(name="value", label=N_("Arvo"), width=200),
    Column(name="source", label=N_("Lähde"), width=100),
    Column(name="source_date", label=N_("Päivä"), width=110, render=_when, spare=True),
    Column(name="until", label=N_("Säilytetään"), width=220, render=_until),
)


def holding_code(holding: Holding) -> str:
    """Return the code of a holding in addresses: "contact", "interaction-call"."""
    return f"{holding.category}-{holding.kind}" if holding.kind else holding.category


def item_address(item: HeldItem, person_id: int) -> str:
    """Return the address of the record in which an item is; "" where it has no page."""
    if item.entity in _PAGES or item.entity in record_kinds():
        return f"{item.entity}/{item.id}"
    return f"person/{person_id}" if item.entity in _ON_HER_PAGE else ""


class HeldTab(PersonTab):
    """Categories at the left; at the right the items of the one that is chosen, Enter opens the record of one.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._page: PersonPage | None = None
        self._items: tuple[HeldItem, ...] = ()
        self._wanted = ""
        self._turn = 0
        self.categories = LocalTable(context, CATEGORIES, _("Tietoryhmät"), "person-categories")
        self.items = LocalTable(context, ITEMS, _("Tietoryhmän tiedot"), "person-items")
        self.title = label("", "h3", wrap=True)
        self.grounds = label("", "small", wrap=True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MILLISECONDS)
        self._rest.timeout.connect(self._fetch)
        self._build()
        self.categories.current_changed.connect(lambda _id: self._rest.start())
        self.categories.opened.connect(lambda _id: self.items.setFocus(Qt.FocusReason.OtherFocusReason))
        self.items.opened.connect(self._open)

    def _build(self) -> None:
        head = column(self.title, self.grounds, gap=3, margins=(12, 12, 16, 12), area="pane")
        right = column(head, line(strong=True), gap=0, area="pane")
        layout = right.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(self.items, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Tietoryhmien ja tietojen jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self.categories)
        self.splitter.addWidget(right)
        self.splitter.setStretchFactor(1, 1)
        kept = self._context.preferences.get(_SPLIT)
        left = int(kept) if kept.isdigit() else _LEFT
        self.splitter.setSizes([px(left), px(1144 - left)])
        self.splitter.splitterMoved.connect(lambda *_where: self._save_split())
        own = QVBoxLayout(self)
        own.setContentsMargins(0, 0, 0, 0)
        own.addWidget(self.splitter)

    def show_person(self, page: PersonPage) -> None:
        """See PersonTab."""
        self._page = page
        rows = {
            place: {"title": holding.title, "count": holding.count, "icon": holding_icon(holding)}
            for place, holding in enumerate(page.holdings, 1)
        }
        self.categories.show_rows(rows)
        self.choose(self._wanted)

    def choose(self, code: str) -> None:
        """Show the items of a category; of the one shown before, or of the first, when there is no such."""
        self._wanted = code
        holdings = self._page.holdings if self._page is not None else ()
        place = next((n for n, holding in enumerate(holdings, 1) if holding_code(holding) == code), 0)
        if place or (self.categories.current_id() is None and holdings):
            self.categories.choose_id(place or 1)
        self._fetch()

    def focus_start(self) -> None:
        """Begin in the categories."""
        self.categories.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fetch(self) -> None:
        self._rest.stop()
        self._turn += 1
        turn, page, place = self._turn, self._page, self.categories.current_id()
        if page is None or place is None or place > len(page.holdings):
            return
        holding, person = page.holdings[place - 1], page.record.id
        self._wanted = holding_code(holding)

        def come(found: HeldItems) -> None:
            if turn == self._turn:
                self._show(holding, found.items)

        self._context.ask(self, lambda gate: gate.call(held_items, person, holding.category, holding.kind), come)

    def _show(self, holding: Holding, items: tuple[HeldItem, ...]) -> None:
        self._items = items
        count = ngettext("{n} tieto", "{n} tietoa", len(items)).format(n=number_words(len(items)))
        self.title.setText(f"{holding.title} · {count}")
        until = _("Säilytetään {day} asti.").format(day=iso_day(holding.keep_until)) if holding.keep_until else ""
        basis = _("Peruste: {basis}.").format(basis=holding.basis.rstrip("."))
        self.grounds.setText(" ".join(part for part in (basis, until, holding.keep_reason) if part))
        self.items.show_rows({place: _row(item) for place, item in enumerate(items, 1)})
        if self.isVisible():
            self._context.counted.emit(count)

    def _open(self, place: int) -> None:
        if self._page is None or not 0 < place <= len(self._items):
            return
        item = self._items[place - 1]
        if item.entity == "attachment":
            self._context.file_opened.emit(item.id)
        elif address := item_address(item, self._page.record.id):
            self._context.go(address)

    def _save_split(self) -> None:
        self._context.preferences.set(_SPLIT, str(round(self.splitter.sizes()[0] * 100 / px(100))))


def _row(item: HeldItem) -> dict[str, object]:
    return {
        "label": item.label,
        "value": item.value,
        "source": item.source,
        "source_date": item.source_date,
        "until": item.keep_until,
        "why": item.keep_reason,
    }

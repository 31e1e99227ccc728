"""The list of customers: live filter, order, and the card of the row the user rests on."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.customers.pane import CustomerPane
from asiakasrekisteri.gui.screens.customers.rows import COLUMNS, CustomerPages, statuses
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.theme.theme import px, theme
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, column, icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, nothing_found
from asiakasrekisteri.usecases.customers import list_customers
from asiakasrekisteri.usecases.lists import IdList

VIEW = "customers"
PANE_UNDER = 880
"""Under this width (logical pixels at text size 100 %) the list stands alone and Enter opens the page."""
_PANE, _SPLIT = 428, "split/customers"
_SORTABLE = {c.name for c in COLUMNS if c.sortable}


class CustomersPage(QFrame):
    """The page "customers".

    Args:
        context: the desk.
        import_address: address of the page for bringing customers from a file; "" where there is none.
    """

    def __init__(self, context: Context, import_address: str = "") -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._import = context, import_address
        self._turn = 0
        self._listed_once = False
        self._open_first = False
        self._wide: bool | None = None
        self._total = 0
        self._may_write = context.may(Permission.CUSTOMER_WRITE)
        self.search = SearchField(_("Nimi, tunniste, puhelin tai sähköposti…"), 330)
        self.status = FilterChip(_("Tila"), statuses(), changed=lambda _code: self.refresh())
        self.model = PagedModel(COLUMNS, CustomerPages(context), context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, _("Asiakasluettelo"), context.preferences, VIEW)
        self.pane = CustomerPane(context, may_write=self._may_write)
        self._seen = SeenLog(self, context, self._in_sight)
        self._build()
        self._connect()
        self._add_keys()
        self.refresh()

    def _build(self) -> None:
        self._show_acts()
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Luettelon ja kortin jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self._list_side())
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.pane.setMinimumWidth(px(300))
        self._whole = QStackedWidget()
        self._whole.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._whole, 1)
        self._restore_split()

    def _show_acts(self) -> None:
        self.top = TopBar(_("Asiakkaat"))
        self.new_button = Button(_("Uusi asiakas"), "plus", "primary", pressed=self.add)
        self.new_button.setEnabled(self._may_write)
        tip = _("Roolillasi ei ole oikeutta lisätä asiakkaita. Pyydä oikeutta pääkäyttäjältä.")
        self.new_button.setToolTip(_("Uusi asiakas (Ctrl+N)") if self._may_write else tip)
        acts: list[QWidget] = [self.new_button]
        if self._import:
            acts.insert(0, Button(_("Tuo"), "file-input", "ghost", pressed=self.bring))
        self.top.show_acts(*acts)

    def _list_side(self) -> QFrame:
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        made = column(
            filter_bar(self.search, self.status, None, columns), line(strong=True), self._rows, gap=0, area="pane"
        )
        made.setMinimumWidth(px(360))
        return made

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_down.connect(self._to_list)
        self.search.returnPressed.connect(self._enter)
        self.model.sort_asked.connect(lambda *_order: self.refresh())
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.opened.connect(lambda row_id: self._context.go(f"customer/{row_id}"))
        self.table.current_changed.connect(self._rest)
        self.table.selection_changed.connect(lambda _count: self._count())
        self.table.typed.connect(self._type_on)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        theme().changed.connect(self._fit)
        self.splitter.splitterMoved.connect(lambda *_where: self._save_split())
        self._context.bus.watch(self, ("customer", "address", "contact_role", "person"), self._heard)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+N", self.add),
            ("F2", self.edit),
            ("Ctrl+E", self.edit),
            ("F9", self.toggle_pane),
        )
        for text, act in keys:
            shortcut = QShortcut(QKeySequence(text), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    # -- what the window asks ------------------------------------------------------------------------------------

    def open(self, argument: str) -> None:
        """Come back to the list: the counts are shown again, and what was typed elsewhere is looked for."""
        if argument:
            self.search.setText(argument)
        self._count()

    def focus_start(self) -> None:
        """Begin in the filter; when coming back, on the row one left."""
        if self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_list()

    def focus_search(self) -> None:
        """Go to the filter with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def reload(self) -> None:
        """Fetch everything anew."""
        self.refresh()
        self.pane.reload()

    def escape(self) -> None:
        """Clear the filter, then go to the list."""
        if self.search.text():
            self.search.clear()
        elif self.status.code():
            self.status.choose("")
        self._to_list()

    def concerns(self) -> tuple[str, int]:
        """Return the customer one stands on: a call written down is of it."""
        return "customer", self._in_front() or 0

    # -- acts ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Open the form of a new customer."""
        if self._may_write:
            self._context.go("customer/new")

    def edit(self) -> None:
        """Open the current customer for editing."""
        row_id = self._in_front()
        if self._may_write and row_id is not None:
            self._context.go(f"customer/{row_id}/edit")

    def bring(self) -> None:
        """Open the page where customers are brought from a file."""
        self._context.go(self._import)

    def toggle_pane(self) -> None:
        """Show or hide the card."""
        self.pane.setVisible(self.pane.isHidden())

    def refresh(self) -> None:
        """List anew: another filter or order, or something has changed. Selection and place are kept."""
        self._turn += 1
        turn, text, status = self._turn, self.search.text().strip(), self.status.code()
        name, reverse = self.table.sort_order()
        order = name if name in _SORTABLE else "name"

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._listed(found)

        self._context.ask(self, lambda gate: gate.call(list_customers, text, status, order, reverse=reverse), come)

    # -- inside --------------------------------------------------------------------------------------------------

    def _listed(self, found: IdList) -> None:
        self._total = found.total
        self._listed_once = True
        current, place = self.table.current_id(), self.table.verticalScrollBar().value()
        if found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(found.ids)
            if current is None or not self._choose_quietly(current, place):
                self.pane.show_nothing()
                if (only := self._in_front()) is not None:
                    self._rest(only)
        self._show_state()
        self._count()
        self._seen.moved()
        if self._open_first and found.ids:
            self._open_first = False
            self._context.go(f"customer/{found.ids[0]}")

    def _in_front(self) -> int | None:
        """Return the customer one stands on, or the only one that was found by what was typed."""
        current, ids = self.table.current_id(), self.model.ids()
        return ids[0] if current is None and len(ids) == 1 and self.search.text().strip() else current

    def _choose_quietly(self, row_id: int, place: int) -> bool:
        self.table.blockSignals(True)
        found = self.table.choose_id(row_id)
        self.table.blockSignals(False)
        if found:
            self.table.verticalScrollBar().setValue(place)
        return found

    def _show_state(self) -> None:
        if not self._total:
            made = first_time(self.add if self._may_write else None, self.bring if self._import else None)
            self._show_in(self._whole, made)
            if made.buttons and self.isVisible():
                made.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._show_in(self._whole, None)
            self._show_in(self._rows, None if self.model.rowCount() else self._no_hits())
        self.top.show_title(_("Asiakkaat"), number_words(self._total) if self._total else "")

    @staticmethod
    def _show_in(stack: QStackedWidget, instead: QWidget | None) -> None:
        """Show a view instead of the first one of a stack, or the first one again."""
        while stack.count() > 1:
            if (old := stack.widget(1)) is not None:
                stack.removeWidget(old)
                old.deleteLater()
        if instead is not None:
            stack.addWidget(instead)
            stack.setCurrentWidget(instead)

    def _no_hits(self) -> QWidget:
        words = [f"”{self.search.text().strip()}”"] if self.search.text().strip() else []
        if self.status.code():
            words.append(_("tila {status}").format(status=dict(statuses())[self.status.code()].lower()))
        title = _("Ei osumia ehdolla {conditions}").format(conditions=_(" ja ").join(words))
        without = ngettext("Ilman ehtoja asiakkaita on {n}.", "Ilman ehtoja asiakkaita on {n}.", self._total)
        return nothing_found(title, without.format(n=number_words(self._total)), _("Poista ehdot"), self._widen)

    def _widen(self) -> None:
        self.search.clear()
        self.status.choose("")
        self._to_list()

    def _count(self) -> None:
        if not self._listed_once:
            return
        shown = self.model.rowCount() if self.search.text().strip() or self.status.code() else None
        words = _counted(shown, self._total, len(self.table.selectionModel().selectedRows()))
        if self.isVisible():
            self._context.counted.emit(words)
        if self.search.hasFocus():
            announce(self.search, words)

    def _heard(self, changes: Changes) -> None:
        touched = {row_id for kind, row_id in changes if kind == "customer"}
        self.model.refresh(touched or None)
        self.refresh()
        self.pane.reload()

    def _rest(self, row_id: int) -> None:
        if not self.pane.isHidden():
            self.pane.rest_on(row_id)

    def _to_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter(self) -> None:
        """Open the row in front: the current one, or the first as soon as it is found."""
        row_id = self.table.current_id()
        if row_id is not None:
            self._context.go(f"customer/{row_id}")
        else:
            self._open_first = True
            self.refresh()

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a filter."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def _in_sight(self) -> Rows:
        if not self.table.isVisible():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = last if last >= 0 else self.model.rowCount() - 1
        return [("customer", self.model.row_id(row)) for row in range(first, last + 1)]

    def _restore_split(self) -> None:
        kept = self._context.preferences.get(_SPLIT)
        pane = int(kept) if kept.isdigit() else _PANE
        self.splitter.setSizes([px(1144 - pane), px(pane)])

    def _save_split(self) -> None:
        self._context.preferences.set(_SPLIT, str(round(self.pane.width() * 100 / px(100))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the card where there is room for it; the user's own choice stands until the width passes the limit."""
        wide = self.width() >= px(PANE_UNDER)
        if wide != self._wide:
            self._wide = wide
            self.pane.setVisible(wide)


def _counted(shown: int | None, total: int, chosen: int) -> str:
    """Write how many there are, how many of them the conditions leave (None without conditions), and are chosen."""
    words = ngettext("{n} asiakas", "{n} asiakasta", total).format(n=number_words(total))
    if shown is not None:
        words = _("{shown} / {total} asiakasta").format(shown=number_words(shown), total=number_words(total))
    if chosen:
        words += "    " + ngettext("{n} valittu", "{n} valittua", chosen).format(n=chosen)
    return words


def first_time(add: Callable[[], object] | None, bring: Callable[[], object] | None) -> EmptyState:
    """Return what an empty register shows: the ways to begin that are open to the user."""
    beginnings = []
    if add is not None:
        words = _("Yksityinen, toiminimi, yritys, yhdistys tai julkisyhteisö.")
        beginnings.append(Beginning("user-round-plus", _("Lisää asiakas käsin"), words, _("Uusi asiakas"), add))
    if bring is not None:
        words = _("CSV-tiedosto. Ensin tehdään koeajo, joka ei muuta mitään.")
        beginnings.append(Beginning("file-input", _("Tuo taulukosta"), words, _("Tuo tiedostosta"), bring))
    text = _("Valitse, miten aloitetaan.") if beginnings else _("Pyydä pääkäyttäjää lisäämään asiakkaita.")
    return EmptyState("building-2", _("Rekisterissä ei ole vielä asiakkaita"), text, tuple(beginnings))

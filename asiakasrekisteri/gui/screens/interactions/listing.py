"""The list of interactions: live search in their contents, kinds and states, and the card of the row one rests on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.interactions.mails import MailTaker
from asiakasrekisteri.gui.interactions.words import INTERACTION, options
from asiakasrekisteri.gui.screens.interactions.pane import InteractionPane
from asiakasrekisteri.gui.screens.interactions.rows import COLUMNS, InteractionPages
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
from asiakasrekisteri.usecases.interactions.lists import InteractionFilter, list_interactions
from asiakasrekisteri.usecases.lists import IdList

VIEW = "interactions"
PANE_UNDER = 920
"""Under this width (logical pixels at text size 100 %) the list stands alone and Enter opens the page."""
_PANE, _SPLIT = 340, "split/interactions"


class InteractionsPage(QFrame):
    """The page "interactions".

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._turn = self._total = 0
        self._listed_once = self._open_first = False
        self._wide: bool | None = None
        self._may_write = context.may(Permission.INTERACTION_WRITE)
        self.search = SearchField(_("Hae aiheesta, sisällöstä ja nimistä…"), 270)
        self.kind = FilterChip(_("Laji"), options(INTERACTION["kind"]), changed=lambda _code: self.refresh())
        self.state = FilterChip(_("Tila"), options(INTERACTION["state"]), changed=lambda _code: self.refresh())
        self.support = Button(_("Avoimet tukipyynnöt"), "life-buoy", "filteroff", pressed=self.show_open_support)
        self.model = PagedModel(COLUMNS, InteractionPages(context), context.runner, context.messages.failed, self)
        self.table = RecordTable(self.model, _("Yhteydenotot"), context.preferences, VIEW)
        self.table.setSortingEnabled(False)  # the newest are always first
        self.pane = InteractionPane(context)
        self.mails = MailTaker(context, self, others=False)
        self._seen = SeenLog(self, context, self._in_sight)
        self._build()
        self._connect()
        self._add_keys()
        self.refresh()

    def _build(self) -> None:
        self.top = TopBar(_("Yhteydenotot"))
        self.note_button = Button(_("Kirjaa yhteydenotto"), "phone", "primary", pressed=self.add)
        self.note_button.setToolTip(_("Kirjaa yhteydenotto (Ctrl+Shift+Y)"))
        self.top.show_acts(*([self.mails.button(), self.note_button] if self._may_write else []))
        self._rows = QStackedWidget()
        self._rows.addWidget(self.table)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setAccessibleName(_("Luettelon ja kortin jako"))
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(self._list_side())
        self.splitter.addWidget(self.pane)
        self.splitter.setStretchFactor(0, 1)
        self.pane.setMinimumWidth(px(360))
        self._whole = QStackedWidget()
        self._whole.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(self._whole, 1)
        kept = self._context.preferences.get(_SPLIT)
        pane = int(kept) if kept.isdigit() else _PANE
        self.splitter.setSizes([px(1144 - pane), px(pane)])

    def _list_side(self) -> QFrame:
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        bar = filter_bar(self.search, self.kind, self.state, self.support, None, columns)
        made = column(bar, line(strong=True), self._rows, gap=0, area="pane")
        made.setMinimumWidth(px(360))
        return made

    def _connect(self) -> None:
        self.search.asked.connect(lambda _text: self.refresh())
        self.search.left_down.connect(self._to_list)
        self.search.returnPressed.connect(self._enter)
        self.model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.opened.connect(lambda row_id: self._context.go(f"interaction/{row_id}"))
        self.table.current_changed.connect(self._rest)
        self.table.selection_changed.connect(lambda _count: self._count())
        self.table.typed.connect(self._type_on)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        theme().changed.connect(self._fit)
        self.splitter.splitterMoved.connect(lambda *_where: self._save_split())
        self._context.bus.watch(self, ("interaction", "attachment"), self._heard)
        self._context.noting.connect(self.note_button.setHidden)

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
        """Come back to the list; what was typed elsewhere is looked for."""
        if argument:
            self.search.setText(argument)
        self._count()

    def focus_start(self) -> None:
        """Begin in the search; when coming back, on the row one left."""
        if self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._to_list()

    def focus_search(self) -> None:
        """Go to the search with everything in it selected."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def reload(self) -> None:
        """Fetch everything anew."""
        self.refresh()
        self.pane.reload()

    def escape(self) -> None:
        """Clear the conditions one by one, then go to the list."""
        if self.search.text():
            self.search.clear()
        elif self.state.code():
            self.state.choose("")
        elif self.kind.code():
            self.kind.choose("")
        self._to_list()

    # -- acts ----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Begin writing down a call."""
        if self._may_write:
            self._context.noted.emit("", 0)

    def edit(self) -> None:
        """Open the current interaction for editing."""
        row_id = self.table.current_id()
        if self._may_write and row_id is not None:
            self._context.go(f"interaction/{row_id}/edit")

    def toggle_pane(self) -> None:
        """Show or hide the card."""
        self.pane.setVisible(self.pane.isHidden())

    def show_open_support(self) -> None:
        """List the support cases that are still open."""
        self.kind.blockSignals(True)
        self.kind.choose("support")
        self.kind.blockSignals(False)
        self.state.choose("open")

    def take_mails(self, files: list[Path]) -> None:
        """Bring saved mails into the register."""
        self.mails.take(files)

    def refresh(self) -> None:
        """List anew: other conditions, or something has changed. Selection and place are kept."""
        self._turn += 1
        turn = self._turn
        wanted = InteractionFilter(self.search.text().strip(), self.kind.code(), self.state.code())

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._listed(found)

        self._context.ask(self, lambda gate: gate.call(list_interactions, wanted), come)

    # -- inside --------------------------------------------------------------------------------------------------

    def _listed(self, found: IdList) -> None:
        self._total, self._listed_once = found.total, True
        current, place = self.table.current_id(), self.table.verticalScrollBar().value()
        if found.ids == self.model.ids():
            self.model.refresh()
        else:
            self.model.show(found.ids)
            if current is None or not self._choose_quietly(current, place):
                self.pane.show_nothing()
        self._show_state()
        self._count()
        self._seen.moved()
        if self._open_first and found.ids:
            self._open_first = False
            self._context.go(f"interaction/{found.ids[0]}")

    def _choose_quietly(self, row_id: int, place: int) -> bool:
        self.table.blockSignals(True)
        found = self.table.choose_id(row_id)
        self.table.blockSignals(False)
        if found:
            self.table.verticalScrollBar().setValue(place)
        return found

    def _show_state(self) -> None:
        if not self._total:
            _show_in(self._whole, self._first_time())
        else:
            _show_in(self._whole, None)
            _show_in(self._rows, None if self.model.rowCount() else self._no_hits())
        self.top.show_title(_("Yhteydenotot"), number_words(self._total) if self._total else "")

    def _first_time(self) -> QWidget:
        beginnings = []
        if self._may_write:
            call = _("Puhelu, käynti, kirje, muistiinpano tai tukipyyntö.")
            beginnings.append(Beginning("phone", _("Kirjaa puhelu"), call, _("Kirjaa yhteydenotto"), self.add))
            mail = _("Sähköpostiohjelmasta tallennettu .eml-tiedosto. Sen voi myös pudottaa tähän.")
            beginnings.append(Beginning("mail", _("Tuo sähköposti"), mail, _("Tuo sähköposti…"), self.mails.choose))
        text = _("Valitse, miten aloitetaan.") if beginnings else _("Roolillasi yhteydenottoja voi vain katsoa.")
        return EmptyState("phone", _("Yhteydenottoja ei ole vielä kirjattu"), text, tuple(beginnings))

    def _no_hits(self) -> QWidget:
        words = [f"”{self.search.text().strip()}”"] if self.search.text().strip() else []
        for chip, name in ((self.kind, "kind"), (self.state, "state")):
            if chip.code():
                words.append(dict(options(INTERACTION[name]))[chip.code()].lower())
        title = _("Ei osumia ehdolla {conditions}").format(conditions=_(" ja ").join(words))
        without = ngettext(
            "Ilman ehtoja yhteydenottoja on {n}.", "Ilman ehtoja yhteydenottoja on {n}.", self._total
        ).format(n=number_words(self._total))
        return nothing_found(title, without, _("Poista ehdot"), self._widen)

    def _widen(self) -> None:
        self.search.clear()
        self.kind.choose("")
        self.state.choose("")
        self._to_list()

    def _count(self) -> None:
        if not self._listed_once:
            return
        total = number_words(self._total)
        if self.search.text().strip() or self.kind.code() or self.state.code():
            shown = number_words(self.model.rowCount())
            words = _("{shown} / {total} yhteydenottoa").format(shown=shown, total=total)
        else:
            words = ngettext("{n} yhteydenotto", "{n} yhteydenottoa", self._total).format(n=total)
        if self.isVisible():
            self._context.counted.emit(words)
        if self.search.hasFocus():
            announce(self.search, words)

    def _heard(self, changes: Changes) -> None:
        touched = {row_id for kind, row_id in changes if kind == "interaction"}
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
            self._context.go(f"interaction/{row_id}")
        else:
            self._open_first = True
            self.refresh()

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a search."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def _in_sight(self) -> Rows:
        if not self.table.isVisible():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = last if last >= 0 else self.model.rowCount() - 1
        return [("interaction", self.model.row_id(row)) for row in range(first, last + 1)]

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


def _show_in(stack: QStackedWidget, instead: QWidget | None) -> None:
    """Show a view instead of the first one of a stack, or the first one again."""
    while stack.count() > 1:
        if (old := stack.widget(1)) is not None:
            stack.removeWidget(old)
            old.deleteLater()
    if instead is not None:
        stack.addWidget(instead)
        stack.setCurrentWidget(instead)

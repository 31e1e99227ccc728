"""The list of persons: lazily loaded, filtered while typing, opened by Enter."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.listpane.leaving import Leaving
from asiakasrekisteri.gui.screens.persons.informing import Informing
from asiakasrekisteri.gui.screens.persons.suggestions import SAME_PERSONS
from asiakasrekisteri.gui.seen import Rows, SeenLog
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark, Values, number_words
from asiakasrekisteri.gui.tables.model import PagedModel
from asiakasrekisteri.gui.tables.view import RecordTable
from asiakasrekisteri.gui.widgets.announce import announce
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, clear, icon_button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip, Segmented
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, nothing_found
from asiakasrekisteri.usecases.lists import IdList
from asiakasrekisteri.usecases.persons import PROTECTED, RESTRICTED, list_persons, person_rows

_WATCHED = ("person", "phone", "email", "contact_role", "restriction")
_MOST_IN_SIGHT = 60
MARKS = (
    (RESTRICTED, "restricted", "lock", N_("Rajoitettu")),
    (PROTECTED, "non_disclosure", "shield-alert", N_("Turvakielto")),
)
"""Code of a mark, the value that tells of it, its icon and words."""


def _phone(values: Values) -> Cell:
    return Cell(text=show_phone(str(values["phone"])) if values["phone"] else "", kind="number")


def _marks(values: Values) -> Cell:
    marks = [Mark(icon, _(words), "err") for _code, field, icon, words in MARKS if values[field]]
    return Cell(text="", kind="icons", marks=tuple(marks))


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=220, render=_name),
    Column(name="customers", label=N_("Asiakkuudet"), width=270, sortable=False),
    Column(name="email", label=N_("Sähköposti"), kind=FieldKind.EMAIL, width=370, sortable=False),
    Column(name="phone", label=N_("Puhelin"), width=130, sortable=False, render=_phone),
    Column(name="marks", label=N_("Huomiot"), width=90, sortable=False, render=_marks),
)


class PersonRows:
    """Fetches rows of the list."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def fetch(self, ids: Sequence[int]) -> Sequence[Mapping[str, object]]:
        """See tables.model.Pages."""
        rows = {row.id: row for row in self._context.gate.call(person_rows, list(ids))}
        return [asdict(rows[i]) if i in rows else {} for i in ids]


class PersonsScreen(QFrame):
    """All natural persons of the register."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._found: IdList | None = None
        self._turn = 0
        self._query = ""
        self._open_first = False
        self._model = PagedModel(COLUMNS, PersonRows(context), context.runner, context.messages.failed, self)
        self.table = RecordTable(self._model, _("Henkilöluettelo"), context.preferences, "persons")
        self.search = SearchField(_("Suodata nimellä, puhelimella tai sähköpostilla…"), width=340)
        self.top = TopBar(_("Henkilöt"))
        sorts = (("all", _("Kaikki")), ("untold", _("Kerrottava käsittelystä")))
        self.sort = Segmented(_("Keitä luetellaan"), sorts)
        marks = [(code, _(words)) for code, _field, _icon, words in MARKS]
        self.mark = FilterChip(_("Huomiot"), marks, changed=lambda _code: self.reload())
        self.informing = Informing(context)
        self._seen = SeenLog(self, context, self._in_sight)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(0)
        self._again.timeout.connect(self.reload)
        self._build()
        self._connect()

    def _build(self) -> None:
        if self._context.may(Permission.PERSON_WRITE):
            twice = Button(_("Ehkä samat…"), "users-round", pressed=lambda: self._context.go(SAME_PERSONS))
            twice.setToolTip(_("Etsi koko rekisteristä henkilöt, jotka ovat siinä ehkä kahdesti"))
            new = Button(_("Uusi henkilö"), "user-round-plus", "primary", pressed=self.add)
            new.setToolTip(_("Uusi henkilö (Ctrl+N)"))
            self.top.show_acts(twice, new)
        columns = icon_button("columns-3", _("Valitse sarakkeet (Ctrl+Shift+K)"), self.table.choose_columns)
        self.leaving = Leaving(self._context, "person", _("Henkilöt"), self.table, self._model)
        self.leaving.add_key(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._instead = QFrame()
        self._instead.setProperty("area", "pane")
        QVBoxLayout(self._instead)
        self._stack.addWidget(self._instead)
        self._stack.addWidget(self.informing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (
            self.top,
            filter_bar(self.sort, self.search, self.mark, None, *self.leaving.buttons, columns),
            line(strong=True),
        ):
            layout.addWidget(part)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.sort.changed.connect(lambda _code: self._show_sort())
        self.search.asked.connect(lambda _text: self.reload())
        self.search.left_down.connect(lambda: self.table.setFocus(Qt.FocusReason.OtherFocusReason))
        self.table.typed.connect(self._type_on)
        self._model.sort_asked.connect(lambda _name, _down: self.reload())
        self._model.page_shown.connect(lambda _ids: self._seen.moved())
        self.table.opened.connect(lambda row_id: self._context.go(f"person/{row_id}"))
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._seen.moved())
        new = QShortcut(QKeySequence("Ctrl+N"), self)
        new.setContext(Qt.ShortcutContext.WindowShortcut)
        new.activated.connect(self.add)
        enter = QShortcut(QKeySequence("Return"), self.search)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(self._open_current)
        self._context.bus.watch(self, _WATCHED, self._heard)

    def concerns(self) -> tuple[str, int]:
        """Return the person one stands on: a call written down is of her."""
        return "person", 0 if self._is_untold() else self.table.current_id() or 0

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the list, as it was left."""
        if self._found is None or self._is_untold():
            self.reload()
        else:
            self._tell_counts()
            self._seen.moved()

    def _is_untold(self) -> bool:
        return self.sort.chosen() == "untold"

    def _show_sort(self) -> None:
        """Show all persons, or those who must still be told of the processing."""
        for condition in (self.search, self.mark):
            condition.setEnabled(not self._is_untold())
        self.reload()

    def reload(self) -> None:
        """Fetch the ids anew; the row one stands on stays if it still matches."""
        self._again.stop()
        if self._is_untold():
            self._stack.setCurrentWidget(self.informing)
            self.informing.reload()
            return
        self._turn += 1
        turn, query, mark = self._turn, self.search.text().strip(), self.mark.code()
        down = self.table.sort_order()[1]

        def come(found: IdList) -> None:
            if turn == self._turn:
                self._show(found, query)

        self._context.ask(self, lambda gate: gate.call(list_persons, query, reverse=down, mark=mark), come)

    def focus_start(self) -> None:
        """Begin in the filter; when coming back, on the row one left."""
        if self._is_untold():
            self.informing.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.table.current_id() is None:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """See Finds."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.selectAll()

    def escape(self) -> None:
        """Clear the filter, then go to the list."""
        if self._is_untold():
            self.sort.choose("all")
        if self.search.text():
            self.search.clear()
        elif self.mark.code():
            self.mark.choose("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        """Begin a new person."""
        if self._context.may(Permission.PERSON_WRITE):
            self._context.go("person/new")

    def _type_on(self, letters: str) -> None:
        """Letters typed in the list are a filter."""
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(letters)

    def hideEvent(self, event: object) -> None:  # noqa: ARG002
        self._seen.stop()

    def _show(self, found: IdList, query: str) -> None:
        if self._is_untold():  # chosen while the answer was on its way
            return
        current = self.table.current_id()
        self._found, self._query = found, query
        self._model.show(found.ids)
        if found.ids:
            self._stack.setCurrentWidget(self.table)
            if current is None or not self.table.choose_id(current):
                self.table.choose_id(found.ids[0])
        else:
            self._say_none(query)
        self._tell_counts()
        announce(self.search, self._counts())
        self._seen.moved()
        if self._open_first:
            self._open_current()

    def _say_none(self, query: str) -> None:
        layout = self._instead.layout()
        assert layout is not None
        clear(layout)
        layout.addWidget(self._no_hits(query) if query or self.mark.code() else self._nobody())
        self._stack.setCurrentWidget(self._instead)

    def _no_hits(self, query: str) -> QWidget:
        total = self._found.total if self._found is not None else 0
        words = ngettext("Ilman ehtoa on {n} henkilö.", "Ilman ehtoa on {n} henkilöä.", total)
        marked = self.mark.words(self.mark.code()).lower()
        conditions = _(" ja ").join(one for one in (f"”{query}”" if query else "", marked) if one)
        return nothing_found(
            _("Ei osumia ehdolla {conditions}").format(conditions=conditions),
            words.format(n=number_words(total)),
            _("Poista ehto"),
            self._widen,
        )

    def _widen(self) -> None:
        self.search.clear()
        self.mark.choose("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nobody(self) -> QWidget:
        ways = []
        if self._context.may(Permission.PERSON_WRITE):
            ways.append(
                Beginning(
                    "user-round-plus",
                    _("Lisää henkilö käsin"),
                    _("Asiakas itse tai jonkin asiakkaan yhteyshenkilö."),
                    _("Uusi henkilö"),
                    self.add,
                )
            )
        text = _("Henkilöt tulevat rekisteriin myös asiakkaiden yhteyshenkilöinä ja tuonnissa.")
        return EmptyState("users", _("Rekisterissä ei ole vielä henkilöitä"), text, tuple(ways))

    def _tell_counts(self) -> None:
        found = self._found
        if found is not None:
            shown = len(found.ids)
            note = number_words(found.total) if shown == found.total else self._counts()
            self.top.note.setText(note)
            self._context.counted.emit(self._counts())

    def _counts(self) -> str:
        if self._found is None:
            return ""
        shown, total = len(self._found.ids), self._found.total
        if shown == total:
            return ngettext("{n} henkilö", "{n} henkilöä", total).format(n=number_words(total))
        return _("{n} / {total} henkilöä").format(n=number_words(shown), total=number_words(total))

    def _open_current(self) -> None:
        """Open the row one stands on; when the filter has just been typed, the first row that it leaves."""
        self._open_first = self.search.text().strip() != self._query
        if self._open_first:
            self.reload()
            return
        current = self.table.current_id()
        if current is not None and self._stack.currentWidget() is self.table:
            self._context.go(f"person/{current}")

    def _in_sight(self) -> Rows:
        if not self.table.isVisible() or not self._model.rowCount():
            return []
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        last = self._model.rowCount() - 1 if last < 0 else last
        rows = range(first, min(last, first + _MOST_IN_SIGHT) + 1)
        return [("person", self._model.row_id(row)) for row in rows]

    def _heard(self, changes: Changes) -> None:
        if self._found is None or self._is_untold():
            return
        if any(kind == "person" for kind, _id in changes):
            self._again.start()
        else:
            self._model.refresh()

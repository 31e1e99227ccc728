"""Häiriöt: what has failed, the newest first, and what was told of it. Page "outages"."""

from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Mark, Render, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.bars import TopBar, filter_bar
from asiakasrekisteri.gui.widgets.basics import Button, line
from asiakasrekisteri.gui.widgets.choices import FilterChip
from asiakasrekisteri.gui.widgets.search import SearchField
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState, nothing_found
from asiakasrekisteri.usecases.outages.cases import OUTAGES, OutageRow, list_outages
from asiakasrekisteri.usecases.outages.notices import begin_outage

OUTAGES_PAGE, NOTICE_PAGE = "outages", "notice"
"""Addresses of the list and of one notice ("notice/17")."""
_PLACES = {"table": 0, "empty": 1}


def _title(values: Values) -> Cell:
    marks = (Mark("clock-alert", _("Ilmoitus Traficomille tekemättä"), "err"),) if values["late"] else ()
    return Cell(text=str(values["title"]), kind="strong", marks=marks)


def _choice(name: str) -> Render:
    def render(values: Values) -> Cell:
        words = as_text(OUTAGES.spec[name], values[name])
        return Cell(text=words[:1].upper() + words[1:])

    return render


def _state(values: Values) -> Cell:
    if values["ended_at"] is None:
        return Cell(text=_("Kestää"), kind="pill", tone="err")
    return Cell(text=_("Ohi"), kind="pill", tone="neutral")


def _told(values: Values) -> Cell:
    told, failed, draft = values["told"], values["failed"], values["draft"]
    assert isinstance(told, int)
    assert isinstance(failed, int)
    if not values["notices"]:
        return Cell(text=_("Luonnos") if draft else _("Ei tiedotettu"), kind="muted")
    marks = []
    if failed:
        words = ngettext("{n} viesti ei mennyt", "{n} viestiä ei mennyt", failed).format(n=number_words(failed))
        marks.append(Mark("triangle-alert", words, "warn"))
    if draft:
        marks.append(Mark("pencil", _("Tiedote kesken")))
    words = ngettext("{n} saaja", "{n} saajaa", told).format(n=number_words(told))
    return Cell(text=words, kind="number", marks=tuple(marks))


_COLUMNS = (
    Column(name="title", label=N_("Mikä on vikana"), width=288, render=_title),
    Column(name="kind", label=N_("Laji"), width=130, render=_choice("kind")),
    Column(name="severity", label=N_("Vakavuus"), width=160, render=_choice("severity")),
    Column(name="started_at", label=N_("Alkoi"), kind=FieldKind.INSTANT, width=166),
    Column(name="ended_at", label=N_("Päättyi"), kind=FieldKind.INSTANT, width=166),
    Column(name="state", label=N_("Tila"), width=90, sortable=False, render=_state),
    Column(name="told", label=N_("Kerrottu"), width=130, render=_told),
)


class OutagesScreen(QFrame):
    """The list of outages."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context = context
        self._may = context.may(Permission.OUTAGE_WRITE)
        self._drafts: dict[int, int] = {}
        self.top = TopBar(_("Häiriöt"))
        self.new_button = Button(_("Uusi häiriötiedote"), "megaphone", "primary", pressed=self.add)
        self.new_button.setEnabled(self._may)
        refusal = _("Roolillasi ei ole oikeutta tiedottaa häiriöistä. Pyydä oikeutta pääkäyttäjältä.")
        self.new_button.setToolTip(_("Uusi häiriötiedote (Ctrl+N)") if self._may else refusal)
        self.top.show_acts(self.new_button)
        self.search = SearchField(_("Suodata nimellä…"))
        self.search.asked.connect(lambda _text: self.reload())
        states = (("open", _("kestää")), ("ended", _("ohi")))
        self.state = FilterChip(_("Tila"), states, changed=lambda _code: self.reload())
        self.table = LocalTable(context, _COLUMNS, _("Häiriöt"), "outages", lambda row_id: f"outage/{row_id}")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(filter_bar(self.search, self.state, None))
        layout.addWidget(line(strong=True))
        layout.addWidget(self._body, 1)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.add)
        context.bus.watch(
            self, ("outage", "outage_notice"), lambda _changes: self.reload() if self.isVisible() else None
        )

    def open(self, argument: str) -> None:  # noqa: ARG002 - there is one list
        """Show the list."""
        self.reload()

    def reload(self) -> None:
        """Fetch the list anew."""
        text, state = self.search.text(), self.state.code()
        self._context.ask(self, lambda gate: gate.call(list_outages, text, state), self._show)

    def focus_start(self) -> None:
        """See Starts."""
        target = self.table if self._body.currentWidget() is self.table else self.new_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """See Finds."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Let go of the conditions."""
        self.search.clear()
        self.state.choose("")

    def add(self) -> None:
        """Begin an outage and the notice of it."""
        if self._may:
            self._context.ask(
                self, lambda gate: gate.call(begin_outage), lambda notice: self._context.go(f"{NOTICE_PAGE}/{notice}")
            )

    def _show(self, rows: Sequence[OutageRow]) -> None:
        self.table.show_rows({row.id: asdict(row) for row in rows})
        self._instead(None if rows else self._nothing())
        if rows and self.table.current_id() is None:
            self.table.choose_id(rows[0].id)
        open_now = sum(row.ended_at is None for row in rows)
        words = ngettext("{n} häiriö", "{n} häiriötä", len(rows)).format(n=number_words(len(rows)))
        if open_now:
            words = _("{all}, {n} kestää").format(all=words, n=number_words(open_now))
        self.top.note.setText(words if rows else "")
        self._context.counted.emit(words)

    def _nothing(self) -> QFrame:
        if self.search.text() or self.state.code():
            words = _("Yksikään häiriö ei vastaa ehtoja.")
            return nothing_found(_("Ei osumia"), words, _("Poista ehdot"), self.escape)
        text = _(
            "Häiriöstä kerrotaan viipymättä tilaajille ja käyttäjille, myös niille, jotka kieltävät markkinoinnin."
        )
        ways = []
        if self._may:
            what = _("Valitse palvelin tai palvelu. Saajat haetaan rekisteristä, ja viestit näkyvät ennen lähetystä.")
            ways.append(Beginning("megaphone", _("Tiedota häiriöstä"), what, _("Uusi häiriötiedote"), self.add))
        return EmptyState("megaphone", _("Häiriöitä ei ole kirjattu"), text, tuple(ways))

    def _instead(self, view: QFrame | None) -> None:
        while (old := self._body.widget(1)) is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        if view is not None:
            self._body.addWidget(view)
            self._body.setCurrentWidget(view)

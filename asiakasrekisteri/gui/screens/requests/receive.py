"""The form in which a request is received: whoever asks, by whatever channel; nothing but what is needed is asked."""

import datetime as dt
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from asiakasrekisteri.domain.deadlines import deadline
from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.requests import NEEDS_AUTHORITY
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.finder import Finder
from asiakasrekisteri.gui.forms.grid import FieldGrid, span_of
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar, action_bar
from asiakasrekisteri.gui.widgets.basics import Button, column, label, line, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.requests.receiving import ASKED, REQUEST, Received, receive_request
from asiakasrekisteri.usecases.rows import owner_named

_WIDEST = 760
_FIRST = ("kind", "received_on", "channel", "requester", "requester_name", "authority", "signed", "situation")


class ReceiveRequest(QFrame):
    """The page "newrequest" and "newrequest/17" (of a person).

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._person = 0
        self.fields = {name: CatalogueField(REQUEST[name], context.today) for name in _FIRST}
        self.grid = FieldGrid([(f, max(2, span_of(f.spec.kind))) for f in self.fields.values()], halves=True)
        self.finder = Finder(context, ("person",), _("Etsi henkilöä nimellä, puhelimella tai sähköpostilla…"))
        self._name = label("", "strong")
        self._other = Button(_("Vaihda"), size="s", pressed=lambda: self.choose(0, ""))
        self._chosen = row(self._name, None, self._other)
        self._deadline = label("", "muted")
        self._fault = label("", "err", wrap=True)
        self.save = Button(_("Kirjaa pyyntö"), "check", "primary", pressed=self.submit)
        self.top = TopBar()
        self.top.back.connect(context.back)
        self._build()
        self._connect()
        self._begin()

    def _build(self) -> None:
        hint = label(_("Jos henkilöä ei vielä tiedetä, hänet voi valita myöhemmin."), "small", wrap=True)
        whose = Card(_("Kenen tietoja pyyntö koskee"), self.finder, self._chosen, hint)
        free = _("Pyyntö voi tulla millä tavalla tahansa, eikä lomaketta, allekirjoitusta tai perusteluja saa vaatia.")
        what = Card(_("Pyyntö"), label(free, "muted", wrap=True), self.grid, self._fault)
        inside = column(whose, what, None, gap=12, area="root")
        inside.setMaximumWidth(px(_WIDEST))
        place = row(inside, None, margins=(20, 16, 16, 16), area="root")
        cast(QHBoxLayout, place.layout()).setStretch(0, 100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addWidget(line(strong=True))
        layout.addWidget(scrolled(place, _("Uusi pyyntö")), 1)
        cancel = Button(_("Peru"), pressed=self._context.back)
        layout.addWidget(action_bar(self._deadline, None, cancel, self.save))
        self.top.show_crumbs([(_("Pyynnöt"), lambda: self._context.go("requests"))], _("Uusi pyyntö"))

    def _connect(self) -> None:
        self.finder.chosen.connect(lambda _kind, row_id, name: self.choose(row_id, name))
        for name in ("received_on", "requester"):
            self.fields[name].changed.connect(self._fit)
        for keys in ("Ctrl+S", "Ctrl+Return"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.submit)

    def open(self, argument: str) -> None:
        """Begin a new request, of a person if one is named."""
        self._begin()
        if argument.isdigit():
            number = int(argument)

            def ask(gate: Gate) -> str:
                return gate.call(owner_named, "person", number).name

            self._context.ask(self, ask, lambda name: self.choose(number, name))

    def focus_start(self) -> None:
        """Begin with what is asked, or with whose data."""
        if self._person:
            self.fields["kind"].editor.setFocus()
        else:
            self.finder.search.setFocus()

    def escape(self) -> None:
        """Leave the form."""
        self._context.back()

    def choose(self, person_id: int, name: str) -> None:
        """Say whose data it concerns; 0 for nobody yet."""
        self._person = person_id
        self._name.setText(name)
        self._chosen.setVisible(bool(person_id))
        self.finder.setVisible(not person_id)
        field = self.fields["requester_name"]
        if person_id and field.value() is None:
            field.type_in(name)

    def submit(self) -> None:
        """Write the request down."""
        said = {name: field.value() for name, field in self.fields.items() if name in ASKED}
        person = self._person or None
        self._show_fault("")

        def done(received: Received) -> None:
            words = _("Pyyntö {number} kirjattiin. Vastaa viimeistään {day}.")
            self._context.messages.done(words.format(number=received.number, day=day(received.lawful_last_day)))
            self._context.go(f"request/{received.id}")

        self._context.ask(self, lambda gate: gate.call(receive_request, said, person), done, failed=self._refused)

    def _begin(self) -> None:
        for field in self.fields.values():
            field.load(None)
        self.fields["received_on"].load(self._context.today())
        self.fields["requester"].load("self")
        self.fields["kind"].load("access")
        self.fields["channel"].load("letter")
        self.choose(0, "")
        self._show_fault("")
        self._fit()

    def _fit(self) -> None:
        """Ask for the authority only of who acts for another, and tell by when to answer."""
        acting = self.fields["requester"].value() in NEEDS_AUTHORITY
        self.grid.show_only([f for name, f in self.fields.items() if name != "authority" or acting])
        came = self.fields["received_on"].value()
        words = ""
        if isinstance(came, dt.date):
            end = deadline(came)
            words = _("Vastattava {target} mennessä.").format(target=day(end.target))
            if end.last_day != end.target:
                words = _("Vastattava {target} mennessä, viimeistään {last}.").format(
                    target=day(end.target), last=day(end.last_day)
                )
        self._deadline.setText(words)

    def _show_fault(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, InvalidInputError):
            self._context.messages.failed(error)
            return
        others = []
        for fault in error.errors:
            if fault.field in self.fields:
                self.fields[fault.field].show_problem(fault.message)
            else:
                others.append(fault.message)
        self._show_fault(" ".join(others))
        first = next((fault.field for fault in error.errors if fault.field in self.fields), "")
        if first:
            self.fields[first].editor.setFocus()

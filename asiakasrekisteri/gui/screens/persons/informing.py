"""Who must still be told that her data are processed, because they did not come from herself (GDPR Art. 14)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QVBoxLayout

from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.bus import Changes
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.local import LocalTable
from asiakasrekisteri.gui.widgets.bars import action_bar
from asiakasrekisteri.gui.widgets.basics import Button, label
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.gui.widgets.states import EmptyState
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.privacy.informing import Uninformed, mark_informed, uninformed

_RED_DAYS, _AMBER_DAYS = 3, 10
_WHY = {
    "end_user": N_("Asiakas ilmoitti palvelun käyttäjäksi"),
    "maintainer": N_("Palvelun ylläpitäjä"),
    "contact_role": N_("Päättäjä, tiedot rekisteristä"),
    "credit_check": N_("Luottotiedot tarkistettiin (luottotietolaki 29 §)"),
    "person": N_("Tiedot julkisesta rekisteristä tai tietopalvelusta"),
}


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong")


def _why(values: Values) -> Cell:
    return Cell(text=_(_WHY[str(values["entity"])]))


def _left(values: Values) -> Cell:
    last_day, today = values["last_day"], values["today"]
    assert isinstance(last_day, dt.date)
    assert isinstance(today, dt.date)
    words, tone = days_left((last_day - today).days)
    return Cell(text=words, kind="pill", tone=tone)


def days_left(days: int) -> tuple[str, Tone]:
    """Return the days left in words with a tone: red in three days or late, amber in ten, blue otherwise."""
    if days < 0:
        return ngettext("Myöhässä {n}\xa0pv", "Myöhässä {n}\xa0pv", -days).format(n=-days), "err"
    words = ngettext("{n}\xa0pv", "{n}\xa0pv", days).format(n=days)
    return words, "err" if days <= _RED_DAYS else "warn" if days <= _AMBER_DAYS else "info"


_COLUMNS = (
    Column(name="name", label=N_("Nimi"), width=250, render=_name),
    Column(name="entity", label=N_("Miksi tiedot ovat rekisterissä"), width=300, sortable=False, render=_why),
    Column(name="recorded_on", label=N_("Tiedot saatu"), kind=FieldKind.DATE, width=120),
    Column(name="last_day", label=N_("Kerrottava viimeistään"), kind=FieldKind.DATE, width=190),
    Column(name="today", label=N_("Aikaa"), width=150, sortable=False, render=_left),
)


class Informing(QFrame):
    """The list, and the act that records that a person has been told.

    Args:
        context: the desk.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context, self._turn = context, 0
        self._found: dict[int, Uninformed] = {}
        self._may_write = context.may(Permission.PERSON_WRITE)
        self.table = LocalTable(context, _COLUMNS, _("Kerrottava käsittelystä"), "informing", self._address)
        self.mark_button = Button(_("Merkitse kerrotuksi"), "check", "primary", pressed=self.mark)
        self.mark_button.setToolTip(_("Merkitse valitut kerrotuiksi tänään (Ctrl+Enter)"))
        text = _("Kun tiedot eivät tulleet henkilöltä itseltään, hänelle kerrotaan kuukaudessa (14 art.).")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        done = _("Kaikille on kerrottu")
        self._stack.addWidget(EmptyState("circle-check", done, text))
        why = label(text, "muted", wrap=True)
        why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar = action_bar(why, self.mark_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._bar)
        self.table.selection_changed.connect(lambda _count: self._show_act())
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.mark)
        context.bus.watch(self, ("end_user", "maintainer", "contact_role", "credit_check", "informed_of"), self._heard)

    def reload(self) -> None:
        """Fetch the list anew; what is shown is logged."""
        self._turn += 1
        turn = self._turn

        def come(found: tuple[Uninformed, ...]) -> None:
            if turn == self._turn:
                self._show(found)

        self._context.ask(self, lambda gate: gate.call(uninformed), come)

    def mark(self) -> None:
        """Record that the chosen persons have been told today; the undo bar takes it back."""
        chosen = [self._found[place] for place in self._chosen()]
        if not chosen or not self._may_write:
            return

        def work(gate: Gate) -> list[Saved]:
            return [gate.call(mark_informed, one.entity, one.row_id) for one in chosen]

        def done(saves: list[Saved]) -> None:
            words = ngettext("{n} henkilö merkittiin kerrotuksi.", "{n} henkilöä merkittiin kerrotuiksi.", len(saves))
            back = partial(self._take_back, [saved.undo for saved in saves])
            self._context.messages.done(words.format(n=number_words(len(saves))), back)
            self.reload()

        self._context.ask(self, work, done)

    def words(self) -> str:
        """Return how many are left, for the status bar."""
        count = len(self._found)
        words = ngettext("{n} henkilölle on kerrottava", "{n} henkilölle on kerrottava", count)
        return words.format(n=number_words(count))

    def _take_back(self, numbers: Sequence[int]) -> None:
        def work(gate: Gate) -> None:
            for number in reversed(numbers):
                gate.call(undo, number)

        def done(_none: object) -> None:
            self._context.messages.done(_("Merkintä kumottiin."))
            self.reload()

        self._context.ask(self, work, done)

    def _show(self, found: Sequence[Uninformed]) -> None:
        self._found = dict(enumerate(found, 1))
        today = self._context.today()
        self.table.show_rows({place: _listed(one, today) for place, one in self._found.items()})
        if found and self.table.current_id() is None:
            self.table.choose_id(1)
        self._stack.setCurrentIndex(0 if found else 1)
        self._bar.setVisible(bool(found))
        self._show_act()
        if self.isVisible():
            self._context.counted.emit(self.words())

    def _show_act(self) -> None:
        count = len(self._chosen())
        words = ngettext("Merkitse kerrotuksi", "Merkitse {n} kerrotuksi", count)
        self.mark_button.setText(words.format(n=number_words(count)) if count > 1 else _("Merkitse kerrotuksi"))
        self.mark_button.setEnabled(self._may_write and count > 0)
        if not self._may_write:
            self.mark_button.setToolTip(
                _("Roolillasi ei ole oikeutta muuttaa henkilöitä. Pyydä oikeutta pääkäyttäjältä.")
            )

    def _chosen(self) -> list[int]:
        return [place for place in self.table.selected_ids() if place in self._found]

    def _address(self, place: int) -> str:
        return f"person/{self._found[place].person_id}"

    def _heard(self, _changes: Changes) -> None:
        if self.isVisible():
            self.reload()


def _listed(one: Uninformed, today: dt.date) -> Mapping[str, object]:
    return {
        "name": one.name,
        "entity": one.entity,
        "recorded_on": one.recorded_on,
        "last_day": one.last_day,
        "today": today,
    }

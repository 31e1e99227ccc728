"""Two records side by side: "person/17/vertaa/23". There it is decided whether they are one person."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.chips import record_chip
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.screens.persons.same import take_back
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.bars import TopBar, action_bar
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card, table_card
from asiakasrekisteri.gui.widgets.facts import Value
from asiakasrekisteri.gui.widgets.grid_table import GridTable, Head
from asiakasrekisteri.gui.widgets.marks import Avatar, Pill
from asiakasrekisteri.usecases.comparing import Compared, ComparedField, Comparison, Side, compare
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.same_person import Verdict, decide_same

_LONGEST_REASON = 200


class ComparisonPane(QFrame):
    """Fetches two records and shows them side by side.

    Args:
        context: the desk.
        top: the bar over the page, which tells the way here.
        one: the record one came from.
        other: the one it is compared with.
    """

    lost = Signal(object)
    """They cannot be shown: the error."""

    def __init__(self, context: Context, top: TopBar, one: int, other: int) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._top, self._ids = context, top, (one, other)
        self.view: ComparisonView | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def reload(self) -> None:
        """Fetch both anew; a reason that has been typed stays."""
        ids = self._ids
        self._context.ask(self, lambda gate: gate.call(compare, *ids), self._show, failed=self.lost.emit)

    def _show(self, found: Comparison) -> None:
        reason = self.view.reason.text() if self.view is not None else ""
        clear(self._layout)
        self.view = ComparisonView(self._context, found)
        self.view.reason.setText(reason)
        self.view.decided.connect(self._decided)
        self._layout.addWidget(self.view)
        self.view.focus_start()
        person = (found.one.name, self._open_first)
        self._top.show_crumbs(((_("Henkilöt"), lambda: self._context.go("persons")), person), _("Vertailu"))
        self._context.titled.emit()

    def _open_first(self) -> None:
        self._context.go(f"person/{self._ids[0]}")

    def _decided(self) -> None:
        """Go where the comparison was begun: to the person or to the list of pairs."""
        self._context.back()
        if self.isVisible():
            self._open_first()


class ComparisonView(QFrame):
    """What each record holds, and the decision at the foot.

    Args:
        context: the desk.
        found: the two records.
    """

    decided = Signal()
    """A decision was stored."""

    def __init__(self, context: Context, found: Comparison) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context, self._found = context, found
        self.reason = QLineEdit()
        self.reason.setMaxLength(_LONGEST_REASON)
        self.reason.setPlaceholderText(_("Peruste, valinnainen"))
        self.reason.setAccessibleName(_("Ratkaisun peruste, valinnainen"))
        self.reason.setMinimumWidth(px(160))
        self.different = Button(_("Eri henkilö"), "x", pressed=lambda: self._decide("different"))
        self.same = Button(_("Sama henkilö"), "check", "primary", pressed=lambda: self._decide("same"))
        self._allow()
        heads = row(self._side(found.one), self._side(found.other), gap=12)
        words = _("Mitään ei sulauteta: molemmat säilyvät, ja ratkaisun voi perua myöhemminkin.")
        note = label(words, "muted", wrap=True)
        note.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        place = column(heads, self._table(), None, gap=12, margins=(20, 16, 16, 16))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(place, _("Vertailu")), 1)
        layout.addWidget(action_bar(note, self.reason, self.different, self.same))

    def focus_start(self) -> None:
        """Begin at the reason, from which Tab leads to the decision."""
        self.reason.setFocus()

    def _allow(self) -> None:
        may = self._context.may(Permission.PERSON_WRITE)
        role = _(self._context.gate.actor.role.label)
        denied = _("Roolilla {role} ei ole tähän oikeutta. Pyydä sitä pääkäyttäjältä.").format(role=role)
        for part in (self.reason, self.different, self.same):
            part.setEnabled(may)
            part.setToolTip("" if may else denied)

    def _side(self, side: Side) -> QWidget:
        where = ", ".join(side.where) or _("Ei asiakkuuksia")
        words = column(label(side.name, "h2", wrap=True), label(where, "small", wrap=True), gap=1)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        go = Button(_("Avaa"), size="s", pressed=partial(self._context.go, f"person/{side.person_id}"))
        go.setAccessibleName(_("Avaa: {name}").format(name=side.name))
        card = Card("", row(Avatar(side.name, 40, strong=True), words, go, gap=12))
        card.setAccessibleName(side.name)
        card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return card

    def _table(self) -> QFrame:
        heads = (Head(_("Tieto"), 3), Head(self._found.one.name, 6), Head(self._found.other.name, 6))
        rows = [self._row(field) for field in self._found.fields]
        shared = sum(any(value.shared for value in field.one) for field in self._found.fields)
        note = label(_("Samoja tietoja {n}").format(n=shared), "small")
        title = _("Tiedot rinnakkain")
        return table_card(title, GridTable(title, heads, rows), actions=(note,))

    def _row(self, field: ComparedField) -> list[QWidget | str]:
        return [
            label(field.label, "muted"),
            self._values(field.label, field.one),
            self._values(field.label, field.other),
        ]

    def _values(self, name: str, values: tuple[Compared, ...]) -> QWidget | str:
        if not values:
            return "–"
        made = column(*(self._value(name, value) for value in values), gap=6)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return made

    def _value(self, name: str, value: Compared) -> QWidget:
        words = Value(value.value, name)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        marks: list[QWidget] = [Pill(_("sama"), "ok")] if value.shared else []
        marks += record_chip(self._context, value.spec, value.record, name, value.fields)
        return row(words, *marks, gap=8)

    def _decide(self, verdict: Verdict) -> None:
        one, other, reason = self._found.one.person_id, self._found.other.person_id, self.reason.text()
        words = {
            "same": _("Tietueet yhdistettiin samaksi henkilöksi."),
            "different": _("Tietueet merkittiin eri henkilöiksi."),
        }[verdict]

        def done(saved: Saved) -> None:
            self._context.messages.done(words, partial(take_back, self._context, saved.undo))
            self.decided.emit()

        self._context.ask(self, lambda gate: gate.call(decide_same, one, other, verdict, reason), done)

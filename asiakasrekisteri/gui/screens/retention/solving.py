"""The right side of the list of what is due: why a thing is on it, and what is decided of it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QButtonGroup, QFrame, QLineEdit, QRadioButton, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, icon_button, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.gui.widgets.steps import Steps, StepText
from asiakasrekisteri.usecases.privacy.holdback import REASONS
from asiakasrekisteri.usecases.retention.duelist import DueItem
from asiakasrekisteri.usecases.retention.holds import HOLD, hold
from asiakasrekisteri.usecases.retention.looking import Step, explain

_MONTHS = 13
_LEAST_CHOICE = 160
_WHOLE = frozenset({"log_entry", "backup"})
"""What no hold keeps: the log as a whole, and copies of the register."""


class SolvePane(QFrame):
    """What is known of one thing, and the choice: destroy it in its turn, or keep it for a stated reason.

    Args:
        context: the desk.
        held: told once a thing is kept for a reason.
        deciding: whether anything can be decided yet.
    """

    def __init__(self, context: Context, held: Callable[[], object], *, deciding: bool) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self.setAccessibleName(_("Miksi tieto on listalla"))
        self._context, self._held, self._deciding = context, held, deciding
        self._item: DueItem | None = None
        inner = QFrame()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(20, 16, 20, 16)
        self._body.setSpacing(12)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inner, _("Miksi tieto on listalla")))
        self.show_item(None)

    def show_item(self, item: DueItem | None) -> None:
        """Show a thing, or that none is chosen."""
        self._item = item
        clear(self._body)
        if item is None:
            self._body.addWidget(label(_("Valitse tieto luettelosta."), "muted", wrap=True))
            self._body.addStretch(1)
            return
        self._context.ask(
            self,
            lambda gate: gate.call(explain, item.category, item.start, item.keep_until),
            lambda steps: self._show(item, steps),
        )

    def _show(self, item: DueItem, steps: Sequence[Step]) -> None:
        if item is not self._item:
            return
        clear(self._body)
        about = "\xa0· ".join(part for part in (item.about, item.detail) if part)
        title = column(label(item.title, "h1", wrap=True), label(about, "muted", wrap=True), gap=2)
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        way = icon_button("external-link", _("Avaa kortti"), lambda: self._context.go(item.address))
        if not item.address:
            way.hide()
        self._body.addWidget(row(title, way))
        told = tuple(StepText(step.title, step.detail) for step in steps)
        self._body.addWidget(Card(_("Miksi tämä on listalla"), Steps(told, len(told) - 1)))
        if self._deciding and item.kind not in _WHOLE:
            self._body.addWidget(self._solution(item))
        self._body.addStretch(1)

    def _solution(self, item: DueItem) -> Card:
        if item.reason:
            words = _("Tietoa ei hävitetä nyt: {reason}.").format(reason=_(REASONS[item.reason]).lower())
            return Card(_("Ratkaisu"), label(words, wrap=True))
        self.destroy_it, self.keep = QRadioButton(_("Hävitä")), QRadioButton(_("Säilytä perustellen"))
        self._ways = QButtonGroup(self)
        for way in (self.destroy_it, self.keep):
            self._ways.addButton(way)
        self.destroy_it.setChecked(True)
        self.ground = Choice([(option.code, _(option.label)) for option in HOLD["ground"].options])
        self.reason, self.until = QLineEdit(), QLineEdit(day(add_months(self._context.today(), _MONTHS)))
        self.reason_field = Field(_("Selite"), self.reason)
        self.until_field = Field(_("Tarkistetaan uudelleen"), self.until)
        whole = [("all", _("Kaikkia tietoja: {about}").format(about=item.about))] if item.address else []
        self.scope = Choice([("row", _("Vain tätä tietoa")), *whole])
        for choice in (self.ground, self.scope):
            choice.setMinimumWidth(px(_LEAST_CHOICE))
        fields = (Field(_("Mitä kielto koskee"), self.scope), Field(_("Peruste"), self.ground))
        more = column(*fields, self.reason_field, self.until_field, gap=10)
        more.setVisible(False)
        self.save = Button(_("Tallenna ratkaisu"), "check", "primary", pressed=lambda: self._save(item))
        self.save.setEnabled(False)
        self.keep.toggled.connect(more.setVisible)
        self.keep.toggled.connect(self.save.setEnabled)
        gone = label(_("Lokiin jää tunniste ilman sisältöä."), "small", wrap=True)
        gone.setContentsMargins(px(26), 0, 0, 0)
        return Card(_("Ratkaisu"), self.destroy_it, gone, self.keep, more, row(None, self.save), gap=8)

    def _save(self, item: DueItem) -> None:
        until = parse_day(self.until.text(), self._context.today())
        self.reason_field.show_problem("" if self.reason.text().strip() else _("Kirjoita, miksi tieto säilytetään."))
        self.until_field.show_problem("" if until else _("Kirjoita päivä muodossa 31.12.2027."))
        if not self.reason.text().strip() or until is None:
            return
        kind, number = item.key if self.scope.code() == "row" else _owner(item)
        values = {"ground": self.ground.code(), "reason": self.reason.text(), "until": until}

        def done(_saved: object) -> None:
            self._context.messages.done(_("Tieto säilytetään perustellen."), None)
            self._held()

        def failed(error: Exception) -> None:
            if isinstance(error, InvalidInputError):
                self.until_field.show_problem(str(error))
            else:
                self._context.messages.failed(error)

        self._context.ask(self, lambda gate: gate.call(hold, kind, number, values), done, failed=failed)


def _owner(item: DueItem) -> tuple[str, int]:
    """Return the customer or the person whose everything is kept."""
    kind, _slash, number = item.address.partition("/")
    return kind, int(number)

"""Laying down a restriction of processing and lifting it: small forms in the page, since both can be undone."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text, day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, label, row
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.privacy.restricting import RESTRICTION, lift_restriction, restrict_person


class _Panel(QFrame):
    """A small form over the body of the page. Enter in a field does the act, Esc lets go of it."""

    ended = Signal()
    """It was done, or let go of."""

    def __init__(self, context: Context, title: str, text: str, act: str, icon_name: str, *fields: Field) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context = context
        self._fields = fields
        self.act = Button(act, icon_name, "primary", pressed=self.submit)
        cancel = Button(_("Peru"), pressed=self.ended.emit)
        words = label(text, "muted", wrap=True)
        line = row(*fields, *([None] if len(fields) == 1 else []), gap=12)
        self.card = Card(title, words, line, row(None, cancel, self.act))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 16, 12)
        layout.addWidget(self.card)

    def focus_first(self) -> None:
        """Go to the first field."""
        self._fields[0].editor.setFocus()

    def submit(self) -> None:
        """Do the act."""
        raise NotImplementedError

    def _told(self, saved: Saved, words: str) -> None:
        self._context.messages.done(words, partial(_take_back, self._context, saved.undo))
        self.ended.emit()

    def _refused(self, error: Exception) -> None:
        """Show a fault under the field that it is of; the last field takes what is of none."""
        if not isinstance(error, InvalidInputError):
            self._context.messages.failed(error)
            return
        named = {field.objectName(): field for field in self._fields}
        for fault in error.errors:
            field = named.get(fault.field, self._fields[-1])
            field.show_problem(fault.message)
            field.editor.setFocus()


class RestrictPanel(_Panel):
    """Asks the ground of a restriction, what it concerns and the request it came by.

    Args:
        context: the desk.
        person_id: whose data are to be restricted.
    """

    def __init__(self, context: Context, person_id: int) -> None:
        self._person = person_id
        options = RESTRICTION["ground"].options
        self.ground = Choice([(o.code, _capital(_(o.label))) for o in options])
        self.reason, self.number = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(_("esimerkiksi osoite ja lasku 10702"))
        fields = (
            _named("ground", Field(_(RESTRICTION["ground"].label), self.ground)),
            _named("reason", Field(_(RESTRICTION["reason"].label), self.reason, optional=True)),
            _named("request_number", Field(_(RESTRICTION["request_number"].label), self.number, optional=True)),
        )
        text = _(
            "Rajoituksen aikana tietoja saa vain säilyttää: niitä ei muuteta, yhdistetä, lähetetä, viedä eikä hävitetä,"
            " ja arvot näkyvät vain perustellen. Rajoituksen voi poistaa."
        )
        super().__init__(context, _("Rajoitetaanko henkilön tietojen käsittelyä?"), text, _("Rajoita"), "lock", *fields)
        for line in (self.reason, self.number):
            line.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Restrict."""
        person, asked = self._person, (self.ground.code(), self.reason.text(), self.number.text())
        self._context.ask(
            self,
            lambda gate: gate.call(restrict_person, person, *asked),
            lambda saved: self._told(saved, _("Henkilön tietojen käsittely rajoitettiin.")),
            failed=self._refused,
        )


class LiftPanel(_Panel):
    """Asks on which day the person was told that the restriction will be lifted.

    Args:
        context: the desk.
        restriction: the one in force.
    """

    def __init__(self, context: Context, restriction: Record) -> None:
        self._restriction = restriction
        self.told_on = QLineEdit()
        self.told_on.setPlaceholderText(_("pp.kk.vvvv"))
        since = as_text(RESTRICTION["since"], restriction["since"])
        hint = _("t = tänään. Rajoitus alkoi {day}.").format(day=since)
        field = _named("told_on", Field(_("Henkilölle kerrottiin poistamisesta"), self.told_on, hint))
        text = _(
            "Henkilölle kerrotaan ennen kuin rajoitus poistetaan (18 art. 3 kohta). Sen jälkeen tietoja voi taas"
            " käsitellä, ja päivä jää rekisteriin."
        )
        super().__init__(
            context, _("Poistetaanko käsittelyn rajoitus?"), text, _("Poista rajoitus"), "lock-open", field
        )
        field.setMinimumWidth(px(320))
        self.told_on.returnPressed.connect(self.submit)
        self.told_on.editingFinished.connect(self._tidy)

    def submit(self) -> None:
        """Lift the restriction."""
        field = self._fields[0]
        typed, told = self.told_on.text().strip(), self._day()
        if typed and told is None:
            field.show_problem(_("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026."))
            return
        number = self._restriction.id
        self._context.ask(
            self,
            lambda gate: gate.call(lift_restriction, number, told),
            lambda saved: self._told(saved, _("Käsittelyn rajoitus poistettiin.")),
            failed=self._refused,
        )

    def _day(self) -> dt.date | None:
        return parse_day(self.told_on.text(), self._context.today())

    def _tidy(self) -> None:
        told = self._day()
        if told is not None:
            self.told_on.setText(day(told))


def _named(name: str, field: Field) -> Field:
    field.setObjectName(name)
    return field


def _take_back(context: Context, number: int) -> None:
    def done(_none: object) -> None:
        context.messages.done(_("Muutos kumottiin."))

    context.ask(context, lambda gate: gate.call(undo, number), done)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

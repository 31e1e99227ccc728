"""Small forms in the page: a consent with the exact words shown, and an address that was got at a sale."""

import datetime as dt
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.formats import FINLAND, day
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
from asiakasrekisteri.usecases.privacy.marketing.consenting import (
    CONSENT,
    SALE_ADDRESS,
    ConsentWords,
    give_consent,
    last_words,
    note_sale_address,
)
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibit_marketing

_WORDS_HEIGHT = 96
_NOT_GIVEN = frozenset({"request", "unsubscribed", "register"})
"""Ways in which nobody agrees."""


class SmallForm(QFrame):
    """A card with fields. Esc lets go of it.

    Args:
        context: the desk.
        title: what is recorded.
        text: what it means.
        act: words of the button.
    """

    ended = Signal()
    """It was done, or let go of."""

    def __init__(self, context: Context, title: str, text: str, act: str) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self.context = context
        self.fields: dict[str, Field] = {}
        self.act = Button(act, "check", "primary", pressed=self.submit)
        self.card = Card(title, label(text, "muted", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.card)

    def add_line(self, **fields: Field) -> None:
        """Add fields side by side, by the names that faults call them."""
        self.fields.update(fields)
        self.card.add(row(*fields.values(), gap=12))

    def close_with_acts(self) -> None:
        """Add the buttons under the fields."""
        self.card.add(row(None, Button(_("Peru"), pressed=self.ended.emit), self.act))

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).editor.setFocus()

    def submit(self) -> None:
        """Do the act."""
        raise NotImplementedError

    def told(self, saved: Saved, words: str) -> None:
        """Tell what was done, with a way back."""
        self.context.messages.done(words, partial(take_back, self.context, saved.undo))
        self.ended.emit()

    def refused(self, error: Exception) -> None:
        """Show a fault under the field that it is of; the last field takes what is of none."""
        if not isinstance(error, InvalidInputError):
            self.context.messages.failed(error)
            return
        last = list(self.fields.values())[-1]
        for fault in error.errors:
            field = self.fields.get(fault.field, last)
            field.show_problem(fault.message)
            field.editor.setFocus()

    def day_of(self, name: str) -> dt.date | None:
        """Return the day typed; a fault is shown where it is none.

        Raises:
            InvalidInputError: what was typed is no day.
        """
        editor = self.fields[name].editor
        assert isinstance(editor, QLineEdit)
        found = parse_day(editor.text(), self.context.today())
        if found is None and editor.text().strip():
            words = _("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026.")
            raise InvalidInputError([FieldError(name, words)])
        return found


class ConsentForm(SmallForm):
    """Asks what a person agreed to, when and how, and the exact words that she was shown.

    Args:
        context: the desk.
        person_id: who agreed.
    """

    def __init__(self, context: Context, person_id: int) -> None:
        text = _("Suostumus on voimassa heti. Sen voi peruuttaa yhtä helposti kuin antaa.")
        super().__init__(context, _("Kirjaa suostumus"), text, _("Tallenna suostumus"))
        self._person = person_id
        self.purpose, self.channel = _choice(CONSENT, "purpose"), _choice(CONSENT, "channel")
        self.how = Choice([(o.code, _capital(_(o.label))) for o in CONSENT["how"].options if o.code not in _NOT_GIVEN])
        self.given, self.version = QLineEdit(day(context.today())), QLineEdit()
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(px(_WORDS_HEIGHT))
        self.add_line(
            purpose=Field(_("Mihin"), self.purpose),
            channel=Field(_("Kanava"), self.channel),
            how=Field(_("Miten"), self.how),
            given_at=Field(_("Annettu"), self.given, _("t = tänään")),
            text_version=Field(_("Tekstin versio"), self.version),
        )
        self.add_line(words=Field(_("Sanat, jotka näytettiin tai luettiin"), self.words))
        self.close_with_acts()
        context.ask(self, lambda gate: gate.call(last_words), self._prefill)

    def submit(self) -> None:
        """Record the consent."""
        try:
            given = self.day_of("given_at") or self.context.today()
        except InvalidInputError as error:
            self.refused(error)
            return
        at = dt.datetime.combine(given, dt.time(12), FINLAND) if given != self.context.today() else None
        shown = ConsentWords(
            version=self.version.text(), words=self.words.toPlainText(), how=self.how.code(), given_at=at
        )
        asked = (self._person, self.purpose.code(), self.channel.code(), shown)
        self.context.ask(
            self,
            lambda gate: gate.call(give_consent, *asked),
            lambda saved: self.told(saved, _("Suostumus kirjattiin.")),
            failed=self.refused,
        )

    def _prefill(self, found: ConsentWords | None) -> None:
        if found is None or self.words.toPlainText() or self.version.text():
            return
        self.version.setText(found.version)
        self.words.setPlainText(found.words)
        self.how.choose(found.how)


class SaleForm(SmallForm):
    """Asks which address was got at which sale, and whether a refusal was offered then (200 § 3 mom.).

    Args:
        context: the desk.
        person_id: whose address.
    """

    def __init__(self, context: Context, person_id: int) -> None:
        text = _(
            "Asiakkaalle saa markkinoida omia samanlaisia tuotteita osoitteeseen, jonka hän antoi ostaessaan, jos hän"
            " sai silloin kieltää sen (200 § 3 mom.)."
        )
        super().__init__(context, _("Kirjaa myynnin yhteydessä saatu osoite"), text, _("Tallenna osoite"))
        self._person = person_id
        self.channel, self.address = _choice(SALE_ADDRESS, "channel"), QLineEdit()
        self.obtained, self.sold = QLineEdit(day(context.today())), QLineEdit()
        self.offered = QCheckBox(_("Kieltämiseen annettiin tilaisuus"))
        self.add_line(
            channel=Field(_("Kanava"), self.channel),
            address=Field(_("Osoite tai numero"), self.address),
            obtained_on=Field(_("Myyntipäivä"), self.obtained, _("t = tänään")),
            sold=Field(_("Mitä myytiin"), self.sold, optional=True),
        )
        self.add_line(refusal_offered=Field("", self.offered, captioned=False))
        self.close_with_acts()
        for line in (self.address, self.sold, self.obtained):
            line.returnPressed.connect(self.submit)

    def submit(self) -> None:
        """Record the address."""
        try:
            obtained = self.day_of("obtained_on")
        except InvalidInputError as error:
            self.refused(error)
            return
        values = {
            "channel": self.channel.code(),
            "address": self.address.text(),
            "obtained_on": obtained,
            "sold": self.sold.text(),
            "refusal_offered": self.offered.isChecked(),
        }
        person = self._person
        self.context.ask(
            self,
            lambda gate: gate.call(note_sale_address, person, values),
            lambda saved: self.told(saved, _("Osoite kirjattiin.")),
            failed=self.refused,
        )


def prohibit_everything(context: Context, person_id: int) -> None:
    """Prohibit all marketing to a person at once, and tell so with a way back."""

    def done(saved: Saved) -> None:
        words = _("Kaikki markkinointi kiellettiin.") if saved.undo else _("Kaikki markkinointi on jo kielletty.")
        context.messages.done(words, partial(take_back, context, saved.undo) if saved.undo else None)

    context.ask(context, lambda gate: gate.call(prohibit_marketing, person_id), done)


def take_back(context: Context, number: int) -> None:
    """Undo an act on marketing."""
    context.ask(
        context,
        lambda gate: gate.call(undo, number),
        lambda _none: context.messages.done(_("Muutos kumottiin.")),
    )


def _choice(spec: EntitySpec, field: str) -> Choice:
    return Choice([(option.code, _capital(_(option.label))) for option in spec[field].options])


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

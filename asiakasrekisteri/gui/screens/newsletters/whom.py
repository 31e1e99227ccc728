"""The left column: what kind of message it is, by what it comes, and whom it is meant for."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QSizePolicy, QVBoxLayout

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.screens.newsletters.draft import CampaignDraft
from asiakasrekisteri.gui.widgets.basics import fill, label, line
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.privacy.marketing.campaigns import CAMPAIGN

_CHOSEN = ("kind", "channel", "audience")
_DUTIES = ("for_decision", "for_administration", "for_billing", "for_technical")


class WhomColumn(QFrame):
    """The choices that decide to whom a message goes.

    Args:
        context: the desk.
        draft: the newsletter.
    """

    def __init__(self, context: Context, draft: CampaignDraft) -> None:
        super().__init__()
        self.setProperty("area", "pane")
        self._context, self._draft = context, draft
        self.name = QLineEdit()
        self.choices = {name: _choice(name) for name in _CHOSEN}
        self.own_products = QCheckBox(_("Vain omia samanlaisia tuotteita"))
        self.duties = {name: QCheckBox(_capital(_(CAMPAIGN[name].label))) for name in _DUTIES}
        self.checked_on = QLineEdit()
        self.checked_on.setPlaceholderText(_("pp.kk.vvvv"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        self.checked_field = Field(
            _("Kieltopalvelusta tarkistettu"), self.checked_on, _help("register_checked_on"), optional=True
        )
        fields = [Field(_(CAMPAIGN[name].label), choice) for name, choice in self.choices.items()]
        fill(
            layout,
            label(_("Mitä ja kenelle"), "h3"),
            Field(_("Nimi"), self.name, _("Näkyy vain luettelossa ja vastaanottajan tiedoissa.")),
            *fields,
            Field("", self.own_products, _help("own_products"), captioned=False),
            line(),
            label(_("Kenen työtä viesti koskee"), "strong"),
            label(_("Henkilön työosoitteeseen vain, jos viesti koskee hänen tehtäväänsä (202 §)."), "small", wrap=True),
            *self.duties.values(),
            line(),
            self.checked_field,
            None,
        )
        self._connect()

    def show_record(self, record: Record) -> None:
        """Show what is chosen of a newsletter."""
        with QSignalBlocker(self.name), QSignalBlocker(self.checked_on):
            self.name.setText(record.text("name"))
            self.checked_on.setText(as_text(CAMPAIGN["register_checked_on"], record["register_checked_on"]))
        for name, choice in self.choices.items():
            with QSignalBlocker(choice):
                choice.choose(record.text(name))
        for name, box in (("own_products", self.own_products), *self.duties.items()):
            with QSignalBlocker(box):
                box.setChecked(bool(record[name]))
        writable = record["state"] == "draft"
        for editor in (self.name, self.checked_on, self.own_products, *self.choices.values(), *self.duties.values()):
            editor.setEnabled(writable)

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._draft.write(name=text.strip() or _("Uusi uutiskirje")))
        for name, choice in self.choices.items():
            choice.currentIndexChanged.connect(partial(self._chose, name))
        for name, box in (("own_products", self.own_products), *self.duties.items()):
            box.toggled.connect(partial(self._ticked, name))
        self.checked_on.editingFinished.connect(self._checked)

    def _chose(self, name: str, _place: int) -> None:
        self._now(**{name: self.choices[name].code()})

    def _ticked(self, name: str, on: bool) -> None:
        self._now(**{name: on})

    def _checked(self) -> None:
        typed = self.checked_on.text().strip()
        found = parse_day(typed, self._context.today()) if typed else None
        wrong = bool(typed) and found is None
        self.checked_field.show_problem(
            _("Kirjoita päivä muodossa pp.kk.vvvv, esimerkiksi 23.11.2026.") if wrong else ""
        )
        if not wrong and self._draft.record is not None and found != self._draft.record["register_checked_on"]:
            self._now(register_checked_on=found)

    def _now(self, **values: object) -> None:
        """Save a choice at once: the recipients follow it."""
        self._draft.write(**values)
        self._draft.save()


def _choice(name: str) -> Choice:
    """Return a choice that takes the width of the column, however long its words are."""
    made = Choice([(option.code, _capital(_(option.label))) for option in CAMPAIGN[name].options])
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


def _help(name: str) -> str:
    field = CAMPAIGN[name]
    return _(field.help)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

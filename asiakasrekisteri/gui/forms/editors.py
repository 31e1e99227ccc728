"""One editor per kind of field. A new kind is added here and nowhere else."""

import datetime as dt
import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from asiakasrekisteri.domain.countries import country_name, normalise_country
from asiakasrekisteri.domain.fields import FieldSpec
from asiakasrekisteri.domain.formats import FINLAND, clock_time, day
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.dates import parse_day
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import FIXED
from asiakasrekisteri.gui.widgets.choices import Choice

Today = Callable[[], dt.date]
NOTES_HEIGHT = 96
_CLOCK = re.compile(r"(.+?)(?:\s+|\s*(?:klo|kl\.?|at)\s*)(\d{1,2})[.:](\d{2})")


class Editor(ABC):
    """Shows, takes and returns one value."""

    widget: QWidget

    @abstractmethod
    def load(self, value: object) -> None:
        """Show a value as the store holds it."""

    @abstractmethod
    def value(self) -> object:
        """Return the value typed: None when empty, the text itself when it cannot be understood."""

    @abstractmethod
    def on_change(self, told: Callable[[], None]) -> None:
        """Call `told` whenever the user changes the value."""

    def fault(self) -> str | None:
        """Return why the text cannot be understood, or None."""
        return None


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:  # noqa: ARG002 - every editor is made alike
        self.line = QLineEdit()
        self.widget = self.line

    def load(self, value: object) -> None:
        self.line.setText(self.shown(value))
        self.line.setCursorPosition(0)

    def value(self) -> object:
        text = self.line.text().strip()
        return self.read(text) if text else None

    def on_change(self, told: Callable[[], None]) -> None:
        self.line.textChanged.connect(lambda _text: told())

    def fault(self) -> str | None:
        text = self.line.text().strip()
        return self.mend() if text and isinstance(self.read(text), str) and self.mend() else None

    def shown(self, value: object) -> str:
        """Return the text of a stored value."""
        return "" if value is None else str(value)

    def read(self, text: str) -> object:
        """Return the value a text stands for; the text itself when it stands for none."""
        return text

    def mend(self) -> str:
        """Return what is expected, when a text that stands for nothing is a fault; otherwise ""."""
        return ""


class _Notes(QPlainTextEdit):
    """Four lines high until the style sheet says more."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(NOTES_HEIGHT))


class NotesEditor(Editor):
    """Text of several lines; Tab leaves the field."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:  # noqa: ARG002
        self.notes = _Notes()
        self.notes.setTabChangesFocus(True)
        self.notes.setSizePolicy(self.notes.sizePolicy().Policy.Expanding, FIXED)
        self.widget = self.notes

    def load(self, value: object) -> None:
        self.notes.setPlainText("" if value is None else str(value))

    def value(self) -> object:
        return self.notes.toPlainText().strip() or None

    def on_change(self, told: Callable[[], None]) -> None:
        self.notes.textChanged.connect(told)


class FlagEditor(Editor):
    """Yes or no; the label stands beside the box."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:  # noqa: ARG002
        self.box = QCheckBox(_(spec.label))
        self.widget = self.box

    def load(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def value(self) -> object:
        return self.box.isChecked()

    def on_change(self, told: Callable[[], None]) -> None:
        self.box.toggled.connect(lambda _on: told())


def _sentence(words: str) -> str:
    """Begin with a capital, as on the pages: the catalogue's words are for the middle of a sentence."""
    return words[:1].upper() + words[1:]


class ChoiceEditor(Editor):
    """One of a closed set."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:  # noqa: ARG002
        self.choice = Choice([(o.code, _sentence(_(o.label))) for o in spec.options], optional=not spec.required)
        if spec.required:
            self.choice.setCurrentIndex(-1)
            self.choice.setPlaceholderText(_("Valitse"))
        self.widget = self.choice

    def load(self, value: object) -> None:
        self.choice.choose("" if value is None else str(value))

    def value(self) -> object:
        return self.choice.code() or None

    def on_change(self, told: Callable[[], None]) -> None:
        self.choice.currentIndexChanged.connect(lambda _place: told())


class DateEditor(LineEditor):
    """A day: forgiving in, strict out."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:
        super().__init__(spec, today)
        self._today = today
        self.line.setPlaceholderText(_("pp.kk.vvvv"))

    def shown(self, value: object) -> str:
        return day(value) if isinstance(value, dt.date) else super().shown(value)

    def read(self, text: str) -> object:
        return parse_day(text, self._today()) or text

    def mend(self) -> str:
        return _("Päivämäärää ei ymmärretä. Kirjoita esimerkiksi 23.11.2026.")


class InstantEditor(LineEditor):
    """A day and a time in Finland; kept as an instant."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:
        super().__init__(spec, today)
        self._today = today

    def shown(self, value: object) -> str:
        return clock_time(value).replace("\xa0", " ") if isinstance(value, dt.datetime) else super().shown(value)

    def read(self, text: str) -> object:
        parts = _CLOCK.fullmatch(text.replace("\xa0", " "))
        found = parse_day(parts[1], self._today()) if parts else None
        if parts is None or found is None:
            return text
        try:
            at = dt.time(int(parts[2]), int(parts[3]), tzinfo=FINLAND)
        except ValueError:
            return text
        return dt.datetime.combine(found, at).astimezone(dt.UTC)

    def mend(self) -> str:
        return _("Aikaa ei ymmärretä. Kirjoita esimerkiksi 23.11.2026 klo 9.41.")


class NumberEditor(LineEditor):
    """A whole number."""

    def read(self, text: str) -> object:
        digits = "".join(text.split()).replace("\u2212", "-")
        return int(digits) if re.fullmatch(r"-?\d{1,15}", digits) else text

    def mend(self) -> str:
        return _("Kirjoita kokonaisluku, esimerkiksi 12.")


class YearEditor(LineEditor):
    """A year of four digits."""

    def read(self, text: str) -> object:
        return int(text) if re.fullmatch(r"(1[89]|20|21)\d\d", text) else text

    def mend(self) -> str:
        return _("Kirjoita vuosi neljällä numerolla, esimerkiksi 2026.")


class MoneyEditor(LineEditor):
    """A sum in euros: takes 1234,5 and 1 234.50, shows 1 234,50."""

    def shown(self, value: object) -> str:
        if value is None:
            return ""
        return f"{Decimal(str(value)):,.2f}".replace(",", " ").replace(".", ",")

    def read(self, text: str) -> object:
        plain = "".join(text.replace("€", "").split()).replace("\u2212", "-").replace(",", ".")
        if not re.fullmatch(r"-?\d{1,12}(\.\d{1,2})?", plain):
            return text
        try:
            return Decimal(plain).quantize(Decimal("0.01"))
        except InvalidOperation:
            return text

    def mend(self) -> str:
        return _("Summaa ei ymmärretä. Kirjoita esimerkiksi 1 234,50.")


class PhoneEditor(LineEditor):
    """A telephone number, shown in groups."""

    def shown(self, value: object) -> str:
        return show_phone(str(value)).replace("\xa0", " ") if value else ""


class CountryEditor(LineEditor):
    """A country by name or by its two letters."""

    def shown(self, value: object) -> str:
        return country_name(str(value)) if value else ""

    def read(self, text: str) -> object:
        return normalise_country(text)


class IdentityEditor(LineEditor):
    """A henkilötunnus: readable while it is typed, dots otherwise."""

    def __init__(self, spec: FieldSpec, today: Today) -> None:
        super().__init__(spec, today)
        self.line.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)

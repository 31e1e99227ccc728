"""The entrepreneur behind a new toiminimi: a natural person, asked by her own name."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.card import Card

TRADER = "trader"


class TraderCard(Card):
    """A part of the form of a new customer; shown for a sole trader whose person has not been chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(_("Yrittäjä"))
        self.line = QLineEdit()
        hint = _("Etunimi ja sukunimi. Yrittäjä tallennetaan myös henkilöksi, jolla on omat oikeutensa.")
        self.field = Field(_("Yrittäjän nimi"), self.line, hint)
        self.add(self.field)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.hide()

    def name(self) -> str:
        """Return the name typed; "" while the card is not asked for."""
        return self.line.text().strip() if not self.isHidden() else ""

    def is_changed(self) -> bool:
        """See FormPart."""
        return bool(self.name())

    def check(self) -> Sequence[FieldError]:
        """Demand a name where one is asked for."""
        said = _("Yrittäjän nimi puuttuu. Kirjoita se ennen tallennusta.")
        missing = not self.isHidden() and not self.name()
        self.field.show_problem(said if missing else "")
        return [FieldError(TRADER, said)] if missing else []

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        return _("Yrittäjän nimi") if name == TRADER else ""

    def focus(self, name: str) -> None:  # noqa: ARG002 - there is one field
        """Put the focus into the field."""
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

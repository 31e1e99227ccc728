"""The form of a recipient: a country outside the EEA is told of at once, and its ground is asked with it (R-63)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.field import CatalogueField
from asiakasrekisteri.gui.forms.grid import FieldGrid
from asiakasrekisteri.gui.records.editor import RecordEditor
from asiakasrekisteri.gui.widgets.basics import clear
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.privacy.abroad import Abroad, keep_recipient, look_abroad
from asiakasrekisteri.usecases.privacy.receiving import TRANSFERS

_ASKED = ("mechanism", "reference")


class AbroadPart(QFrame):
    """A part of the form that is there only while the country is outside the EEA.

    Args:
        context: the desk.
        recipient_id: of a recipient that is stored already.
    """

    changed = Signal()

    def __init__(self, context: Context, recipient_id: int | None) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._recipient, self._country = context, recipient_id, ""
        self._known: Abroad | None = None
        asked = (TRANSFERS.spec[name] for name in _ASKED)
        demanded = (replace(one, required=one.name == "mechanism") for one in asked)
        self.fields = {one.name: CatalogueField(one, context.today) for one in demanded}
        for field in self.fields.values():
            field.load(None)
            field.changed.connect(self.changed)
        self._note = QVBoxLayout()
        self._card = Card(_("Siirto EU- ja ETA-alueen ulkopuolelle"), FieldGrid([(f, 2) for f in self.fields.values()]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._note)
        layout.addWidget(self._card)
        self.hide()

    def look(self, country: str) -> None:
        """Follow the country that the form says."""
        if country == self._country:
            return
        self._country, self._known = country, None
        if not is_outside(country):
            self.hide()
            return

        def come(known: Abroad) -> None:
            if country == self._country:
                self._show(known)

        recipient = self._recipient
        self._context.ask(self, lambda gate: gate.call(look_abroad, country, recipient), come)

    def ground(self) -> Mapping[str, object]:
        """Return the ground of the transfer; nothing where none is asked."""
        return {name: field.value() for name, field in self.fields.items()} if self._asks() else {}

    def is_changed(self) -> bool:
        """See FormPart."""
        return self._asks() and any(field.is_changed() for field in self.fields.values())

    def check(self) -> Sequence[FieldError]:
        """Demand the ground, and where its safeguards can be had; what the use case refuses is the same."""
        if not self._asks():
            return ()
        mechanism, reference = (self.fields[name].value() for name in _ASKED)
        lacking = {
            "mechanism": "" if mechanism else _("Valitse siirron peruste. Ilman sitä tietoja ei saa siirtää."),
            "reference": _("Kirjoita, mistä suojatoimien jäljennöksen saa.")
            if mechanism not in {None, "adequacy"} and not reference
            else "",
        }
        for name, words in lacking.items():
            self.fields[name].show_problem(words)
        return [FieldError(name, words) for name, words in lacking.items() if words]

    def caption_of(self, name: str) -> str:
        """See FormPart."""
        return self.fields[name].caption if name in self.fields else ""

    def focus(self, name: str) -> None:
        """See FormPart."""
        self.fields[name].editor.setFocus()

    def _asks(self) -> bool:
        return self._known is not None and not self._known.mechanism

    def _show(self, known: Abroad) -> None:
        self._known = known
        clear(self._note)
        title = _("{country} on EU- ja ETA-alueen ulkopuolella.").format(country=country_name(self._country))
        if known.mechanism:
            ground = as_text(TRANSFERS.spec["mechanism"], known.mechanism)
            words = [_("Siirron peruste on kirjattu: {ground}.").format(ground=ground)]
        else:
            words = [_("Siirto tarvitsee perusteen (yleinen tietosuoja-asetus, V luku). Se kirjataan tässä.")]
        if known.promise:
            words.append(_("Selosteen mukaan: ”{sentence}” Lause on muutettava.").format(sentence=known.promise))
        self._note.addWidget(Banner("warn", title, " ".join(words)))
        self._card.setVisible(self._asks())
        self.show()
        self.changed.emit()


class RecipientEditor(RecordEditor):
    """The form of a recipient."""

    def add_parts(self) -> None:
        """Put what a country abroad asks under the recipient's own card."""
        self.abroad = AbroadPart(self._context, self._record.id if self._record is not None else None)
        self.form.add_part(self.abroad, self.abroad, before="task")
        self.form.changed.connect(lambda _changed: self._look())

    def store(self, gate: Gate, values: Mapping[str, object], links: Mapping[str, int], source: str) -> Saved:
        """Store the recipient, and the ground of the transfer with it."""
        record, ground = self._record, self.abroad.ground()
        known = (record.id, record.version) if record is not None else None
        return gate.call(keep_recipient, known, values, links, ground, source=source)

    def _look(self) -> None:
        self.abroad.look(str(self.form.fields["country"].value() or ""))

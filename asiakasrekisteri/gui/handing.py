"""To whom data go and on what ground: asked wherever data leave the firm (R-59, R-60)."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from asiakasrekisteri.domain.disclosing import GROUNDS
from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.forms.labelled import Field
from asiakasrekisteri.gui.widgets.basics import label
from asiakasrekisteri.gui.widgets.choices import Choice
from asiakasrekisteri.usecases.privacy.disclosure_lists import RecipientRow
from asiakasrekisteri.usecases.privacy.disclosures import Handing


class HandingFields(QFrame):
    """The fields: nobody but the firm itself, or a recipient with the ground, its section of law and its reference."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._processors: frozenset[int] = frozenset()
        self.recipient = Choice([("own", _("Omaan käyttöön"))])
        self.ground = Choice([(one.code, _(one.label).capitalize()) for one in GROUNDS])
        self.section, self.reference = QLineEdit(), QLineEdit()
        hint = _("Vastaanottajat ovat sivulla Luovutukset. Muulle kuin käsittelijälle annettu kirjataan luovutukseksi.")
        self.recipient_field = Field(_("Kenelle"), self.recipient, hint)
        self.fields = {
            "recipient_id": self.recipient_field,
            "ground": Field(_("Luovutuksen peruste"), self.ground),
            "section": Field(_("Lainkohta"), self.section, optional=True),
            "reference": Field(_("Pyynnön tai suostumuksen viite"), self.reference, optional=True),
        }
        self._note = label(
            _("Käsittelijälle annettua ei kirjata luovutukseksi, mutta lokiin jää merkintä."), "muted", wrap=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        for made in (*self.fields.values(), self._note):
            layout.addWidget(made)
        self.recipient.currentIndexChanged.connect(lambda _place: self._fit())
        self._fit()

    def offer(self, rows: Iterable[RecipientRow]) -> None:
        """Offer the recipients in use."""
        chosen = self.recipient.code()
        used = [row for row in rows if row.in_use]
        self._processors = frozenset(row.id for row in used if row.kind == "processor")
        self.recipient.offer([("own", _("Omaan käyttöön")), *((str(row.id), row.name) for row in used)])
        self.recipient.choose(chosen or "own")
        self._fit()

    def handing(self, what: str, purpose: str) -> Handing | None:
        """Return what is given to whom; None where it stays with the firm."""
        code = self.recipient.code()
        if not code.isdigit():
            return None
        return Handing(
            recipient_id=int(code),
            what=what,
            purpose=purpose,
            ground=self.ground.code(),
            section=self.section.text().strip(),
            reference=self.reference.text().strip(),
        )

    def refuse(self, errors: Sequence[FieldError]) -> list[FieldError]:
        """Show what was refused under the fields; return what belongs elsewhere."""
        for name, field in self.fields.items():
            field.show_problem(" ".join(one.message for one in errors if one.field == name))
        return [one for one in errors if one.field not in self.fields]

    def _fit(self) -> None:
        """Ask the ground only where something is disclosed."""
        code = self.recipient.code()
        given = code.isdigit()
        processor = given and int(code) in self._processors
        for name in ("ground", "section", "reference"):
            self.fields[name].setVisible(given and not processor)
        self._note.setVisible(processor)

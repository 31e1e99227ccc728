"""A person in editing: her fields, phones, e-mails, addresses and roles in one form, saved in one piece."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS, detail_value
from asiakasrekisteri.gui.forms.details import DetailCard, DetailRow, all_edits, show_refusals
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar
from asiakasrekisteri.gui.screens.persons.roles import CustomerRolesCard
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.widgets.basics import Button, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.edits import Edit, Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.persons import PERSON, PersonPage, add_person, open_person, save_person
from asiakasrekisteri.usecases.sources import SourceRow

_IDENTITY = frozenset({"identity_code", "identity_ground"})
_SOURCE_OF_PURPOSE = {"tietojen päivitys": "customer", "asiakaspalvelu": "customer", "laskutus": "staff"}


@dataclass(frozen=True, slots=True)
class Editing:
    """What a form begins with: the person (None for a new one) and the sources to choose from."""

    page: PersonPage | None
    sources: tuple[SourceRow, ...]


class PersonEditor(QFrame):
    """The form of one person.

    Args:
        context: the surroundings.
        editing: what is edited.
    """

    saved = Signal(object)
    """Saved: the `Saved` with its undo number."""
    discarded = Signal()
    """The user let go of the changes."""
    changed = Signal(bool)

    def __init__(self, context: Context, editing: Editing) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._page = context, editing.page
        self._owners: list[tuple[DetailCard, int]] = []
        sources = [(s.code, s.name) for s in editing.sources]
        source = _SOURCE_OF_PURPOSE.get(context.gate.purpose, "customer")
        self.form = EntityForm(PERSON, context.today, sources, source)
        self.details = tuple(DetailCard(DETAIL_SPECS[name], context.today) for name in ("phone", "email", "address"))
        self.roles = CustomerRolesCard(context.today, context)
        for card in (*self.details, self.roles):
            self.form.add_part(card, card)
        if context.gate.store.keys.identity is None:
            self.form.show_fields({f.name for f in PERSON.editable()} - _IDENTITY)
        self._load()
        self.bar = SaveBar(self.form, self.discarded.emit)
        self._build()
        self.form.changed.connect(self.changed)
        self.form.submitted.connect(self._save)

    def is_changed(self) -> bool:
        """Tell whether there is something unsaved."""
        return self.form.is_changed()

    def submit(self) -> None:
        """Save."""
        self.form.submit()

    def _load(self) -> None:
        if self._page is None:
            self.form.load_values({})
            return
        self.form.load(self._page.record)
        own = [r for r in self._page.details if (r.entity, r.id) not in self._page.foreign]
        for card in self.details:
            card.load(own)
        held = [(h.role, h.customer) for h in self._page.roles if h.role is not None and not h.linked]
        self.roles.set_names({role.id: customer for role, customer in held})
        self.roles.load([role for role, _customer in held])

    def _build(self) -> None:
        self._problems = QVBoxLayout()
        self._problems.setContentsMargins(0, 0, 0, 0)
        work = column(gap=12)
        inner = work.layout()
        assert isinstance(inner, QVBoxLayout)
        inner.addLayout(self._problems)
        inner.addWidget(self.form)
        inner.addStretch(1)
        work.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        side = column(self._aside(), None)
        place = QFrame()
        place.setProperty("area", "plain")
        columns = QHBoxLayout(place)
        columns.setContentsMargins(20, 16, 16, 16)
        columns.setSpacing(12)
        columns.addWidget(work, 7)
        columns.addWidget(side, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(place, _("Henkilön tiedot")), 1)
        layout.addWidget(self.bar)

    def _aside(self) -> Card:
        words = [
            ("history", _("Lähde, päivä ja kirjaaja tallennetaan jokaiseen muutettuun tietoon.")),
            ("undo-2", _("Tallennuksen voi kumota kokonaan.")),
            ("lock", _("Henkilötunnus tallennetaan vain perusteen kanssa (tietosuojalaki 29\xa0§).")),
        ]
        if self._page is not None and self._page.foreign:
            words.append(("building-2", _("Oman asiakkuuden yhteystiedot muutetaan asiakaskortilla.")))
        return Card(_("Tallennuksen yhteydessä"), *(_hint(icon, text) for icon, text in words), gap=10)

    def _save(self, values: dict[str, object]) -> None:
        edits, self._owners = all_edits((*self.details, self.roles))
        if "identity_code" in values:
            values = {**values, "identity_ground": self.form.values()["identity_ground"]}
        source = self.form.source()
        self.bar.show_busy(busy=True)
        self._context.ask(
            self, lambda gate: self._store(gate, values, edits, source), self._stored, failed=self._refused
        )

    def _store(self, gate: Gate, values: dict[str, object], edits: Sequence[Edit], source: str) -> Saved:
        if self._page is None:
            return gate.call(add_person, values, edits, source=source)
        record = self._page.record
        return gate.call(save_person, record.id, record.version, values, edits, source=source)

    def _stored(self, saved: Saved) -> None:
        self.bar.show_busy(busy=False)
        self.bar.show_saved()
        self.saved.emit(saved)

    def _refused(self, error: Exception) -> None:
        self.bar.show_busy(busy=False)
        if isinstance(error, InvalidInputError):
            self.form.show_errors(show_refusals(error.errors, self._owners))
        elif isinstance(error, StaleRecordError) and self._page is not None:
            person_id = self._page.record.id
            self._context.ask(self, lambda gate: gate.call(open_person, person_id), self._rebase)
        else:
            self._context.messages.failed(error)

    def _rebase(self, fresh: PersonPage) -> None:
        """Take what was saved elsewhere under what was typed here: nothing typed is lost, nothing overwritten yet."""
        self._page = fresh
        clashing = list(self.form.rebase(fresh.record))
        for name in clashing:
            stored = as_text(PERSON[name], fresh.record.values.get(name)) or _("tyhjä")
            self.form.fields[name].show_note(_("Toisaalla tallennettu: {value}").format(value=stored))
        stored_rows = {(r.entity, r.id): r for r in fresh.details}
        stored_rows |= {("contact_role", h.role.id): h.role for h in fresh.roles if h.role is not None}
        for card in (*self.details, self.roles):
            for made in card.rows:
                if made.record is not None and (newer := stored_rows.get((made.record.entity, made.record.id))):
                    _rebase_row(made, newer)
        take = Button(
            _("Ota toisaalla tallennetut"), size="s", pressed=lambda: self._take_stored(fresh, tuple(clashing))
        )
        banner = Banner(
            "warn",
            _("Henkilön tietoja on muutettu toisaalla samaan aikaan."),
            _("Muualta tulleet muutokset on nyt haettu. Tarkista merkityt kentät ja tallenna uudelleen."),
            (take,) if clashing else (),
            closable=True,
        )
        self._problems.addWidget(banner)
        if clashing:
            self.form.focus(clashing[0])

    def _take_stored(self, fresh: PersonPage, names: tuple[str, ...]) -> None:
        for name in names:
            self.form.fields[name].load(fresh.record.values.get(name))
            self.form.fields[name].show_note("")
        self.changed.emit(self.is_changed())


def _rebase_row(made: DetailRow, newer: Record) -> None:
    if made.record is not None and newer.version != made.record.version and made.record.entity != "contact_role":
        next(iter(made.fields.values())).show_note(
            _("Toisaalla tallennettu: {value}").format(value=detail_value(newer))
        )
    made.record = newer


def _hint(icon: str, text: str) -> QWidget:
    words = label(text, "muted", wrap=True)
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    made = row(Icon(icon, 16), words, gap=10)
    layout = made.layout()
    assert layout is not None
    first = layout.itemAt(0)
    assert first is not None
    layout.setAlignment(first.widget(), Qt.AlignmentFlag.AlignTop)  # type: ignore[arg-type]
    return made

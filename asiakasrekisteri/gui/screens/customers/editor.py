"""A customer being written: the form of the catalogue with details and roles, the source, one save."""

from collections.abc import Mapping, Sequence
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.describe import DETAIL_SPECS
from asiakasrekisteri.gui.forms.details import DetailCard, all_edits, show_refusals
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.roles import RolesCard
from asiakasrekisteri.gui.forms.savebar import SaveBar
from asiakasrekisteri.gui.screens.customers.card import Opened
from asiakasrekisteri.gui.screens.customers.duplicates import Duplicates
from asiakasrekisteri.gui.screens.customers.kinds import STARTING_KIND, fields_of, is_person
from asiakasrekisteri.gui.screens.customers.saving import CustomerSave, Stored, carry_out
from asiakasrekisteri.gui.screens.customers.trader import TraderCard
from asiakasrekisteri.gui.theme.icons import Icon
from asiakasrekisteri.gui.theme.theme import px
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, label, row, scrolled
from asiakasrekisteri.gui.widgets.card import Card
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.customers import CUSTOMER, CustomerCard, open_customer
from asiakasrekisteri.usecases.sources import SourceRow

ASIDE = 300
_CONTACT_KINDS = ("email", "phone", "address")


class CustomerEditor(QFrame):
    """The form of one customer.

    Args:
        context: the desk.
        sources: where typed data may come from.
        opened: the stored customer; None for a new one.
    """

    saved = Signal(object)
    """Everything is stored: `Stored`."""
    left = Signal()
    """The user let go of the form."""
    changed = Signal(bool)
    """Whether there is anything unsaved."""

    def __init__(self, context: Context, sources: Sequence[SourceRow], opened: Opened | None) -> None:
        super().__init__()
        self.setProperty("area", "root")
        self._context = context
        self._card: CustomerCard | None = opened.card if opened is not None else None
        self._person: tuple[int, str] | None = None
        self._owners: list[tuple[DetailCard, int]] = []
        self._busy = False
        choices = [(s.code, s.name) for s in sources if s.code != "import"]
        self.form = EntityForm(CUSTOMER, context.today, choices, "customer")
        may_create = context.may(Permission.PERSON_WRITE)
        self.details = [DetailCard(DETAIL_SPECS[kind], context.today) for kind in _CONTACT_KINDS]
        self.roles = RolesCard(DETAIL_SPECS["contact_role"], context.today, context, may_create=may_create)
        self.trader = TraderCard()
        self.form.add_part(self.trader, self.trader, before="industry")
        for card in (*self.details, self.roles):
            self.form.add_part(card, card, before="industry")
        self.duplicates = Duplicates(context)
        self.bar = SaveBar(self.form, self._let_go)
        self._notes = QVBoxLayout()
        self._build()
        self.form.changed.connect(self._form_changed)
        self.form.submitted.connect(lambda values: self._save(cast(Mapping[str, object], values)))

    def _build(self) -> None:
        self._notes.setSpacing(8)
        self._same = QVBoxLayout()
        left = column(gap=12)
        inner = cast(QVBoxLayout, left.layout())
        inner.addLayout(self._notes)
        inner.addLayout(self._same)
        inner.addWidget(self.form)
        inner.addStretch(1)
        aside = column(self.duplicates, self._aside(), None, gap=12)
        aside.setFixedWidth(px(ASIDE))
        place = row(left, aside, gap=12, margins=(20, 16, 16, 16))
        box = cast(QHBoxLayout, place.layout())
        box.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        name = _("Asiakkaan tiedot") if self._card is not None else _("Uusi asiakas")
        layout.addWidget(scrolled(place, name), 1)
        layout.addWidget(self.bar)

    @staticmethod
    def _aside() -> Card:
        texts = (
            ("history", _("Lähde, päivä ja tallentaja kirjataan jokaiseen muutettuun tietoon.")),
            ("undo-2", _("Tallennuksen voi kumota kokonaan.")),
        )
        lines = []
        for icon_name, text in texts:
            words = label(text, "muted", wrap=True)
            words.setSizePolicy(words.sizePolicy().Policy.Expanding, words.sizePolicy().Policy.Preferred)
            picture = Icon(icon_name, 16)
            made = row(picture, words, gap=10)
            cast(QHBoxLayout, made.layout()).setAlignment(picture, Qt.AlignmentFlag.AlignTop)
            lines.append(made)
        return Card(_("Tallennuksen yhteydessä"), *lines, gap=10)

    def load(self) -> None:
        """Show what is stored, or what a new customer begins with; once before the form is shown."""
        card = self._card
        if card is None:
            self.form.load_values({"kind": STARTING_KIND, "status": "active", "relation": "own"})
            self._show_kind()
            for detail in self.details:
                detail.add_row()
            return
        self.form.load(card.record)
        for detail in self.details:
            detail.load(card.details)
        self.roles.set_names({c.role.id: c.name for c in card.contacts})
        self.roles.load([c.role for c in card.contacts])
        self._show_kind()
        if card.record.text("kind") == "private":
            self._notes.addWidget(self._name_note(card))

    def _name_note(self, card: CustomerCard) -> Banner:
        way = Button(_("Avaa henkilö"), size="s", pressed=lambda: self._context.go(f"person/{card.person_id}"))
        return Banner("info", _("Yksityisen asiakkaan nimi muutetaan henkilön sivulla."), actions=(way,))

    def focus_first(self) -> None:
        """Put the focus into the first field shown."""
        kind = str(self.form.fields["kind"].value())
        self.form.focus("name" if self._card is None or kind != "private" else "kind")

    def is_changed(self) -> bool:
        """Tell whether there is anything unsaved."""
        return self.form.is_changed()

    def save(self) -> None:
        """Save as the button does."""
        self.form.submit()

    def _let_go(self) -> None:
        self.left.emit()

    def _form_changed(self, changed: bool) -> None:
        self._show_kind()
        if self._card is None:
            self.duplicates.typed(self._typed_texts(), can_be_same=is_person(self._kind()))
        self.changed.emit(changed)

    def _kind(self) -> str:
        return str(self.form.fields["kind"].value() or "")

    def _show_kind(self) -> None:
        values = self._card.record.values if self._card is not None else {}
        self.form.show_fields(fields_of(self._kind(), values, new=self._card is None))
        self.trader.setVisible(self._card is None and self._kind() == "sole_trader" and self._person is None)

    def _typed_texts(self) -> list[str]:
        texts = [str(self.form.fields[name].value() or "") for name in ("name", "business_id", "association_number")]
        texts.append(self.trader.name())
        for card in self.details[:2]:
            texts += [str(row.fields[name].value() or "") for row in card.rows for name in row.fields if name != "use"]
        return texts

    def use_person(self, person_id: int, name: str) -> None:
        """Say that the new customer is a person who is in the register already."""
        self._person = (person_id, name)
        clear(self._same)
        drop = Button(_("Eri henkilö"), size="s", pressed=self._other_person)
        words = _("Asiakas liitetään henkilöön {name}. Uutta henkilöä ei luoda.").format(name=name)
        self._same.addWidget(Banner("info", words, actions=(drop,)))
        self._show_kind()

    def _other_person(self) -> None:
        self._person = None
        clear(self._same)
        self._show_kind()

    def _save(self, values: Mapping[str, object]) -> None:
        if self._busy:
            return
        edits, self._owners = all_edits([*self.details, self.roles])
        card = self._card
        if card is not None and not values and not edits:
            self.left.emit()
            return
        new = dict(self.roles.new_persons())
        persons = {n: new[row] for n, (owner, place) in enumerate(self._owners) if (row := owner.edited(place)) in new}
        save = CustomerSave(
            id=card.record.id if card is not None else 0,
            version=card.record.version if card is not None else 0,
            values=values,
            edits=tuple(edits),
            persons=persons,
            source=self.form.source(),
            person_id=self._person[0] if self._person is not None and is_person(self._kind()) else None,
            trader=self.trader.name(),
        )
        self._set_busy(busy=True)
        self._context.ask(self, lambda gate: carry_out(save, gate), self._stored, failed=self._refused)

    def _stored(self, stored: Stored) -> None:
        self._set_busy(busy=False)
        self.saved.emit(stored)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, InvalidInputError):
            self.form.show_errors(show_refusals(error.errors, self._owners))
        elif isinstance(error, StaleRecordError) and self._card is not None:
            row_id = self._card.record.id
            self._context.ask(self, lambda gate: gate.call(open_customer, row_id), self._rebase)
        else:
            self._context.messages.failed(error)

    def _rebase(self, card: CustomerCard) -> None:
        """Keep what was typed on top of what somebody else has saved meanwhile, and say where the two differ."""
        self._card = card
        clashing = self.form.rebase(card.record)
        for detail in self.details:
            detail.rebase(card.details)
        self.roles.set_names({c.role.id: c.name for c in card.contacts})
        self.roles.rebase([c.role for c in card.contacts])
        clear(self._notes)
        take = Button(_("Ota tallennetut"), size="s", pressed=lambda: self._take_stored(card))
        title = _("Asiakasta on muutettu toisaalla. Kirjoittamasi on tallella.")
        self._notes.addWidget(Banner("warn", title, self._differences(clashing, card.record), (take,)))

    def _differences(self, names: Sequence[str], record: Record) -> str:
        lines = [_("Tarkista tiedot ja tallenna uudelleen, tai ota tallennetut tiedot.")]
        for name in names:
            field = self.form.fields[name]
            lines.append(
                _("{label}: tallennettu ”{stored}”, sinulla ”{typed}”").format(
                    label=field.caption,
                    stored=as_text(field.spec, record.values.get(name)),
                    typed=as_text(field.spec, field.value()),
                )
            )
        return "\n".join(lines)

    def _take_stored(self, card: CustomerCard) -> None:
        clear(self._notes)
        self._card = card
        self.load()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.bar.show_busy(busy=busy)

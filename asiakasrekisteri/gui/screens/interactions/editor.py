"""The form of one interaction: the catalogue's fields, whose it is and who took part, one save that can be undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar, lay_out
from asiakasrekisteri.gui.interactions.parties import PartiesCard
from asiakasrekisteri.gui.interactions.words import INTERACTION
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.choices import Choice, choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.interactions.card import InteractionCard, open_interaction
from asiakasrekisteri.usecases.interactions.saving import SavedInteraction, add_interaction, save_interaction
from asiakasrekisteri.usecases.rows import Owner
from asiakasrekisteri.usecases.sources import SourceRow, list_sources


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with: the stored interaction or None, whom a new one concerns, sources, services."""

    card: InteractionCard | None
    owner: Owner | None
    sources: tuple[SourceRow, ...]
    services: tuple[Choice, ...]


def fetch_start(gate: Gate, card: InteractionCard | None, owner: Owner | None) -> Start:
    """Fetch what a form needs."""
    customer = card.customer_id if card is not None else None
    if owner is not None and owner.entity == "customer":
        customer = owner.id
    services = gate.call(choices, "service", customer) if customer is not None else ()
    return Start(card, owner, gate.call(list_sources), services)


class InteractionEditor(QFrame):
    """The form.

    Args:
        context: the desk.
        start: what is stored, and what can be chosen.
    """

    saved = Signal(object, bool)
    """Stored: `SavedInteraction`, and whether it is new."""
    left = Signal()
    """The user let go of the form."""
    changed = Signal(bool)

    def __init__(self, context: Context, start: Start) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._card = context, start.card
        self._busy = False
        sources = [(s.code, s.name) for s in start.sources if s.code != "import"]
        self.form = EntityForm(INTERACTION, context.today, sources, "staff")
        self.parties = PartiesCard(context)
        self.form.add_part(self.parties, self.parties, before="subject")
        self.form.offer("service_id", [(c.id, c.name) for c in start.services])
        self._notes = QVBoxLayout()
        self.bar = SaveBar(self.form, self.left.emit)
        lay_out(self, _("Yhteydenotto"), self._notes, self.form, self.bar)
        self._load(start)
        self.parties.customer_changed.connect(self._offer_services)
        self.form.changed.connect(self.changed)
        self.form.submitted.connect(lambda values: self._save(cast(Mapping[str, object], values)))

    def _load(self, start: Start) -> None:
        if start.card is not None:
            self.form.load(start.card.record)
            self.parties.load(start.card)
            return
        first = {"kind": "call", "direction": "in", "state": "closed", "at": dt.datetime.now(dt.UTC).replace(second=0)}
        self.form.load_values({**first, "recorded": False, "informed_at_start": False})
        if start.owner is not None:
            self.parties.begin_with(start.owner.entity, start.owner.id, start.owner.name)

    def is_changed(self) -> bool:
        """Tell whether there is anything unsaved."""
        return self.form.is_changed()

    def save(self) -> None:
        """Save as the button does."""
        self.form.submit()

    def focus_first(self) -> None:
        """Put the focus where writing begins."""
        self.form.focus("subject" if self._card is None else "kind")

    def _offer_services(self) -> None:
        customer = self.parties.customer

        def come(found: Sequence[Choice]) -> None:
            if self.parties.customer == customer:
                self.form.offer("service_id", [(c.id, c.name) for c in found])

        if customer is None:
            self.form.offer("service_id", [])
        else:
            self._context.ask(self, lambda gate: gate.call(choices, "service", customer[0]), come)

    def _save(self, values: Mapping[str, object]) -> None:
        card, people, links = self._card, self.parties.edits(), self.parties.links()
        if self._busy:
            return
        if card is not None and not (values or people or links):
            self.left.emit()
            return
        self._set_busy(busy=True)
        source, given = self.form.source(), {**values, **links}

        def store(gate: Gate) -> SavedInteraction:
            if card is None:
                return gate.call(add_interaction, given, people, source=source)
            record = card.record
            return gate.call(save_interaction, record.id, record.version, given, people, source=source)

        self._context.ask(self, store, lambda saved: self._stored(saved, card is None), failed=self._refused)

    def _stored(self, saved: SavedInteraction, is_new: bool) -> None:
        self._set_busy(busy=False)
        self.saved.emit(saved, is_new)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        card = self._card
        if isinstance(error, InvalidInputError):
            self.form.show_errors(error.errors)
        elif isinstance(error, StaleRecordError) and card is not None:
            self._context.ask(self, lambda gate: gate.call(open_interaction, card.record.id), self._rebase)
        else:
            self._context.messages.failed(error)

    def _rebase(self, card: InteractionCard) -> None:
        """Keep what was typed on top of what somebody else has saved meanwhile."""
        self._card = card
        self.form.rebase(card.record)
        title = _("Tietoja on muutettu toisaalla. Kirjoittamasi on tallella.")
        self._notes.addWidget(Banner("warn", title, _("Tarkista tiedot ja tallenna uudelleen.")))

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.bar.show_busy(busy=busy)

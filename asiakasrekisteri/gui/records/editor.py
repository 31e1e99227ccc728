"""One record being written: the form of the catalogue, the source, one save that can be undone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from asiakasrekisteri.domain.errors import AppError, FieldError, InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, FieldSpec, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import starting_value
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar, lay_out
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.offers import customer_of, fetch_offers
from asiakasrekisteri.gui.records.seek import SeekCard
from asiakasrekisteri.gui.widgets.basics import Button, clear
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.choices import Choice
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.history import undo
from asiakasrekisteri.usecases.persons import add_person
from asiakasrekisteri.usecases.rows import Owner
from asiakasrekisteri.usecases.sources import SourceRow, list_sources


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with.

    Attributes:
        record: the stored record; None for a new one.
        owners: what it hangs on.
        sources: where typed data may come from.
        offers: rows to choose from, by field.
        more: what the page of a document has fetched with it.
    """

    record: Record | None
    owners: tuple[Owner, ...]
    sources: tuple[SourceRow, ...]
    offers: Mapping[str, Sequence[Choice]]
    more: object = None


@dataclass(frozen=True, slots=True)
class Newer:
    """A record as somebody else has saved it meanwhile, and what a document has fetched with it."""

    record: Record
    more: object = None


@dataclass(frozen=True, slots=True)
class Stored:
    """What was saved, and the numbers of the saves in order: a person made in passing comes first."""

    saved: Saved
    saves: tuple[int, ...]


def fetch_start(
    gate: Gate, kind: RecordKind, record: Record | None, owners: tuple[Owner, ...], more: object = None
) -> Start:
    """Fetch what a form needs: the sources, and the rows that its fields may name."""
    customer = customer_of(gate, kind, record, owners)
    return Start(record, owners, gate.call(list_sources), fetch_offers(gate, kind.spec, customer), more)


def take_back(stored: Stored, gate: Gate) -> None:
    """Undo the saves, the last first."""
    for number in reversed(stored.saves):
        gate.call(undo, number)


class RecordEditor(QFrame):
    """The form of one record.

    Args:
        context: the desk.
        kind: what it is a record of.
        start: what is stored, and what can be chosen.
    """

    saved = Signal(object, bool)
    """Stored: `Stored`, and whether it is new."""
    left = Signal()
    """The user let go of the form."""
    changed = Signal(bool)

    def __init__(self, context: Context, kind: RecordKind, start: Start) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._kind, self._start = context, kind, start
        self._record, self._more = start.record, start.more
        self._busy = False
        sources = [(s.code, s.name) for s in start.sources if s.code != "import"]
        self.form = EntityForm(self.spec(), context.today, sources, kind.source)
        known = {o.entity for o in start.owners}
        told = start.record is not None or (kind.either and bool(known & set(kind.owners)))
        wanted = [] if told else [name for name in kind.seeks if name not in known]
        self.seeks = tuple(SeekCard(context, name) for name in wanted)
        for seek in self.seeks:
            self.form.add_part(seek, seek, before=next(iter(self.form.fields)))
            if seek.kind == "customer":
                seek.changed.connect(self._offer_anew)
        self._notes = QVBoxLayout()
        self.bar = SaveBar(self.form, self.left.emit)
        lay_out(self, _(self._kind.spec.label), self._notes, self.form, self.bar)
        self.add_parts()
        self.load()
        self.form.changed.connect(self.changed)
        self.form.submitted.connect(lambda values: self._save(cast(Mapping[str, object], values)))

    def spec(self) -> EntitySpec:
        """Return what the form is made from."""
        return self._kind.spec

    def add_parts(self) -> None:
        """Put more into the form than the fields of the record: the rows of a document."""

    def load(self) -> None:
        """Show what is stored, or what a new record begins with."""
        self._offer(self._start.offers)
        if self._record is not None:
            self.form.load(self._record)
        else:
            self.form.load_values(self.first_values())

    def first_values(self) -> dict[str, object]:
        """Return what a new record begins with."""
        return {spec.name: self._beginning(spec) for spec in self._kind.spec.editable()}

    def _beginning(self, spec: FieldSpec) -> object:
        if spec.name not in self._kind.begins:
            return starting_value(spec)
        moment = dt.datetime.now(dt.UTC).replace(second=0, microsecond=0)
        return moment if spec.kind is FieldKind.INSTANT else self._context.today()

    def _offer(self, offers: Mapping[str, Sequence[Choice]]) -> None:
        for name, offered in offers.items():
            self.form.offer(name, [(c.id, _offered(c)) for c in offered])

    def _offer_anew(self) -> None:
        """Offer what belongs to the customer that has been chosen."""
        customer = next((seek.links().get("customer_id") for seek in self.seeks if seek.kind == "customer"), None)
        spec = self._kind.spec
        if customer is not None:
            self._context.ask(self, lambda gate: fetch_offers(gate, spec, customer), self._offer)

    def is_changed(self) -> bool:
        """Tell whether there is anything unsaved."""
        return self.form.is_changed()

    def save(self) -> None:
        """Save as the button does."""
        self.form.submit()

    def focus_first(self) -> None:
        """Put the focus where writing begins."""
        if self.seeks:
            self.seeks[0].focus("")
        else:
            self.form.focus_first()

    def store(self, gate: Gate, values: Mapping[str, object], links: Mapping[str, int], source: str) -> Saved:
        """Store what was typed; on the store's thread. A document overrides this: its rows go with it."""
        cases, record = self._kind.rows, self._record
        if record is None:
            return gate.call(cases.add, values, links, source=source)
        return gate.call(cases.save, record.id, record.version, values, source=source)

    def show_refused(self, errors: Sequence[FieldError]) -> None:
        """Show what a use case refused, under the fields."""
        self.form.show_errors(errors)

    def newest(self, gate: Gate, row_id: int) -> Newer:
        """Return the record as somebody else has saved it meanwhile; on the store's thread."""
        (record,) = gate.call(self._kind.rows.open, row_id).records
        return Newer(record)

    def rebase(self, newer: Newer) -> tuple[str, ...]:
        """Take a newer state under what was typed; return the fields where the two differ."""
        self._record, self._more = newer.record, newer.more
        return self.form.rebase(newer.record)

    def _save(self, values: Mapping[str, object]) -> None:
        if self._busy:
            return
        if self._record is not None and not self.is_changed():
            self.left.emit()
            return
        self._set_busy(busy=True)
        is_new, source = self._record is None, self.form.source()
        links = {f"{o.entity}_id": o.id for o in self._start.owners if o.entity in self._kind.owners}
        for seek in self.seeks:
            links |= seek.links()
        person = next((made for seek in self.seeks if (made := seek.new_person()) is not None), None)

        def store(gate: Gate) -> Stored:
            if person is None:
                saved = self.store(gate, values, links, source)
                return Stored(saved, (saved.undo,))
            made = gate.call(add_person, person, source=source)
            try:
                saved = self.store(gate, values, {**links, "person_id": made.id}, source)
            except AppError:
                gate.call(undo, made.undo)
                raise
            return Stored(saved, (made.undo, saved.undo))

        self._context.ask(self, store, lambda stored: self._stored(stored, is_new), failed=self._refused)

    def _stored(self, stored: Stored, is_new: bool) -> None:
        self._set_busy(busy=False)
        self.saved.emit(stored, is_new)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        record = self._record
        if isinstance(error, InvalidInputError):
            self.show_refused(error.errors)
        elif isinstance(error, StaleRecordError) and record is not None:
            self._context.ask(self, lambda gate: self.newest(gate, record.id), self._show_newer)
        else:
            self._context.messages.failed(error)

    def _show_newer(self, newer: Newer) -> None:
        """Keep what was typed on top of what somebody else has saved meanwhile, and say where the two differ."""
        clashing, record = self.rebase(newer), newer.record
        clear(self._notes)
        take = Button(_("Ota tallennetut"), size="s", pressed=self._take_stored)
        title = _("Tietoja on muutettu toisaalla. Kirjoittamasi on tallella.")
        lines = [_("Tarkista tiedot ja tallenna uudelleen, tai ota tallennetut tiedot.")]
        for name in clashing:
            field = self.form.fields[name]
            stored = record.names.get(name) or as_text(field.spec, record.values.get(name))
            words = _("{label}: tallennettu ”{stored}”").format(label=field.caption, stored=stored)
            lines.append(words)
        self._notes.addWidget(Banner("warn", title, "\n".join(lines), (take,)))

    def _take_stored(self) -> None:
        clear(self._notes)
        self.load()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.bar.show_busy(busy=busy)


def _offered(choice: Choice) -> str:
    """Return a choice with the words that tell it from others of the same name."""
    return _("{name} ({note})").format(name=choice.name, note=choice.note) if choice.note else choice.name

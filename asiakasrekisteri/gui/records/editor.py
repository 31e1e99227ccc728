"""One record being written: the form of the catalogue, the source, one save that can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.fields import FieldKind, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.forms.details import starting_value
from asiakasrekisteri.gui.forms.form import EntityForm
from asiakasrekisteri.gui.forms.savebar import SaveBar
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.seek import SeekCard
from asiakasrekisteri.gui.widgets.basics import Button, clear, column, row, scrolled
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.usecases.choices import Choice, choices
from asiakasrekisteri.usecases.edits import Saved
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner, Rows
from asiakasrekisteri.usecases.sources import SourceRow, list_sources

_WIDEST = 860


@dataclass(frozen=True, slots=True)
class Start:
    """What a form begins with.

    Attributes:
        record: the stored record; None for a new one.
        owners: what it hangs on.
        sources: where typed data may come from.
        offers: rows to choose from, by field.
    """

    record: Record | None
    owners: tuple[Owner, ...]
    sources: tuple[SourceRow, ...]
    offers: Mapping[str, Sequence[Choice]]


def fetch_start(gate: Gate, kind: RecordKind, record: Record | None, owners: tuple[Owner, ...]) -> Start:
    """Fetch what a form needs: the sources, and the rows that its fields may name."""
    customer = next((o.id for o in owners if o.entity == "customer"), None)
    links = [f for f in kind.cases.spec.editable() if f.kind is FieldKind.LINK]
    offers = {f.name: gate.call(choices, f.target, customer) for f in links}
    return Start(record, owners, gate.call(list_sources), offers)


class RecordEditor(QFrame):
    """The form of one record.

    Args:
        context: the desk.
        kind: what it is a record of.
        start: what is stored, and what can be chosen.
    """

    saved = Signal(object, bool)
    """Stored: `Saved`, and whether it is new."""
    left = Signal()
    """The user let go of the form."""
    changed = Signal(bool)

    def __init__(self, context: Context, kind: RecordKind, start: Start) -> None:
        super().__init__()
        self.setProperty("area", "plain")
        self._context, self._kind, self._start = context, kind, start
        self._record = start.record
        self._busy = False
        sources = [(s.code, s.name) for s in start.sources if s.code != "import"]
        self.form = EntityForm(kind.cases.spec, context.today, sources, "customer")
        self.seek: SeekCard | None = None
        if kind.seeks and start.record is None and not any(o.entity == kind.seeks for o in start.owners):
            self.seek = SeekCard(context, kind.seeks)
            self.form.add_part(self.seek, self.seek, before=next(iter(self.form.fields)))
        self._notes = QVBoxLayout()
        self.bar = SaveBar(self.form, self.left.emit)
        self._build()
        self._load()
        self.form.changed.connect(self.changed)
        self.form.submitted.connect(lambda values: self._save(cast(Mapping[str, object], values)))

    def _build(self) -> None:
        inside = column(gap=12)
        inside.setMaximumWidth(_WIDEST)
        box = cast(QVBoxLayout, inside.layout())
        box.addLayout(self._notes)
        box.addWidget(self.form)
        box.addStretch(1)
        place: QWidget = row(inside, None, margins=(20, 16, 16, 16))
        cast(QHBoxLayout, place.layout()).setStretch(0, 100)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scrolled(place, _(self._kind.cases.spec.label)), 1)
        layout.addWidget(self.bar)

    def _load(self) -> None:
        for name, offered in self._start.offers.items():
            self.form.offer(name, [(c.id, c.name) for c in offered])
        if self._record is not None:
            self.form.load(self._record)
            return
        first = {f.name: starting_value(f) for f in self._kind.cases.spec.editable()}
        self.form.load_values({**first, **self._kind.fill()})

    def is_changed(self) -> bool:
        """Tell whether there is anything unsaved."""
        return self.form.is_changed()

    def save(self) -> None:
        """Save as the button does."""
        self.form.submit()

    def focus_first(self) -> None:
        """Put the focus where writing begins."""
        if self.seek is not None:
            self.seek.focus("")
        else:
            self.form.focus_first()

    def _save(self, values: Mapping[str, object]) -> None:
        record = self._record
        if self._busy:
            return
        if record is not None and not values:
            self.left.emit()
            return
        self._set_busy(busy=True)
        cases, source = self._kind.cases, self.form.source()
        links = {f"{o.entity}_id": o.id for o in self._start.owners}
        if self.seek is not None:
            links |= self.seek.links()

        def store(gate: Gate) -> Saved:
            if record is None:
                return gate.call(cases.add, values, links, source=source)
            return gate.call(cases.save, record.id, record.version, values, source=source)

        self._context.ask(self, store, lambda saved: self._stored(saved, record is None), failed=self._refused)

    def _stored(self, saved: Saved, is_new: bool) -> None:
        self._set_busy(busy=False)
        self.saved.emit(saved, is_new)

    def _refused(self, error: Exception) -> None:
        self._set_busy(busy=False)
        record = self._record
        if isinstance(error, InvalidInputError):
            self.form.show_errors(self._own(error.errors))
        elif isinstance(error, StaleRecordError) and record is not None:
            self._context.ask(self, lambda gate: gate.call(self._kind.cases.open, record.id), self._rebase)
        else:
            self._context.messages.failed(error)

    def _own(self, errors: Sequence[FieldError]) -> Sequence[FieldError]:
        return [FieldError(e.field.partition(".")[2] or e.field, e.message) for e in errors]

    def _rebase(self, rows: Rows) -> None:
        """Keep what was typed on top of what somebody else has saved meanwhile, and say where the two differ."""
        (record,) = rows.records
        self._record = record
        clashing = self.form.rebase(record)
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
        self._load()

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self.bar.show_busy(busy=busy)

"""What a noun's page has of its own beside what the catalogue gives, and what every page of a record shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.gui.context import Context
from asiakasrekisteri.gui.records.editor import RecordEditor, Stored
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.gui.records.reading import field_words
from asiakasrekisteri.gui.widgets.notices import Banner
from asiakasrekisteri.gui.widgets.states import Beginning, EmptyState
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner


class Telling(Protocol):
    """The page of a record, as far as its own buttons need it."""

    context: Context

    def tell(self, words: str, stored: Stored, address: str) -> None:
        """Tell what was saved, with the way to undo it; `address` is where an undo leads."""

    def reload(self) -> None:
        """Fetch the record anew."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A record as its page shows it: what it hangs on, and what a document has fetched with it."""

    record: Record
    owners: tuple[Owner, ...]
    more: object = None


Aside = Callable[[Context, Shown], QWidget | None]
"""Makes what stands beside a record's own cards: its services, its attachments, its rows."""


def fetch_record(kind: RecordKind, gate: Gate, row_id: int) -> Shown:
    """Fetch one record; the look is logged."""
    rows = gate.call(kind.rows.open, row_id)
    (record,) = rows.records
    return Shown(record, rows.owners.get(record.id, ()))


def no_acts(page: Telling, shown: Shown) -> Sequence[QWidget]:  # noqa: ARG001 - what a page without any says
    """Return no buttons."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a noun's page has of its own.

    Attributes:
        fetch: fetches the record, given the kind, the gate and the id; on the store's thread.
        asides: what stands beside its cards.
        editor: its form.
        acts: buttons of its own before *Muokkaa*, given the page and the record.
    """

    fetch: Callable[[RecordKind, Gate, int], Shown] = fetch_record
    asides: tuple[Aside, ...] = ()
    editor: type[RecordEditor] = RecordEditor
    acts: Callable[[Telling, Shown], Sequence[QWidget]] = no_acts


def notes_over(shown: Shown, *, may_write: bool) -> list[Banner]:
    """Return what is said over a record: that something is hidden, that it can only be looked at."""
    notes = []
    if shown.record.hidden:
        why = next(iter(shown.record.hidden.values()))
        notes.append(Banner("warn", _("Osaa tiedoista ei näytetä: {why}.").format(why=why)))
    if not may_write:
        words = _("Roolillasi näitä tietoja voi katsoa, ei muuttaa. Pyydä oikeutta pääkäyttäjältä.")
        notes.append(Banner("info", words))
    return notes


def gone_view(kind: RecordKind, back: Callable[[], object]) -> EmptyState:
    """Return what is shown in place of a record that is no longer there."""
    way = Beginning("arrow-left", _("Edellinen sivu"), "", _("Takaisin"), back)
    title = _("{what}: tietuetta ei enää ole").format(what=_(kind.spec.label))
    return EmptyState(kind.icon, title, _("Se on poistettu tai sen tallennus on kumottu."), (way,))


def record_name(kind: RecordKind, record: Record, owners: Sequence[Owner] = ()) -> str:
    """Return what a record is called at the top of its page."""
    held = {o.entity: o.name for o in owners}
    fields = {f.name: f for f in kind.spec}
    names = [
        held[name] if name in held else field_words(record, fields[name])
        for name in kind.named_by
        if name in held or name in fields
    ]
    return " ".join(n for n in names if n) or _(kind.spec.label)

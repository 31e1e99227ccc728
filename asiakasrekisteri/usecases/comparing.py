"""Two records side by side, with where each value came from: looked at before they are decided to be one person."""

from collections.abc import Sequence
from dataclasses import dataclass

from asiakasrekisteri.domain.fields import EntitySpec, FieldSpec, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Address, Email, HostingAccount, Person, Phone
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.customers import full_name
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.privacy.collecting import rows_of_one
from asiakasrekisteri.usecases.records import entity_of, got, to_record
from asiakasrekisteri.usecases.same_person import found_at

_COMPARED = (Phone, Email, Address, HostingAccount)
_LAST = 10_000
_Values = dict[str, list[tuple[str, Record, tuple[str, ...]]]]
"""By label: values in words, the record and the fields of it that they are."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A value of one record in words, what of which row it is, and whether the other record has the same."""

    value: str
    record: Record
    fields: tuple[str, ...]
    shared: bool

    @property
    def spec(self) -> EntitySpec:
        """Return what the catalogue knows of the row."""
        return entity_of(self.record.entity).spec()


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field or a kind of detail: its label, and what each record has of it."""

    label: str
    one: tuple[Compared, ...]
    other: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the records: its name as spoken, and the customers it is found at."""

    person_id: int
    name: str
    where: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records side by side; `fields` are only those of which either has something."""

    one: Side
    other: Side
    fields: tuple[ComparedField, ...]


def _seen(found: Comparison) -> Sequence[Seen]:
    return [Seen("person", side.person_id, side.person_id) for side in (found.one, found.other)]


@use_case(Permission.PERSON_READ, discloses=_seen)
def compare(work: Work, a: int, b: int) -> Comparison:
    """Show two persons' records side by side, each for itself even where they are linked already."""
    sides = [_Held(work, person_id) for person_id in (a, b)]
    labels = dict.fromkeys(label for side in sides for label in side.values)
    order = sorted(labels, key=lambda label: min(side.places.get(label, _LAST) for side in sides))
    fields = tuple(ComparedField(label, *_both(sides[0].values, sides[1].values, label)) for label in order)
    return Comparison(sides[0].side, sides[1].side, fields)


def _both(one: _Values, other: _Values, label: str) -> list[tuple[Compared, ...]]:
    """Return what each has under a label; what both have is marked, however it is written in capitals."""
    held = [{value.casefold() for value, *_rest in values.get(label, ())} for values in (one, other)]
    shared = held[0] & held[1]
    return [
        tuple(Compared(v, record, names, v.casefold() in shared) for v, record, names in values.get(label, ()))
        for values in (one, other)
    ]


class _Held:
    """What one record holds, by label and in the order of the forms."""

    def __init__(self, work: Work, person_id: int) -> None:
        person = got(work, Person, person_id)
        self.side = Side(person_id, full_name(person), tuple(found_at(work, [person_id]).get(person_id, ())))
        self.values: _Values = {}
        self.places: dict[str, int] = {}
        record = to_record(work, person, with_origins=True)
        for field in Person.spec():
            self._add(_(field.label), _words(record, field), record, (field.name,))
        for entity in _COMPARED:
            for row in rows_of_one(work, entity, person_id):
                self._add_detail(to_record(work, row, with_origins=True), entity)

    def _add_detail(self, record: Record, entity: type[Phone | Email | Address | HostingAccount]) -> None:
        """Add a telephone, an address or a user ID as one value."""
        told = entity.__together__ or tuple(f.name for f in entity.spec() if f.required and not f.options)
        named = told[:1] if entity is HostingAccount else told
        words = (_words(record, entity.spec()[name]) for name in named)
        self._add(_(entity.__label__), ", ".join(filter(None, words)), record, tuple(named))

    def _add(self, label: str, value: str, record: Record, fields: tuple[str, ...]) -> None:
        if value:
            self.places.setdefault(label, len(self.places))
            self.values.setdefault(label, []).append((value, record, fields))


def _words(record: Record, field: FieldSpec) -> str:
    value = record[field.name]
    return "" if value is False else as_text(field, value)

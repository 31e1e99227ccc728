"""The lines of an extract: every datum held now and every former value, in words, with where it came from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Origin
from asiakasrekisteri.domain.formats import as_text, day, media_words, with_unit
from asiakasrekisteri.domain.phones import normalise_phone, show_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import start_lower, start_upper
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, ContactRole, Customer, EndUser, Entity, Source, entities
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.hiding import HIDDEN, hides, is_restricted, may_tell_where, needs_to_know
from asiakasrekisteri.usecases.privacy.collecting import Held, held_in
from asiakasrekisteri.usecases.records import got, title_of

_PLAIN_KINDS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.NOTES,
        FieldKind.CHOICE,
        FieldKind.LINK,
        FieldKind.HOST,
        FieldKind.INSTANT,
        FieldKind.POSTCODE,
        FieldKind.COUNTRY,
        FieldKind.PHONE,
        FieldKind.EMAIL,
    }
)
"""Kinds whose values explain themselves in a line."""
_CHOSEN = (FieldKind.CHOICE, FieldKind.FLAG)
_PARENTS = ("invoice", "sales_order", "interaction")


@dataclass(frozen=True, slots=True)
class Line:
    """One item before its rule is known.

    Attributes:
        category: where it belongs.
        label, value: what is printed.
        origin: where it came from.
        row: in which it is; None of a former value.
        entity, id: of that row, or of what it was.
        field: the first of those that are told.
    """

    category: DataCategory
    label: str
    value: str
    origin: Origin | None
    row: Entity | None
    entity: str = ""
    id: int = 0
    field: str = ""


def present(work: Work, own: Iterable[Entity], *, concealing: bool = False) -> Iterator[Line]:
    """Yield what is held now, the lines of an address or a role as one item; `concealing` as in `held_in`."""
    rows: dict[tuple[str, int], list[Held]] = {}
    for row, data in groupby(held_in(work, own, concealing=concealing), key=attrgetter("row")):
        rows.setdefault((row.__tablename__, row.id), []).extend(data)
    for of_row in _parents_first(rows):
        yield from _row_lines(work, of_row)


def _parents_first(rows: dict[tuple[str, int], list[Held]]) -> list[list[Held]]:
    """Put what belongs to another row after it: the rows of an invoice, its payments, those who took part in a call."""
    places = {key: place for place, key in enumerate(rows)}

    def after(key: tuple[str, int]) -> tuple[int, int]:
        row = rows[key][0].row
        owners = ((owner, getattr(row, f"{owner}_id", None)) for owner in _PARENTS)
        parent = next((places[o] for o in owners if o in places and o != key), None)
        return (places[key], -1) if parent is None else (parent, places[key])

    return [rows[key] for key in sorted(rows, key=after)]


def _row_lines(work: Work, data: list[Held]) -> Iterator[Line]:
    """Yield a row as one item where its values came together, and each value that came from elsewhere by itself."""
    row = data[0].row
    entity = type(row)
    order = _places(entity)
    beside = [d for d in data if d.field.name in order]
    together = _unrepeated(sorted(beside, key=lambda d: order[d.field.name]))
    others = [d for d in data if d.field.name not in order and d.field.name != entity.__qualifier__]
    rest = [d for d in others if not _repeats(d, data)]
    if together:
        first, *following = together
        words = [_begun(first), *map(_in_line, following), *_context(work, row)]
        same = [d for d in rest if _came_with(d, first)]
        value = "\n".join([_listed(words, together), *map(_named, same)])
        yield _line(first, _labelled(row, _(entity.__label__)), value)
        rest = [d for d in rest if not _came_with(d, first)]
    for d in rest:
        yield _line(d, _labelled(row, _(d.field.label)), _begun(d))


@cache
def _places(entity: type[Entity]) -> dict[str, int]:
    return {name: place for place, name in enumerate(entity.__together__)}


def _unrepeated(data: list[Held]) -> list[Held]:
    """Leave out a choice that says no more than a day beside it: dealt with, and the day when it was dealt with."""
    if all(d.field.kind is not FieldKind.CHOICE for d in data):
        return data
    days = {_(d.field.label).casefold() for d in data if d.field.kind is FieldKind.DATE}
    return [d for d in data if d.field.kind is not FieldKind.CHOICE or _said(d).casefold() not in days]


def _came_with(datum: Held, first: Held) -> bool:
    """Tell whether a value belongs to the same item: of the same category, source and day."""
    if datum.field.category is not first.field.category:
        return False
    one, other = datum.origin, first.origin
    return one == other or (one is not None and other is not None and _told(one) == _told(other))


def _told(origin: Origin) -> tuple[str, str]:
    return origin.source, origin.date


def _named(datum: Held) -> str:
    name, value = with_unit(_(datum.field.label), _within(datum))
    return f"{name}: {value}"


def _within(datum: Held) -> str:
    """Return a value as it stands inside a line: a choice is a word among others; what was written stays as it is."""
    return _inside(datum.field, datum.value, _said(datum))


def _inside(field: FieldSpec, value: object, said: str) -> str:
    """Lower the capital of a choice that has one in Finnish; Finnish and English keep theirs in English."""
    if not field.options:
        return said
    chosen = next((one.label for one in field.options if one.code == value), "")
    return start_lower(said) if chosen[:1].isupper() else said


def _begun(datum: Held) -> str:
    """Return a value as it begins a line; names of users and of files keep their letters."""
    value = _said(datum)
    return start_upper(value) if datum.field.kind in _CHOSEN else value


def _said(datum: Held) -> str:
    """Return a value in words: what is a phone number or a type of file by its form is written for a reader."""
    value = as_text(datum.field, datum.value)
    if datum.field.kind is not FieldKind.TEXT:
        return value
    return media_words(value) if datum.field.name == "media_type" else show_phone(value)


def _listed(words: Sequence[str], data: Sequence[Held]) -> str:
    """Join words with commas; the town stands after its postcode as on an envelope."""
    joined = words[0]
    for word, before in zip(words[1:], [*data, *([None] * len(words))], strict=False):
        is_postcode = before is not None and before.field.kind is FieldKind.POSTCODE
        joined += f" {word}" if is_postcode else f", {word}"
    return joined


def _line(datum: Held, label: str, value: str) -> Line:
    row = datum.row
    return Line(datum.field.category, label, value, datum.origin, row, row.__tablename__, row.id, datum.field.name)


def _in_line(datum: Held) -> str:
    """Write a value among others: what would not explain itself is named."""
    value = _within(datum)
    if datum.field.kind in _PLAIN_KINDS:
        return value
    name = _(datum.field.label).lower()
    return f"{name}: {value}" if datum.value is True else " ".join(with_unit(name, value))


def _repeats(datum: Held, data: list[Held]) -> bool:
    """Tell whether a phone number as written says no more than the number itself."""
    if datum.field.name != "written":
        return False
    return any(d.field.name == "number" and d.value == normalise_phone(datum.value) for d in data)


def _labelled(row: Entity, label: str) -> str:
    qualifier = type(row).__qualifier__
    if not qualifier:
        return label
    field, value = row.spec()[qualifier], getattr(row, qualifier)
    said = as_text(field, value)
    return label if said.casefold() == label.casefold() else f"{label} ({_inside(field, value, said)})"


def _context(work: Work, row: Entity) -> list[str]:
    """Name the customer of a role; a private customer by number only, for the name is another person's."""
    if not isinstance(row, ContactRole | EndUser):
        return []
    customer = got(work, Customer, row.customer_id)
    if customer.person_id is not None and customer.person_id != row.person_id:
        return [_("asiakas numero {number}").format(number=customer.number)]
    return [customer.name]


def former(work: Work, ids: Sequence[int], own: Sequence[Entity], *, concealing: bool = False) -> Iterator[Line]:
    """Yield every former value that is still in the history, with the source of what replaced it."""
    hidden = concealing and any(is_restricted(work, one) for one in ids)
    protected = concealing and any(hides(work, one) for one in ids)
    specs = {e.__tablename__: {f.name: f for f in e.spec()} for e in entities()}
    for change, code, source in _changes(work, ids, own):
        origin = Origin(code or "", _(source) if source else "", change.source_date.isoformat(), "")
        for name, (old, _new) in change.values.items():
            spec = specs.get(change.entity, {}).get(name)
            if spec is not None and spec.subject is not None and old not in (None, "", False):
                unseen = hidden or (protected and may_tell_where(change.entity, spec))
                unseen = unseen or (concealing and not needs_to_know(work, change.entity))
                shown = HIDDEN if unseen else old
                label, value = _former_words(work, spec, shown, change)
                yield Line(DataCategory.HISTORY, label, value, origin, None, change.entity, change.entity_id, name)


def _changes(work: Work, ids: Sequence[int], own: Sequence[Entity]) -> list[Any]:
    """Return the changes of her rows, those that are gone too, and of what she shares with others."""
    rows: dict[str, list[int]] = {}
    for row in own:
        rows.setdefault(row.__tablename__, []).append(row.id)
    hers: list[ColumnElement[bool]] = [Change.person_id.in_(ids)]
    hers += [(Change.entity == entity) & Change.entity_id.in_(numbers) for entity, numbers in rows.items()]
    asked = (
        select(Change, Source.code, Source.name)
        .outerjoin(Source, Source.id == Change.source_id)
        .where(Change.action != "create")
        .order_by(Change.id)
    )
    found = {row[0].id: row for condition in hers for row in work.session.execute(asked.where(condition))}
    return [found[change] for change in sorted(found) if isinstance(found[change][0].values, dict)]


def _former_words(work: Work, spec: FieldSpec, old: object, change: Change) -> tuple[str, str]:
    before = restored(old)
    said = title_of(work, spec.target, before) if spec.kind is FieldKind.LINK and isinstance(before, int) else before
    words = start_upper(as_text(spec, said)) if spec.kind in _CHOSEN else as_text(spec, said)
    when = _("{value} (muutettu {day})").format(value=words, day=day(change.source_date))
    return _("{label}, aiempi tieto").format(label=_(spec.label)), when

"""The lines of an extract: every datum held now and every former value, in words, with where it came from."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Origin
from asiakasrekisteri.domain.formats import as_text, day
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import start_upper
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, ContactRole, Customer, EndUser, Entity, Source, entities
from asiakasrekisteri.store.provenance import asking, of_rows
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.hiding import HIDDEN, hides, is_restricted, may_tell_where, needs_to_know
from asiakasrekisteri.usecases.privacy.collecting import HeldRow, held_in
from asiakasrekisteri.usecases.privacy.wording import CHOSEN, Way, ways
from asiakasrekisteri.usecases.records import got, title_of

_CHANGES = (
    select(Change.id, Change.entity, Change.entity_id, Change.values, Change.source_date, Source.code, Source.name)
    .outerjoin(Source, Source.id == Change.source_id)
    .where(Change.action != "create")
    .order_by(Change.id)
)
_CHANGES_OF_ROWS = of_rows(_CHANGES)
_PARENTS = ("invoice", "sales_order", "interaction")


class Line(NamedTuple):
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
    rows = {(held.row.__tablename__, held.row.id): held for held in held_in(work, own, concealing=concealing)}
    for held in _parents_first(rows):
        yield from _row_lines(work, held)


def _parents_first(rows: dict[tuple[str, int], HeldRow]) -> list[HeldRow]:
    """Put what belongs to another row after it: the rows of an invoice, its payments, those who took part in a call."""
    places = {key: place for place, key in enumerate(rows)}

    def after(key: tuple[str, int]) -> tuple[int, int]:
        row = rows[key].row
        owners = [(owner, getattr(row, column)) for owner, column in _parents(type(row))]
        parent = next((places[o] for o in owners if o in places and o != key), None) if owners else None
        return (places[key], -1) if parent is None else (parent, places[key])

    return [rows[key] for key in sorted(rows, key=after)]


@cache
def _parents(entity: type[Entity]) -> tuple[tuple[str, str], ...]:
    """Return after which rows those of an entity are told: the name of each, and the column that refers to it."""
    columns = ((owner, f"{owner}_id") for owner in _PARENTS)
    return tuple((owner, column) for owner, column in columns if hasattr(entity, column))


def _row_lines(work: Work, held: HeldRow) -> Iterator[Line]:
    """Yield a row as one item where its values came together, and each value that came from elsewhere by itself."""
    row, values = held.row, held.values
    entity, told = type(row), ways(type(row))
    together = _unrepeated([name for name in entity.__together__ if name in values], held, told)
    apart = (*entity.__together__, entity.__qualifier__)
    rest = [name for name in values if name not in apart and not _repeats(name, values)]
    if together:
        first, *following = together
        words = [told[first].begun(values[first]), *(told[name].among(values[name]) for name in following)]
        same = [name for name in rest if _came_with(name, first, held, told)]
        lines = [_listed([*words, *_context(work, row)], together, told), *(told[n].named(values[n]) for n in same)]
        yield _line(held, told[first].field, _labelled(row, _(entity.__label__)), "\n".join(lines))
        rest = [name for name in rest if name not in same]
    for name in rest:
        way = told[name]
        yield _line(held, way.field, _labelled(row, way.label), way.begun(values[name]))


def _unrepeated(names: list[str], held: HeldRow, told: Mapping[str, Way]) -> list[str]:
    """Leave out a choice that says no more than a day beside it: dealt with, and the day when it was dealt with."""
    choices = [name for name in names if told[name].field.kind is FieldKind.CHOICE]
    days = {told[name].label.casefold() for name in names if told[name].field.kind is FieldKind.DATE} if choices else ()
    idle = [name for name in choices if told[name].said(held.values[name]).casefold() in days]
    return [name for name in names if name not in idle] if idle else names


def _came_with(name: str, first: str, held: HeldRow, told: Mapping[str, Way]) -> bool:
    """Tell whether a value belongs to the same item: of the same category, source and day."""
    if told[name].field.category is not told[first].field.category:
        return False
    one, other = held.origin(name), held.origin(first)
    return one is other or (one is not None and other is not None and _told(one) == _told(other))


def _told(origin: Origin) -> tuple[str, str]:
    return origin.source, origin.date


def _listed(words: Sequence[str], names: Sequence[str], told: Mapping[str, Way]) -> str:
    """Join words with commas; the town stands after its postcode as on an envelope."""
    postcodes = [place for place, name in enumerate(names, 1) if told[name].field.kind is FieldKind.POSTCODE]
    if not postcodes:
        return ", ".join(words)
    parts = [f"{' ' if place in postcodes else ', '}{word}" for place, word in enumerate(words)]
    return "".join([words[0], *parts[1:]])


def _line(held: HeldRow, field: FieldSpec, label: str, value: str) -> Line:
    row = held.row
    return Line(field.category, label, value, held.origin(field.name), row, row.__tablename__, row.id, field.name)


def _repeats(name: str, values: Mapping[str, object]) -> bool:
    """Tell whether a phone number as written says no more than the number itself."""
    if name != "written":
        return False
    return values.get("number") == normalise_phone(str(values[name]))


def _labelled(row: Entity, label: str) -> str:
    qualifier = type(row).__qualifier__
    if not qualifier:
        return label
    way, value = ways(type(row))[qualifier], getattr(row, qualifier)
    return label if way.said(value).casefold() == label.casefold() else f"{label} ({way.within(value)})"


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
    specs = _specs()
    for change in _changes(work, ids, own):
        origin = Origin(change.code or "", _(change.name) if change.name else "", change.source_date.isoformat(), "")
        for name, (old, _new) in change.values.items():
            spec = specs.get(change.entity, {}).get(name)
            if spec is not None and spec.subject is not None and old not in (None, "", False):
                unseen = hidden or (protected and may_tell_where(change.entity, spec))
                unseen = unseen or (concealing and not needs_to_know(work, change.entity))
                shown = HIDDEN if unseen else old
                label, value = _former_words(work, spec, shown, change.source_date)
                yield Line(DataCategory.HISTORY, label, value, origin, None, change.entity, change.entity_id, name)


@cache
def _specs() -> Mapping[str, Mapping[str, FieldSpec]]:
    return {entity.__tablename__: {field.name: field for field in entity.spec()} for entity in entities()}


def _changes(work: Work, ids: Sequence[int], own: Iterable[Entity]) -> list[Any]:
    """Return the changes of her rows, those that are gone too, and of what she shares with others."""
    gone = work.session.execute(_CHANGES.where(Change.person_id.in_(ids))) if ids else ()
    here = work.session.execute(_CHANGES_OF_ROWS, asking(own))
    found = {row.id: row for row in (*gone, *here)}
    return [found[change] for change in sorted(found) if isinstance(found[change].values, dict)]


def _former_words(work: Work, spec: FieldSpec, old: object, changed_on: dt.date) -> tuple[str, str]:
    before = restored(old)
    said = title_of(work, spec.target, before) if spec.kind is FieldKind.LINK and isinstance(before, int) else before
    words = start_upper(as_text(spec, said)) if spec.kind in CHOSEN else as_text(spec, said)
    when = _("{value} (muutettu {day})").format(value=words, day=day(changed_on))
    return _("{label}, aiempi tieto").format(label=_(spec.label)), when

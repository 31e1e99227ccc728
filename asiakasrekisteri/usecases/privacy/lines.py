"""The lines of an extract: every datum held now and every former value, in words, with where it came from."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby, zip_longest
from operator import attrgetter
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
from asiakasrekisteri.usecases.privacy.collecting import Held, held_in
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
        owners = ((owner, getattr(row, column)) for owner, column in _parents(type(row)))
        parent = next((places[o] for o in owners if o in places and o != key), None)
        return (places[key], -1) if parent is None else (parent, places[key])

    return [rows[key] for key in sorted(rows, key=after)]


@cache
def _parents(entity: type[Entity]) -> tuple[tuple[str, str], ...]:
    """Return after which rows those of an entity are told: the name of each, and the column that refers to it."""
    columns = ((owner, f"{owner}_id") for owner in _PARENTS)
    return tuple((owner, column) for owner, column in columns if hasattr(entity, column))


def _row_lines(work: Work, data: list[Held]) -> Iterator[Line]:
    """Yield a row as one item where its values came together, and each value that came from elsewhere by itself."""
    row = data[0].row
    entity, told = type(row), ways(type(row))
    order = _places(entity)
    beside = [d for d in data if d.field.name in order]
    together = _unrepeated(sorted(beside, key=lambda d: order[d.field.name]), told)
    apart = {*order, entity.__qualifier__}
    rest = [d for d in data if d.field.name not in apart and not _repeats(d, data)]
    if together:
        first, *following = together
        words = [told[first.field.name].begun(first.value), *(told[d.field.name].among(d.value) for d in following)]
        same = [told[d.field.name].named(d.value) for d in rest if _came_with(d, first)]
        value = "\n".join([_listed([*words, *_context(work, row)], together), *same])
        yield _line(first, _labelled(row, _(entity.__label__)), value)
        rest = [d for d in rest if not _came_with(d, first)]
    for d in rest:
        way = told[d.field.name]
        yield _line(d, _labelled(row, way.label), way.begun(d.value))


@cache
def _places(entity: type[Entity]) -> dict[str, int]:
    return {name: place for place, name in enumerate(entity.__together__)}


def _unrepeated(data: list[Held], told: Mapping[str, Way]) -> list[Held]:
    """Leave out a choice that says no more than a day beside it: dealt with, and the day when it was dealt with."""
    days = {told[d.field.name].label.casefold() for d in data if d.field.kind is FieldKind.DATE}
    if not days:
        return data
    return [
        d
        for d in data
        if d.field.kind is not FieldKind.CHOICE or told[d.field.name].said(d.value).casefold() not in days
    ]


def _came_with(datum: Held, first: Held) -> bool:
    """Tell whether a value belongs to the same item: of the same category, source and day."""
    if datum.field.category is not first.field.category:
        return False
    one, other = datum.origin, first.origin
    return one is other or (one is not None and other is not None and _told(one) == _told(other))


def _told(origin: Origin) -> tuple[str, str]:
    return origin.source, origin.date


def _listed(words: Sequence[str], data: Sequence[Held]) -> str:
    """Join words with commas; the town stands after its postcode as on an envelope."""
    if all(d.field.kind is not FieldKind.POSTCODE for d in data):
        return ", ".join(words)
    joined = words[0]
    for word, before in zip_longest(words[1:], data[: len(words) - 1]):
        is_postcode = before is not None and before.field.kind is FieldKind.POSTCODE
        joined += f" {word}" if is_postcode else f", {word}"
    return joined


def _line(datum: Held, label: str, value: str) -> Line:
    row = datum.row
    return Line(datum.field.category, label, value, datum.origin, row, row.__tablename__, row.id, datum.field.name)


def _repeats(datum: Held, data: list[Held]) -> bool:
    """Tell whether a phone number as written says no more than the number itself."""
    if datum.field.name != "written":
        return False
    return any(d.field.name == "number" and d.value == normalise_phone(datum.value) for d in data)


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
    specs = {e.__tablename__: {f.name: f for f in e.spec()} for e in entities()}
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

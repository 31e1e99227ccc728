"""Use cases that every noun of a card needs: its rows, one of them, adding, saving, removing. Declared once per entity.

A noun with rules of its own gives a `rule`, which looks at the row before it is stored; a noun whose parts belong
together (an invoice and its rows) has use cases of its own.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypedDict, Unpack

from sqlalchemy import func, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Entity, entities
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source, sealed
from asiakasrekisteri.usecases.gate import Seen, UseCase, nothing, use_case
from asiakasrekisteri.usecases.hiding import require_to_know
from asiakasrekisteri.usecases.records import assign, checked, entity_of, got, shown_title, to_records
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_OWNERS = ("invoice", "sales_order", "interaction", "customer", "person")
Rule = Callable[[Work, Any], None]
"""Looks at a row before it is stored, fills what follows, and raises InvalidInputError where the law says no."""
After = Callable[[Work, Any], Saved]
"""Does what follows from a row that has been stored, and tells of it."""


@dataclass(frozen=True, slots=True)
class Owner:
    """What a row hangs on: its entity, id, what it is called, and whose data it is where that was asked."""

    entity: str
    id: int
    name: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one entity with origins, the person each is about (None: nobody), and what each hangs on."""

    records: tuple[Record, ...]
    persons: Mapping[int, int | None] = field(default_factory=dict)
    owners: Mapping[int, tuple[Owner, ...]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Record]:
        """Walk the records."""
        return iter(self.records)

    def seen(self) -> Sequence[Seen]:
        """Return what a look at them discloses."""
        return [Seen(r.entity, r.id, self.persons.get(r.id)) for r in self.records]


@dataclass(frozen=True)
class RowCases:
    """The use cases of one entity.

    Attributes:
        spec: what the catalogue knows of it.
        of: rows of an owner: call with the owner's entity ("customer") and id.
        open: one row by id.
        add: values, links ({"customer_id": 17}), `source`; returns Saved.
        save: id, version, values, `source`; only the given fields change.
        remove: id, version, `source`; can be undone.
    """

    spec: EntitySpec
    of: UseCase[[str, int], Rows]
    open: UseCase[[int], Rows]
    add: UseCase[..., Saved]
    save: UseCase[..., Saved]
    remove: UseCase[..., Saved]


def saved(work: Work, row: Entity) -> Saved:
    """Return what is told of a row that was stored."""
    return Saved(row.id, work.log_number)


class How(TypedDict, total=False):
    """What is particular to an entity's use cases.

    Attributes:
        rule: asked before a row is stored; see `Rule`.
        leaves: asked before a row is removed.
        order: field by which the rows of an owner come, the greatest first; by default their ids.
        after: see `After`.
    """

    rule: Rule
    leaves: Rule
    order: str
    after: After


def row_cases(entity: type[Entity], read: Permission, write: Permission, **how: Unpack[How]) -> RowCases:
    """Declare the use cases of an entity.

    Args:
        entity: whose rows.
        read: what looking asks of the user.
        write: what changing asks.
        how: see `How`.
    """
    noun = _Noun(entity, **how)
    name = entity.__tablename__
    return RowCases(
        spec=entity.spec(),
        of=_case(noun.of, f"list_{name}_rows", read, Rows.seen),
        open=_case(noun.open, f"open_{name}_row", read, Rows.seen),
        add=_case(noun.add, f"add_{name}", write, nothing),
        save=_case(noun.save, f"save_{name}", write, nothing),
        remove=_case(noun.remove, f"remove_{name}", write, nothing),
    )


def _case(body: Callable[..., Any], name: str, permission: Permission, discloses: Any) -> UseCase[..., Any]:
    named = partial(body)
    named.__name__ = name  # type: ignore[attr-defined]
    return use_case(permission, discloses=discloses)(named)


@dataclass(frozen=True, slots=True)
class _Noun:
    """The bodies of the use cases of one entity."""

    entity: type[Entity]
    rule: Rule | None = None
    leaves: Rule | None = None
    order: str = "id"
    after: After = saved

    def of(self, work: Work, owner: str, owner_id: int) -> Rows:
        """Return the rows of an owner."""
        entity = self.entity
        mine = select(entity).where(getattr(entity, f"{owner}_id") == owner_id)
        rows = work.session.scalars(mine.order_by(getattr(entity, self.order).desc(), entity.id.desc()))
        return shown_rows(work, rows.all())

    def open(self, work: Work, row_id: int) -> Rows:
        """Return one row."""
        return shown_rows(work, [got(work, self.entity, row_id)])

    def add(
        self, work: Work, values: Mapping[str, object], links: Mapping[str, int], *, source: str = "customer"
    ) -> Saved:
        """Store a new row."""
        self._begin(work, source)
        entity = self.entity
        _require_links(work, entity, links)
        row = entity(**sealed(work, entity, checked(entity.spec(), values), None), **links)
        work.session.add(row)
        return self._stored(work, row)

    def save(
        self, work: Work, row_id: int, version: int, values: Mapping[str, object], *, source: str = "customer"
    ) -> Saved:
        """Store what is given of a row."""
        self._begin(work, source)
        row = got(work, self.entity, row_id, version)
        assign(row, sealed(work, self.entity, checked(self.entity.spec(), values, partial=True), row))
        return self._stored(work, row)

    def remove(self, work: Work, row_id: int, version: int, *, source: str = "staff") -> Saved:
        """Remove a row; it can be undone."""
        self._begin(work, source)
        row = got(work, self.entity, row_id, version)
        require_unrestricted(work, row)
        if self.leaves is not None:
            self.leaves(work, row)
        require_alone(work, row)
        touch_owners(work, row)
        work.session.delete(row)
        work.session.flush()
        return Saved(row_id, work.log_number)

    def _begin(self, work: Work, source: str) -> None:
        require_to_know(work, self.entity.__tablename__)
        from_source(work, source)

    def _stored(self, work: Work, row: Entity) -> Saved:
        if self.rule is not None:
            with work.session.no_autoflush:
                self.rule(work, row)
        require_unrestricted(work, row)
        work.session.flush()
        touch_owners(work, row)
        return self.after(work, row)


def _require_links(work: Work, entity: type[Entity], links: Mapping[str, int]) -> None:
    """Refuse a row that would hang on nothing it can hang on: the caller's mistake, or its owner is gone meanwhile.

    Raises:
        InvalidInputError: an unknown owner, or one that is needed is not told.
        NotFoundError: the owner is no more.
    """
    fields = {f.name for f in entity.spec()}
    owners = {c.name: c for c in entity.__table__.columns if c.foreign_keys and c.name not in fields}
    unknown = sorted(links.keys() - owners.keys())
    missing = sorted(name for name, column in owners.items() if not column.nullable and name not in links)
    if unknown or missing:
        message = _("{what}: kerro, mihin tämä liittyy ({names}).")
        said = message.format(what=_(entity.__label__), names=", ".join(missing or sorted(owners)))
        raise InvalidInputError([FieldError(name, said) for name in unknown + missing])
    for name, row_id in links.items():
        (key,) = owners[name].foreign_keys
        got(work, entity_of(key.column.table.name), row_id)


def shown_rows(work: Work, rows: Sequence[Entity]) -> Rows:
    """Return rows as records with origins, and whose data they are."""
    persons = {row.id: person_of(row, work.session) for row in rows}
    return Rows(to_records(work, rows), persons, {row.id: owners_of(work, row) for row in rows})


def owners_of(work: Work, row: Entity) -> tuple[Owner, ...]:
    """Return what a row hangs on, the nearest first."""
    known = ((name, getattr(row, f"{name}_id", None)) for name in _OWNERS)
    return tuple(Owner(name, row_id, shown_title(work, name, row_id)) for name, row_id in known if row_id is not None)


@use_case(Permission.CUSTOMER_READ, discloses=lambda owner: [Seen(owner.entity, owner.id, owner.person_id)])
def owner_named(work: Work, entity: str, row_id: int) -> Owner:
    """Return what a new record will hang on, by name."""
    row = got(work, entity_of(entity), row_id)
    return Owner(entity, row_id, shown_title(work, entity, row_id), person_of(row, work.session))


def touch_owners(work: Work, row: Entity) -> None:
    """Tell listeners that the customer and the person of a row have changed too: their cards show it."""
    for owner in ("customer", "person"):
        if (row_id := getattr(row, f"{owner}_id", None)) is not None:
            work.changed.add((owner, row_id))


def require_alone(work: Work, row: Entity) -> None:
    """Refuse to remove what other rows refer to, and name them: they would be left without their ground.

    Raises:
        InvalidInputError: something hangs on the row.
    """
    kinds = []
    for entity in entities():
        keys = [c for c in entity.__table__.columns if c.references(type(row).__table__.c.id)]
        if any(work.session.scalar(select(func.count()).where(key == row.id)) for key in keys):
            kinds.append(_(entity.__plural__).lower())
    if kinds:
        message = _("Poistaminen ei onnistu, koska tähän liittyy muita tietoja: {kinds}. Poista tai irrota ne ensin.")
        raise InvalidInputError([FieldError(row.__tablename__, message.format(kinds=", ".join(sorted(kinds))))])


def require_order(start: object, end: object, name: str) -> None:
    """Refuse an end before its start; dates or nothing."""
    if start is not None and end is not None and end < start:  # type: ignore[operator]
        raise InvalidInputError([FieldError(name, _("Päättyminen on ennen alkua. Tarkista päivät."))])

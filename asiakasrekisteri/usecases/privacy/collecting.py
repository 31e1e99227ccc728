"""The rows about a person and every datum in them, by the catalogue: a new field is in it when it is declared."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Origin
from asiakasrekisteri.domain.retention import EndAction, Formula, Ground, Rule
from asiakasrekisteri.domain.retention_rules import objections
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    CategoryRule,
    Entity,
    Invoice,
    entities,
)
from asiakasrekisteri.store.models.base import kept_by
from asiakasrekisteri.store.provenance import origins
from asiakasrekisteri.store.subjects import filled_about, rows_about
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.hiding import HIDDEN, hidden_fields
from asiakasrekisteri.usecases.privacy.relations import ties_ended
from asiakasrekisteri.usecases.records import title_of
from asiakasrekisteri.usecases.sameness import same_persons
from asiakasrekisteri.usecases.shipped import shipped

E = TypeVar("E", bound=Entity)


class Held(NamedTuple):
    """One datum about a person: the row it is in, its field, value and origin."""

    row: Entity
    field: FieldSpec
    value: object
    origin: Origin | None


class HeldRow(NamedTuple):
    """What one row holds about a person.

    Attributes:
        row: the row.
        values: by the names of the fields, in their order; of a link what it leads to is called.
        origins: of the values, by the names of the fields.
    """

    row: Entity
    values: Mapping[str, object]
    origins: Mapping[str, Origin]

    def origin(self, name: str) -> Origin | None:
        """Return where a value came from; what the program reckons, from where the row came from."""
        return self.origins.get(name) or next(iter(self.origins.values()), None)

    def data(self) -> Iterator[Held]:
        """Yield the values one by one."""
        for field in personal_fields(type(self.row)):
            if field.name in self.values:
                yield Held(self.row, field, self.values[field.name], self.origin(field.name))


def own_rows(work: Work, person_id: int) -> tuple[Entity, ...]:
    """Return every row that is about the person, or about a record linked to hers as the same one, entity by entity."""
    ids = same_persons(work, person_id)
    subjects = _with_subject()
    filled = [frozenset(work.session.scalars(filled_about(subjects), {"person": one})) for one in ids]
    found: dict[tuple[type[Entity], int], Entity] = {}
    for entity in subjects:
        for one, tables in zip(ids, filled, strict=True):
            if entity.__tablename__ in tables:
                rows = work.session.scalars(_about(entity), {"person": one})
                found.update(((entity, row.id), row) for row in rows)
    _tie(found)
    return tuple(found.values())


def _tie(rows: Mapping[tuple[type[Entity], int], Entity]) -> None:
    """Tell rows which of the others they are kept with: the mapper would look for each by itself."""
    for (entity, _id), row in rows.items():
        for name, column, owner in kept_by(entity):
            whole = rows.get((owner, row.__dict__.get(column, 0)))
            if whole is not None:
                set_committed_value(row, name, whole)


@cache
def _with_subject() -> tuple[type[Entity], ...]:
    return tuple(entity for entity in entities() if entity.__subject__ is not None)


def rows_of_one(work: Work, entity: type[E], person_id: int) -> Sequence[E]:
    """Return the rows of an entity that are about one record of a person, not about those linked to it."""
    rows: Sequence[E] = work.session.scalars(_about(entity), {"person": person_id}).all()
    return rows


@cache
def _about(entity: type[Entity]) -> Select[Any]:
    """Return the query of the rows about a person, with what tells how long the law wants them read at once."""
    if entity is Invoice:
        return rows_about(entity).options(selectinload(Invoice.reminders))
    return rows_about(entity)


def told_fields(row: Entity) -> list[tuple[FieldSpec, Any]]:
    """Return the personal fields of a row that have a value: a nought is one."""
    read = row.__dict__  # what is loaded is taken as it is: asking the mapper of each of thousands takes its time
    fields = personal_fields(type(row))
    told = [(field, read[field.name] if field.name in read else getattr(row, field.name)) for field in fields]
    return [(field, value) for field, value in told if value or (value == 0 and value is not False)]


@cache
def personal_fields(entity: type[Entity]) -> tuple[FieldSpec, ...]:
    """Return the described fields of an entity that are somebody's personal data."""
    return tuple(field for field in entity.spec() if field.subject is not None)


def held_in(work: Work, rows: Iterable[Entity], *, concealing: bool = False) -> Iterator[HeldRow]:
    """Yield what the given rows hold, those that hold nothing left out, with origins read once for all.

    Args:
        work: the unit of work.
        rows: of any entities.
        concealing: put the mask in place of what is not shown of the person on the screen.
    """
    told = list(rows)
    known = origins(work.session, told)
    for row in told:
        values: dict[str, object] = {field.name: value for field, value in told_fields(row)}
        for name, target in _links(type(row)):
            if isinstance(number := values.get(name), int):
                values[name] = title_of(work, target, number)
        if concealing:
            values |= {name: HIDDEN for name in hidden_fields(work, row) if name in values}
        if values:
            yield HeldRow(row, values, known.get((row.__tablename__, row.id), {}))


@cache
def _links(entity: type[Entity]) -> tuple[tuple[str, str], ...]:
    """Return the personal fields that name another row, and of which entity."""
    return tuple((field.name, field.target) for field in personal_fields(entity) if field.kind is FieldKind.LINK)


def rules(work: Work) -> dict[str, Rule]:
    """Return what the firm has decided of each data category; the words the program came with are translated.

    A row that the law would have refused, and that came past the use case that decides, is no decision.
    """
    decided = {r.category: _lawful(r) for r in work.session.scalars(select(CategoryRule))}
    return {c: decided.get(c) or _shipped_rule(said) for c, said in shipped("legal", "categories.toml").items()}


def _lawful(row: CategoryRule) -> Rule | None:
    try:
        rule = rule_row(row)
    except ValueError:
        return None
    return None if any(objections(row.category, rule)) else rule


def rule_row(row: CategoryRule) -> Rule:
    """Return a decided rule; how it counts, why and what follows are those it came with where nothing was decided."""
    said = shipped("legal", "categories.toml").get(row.category, {})
    return Rule(
        _(row.purpose),
        _(row.basis),
        _(row.keep_event),
        row.keep_months,
        _(row.keep_reason),
        Formula(row.keep_formula or said.get("formula", Formula.MONTHS)),
        Ground(row.keep_ground or said.get("ground", Ground.INTEREST)),
        EndAction(row.keep_action or said.get("action", EndAction.DESTROY)),
    )


def _shipped_rule(said: Mapping[str, Any]) -> Rule:
    """Return the rule of a category that has come with a newer program and that the firm has not decided of yet."""
    return Rule(
        _(said["purpose"]),
        _(said["basis"]),
        _(said["event"]),
        said["months"],
        _(said["reason"]),
        Formula(said.get("formula", Formula.MONTHS)),
        Ground(said.get("ground", Ground.INTEREST)),
        EndAction(said.get("action", EndAction.DESTROY)),
    )


def relation_ended(work: Work, person_id: int) -> dt.date | None:
    """Return the day on which the last of what ties her to the firm ended; None while any goes on.

    She is tied by her roles, her own customerships, the services she uses and those she maintains, in all her records.
    """
    return ties_ended(work, same_persons(work, person_id))

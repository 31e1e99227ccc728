"""Everything held about one person, collected by the catalogue: a new field is in it by being declared."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Origin
from asiakasrekisteri.domain.retention import Rule, ended
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import CategoryRule, ContactRole, Customer, Entity, entities
from asiakasrekisteri.store.provenance import origins
from asiakasrekisteri.store.subjects import rows_about
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.keeping import Keeping, financial_periods, keeping_of
from asiakasrekisteri.usecases.records import title_of
from asiakasrekisteri.usecases.sameness import same_persons
from asiakasrekisteri.usecases.shipped import shipped


@dataclass(frozen=True, slots=True)
class Held:
    """One datum about a person: the row it is in, its field, value and origin."""

    row: Entity
    field: FieldSpec
    value: object
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class Holding:
    """What is held of one data category: how many data, on what basis, until when and why."""

    category: str
    title: str
    count: int
    basis: str
    keep_until: str
    keep_reason: str


def own_rows(work: Work, person_id: int) -> Iterator[Entity]:
    """Yield every row that is about the person, or about a record linked to hers as the same one, entity by entity."""
    ids = same_persons(work, person_id)
    for entity in entities():
        if entity.__subject__ is not None:
            found: dict[int, Entity] = {}
            for one in ids:
                found.update((row.id, row) for row in work.session.scalars(rows_about(entity), {"person": one}))
            yield from found.values()


def held(work: Work, person_id: int) -> list[Held]:
    """Return every described datum about the person that has a value."""
    return list(held_in(work, own_rows(work, person_id)))


def held_in(work: Work, rows: Iterable[Entity]) -> Iterator[Held]:
    """Yield the data of the given rows, with origins read once for each entity."""
    by_entity: dict[type[Entity], list[Entity]] = {}
    for row in rows:
        by_entity.setdefault(type(row), []).append(row)
    for entity, group in by_entity.items():
        known = origins(work.session, entity, [row.id for row in group])
        for row in group:
            own = known.get(row.id, {})
            born = next(iter(own.values()), None)  # what the program reckons comes from where the row came from
            for field in entity.spec():
                value = getattr(row, field.name)
                if field.subject is not None and value is not None and value != "" and value is not False:
                    said = title_of(work, field.target, value) if field.kind is FieldKind.LINK else value
                    yield Held(row, field, said, own.get(field.name) or born)


def rules(work: Work) -> dict[str, Rule]:
    """Return what the firm has decided of each data category; the words the program came with are translated."""
    decided = {r.category: _rule(r) for r in work.session.scalars(select(CategoryRule))}
    return {c: decided.get(c) or _shipped_rule(said) for c, said in shipped("legal", "categories.toml").items()}


def _rule(row: CategoryRule) -> Rule:
    return Rule(_(row.purpose), _(row.basis), _(row.keep_event), row.keep_months, _(row.keep_reason))


def _shipped_rule(said: Mapping[str, Any]) -> Rule:
    """Return the rule of a category that has come with a newer program and that the firm has not decided of yet."""
    return Rule(_(said["purpose"]), _(said["basis"]), _(said["event"]), said["months"], _(said["reason"]))


def relation_ended(work: Work, person_id: int) -> dt.date | None:
    """Return the day on which the person's last role or customership ended; None while any goes on or none is known."""
    roles = work.session.scalars(select(ContactRole.until).where(ContactRole.person_id == person_id))
    own = work.session.scalars(select(Customer.until).where(Customer.person_id == person_id))
    return ended([*roles, *own])


def holdings(work: Work, person_id: int) -> tuple[Holding, ...]:
    """Count what is held about a person by data category, with basis and keep-until."""
    known, ended_on, periods = rules(work), relation_ended(work, person_id), financial_periods(work)
    counts: dict[DataCategory, int] = {}
    longest: dict[DataCategory, Keeping] = {}
    for datum in held(work, person_id):
        category = datum.field.category
        counts[category] = counts.get(category, 0) + 1
        kept = keeping_of(datum.row, known[category.value], ended_on, periods)
        longest[category] = _longer(longest.get(category), kept)
    return tuple(
        Holding(category.value, _(title), counts[category], known[category.value].basis, *longest[category])
        for category, title in CATEGORY_TITLES.items()
        if category in counts
    )


def _longer(one: Keeping | None, other: Keeping) -> Keeping:
    """Return the keeping that goes on longer; one that has not begun to run goes on longest."""
    if one is None or not other[0]:
        return other
    return one if not one[0] or one[0] >= other[0] else other

"""Everything held about one person, collected by the catalogue: a new field is in it by being declared."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory, FieldSpec, Origin
from asiakasrekisteri.domain.retention import Rule, ended, keep_until
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import CategoryRule, ContactRole, Customer, Entity, entities
from asiakasrekisteri.store.provenance import origins
from asiakasrekisteri.store.subjects import rows_about
from asiakasrekisteri.store.work import Work


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
    """Yield every row that is about the person, entity by entity."""
    for entity in entities():
        if entity.__subject__ is not None:
            yield from work.session.scalars(rows_about(entity), {"person": person_id})


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
            for field in entity.spec():
                value = getattr(row, field.name)
                if field.subject is not None and value is not None and value != "" and value is not False:
                    yield Held(row, field, value, known.get(row.id, {}).get(field.name))


def rules(work: Work) -> dict[str, Rule]:
    """Return what the firm has decided of each data category; the words the program came with are translated."""
    rows = work.session.scalars(select(CategoryRule))
    return {r.category: _rule(r) for r in rows}


def _rule(row: CategoryRule) -> Rule:
    return Rule(_(row.purpose), _(row.basis), _(row.keep_event), row.keep_months, _(row.keep_reason))


def relation_ended(work: Work, person_id: int) -> dt.date | None:
    """Return the day on which the person's last role or customership ended; None while any goes on or none is known."""
    roles = work.session.scalars(select(ContactRole.until).where(ContactRole.person_id == person_id))
    own = work.session.scalars(select(Customer.until).where(Customer.person_id == person_id))
    return ended([*roles, *own])


def keeping(rule: Rule, ended_on: dt.date | None) -> tuple[str, str]:
    """Return until when a datum is kept (ISO day, empty while the time has not begun) and why, in words."""
    until = keep_until(rule, ended_on)
    if until is not None:
        return until.isoformat(), rule.reason
    words = _("{months} kk siitä, kun {event}. {reason}") if rule.months else _("Poistetaan, kun {event}. {reason}")
    return "", words.format(months=rule.months, event=rule.event, reason=rule.reason)


def holdings(work: Work, person_id: int) -> tuple[Holding, ...]:
    """Count what is held about a person by data category, with basis and keep-until."""
    counts: dict[DataCategory, int] = {}
    for datum in held(work, person_id):
        counts[datum.field.category] = counts.get(datum.field.category, 0) + 1
    known, ended_on = rules(work), relation_ended(work, person_id)
    result = []
    for category, title in CATEGORY_TITLES.items():
        if category in counts:
            rule = known[category.value]
            until, why = keeping(rule, ended_on)
            result.append(Holding(category.value, _(title), counts[category], rule.basis, until, why))
    return tuple(result)

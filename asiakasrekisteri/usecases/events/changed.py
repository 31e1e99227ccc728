"""Telling of changes of a card's own fields: what was before, what is now, and by whose word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec
from asiakasrekisteri.domain.formats import as_text, day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import Change, Source
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import ChangeOf, TimelineItem
from asiakasrekisteri.usecases.events.source import Source as EventSource
from asiakasrekisteri.usecases.events.talks import users_by_id
from asiakasrekisteri.usecases.hiding import HIDDEN, hides, may_tell_where
from asiakasrekisteri.usecases.records import entity_of, shown_title

_MOST_FIELDS = 999


def tell_changes(work: Work, source: EventSource, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of each changed field; fields that nobody sees are not told of."""
    changes: list[Change] = [row[0] for row in rows]
    if not changes:
        return
    users = users_by_id(work, [change.user_id for change in changes])
    asked = select(Source.id, Source.name).where(Source.id.in_({change.source_id for change in changes}))
    sources = {row_id: _(name) for row_id, name in work.session.execute(asked)}
    for change in changes:
        origin = f"{sources.get(change.source_id, '')} · {day(change.source_date)}".removeprefix(" · ")
        for part, (field, pair) in enumerate(_told(change.entity, change.values)):
            yield TimelineItem(
                place=source.place(change, -min(part, _MOST_FIELDS)),
                kind="change",
                at=change.at,
                title=_("{label} muutettu").format(label=_(field.label)),
                who=users.get(change.user_id, ""),
                change=ChangeOf(*_words(work, change, field, pair), origin),
                address=f"{change.entity}/{change.entity_id}" if change.entity in {"customer", "person"} else "",
                entity=change.entity,
                id=change.entity_id,
                persons=() if change.person_id is None else (change.person_id,),
            )


def count_changes(entity: str, values: object) -> int:
    """Return how many events one change is: one for each field that is told of."""
    return len(_told(entity, values))


def _told(entity: str, values: object) -> list[tuple[FieldSpec, Sequence[Any]]]:
    pairs: Mapping[str, Sequence[Any]] = values if isinstance(values, dict) else {}
    specs = {field.name: field for field in entity_of(entity).spec().editable()}
    return [(specs[name], pair) for name, pair in pairs.items() if name in specs]


def _words(work: Work, change: Change, field: FieldSpec, pair: Sequence[Any]) -> tuple[str, str]:
    if may_tell_where(change.entity, field) and hides(work, change.person_id):
        return (HIDDEN if pair[0] else ""), (HIDDEN if pair[1] else "")
    old, new = (_said(work, field, restored(value)) for value in pair)
    return old, new


def _said(work: Work, field: FieldSpec, value: object) -> str:
    if field.kind is FieldKind.LINK and isinstance(value, int):
        return shown_title(work, field.target, value)
    return as_text(field, value)

"""Where every value came from and what it was before: the changes of every row, one line for each former value."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, select

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec, Option, Sensitivity
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.identity import MASK, open_sealed_identity
from asiakasrekisteri.store.models import Change, Entity, Restriction, Source, User
from asiakasrekisteri.store.sealed import may_open, open_bytes
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import sealed_place
from asiakasrekisteri.usecases.exporting.rows import AT_ONCE, Conditions, exported_fields
from asiakasrekisteri.usecases.hiding import concealed, may_tell_where
from asiakasrekisteri.usecases.records import entity_of

HISTORY = "history"
"""Name of the table."""
_ACTIONS = (Option("create", N_("lisäys")), Option("update", N_("muutos")), Option("delete", N_("poisto")))


def _spec(name: str, label: str, kind: FieldKind = FieldKind.TEXT, options: tuple[Option, ...] = ()) -> FieldSpec:
    return FieldSpec(
        name=name, label=label, kind=kind, category=DataCategory.HISTORY, subject="person_id", options=options
    )


FIELDS = (
    _spec("entity", N_("Tietolaji")),
    _spec("row_id", N_("Tietue"), FieldKind.NUMBER),
    _spec("last_row_id", N_("Viimeinen tietue"), FieldKind.NUMBER),
    _spec("action", N_("Toimi"), FieldKind.CHOICE, _ACTIONS),
    _spec("field", N_("Tieto")),
    _spec("old", N_("Aiempi arvo")),
    _spec("source", N_("Lähde")),
    _spec("source_date", N_("Saatu"), FieldKind.DATE),
    _spec("automatic", N_("Ohjelma teki"), FieldKind.FLAG),
    _spec("person_id", N_("Henkilö"), FieldKind.NUMBER),
    _spec("user", N_("Kirjasi")),
    _spec("at", N_("Ajankohta"), FieldKind.INSTANT),
)
"""A creation is one line without a value: it tells where the present values came from. An import made the rows from
`row_id` to `last_row_id` at once; elsewhere the latter is empty."""


def count_changes(work: Work) -> int:
    """Return how many changes there are."""
    return work.session.scalar(select(func.count()).select_from(Change)) or 0


def history_rows(work: Work, allowed: Conditions) -> Iterator[dict[str, Any]]:
    """Yield the lines of every change in the order they were made; those of rows that are left out are left out too."""
    asked = (
        select(Change, Source.code, User.login)
        .outerjoin(Source, Source.id == Change.source_id)
        .outerjoin(User, User.id == Change.user_id)
        .order_by(Change.id)
    )
    for change, source, login in work.session.execute(asked, execution_options={"yield_per": AT_ONCE}):
        if not _left_out(change, allowed):
            told = {
                "source": source,
                "source_date": change.source_date,
                "automatic": change.automatic,
                "person_id": change.person_id,
                "user": login,
                "at": change.at,
            }
            what = {"entity": change.entity, "row_id": change.entity_id, "last_row_id": change.last_id}
            for field, old in _former(work, change, allowed):
                yield {**what, "action": change.action, "field": field, "old": old, **told}
        work.session.expunge(change)


def _left_out(change: Change, allowed: Conditions) -> bool:
    if change.entity == Restriction.__tablename__:
        return False
    return change.person_id in allowed.held or change.entity_id in allowed.restricted.get(change.entity, frozenset())


def _former(work: Work, change: Change, allowed: Conditions) -> Iterator[tuple[str | None, object]]:
    if change.action == "create" or not isinstance(change.values, dict):
        yield None, None
        return
    known = _known(change.entity)
    hidden = change.person_id in allowed.hidden
    hidden = hidden or change.entity_id in allowed.protected.get(change.entity, frozenset())
    for name, (old, _new) in change.values.items():
        if name in known:
            unseen = hidden and may_tell_where(change.entity, known[name])
            yield name, concealed(known[name]) if unseen else _out(work, change.entity, known[name], old, allowed)


@cache
def _known(entity: str) -> Mapping[str, FieldSpec]:
    return MappingProxyType({field.name: field for field in exported_fields(entity_of(entity))})


def _out(work: Work, entity: str, field: FieldSpec, old: object, allowed: Conditions) -> object:
    value = restored(old)
    if value is None or field.sensitivity is Sensitivity.PLAIN:
        return None if isinstance(value, bytes) else value
    return _opened(work, entity_of(entity), field, value) if allowed.opened else MASK


def _opened(work: Work, entity: type[Entity], field: FieldSpec, value: object) -> str:
    """Return a former sealed value in clear where the role has its key."""
    if not may_open(work, field.sensitivity) or not isinstance(value, bytes):
        return MASK
    if field.kind is FieldKind.IDENTITY_CODE:
        return open_sealed_identity(work, value)
    return open_bytes(work, field.sensitivity, value, sealed_place(entity, field.name)).decode()

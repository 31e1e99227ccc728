"""What was removed before somebody is erased: its former values, kept so that the removal could be undone, go too.

Nobody sees them and no search finds them, but they lie in the file. A talk that she took part in, or a row that was
surely about her, is forgotten whole; it cannot be put back any more.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, select

from asiakasrekisteri.domain.telling import Certainty, Known, certainty
from asiakasrekisteri.store.models import Change
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.removal import parts_of, statement
from asiakasrekisteri.usecases.records import entity_of

Place = tuple[str, int]
_PART, _WHOLE = "participant", "interaction"
_KNOWN = "removed changes"


def forget_removed(work: Work, ids: Sequence[int], known: Known) -> int:
    """Forget the former values of rows that were removed earlier and told of a person; return how many changes go.

    Args:
        work: the unit of work, before her own history is forgotten.
        ids: her records.
        known: by what she is recognised without doubt.
    """
    gone = {place for place in (*_talks(work, ids), *_found(work, known)) if not _is_there(work, place)}
    changes = [number for place in gone for number in _changes(work, place)]
    for part in parts_of(changes):
        statement(work, delete(Change).where(Change.id.in_(part)))
    return len(changes)


def _talks(work: Work, ids: Sequence[int]) -> Iterator[Place]:
    """Yield the talks that she took part in when she, or the whole talk, was removed."""
    removed = (Change.entity == _PART) & (Change.action == "delete") & Change.last_id.is_(None)
    asked = select(Change.values).where(Change.person_id.in_(ids), removed)
    for values in work.session.scalars(asked).all():
        if talk := _talk(values):
            yield _WHOLE, talk


def _talk(values: Any) -> int:
    return int(values.get("interaction_id", (0,))[0] or 0)


def _found(work: Work, known: Known) -> Iterator[Place]:
    """Yield the removed rows whose former values tell of her without doubt."""
    for entity, row_id, texts in _removed(work):
        if any(known.may_be_in(text) for text in texts):
            traces = (trace for text in texts for trace in known.traces(text))
            if (certainty(traces) or 0) >= Certainty.FULL_NAME:
                yield entity, row_id


def _removed(work: Work) -> Sequence[tuple[str, int, list[str]]]:
    """Return what the changes of removed rows say; read once in a unit of work, in which many may be erased."""
    known: list[tuple[str, int, list[str]]] | None = work.session.info.get(_KNOWN)
    if known is None:
        single = (Change.action == "delete") & Change.last_id.is_(None)  # of whole ranges no value was kept
        gone = select(Change.entity, Change.entity_id).where(single).distinct().subquery()
        same = (Change.entity == gone.c.entity) & (Change.entity_id == gone.c.entity_id)
        asked = select(Change.entity, Change.entity_id, Change.values).join(gone, same)
        rows = work.session.execute(asked.where(Change.action != "create", Change.last_id.is_(None))).all()
        known = [(row.entity, row.entity_id, _texts(row.values)) for row in rows]
        work.session.info[_KNOWN] = known
    return known


def _texts(values: Any) -> list[str]:
    return [str(pair[0]) for pair in values.values() if isinstance(pair[0], str)]


def _is_there(work: Work, place: Place) -> bool:
    model = entity_of(place[0])
    return work.session.scalar(select(model.id).where(model.id == place[1])) is not None


def _changes(work: Work, place: Place) -> Iterator[int]:
    """Yield the changes of a removed row; of a talk also those of its parts, which could not be put back without it."""
    entity, row_id = place
    of_row = (Change.entity == entity) & (Change.entity_id == row_id) & Change.last_id.is_(None)
    yield from work.session.scalars(select(Change.id).where(of_row))
    if entity == _WHOLE:
        parts = (Change.entity == _PART) & (Change.action == "delete") & Change.last_id.is_(None)
        removed = select(Change.id, Change.values).where(parts)
        yield from (number for number, values in work.session.execute(removed) if _talk(values) == row_id)

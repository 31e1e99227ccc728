"""Erasure of a person (GDPR Art. 17): every row and value the catalogue calls hers, her history, her search words.

The log stays: it names rows and fields and holds no values. A customership keeps its row and number, emptied, so that
the number is never given again. Vouchers stay as long as the Accounting Act wants them, with the buyer as written on
them. What others took part in stays theirs; only what tells of her goes from it, and a saved mail is written anew
without her.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import delete, inspect, select, text, update

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, FieldSpec
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.telling import grouped_phone, whole_name
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import (
    Attachment,
    AttachmentChunk,
    Base,
    Change,
    Draft,
    Email,
    Entity,
    Interaction,
    Participant,
    Person,
    Phone,
    all_fields,
)
from asiakasrekisteri.store.search import rowid
from asiakasrekisteri.store.subjects import found_as, persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy import shared_mails
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.privacy.keeping import financial_periods, is_kept_by_law
from asiakasrekisteri.usecases.privacy.marketing.forgetting import leave_suppressed
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import restriction_of
from asiakasrekisteri.usecases.sameness import same_persons

ERASED_NAME = N_("(poistettu)")
"""What remains of an emptied customership: nothing that tells who it was."""
_SHORTEST_WORD = 3
_LONGEST_COMMON = 6
"""Names of so few letters are also parts of common words: "Aino" of "ainoastaan", "Aho" of "Kahonen"."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased.

    Attributes:
        removed, emptied: numbers of rows removed and rows emptied.
        history: former values forgotten.
        kept: vouchers left because the Accounting Act wants them.
        shared: rows left to others who are in them, her name taken out.
    """

    removed: int
    emptied: int
    history: int
    kept: int = 0
    shared: int = 0


@dataclass(slots=True)
class SortedRows:
    """The rows of a person by what becomes of them when she is erased."""

    removed: list[Entity] = field(default_factory=list)
    emptied: list[Entity] = field(default_factory=list)
    kept: list[Entity] = field(default_factory=list)
    shared: list[Entity] = field(default_factory=list)


@use_case(Permission.PERSON_ERASE, discloses=nothing, forgets=True)
def erase_person(work: Work, person_id: int) -> Erased:
    """Erase everything held about one person, and about the records that were linked to hers as the same person.

    Raises:
        NotFoundError: there is no such person.
        RestrictedError: the processing of her data is restricted: what she wants kept is not erased (Art. 18(1)(b)).
    """
    got(work, Person, person_id)
    _require_erasable(work, person_id)
    ids = same_persons(work, person_id)
    leave_suppressed(work, ids)
    rows = sort_rows(work, ids, list(own_rows(work, person_id)))
    words = _telling_words(rows.removed)
    touched = {owner for row in rows.removed for owner in found_as(type(row), partial(getattr, row))}
    work.session.expunge_all()
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")
    history = _forget_history(work, ids, rows)
    for row in rows.emptied:
        _empty(work, row)
    for row in rows.shared:
        _redact(work, row, words)
    _remove(work, rows.removed)
    _forget_drafts(work, words)
    _forget_words(work, ids, touched, rows)
    for one in ids:
        work.log("erase", "person", one, person_id=one)
    work.changed.update((row.__tablename__, row.id) for row in [*rows.removed, *rows.emptied, *rows.shared])
    return Erased(len(rows.removed), len(rows.emptied), history, len(rows.kept), len(rows.shared))


def _require_erasable(work: Work, person_id: int) -> None:
    restriction = restriction_of(work, person_id)
    if restriction is not None:
        message = _(
            "Henkilön tietojen käsittely on rajoitettu {day} alkaen, joten tietoja ei poisteta."
            " Kerro henkilölle ja poista ensin rajoitus."
        )
        raise RestrictedError(message.format(day=day(restriction.since)))


def sort_rows(work: Work, ids: Sequence[int], rows: Iterable[Entity]) -> SortedRows:
    """Sort the rows of a person by what becomes of them when she is erased today; `ids` are her records."""
    found, periods = SortedRows(), financial_periods(work)
    for row in rows:
        if is_kept_by_law(row, periods, work.today):
            found.kept.append(row)
        elif row.__erased_by__ == "clear":
            found.emptied.append(row)
        elif row.__erased_by__ == "share" and set(persons_of(row, work.session)) - set(ids):
            found.shared.append(row)
        else:
            found.removed.append(row)
    found.removed += _unknown_parties(work, found.removed)
    return found


def _unknown_parties(work: Work, removed: Iterable[Entity]) -> Sequence[Participant]:
    """Return those who took part in what goes and are no known persons: they have no place without it."""
    interactions = [row.id for row in removed if isinstance(row, Interaction)]
    unknown = Participant.interaction_id.in_(interactions) & Participant.person_id.is_(None)
    return work.session.scalars(select(Participant).where(unknown)).all() if interactions else ()


def _forget_history(work: Work, ids: Sequence[int], rows: SortedRows) -> int:
    for row in rows.kept:
        of_voucher = (Change.entity == row.__tablename__) & (Change.entity_id == row.id)
        _statement(work, update(Change).where(of_voucher).values(person_id=None))
    gone = _statement(work, delete(Change).where(Change.person_id.in_(ids)))
    alone = Change.last_id.is_(None)  # the change of a whole import holds no values and is the others' history too
    for row in [*rows.removed, *rows.emptied, *rows.shared]:
        own = delete(Change).where(Change.entity == row.__tablename__, Change.entity_id == row.id, alone)
        gone += _statement(work, own)
    return gone


def _empty(work: Work, row: Entity) -> None:
    entity = type(row)
    personal = (f for f in all_fields(entity) if f.subject is not None and f.name not in entity.__survives__)
    blank = {f.name: _blank(entity, f) for f in personal}
    blank |= {"person_id": None, "version": row.version + 1}
    _statement(work, update(entity).where(entity.id == row.id).values(**blank))


def _blank(entity: type[Entity], field: FieldSpec) -> Any:
    column = inspect(entity).columns[field.name]
    if column.nullable:
        return None
    return _(ERASED_NAME) if field.category is DataCategory.IDENTIFICATION else ""


def _telling_words(rows: Iterable[Entity]) -> re.Pattern[str] | None:
    """Return what in a text tells of her: her names, addresses and numbers, these however they are grouped."""
    words: set[str] = set()
    numbers: set[str] = set()
    for row in rows:
        if isinstance(row, Person):
            words.update(f"{row.first_names or ''} {row.last_name} {row.former_names or ''}".split())
        elif isinstance(row, Participant) and row.person_id is None:
            continue
        elif isinstance(row, Email | Participant):
            words.update(filter(None, (row.address, row.written if isinstance(row, Participant) else None)))
            numbers.add(str(normalise_phone(row.address or "") or ""))
        elif isinstance(row, Phone):
            words.update(filter(None, (row.number, row.written)))
            numbers.add(row.number)
    telling = sorted((w for w in words if len(w) >= _SHORTEST_WORD), key=len, reverse=True)
    patterns = [grouped_phone(number) for number in sorted(numbers) if number.startswith("+")]
    patterns += [_in_text(word) for word in telling]
    return re.compile("|".join(patterns), re.IGNORECASE) if patterns else None


def _in_text(word: str) -> str:
    """Return the pattern of a word; a long name is also found inside another, such as an address made of it."""
    if not word.isalpha():
        return re.escape(word)
    bent = whole_name(word)
    return bent if len(word) <= _LONGEST_COMMON else f"{re.escape(word)}|{bent}"


def _redact(work: Work, row: Entity, words: re.Pattern[str] | None) -> None:
    entity = type(row)
    texts = {f.name: getattr(row, f.name) for f in row.spec() if f.kind in {FieldKind.TEXT, FieldKind.NOTES}}
    said: dict[str, Any] = {
        name: words.sub(_(ERASED_NAME), value) for name, value in texts.items() if value and words is not None
    }
    if isinstance(row, Interaction) and words is not None and words.search(row.message_id or ""):
        said["message_id"] = None
    if said:
        _statement(work, update(entity).where(entity.id == row.id).values(**said, version=row.version + 1))
    if isinstance(row, Attachment) and row.kind == shared_mails.KIND and words is not None:
        shared_mails.write_anew(work, row, words, _(ERASED_NAME))


def _remove(work: Work, rows: Iterable[Entity]) -> None:
    """Delete rows, and let those that are not hers no longer refer to them. References are checked at the commit."""
    by_entity: dict[type[Entity], list[int]] = {}
    for row in rows:
        by_entity.setdefault(type(row), []).append(row.id)
    for entity, ids in by_entity.items():
        if entity is Attachment:
            _statement(work, delete(AttachmentChunk).where(AttachmentChunk.attachment_id.in_(ids)))
        _statement(work, delete(entity).where(entity.id.in_(ids)))
    for entity, ids in by_entity.items():
        for model, column in _references(entity):
            _statement(work, update(model).where(getattr(model, column).in_(ids)).values({column: None}))


def _forget_drafts(work: Work, words: re.Pattern[str] | None) -> None:
    """Drop the notes in the making that tell of her, hers or not yet said to be: nothing of them is in the register."""
    kept = work.session.execute(select(Draft.id, Draft.content)).all() if words is not None else ()
    telling = [number for number, content in kept if words is not None and words.search(content)]
    if telling:
        _statement(work, delete(Draft).where(Draft.id.in_(telling)))


def _references(entity: type[Entity]) -> Iterable[tuple[type[Base], str]]:
    """Return the columns of others that may do without the row they refer to."""
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if column.nullable and any(key.column.table is entity.__table__ for key in column.foreign_keys):
                yield mapper.class_, column.key


def _forget_words(work: Work, ids: Sequence[int], touched: Iterable[tuple[str, int]], rows: SortedRows) -> None:
    connection = work.session.connection()
    for one in ids:
        connection.execute(text("DELETE FROM search_index WHERE rowid = :n"), {"n": rowid("person", one)})
    work.unindexed.update(touched)
    work.unindexed.update((row.__tablename__, row.id) for row in [*rows.emptied, *rows.shared])


def _statement(work: Work, statement: Any) -> int:
    result = work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})
    return int(result.rowcount)  # type: ignore[attr-defined]

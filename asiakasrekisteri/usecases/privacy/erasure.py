"""Erasure of a person (GDPR Art. 17): every row and value the catalogue calls hers, her history, her search words.

The log stays: it names rows and fields and holds no values. A customership keeps its row and number, emptied, so that
the number is never given again. Vouchers stay as long as the Accounting Act wants them, with the buyer as written on
them. What others took part in stays theirs; only what tells of her goes from it, and a saved mail is written anew
without her.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy import delete, select, text, update

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.domain.fields import FieldKind
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    Attachment,
    Change,
    Draft,
    Entity,
    Interaction,
    Participant,
    Person,
)
from asiakasrekisteri.store.search import rowid
from asiakasrekisteri.store.subjects import found_as, persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.answers.decisions import accepted
from asiakasrekisteri.usecases.privacy.answers.redacting import redact_found, redact_unknown
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.privacy.erasing_words import Words, telling
from asiakasrekisteri.usecases.privacy.holdback import held_rows, is_held
from asiakasrekisteri.usecases.privacy.keeping import financial_periods, is_kept_by_law
from asiakasrekisteri.usecases.privacy.marketing.forgetting import leave_suppressed
from asiakasrekisteri.usecases.privacy.marks import PERSON, ROWS, note_erasure
from asiakasrekisteri.usecases.privacy.removal import ERASED_NAME, empty_row, forget_changes, remove_rows, statement
from asiakasrekisteri.usecases.privacy.removed_before import forget_removed
from asiakasrekisteri.usecases.privacy.shared_files import is_of_record, take_out
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import restriction_of
from asiakasrekisteri.usecases.sameness import same_persons


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
    """The rows of a person by what becomes of them when she is erased; `found` are others', in which she was found."""

    removed: list[Entity] = field(default_factory=list)
    emptied: list[Entity] = field(default_factory=list)
    kept: list[Entity] = field(default_factory=list)
    shared: list[Entity] = field(default_factory=list)
    found: list[Entity] = field(default_factory=list)


@use_case(Permission.PERSON_ERASE, discloses=nothing, forgets=True)
def erase_person(work: Work, person_id: int) -> Erased:
    """Erase everything held about one person, and about the records that were linked to hers as the same person.

    Raises:
        NotFoundError: there is no such person.
        RestrictedError: the processing of her data is restricted: what she wants kept is not erased (Art. 18(1)(b));
            or a hold forbids it.
    """
    return erase(work, person_id)


def erase(work: Work, person_id: int) -> Erased:
    """Erase a person as a part of other work; see `erase_person`."""
    got(work, Person, person_id)
    ids, rows = rows_of_erasure(work, person_id)
    _require_erasable(work, ids)
    closed = leave_suppressed(work, ids)
    note_erasure(work, PERSON, rows, persons=list(ids), closed=closed)
    return _take_out(work, ids, rows)


def erase_known(work: Work, ids: Sequence[int], more: SortedRows, closed: Mapping[str, str]) -> Erased:
    """Erase persons again who have come back with an older backup.

    Args:
        work: the unit of work.
        ids: her records that are there.
        more: rows that went when she was erased, whatever this register knows of them.
        closed: channels of marketing that she had closed, and how.
    """
    leave_suppressed(work, ids, closed)
    known = {(row.__tablename__, row.id) for row in [*more.removed, *more.emptied, *more.shared, *more.found]}
    own = {(row.__tablename__, row.id): row for one in ids for row in own_rows(work, one)}
    rows = sort_rows(work, ids, [row for place, row in own.items() if place not in known], obeying_holds=False)
    rows.removed += more.removed
    rows.emptied += more.emptied
    rows.shared += more.shared
    rows.found = more.found
    return _take_out(work, ids, rows)


def erase_some(work: Work, ids: Sequence[int], rows: SortedRows, *, noted: bool = True) -> Erased:
    """Erase some rows of a person and her words in what is others', while she herself stays.

    Args:
        work: the unit of work.
        ids: her records.
        rows: what goes and what is shared.
        noted: put it into the ledger; False when it comes from there.
    """
    if noted:
        note_erasure(work, ROWS, rows, of=list(ids))
    persons = [person for one in ids if (person := work.session.get(Person, one)) is not None]
    told = telling(work, ids, [*persons, *rows.removed])
    known = told.known(persons)
    touched = {owner for row in rows.removed for owner in found_as(type(row), partial(getattr, row))}
    work.session.expunge_all()
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")
    history = forget_removed(work, ids, known) + forget_changes(work, [*rows.removed, *rows.shared])
    _take_words(work, rows, told.words)
    remove_rows(work, rows.removed)
    work.unindexed.update([*touched, *(("person", one) for one in ids)])
    work.unindexed.update((row.__tablename__, row.id) for row in rows.shared)
    for one in ids:
        work.log("erase_some", "person", one, person_id=one)
    work.changed.update((row.__tablename__, row.id) for row in [*rows.removed, *rows.shared])
    work.changed.update(("person", one) for one in ids)
    return Erased(len(rows.removed), 0, history, len(rows.kept), len(rows.shared) + len(rows.found))


def rows_of_erasure(work: Work, person_id: int) -> tuple[Sequence[int], SortedRows]:
    """Return the records of a person and what becomes of each row when she is erased today.

    They are the rows linked to her, and those that a search found and an officer accepted as hers for a request.
    """
    ids = same_persons(work, person_id)
    own = list(own_rows(work, person_id))
    rows = sort_rows(work, ids, own)
    found = [row for row in accepted(work, ids) if row not in own and not isinstance(row, Person)]
    rows.found = [row for row in found if not is_of_record(row)]
    rows.kept += [row for row in found if is_of_record(row)]
    return ids, rows


def _take_out(work: Work, ids: Sequence[int], rows: SortedRows) -> Erased:
    told = telling(work, ids, [*rows.removed, *rows.emptied])
    known = told.known(rows.removed)
    touched = {owner for row in rows.removed for owner in found_as(type(row), partial(getattr, row))}
    work.session.expunge_all()
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")
    history = forget_removed(work, ids, known) + _forget_history(work, ids, rows)
    for row in rows.emptied:
        empty_row(work, row)
    _take_words(work, rows, told.words)
    remove_rows(work, rows.removed)
    _forget_drafts(work, told.words)
    _forget_words(work, ids, touched, rows)
    for one in ids:
        work.log("erase", "person", one, person_id=one)
    work.changed.update((row.__tablename__, row.id) for row in [*rows.removed, *rows.emptied, *rows.shared])
    return Erased(len(rows.removed), len(rows.emptied), history, len(rows.kept), len(rows.shared) + len(rows.found))


def _take_words(work: Work, rows: SortedRows, words: Words | None) -> None:
    """Take what tells of her out of rows that stay others'."""
    for row in rows.shared:
        _redact(work, row, words)
    if words is not None:
        for row in rows.found:
            redact_found(work, row, words, _(ERASED_NAME))
    work.changed.update((row.__tablename__, row.id) for row in rows.found)
    work.unindexed.update(owner for row in rows.found for owner in found_as(type(row), partial(getattr, row)))


def _require_erasable(work: Work, ids: Sequence[int]) -> None:
    hold = is_held(work, ids)
    if hold is not None:
        message = _("Henkilön tietoja koskee hävityskielto {day} alkaen: {reason}. Poista ensin kielto (Säilytys).")
        raise RestrictedError(message.format(day=day(hold.since), reason=hold.reason))
    restriction = restriction_of(work, ids[0])
    if restriction is not None:
        message = _(
            "Henkilön tietojen käsittely on rajoitettu {day} alkaen, joten tietoja ei poisteta."
            " Kerro henkilölle ja poista ensin rajoitus."
        )
        raise RestrictedError(message.format(day=day(restriction.since)))


def sort_rows(work: Work, ids: Sequence[int], rows: Iterable[Entity], *, obeying_holds: bool = True) -> SortedRows:
    """Sort the rows of a person by what becomes of them when she is erased today; `ids` are her records."""
    found, periods, rows = SortedRows(), financial_periods(work), list(rows)
    held = held_rows(work, rows) if obeying_holds else frozenset()
    for row in rows:
        if (row.__tablename__, row.id) in held or is_kept_by_law(row, periods, work.today):
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
        statement(work, update(Change).where(of_voucher).values(person_id=None))
    gone = statement(work, delete(Change).where(Change.person_id.in_(ids)))
    return gone + forget_changes(work, [*rows.removed, *rows.emptied, *rows.shared])


def _redact(work: Work, row: Entity, words: Words | None) -> None:
    entity = type(row)
    texts = {f.name: getattr(row, f.name) for f in row.spec() if f.kind in {FieldKind.TEXT, FieldKind.NOTES}}
    said: dict[str, Any] = {
        name: words.sub(_(ERASED_NAME), value) for name, value in texts.items() if value and words is not None
    }
    if isinstance(row, Interaction) and words is not None and words.search(row.message_id or ""):
        said["message_id"] = None
    if said:
        statement(work, update(entity).where(entity.id == row.id).values(**said, version=row.version + 1))
    if isinstance(row, Attachment) and words is not None:
        take_out(work, row, words, _(ERASED_NAME))
    if isinstance(row, Interaction) and words is not None:
        redact_unknown(work, row, words, _(ERASED_NAME))


def _forget_drafts(work: Work, words: Words | None) -> None:
    """Drop the notes in the making that tell of her, hers or not yet said to be: nothing of them is in the register."""
    kept = work.session.execute(select(Draft.id, Draft.content)).all() if words is not None else ()
    telling = [number for number, content in kept if words is not None and words.search(content)]
    if telling:
        statement(work, delete(Draft).where(Draft.id.in_(telling)))


def _forget_words(work: Work, ids: Sequence[int], touched: Iterable[tuple[str, int]], rows: SortedRows) -> None:
    connection = work.session.connection()
    for one in ids:
        connection.execute(text("DELETE FROM search_index WHERE rowid = :n"), {"n": rowid("person", one)})
    work.unindexed.update(touched)
    work.unindexed.update((row.__tablename__, row.id) for row in [*rows.emptied, *rows.shared])

"""What was erased is erased again when an older backup has been restored: at the first opening, by whoever opens.

The ledger beside the database knows every erasure (`store.ledger`); what it knows and the database does not is done
again, whatever holds or restrictions the older register remembers: they were lifted before the erasure. A mark left by
a program that was killed just before its commit is finished in the same way.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select, update

from asiakasrekisteri.domain.errors import LedgerBrokenError
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.store.copies import drop_erased
from asiakasrekisteri.store.ledger import RESTORE, Mark
from asiakasrekisteri.store.models import Entity, ErasureMark, Person, entities
from asiakasrekisteri.store.sequences import go_on_from
from asiakasrekisteri.store.trial import wipe_trials
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.erasure import SortedRows, erase_known, erase_some
from asiakasrekisteri.usecases.privacy.marks import keep_mark, marked_ids, unpacked
from asiakasrekisteri.usecases.privacy.removal import parts_of, statement
from asiakasrekisteri.usecases.records import entity_of
from asiakasrekisteri.usecases.retention.destroying import blank_rows, empty_cards, remove_whole


@dataclass(frozen=True, slots=True)
class ErasedAgain:
    """What was erased again at this opening: persons, other things; and how many erasures a main user is to hear of."""

    persons: int = 0
    rows: int = 0
    untold: int = 0

    def told(self) -> str:
        """Return what the main user is told; empty when there is nothing."""
        if not self.untold:
            return ""
        return ngettext(
            "Palautetussa varmuuskopiossa oli tietoja, jotka oli jo poistettu. Ne poistettiin uudelleen: {n} poisto.",
            "Palautetussa varmuuskopiossa oli tietoja, jotka oli jo poistettu. Ne poistettiin uudelleen: {n} poistoa.",
            self.untold,
        ).format(n=self.untold)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def erase_again(work: Work, *, telling: bool = True) -> ErasedAgain:
    """Erase again what the ledger knows and the register does not; make the ledger anew where it has been lost.

    Args:
        work: the unit of work.
        telling: whether a main user who is at it hears of it now; otherwise at the next opening.
    """
    known = _known(work)
    try:
        pending = [mark for mark in work.store.ledger.marks() if mark.id not in known]
        lost = bool(known.keys() - work.store.ledger.ids())
    except LedgerBrokenError:
        pending, lost = [], True
    if lost:
        marks = [Mark(row.id, row.day, row.content) for row in known.values()]
        work.store.ledger.found([*marks, *pending])
        if known:
            work.log("ledger_renewed")
    done = _done_again(work, pending) if pending else ErasedAgain()
    return replace(done, untold=_tell(work) if telling else 0)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def sweep_copies(work: Work) -> int:
    """Remove the copies inside the office's folder that hold what has been erased since; return how many.

    And what the trial of a backup that was cut short has left there.
    """
    told = (mark for mark in _known(work).values() if mark.content.get("act") != RESTORE)
    erased = {mark.id: max(mark.day, mark.again_on or mark.day) for mark in told}
    vault = work.store.vault
    wipe_trials(vault.folder, work.now - dt.timedelta(days=1))
    count = drop_erased(vault.folder, vault.keys, erased)
    if count:
        work.log("copies_removed")
    return count


def _tell(work: Work) -> int:
    """Return how many erasures were done again without any main user having been told; a main user is told now."""
    if work.actor.role is not Role.MAIN_USER:
        return 0
    untold = ErasureMark.again_on.is_not(None) & ErasureMark.told_on.is_(None)
    return statement(work, update(ErasureMark).where(untold).values(told_on=work.today))


def ledger_faults(work: Work) -> list[str]:
    """Return what is wrong with the ledger, in words: unreadable, or without an erasure that the register knows."""
    try:
        missing = len(_known(work).keys() - {mark.id for mark in work.store.ledger.marks()})
    except LedgerBrokenError as error:
        return [_("{fault} Se tehdään uudelleen, kun rekisteri seuraavan kerran avataan.").format(fault=error)]
    if not missing:
        return []
    told = ngettext(
        "Poistojen luettelosta puuttuu {n} poisto. Luettelo täydennetään, kun rekisteri seuraavan kerran avataan.",
        "Poistojen luettelosta puuttuu {n} poistoa. Luettelo täydennetään, kun rekisteri seuraavan kerran avataan.",
        missing,
    )
    return [told.format(n=missing)]


def _known(work: Work) -> Mapping[str, ErasureMark]:
    return {row.id: row for row in work.session.scalars(select(ErasureMark).order_by(ErasureMark.day))}


def _done_again(work: Work, pending: Sequence[Mark]) -> ErasedAgain:
    from_source(work, "staff")
    work.forgets = True
    work.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=1")
    persons = rows = 0
    for mark in pending:
        gone = _erase_persons(work, mark.content)
        destroyed = 0 if gone else _erase_rows(work, mark.content)
        persons, rows = persons + gone, rows + destroyed
        keep_mark(work, mark, again=True, done=bool(gone or destroyed))
    restores = sum(row.content.get("act") == RESTORE for row in _known(work).values())
    go_on_from(work.session.connection(), [entity.__tablename__ for entity in entities()], max(restores, 1))
    if persons or rows:
        work.log("erase_again")
    return ErasedAgain(persons, rows)


def _erase_persons(work: Work, content: Mapping[str, Any]) -> int:
    """Erase the persons of a mark that are there, with the rows that were found to be hers; return how many."""
    ids = [one for one in content.get("persons", ()) if work.session.get(Person, one) is not None]
    if not ids:
        return 0
    more = SortedRows(*(_rows(work, content, how) for how in ("removed", "emptied")))
    more.shared, more.found = _rows(work, content, "shared"), _rows(work, content, "found")
    erase_known(work, ids, more, content.get("closed", {}))
    return len(ids)


def _erase_rows(work: Work, content: Mapping[str, Any]) -> int:
    """Destroy the single rows and values of a mark that are there; return how many."""
    removed, emptied = _rows(work, content, "removed"), _rows(work, content, "emptied")
    shared, found = _rows(work, content, "shared"), _rows(work, content, "found")
    count = len(removed) + len(emptied) + len(shared) + len(found)
    work.session.expunge_all()
    if content.get("of"):
        erase_some(work, content["of"], SortedRows(removed=removed, shared=shared, found=found), noted=False)
    else:
        remove_whole(work, removed)
    empty_cards(work, emptied)
    for entity, fields, ids in content.get("blank", ()):
        rows = list(_existing(work, entity, list(unpacked(ids))))
        work.session.expunge_all()
        blank_rows(work, rows, fields)
        count += len(rows)
    return count


def _rows(work: Work, content: Mapping[str, Any], how: str) -> list[Entity]:
    return [row for entity, ids in marked_ids(content, how) for row in _existing(work, entity, ids)]


def _existing(work: Work, entity: str, ids: Sequence[int]) -> Iterable[Entity]:
    model = entity_of(entity)
    for part in parts_of(ids):
        yield from work.session.scalars(select(model).where(model.id.in_(part)))

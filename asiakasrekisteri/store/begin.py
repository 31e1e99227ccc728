"""Opening a unit of work. Only the gate imports this module (checked by import-linter)."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from asiakasrekisteri.domain.errors import StaleRecordError, StoreError, StoreInUseError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.permissions import Actor
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store import balances, changes, contents, log, search
from asiakasrekisteri.store.ledger import Mark
from asiakasrekisteri.store.opened import OpenStore
from asiakasrekisteri.store.work import Work


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls what, why, whether it writes, and who hears of its progress."""

    actor: Actor
    use_case: str
    purpose: str = ""
    writes: bool = True
    progress: Progress = SILENT


class _TrailSession(Session):
    """A session whose every flush leaves its trail."""


event.listen(_TrailSession, "before_flush", changes.derive)
event.listen(_TrailSession, "before_flush", balances.fill)
event.listen(_TrailSession, "after_flush", balances.note_touched)
event.listen(_TrailSession, "after_flush", changes.record_flush)
event.listen(_TrailSession, "do_orm_execute", changes.refuse_bulk)


@contextmanager
def open_work(store: OpenStore, call: Call) -> Iterator[Work]:
    """Begin the transaction; at the end write the log in it and commit, or undo all of it."""
    engine = store.engine.execution_options(sqlite_begin="IMMEDIATE" if call.writes else "DEFERRED")
    with _TrailSession(engine, expire_on_commit=False) as session:
        try:
            with _kept_outside(store) as written, session.begin():
                work, before = _work(store, call, session)
                session.info["work"] = work
                yield work
                after = _finish(work, call, before)
                written.extend(work.marks)
                store.ledger.append(written)
        except StaleDataError as error:
            raise StaleRecordError(_("Tietue on muuttunut toisaalla. Lataa se uudelleen.")) from error
        except OperationalError as error:
            raise _known(error) from error
    if after is not None:
        store.head.write(after, before)


@contextmanager
def _kept_outside(store: OpenStore) -> Iterator[list[Mark]]:
    """Take back from the ledger of erasures what was written there, when the transaction is undone.

    A program that is killed between the two leaves a mark too many, and the erasure is finished at the next opening.
    """
    written: list[Mark] = []
    try:
        yield written
    except BaseException:
        with suppress(StoreError):
            store.ledger.withdraw(written)
        raise


def _work(store: OpenStore, call: Call, session: Session) -> tuple[Work, log.Head]:
    before = log.head(session.connection()) if call.writes else log.Head(0, log.GENESIS)
    now = store.clock()
    today = now.astimezone(FINLAND).date()
    work = Work(
        session=session,
        actor=call.actor,
        now=now,
        today=today,
        purpose=call.purpose,
        keys=store.keys,
        log_number=before.number + 1,
        writable=call.writes,
        progress=call.progress,
        store=store,
    )
    return work, before


def _finish(work: Work, call: Call, before: log.Head) -> log.Head | None:
    work.session.flush()
    balances.settle(work, work.unsettled)
    connection = work.session.connection()
    search.reindex(connection, (owner for owner in work.unindexed if owner[0] in search.OWNERS))
    contents.reindex(connection, (owner for owner in work.unindexed if owner[0] in contents.KINDS))
    if not (work.lines or work.events):
        return None
    actions = work.events or sorted({line.action for line in work.lines})
    header = {
        "at": work.now,
        "user_id": work.actor.user_id,
        "login": work.actor.login,
        "role": work.actor.role.value,
        "use_case": call.use_case,
        "action": ",".join(actions),
        "purpose": work.purpose,
    }
    return log.append(connection, before, header, work.lines)


def _known(error: OperationalError) -> StoreError:
    """Sort the engine's failures: those a user can do something about; the rest go up as they are."""
    text = str(error.orig)
    if "locked" in text or "busy" in text:
        return StoreInUseError(_("Toinen ikkuna tallentaa juuri nyt. Yritä hetken kuluttua uudelleen."))
    if "full" in text:
        return StoreError(_("Levy on täynnä. Mitään ei tallennettu. Vapauta tilaa ja yritä uudelleen."))
    return StoreError(_("Rekisteriin ei voi kirjoittaa juuri nyt. Mitään ei tallennettu. Tarkista levy."))

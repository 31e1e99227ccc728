"""A note in the making: kept for its writer alone, so that a lock or a crash loses nothing.

It lies in the encrypted register and leaves no history. Whom it tells of is kept beside it, so that the person's
extract shows it and her erasure takes it; one that nobody finishes is dropped within a week.
"""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.changes import AUDITED, plain, restored
from asiakasrekisteri.store.models import Customer, Draft, Person
from asiakasrekisteri.store.models.draft import LONGEST_KEPT
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import got


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def save_draft(
    work: Work, values: Mapping[str, object], *, customer_id: int | None = None, person_id: int | None = None
) -> None:
    """Keep what the user has written so far in the place of what was kept before.

    Args:
        work: the unit of work.
        values: anything a form holds: texts, numbers, days, instants, and lists and mappings of them.
        customer_id: whose card it is written on, when known.
        person_id: of whom it tells, when known.
    """
    if customer_id is not None:
        got(work, Customer, customer_id)
    if person_id is not None:
        got(work, Person, person_id)
    _drop(work)
    content = json.dumps(dict(values), ensure_ascii=False, indent=1, default=plain)
    ends = {"customer_id": customer_id, "person_id": person_id}
    kept = insert(Draft).values(version=1, content=content, kept_at=work.now, user_id=work.actor.user_id, **ends)
    work.session.execute(kept, execution_options={AUDITED: True})


@use_case(Permission.INTERACTION_WRITE, discloses=nothing, writes=False)
def read_draft(work: Work) -> dict[str, Any] | None:
    """Return what the user was writing, as given to `save_draft`; None when nothing was left unfinished.

    It shows nothing that its reader did not write, so no look is logged.
    """
    kept = select(Draft.content).where(Draft.user_id == work.actor.user_id).order_by(Draft.id.desc()).limit(1)
    content = work.session.scalar(kept)
    return None if content is None else json.loads(content, object_hook=restored)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing, forgets=True)
def drop_draft(work: Work) -> None:
    """Forget what the user was writing: it was saved, or is not wanted."""
    _drop(work)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def sweep_drafts(work: Work) -> None:
    """Forget every draft older than a week, whoever wrote it."""
    old = select(Draft.id).where(Draft.kept_at < work.now - LONGEST_KEPT)
    if work.session.scalar(old.limit(1)) is not None:
        _forget(work, delete(Draft).where(Draft.kept_at < work.now - LONGEST_KEPT))
        work.forgets = True


def _drop(work: Work) -> None:
    _forget(work, delete(Draft).where(Draft.user_id == work.actor.user_id))


def _forget(work: Work, statement: Any) -> None:
    work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})

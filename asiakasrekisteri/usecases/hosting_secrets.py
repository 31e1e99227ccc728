"""Passwords of hosting accounts: shown for a stated reason, destroyed at once when the service ends (LAW §4.2)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Text, or_, select, type_coerce, update

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Change, Entity, HostingAccount, Service
from asiakasrekisteri.store.sealed import may_open, open_bytes
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source, sealed_place
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import Rows, shown_rows, touch_owners

_PLACE = sealed_place(HostingAccount, "secret")
_TOLD = frozenset({"secret", "secret_since"})
KEPT_DAYS = 30
"""So many days a former password stays in the history, sealed, for undoing a mistake."""


@dataclass(frozen=True, slots=True)
class RevealedSecret:
    """A password in clear, to be shown for a moment only; empty where none is stored."""

    account_id: int
    person_id: int | None
    value: str


def _revealed(result: RevealedSecret) -> Sequence[Seen]:
    return [Seen("hosting_account", result.account_id, result.person_id)]


@use_case(Permission.SERVICE_READ, discloses=_revealed)
def reveal_secret(work: Work, account_id: int, reason: str) -> RevealedSecret:
    """Show the password of a hosting account for a stated reason, which the log keeps.

    Raises:
        InvalidInputError: no reason was given.
        PermissionDeniedError: the role has not been given the key of passwords; the refusal is logged.
        RestrictedError: the data of the person it is about may only be stored.
    """
    if not reason.strip():
        raise InvalidInputError([FieldError("reason", _("Kirjoita, mihin salasanaa tarvitaan."))])
    account = got(work, HostingAccount, account_id)
    require_unrestricted(work, account)
    person_id = person_of(account, work.session)
    value = open_bytes(work, Sensitivity.SECRET, account.secret, _PLACE).decode() if account.secret else ""
    work.purpose = reason.strip()
    work.log("reveal", "hosting_account", account_id, person_id=person_id)
    return RevealedSecret(account_id, person_id, value)


@use_case(Permission.SERVICE_READ, discloses=nothing, writes=False)
def may_reveal_secrets(work: Work) -> bool:
    """Tell whether the role has been given the key of passwords."""
    return may_open(work, Sensitivity.SECRET)


@use_case(Permission.SERVICE_READ, discloses=Rows.seen)
def idle_secrets(work: Work) -> Rows:
    """Return the accounts whose password is still stored although the account or its service has ended."""
    ended = or_(HostingAccount.until < work.today, Service.state == "ended", Service.until < work.today)
    rows = work.session.scalars(
        select(HostingAccount)
        .outerjoin(Service, Service.id == HostingAccount.service_id)
        .where(HostingAccount.secret.is_not(None), ended)
        .order_by(HostingAccount.id)
    )
    return shown_rows(work, rows.all())


@use_case(Permission.SERVICE_WRITE, discloses=nothing)
def destroy_secrets(work: Work, account_ids: Sequence[int]) -> int:
    """Destroy the passwords of accounts for good, former ones too; return how many there were. It cannot be undone."""
    from_source(work, "service")
    rows = work.session.scalars(select(HostingAccount).where(HostingAccount.id.in_(account_ids)))
    return destroy(work, rows.all())


def destroy_secrets_of(work: Work, service_id: int) -> int:
    """Destroy the passwords of a service's accounts; return how many there were."""
    rows = work.session.scalars(select(HostingAccount).where(HostingAccount.service_id == service_id))
    return destroy(work, rows.all())


def destroy(work: Work, accounts: Sequence[HostingAccount]) -> int:
    """Empty the passwords of accounts, in their rows, in their history and in the files."""
    held = [account for account in accounts if account.secret is not None]
    for account in held:
        require_unrestricted(work, account)
        account.secret = account.secret_since = None
        touch_owners(work, account)
    work.session.flush()
    forget_former(work, HostingAccount, _TOLD, Change.entity_id.in_([account.id for account in accounts]))
    return len(held)


@use_case(Permission.OFFICE_ENTER, discloses=nothing)
def forget_former_secrets(work: Work, days: int = KEPT_DAYS) -> int:
    """Take passwords out of history that is older than `days` days; return from how many saves.

    What was a password once, or belonged to an account that was removed, is kept only so that a mistake can be
    undone. Done whenever somebody enters, whatever the role.
    """
    return forget_former(work, HostingAccount, _TOLD, Change.at < work.now - dt.timedelta(days=days))


def forget_former(work: Work, entity: type[Entity], told: frozenset[str], which: ColumnElement[bool]) -> int:
    """Take passwords out of former values: an undo no longer brings them back. Return from how many saves.

    Args:
        work: the unit of work.
        entity: whose passwords.
        told: names of the fields that hold one or tell of one.
        which: of the saves.
    """
    changes = work.session.execute(
        select(Change.id, Change.values).where(
            Change.entity == entity.__tablename__,
            Change.action != "create",
            type_coerce(Change.values, Text).contains('"secret'),
            which,
        )
    ).all()
    telling = [(number, said) for number, said in changes if isinstance(said, dict) and told & said.keys()]
    for change_id, values in telling:
        left = {name: pair for name, pair in values.items() if name not in told}
        emptied = update(Change).where(Change.id == change_id).values(values=left)
        work.session.execute(emptied, execution_options={AUDITED: True, "synchronize_session": False})
        work.forgets = True
    return len(telling)

"""The only door between the faces and the data.

Every use case names its permission and what it discloses. The gate checks the permission, opens the transaction, runs
the use case, has the log written in the same transaction, commits, and publishes what changed. No other module does
any of the five.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from sqlalchemy import bindparam, func, select

from asiakasrekisteri.domain.errors import LoginRefusedError, PermissionDeniedError
from asiakasrekisteri.domain.permissions import Actor, Permission, Role
from asiakasrekisteri.domain.progress import SILENT, Progress
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.begin import Call, open_work
from asiakasrekisteri.store.copies import drop_erased
from asiakasrekisteri.store.models import User
from asiakasrekisteri.store.opened import OpenStore
from asiakasrekisteri.store.work import Changed, Work
from asiakasrekisteri.usecases.purposes import without_names

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Seen:
    """A row that was shown, and whose data it is (None: nobody's personal data)."""

    entity: str
    id: int
    person_id: int | None


Discloses = Callable[[Any], Iterable[Seen]]


def nothing(_result: object) -> Sequence[Seen]:
    """Declare that a use case shows no personal data, or only lists whose showing `note_seen` logs."""
    return ()


@dataclass(frozen=True)
class UseCase(Generic[P, R]):
    """A function of `Work` with its declarations."""

    name: str
    permission: Permission
    discloses: Discloses
    writes: bool
    body: Callable[Concatenate[Work, P], R]
    forgets: bool = False


_STANDING = select(User.status, User.role).where(User.id == bindparam("user"))
USE_CASES: dict[str, UseCase[..., Any]] = {}


def use_case(
    permission: Permission, *, discloses: Discloses, writes: bool = True, forgets: bool = False
) -> Callable[[Callable[Concatenate[Work, P], R]], UseCase[P, R]]:
    """Register a use case.

    Args:
        permission: what the actor must hold.
        discloses: which rows the result shows; the view log is written from it.
        writes: False for calls that neither change nor disclose: they take no write lock and leave no log entry.
        forgets: what it removed must leave the files as well: the write-ahead log is emptied after the commit.
    """

    def register(body: Callable[Concatenate[Work, P], R]) -> UseCase[P, R]:
        case = UseCase(body.__name__, permission, discloses, writes, body, forgets)
        assert case.name not in USE_CASES, case.name
        assert writes or discloses is nothing, "a disclosure is logged, so it writes"
        USE_CASES[case.name] = case
        return case

    return register


@dataclass(frozen=True)
class Gate:
    """Runs use cases for the user signed in.

    Attributes:
        store: the open register.
        actor: the user signed in.
        publish: hears the (entity, id) pairs that a committed call changed.
        purpose: why data is viewed, in words; kept in the log with each view.
        progress: hears the steps of long work and may cancel it.
    """

    store: OpenStore
    actor: Actor
    publish: Callable[[Changed], None]
    purpose: str = ""
    progress: Progress = SILENT

    def may(self, case: UseCase[P, R]) -> bool:
        """Tell a face whether to offer an action. The check that counts is in `call`."""
        return self.actor.may(case.permission)

    def during(self, progress: Progress) -> "Gate":
        """Return the same gate with a listener for long work."""
        return replace(self, progress=progress)

    def for_purpose(self, purpose: str) -> "Gate":
        """Return the same gate with another purpose of viewing."""
        return replace(self, purpose=purpose)

    def call(self, case: UseCase[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Run the use case in its own transaction.

        Raises:
            PermissionDeniedError: the actor's role, or the keys it has been given, do not allow it; the refusal is
                logged.
            LoginRefusedError: the user ID was closed, or its role changed, after the desk was opened.
        """
        if not self.may(case):
            self._log_refusal(case)
            raise self._denied()
        try:
            work, result = self._run(case, *args, **kwargs)
        except PermissionDeniedError:
            self._log_refusal(case)
            raise
        vault = self.store.vault
        if case.forgets or work.forgets:
            vault.checkpoint()
        elif vault.unemptied:  # somebody was reading when something was destroyed
            vault.checkpoint(again=True)
        if work.marks and drop_erased(vault.folder, vault.keys, {mark.id: mark.day for mark in work.marks}):
            self._log(case, "copies_removed")
        if work.changed:
            self.publish(frozenset(work.changed))
        return result

    def _run(self, case: UseCase[P, R], *args: P.args, **kwargs: P.kwargs) -> tuple[Work, R]:
        call = Call(self.actor, case.name, self.purpose, writes=case.writes, progress=self.progress)
        with open_work(self.store, call) as work:
            self._require_standing(work)
            if case.forgets:  # whose name it is will not be known afterwards
                work.purpose = without_names(work, work.purpose)
            result = case.body(work, *args, **kwargs)
            for seen in case.discloses(result):
                work.saw(seen.entity, seen.id, seen.person_id)
            persons = (line.person_id for line in work.lines if line.person_id is not None)
            work.purpose = without_names(work, work.purpose, persons)
        return work, result

    def _require_standing(self, work: Work) -> None:
        """Look at the user ID anew: what was taken away must not live on at a desk that is still open."""
        if not self.actor.user_id:  # the founder's first steps, before there is any user
            return
        standing = work.session.connection().execute(_STANDING, {"user": self.actor.user_id}).first()
        if standing is None or standing.status != "active":
            raise _closed()
        if standing.role != self.actor.role.value:
            raise LoginRefusedError(_("Roolisi on vaihdettu. Kirjaudu uudelleen."))

    def _log_refusal(self, case: UseCase[P, R]) -> None:
        self._log(case, "denied")

    def _log(self, case: UseCase[P, R], action: str) -> None:
        with open_work(self.store, Call(self.actor, case.name, self.purpose)) as work:
            work.log(action)
            work.purpose = without_names(work, work.purpose)

    def _denied(self) -> PermissionDeniedError:
        return PermissionDeniedError(
            _("Roolillasi {role} ei ole oikeutta tähän. Pyydä oikeutta pääkäyttäjältä.").format(
                role=_(self.actor.role.label)
            )
        )


def sign_in(store: OpenStore, login: str, publish: Callable[[Changed], None]) -> Gate:
    """Return the gate of a user whose password has just opened the register; the sign-in is logged.

    Raises:
        LoginRefusedError: the user ID has a key but is closed or unknown in the register.
    """
    nobody = Actor(0, login, "", Role.TECHNICAL)
    with open_work(store, Call(nobody, "sign_in")) as work:
        user = work.session.scalar(select(User).where(func.lower(User.login) == login.lower(), User.status == "active"))
        if user is None:
            raise _closed()
        role = Role(user.role)
        _require_keys_of(store, role)
        work.actor = Actor(user.id, user.login, user.name, role, role.permissions)
        work.log("sign_in")
    return Gate(store, work.actor, publish)


def _require_keys_of(store: OpenStore, role: Role) -> None:
    """Refuse a role whose keys the slot does not hold: it was written into the register past the main user."""
    held = store.vault.keys
    if not all(held.holds(key.value) for key in role.sealed_keys):
        raise LoginRefusedError(
            _("Käyttäjätunnuksen rooli ei vastaa sille annettuja avaimia. Pyydä pääkäyttäjää antamaan rooli uudelleen.")
        )


def _closed() -> LoginRefusedError:
    return LoginRefusedError(_("Käyttäjätunnus on suljettu. Pyydä pääkäyttäjää avaamaan se."))


def found(store: OpenStore, login: str, publish: Callable[[Changed], None]) -> Gate:
    """Return the gate with which a new register is furnished, before it has any user."""
    return Gate(store, Actor(0, login, login, Role.MAIN_USER, Role.MAIN_USER.permissions), publish)

"""Users: personal user IDs that the main user grants, resets and closes (R-69…R-71). Key file and register agree."""

from dataclasses import dataclass

from sqlalchemy import func, select

from asiakasrekisteri.domain.answering import is_one_of
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, NotFoundError
from asiakasrekisteri.domain.fields import EntitySpec, FieldSpec
from asiakasrekisteri.domain.permissions import Permission, Role
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import readable
from asiakasrekisteri.store.attempts import Attempts
from asiakasrekisteri.store.keyfile import fold_login
from asiakasrekisteri.store.models import Register, User
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case

USER: EntitySpec = User.spec()
SHORTEST_PASSWORD = 12


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as the list of user rights shows it."""

    id: int
    login: str
    name: str
    role: str
    status: str
    granted_at: str


def user_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of a user that are asked when a user ID is granted."""
    return USER.editable()


@use_case(Permission.USER_MANAGE, discloses=nothing, writes=False)
def list_users(work: Work) -> tuple[UserRow, ...]:
    """Return every user ID ever granted, open ones first."""
    rows = work.session.scalars(select(User).order_by(User.status, User.login))
    return tuple(UserRow(u.id, u.login, u.name, u.role, u.status, u.granted_at.isoformat()) for u in rows)


@use_case(Permission.USER_MANAGE, discloses=nothing)
def grant_user(work: Work, login: str, name: str, role: Role, first_password: str) -> int:
    """Grant a personal user ID; its holder must change the first password before work begins.

    The row is written first and the key file last: should the commit fail after it, the user ID opens nothing, and
    granting it anew mends both.

    Raises:
        InvalidInputError: the user ID is taken, the name is missing or the password is too short.
    """
    check_password(first_password, "password")
    user = add_user_row(work, login, name, role)
    keys = work.store.vault.keys
    work.store.key_file.grant(keys, user.login, first_password, [k.value for k in role.sealed_keys])
    work.log("grant", "user", user.id)
    return user.id


def add_user_row(work: Work, login: str, name: str, role: Role) -> User:
    """Store the row of a new user."""
    from_source(work, "staff")
    login, name = login.strip(), readable(name).strip()
    faults = []
    if not login:
        faults.append(FieldError("login", _("Käyttäjätunnus puuttuu.")))
    if not name:
        faults.append(FieldError("name", _("Nimi puuttuu.")))
    if work.session.scalar(select(User.id).where(func.lower(User.login) == login.lower())) is not None:
        faults.append(FieldError("login", _("Käyttäjätunnus on jo käytössä. Valitse toinen.")))
    if faults:
        raise InvalidInputError(faults)
    user = User(
        login=login,
        name=name,
        role=role.value,
        status="active",
        granted_at=work.now,
        granted_by=work.actor.user_id or None,
    )
    work.session.add(user)
    work.session.flush()
    return user


def check_password(password: str, field: str) -> None:
    """Refuse a password that is too short; length is the only demand, so that a sentence will do.

    Raises:
        InvalidInputError: fewer than 12 characters.
    """
    if len(password) < SHORTEST_PASSWORD:
        message = _("Salasanassa on oltava vähintään {n} merkkiä. Vaikkapa neljä sanaa peräkkäin.")
        raise InvalidInputError([FieldError(field, message.format(n=SHORTEST_PASSWORD))])


@use_case(Permission.USER_MANAGE, discloses=nothing)
def close_user(work: Work, user_id: int) -> tuple[str, ...]:
    """Close a user ID: its slot is taken away. Rotation of the data key is a step of its own (`rotate_keys`).

    Returns:
        The registers whose description names the holder as the contact: who answers after him?

    Raises:
        InvalidInputError: it is the last open main user, or the actor's own.
    """
    from_source(work, "staff")
    user = _active(work, user_id)
    if user.id == work.actor.user_id:
        raise InvalidInputError([FieldError("user", _("Omaa käyttäjätunnusta ei voi sulkea."))])
    user.status, user.closed_at = "closed", work.now
    work.session.flush()
    work.store.key_file.revoke(work.store.vault.keys, user.login)
    work.log("revoke", "user", user_id)
    return _contact_of(work, user.name)


def _contact_of(work: Work, name: str) -> tuple[str, ...]:
    """Return the registers in use whose contact has a name."""
    rows = work.session.scalars(select(Register).where(Register.closed_on.is_(None)).order_by(Register.id))
    contacts = ((row.name, str(row.content.get("contact", {}).get("name", ""))) for row in rows)
    return tuple(register for register, contact in contacts if is_one_of(contact, (name,)))


@use_case(Permission.USER_MANAGE, discloses=nothing)
def reset_user(work: Work, user_id: int, first_password: str) -> None:
    """Give a user who forgot the password a new first one, and forget the wrong tries."""
    check_password(first_password, "password")
    user = _active(work, user_id)
    work.store.key_file.reset(work.store.vault.keys, user.login, first_password)
    Attempts(work.store.vault.folder, work.store.vault.office, work.store.clock).forget(fold_login(user.login))
    work.log("reset", "user", user_id)


@use_case(Permission.USER_MANAGE, discloses=nothing)
def change_role(work: Work, user_id: int, role: Role) -> None:
    """Give a user another role, and the sealed keys of that role only."""
    from_source(work, "staff")
    user = _active(work, user_id)
    if user.id == work.actor.user_id:
        raise InvalidInputError([FieldError("role", _("Omaa roolia ei voi vaihtaa."))])
    user.role = role.value
    work.session.flush()
    work.store.key_file.set_keys(work.store.vault.keys, user.login, [k.value for k in role.sealed_keys])
    work.log("role", "user", user_id)


@use_case(Permission.USER_MANAGE, discloses=nothing)
def new_recovery_code(work: Work) -> str:
    """Make a new recovery code; the old sheet opens nothing any more. The code is shown and printed once."""
    work.log("recovery_code")
    return work.store.key_file.new_recovery(work.store.vault.keys)


def _active(work: Work, user_id: int) -> User:
    user = work.session.get(User, user_id)
    if user is None or user.status != "active":
        raise NotFoundError(_("Käyttäjätunnus ei ole enää voimassa."))
    return user

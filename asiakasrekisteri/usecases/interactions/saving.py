"""Writing down an interaction with those who took part, in one save, one log entry, one undo."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Customer, Interaction, Participant, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.interactions.people import ParticipantEdit, apply_participants, become_users
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted
from asiakasrekisteri.usecases.rows import require_alone

_SOURCES = {"call": "call", "email": "email"}


@dataclass(frozen=True, slots=True)
class SavedInteraction:
    """What was saved, the number by which `undo` takes it back, what is worth noticing, and who became an end user."""

    id: int
    undo: int
    warnings: tuple[str, ...] = ()
    end_users: tuple[int, ...] = ()


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def add_interaction(
    work: Work,
    values: Mapping[str, object],
    participants: Sequence[ParticipantEdit] = (),
    *,
    source: str = "",
) -> SavedInteraction:
    """Write down an interaction.

    Args:
        work: the unit of work.
        values: fields of the interaction, and `customer_id`; `at` is now where it is not told, and only a support
            case begins open. Of a recorded call `informed_at_start` must be answered, either way.
        participants: who took part.
        source: where it is known from; by its kind where not told.

    Raises:
        InvalidInputError: a field is wrong; of a participant "participants.0.written".
        RestrictedError: the processing of somebody's data is restricted.
    """
    state = "open" if values.get("kind") == "support" else "closed"
    given = {"at": work.now, "state": state, **values}
    from_source(work, source or _SOURCES.get(str(given.get("kind")), "staff"))
    _require_answer(given, recorded=False)
    customer_id = _customer(work, given.pop("customer_id", None))
    row = new_row(work, Interaction, given, customer_id=customer_id, user_id=work.actor.user_id or None)
    return _stored(work, row, participants)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def save_interaction(
    work: Work,
    interaction_id: int,
    version: int,
    values: Mapping[str, object],
    participants: Sequence[ParticipantEdit] = (),
    *,
    source: str = "staff",
) -> SavedInteraction:
    """Save what is given of an interaction: fields, `customer_id`, those who took part."""
    from_source(work, source)
    row = got(work, Interaction, interaction_id, version)
    require_unrestricted(work, row)
    _require_answer(values, recorded=row.recorded)
    _touch(work, row)
    given = dict(values)
    if "customer_id" in given:
        row.customer_id = _customer(work, given.pop("customer_id"))
    change_row(work, row, given)
    return _stored(work, row, participants)


def _customer(work: Work, customer_id: object) -> int | None:
    return got(work, Customer, customer_id).id if isinstance(customer_id, int) else None


def _stored(work: Work, row: Interaction, participants: Sequence[ParticipantEdit]) -> SavedInteraction:
    _settle(work, row)
    _require_own_service(work, row)
    apply_participants(work, row, participants)
    end_users = become_users(work, row)
    require_unrestricted(work, row)
    _touch(work, row)
    return SavedInteraction(row.id, work.log_number, warnings_of(row), end_users)


def warnings_of(row: Interaction) -> tuple[str, ...]:
    """Return what the law would have wanted otherwise and what is kept and shown all the same."""
    if row.recorded and not row.informed_at_start:
        return (_("Nauhoituksesta ei kerrottu ennen kuin se alkoi. Kerro siitä henkilölle ja harkitse poistamista."),)
    return ()


def _require_answer(values: Mapping[str, object], *, recorded: bool) -> None:
    """Ask of a recorded call whether the recording was told of; "no" is an answer, silence is not."""
    becomes = bool(values.get("recorded")) and not recorded
    if becomes and values.get("informed_at_start") is None:
        message = _("Vastaa, kerrottiinko nauhoituksesta ennen kuin se alkoi.")
        raise InvalidInputError([FieldError("informed_at_start", message)])


def _settle(work: Work, row: Interaction) -> None:
    """Let the day of closing follow the state."""
    if row.state == "open":
        row.closed_on = None
    elif row.kind == "support" and row.closed_on is None:
        row.closed_on = work.today


def _require_own_service(work: Work, row: Interaction) -> None:
    if row.service_id is None:
        return
    service = got(work, Service, row.service_id)
    if row.customer_id is None:
        row.customer_id = service.customer_id
    elif service.customer_id != row.customer_id:
        message = _("Palvelu on toisen asiakkaan. Valitse tämän asiakkaan palvelu.")
        raise InvalidInputError([FieldError("service_id", message)])


def _touch(work: Work, row: Interaction) -> None:
    """Tell listeners of the customer and the persons whose cards show it."""
    work.changed.add(("interaction", row.id))
    if row.customer_id is not None:
        work.changed.add(("customer", row.customer_id))
    persons = select(Participant.person_id).where(
        Participant.interaction_id == row.id, Participant.person_id.is_not(None)
    )
    work.changed.update(("person", person) for person in work.session.scalars(persons) if person is not None)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def remove_interaction(work: Work, interaction_id: int, version: int) -> SavedInteraction:
    """Remove an interaction with those who took part; it can be undone.

    Raises:
        InvalidInputError: it has files or recordings, whose bytes no undo brings back: they are destroyed first.
        RestrictedError: the processing of somebody's data is restricted.
    """
    from_source(work, "staff")
    row = got(work, Interaction, interaction_id, version)
    require_unrestricted(work, row)
    _touch(work, row)
    for participant in work.session.scalars(select(Participant).where(Participant.interaction_id == row.id)):
        work.session.delete(participant)
    work.session.flush()
    require_alone(work, row)
    work.session.delete(row)
    work.session.flush()
    return SavedInteraction(interaction_id, work.log_number)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def close_interaction(
    work: Work, interaction_id: int, version: int, closed_on: dt.date | None = None
) -> SavedInteraction:
    """Mark a matter as dealt with, today unless another day is told."""
    from_source(work, "staff")
    row = got(work, Interaction, interaction_id, version)
    require_unrestricted(work, row)
    row.state, row.closed_on = "closed", closed_on or work.today
    return _marked(work, row)


@use_case(Permission.INTERACTION_WRITE, discloses=nothing)
def reopen_interaction(work: Work, interaction_id: int, version: int) -> SavedInteraction:
    """Mark a matter as open again."""
    from_source(work, "staff")
    row = got(work, Interaction, interaction_id, version)
    require_unrestricted(work, row)
    row.state, row.closed_on = "open", None
    return _marked(work, row)


def _marked(work: Work, row: Interaction) -> SavedInteraction:
    work.session.flush()
    _touch(work, row)
    return SavedInteraction(row.id, work.log_number, warnings_of(row))

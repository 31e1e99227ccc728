"""Those who take part in an interaction: known persons or written names, and who became known by it (R-35)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    ContactRole,
    Customer,
    EndUser,
    Interaction,
    Maintainer,
    Participant,
    Person,
    Service,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import change_row, new_row
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import require_unrestricted

_CONTACTED = frozenset({"call", "email", "support"})
"""Kinds of interaction in which somebody turns to customer service or is turned to."""
_ONLY_NAMED = frozenset({"copied", "mentioned"})
"""Parts of those who did not themselves take contact."""


@dataclass(frozen=True, slots=True)
class ParticipantEdit:
    """One who takes part: new (id None), changed, or removed.

    Attributes:
        part: see `PARTS`.
        person_id: who it is, when known.
        written: the name as it was told or written; needed where the person is not known.
        address: e-mail address or number used.
        id, version: of a participant that is already stored.
        removed: the participant goes.
    """

    part: str = "caller"
    person_id: int | None = None
    written: str = ""
    address: str = ""
    id: int | None = None
    version: int | None = None
    removed: bool = False


def apply_participants(work: Work, interaction: Interaction, edits: Sequence[ParticipantEdit]) -> None:
    """Carry out the edits of those who take part.

    Raises:
        InvalidInputError: names are prefixed with the position of the edit, "participants.0.written".
    """
    faults: list[FieldError] = []
    for position, edit in enumerate(edits):
        try:
            _apply(work, interaction, edit)
        except InvalidInputError as error:
            faults += [FieldError(f"participants.{position}.{e.field}", e.message) for e in error.errors]
    if faults:
        raise InvalidInputError(faults)


def _apply(work: Work, interaction: Interaction, edit: ParticipantEdit) -> None:
    row = None if edit.id is None else got(work, Participant, edit.id, edit.version)
    if row is not None and row.interaction_id != interaction.id:
        raise InvalidInputError([FieldError("id", _("Osapuoli kuuluu toiseen yhteydenottoon."))])
    if edit.removed:
        if row is not None:
            _touch(work, row.person_id)
            work.session.delete(row)
        return
    if edit.person_id is None and not edit.written.strip():
        raise InvalidInputError([FieldError("written", _("Valitse henkilö tai kirjoita nimi."))])
    if edit.person_id is not None:
        require_unrestricted(work, got(work, Person, edit.person_id))
    values = {"part": edit.part, "written": edit.written, "address": edit.address}
    if row is None:
        new_row(work, Participant, values, interaction_id=interaction.id, person_id=edit.person_id)
    else:
        _touch(work, row.person_id)
        change_row(work, row, values)
        row.person_id = edit.person_id
    _touch(work, edit.person_id)


def _touch(work: Work, person_id: int | None) -> None:
    if person_id is not None:
        work.changed.add(("person", person_id))


def become_users(work: Work, interaction: Interaction) -> tuple[int, ...]:
    """Make end users of those who contacted support and whom the customer has not told of (R-35); return who they are.

    Somebody is known at a customer as its contact person now, as a user of its services, as who maintains one of them,
    or as the customer herself.
    """
    work.session.flush()
    customer_id = interaction.customer_id
    if interaction.kind not in _CONTACTED or customer_id is None:
        return ()
    took_part = select(Participant.person_id).where(
        Participant.interaction_id == interaction.id,
        Participant.person_id.is_not(None),
        Participant.part.not_in(_ONLY_NAMED),
    )
    persons = {person for person in work.session.scalars(took_part) if person is not None}
    unknown = sorted(persons - _known_at(work, customer_id, persons))
    since = interaction.at.astimezone(FINLAND).date()
    for person_id in unknown:
        made = {"origin": "contacted_support", "since": since, "service_id": interaction.service_id}
        new_row(work, EndUser, made, person_id=person_id, customer_id=customer_id)
    return tuple(unknown)


def _known_at(work: Work, customer_id: int, persons: set[int]) -> set[int]:
    in_force = or_(ContactRole.until.is_(None), ContactRole.until >= work.today)
    services = select(Service.id).where(Service.customer_id == customer_id)
    asked = (
        select(ContactRole.person_id).where(ContactRole.customer_id == customer_id, in_force),
        select(EndUser.person_id).where(EndUser.customer_id == customer_id),
        select(Maintainer.person_id).where(Maintainer.service_id.in_(services), Maintainer.person_id.in_(persons)),
        select(Customer.person_id).where(Customer.id == customer_id, Customer.person_id.is_not(None)),
    )
    return {int(person) for statement in asked for person in work.session.scalars(statement) if person is not None}

"""One interaction as its card shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.fields import Record, Sensitivity
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.store.models import Customer, Interaction, Participant, Person, Recording, User
from asiakasrekisteri.store.sealed import may_open
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.attachments import AttachmentRow, attachments_of
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.interactions.lists import name_of
from asiakasrekisteri.usecases.interactions.saving import warnings_of
from asiakasrekisteri.usecases.records import got, to_record, to_records


@dataclass(frozen=True, slots=True)
class Participating:
    """One who took part: the record, who it is when known, and the name by which to show it."""

    record: Record
    person_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class InteractionCard:
    """Everything the card of an interaction shows.

    Attributes:
        record: the interaction, with origins; the service is named in `record.names`.
        customer_id, customer: whose, when known.
        participants: who took part.
        attachments: files without the recordings.
        recordings: of the calls; empty for a role without their key.
        sounds: the attachment of each recording, by the recording's id.
        warnings: what the law would have wanted otherwise.
        who: the user who wrote it down.
        persons: everybody it tells of.
    """

    record: Record
    customer_id: int | None
    customer: str
    participants: tuple[Participating, ...]
    attachments: tuple[AttachmentRow, ...]
    recordings: tuple[Record, ...]
    sounds: dict[int, AttachmentRow]
    warnings: tuple[str, ...]
    who: str
    persons: tuple[int, ...]


def _seen(card: InteractionCard) -> Sequence[Seen]:
    number = card.record.id
    rows = [Seen("interaction", number, person) for person in card.persons or (None,)]
    rows += [Seen("recording", recording.id, next(iter(card.persons), None)) for recording in card.recordings]
    return rows


@use_case(Permission.INTERACTION_READ, discloses=_seen)
def open_interaction(work: Work, interaction_id: int) -> InteractionCard:
    """Open the card of an interaction."""
    row = got(work, Interaction, interaction_id)
    customer = work.session.get(Customer, row.customer_id) if row.customer_id is not None else None
    user = work.session.get(User, row.user_id) if row.user_id is not None else None
    participants = tuple(_participants(work, row.id))
    files = attachments_of(work, "interaction", [row.id]).get(row.id, ())
    recordings = _recordings(work, row.id)
    persons = dict.fromkeys(p.person_id for p in participants if p.person_id is not None)
    first = person_of(row, work.session)
    if first is not None:
        persons.setdefault(first)
    by_id = {file.id: file for file in files}
    return InteractionCard(
        record=to_record(work, row, with_origins=True),
        customer_id=row.customer_id,
        customer=customer.name if customer is not None else "",
        participants=participants,
        attachments=tuple(file for file in files if file.kind != "recording"),
        recordings=to_records(work, recordings),
        sounds={r.id: by_id[r.attachment_id] for r in recordings if r.attachment_id in by_id},
        warnings=warnings_of(row),
        who=user.name if user is not None else "",
        persons=tuple(persons),
    )


def _participants(work: Work, interaction_id: int) -> list[Participating]:
    asked = (
        select(Participant, Person)
        .outerjoin(Person, Person.id == Participant.person_id)
        .where(Participant.interaction_id == interaction_id)
        .order_by(Participant.id)
    )
    found = []
    for row, person in work.session.execute(asked).all():
        record = to_record(work, row, with_origins=True)
        found.append(
            Participating(record, row.person_id, name_of(person) or record.text("written") or record.text("address"))
        )
    return found


def _recordings(work: Work, interaction_id: int) -> Sequence[Recording]:
    if not may_open(work, Sensitivity.RECORDING):
        return ()
    mine = select(Recording).where(Recording.interaction_id == interaction_id)
    return work.session.scalars(mine.order_by(Recording.started_at.desc())).all()

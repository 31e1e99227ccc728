"""Telling of calls, mails, visits and the rest that was said."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Attachment, Customer, Interaction, Participant, Recording, User
from asiakasrekisteri.store.sealed import may_open
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import FileOf, Pill, RecordingOf, TimelineItem
from asiakasrekisteri.usecases.events.source import Source
from asiakasrekisteri.usecases.interactions.lists import names_of_participants
from asiakasrekisteri.usecases.interactions.saving import warnings_of

KINDS = ("call", "email", "visit", "letter", "note", "support")
BODY = 600
"""Characters of a text that a timeline shows; the rest is on the card."""
_LINES = 4


def tell_interactions(work: Work, source: Source, rows: Sequence[Any]) -> Iterator[TimelineItem]:
    """Tell of interactions with who took part, files, and the recording where the role has its key."""
    ids = [row.id for row, _body in rows]
    if not ids:
        return
    names, persons, files = names_of_participants(work, ids), _persons(work, ids), _files(work, ids)
    recordings = _recordings(work, ids) if may_open(work, Sensitivity.RECORDING) else {}
    users = users_by_id(work, [row.user_id for row, _body in rows])
    kinds = {option.code: _(option.label) for option in Interaction.spec()["kind"].options}
    for row, body in rows:
        people = ", ".join(names.get(row.id, ()))
        text = [line.strip() for line in (body or "").splitlines() if line.strip()]
        word = kinds[row.kind]
        yield TimelineItem(
            place=source.place(row),
            kind=row.kind,
            at=row.at,
            title=_("{kind}: {subject}").format(kind=word[:1].upper() + word[1:], subject=row.subject),
            lines=tuple(line for line in (people, *text[:_LINES], *warnings_of(row)) if line),
            who=users.get(row.user_id, ""),
            pill=Pill(_("Avoin"), "warn") if row.state == "open" else None,
            attachments=tuple(files.get(row.id, ())),
            recording=recordings.get(row.id),
            address=f"interaction/{row.id}",
            entity="interaction",
            id=row.id,
            persons=tuple(persons.get(row.id, ())),
        )


def users_by_id(work: Work, ids: Sequence[int | None]) -> dict[int | None, str]:
    """Return the names of users."""
    known = {i for i in ids if i}
    if not known:
        return {}
    asked = select(User.id, User.name).where(User.id.in_(known))
    return {user.id: user.name for user in work.session.execute(asked)}


def _persons(work: Work, ids: Sequence[int]) -> dict[int, list[int]]:
    """Return whom each interaction tells of: who took part, then the private customer herself."""
    took_part = (
        select(Participant.interaction_id, Participant.person_id)
        .where(Participant.interaction_id.in_(ids), Participant.person_id.is_not(None))
        .order_by(Participant.id)
    )
    herself = (
        select(Interaction.id, Customer.person_id)
        .join(Customer, Customer.id == Interaction.customer_id)
        .where(Interaction.id.in_(ids), Customer.person_id.is_not(None))
    )
    found: dict[int, list[int]] = {}
    for asked in (took_part, herself):
        for interaction, person in work.session.execute(asked):
            if person is not None and person not in found.setdefault(interaction, []):
                found[interaction].append(person)
    return found


def _files(work: Work, ids: Sequence[int]) -> dict[int, list[FileOf]]:
    asked = (
        select(Attachment.interaction_id, Attachment.id, Attachment.name, Attachment.size)
        .where(Attachment.interaction_id.in_(ids), Attachment.complete, Attachment.kind != "recording")
        .order_by(Attachment.id)
    )
    found: dict[int, list[FileOf]] = {}
    for interaction, row_id, name, size in work.session.execute(asked):
        if interaction is not None:
            found.setdefault(interaction, []).append(FileOf(row_id, name, size))
    return found


def _recordings(work: Work, ids: Sequence[int]) -> dict[int, RecordingOf]:
    """Return the recording of each call, the first where it was made in pieces: the others are on its card."""
    asked = (
        select(Recording.interaction_id, Recording.attachment_id, Recording.seconds)
        .where(Recording.interaction_id.in_(ids), Recording.attachment_id.is_not(None))
        .order_by(Recording.started_at.desc(), Recording.id.desc())
    )
    return {
        interaction: RecordingOf(attachment, seconds or 0)
        for interaction, attachment, seconds in work.session.execute(asked)
        if attachment is not None
    }

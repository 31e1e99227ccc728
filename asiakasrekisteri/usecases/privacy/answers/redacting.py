"""Taking a person out of what is not linked to her: rows that a search found and an officer accepted as hers."""

import re
from typing import Any

from sqlalchemy import select, update

from asiakasrekisteri.domain.fields import Sensitivity
from asiakasrekisteri.store.changes import AUDITED
from asiakasrekisteri.store.models import Attachment, Change, Entity, Interaction, Participant
from asiakasrekisteri.store.scanning import word_fields
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.shared_files import take_out


def redact_found(work: Work, row: Entity, words: re.Pattern[str], mask: str) -> None:
    """Put a mask in place of what tells of a person in the texts of a row, of its parts and of their former values.

    Args:
        work: the unit of work.
        row: what was found.
        words: what tells of her.
        mask: what stands in their place.
    """
    parts: list[Entity] = [row]
    if isinstance(row, Interaction):
        parts += work.session.scalars(select(Participant).where(Participant.interaction_id == row.id))
    for part in parts:
        _redact_texts(work, part, words, mask)
        _redact_history(work, part, words, mask)
    if isinstance(row, Attachment):
        take_out(work, row, words, mask)


def redact_unknown(work: Work, row: Interaction, words: re.Pattern[str], mask: str) -> None:
    """Put a mask in place of what tells of a person in the parties of a talk who are known by a written name only."""
    unknown = (Participant.interaction_id == row.id) & Participant.person_id.is_(None)
    for part in work.session.scalars(select(Participant).where(unknown)).all():
        _redact_texts(work, part, words, mask)
        _redact_history(work, part, words, mask)


def _redact_texts(work: Work, row: Entity, words: re.Pattern[str], mask: str) -> None:
    said: dict[str, Any] = {}
    for field in word_fields(type(row)):
        value = getattr(row, field.name)
        if isinstance(value, str) and field.sensitivity is Sensitivity.PLAIN and words.search(value):
            said[field.name] = words.sub(mask, value)
    if said:
        entity = type(row)
        _quietly(work, update(entity).where(entity.id == row.id).values(**said, version=row.version + 1))


def _redact_history(work: Work, row: Entity, words: re.Pattern[str], mask: str) -> None:
    of_row = (Change.entity == row.__tablename__) & (Change.entity_id == row.id) & (Change.action != "create")
    for number, values in work.session.execute(select(Change.id, Change.values).where(of_row)).all():
        told = {name: [_masked(one, words, mask) for one in pair] for name, pair in values.items()}
        if told != values:
            _quietly(work, update(Change).where(Change.id == number).values(values=told))


def _masked(value: object, words: re.Pattern[str], mask: str) -> object:
    return words.sub(mask, value) if isinstance(value, str) else value


def _quietly(work: Work, statement: Any) -> None:
    work.session.execute(statement, execution_options={AUDITED: True, "synchronize_session": False})

"""Finding everything about one person (GDPR Art. 15, LAW §2.4): every table, free text, mail, file name and party.

What is linked to her is hers already. Here is what tells of her and is linked to nobody, or to somebody else: it is
proposed, the surest first, and an officer accepts or rejects each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.telling import Certainty, Known, Trace, certainty, snippet
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.attachments import SEALED_KIND
from asiakasrekisteri.store.changes import restored
from asiakasrekisteri.store.models import (
    Attachment,
    Change,
    Customer,
    DomainName,
    Entity,
    Invoice,
    Participant,
    Person,
    Recording,
    entities,
)
from asiakasrekisteri.store.scanning import count_rows, scan, scan_history, word_fields
from asiakasrekisteri.store.subjects import person_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import HIDDEN, hidden_fields
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.privacy.file_words import file_text
from asiakasrekisteri.usecases.privacy.recognising import known_of
from asiakasrekisteri.usecases.records import entity_of, got
from asiakasrekisteri.usecases.sameness import same_persons

CERTAINTY_WORDS = {
    Certainty.IDENTIFIER: N_("Oma tunniste: sähköposti, puhelin tai henkilötunnus"),
    Certainty.NAME_AND_IDENTIFIER: N_("Koko nimi ja toinen tunniste"),
    Certainty.FULL_NAME: N_("Koko nimi"),
    Certainty.IDENTIFIER_OF_MANY: N_("Asiakasnumero, käyttäjätunnus tai verkkotunnus"),
    Certainty.SURNAME: N_("Pelkkä sukunimi"),
}
_NAMED_AFTER_OTHERS = (Person, Customer, Invoice, DomainName)
HISTORY, CONTENT = "change", "content"
"""In place of a field: a former value, the inside of a file."""
_TOLD = 5000
_LARGEST_FILE = 20 << 20
_PARTS: dict[type[Entity], str] = {Participant: "interaction", Recording: "interaction"}
"""Rows that are found as the whole they are part of."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A row that tells of a person without being linked to her.

    Attributes:
        entity, id: of the row; a party of a talk is found as the talk.
        fields: in which of its texts, "change" for a former value, "content" for the inside of a file.
        certainty: how sure it is that she is meant.
        title: what the row is, in words.
        words: the text around the place that tells of her.
        person_id: whose the row is, if anybody's.
    """

    entity: str
    id: int
    fields: tuple[str, ...]
    certainty: Certainty
    title: str
    words: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, the surest first, and for whom."""

    person_id: int
    hits: tuple[Hit, ...]

    def __iter__(self) -> Iterator[Hit]:
        """Walk the hits."""
        return iter(self.hits)


def _hits_seen(found: Hits) -> Sequence[Seen]:
    return [Seen("person", found.person_id, found.person_id)] + [Seen(h.entity, h.id, h.person_id) for h in found]


@use_case(Permission.EXTRACT_PRINT, discloses=_hits_seen)
def search_everything(work: Work, person_id: int) -> Hits:
    """Look through every text of the register for a person, by everything by which she is known.

    Raises:
        CancelledError: the listener of the gate's progress said so.
    """
    got(work, Person, person_id)
    return Hits(person_id, tuple(found_everywhere(work, person_id)))


def found_everywhere(work: Work, person_id: int) -> list[Hit]:
    """Return the rows that tell of a person and are not linked to her, the surest first."""
    ids = same_persons(work, person_id)
    own = list(own_rows(work, person_id))
    known = known_of(work, ids, own)
    mine = {(row.__tablename__, row.id) for row in own}
    places: dict[tuple[str, int], dict[str, None]] = {}
    for (entity, row_id), field in _places(work, known):
        whole = _whole(work, entity, row_id)
        if whole is not None and whole not in mine and (entity, row_id) not in mine:
            places.setdefault(whole, {})[field] = None
    hits = (_hit(work, known, entity, row_id, tuple(fields)) for (entity, row_id), fields in places.items())
    return sorted(filter(None, hits), key=lambda hit: (-hit.certainty, hit.entity, hit.id))


def _places(work: Work, known: Known) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield entity, id and field of every text in which there is something of her."""
    connection = work.session.connection()
    walked = [entity for entity in entities() if word_fields(entity)]
    total = sum(count_rows(connection, entity) for entity in walked) + count_rows(connection, Change)
    done = 0

    def tells(text: str) -> bool:
        return bool(known.traces(text))

    def step() -> None:
        nonlocal done
        if done % _TOLD == 0:
            work.progress.report(done, total, _("Haetaan kaikista tiedoista"))
        done += 1

    for entity in walked:
        for row_id, fields in scan(connection, entity, known.may_be_in, tells):
            step()
            yield from (((entity.__tablename__, row_id), field) for field in fields)
    for change_id, found in scan_history(connection, known.may_be_in, tells):
        step()
        if found:
            change = work.session.get_one(Change, change_id)
            yield (change.entity, change.entity_id), HISTORY
    yield from _in_files(work, tells)


def _in_files(work: Work, tells: Callable[[str], bool]) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the mails and documents in whose inside there is something."""
    asked = select(Attachment.id).where(
        Attachment.complete, Attachment.kind != SEALED_KIND, Attachment.size <= _LARGEST_FILE
    )
    for number, row_id in enumerate(work.session.scalars(asked).all()):
        work.progress.report(number, 0, _("Luetaan liitteitä"))
        row = work.session.get_one(Attachment, row_id)
        if tells(file_text(work, row)):
            yield ("attachment", row_id), CONTENT
        work.session.expunge(row)


def _whole(work: Work, entity: str, row_id: int) -> tuple[str, int] | None:
    """Return the row that is shown for a found one; None of what is not in the register any more."""
    kind = entity_of(entity)
    row = work.session.get(kind, row_id)
    if row is None:
        return None
    owner = _PARTS.get(kind)
    return (entity, row_id) if owner is None else (owner, getattr(row, f"{owner}_id"))


def _hit(work: Work, known: Known, entity: str, row_id: int, fields: tuple[str, ...]) -> Hit | None:
    row = work.session.get_one(entity_of(entity), row_id)
    told = [(text, known.traces(text)) for text in _texts(work, row, fields)]
    sure = certainty(_joined(traces for _text, traces in told))
    if sure is None or (sure is Certainty.SURNAME and _is_of_namesake(work, known, row)):
        return None
    best = max(told, key=lambda one: certainty(one[1]) or 0)
    hidden = hidden_fields(work, row)
    title = HIDDEN if any(name in hidden for name in row.__named_by__) else _called(row)
    words = HIDDEN if any(name in hidden for name in fields) else snippet(*best)
    return Hit(
        entity, row_id, fields, sure, f"{_(row.__label__)}: {title}".rstrip(": "), words, person_of(row, work.session)
    )


def _called(row: Entity) -> str:
    """Return what a row is called; of one that has no name of its own, nothing."""
    named = {field.name for field in row.spec()}
    return _(row.called()) if named.issuperset(row.__named_by__) else ""


def _is_of_namesake(work: Work, known: Known, row: Entity) -> bool:
    """Tell whether a surname alone is surely another's: the name of a customer, or of the person a row is about."""
    if isinstance(row, _NAMED_AFTER_OTHERS):
        return True
    other = person_of(row, work.session)
    person = work.session.get(Person, other) if other is not None else None
    return person is not None and person.last_name.casefold() in map(str.casefold, known.surnames)


def _joined(traces: Iterable[tuple[Trace, ...]]) -> Iterator[Trace]:
    """Yield the traces of all texts of a row; a name in one and a number in another confirm each other."""
    for found in traces:
        yield from found


def _texts(work: Work, row: Entity, fields: Sequence[str]) -> Iterator[str]:
    """Yield the texts of a row, those of its parts too: what a hit is judged by."""
    own = [field.name for field in word_fields(type(row))]
    yield _called(row)
    yield from (str(value) for name in own if (value := getattr(row, name)))
    for part, owner in _PARTS.items():
        if owner == row.__tablename__:
            for other in work.session.scalars(select(part).where(getattr(part, f"{owner}_id") == row.id)):
                yield from (str(value) for f in word_fields(part) if (value := getattr(other, f.name)))
    if HISTORY in fields:
        of_row = (Change.entity == row.__tablename__) & (Change.entity_id == row.id) & (Change.action != "create")
        for values in work.session.scalars(select(Change.values).where(of_row)):
            yield from (str(restored(pair[0])) for pair in values.values() if isinstance(pair[0], str))
    if CONTENT in fields and isinstance(row, Attachment):
        yield file_text(work, row)

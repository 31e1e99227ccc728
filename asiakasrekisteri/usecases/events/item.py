"""One event of a timeline as plain data, and its place in the order."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from asiakasrekisteri.domain.errors import NotFoundError
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import _


class Place(NamedTuple):
    """Where an event stands: greater is newer. `part` parts the fields of one change, the first is the greatest."""

    moment: dt.datetime
    source: str
    id: int
    part: int = 0

    def key(self) -> str:
        """Return the place as a text that `place_of` reads."""
        return f"{self.moment.isoformat()}|{self.source}|{self.id}|{self.part}"


def place_of(key: str) -> Place:
    """Read the key of an event.

    Raises:
        NotFoundError: it is none.
    """
    try:
        moment, source, row_id, part = key.split("|")
        return Place(dt.datetime.fromisoformat(moment), source, int(row_id), int(part))
    except ValueError as error:
        raise NotFoundError(_("Tapahtumaa ei enää ole. Päivitä näkymä.")) from error


def moment(at: dt.date) -> dt.datetime:
    """Return when a day or instant stands in the order: a day at its midnight in Finland."""
    if isinstance(at, dt.datetime):
        return at.astimezone(dt.UTC)
    return dt.datetime.combine(at, dt.time(), FINLAND).astimezone(dt.UTC)


class FileOf(NamedTuple):
    """A file of an event; size in bytes."""

    id: int
    name: str
    size: int


class RecordingOf(NamedTuple):
    """A recorded call: the attachment that holds it, and its length in seconds (0: not known)."""

    attachment_id: int
    seconds: int


class ChangeOf(NamedTuple):
    """A value before and after, in words, and where the new one came from."""

    old: str
    new: str
    source: str


class Pill(NamedTuple):
    """A state in words, and its tone: neutral, info, ok, warn, err."""

    text: str
    tone: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineItem:
    """One event.

    Attributes:
        place: its place in the order; `key` is the same as a text.
        kind: call, email, visit, letter, note, support, order, invoice, payment, reminder, contract, service, domain,
            role, credit_check, notice, usage, paper, change.
        at: aware instant, or a Finnish day.
        title: one line.
        lines: paragraphs under it.
        who: the user who wrote it down.
        pill: a state in words.
        attachments: files that can be opened.
        recording: a recorded call, for roles that have the key.
        change: a value before and after.
        address: what it opens, e.g. "invoice/17"; "" for nothing.
        entity, id: the row it tells of, for the view log.
        persons: whom it tells of, the first of them first.
        restricted: only that it happened is shown (GDPR Art. 18).
    """

    place: Place
    kind: str
    at: dt.date
    title: str
    lines: tuple[str, ...] = ()
    who: str = ""
    pill: Pill | None = None
    attachments: tuple[FileOf, ...] = ()
    recording: RecordingOf | None = None
    change: ChangeOf | None = None
    address: str = ""
    entity: str
    id: int
    persons: tuple[int, ...] = ()
    restricted: bool = False

    @property
    def key(self) -> str:
        """Tells it from all others, and where the next page begins."""
        return self.place.key()

    @property
    def person_id(self) -> int | None:
        """The first person it tells of."""
        return next(iter(self.persons), None)

"""Gathering and reviewing an answer: a search over everything, and a decision on each item, kept with the request."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import func, select

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.errors import FieldError, InvalidInputError, StaleRecordError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.review import Counts, State, Verdict, require_reason, state
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.thirdparties import Span, valid
from asiakasrekisteri.store.models import LogEntry, LogItem, Person, Request, RequestHit
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.answers.decisions import certainty_of, decisions_of, digest, stored_spans
from asiakasrekisteri.usecases.privacy.answers.items import Piece, gathered
from asiakasrekisteri.usecases.privacy.holdings import Unit
from asiakasrekisteri.usecases.privacy.lettering import letter_language
from asiakasrekisteri.usecases.privacy.searching import found_everywhere
from asiakasrekisteri.usecases.records import got

_LONGEST_TITLE = 90
_EVENT = re.compile(r"(?P<when>\d{1,2}\.\d{1,2}\.\d{4}(?:\s\S+\s\d{1,2}\.\d{2})?), (?P<more>.+)", re.DOTALL)
"""The first line of what happened at some time: its day, then what it was about."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of an item: its key, what it is called, its whole text, and the places of it that are masked."""

    key: str
    label: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One item of an answer as it is reviewed.

    Attributes:
        unit: the item.
        category: code of its data category.
        title, words: what it is, and the beginning of what it says.
        state: how it stands.
        certainty: how sure it is that a found item is hers; None of what is linked to her.
        lines: in the order of print.
        ground, reason, by: of a decision.
    """

    unit: Unit
    category: str
    title: str
    words: str
    state: State
    certainty: Certainty | None
    lines: tuple[ReviewLine, ...]
    ground: str = ""
    reason: str = ""
    by: str = ""

    @property
    def masked(self) -> int:
        """How many places are masked for sure."""
        return sum(span.sure for line in self.lines for span in line.spans)

    @property
    def unsure(self) -> int:
        """How many places look like somebody's name."""
        return sum(not span.sure for line in self.lines for span in line.spans)


@dataclass(frozen=True, slots=True)
class Review:
    """The items of the answer to a request, in the order of print.

    `gathered_at` is when everything was searched; `language` is that of the extract.
    """

    request_id: int
    person_id: int
    number: str
    items: tuple[ReviewItem, ...]
    gathered_at: dt.datetime | None = None
    language: str = "fi"

    def counts(self) -> Counts:
        """Count the items by their state."""
        said = [item.state for item in self.items]
        return Counts(*(said.count(s) for s in (State.INCLUDED, State.MASKED, State.LEFT_OUT, State.OPEN)))


@use_case(Permission.EXTRACT_PRINT, discloses=nothing)
def gather_request(work: Work, request_id: int) -> int:
    """Search everything for the person of a request and keep what was found with it; earlier decisions stay.

    Returns:
        How many items were found beside what is linked to her.
    """
    request = open_request_of(work, request_id)
    known = {(row.row_entity, row.row_id, row.row_field): row for row in _rows(work, request_id)}
    found = found_everywhere(work, _person(request))
    from_source(work, "staff")
    for hit in found:
        facts: dict[str, Any] = {"certainty": int(hit.certainty), "found_in": list(hit.fields)}
        row = known.get((hit.entity, hit.id, ""))
        if row is None:
            place = {"request_id": request_id, "row_entity": hit.entity, "row_id": hit.id, "row_field": ""}
            work.session.add(RequestHit(**place, **facts))
        else:
            row.certainty, row.found_in = facts["certainty"], facts["found_in"]
    work.session.flush()
    work.log("collect", "request", request_id, person_id=request.person_id)
    return len(found)


def _review_seen(review: Review) -> Sequence[Seen]:
    return [Seen("person", review.person_id, review.person_id), Seen("request", review.request_id, review.person_id)]


@use_case(Permission.EXTRACT_PRINT, discloses=_review_seen)
def review_request(work: Work, request_id: int) -> Review:
    """Return every item of the answer to a request with what is proposed or decided of it."""
    request = got(work, Request, request_id)
    return _review(work, request)


def _review(work: Work, request: Request, only: Unit | None = None) -> Review:
    person_id = _person(request)

    def inside(unit: Unit) -> bool:
        return only is None or unit == only

    everything = gathered(work, person_id, decisions_of(work, request.id), request_id=request.id, inside=inside)
    pieces: dict[Unit, list[Piece]] = {}
    for piece in everything.pieces:
        pieces.setdefault(piece.unit, []).append(piece)
    order = {category: place for place, category in enumerate(CATEGORY_TITLES)}
    items = sorted((_item(unit, own) for unit, own in pieces.items()), key=lambda item: order[_category(item)])
    language = letter_language(work.session.get(Person, person_id))
    return Review(request.id, person_id, request.number, tuple(items), _gathered_at(work, request), language)


def _gathered_at(work: Work, request: Request) -> dt.datetime | None:
    """Return when everything was searched last for a request: the log knows."""
    here = (LogItem.entity == "request") & (LogItem.entity_id == request.id) & (LogItem.action == "collect")
    return work.session.scalar(select(func.max(LogEntry.at)).join(LogItem, LogItem.log_id == LogEntry.id).where(here))


def _category(item: ReviewItem) -> Any:
    return next(category for category in CATEGORY_TITLES if category.value == item.category)


def _item(unit: Unit, pieces: Sequence[Piece]) -> ReviewItem:
    decided = pieces[0].decided
    lines = tuple(ReviewLine(piece.key, piece.line.label, piece.line.value, piece.spans) for piece in pieces)
    spans = tuple(span for line in lines for span in line.spans)
    title, words = _words(unit, lines)
    return ReviewItem(
        unit,
        pieces[0].line.category.value,
        title,
        words,
        state(decided.verdict, spans, found=decided.found),
        certainty_of(decided),
        lines,
        decided.ground,
        decided.reason,
        decided.by,
    )


def _words(unit: Unit, lines: Sequence[ReviewLine]) -> tuple[str, str]:
    """Return title and words: a field by its label, a row by its first line, which begins with its day or name."""
    first = lines[0]
    if unit[2]:
        return first.label, _short(first.text)
    head, _newline, rest = first.text.partition("\n")
    said = rest or next((line.text for line in lines[1:]), "")
    if event := _EVENT.match(head):
        what = first.label.rpartition("(")[2].rstrip(")")
        return f"{event['when']}, {what}", _short(". ".join(part for part in (event["more"], said) if part))
    return _short(head), _short(f"{first.label}: {said}" if said else first.label)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """What is decided of an item.

    Attributes:
        verdict: include, redact, exclude; None takes a decision back.
        ground, reason: of leaving it out.
        spans: the places that are masked, by the key of the line; lines that are not named keep theirs.
    """

    verdict: Verdict | None
    ground: str = ""
    reason: str = ""
    spans: Mapping[str, tuple[Span, ...]] | None = None


@use_case(Permission.EXTRACT_PRINT, discloses=nothing)
def decide_item(work: Work, request_id: int, unit: Unit, made: ItemDecision) -> ReviewItem:
    """Decide of one item of an answer and return it as it now stands.

    Raises:
        InvalidInputError: it is left out without a ground and reasons, or a chosen place lies outside its text.
        StaleRecordError: the item is not there any more.
    """
    request = open_request_of(work, request_id)
    if made.verdict is not None:
        require_reason(made.verdict, made.ground, made.reason)
    item = _found_item(work, request, unit)
    from_source(work, "staff")
    row = _row(work, request_id, unit)
    row.decision = made.verdict.value if made.verdict else None
    leaves_out = made.verdict is Verdict.EXCLUDE
    row.ground = made.ground if leaves_out else None
    row.reason = made.reason.strip() or None
    row.decided_by, row.decided_at = work.actor.name, work.now
    chosen = _chosen(item, made)
    row.spans = stored_spans(chosen) if made.verdict else None
    work.session.flush()
    work.log("decide", "request", request_id, person_id=request.person_id)
    if made.verdict is None:
        return _found_item(work, request, unit)
    lines = tuple(replace(line, spans=chosen[line.key][1]) for line in item.lines)
    stands = state(made.verdict, tuple(span for line in lines for span in line.spans), found=bool(row.found_in))
    return replace(
        item, lines=lines, state=stands, ground=row.ground or "", reason=row.reason or "", by=work.actor.name
    )


def _chosen(item: ReviewItem, made: ItemDecision) -> dict[str, tuple[str, tuple[Span, ...]]]:
    chosen: dict[str, tuple[str, tuple[Span, ...]]] = {}
    for line in item.lines:
        spans = line.spans
        if made.verdict is Verdict.INCLUDE:
            spans = ()
        elif made.spans is not None and line.key in made.spans:
            spans = made.spans[line.key]
        if not valid(spans, len(line.text)):
            raise InvalidInputError(
                [FieldError("spans", _("Peitettävä kohta ei ole tekstissä. Valitse se uudelleen."))]
            )
        chosen[line.key] = (digest(line.text), tuple(sorted(spans)))
    return chosen


@use_case(Permission.EXTRACT_PRINT, discloses=nothing)
def accept_found(work: Work, request_id: int, least: Certainty) -> int:
    """Accept everything found for a request that is at least so sure and waits for a decision; return how many.

    Other people in them are masked, those too of whom only the look of a name is known.
    """
    request = open_request_of(work, request_id)
    from_source(work, "staff")
    items = _review(work, request).items
    waiting = [item for item in items if item.state is State.OPEN and (item.certainty or 0) >= least]
    for item in waiting:
        row = _row(work, request_id, item.unit)
        row.decision, row.decided_by, row.decided_at = Verdict.REDACT.value, work.actor.name, work.now
        row.spans = stored_spans({line.key: (digest(line.text), line.spans) for line in item.lines})
    work.session.flush()
    work.log("decide", "request", request_id, person_id=request.person_id)
    return len(waiting)


def require_reviewed(work: Work, request: Request) -> None:
    """Refuse to send an answer in which something waits for a decision.

    Raises:
        InvalidInputError: says how many items wait.
    """
    waiting = _review(work, request).counts().open
    if waiting:
        message = _("{n} kohtaa odottaa ratkaisua. Ratkaise ne ennen kuin vastaus lähetetään.")
        raise InvalidInputError([FieldError("items", message.format(n=waiting))])


def _found_item(work: Work, request: Request, unit: Unit) -> ReviewItem:
    item = next((item for item in _review(work, request, unit).items if item.unit == unit), None)
    if item is None:
        raise StaleRecordError(_("Kohtaa ei enää ole. Lataa tiedot uudelleen."))
    return item


def _row(work: Work, request_id: int, unit: Unit) -> RequestHit:
    entity, row_id, name = unit
    place = {"request_id": request_id, "row_entity": entity, "row_id": row_id, "row_field": name}
    row = work.session.scalar(select(RequestHit).filter_by(**place))
    if row is None:
        row = RequestHit(**place)
        work.session.add(row)
    return row


def _rows(work: Work, request_id: int) -> Iterable[RequestHit]:
    return work.session.scalars(select(RequestHit).where(RequestHit.request_id == request_id)).all()


def open_request_of(work: Work, request_id: int) -> Request:
    """Return a request whose answer may still be changed.

    Raises:
        StaleRecordError: it has been closed.
    """
    request = got(work, Request, request_id)
    if request.closed_on is not None:
        raise StaleRecordError(_("Pyyntö on suljettu, joten sen kohtia ei muuteta. Avaa pyyntö uudelleen."))
    return request


def _person(request: Request) -> int:
    if request.person_id is None:
        message = _("Pyynnölle ei ole merkitty henkilöä. Valitse ensin, kenen tietoja pyyntö koskee.")
        raise InvalidInputError([FieldError("person_id", message)])
    return request.person_id

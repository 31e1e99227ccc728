"""The items of an answer, in order: what is linked to the person, and what was found and accepted as hers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.thirdparties import Circle, Span
from asiakasrekisteri.store.models import Attachment, Entity, Interaction, Person, Request, RequestHit
from asiakasrekisteri.store.provenance import origins_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.answers.annexes import annex_text
from asiakasrekisteri.usecases.privacy.answers.decisions import UNDECIDED, Decided, Decisions, spans_of
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.privacy.holdings import Unit, unit_of
from asiakasrekisteri.usecases.privacy.lines import Line, former, present
from asiakasrekisteri.usecases.privacy.recognising import circle_of
from asiakasrekisteri.usecases.records import entity_of
from asiakasrekisteri.usecases.sameness import same_persons

FORMER = "former."
"""Before the name of a field: the item of its former values."""
_WHOLE = (Interaction, Attachment)
"""Found rows that are given whole: what was said, and a file."""


class Piece(NamedTuple):
    """A line of an answer with what is decided of its item.

    Attributes:
        unit: the item.
        key: of the line within the item.
        line: what is printed.
        spans: the places that are masked.
        decided: of the item.
    """

    unit: Unit
    key: str
    line: Line
    spans: tuple[Span, ...]
    decided: Decided


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything an answer may hold: its pieces, the rows they are in, and who may be in the texts."""

    pieces: tuple[Piece, ...]
    rows: tuple[Entity, ...]
    circle: Circle


def gathered(
    work: Work,
    person_id: int,
    decisions: Decisions,
    *,
    request_id: int | None = None,
    inside: Callable[[Unit], bool] | None = None,
) -> Gathered:
    """Gather the items of a person's answer.

    Args:
        work: the unit of work.
        person_id: whose.
        decisions: of the request.
        request_id: the request that is answered, which is not told as an earlier one.
        inside: for a review: also look for names of which only their look is known, and inside the files of the items
            for which this says so.
    """
    ids = same_persons(work, person_id)
    own = [row for row in own_rows(work, person_id) if not _of_request(row, request_id)]
    circle = circle_of(work, ids, own, names=inside is not None)
    found = list(_found_rows(work, decisions, {(row.__tablename__, row.id) for row in own}))
    lines = [(_unit(line), line) for line in [*present(work, own), *former(work, ids, own)]]
    for unit, row in found:
        lines += [(unit, line) for line in _found_lines(work, row, decisions[unit].found_in)]
    rows = (*own, *(row for _unit, row in found))
    if inside is not None:
        lines += _insides(work, rows, inside)
    return Gathered(tuple(_pieces(lines, decisions, circle)), rows, circle)


def _insides(work: Work, rows: Iterable[Entity], wanted: Callable[[Unit], bool]) -> Iterator[tuple[Unit, Line]]:
    """Yield the words inside the files of an answer: they are given as annexes, and masked as its lines are."""
    for row in rows:
        if isinstance(row, Attachment) and row.request_id is None and wanted(("attachment", row.id, "")):
            text = annex_text(work, row)
            if text:
                place = ("attachment", row.id, "content")
                yield ("attachment", row.id, ""), Line(DataCategory.ATTACHMENT, _("Sisältö"), text, None, row, *place)


def _of_request(row: Entity, request_id: int | None) -> bool:
    if request_id is None:
        return False
    return (isinstance(row, Request) and row.id == request_id) or (
        isinstance(row, RequestHit | Attachment) and row.request_id == request_id
    )


def _unit(line: Line) -> Unit:
    if line.row is None:
        return (line.entity, line.id, f"{FORMER}{line.field}")
    return unit_of(line.row, line.field)


def _pieces(lines: Iterable[tuple[Unit, Line]], decisions: Decisions, circle: Circle) -> Iterator[Piece]:
    met: dict[tuple[Unit, str], int] = {}
    known: dict[str, tuple[Span, ...]] = {}
    for unit, line in lines:
        place = f"{line.entity}.{line.id}.{line.field}"
        number = met[unit, place] = met.get((unit, place), 0) + 1
        key, decided = f"{place}.{number}", decisions.get(unit, UNDECIDED)
        if decided is UNDECIDED and line.value in known:
            spans = known[line.value]
        else:
            spans = spans_of(decided, key, line.value, circle)
        if decided is UNDECIDED:
            known[line.value] = spans
        yield Piece(unit, key, line, spans, decided)


def _found_rows(work: Work, decisions: Decisions, mine: set[tuple[str, int]]) -> Iterator[tuple[Unit, Entity]]:
    for unit, decided in decisions.items():
        if decided.found and unit[:2] not in mine:
            row = work.session.get(entity_of(unit[0]), unit[1])
            if row is not None:
                yield unit, row


def _found_lines(work: Work, row: Entity, found_in: Sequence[str]) -> Iterator[Line]:
    """Yield what a found row tells of her: what was said and a file whole, of another row the fields found."""
    if isinstance(row, Person):
        yield from present(work, list(own_rows(work, row.id)))
        return
    if isinstance(row, _WHOLE):
        yield from present(work, [row])
    else:
        yield from _fields(work, row, found_in)
    yield from (line for line in former(work, (), [row]) if "change" in found_in)


def _fields(work: Work, row: Entity, found_in: Sequence[str]) -> Iterator[Line]:
    known = origins_of(work.session, row)
    for spec in row.spec():
        if spec.name in found_in and (value := getattr(row, spec.name)):
            category = spec.category if spec.category in CATEGORY_TITLES else DataCategory.NOTES
            label = f"{_(row.__label__)}, {_(spec.label).lower()}"
            origin = known.get(spec.name)
            yield Line(category, label, as_text(spec, value), origin, row, row.__tablename__, row.id, spec.name)

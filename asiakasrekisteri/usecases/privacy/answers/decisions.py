"""What has been decided of the items of a request: read from its rows, asked by extract, erasure and restriction."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from asiakasrekisteri.domain.review import NOT_HERS, Verdict
from asiakasrekisteri.domain.telling import Certainty
from asiakasrekisteri.domain.thirdparties import Circle, Span, Why, proposed, valid
from asiakasrekisteri.store.models import Entity, Request, RequestHit
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.holdings import Unit
from asiakasrekisteri.usecases.records import entity_of

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class Decided:
    """What is known of one item of a request.

    Attributes:
        verdict: None while nothing was decided.
        ground, reason: of leaving it out.
        by: who decided.
        found_in: the fields in which a search found her; empty of what is linked to her.
        certainty: how sure the search was; 0 of what is linked to her.
        spans: of each line, by its key, the digest of its text and the places that were chosen.
    """

    verdict: Verdict | None
    ground: str = ""
    reason: str = ""
    by: str = ""
    found_in: tuple[str, ...] = ()
    certainty: int = 0
    spans: Mapping[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Tell whether it is in the answer only if somebody says that it is hers."""
        return bool(self.found_in)


UNDECIDED = Decided(None)
Decisions = Mapping[Unit, Decided]


def decisions_of(work: Work, request_id: int | None) -> Decisions:
    """Return what has been decided for a request, by item; nothing where there is no request."""
    if request_id is None:
        return {}
    rows = work.session.scalars(select(RequestHit).where(RequestHit.request_id == request_id))
    return {(row.row_entity, row.row_id, row.row_field): _decided(row) for row in rows}


def _decided(row: RequestHit) -> Decided:
    spans = {key: (digest, tuple(_span(one) for one in places)) for key, (digest, places) in (row.spans or {}).items()}
    return Decided(
        Verdict(row.decision) if row.decision else None,
        row.ground or "",
        row.reason or "",
        row.decided_by or "",
        tuple(row.found_in or ()),
        row.certainty,
        spans,
    )


def _span(said: Sequence[object]) -> Span:
    start, end, why = said
    assert isinstance(start, int)
    assert isinstance(end, int)
    return Span(start, end, Why(str(why)))


def stored_spans(spans: Mapping[str, tuple[str, Iterable[Span]]]) -> dict[str, list[object]]:
    """Return chosen places as they are stored."""
    return {key: [digest, [[s.start, s.end, s.why.value] for s in places]] for key, (digest, places) in spans.items()}


def digest(text: str) -> str:
    """Return by what a text is known again: places chosen in another text are not put on this one."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def spans_of(decided: Decided, key: str, text: str, circle: Circle) -> tuple[Span, ...]:
    """Return the places of a line that are masked: as chosen for this text, otherwise as proposed."""
    said, chosen = decided.spans.get(key, ("", ()))
    if decided.verdict is not None and said == digest(text) and valid(chosen, len(text)):
        return chosen
    return proposed(text, circle)


def accepted(work: Work, person_ids: Sequence[int]) -> Iterator[Entity]:
    """Yield the rows that a search found and an officer accepted as a person's in any of her requests.

    Erasure, restriction and objection act on these as they act on what is linked to her.
    """
    asked = (
        select(RequestHit.row_entity, RequestHit.row_id)
        .join(Request, Request.id == RequestHit.request_id)
        .where(
            Request.person_id.in_(person_ids),
            RequestHit.certainty > 0,
            RequestHit.decision.in_((Verdict.INCLUDE, Verdict.REDACT)),
        )
        .distinct()
    )
    for entity, row_id in work.session.execute(asked).all():
        row = work.session.get(entity_of(entity), row_id)
        if row is not None:
            yield row


def is_left_out(decided: Decided) -> bool:
    """Tell whether an item is not in the answer: left out, or found and not accepted."""
    return decided.verdict is Verdict.EXCLUDE or (decided.found and decided.verdict is None)


def is_told_of(decided: Decided) -> bool:
    """Tell whether the person is told that something was left out: what is not hers is no part of her answer."""
    return decided.verdict is Verdict.EXCLUDE and decided.ground != NOT_HERS


def certainty_of(decided: Decided) -> Certainty | None:
    """Return how sure a search was; None of what is linked to her."""
    return Certainty(decided.certainty) if decided.certainty else None

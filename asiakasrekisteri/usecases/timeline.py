"""The timeline of a customer or person: everything that has happened, newest first, page by page."""

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from sqlalchemy import func, or_, select

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store import contents
from asiakasrekisteri.store.models import ContactRole, Contract, Customer, EndUser, Invoice, Person, Service
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.events.item import Place, TimelineItem, place_of
from asiakasrekisteri.usecases.events.registry import SOURCES, own_customers
from asiakasrekisteri.usecases.events.source import Scope, Source
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.hiding import is_restricted
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.sameness import same_persons

KIND_LABELS = {
    "call": N_("Puhelu"),
    "email": N_("Sähköposti"),
    "visit": N_("Käynti"),
    "letter": N_("Kirje"),
    "note": N_("Muistiinpano"),
    "support": N_("Tukipyyntö"),
    "order": N_("Tilaus"),
    "invoice": N_("Lasku"),
    "payment": N_("Suoritus"),
    "reminder": N_("Maksumuistutus"),
    "contract": N_("Sopimus"),
    "service": N_("Palvelu"),
    "domain": N_("Verkkotunnus"),
    "role": N_("Rooli"),
    "credit_check": N_("Luottotietotarkistus"),
    "notice": N_("Häiriötiedote"),
    "marketing": N_("Uutiskirje"),
    "usage": N_("Käyttötieto"),
    "paper": N_("Paperi"),
    "change": N_("Muutos"),
}
"""The kinds of events, in the order in which a filter offers them."""
_MOST_HITS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineWish:
    """Whose events and which of them: of exactly one customer or person.

    Attributes:
        customer_id, person_id: whose.
        kinds: only these, see `KIND_LABELS`; all when empty.
        person: only those in which this person is, on a customer's timeline.
        before: key of the last event that has been shown; "" for the first page.
        limit: events of a page.
        query: only those in which the text stands.
    """

    customer_id: int | None = None
    person_id: int | None = None
    kinds: Sequence[str] = ()
    person: int | None = None
    before: str = ""
    limit: int = 100
    query: str = ""


def _seen(items: Sequence[TimelineItem]) -> Sequence[Seen]:
    rows = {(i.entity, i.id, person): None for i in items for person in i.persons or (None,)}
    return [Seen(*row) for row in rows]


@use_case(Permission.CUSTOMER_READ, discloses=_seen)
def timeline(work: Work, wish: TimelineWish) -> tuple[TimelineItem, ...]:
    """Return a page of events, the newest first; fewer than `limit` when there are no more.

    A role sees the kinds it may see: no bills without the right to billing, no recordings without their key.
    """
    scope = _scope(work, wish)
    before = place_of(wish.before) if wish.before else None
    sources = [s for s in _allowed(work) if not wish.kinds or set(s.kinds) & set(wish.kinds)]
    flows = [source.events(work, scope, before, wish.limit) for source in sources]
    merged: Iterator[TimelineItem] = heapq.merge(*flows, key=lambda item: item.place, reverse=True)
    return tuple(islice(filter(_wanted(work, wish), (_concealed(work, item) for item in merged)), wish.limit))


def _allowed(work: Work) -> list[Source]:
    return [source for source in SOURCES if work.actor.may(source.permission)]


def _scope(work: Work, wish: TimelineWish) -> Scope:
    if wish.customer_id is not None:
        return Scope(customers=(got(work, Customer, wish.customer_id).id,), only=wish.person)
    assert wish.person_id is not None, "a timeline is somebody's"
    got(work, Person, wish.person_id)
    persons = same_persons(work, wish.person_id)
    return Scope(tuple(work.session.scalars(own_customers(persons))), persons, wish.person)


def _concealed(work: Work, item: TimelineItem) -> TimelineItem:
    """Leave of an event of a person under restriction only that it happened (GDPR Art. 18)."""
    if not any(is_restricted(work, person) for person in item.persons):
        return item
    title = _(KIND_LABELS[item.kind])
    return replace(item, title=title, lines=(), attachments=(), recording=None, change=None, restricted=True)


def _wanted(work: Work, wish: TimelineWish) -> Callable[[TimelineItem], bool]:
    kinds, query = set(wish.kinds), wish.query.strip().casefold()
    inside: set[int] = set()
    if query:
        hits = contents.find(work.session.connection(), query, _MOST_HITS)
        inside = {hit.id for hit in hits if hit.kind == "interaction"}

    def fits(item: TimelineItem) -> bool:
        if kinds and item.kind not in kinds:
            return False
        if not query or (item.entity == "interaction" and item.id in inside and not item.restricted):
            return True
        change = (item.change.old, item.change.new) if item.change is not None else ()
        files = (file.name for file in item.attachments)
        return query in "\n".join((item.title, *item.lines, *change, *files)).casefold()

    return fits


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is behind each tab of a customer's card; None where the role may not see it."""

    events: int
    services: int | None
    contracts: int | None
    invoices: int | None
    persons: int


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def counts(work: Work, customer_id: int) -> Counts:
    """Count what the tabs of a customer's card hold; of persons those who act for it or use its services now."""
    scope = Scope(customers=(customer_id,))
    acting = select(ContactRole.person_id).where(
        ContactRole.customer_id == customer_id, or_(ContactRole.until.is_(None), ContactRole.until >= work.today)
    )
    using = select(EndUser.person_id).where(
        EndUser.customer_id == customer_id, or_(EndUser.until.is_(None), EndUser.until >= work.today)
    )
    return Counts(
        events=sum(source.count(work, scope) for source in _allowed(work)),
        services=_count(work, Permission.SERVICE_READ, Service, customer_id),
        contracts=_count(work, Permission.SERVICE_READ, Contract, customer_id),
        invoices=_count(work, Permission.BILLING_READ, Invoice, customer_id),
        persons=len({*work.session.scalars(acting), *work.session.scalars(using)}),
    )


def _count(work: Work, right: Permission, entity: type[Service | Contract | Invoice], customer_id: int) -> int | None:
    if not work.actor.may(right):
        return None
    return work.session.scalar(select(func.count()).where(entity.customer_id == customer_id)) or 0


__all__ = ["KIND_LABELS", "Counts", "Place", "TimelineItem", "TimelineWish", "counts", "timeline"]

"""What is known of people's own word on marketing, read at once for one of them or for everybody."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.marketing import (
    Channel,
    GivenConsent,
    GotAtSale,
    Prohibited,
    Target,
    TargetKind,
    Verdict,
    may_market,
)
from asiakasrekisteri.store.models import Consent, ContactRole, Customer, MarketingProhibition, PersonLink, SaleAddress
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.privacy.marketing.suppression import Reach, SuppressionList, reach_of
from asiakasrekisteri.usecases.restrictions import restricted_persons

_BUYING = frozenset({"active", "terminated"})
"""Statuses of those who are customers now."""
_OWN_NAME = frozenset({"private", "sole_trader"})
_AT_WORK = frozenset({"work", "office", "billing", "switchboard"})
"""Uses of an address that make it one of work."""
_GENERAL = frozenset(
    {
        "admin", "asiakaspalvelu", "hallinto", "huolto", "hr", "info", "it", "kanslia", "kassa", "kontakt", "laskut",
        "laskutus", "mail", "myynti", "office", "posti", "sales", "sihteeri", "support", "talous", "tilaus",
        "tilaukset", "toimisto", "tuki", "varaus", "web", "yhteys", "yllapito",
    }
)  # fmt: skip
"""Beginnings of addresses that are nobody's in particular."""


@dataclass(frozen=True, slots=True)
class Message:
    """What of a message decides to whom it may go.

    Attributes:
        channel: by what it comes.
        kind: "newsletter" or "campaign".
        own_products: whether it is of the firm's own products alone, similar to what was sold.
        duties: codes of the roles whose work it concerns.
    """

    channel: Channel
    kind: str = "newsletter"
    own_products: bool = False
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ownership:
    """A customership that is a person's own."""

    customer_id: int
    kind: str
    status: str
    relation: str


@dataclass(frozen=True, slots=True)
class HeldDuty:
    """A role that a person has now at an organisation."""

    customer_id: int
    role: str


@dataclass(slots=True)
class _Words:
    """What was said by somebody: by the id of a person or a customer."""

    consents: dict[int, list[GivenConsent]] = field(default_factory=lambda: defaultdict(list))
    by_person: dict[int, list[Prohibited]] = field(default_factory=lambda: defaultdict(list))
    by_customer: dict[int, list[Prohibited]] = field(default_factory=lambda: defaultdict(list))
    sales: dict[int, list[tuple[str, GotAtSale]]] = field(default_factory=lambda: defaultdict(list))
    own: dict[int, list[Ownership]] = field(default_factory=lambda: defaultdict(list))
    duties: dict[int, list[HeldDuty]] = field(default_factory=lambda: defaultdict(list))


class Known:
    """What is known of people's word on marketing.

    Args:
        work: the unit of work.
        persons: of whom alone it is asked; None for everybody.
        customers: of which customers besides, where it is not everybody.
    """

    def __init__(self, work: Work, persons: Collection[int] | None = None, customers: Collection[int] = ()) -> None:
        self.today = work.today
        self.restricted = restricted_persons(work)
        self.suppression = SuppressionList(work)
        self._families = _families(work)
        asked = None if persons is None else {one for person in persons for one in self.family(person)}
        self._words = _read(work, asked, customers)

    def family(self, person_id: int) -> tuple[int, ...]:
        """Return the records that are the same person, the least first."""
        return self._families.get(person_id, (person_id,))

    def has_agreed(self, person_id: int, channel: Channel) -> bool:
        """Tell whether a person has ever given a consent for a channel, in force or not."""
        return any(one.channel == channel for one in _all(self._words.consents, self.family(person_id)))

    def agreed(self, channel: Channel) -> Iterator[int]:
        """Yield everybody who has ever given a consent for a channel."""
        yield from (person for person in self._words.consents if self.has_agreed(person, channel))

    def own(self, person_id: int) -> list[Ownership]:
        """Return the customerships that are a person's own."""
        return [one for member in self.family(person_id) for one in self._words.own.get(member, ())]

    def duties(self, person_id: int) -> list[HeldDuty]:
        """Return the roles that a person has now at organisations."""
        return [one for member in self.family(person_id) for one in self._words.duties.get(member, ())]

    def kind_of(self, person_id: int, reach: Reach | None, use: str) -> TargetKind:
        """Return whose address one of a person's is; by name, an address is hers unless it is one of work."""
        if use in _AT_WORK and self.duties(person_id):
            return TargetKind.ORGANISATION if reach is not None and is_general(reach) else TargetKind.WORK_ADDRESS
        trading = any(one.kind == "sole_trader" for one in self.own(person_id))
        return TargetKind.SOLE_TRADER if trading else TargetKind.NATURAL

    def verdict(self, message: Message, person_id: int, reach: Reach | None, use: str = "private") -> Verdict:
        """Return whether a message may go to an address of a person today, and why."""
        return may_market(self.target(message, person_id, reach, use), message.channel, self.today)

    def target(self, message: Message, person_id: int, reach: Reach | None, use: str = "private") -> Target:
        """Return what is known of an address of a person, as far as a message goes."""
        family, kind, duties = self.family(person_id), self.kind_of(person_id, reach, use), self.duties(person_id)
        at_work = kind in {TargetKind.WORK_ADDRESS, TargetKind.ORGANISATION}
        said_for = [one.customer_id for one in (*self.own(person_id), *(duties if at_work else ()))]
        sales = [sale for member in family for text, sale in self._words.sales.get(member, ()) if _same(text, reach)]
        return Target(
            kind=kind,
            kind_of_message=message.kind,
            customer=any(one.status in _BUYING and one.relation == "own" for one in self.own(person_id)),
            consents=_all(self._words.consents, family),
            prohibitions=(*_all(self._words.by_person, family), *_all(self._words.by_customer, said_for)),
            sales=tuple(sales),
            suppressed=self._suppressed(reach),
            restricted=not self.restricted.isdisjoint(family),
            own_products=message.own_products,
            concerns_duties=any(one.role in message.duties for one in duties),
        )

    def verdict_of_customer(self, message: Message, customer_id: int, reach: Reach | None) -> Verdict:
        """Return whether a message may go to an organisation's own address today, and why.

        An address by a person's name is hers, although nobody has been told to be behind it.
        """
        named = reach is not None and message.channel is Channel.EMAIL and is_by_name(reach)
        target = Target(
            kind=TargetKind.WORK_ADDRESS if named else TargetKind.ORGANISATION,
            kind_of_message=message.kind,
            prohibitions=_all(self._words.by_customer, (customer_id,)),
            suppressed=self._suppressed(reach),
        )
        return may_market(target, message.channel, self.today)

    def _suppressed(self, reach: Reach | None) -> frozenset[str]:
        return self.suppression.channels(reach) if reach is not None else frozenset()


def is_general(reach: Reach) -> bool:
    """Tell whether an e-mail address is nobody's in particular: info@, laskutus.pohjoinen@."""
    first = reach.text.partition("@")[0].replace("-", ".").replace("_", ".").split(".")[0]
    return first.rstrip("0123456789") in _GENERAL


def is_by_name(reach: Reach) -> bool:
    """Tell whether an e-mail address looks like a person's name: etunimi.sukunimi@."""
    first, dot, last = reach.text.partition("@")[0].partition(".")
    return bool(dot) and first.isalpha() and last.replace(".", "").replace("-", "").isalpha() and not is_general(reach)


def _read(work: Work, persons: Collection[int] | None, customers: Collection[int]) -> _Words:
    words = _Words()
    for one in work.session.scalars(_of(select(Consent), Consent.person_id, persons)):
        said = GivenConsent(one.purpose, one.channel, _day(one.given_at), _maybe_day(one.withdrawn_at))
        words.consents[one.person_id].append(said)
    for sale in work.session.scalars(_of(select(SaleAddress), SaleAddress.person_id, persons)):
        got = GotAtSale(sale.channel, sale.obtained_on, refusal_offered=sale.refusal_offered)
        words.sales[sale.person_id].append((reach_of(sale.address).text, got))
    _read_relations(work, words, persons)
    _read_prohibitions(work, words, persons, customers)
    return words


def _read_relations(work: Work, words: _Words, persons: Collection[int] | None) -> None:
    asked = select(Customer.person_id, Customer.id, Customer.kind, Customer.status, Customer.relation)
    asked = asked.where(Customer.person_id.is_not(None))
    for person_id, *own in work.session.execute(_of(asked, Customer.person_id, persons)):
        words.own[person_id].append(Ownership(*own))
    current = (
        select(ContactRole.person_id, ContactRole.customer_id, ContactRole.role)
        .join(Customer, Customer.id == ContactRole.customer_id)
        .where(
            Customer.kind.not_in(_OWN_NAME),
            or_(ContactRole.since.is_(None), ContactRole.since <= work.today),
            or_(ContactRole.until.is_(None), ContactRole.until >= work.today),
        )
    )
    for person_id, customer_id, role in work.session.execute(_of(current, ContactRole.person_id, persons)):
        words.duties[person_id].append(HeldDuty(customer_id, role))


def _read_prohibitions(work: Work, words: _Words, persons: Collection[int] | None, customers: Collection[int]) -> None:
    rows = select(MarketingProhibition)
    if persons is not None:
        owned = {one.customer_id for own in words.own.values() for one in own}
        owned |= {one.customer_id for held in words.duties.values() for one in held} | set(customers)
        rows = rows.where(or_(MarketingProhibition.person_id.in_(persons), MarketingProhibition.customer_id.in_(owned)))
    for row in work.session.scalars(rows):
        said = Prohibited(row.channel, _day(row.since_at), _maybe_day(row.lifted_at))
        if row.person_id is not None:
            words.by_person[row.person_id].append(said)
        if row.customer_id is not None:
            words.by_customer[row.customer_id].append(said)


def _of(asked: Any, column: Any, persons: Collection[int] | None) -> Any:
    return asked if persons is None else asked.where(column.in_(persons))


def _families(work: Work) -> dict[int, tuple[int, ...]]:
    """Return for each linked record all that are the same person."""
    known: dict[int, set[int]] = {}
    pairs = select(PersonLink.person_id, PersonLink.other_id).where(PersonLink.verdict == "same")
    for one, other in work.session.execute(pairs):
        joined = known.get(one, {one}) | known.get(other, {other})
        known.update(dict.fromkeys(joined, joined))
    return {member: tuple(sorted(joined)) for member, joined in known.items()}


def _all(words: dict[int, list[Any]], owners: Iterable[int]) -> tuple[Any, ...]:
    return tuple(one for owner in owners for one in words.get(owner, ()))


def _same(text: str, reach: Reach | None) -> bool:
    return reach is not None and text == reach.text


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(FINLAND).date()


def _maybe_day(at: dt.datetime | None) -> dt.date | None:
    return None if at is None else _day(at)

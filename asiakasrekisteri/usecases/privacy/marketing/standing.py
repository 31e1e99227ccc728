"""How somebody stands to marketing: each channel in a word, and the whole history behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.marketing import GROUNDS, Channel, Ground, Verdict
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import (
    CampaignRecipient,
    Consent,
    Customer,
    Email,
    Entity,
    MarketingProhibition,
    Phone,
    SaleAddress,
)
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, nothing, use_case
from asiakasrekisteri.usecases.privacy.marketing.knowing import Known, Message
from asiakasrekisteri.usecases.privacy.marketing.prohibiting import prohibited_channels
from asiakasrekisteri.usecases.privacy.marketing.suppression import Reach, reach_of
from asiakasrekisteri.usecases.records import got, to_records
from asiakasrekisteri.usecases.sameness import same_persons

_ROLES = frozenset({"decision", "admin", "billing", "technical"})
_OWN_NAME = frozenset({"private", "sole_trader"})


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """One channel: whether a newsletter of the firm's own products may come by it, and why in a code and in words."""

    channel: str
    allowed: bool
    ground: str
    words: str


@dataclass(frozen=True, slots=True)
class MarketingStanding:
    """How a person or a customer stands to marketing.

    Attributes:
        owner, id: whose; "person" or "customer".
        person_id: whose data it is; None of an organisation.
        channels: every channel in order.
        consents, prohibitions, sales, received: the history, the newest first.
    """

    owner: str
    id: int
    person_id: int | None
    channels: tuple[ChannelStanding, ...]
    consents: tuple[Record, ...]
    prohibitions: tuple[Record, ...]
    sales: tuple[Record, ...]
    received: tuple[Record, ...]


def _seen(standing: MarketingStanding) -> Sequence[Seen]:
    return [Seen(standing.owner, standing.id, standing.person_id)]


@use_case(Permission.PERSON_READ, discloses=_seen)
def marketing_of(work: Work, owner: str, row_id: int) -> MarketingStanding:
    """Return how a person ("person") or a customer ("customer") stands to marketing today.

    Of a private customer or a sole trader it is the person who is told of.
    """
    if owner == "person":
        return _of_person(work, owner, row_id, row_id)
    customer = got(work, Customer, row_id)
    if customer.person_id is not None:
        return _of_person(work, owner, row_id, customer.person_id)
    return _of_organisation(work, customer)


@use_case(Permission.CUSTOMER_READ, discloses=nothing, writes=False)
def prohibited_to(work: Work, customer_id: int) -> tuple[str, ...]:
    """Return the codes of the channels on which marketing to a customer is prohibited; "all" for every one."""
    customer = got(work, Customer, customer_id)
    persons = same_persons(work, customer.person_id) if customer.person_id is not None else ()
    return prohibited_channels(work, persons, customer_id)


def _of_person(work: Work, owner: str, row_id: int, person_id: int) -> MarketingStanding:
    ids = same_persons(work, person_id)
    known = Known(work, ids)
    own = [one.customer_id for one in known.own(person_id)]
    channels = tuple(_channel(work, known, channel, person_id, own) for channel in Channel)
    by_her = MarketingProhibition.person_id.in_(ids) | MarketingProhibition.customer_id.in_(own)
    to_her = CampaignRecipient.person_id.in_(ids) | CampaignRecipient.customer_id.in_(own)
    return MarketingStanding(
        owner,
        row_id,
        person_id,
        channels,
        consents=_records(work, Consent, Consent.person_id.in_(ids)),
        prohibitions=_records(work, MarketingProhibition, by_her),
        sales=_records(work, SaleAddress, SaleAddress.person_id.in_(ids)),
        received=_records(work, CampaignRecipient, to_her),
    )


def _channel(work: Work, known: Known, channel: Channel, person_id: int, own: Sequence[int]) -> ChannelStanding:
    """Return how one channel stands: by that of her addresses to which most may be sent."""
    message = Message(channel, own_products=True, duties=_ROLES)
    found = list(_addresses(work, channel, known.family(person_id), own)) or [(None, "private")]
    verdicts = [known.verdict(message, person_id, reach, use) for reach, use in found]
    return _standing(channel, max(verdicts, key=_weight))


def _weight(verdict: Verdict) -> int:
    """Order verdicts: what bars all of her first, then the ground that lets most through."""
    if verdict.ground in {Ground.RESTRICTED, Ground.PROHIBITED, Ground.WITHDRAWN}:
        return len(Ground) + 1
    return len(GROUNDS) - GROUNDS.index(verdict.ground) if verdict.allowed else 0


def _standing(channel: Channel, verdict: Verdict) -> ChannelStanding:
    return ChannelStanding(channel.value, verdict.allowed, verdict.ground.value, _(verdict.words))


def _addresses(
    work: Work, channel: Channel, persons: Sequence[int], own: Sequence[int]
) -> Iterator[tuple[Reach | None, str]]:
    if channel is Channel.LETTER:
        return
    model, column = (Email, Email.address) if channel is Channel.EMAIL else (Phone, Phone.number)
    hers = model.person_id.in_(persons) | model.customer_id.in_(own)
    for text, use in work.session.execute(select(column, model.use).where(hers)):
        yield reach_of(text), use


def _of_organisation(work: Work, customer: Customer) -> MarketingStanding:
    known = Known(work, (), (customer.id,))
    return MarketingStanding(
        "customer",
        customer.id,
        None,
        tuple(_customer_channel(work, known, channel, customer) for channel in Channel),
        consents=(),
        prohibitions=_records(work, MarketingProhibition, MarketingProhibition.customer_id == customer.id),
        sales=(),
        received=_records(work, CampaignRecipient, CampaignRecipient.customer_id == customer.id),
    )


def _customer_channel(work: Work, known: Known, channel: Channel, customer: Customer) -> ChannelStanding:
    if customer.kind in _OWN_NAME:  # a private customer without a person: she has been erased
        return _standing(channel, Verdict(allowed=False, ground=Ground.ERASED))
    message = Message(channel, own_products=True)
    found = [reach for reach, _use in _addresses(work, channel, (), (customer.id,))] or [None]
    verdicts = [known.verdict_of_customer(message, customer.id, reach) for reach in found]
    return _standing(channel, max(verdicts, key=_weight))


def _records(work: Work, entity: type[Entity], condition: ColumnElement[bool]) -> tuple[Record, ...]:
    rows = work.session.scalars(select(entity).where(condition).order_by(entity.id.desc()))
    return to_records(work, rows)

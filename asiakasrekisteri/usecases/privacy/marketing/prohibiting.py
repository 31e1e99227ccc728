"""Prohibiting marketing and lifting the prohibition (GDPR Art. 21(2)–(3)): at once, for no reason, on a channel or all.

What a person has prohibited holds for every record that is hers. A restriction of processing does not stand in the way:
a prohibition is a right of hers.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Consent, Customer, MarketingProhibition, Person
from asiakasrekisteri.store.models.marketing import CHANNELS, EVERY_CHANNEL
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.marketing.suppression import allow, reaches_of, suppress
from asiakasrekisteri.usecases.records import assign, checked, got
from asiakasrekisteri.usecases.sameness import same_persons

PROHIBITION: EntitySpec = MarketingProhibition.spec()
CODES = tuple(option.code for option in CHANNELS)
_SOURCES = {"call": "call", "email": "email", "unsubscribed": "email", "register": "staff"}
"""The source of data by the way in which it came; everything else comes from the customer."""


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def prohibit_marketing(
    work: Work,
    person_id: int,
    channels: Sequence[str] = (EVERY_CHANNEL,),
    how: str = "call",
    request_number: str = "",
) -> Saved:
    """Prohibit marketing to a person from this moment; consents on the same channels end with it. It can be undone.

    Args:
        work: the unit of work.
        person_id: who.
        channels: "email", "sms", "automated", "phone", "letter"; "all" for every one.
        how: in what way she told it: a code of `WAYS`.
        request_number: of the request by which she asked for it, if any.

    Raises:
        InvalidInputError: a channel or a way is unknown.
    """
    got(work, Person, person_id)
    state_source(work, how)
    persons = same_persons(work, person_id)
    made = [
        _prohibited(work, channel, how, request_number, person_id=person_id)
        for channel in channels
        if not _bars(prohibitions_in_force(work, persons), channel)
    ]
    for channel in channels:
        end_consents(work, persons, channel, how, request_number)
        suppress(work, reaches_of(work, persons), channel, how)
    return told(work, persons, made)


@use_case(Permission.CUSTOMER_WRITE, discloses=nothing)
def prohibit_marketing_to_customer(
    work: Work, customer_id: int, channels: Sequence[str] = (EVERY_CHANNEL,), how: str = "call"
) -> Saved:
    """Prohibit marketing to an organisation from this moment, at its own addresses and its contacts' work addresses.

    Of a private customer or a sole trader it is the person who prohibits.
    """
    customer = got(work, Customer, customer_id)
    if customer.person_id is not None:
        return prohibit_marketing.body(work, customer.person_id, channels, how)
    state_source(work, how)
    known = _of_customer(work, customer_id)
    made = [
        _prohibited(work, channel, how, "", customer_id=customer_id)
        for channel in channels
        if not _bars(known, channel)
    ]
    for channel in channels:
        suppress(work, reaches_of(work, (), (customer_id,)), channel, how)
    work.session.flush()
    work.changed.add(("customer", customer_id))
    return Saved(made[0].id if made else 0, work.log_number if made else 0)


@use_case(Permission.PERSON_WRITE, discloses=nothing)
def lift_prohibition(work: Work, prohibition_id: int, how: str = "call") -> Saved:
    """End a prohibition from today, because who prohibited has said so. It can be undone.

    Raises:
        InvalidInputError: it has been lifted already.
    """
    row = got(work, MarketingProhibition, prohibition_id)
    if row.lifted_at is not None:
        raise InvalidInputError([FieldError("lifted_at", _("Kielto on jo poistettu."))])
    state_source(work, how)
    persons = same_persons(work, row.person_id) if row.person_id is not None else ()
    lift(work, row, how, persons)
    if row.customer_id is not None:
        work.changed.add(("customer", row.customer_id))
    return told(work, persons, [row])


def lift(work: Work, row: MarketingProhibition, how: str, persons: Sequence[int]) -> None:
    """End a prohibition, and take the addresses of whoever prohibited off the suppression list of its channel."""
    assign(row, {"lifted_at": work.now, "lifted_how": how})
    work.session.flush()
    customers = (row.customer_id,) if row.customer_id is not None else ()
    others = prohibitions_in_force(work, persons) if persons else _of_customer(work, row.customer_id or 0)
    if not any(other.channel == row.channel for other in others):
        allow(work, reaches_of(work, persons, customers), row.channel)


def make_way(work: Work, persons: Sequence[int], channel: str, how: str) -> None:
    """End what prohibits a channel, because the person has just agreed to it; other channels stay prohibited."""
    for row in prohibitions_in_force(work, persons):
        if row.channel not in {channel, EVERY_CHANNEL}:
            continue
        lift(work, row, how, persons)
        if row.channel == EVERY_CHANNEL:
            for other in CODES:
                if other != channel and not _bars(prohibitions_in_force(work, persons), other):
                    _prohibited(work, other, row.how, row.request_number or "", person_id=row.person_id)
                    suppress(work, reaches_of(work, persons), other, row.how)


def prohibitions_in_force(work: Work, persons: Sequence[int]) -> list[MarketingProhibition]:
    """Return what persons have prohibited for themselves and not lifted, or for a customership of their own."""
    own = select(Customer.id).where(Customer.person_id.in_(persons))
    hers = MarketingProhibition.person_id.in_(persons) | MarketingProhibition.customer_id.in_(own)
    asked = select(MarketingProhibition).where(hers, MarketingProhibition.lifted_at.is_(None))
    return list(work.session.scalars(asked.order_by(MarketingProhibition.id)))


def prohibited_channels(work: Work, persons: Sequence[int], customer_id: int | None = None) -> tuple[str, ...]:
    """Return the codes of the channels on which persons, or an organisation, have prohibited marketing."""
    rows = prohibitions_in_force(work, persons) if persons else _of_customer(work, customer_id or 0)
    found = {row.channel for row in rows}
    return (EVERY_CHANNEL,) if EVERY_CHANNEL in found else tuple(code for code in CODES if code in found)


def end_consents(work: Work, persons: Sequence[int], channel: str, how: str, request_number: str = "") -> list[Consent]:
    """Withdraw the consents of persons that stand on a channel ("all": on every one), and return them."""
    standing = select(Consent).where(Consent.person_id.in_(persons), Consent.withdrawn_at.is_(None))
    rows = [row for row in work.session.scalars(standing) if channel in {EVERY_CHANNEL, row.channel}]
    for row in rows:
        ended = checked(Consent.spec(), {"withdrawn_how": how, "request_number": request_number}, partial=True)
        assign(row, {**ended, "withdrawn_at": work.now})
    return rows


def state_source(work: Work, how: str) -> None:
    """State where a word of a person about marketing comes from."""
    from_source(work, _SOURCES.get(how, "customer"))


def told(work: Work, persons: Iterable[int], rows: Sequence[MarketingProhibition | Consent]) -> Saved:
    """Let every place that shows the person ask anew; nothing to undo where nothing was changed."""
    work.session.flush()
    work.changed.update(("person", one) for one in persons)
    return Saved(rows[0].id, work.log_number) if rows else Saved(0, 0)


def _prohibited(work: Work, channel: str, how: str, request_number: str, **owner: int | None) -> MarketingProhibition:
    values = {"channel": channel, "how": how, "request_number": request_number, "since_at": work.now}
    row = MarketingProhibition(**checked(MarketingProhibition.spec(), values), **owner)
    work.session.add(row)
    work.session.flush()
    return row


def _bars(known: Iterable[MarketingProhibition], channel: str) -> bool:
    return any(row.channel in {channel, EVERY_CHANNEL} for row in known)


def _of_customer(work: Work, customer_id: int) -> list[MarketingProhibition]:
    asked = select(MarketingProhibition).where(
        MarketingProhibition.customer_id == customer_id, MarketingProhibition.lifted_at.is_(None)
    )
    return list(work.session.scalars(asked))

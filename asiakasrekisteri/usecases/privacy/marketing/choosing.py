"""To whom a newsletter goes, on what ground, and who is left out and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import select

from asiakasrekisteri.domain.marketing import GROUND_WORDS, GROUNDS, Channel, Ground, TargetKind
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.personname import spoken_form
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.store.models import Address, Campaign, Customer, Email, Person, Phone
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.marketing.knowing import Known, Message
from asiakasrekisteri.usecases.privacy.marketing.suppression import Reach, letter_reach, reach_of
from asiakasrekisteri.usecases.records import got

NO_ADDRESS, SAME_ADDRESS, NON_DISCLOSURE = "no_address", "same_address", "non_disclosure"
_OTHER_WORDS = {
    NO_ADDRESS: N_("osoite puuttuu tälle kanavalle"),
    SAME_ADDRESS: N_("sama osoite on jo mukana"),
    NON_DISCLOSURE: N_("turvakielto: osoitetta ei tulosteta"),
}
"""Why somebody is left out whom the law would not leave out."""
_CLOSED = frozenset({Ground.PROHIBITED, Ground.SUPPRESSED, Ground.WITHDRAWN, Ground.RESTRICTED})
"""Grounds that close an address to whomever else it belongs."""
_DUTIES = {
    "decision": "for_decision",
    "admin": "for_administration",
    "billing": "for_billing",
    "technical": "for_technical",
}
"""The field of a campaign that tells of each role."""
_ORGANISED = frozenset({TargetKind.ORGANISATION, TargetKind.WORK_ADDRESS})
_REPORT_EVERY = 500


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who gets a message, or is left out.

    Attributes:
        person_id, customer_id: who; the customer is whom she acts for, or who alone is written to.
        name: of the person, or of the customer.
        first_name: "" of a customer.
        customer: name of the customer; "" where there is none.
        address: where it goes; "" where it does not.
        ground: code of what allows or hinders it.
        words: the ground in words.
        language: code of the language that she is written to in.
    """

    person_id: int | None
    customer_id: int | None
    name: str
    first_name: str
    customer: str
    address: str
    ground: str
    words: str
    language: str = "fi"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The recipients of a message in the order of their names, and who is left out."""

    included: tuple[Recipient, ...]
    left_out: tuple[Recipient, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """An address and its holder, before it is known whether she may be written to."""

    person_id: int | None
    customer_id: int | None
    use: str
    text: str
    reach: Reach
    name: str
    first_name: str = ""
    protected: bool = False
    language: str = ""


class _Who(NamedTuple):
    """What of a person is needed to write to her."""

    first: str
    last: str
    protected: bool
    language: str


class _Named(NamedTuple):
    """A customer for whom somebody is written to; `language` is "" where it is not known."""

    id: int | None
    name: str
    language: str


@dataclass(slots=True)
class _Sorted:
    """Holders by who they are, with the best that is known of them so far; and the addresses that are closed."""

    best: dict[tuple[str, int], tuple[_Found, Ground]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)


@use_case(Permission.MARKETING_SEND, discloses=nothing, writes=False)
def choose_recipients(work: Work, campaign_id: int) -> Chosen:
    """Return who would get a newsletter today; what is shown of them a moment is logged by `note_seen`."""
    return chosen(work, got(work, Campaign, campaign_id))


def chosen(work: Work, campaign: Campaign) -> Chosen:
    """Apply the rule of the law to everybody whom the campaign is meant for."""
    known, message = Known(work), message_of(campaign)
    found = _Sorted()
    for count, one in enumerate(_addresses(work, message.channel)):
        if count % _REPORT_EVERY == 0:
            work.progress.report(count, 0, _("Katsotaan, kenelle saa lähettää"))
        _take(found, known, message, one, campaign.audience)
    names = _customers_named(work, known, found)
    people = [_recipient(one, ground, names) for one, ground in found.best.values()]
    people += _without_address(work, known, found, campaign)
    return _parted(sorted(people, key=lambda one: (one.name.casefold(), one.address)), found.closed)


def message_of(campaign: Campaign) -> Message:
    """Return what of a campaign decides to whom it may go."""
    return Message(
        Channel(campaign.channel),
        campaign.kind,
        own_products=campaign.own_products,
        duties=frozenset(role for role, name in _DUTIES.items() if getattr(campaign, name)),
    )


def _take(found: _Sorted, known: Known, message: Message, one: _Found, audience: str) -> None:
    """Judge one address, and keep it where it is the best of its holder's."""
    if one.person_id is None:
        assert one.customer_id is not None
        key, kind = ("customer", one.customer_id), TargetKind.ORGANISATION
        verdict = known.verdict_of_customer(message, one.customer_id, one.reach)
    else:
        key, kind = ("person", known.family(one.person_id)[0]), known.kind_of(one.person_id, one.reach, one.use)
        verdict = known.verdict(message, one.person_id, one.reach, one.use)
    if verdict.ground in _CLOSED:
        found.closed.add(one.reach.text)
    if not _is_meant(known, message, one, (kind, audience)):
        return
    before = found.best.get(key)
    if before is None or _rank(verdict.ground) < _rank(before[1]):
        found.best[key] = (one, verdict.ground)


def _is_meant(known: Known, message: Message, one: _Found, asked: tuple[TargetKind, str]) -> bool:
    kind, audience = asked
    if audience == "subscribers":
        return one.person_id is not None and known.has_agreed(one.person_id, message.channel)
    if audience == "organisations":
        return kind in _ORGANISED
    return audience == "all" or (kind not in _ORGANISED and bool(known.own(one.person_id or 0)))


def _rank(ground: Ground) -> int:
    """Order grounds: what closes all of somebody's addresses first, then what allows, then what merely lacks."""
    if ground in {Ground.RESTRICTED, Ground.PROHIBITED, Ground.WITHDRAWN}:
        return -1
    return GROUNDS.index(ground) if ground in GROUNDS else len(GROUNDS)


def _recipient(one: _Found, ground: Ground, names: dict[int, _Named]) -> Recipient:
    customer = names.get(one.person_id or 0, _Named(one.customer_id, "", ""))
    if one.person_id is None:
        customer = _Named(one.customer_id, one.name, one.language)
    code, words = (
        (NON_DISCLOSURE, _OTHER_WORDS[NON_DISCLOSURE]) if one.protected else (ground.value, GROUND_WORDS[ground])
    )
    language = one.language or customer.language or "fi"
    who = (one.person_id, customer.id, one.name, one.first_name, customer.name)
    return Recipient(*who, one.text, code, _(words), language)


def _parted(people: Sequence[Recipient], closed: set[str]) -> Chosen:
    """Part those who get it from those who do not; an address that somebody has closed is closed to all."""
    included, left_out, taken = list[Recipient](), list[Recipient](), set[str]()
    for one in people:
        canonical = reach_of(one.address).text or one.address
        if one.ground not in GROUNDS:
            left_out.append(replace(one, address=""))
        elif canonical in closed:
            words = _(GROUND_WORDS[Ground.PROHIBITED])
            left_out.append(replace(one, address="", ground=Ground.PROHIBITED.value, words=words))
        elif canonical in taken:
            left_out.append(replace(one, address="", ground=SAME_ADDRESS, words=_(_OTHER_WORDS[SAME_ADDRESS])))
        else:
            taken.add(canonical)
            included.append(one)
    return Chosen(tuple(included), tuple(left_out))


def _addresses(work: Work, channel: Channel) -> Iterator[_Found]:
    """Yield every address that a channel uses, a private customer's as the person's own."""
    model: type[Email | Phone | Address]
    columns: tuple[Any, ...]
    if channel is Channel.LETTER:
        model, columns = Address, (Address.street, Address.postcode, Address.town)
    else:
        model, columns = (Email, (Email.address,)) if channel is Channel.EMAIL else (Phone, (Phone.number,))
    persons = (
        select(
            Person.id, Person.first_names, Person.last_name, Person.non_disclosure, Person.language, model.use, *columns
        )
        .join(model, model.person_id == Person.id)
        .order_by(Person.id, model.id)
    )
    for person_id, first, last, protected, language, use, *parts in work.session.execute(persons):
        yield _of_person(channel, person_id, _Who(first or "", last, protected, language or ""), use, parts)
    customers = (
        select(Customer.id, Customer.name, Customer.person_id, Customer.language, model.use, *columns)
        .join(model, model.customer_id == Customer.id)
        .order_by(Customer.id, model.id)
    )
    owners = _owners(work)
    for customer_id, name, person_id, language, use, *parts in work.session.execute(customers):
        if person_id is not None:
            yield _of_person(channel, person_id, owners[person_id], "private", parts)
        else:
            text, reach = _reached(channel, name, parts)
            yield _Found(None, customer_id, use, text, reach, name, language=language or "")


def _of_person(channel: Channel, person_id: int, who: _Who, use: str, parts: Sequence[str | None]) -> _Found:
    text, reach = _reached(channel, f"{who.first} {who.last}", parts)
    name = spoken_form(who.first, who.last)
    hidden = who.protected and channel is Channel.LETTER
    return _Found(person_id, None, use, text, reach, name, who.first.split(" ")[0], hidden, who.language)


def _reached(channel: Channel, name: str, parts: Sequence[str | None]) -> tuple[str, Reach]:
    if channel is not Channel.LETTER:
        return parts[0] or "", reach_of(parts[0] or "")
    street, postcode, town = (part or "" for part in parts)
    return ", ".join(filter(None, (street, f"{postcode} {town}".strip()))), letter_reach(name, street, postcode)


def _owners(work: Work) -> dict[int, _Who]:
    columns = (Person.id, Person.first_names, Person.last_name, Person.non_disclosure, Person.language)
    rows = work.session.execute(select(*columns).join(Customer, Customer.person_id == Person.id))
    return {row[0]: _Who(row[1] or "", row[2], row[3], row[4] or "") for row in rows}


def _customers_named(work: Work, known: Known, found: _Sorted) -> dict[int, _Named]:
    """Return for each person the customer for whom she is written to."""
    asked = {}
    for one, _ground in found.best.values():
        if one.person_id is not None:
            held = [duty.customer_id for duty in known.duties(one.person_id)]
            own = [owned.customer_id for owned in known.own(one.person_id)]
            if customers := (held if one.use != "private" else []) + own + held:
                asked[one.person_id] = customers[0]
    names = _names(work) if asked else {}
    return {person: names.get(customer, _Named(customer, "", "")) for person, customer in asked.items()}


def _names(work: Work) -> dict[int, _Named]:
    rows = work.session.execute(select(Customer.id, Customer.name, Customer.language))
    return {number: _Named(number, name, language or "") for number, name, language in rows}


def _without_address(work: Work, known: Known, found: _Sorted, campaign: Campaign) -> list[Recipient]:
    """Return those who have agreed to something and cannot be reached: they should not go missing unseen."""
    if campaign.audience == "organisations":
        return []
    there = {key[1] for key in found.best if key[0] == "person"}
    missing = {known.family(one)[0] for one in known.agreed(Channel(campaign.channel))} - there
    rows = work.session.scalars(select(Person).where(Person.id.in_(missing))) if missing else ()
    words = _(_OTHER_WORDS[NO_ADDRESS])
    return [
        Recipient(row.id, None, spoken_form(row.first_names or "", row.last_name), "", "", "", NO_ADDRESS, words)
        for row in rows
    ]

"""Outages: whom the law wants told, by which address, in which language, and by when (917/2014 274–275 §, 124/2025).

Telling of a fault is no marketing: a prohibition of marketing does not matter here. Restriction of processing (GDPR
Art. 18) does: such a person is left out and named, unless somebody chooses her with a reason.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from asiakasrekisteri.domain.texts import N_


class Part(StrEnum):
    """As what somebody is told, the first that a customer has before the later ones; users and maintainers always."""

    TECHNICAL = "technical"
    MAINTAINER = "maintainer"
    END_USER = "end_user"
    ADMIN = "admin"
    DECISION = "decision"
    CUSTOMER = "customer"


PART_LABELS = {
    Part.TECHNICAL: N_("Tekninen yhteyshenkilö"),
    Part.MAINTAINER: N_("Ylläpitäjä"),
    Part.END_USER: N_("Palvelun käyttäjä"),
    Part.ADMIN: N_("Hallinnon yhteyshenkilö"),
    Part.DECISION: N_("Päättäjä"),
    Part.CUSTOMER: N_("Asiakas itse"),
}
_ALWAYS = (Part.MAINTAINER, Part.END_USER)
_IN_TURN = (Part.TECHNICAL, Part.ADMIN, Part.DECISION, Part.CUSTOMER)
_ORDER = {part: place for place, part in enumerate(Part)}


class Channel(StrEnum):
    """How somebody is reached."""

    EMAIL = "email"
    SPARE = "spare"
    """Another address of hers: the first is on what has failed."""
    PHONE = "phone"
    LETTER = "letter"


CHANNEL_LABELS = {
    Channel.EMAIL: N_("Sähköposti"),
    Channel.SPARE: N_("Varaosoite"),
    Channel.PHONE: N_("Puhelu"),
    Channel.LETTER: N_("Kirje"),
}
BY_MAIL = frozenset({Channel.EMAIL, Channel.SPARE})


class Left(StrEnum):
    """Why somebody is not told."""

    RESTRICTED = "restricted"
    UNREACHABLE = "unreachable"
    SAME_ADDRESS = "same_address"


LEFT_LABELS = {
    Left.RESTRICTED: N_("Käsittely on rajoitettu (18 art.)"),
    Left.UNREACHABLE: N_("Ei sähköpostia, puhelinta eikä postiosoitetta"),
    Left.SAME_ADDRESS: N_("Sama osoite kuin toisella: viesti menee kerran"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who may have to be told for one customer.

    Attributes:
        part: as what.
        customer_id, customer: for whom.
        person_id: None for a customer's own address.
        name: of the person, else of the customer.
        greeting: the name by which she is addressed; "" for a customer's own address.
        language: "fi", "sv" or "en".
        services: names of what has failed, with her or with the customer.
        emails: her addresses, the best first.
        phone: "" where there is none.
        has_address: whether a letter would reach her.
        restricted: only storing of her data is allowed.
    """

    part: Part
    customer_id: int
    customer: str
    person_id: int | None = None
    name: str
    greeting: str = ""
    language: str = "fi"
    services: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phone: str = ""
    has_address: bool = False
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One who gets one message: of all that has failed for all the customers for whom she is told."""

    who: Candidate
    channel: Channel
    address: str
    customers: tuple[int, ...]
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One who gets none, and why."""

    who: Candidate
    why: Left


@dataclass(frozen=True, slots=True)
class Telling:
    """Who is told and who is not, and how many customers that is.

    Attributes:
        told, left: in the order of the candidates.
        customers: how many customers what has failed concerns.
        untold: customers of whom nobody is told.
        stood_in: customers that have no technical contact, so that another is told.
        spared: how many have their first address on what has failed.
    """

    told: tuple[Told, ...]
    left: tuple[LeftOut, ...]
    customers: int
    untold: tuple[int, ...] = ()
    stood_in: int = 0
    spared: int = 0

    def count(self, channels: Collection[Channel]) -> int:
        """Return how many are told by these channels."""
        return sum(one.channel in channels for one in self.told)


@dataclass(slots=True)
class _Group:
    """The candidacies of one person, or of a customer's own address."""

    of: list[Candidate] = field(default_factory=list)

    def first(self) -> Candidate:
        return min(self.of, key=lambda one: _ORDER[one.part])


def whom_to_tell(candidates: Iterable[Candidate], down: Collection[str] = (), chosen: Collection[int] = ()) -> Telling:
    """Decide who is told of an outage.

    Of each customer the technical contacts; where there is none that may be told, those of administration, then those
    who decide, then the customer by its own address. Users and maintainers of what has failed always. One message for
    a person however many customers she serves, and one for an address however many share it.

    Args:
        candidates: everybody who has one of the parts for a customer concerned.
        down: domains whose mail has failed with it.
        chosen: restricted persons who are told all the same, for a reason that is written down.
    """
    known = tuple(candidates)
    customers = {one.customer_id: one.customer for one in known}
    wanted: list[Candidate] = []
    stood_in = 0
    for customer_id in customers:
        hers = [one for one in known if one.customer_id == customer_id]
        picked, stands = _of_customer(hers, chosen)
        stood_in += stands
        wanted += picked
    groups: dict[tuple[str, int], _Group] = {}
    for one in wanted:
        key = ("person", one.person_id) if one.person_id is not None else ("customer", one.customer_id)
        groups.setdefault(key, _Group()).of.append(one)
    told, left = _reached(groups.values(), down, chosen)
    heard = {customer_id for one in told for customer_id in one.customers}
    return Telling(
        tuple(told),
        tuple(left),
        len(customers),
        tuple(customer_id for customer_id in customers if customer_id not in heard),
        stood_in,
        sum(one.channel is Channel.SPARE or _is_down(one.who.emails[:1], down) for one in told),
    )


def _of_customer(hers: Sequence[Candidate], chosen: Collection[int]) -> tuple[list[Candidate], bool]:
    """Return those of one customer who are wanted, restricted ones among them, and whether somebody stands in."""
    wanted = [one for one in hers if one.part in _ALWAYS]
    for part in _IN_TURN:
        found = [one for one in hers if one.part is part]
        wanted += found
        if any(_may_be_told(one, chosen) and _can_be_reached(one) for one in found):
            return wanted, part is not Part.TECHNICAL
    return wanted, False


def _may_be_told(one: Candidate, chosen: Collection[int]) -> bool:
    return not one.restricted or (one.person_id is not None and one.person_id in chosen)


def _can_be_reached(one: Candidate) -> bool:
    return bool(one.emails or one.phone or one.has_address)


def _reached(
    groups: Iterable[_Group], down: Collection[str], chosen: Collection[int]
) -> tuple[list[Told], list[LeftOut]]:
    told: list[Told] = []
    left: list[LeftOut] = []
    by_address: dict[str, int] = {}
    for group in groups:
        who = group.first()
        channel, address = _way(who, down)
        if not _may_be_told(who, chosen):
            left.append(LeftOut(who, Left.RESTRICTED))
        elif channel is None:
            left.append(LeftOut(who, Left.UNREACHABLE))
        elif address and address.casefold() in by_address:
            place = by_address[address.casefold()]
            told[place] = _joined(told[place], group)
            left.append(LeftOut(who, Left.SAME_ADDRESS))
        else:
            if address:
                by_address[address.casefold()] = len(told)
            told.append(_joined(Told(who, channel, address, (), ()), group))
    return told, left


def _joined(told: Told, group: _Group) -> Told:
    customers = (*told.customers, *(one.customer_id for one in group.of))
    services = (*told.services, *(name for one in group.of for name in one.services))
    return Told(told.who, told.channel, told.address, tuple(dict.fromkeys(customers)), tuple(dict.fromkeys(services)))


def _way(who: Candidate, down: Collection[str]) -> tuple[Channel | None, str]:
    """Return how somebody is reached: an address that works before a call, a call before a letter."""
    for place, address in enumerate(who.emails):
        if not _is_down((address,), down):
            return (Channel.SPARE if place else Channel.EMAIL), address
    if who.phone:
        return Channel.PHONE, who.phone
    if who.has_address:
        return Channel.LETTER, ""
    if who.emails:
        return Channel.EMAIL, who.emails[0]  # better late than never: it arrives when the mail works again
    return None, ""


def _is_down(addresses: Sequence[str], down: Collection[str]) -> bool:
    """Tell whether the mail of an address is on a domain that has failed, or under one."""
    return any(
        domain == one or domain.endswith(f".{one}")
        for domain in (address.rpartition("@")[2].casefold() for address in addresses)
        for one in down
    )


class Clock(StrEnum):
    """What must be reported to the authority (Traficom) of an outage."""

    TELECOM = "telecom"
    FIRST = "first"
    SECOND = "second"
    FINAL = "final"


CLOCK_LABELS = {
    Clock.TELECOM: N_("Ilmoitus Traficomille (917/2014 275 §)"),
    Clock.FIRST: N_("Ensi-ilmoitus (124/2025 11 §)"),
    Clock.SECOND: N_("Jatkoilmoitus (124/2025 11 §)"),
    Clock.FINAL: N_("Loppuraportti (124/2025 13 §)"),
}
_FIRST, _SECOND, _FINAL = dt.timedelta(hours=24), dt.timedelta(hours=72), dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Report:
    """A report to the authority: by when (None = without delay), and when it was made."""

    clock: Clock
    due: dt.datetime | None
    done: dt.datetime | None


def reports_due(
    detected: dt.datetime, made: Mapping[Clock, dt.datetime | None], *, telecom: bool, dns: bool, significant: bool
) -> tuple[Report, ...]:
    """Return what must be reported of an outage, in the order of time.

    Args:
        detected: when it was detected, from which 24 and 72 hours are counted; the final report comes 30 days after
            the second.
        made: what has been reported, and when.
        telecom: the firm carries on teletoiminta: it tells of every significant disturbance without delay.
        dns: the firm runs name servers for others (NIS2).
        significant: the incident is significant.
    """
    found = [Report(Clock.TELECOM, None, made.get(Clock.TELECOM))] if telecom and significant else []
    if dns and significant:
        second = made.get(Clock.SECOND) or detected + _SECOND
        found += [
            Report(Clock.FIRST, detected + _FIRST, made.get(Clock.FIRST)),
            Report(Clock.SECOND, detected + _SECOND, made.get(Clock.SECOND)),
            Report(Clock.FINAL, second + _FINAL, made.get(Clock.FINAL)),
        ]
    return tuple(found)

"""Whether something may be marketed to somebody: laki sähköisen viestinnän palveluista 917/2014, 200–203 § (LAW §6.1).

Fault notices, invoices and changes of contracts are no marketing and never ask this.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from asiakasrekisteri.domain.texts import N_


class Channel(StrEnum):
    """By what a message comes."""

    EMAIL = "email"
    SMS = "sms"
    AUTOMATED = "automated"
    PHONE = "phone"
    LETTER = "letter"


ELECTRONIC = frozenset({Channel.EMAIL, Channel.SMS, Channel.AUTOMATED})
"""Channels on which a natural person must have agreed first (200 § 1 mom.)."""
MESSAGES = frozenset({Channel.EMAIL, Channel.SMS})
"""What may be sent to an address got at a sale: messages, no calls by a machine (200 § 3 mom., 2002/58/EC 13(2))."""
EVERY = "all"
"""The channel of a prohibition of all marketing."""
_PURPOSE_CODES = frozenset({"direct_marketing", "marketing", "newsletter"})
_PURPOSE_WORDS = ("markkinoin", "uutiskir")
"""By what a description's own purpose is known to be marketing."""
_TO_EVERYTHING = "marketing"
"""The purpose of a consent that covers every kind of message."""


class TargetKind(StrEnum):
    """Who an address belongs to."""

    NATURAL = "natural"
    SOLE_TRADER = "sole_trader"
    ORGANISATION = "organisation"
    WORK_ADDRESS = "work_address"


class Ground(StrEnum):
    """Why a message may be sent, or may not."""

    CONSENT = "consent"
    SALE = "sale"
    ORGANISATION = "organisation"
    DUTIES = "duties"
    NOT_PROHIBITED = "not_prohibited"
    REQUESTED = "requested"
    ERASED = "erased"
    RESTRICTED = "restricted"
    PROHIBITED = "prohibited"
    SUPPRESSED = "suppressed"
    WITHDRAWN = "withdrawn"
    NO_CONSENT = "no_consent"
    NOT_CUSTOMER = "not_customer"
    NO_REFUSAL_OFFERED = "no_refusal_offered"
    OTHER_PRODUCTS = "other_products"
    OTHER_DUTIES = "other_duties"
    SUBSCRIPTION = "subscription"


GROUNDS = (
    Ground.CONSENT,
    Ground.SALE,
    Ground.ORGANISATION,
    Ground.DUTIES,
    Ground.NOT_PROHIBITED,
    Ground.REQUESTED,
)
"""Those that allow."""
GROUND_WORDS: Mapping[Ground, str] = {
    Ground.CONSENT: N_("suostumus on voimassa (200 § 1 mom.)"),
    Ground.SALE: N_("asiakas, osoite saatu myynnin yhteydessä (200 § 3 mom.)"),
    Ground.ORGANISATION: N_("yhteisön yleinen osoite (202 §)"),
    Ground.DUTIES: N_("viesti koskee henkilön työtehtävää (202 §)"),
    Ground.NOT_PROHIBITED: N_("ei ole kieltänyt (200 § 2 mom., 202 §)"),
    Ground.REQUESTED: N_("on itse pyytänyt soittoa (201 §)"),
    Ground.ERASED: N_("tiedot on poistettu"),
    Ground.RESTRICTED: N_("käsittely on rajoitettu (18 art.)"),
    Ground.PROHIBITED: N_("on kieltänyt markkinoinnin"),
    Ground.SUPPRESSED: N_("osoite on estolistalla"),
    Ground.WITHDRAWN: N_("suostumus on peruutettu"),
    Ground.NO_CONSENT: N_("ei ole antanut suostumusta"),
    Ground.NOT_CUSTOMER: N_("ei ole enää asiakas eikä ole antanut suostumusta"),
    Ground.NO_REFUSAL_OFFERED: N_("ei saanut tilaisuutta kieltää, kun osoite kysyttiin"),
    Ground.OTHER_PRODUCTS: N_("viesti koskee muutakin kuin omia samanlaisia tuotteita"),
    Ground.OTHER_DUTIES: N_("henkilön työosoite, eikä viesti koske hänen tehtäväänsä"),
    Ground.SUBSCRIPTION: N_("matkapuhelinliittymiä ei markkinoida kuluttajalle puhelimitse (201 §)"),
}


@dataclass(frozen=True, slots=True)
class GivenConsent:
    """A consent: to what, on which channel, from which day, and from which day no more (None: it stands)."""

    purpose: str
    channel: str
    given: dt.date
    withdrawn: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Prohibited:
    """A prohibition: of which channel (`EVERY`: all), from which day, and from which day no more."""

    channel: str
    since: dt.date
    lifted: dt.date | None = None


@dataclass(frozen=True, slots=True)
class GotAtSale:
    """An address that was got in connection with a sale, and whether a refusal was offered then."""

    channel: str
    obtained: dt.date
    refusal_offered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address and what is known of its holder, as far as one message goes.

    Attributes:
        kind: whose address it is.
        kind_of_message: "newsletter" or "campaign".
        customer: whether the holder is a customer now.
        consents, prohibitions: her own, and those of the customer for whom she acts.
        sales: when and how this address was got at a sale.
        suppressed: channels on which the address is suppressed.
        restricted: whether the processing of her data is restricted (Art. 18).
        erased: whether her data have been erased.
        own_products: whether the message is of the firm's own products alone, similar to what was sold.
        concerns_duties: whether the message concerns what she does at work.
        sells_subscriptions: whether the message is of mobile subscriptions.
        asked_for_call: whether she has expressly asked to be called, or is a customer of the firm's own subscriptions.
    """

    kind: TargetKind
    kind_of_message: str = "newsletter"
    customer: bool = False
    consents: tuple[GivenConsent, ...] = ()
    prohibitions: tuple[Prohibited, ...] = ()
    sales: tuple[GotAtSale, ...] = ()
    suppressed: frozenset[str] = field(default_factory=frozenset)
    restricted: bool = False
    erased: bool = False
    own_products: bool = False
    concerns_duties: bool = False
    sells_subscriptions: bool = False
    asked_for_call: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a message may be sent, and why."""

    allowed: bool
    ground: Ground

    @property
    def words(self) -> str:
        """Finnish message id of the ground."""
        return GROUND_WORDS[self.ground]


def may_market(target: Target, channel: Channel, date: dt.date) -> Verdict:
    """Return whether a message may be sent to a target on a day, and on what ground; a prohibition always wins."""
    barred = _barred(target, channel, date)
    if barred is not None:
        return Verdict(allowed=False, ground=barred)
    if channel in ELECTRONIC:
        ground = _electronic(target, channel, date)
    elif channel is Channel.PHONE and target.sells_subscriptions and _is_consumer(target):
        ground = Ground.REQUESTED if target.asked_for_call else Ground.SUBSCRIPTION
    else:
        ground = Ground.NOT_PROHIBITED
    return Verdict(allowed=ground in GROUNDS, ground=ground)


def is_marketing(code: str | None, text: str) -> bool:
    """Tell whether a purpose is direct marketing, against which the objection needs no reason (Art. 21(2))."""
    return code in _PURPOSE_CODES or any(word in text.casefold() for word in _PURPOSE_WORDS)


def covers(purpose: str, kind_of_message: str) -> bool:
    """Tell whether a consent to a purpose covers a kind of message."""
    return purpose in {_TO_EVERYTHING, kind_of_message}


def in_force(since: dt.date, until: dt.date | None, date: dt.date) -> bool:
    """Tell whether what began and perhaps ended is in force: from its first day, on the day it ends no more."""
    return since <= date and (until is None or date < until)


def prohibits(prohibitions: Iterable[Prohibited], channel: Channel, date: dt.date) -> bool:
    """Tell whether any prohibition in force bars the channel."""
    return any(p.channel in {EVERY, channel} and in_force(p.since, p.lifted, date) for p in prohibitions)


def _barred(target: Target, channel: Channel, date: dt.date) -> Ground | None:
    """Return what forbids whatever ground there may be; the gravest first."""
    bars: tuple[tuple[Ground, Callable[[], bool]], ...] = (
        (Ground.ERASED, lambda: target.erased),
        (Ground.RESTRICTED, lambda: target.restricted),
        (Ground.PROHIBITED, lambda: prohibits(target.prohibitions, channel, date)),
        (Ground.SUPPRESSED, lambda: bool({EVERY, channel.value} & target.suppressed)),
        (Ground.WITHDRAWN, lambda: _withdrew(target, channel, date)),
    )
    return next((ground for ground, holds in bars if holds()), None)


def _electronic(target: Target, channel: Channel, date: dt.date) -> Ground:
    if _agreed(target, channel, date):
        return Ground.CONSENT
    if target.kind is TargetKind.ORGANISATION:
        return Ground.ORGANISATION
    if target.kind is TargetKind.WORK_ADDRESS:
        return Ground.DUTIES if target.concerns_duties else Ground.OTHER_DUTIES
    return _after_sale(target, channel, date)


def _after_sale(target: Target, channel: Channel, date: dt.date) -> Ground:
    """Return the soft opt-in where all its conditions hold, otherwise the first that does not (200 § 3 mom.)."""
    got = [sale for sale in target.sales if sale.channel == channel and sale.obtained <= date]
    if not got or channel not in MESSAGES:
        return Ground.NO_CONSENT
    if not target.customer:
        return Ground.NOT_CUSTOMER
    if not any(sale.refusal_offered for sale in got):
        return Ground.NO_REFUSAL_OFFERED
    return Ground.SALE if target.own_products else Ground.OTHER_PRODUCTS


def _agreed(target: Target, channel: Channel, date: dt.date) -> bool:
    return any(in_force(one.given, one.withdrawn, date) for one in _consents(target, channel))


def _withdrew(target: Target, channel: Channel, date: dt.date) -> bool:
    """Tell whether she has taken her consent back and not given another: then no other ground may stand in for it."""
    taken_back = any(one.withdrawn is not None and one.withdrawn <= date for one in _consents(target, channel))
    return taken_back and not _agreed(target, channel, date)


def _consents(target: Target, channel: Channel) -> list[GivenConsent]:
    return [one for one in target.consents if one.channel == channel and covers(one.purpose, target.kind_of_message)]


def _is_consumer(target: Target) -> bool:
    return target.kind in {TargetKind.NATURAL, TargetKind.SOLE_TRADER}

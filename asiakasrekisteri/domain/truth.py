"""Whether a description is true: what it says is compared with what the store really holds (LAW §1.5, truth check).

Everything here is plain data: the store's side comes as `Facts`. A contradiction ("virhe") stops publishing.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from asiakasrekisteri.domain.answering import contact_gone
from asiakasrekisteri.domain.categories import CATEGORY_TITLES
from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.description import Description
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.fields import DataCategory
from asiakasrekisteri.domain.findings import Finding
from asiakasrekisteri.domain.marketing import is_marketing
from asiakasrekisteri.domain.recipients_told import KnownRecipient, KnownTransfer, outside_places, untold_recipients
from asiakasrekisteri.domain.sources import names_source
from asiakasrekisteri.domain.texts import N_, _, ngettext

KEPT_BY_ITSELF = frozenset({DataCategory.HISTORY.value, DataCategory.VIEW_LOG.value, DataCategory.DISCLOSURE.value})
"""Categories that the program keeps of its own accord: every document tells of them whether or not the firm does."""
CATEGORY_OF: Mapping[str, tuple[str, ...]] = {
    "billing_history": ("billing",),
    "communication": ("interaction",),
    "orders": ("order",),
    "contracts": ("contract",),
    "credentials": ("account",),
    "services": ("service",),
    "consents": ("protection", "marketing"),
    "history": ("history", "interaction"),
}
"""Data categories by the codes that descriptions have for them, where those differ."""
RIGHT_OF: Mapping[str, str] = {"withdraw_consent": "withdrawal", "marketing_objection": "objection"}
"""Rights by the codes that descriptions have for them, where the legal texts have another."""


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source that data has come from, and how many customers have facts from it (0: not counted)."""

    code: str
    kind: str
    name: str
    what: str = ""
    customers: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where data lie: a server and the country it stands in, by its letters."""

    name: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the store holds, as far as a description speaks of it.

    Attributes:
        today: the day of the check.
        sources: those in use that this register must name.
        credit_registers: from which registers credit data have been checked.
        registrars: through whom domain names are registered.
        in_collection: how many invoices have been given to a collector.
        places: servers in countries outside the EEA.
        held: codes of the data categories that have data.
        months: how long each category is kept, by its code, and in words in `times`.
        recordings, identity_codes, passwords, unlocked_papers: how many there are.
        marketing: how many newsletters and campaigns have been sent.
        shared_users: user IDs in force whose holder is a function and not a person.
        nameless_users: user IDs in force whose holder has no full name.
        gone_users: names of those whose user IDs have all been closed.
        last_backup, last_review: when; None for never.
        backup_locked: whether the place of the last backup is locked; None while nobody has said where it is.
        restore_tried: when a backup was last put back to try it.
        users_questioned: what the last review found to do about the users; "" for nothing.
        rights: codes of the rights that the bases give.
        named: by which words a category is named.
        recipients, transfers: those in use.
        other_grounds: disclosures of the last year on grounds other than consent, an order or law.
    """

    today: dt.date
    sources: tuple[UsedSource, ...] = ()
    credit_registers: tuple[str, ...] = ()
    registrars: tuple[str, ...] = ()
    in_collection: int = 0
    places: tuple[Place, ...] = ()
    held: frozenset[str] = frozenset()
    months: Mapping[str, int] = field(default_factory=dict)
    times: Mapping[str, str] = field(default_factory=dict)
    recordings: int = 0
    identity_codes: int = 0
    passwords: int = 0
    unlocked_papers: int = 0
    marketing: int = 0
    shared_users: tuple[str, ...] = ()
    nameless_users: tuple[str, ...] = ()
    gone_users: tuple[str, ...] = ()
    last_backup: dt.date | None = None
    backup_locked: bool | None = None
    restore_tried: dt.date | None = None
    last_review: dt.date | None = None
    users_questioned: str = ""
    rights: frozenset[str] = frozenset()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    recipients: tuple[KnownRecipient, ...] = ()
    transfers: tuple[KnownTransfer, ...] = ()
    other_grounds: int = 0


def contradictions(own: Description, facts: Facts) -> Iterator[Finding]:
    """Yield where the text lacks what is in use, or says what the law does not bear (see `promises` for the rest)."""
    yield from _purposes(own)
    yield from contact_gone(own, facts.today, facts.gone_users)
    yield from _marketing(own, facts)
    yield from _categories(own, facts)
    yield from _sources(own, facts)
    yield from _recipients(own, facts)
    yield from _transfers(own, facts)
    yield from _retention(own, facts)
    yield from _rights(own, facts)


def _purposes(own: Description) -> Iterator[Finding]:
    for purpose in own.purposes:
        if not purpose.basis:
            text = _("Tarkoituksella ”{purpose}” ei ole oikeusperustetta.").format(purpose=purpose.text)
            yield Finding(
                "purpose-without-basis",
                "virhe",
                text,
                _("Valitse tarkoitukselle oikeusperuste."),
                "purposes",
                "GDPR 6, 13(1)(c)",
                purpose.text,
            )


def _marketing(own: Description, facts: Facts) -> Iterator[Finding]:
    """Yield what a text lacks that is silent of the marketing that is done (Art. 13(1)(c), 21(4))."""
    if not facts.marketing:
        return
    if not any(is_marketing(one.code, one.text) for one in own.purposes):
        text = ngettext(
            "Rekisteristä on lähetetty {n} uutiskirje tai kampanja, mutta markkinointi puuttuu tarkoituksista.",
            "Rekisteristä on lähetetty {n} uutiskirjettä tai kampanjaa, mutta markkinointi puuttuu tarkoituksista.",
            facts.marketing,
        )
        yield Finding(
            "marketing-missing",
            "virhe",
            text.format(n=facts.marketing),
            _("Lisää tarkoituksiin: uutiskirje ja suoramarkkinointi, ja valitse sille oikeusperuste."),
            "purposes",
            "GDPR 13(1)(c)",
            subject="newsletter",
        )
    if own.rights and not any(RIGHT_OF.get(one.code or "", one.code) == "objection" for one in own.rights):
        yield Finding(
            "marketing-right-missing",
            "virhe",
            _("Rekisteristä markkinoidaan, mutta oikeutta kieltää suoramarkkinointi ei mainita."),
            _("Lisää oikeuksiin: suoramarkkinoinnin voi kieltää milloin tahansa ja maksutta."),
            "rights",
            "GDPR 21(2)–(4)",
            subject="marketing_objection",
        )


def _sources(own: Description, facts: Facts) -> Iterator[Finding]:
    for source in facts.sources:
        if not names_source(own, source.code, source.name, source.kind):
            yield _source_missing(source)
    for name in facts.credit_registers:
        told_above = any(source.name.casefold() in name.casefold() for source in facts.sources)
        if not told_above and not names_source(own, name, name, "commercial"):
            yield _source_missing(UsedSource(name, "commercial", name, _("Maksukyvyn tarkistaminen")))


def _source_missing(source: UsedSource) -> Finding:
    text = _("{source} on tietojen lähteenä, mutta puuttuu tietolähteistä.").format(source=source.name)
    if source.customers:
        text = ngettext(
            "{source} on lähteenä {n} asiakkaan tiedoissa, mutta puuttuu tietolähteistä.",
            "{source} on lähteenä {n} asiakkaan tiedoissa, mutta puuttuu tietolähteistä.",
            source.customers,
        ).format(source=source.name, n=source.customers)
    mending = _("Lisää lähteisiin: {source}, {what}.").format(source=source.name, what=source.what or "–")
    return Finding("source-missing", "virhe", text, mending, "sources", "GDPR 14(2)(f)", subject=source.name)


def _recipients(own: Description, facts: Facts) -> Iterator[Finding]:
    yield from untold_recipients(own, facts.recipients)
    recorded = {one.name.casefold() for one in facts.recipients}
    said = " ".join(f"{one.name} {one.task}" for one in own.recipients).casefold()
    for name in facts.registrars:
        if name.casefold() in recorded:
            continue
        if name.casefold() not in said and name.casefold() not in own.controller.name.casefold():
            text = _("Verkkotunnuksia rekisteröi {name}, mutta vastaanottajissa sitä ei ole.").format(name=name)
            mending = _("Lisää vastaanottajiin: {name}, verkkotunnusten rekisteröinti.").format(name=name)
            yield Finding("recipient-missing", "virhe", text, mending, "recipients", "GDPR 13(1)(e)", subject=name)
    if facts.in_collection and "perin" not in said:
        text = _("Laskuja on perinnässä, mutta vastaanottajissa ei ole perintää hoitavaa yritystä.")
        mending = _("Lisää vastaanottajiin perintää hoitava yritys.")
        yield Finding("recipient-missing", "virhe", text, mending, "recipients", "GDPR 13(1)(e)")


def _transfers(own: Description, facts: Facts) -> Iterator[Finding]:
    told = {place.country for place in own.transfers.places}
    outside = list(outside_places(own, facts.recipients, facts.transfers))
    outside += [(place.name, place.country) for place in facts.places if is_outside(place.country)]
    for name, country in outside:
        where = country_name(country)
        if own.transfers.outside_eea == "no":
            text = _("Selosteen mukaan tietoja ei siirretä ETA-alueen ulkopuolelle, mutta {name} on maassa {country}.")
        elif country not in told:
            text = _("{name} on maassa {country}, mutta siirrosta ei kerrota.")
        else:
            continue
        yield Finding(
            "transfer-missing",
            "virhe",
            text.format(name=name, country=where),
            _("Kirjaa siirto: vastaanottaja, maa ja V luvun peruste, tai vaihda palvelun sijaintia."),
            "transfers",
            "GDPR 13(1)(f), 44",
            subject=f"{name}|{country}",
        )
    for place in own.transfers.places:
        if is_outside(place.country) and not place.mechanism:
            text = _("Siirrolla {name}, {country} ei ole perustetta.")
            yield Finding(
                "transfer-without-ground",
                "virhe",
                text.format(name=place.recipient, country=country_name(place.country)),
                _("Valitse peruste: riittävyyspäätös, vakiolausekkeet, sitovat säännöt tai 49 artikla."),
                "transfers",
                "GDPR 44–49",
            )


def _categories(own: Description, facts: Facts) -> Iterator[Finding]:
    if not own.data_categories:
        return  # the documents then tell what the catalogue has a place for
    codes = {code for one in own.data_categories if one.code for code in CATEGORY_OF.get(one.code, (one.code,))}
    words = [one.text for one in (*own.data_categories, *own.subject_groups)]
    words += [f"{one.name} {one.what}" for one in own.sources]
    said = " ".join(words).casefold()
    for category, title in CATEGORY_TITLES.items():
        code = category.value
        if code not in facts.held or code in codes or code in KEPT_BY_ITSELF or (own.covers and code not in own.covers):
            continue
        if any(re.search(rf"\b{re.escape(stem)}", said) for stem in facts.named.get(code, ())):
            continue
        text = _("Rekisterissä on tietoja ryhmästä ”{category}”, mutta seloste ei mainitse niitä.")
        mending = _("Lisää käsiteltäviin tietoihin: {category}.")
        yield Finding(
            "category-missing",
            "virhe",
            text.format(category=_(title)),
            mending.format(category=_(title)),
            "contents",
            "GDPR 14(1)(d), 30(1)(c)",
            subject=code,
        )


def _retention(own: Description, facts: Facts) -> Iterator[Finding]:
    for one in own.retention:
        category = next(iter(CATEGORY_OF.get(one.category, (one.category,))))
        said, kept = months_in(one.text), facts.months.get(category)
        if kept is None or not said or kept in said:
            continue
        text = _("Selosteen mukaan säilytysaika on ”{text}”, mutta rekisterissä sovelletaan toista: {rule}.")
        rule = facts.times.get(category, "").rstrip(".")
        yield Finding(
            "retention-differs",
            "virhe",
            text.format(text=one.text.rstrip("."), rule=rule),
            _("Kirjoita säilytysajaksi: {rule}, tai muuta tietoryhmän sääntöä.").format(rule=rule),
            "retention",
            "GDPR 13(2)(a)",
            one.text,
            subject=category,
        )


def _rights(own: Description, facts: Facts) -> Iterator[Finding]:
    if not own.rights or not any(purpose.basis for purpose in own.purposes):
        return
    said = {RIGHT_OF.get(one.code, one.code): one.text for one in own.rights if one.code}
    for code, text in said.items():
        if code not in facts.rights:
            message = _("Valitut oikeusperusteet eivät anna oikeutta, josta seloste kertoo: {right}.")
            mending = _("Poista kohta tai tarkista oikeusperusteet.")
            quoted = text.rstrip(".")
            yield Finding(
                "right-not-given",
                "virhe",
                message.format(right=quoted),
                mending,
                "rights",
                "GDPR 15–22",
                text,
                subject=code,
            )
    for code in sorted(facts.rights - said.keys()):
        message = _("Yrityksen oma teksti ei mainitse oikeutta: {right}. Se tulostuu lain sanoin.")
        yield Finding(
            "right-missing", "huomautus", message.format(right=_(RIGHT_NAMES[code])), "", "rights", "GDPR 13(2)(b)"
        )


RIGHT_NAMES: Mapping[str, str] = {
    "access": N_("oikeus saada tiedot"),
    "rectification": N_("oikeus oikaista tiedot"),
    "erasure": N_("oikeus poistaa tiedot"),
    "restriction": N_("oikeus rajoittaa käsittelyä"),
    "portability": N_("oikeus siirtää tiedot"),
    "withdrawal": N_("oikeus peruuttaa suostumus"),
    "objection": N_("oikeus vastustaa käsittelyä"),
    "complaint": N_("oikeus tehdä valitus"),
}
_UNITS = re.compile(
    r"\b(\d{1,3}|yhden|kahden|kolmen|neljän|viiden|kuuden|seitsemän|kahdeksan|yhdeksän|kymmenen|kahdentoista"
    r"|yksi|kaksi|kolme|neljä|viisi|kuusi)\s*(vuo\w*|v\b|kuukau\w*|kk\b)",
    re.IGNORECASE,
)
_NUMBERS = {
    "yhden": 1, "kahden": 2, "kolmen": 3, "neljän": 4, "viiden": 5, "kuuden": 6, "seitsemän": 7, "kahdeksan": 8,
    "yhdeksän": 9, "kymmenen": 10, "kahdentoista": 12,
    "yksi": 1, "kaksi": 2, "kolme": 3, "neljä": 4, "viisi": 5, "kuusi": 6,
}  # fmt: skip
_YEAR = 12


def months_in(text: str) -> frozenset[int]:
    """Return the lengths of time that a text states, in months."""
    found = set()
    for number, unit in _UNITS.findall(text):
        count = int(number) if number.isdigit() else _NUMBERS[number.casefold()]
        found.add(count * (_YEAR if unit.casefold().startswith("v") else 1))
    return frozenset(found)

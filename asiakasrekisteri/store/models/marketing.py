"""Direct marketing (LAW §6.1): consents, prohibitions, addresses got at a sale, and who is never written to again."""

import datetime as dt

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person

CHANNELS = (
    Option("email", N_("sähköposti")),
    Option("sms", N_("tekstiviesti")),
    Option("automated", N_("automaattinen soitto tai faksi")),
    Option("phone", N_("puhelu")),
    Option("letter", N_("kirje")),
)
EVERY_CHANNEL = "all"
PROHIBITED_CHANNELS = (Option(EVERY_CHANNEL, N_("kaikki kanavat")), *CHANNELS)
PURPOSES = (
    Option("newsletter", N_("uutiskirje")),
    Option("marketing", N_("kaikki suoramarkkinointi, myös uutiskirje")),
)
WAYS = (
    Option("form", N_("lomake")),
    Option("web", N_("verkkosivu")),
    Option("call", N_("puhelu")),
    Option("email", N_("sähköposti")),
    Option("visit", N_("käynti")),
    Option("letter", N_("kirje")),
    Option("contract", N_("tilaus tai sopimus")),
    Option("request", N_("rekisteröidyn pyyntö")),
    Option("unsubscribed", N_("uutiskirjeen peruutus")),
    Option("register", N_("kieltopalvelu")),
    Option("other", N_("muulla tavalla")),
)
"""In what way a consent or a prohibition was told to the firm."""


class Consent(Entity):
    """Suostumus: who agreed to what, on which channel, and the exact words shown to her. A change is a new row."""

    __tablename__ = "consent"
    __ends__ = "withdrawn_at"
    __label__ = N_("Suostumus")
    __plural__ = N_("Suostumukset")
    __subject__ = "person"
    __found_as__ = "person"
    __named_by__ = ("purpose", "channel")
    __qualifier__ = "channel"
    __sections__ = (
        Section(N_("Suostumus"), ("purpose", "channel", "given_at", "how")),
        Section(N_("Mitä näytettiin"), ("text_version", "words")),
        Section(N_("Peruuttaminen"), ("withdrawn_at", "withdrawn_how", "request_number")),
    )
    __together__ = (
        "purpose", "given_at", "how", "text_version", "words", "withdrawn_at", "withdrawn_how", "request_number",
    )  # fmt: skip

    purpose: Mapped[str] = described(
        N_("Mihin suostumus annettiin"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=PURPOSES,
        required=True,
        in_list=True,
        default="newsletter",
    )
    channel: Mapped[str] = described(
        N_("Kanava"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=CHANNELS,
        required=True,
        in_list=True,
        default="email",
    )
    given_at: Mapped[dt.datetime] = described(
        N_("Annettu"), FieldKind.INSTANT, category=DataCategory.MARKETING, required=True, in_list=True
    )
    how: Mapped[str] = described(
        N_("Miten suostumus annettiin"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=WAYS,
        required=True,
        default="form",
    )
    text_version: Mapped[str] = described(
        N_("Suostumustekstin versio"), FieldKind.TEXT, category=DataCategory.MARKETING, required=True
    )
    words: Mapped[str] = described(
        N_("Suostumuksen sanat"),
        FieldKind.NOTES,
        category=DataCategory.MARKETING,
        required=True,
        help=N_("Täsmälleen se teksti, joka henkilölle näytettiin tai luettiin."),
    )
    withdrawn_at: Mapped[dt.datetime | None] = described(
        N_("Peruutettu"), FieldKind.INSTANT, category=DataCategory.MARKETING, in_list=True
    )
    withdrawn_how: Mapped[str | None] = described(
        N_("Miten suostumus peruutettiin"), FieldKind.CHOICE, category=DataCategory.MARKETING, options=WAYS
    )
    request_number: Mapped[str | None] = described(
        N_("Pyynnön numero"), FieldKind.REFERENCE, category=DataCategory.MARKETING
    )
    person_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="Consent.person_id")


class MarketingProhibition(Entity):
    """Markkinointikielto of a person or of a customer, for one channel or for all, effective at once (Art. 21(2))."""

    __tablename__ = "marketing_prohibition"
    __ends__ = "lifted_at"
    __label__ = N_("Markkinointikielto")
    __plural__ = N_("Markkinointikiellot")
    __subject__ = "person|customer.person"
    __found_as__ = "person|customer"
    __named_by__ = ("channel",)
    __qualifier__ = "channel"
    __sections__ = (
        Section(N_("Markkinointikielto"), ("channel", "since_at", "how", "request_number")),
        Section(N_("Päättyminen"), ("lifted_at", "lifted_how")),
    )
    __together__ = ("since_at", "how", "request_number", "lifted_at", "lifted_how")

    channel: Mapped[str] = described(
        N_("Kielletty kanava"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=PROHIBITED_CHANNELS,
        required=True,
        in_list=True,
        default=EVERY_CHANNEL,
    )
    since_at: Mapped[dt.datetime] = described(
        N_("Kielletty"), FieldKind.INSTANT, category=DataCategory.MARKETING, required=True, in_list=True
    )
    how: Mapped[str] = described(
        N_("Miten kiellettiin"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=WAYS,
        required=True,
        default="call",
    )
    request_number: Mapped[str | None] = described(
        N_("Pyynnön numero"), FieldKind.REFERENCE, category=DataCategory.MARKETING
    )
    lifted_at: Mapped[dt.datetime | None] = described(
        N_("Kielto poistettu"), FieldKind.INSTANT, category=DataCategory.MARKETING, in_list=True
    )
    lifted_how: Mapped[str | None] = described(
        N_("Miten kielto poistettiin"), FieldKind.CHOICE, category=DataCategory.MARKETING, options=WAYS
    )
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="MarketingProhibition.person_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="MarketingProhibition.customer_id")


class SaleAddress(Entity):
    """Myynnissä saatu osoite: what the soft opt-in of 200 § 3 mom. rests on."""

    __tablename__ = "sale_address"
    __label__ = N_("Myynnin yhteydessä saatu osoite")
    __plural__ = N_("Myynnin yhteydessä saadut osoitteet")
    __subject__ = "person"
    __kept_with__ = "person"
    __found_as__ = "person"
    __named_by__ = ("address",)
    __qualifier__ = "channel"
    __sections__ = (
        Section(
            N_("Myynnin yhteydessä saatu osoite"), ("channel", "address", "obtained_on", "sold", "refusal_offered")
        ),
    )
    __together__ = ("address", "obtained_on", "sold", "refusal_offered")

    channel: Mapped[str] = described(
        N_("Kanava"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=CHANNELS[:2],
        required=True,
        default="email",
    )
    address: Mapped[str] = described(
        N_("Saatu sähköpostiosoite tai numero"), FieldKind.TEXT, category=DataCategory.MARKETING, required=True
    )
    obtained_on: Mapped[dt.date] = described(
        N_("Saatu myynnin yhteydessä"), FieldKind.DATE, category=DataCategory.MARKETING, required=True
    )
    sold: Mapped[str | None] = described(
        N_("Mitä myytiin"),
        FieldKind.TEXT,
        category=DataCategory.MARKETING,
        help=N_("Esimerkiksi tilauksen numero ja tuote."),
    )
    refusal_offered: Mapped[bool] = described(
        N_("Kieltämiseen annettiin tilaisuus"),
        FieldKind.FLAG,
        category=DataCategory.MARKETING,
        help=N_("Henkilö sai kieltää markkinoinnin maksutta, kun osoite kysyttiin."),
    )
    person_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="SaleAddress.person_id")


class Suppression(Entity):
    """An address to which nothing is marketed, as a keyed hash: nobody can be read from it, and it outlives erasure."""

    __tablename__ = "suppression"
    __label__ = N_("Estolistan osoite")
    __plural__ = N_("Estolista")
    __named_by__ = ("channel", "since")
    __table_args__ = (UniqueConstraint("digest", "channel"),)
    __sections__ = (Section(N_("Estolistan osoite"), ("channel", "since", "reason")),)

    channel: Mapped[str] = described(
        N_("Kanava"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=PROHIBITED_CHANNELS,
        required=True,
        in_list=True,
    )
    since: Mapped[dt.date] = described(
        N_("Estetty alkaen"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    reason: Mapped[str] = described(
        N_("Miksi estetty"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=WAYS,
        required=True,
        in_list=True,
    )
    digest: Mapped[str] = technical(String(64), nullable=False)

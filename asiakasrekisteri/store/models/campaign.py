"""Newsletters and campaigns (R-22, R-23): the text in its versions, and for each recipient what allowed it."""

import datetime as dt
import secrets

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.mailing import OUTCOME_LABELS
from asiakasrekisteri.domain.marketing import GROUND_WORDS, GROUNDS
from asiakasrekisteri.domain.newsletter import CODE_LENGTH, CODE_LETTERS
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.marketing import CHANNELS
from asiakasrekisteri.store.models.person import LANGUAGES, Person
from asiakasrekisteri.store.models.types import Instant

CAMPAIGN_KINDS = (Option("newsletter", N_("uutiskirje")), Option("campaign", N_("tarjous tai kampanja")))
CAMPAIGN_STATES = (Option("draft", N_("Luonnos")), Option("sent", N_("Lähetetty")))
AUDIENCES = (
    Option("all", N_("kaikki, joille saa lähettää")),
    Option("subscribers", N_("vain suostumuksen antaneet")),
    Option("private", N_("yksityisasiakkaat ja toiminimet")),
    Option("organisations", N_("yritykset, yhdistykset ja julkisyhteisöt")),
)
RESULTS = (
    *(Option(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()),
    Option("bounced", N_("Palautui")),
)


def new_token() -> str:
    """Return a random code by which one recipient unsubscribes; nothing of her is in it."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(CODE_LENGTH))


class Campaign(Entity):
    """Uutiskirje tai kampanja."""

    __tablename__ = "campaign"
    __label__ = N_("Uutiskirje")
    __plural__ = N_("Uutiskirjeet")
    __sections__ = (
        Section(N_("Uutiskirje"), ("name", "kind", "channel", "audience", "own_products")),
        Section(N_("Kenen työtä koskee"), ("for_decision", "for_administration", "for_billing", "for_technical")),
        Section(N_("Teksti"), ("subject", "body")),
        Section(N_("Ruotsiksi"), ("subject_sv", "body_sv")),
        Section(N_("Englanniksi"), ("subject_en", "body_en")),
        Section(N_("Tarkistukset"), ("register_checked_on",)),
    )

    name: Mapped[str] = described(N_("Nimi"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True)
    kind: Mapped[str] = described(
        N_("Laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=CAMPAIGN_KINDS,
        required=True,
        in_list=True,
        default="newsletter",
    )
    channel: Mapped[str] = described(
        N_("Kanava"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=CHANNELS,
        required=True,
        in_list=True,
        default="email",
    )
    audience: Mapped[str] = described(
        N_("Kenelle"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=AUDIENCES,
        required=True,
        default="all",
    )
    own_products: Mapped[bool] = described(
        N_("Vain omia tuotteita, samanlaisia kuin asiakas on ostanut"),
        FieldKind.FLAG,
        category=DataCategory.NONE,
        help=N_("Ilman tätä viesti menee yksityiselle henkilölle vain suostumuksella (200 § 3 mom.)."),
    )
    for_decision: Mapped[bool] = described(N_("päättäjät"), FieldKind.FLAG, category=DataCategory.NONE)
    for_administration: Mapped[bool] = described(N_("hallinto"), FieldKind.FLAG, category=DataCategory.NONE)
    for_billing: Mapped[bool] = described(N_("laskutus"), FieldKind.FLAG, category=DataCategory.NONE)
    for_technical: Mapped[bool] = described(N_("tekniset"), FieldKind.FLAG, category=DataCategory.NONE)
    subject: Mapped[str | None] = described(N_("Otsikko"), FieldKind.TEXT, category=DataCategory.NONE)
    body: Mapped[str | None] = described(N_("Viesti"), FieldKind.NOTES, category=DataCategory.NONE)
    subject_sv: Mapped[str | None] = described(N_("Otsikko ruotsiksi"), FieldKind.TEXT, category=DataCategory.NONE)
    body_sv: Mapped[str | None] = described(N_("Viesti ruotsiksi"), FieldKind.NOTES, category=DataCategory.NONE)
    subject_en: Mapped[str | None] = described(N_("Otsikko englanniksi"), FieldKind.TEXT, category=DataCategory.NONE)
    body_en: Mapped[str | None] = described(N_("Viesti englanniksi"), FieldKind.NOTES, category=DataCategory.NONE)
    register_checked_on: Mapped[dt.date | None] = described(
        N_("Kieltopalvelusta tarkistettu"),
        FieldKind.DATE,
        category=DataCategory.NONE,
        help=N_("Alan kieltopalvelu, esimerkiksi puhelinmarkkinoinnin kieltolista."),
    )
    state: Mapped[str] = described(
        N_("Tila"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=CAMPAIGN_STATES,
        required=True,
        in_list=True,
        editable=False,
        default="draft",
    )
    sent_at: Mapped[dt.datetime | None] = described(
        N_("Lähetetty"), FieldKind.INSTANT, category=DataCategory.NONE, in_list=True, editable=False
    )
    changed_at: Mapped[dt.datetime | None] = technical(Instant, nullable=True)


class CampaignText(Entity):
    """The text of a campaign as it was when somebody got it: never altered."""

    __tablename__ = "campaign_text"
    __undone__ = False
    __label__ = N_("Uutiskirjeen teksti")
    __plural__ = N_("Uutiskirjeiden tekstit")
    __named_by__ = ("number",)
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    number: Mapped[int] = described(
        N_("Tekstin versio"), FieldKind.NUMBER, category=DataCategory.NONE, required=True, editable=False
    )
    subject: Mapped[str] = described(
        N_("Otsikko"), FieldKind.TEXT, category=DataCategory.NONE, required=True, editable=False
    )
    body: Mapped[str] = described(
        N_("Viesti"), FieldKind.NOTES, category=DataCategory.NONE, required=True, editable=False
    )
    language: Mapped[str] = described(
        N_("Kieli"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=LANGUAGES,
        required=True,
        editable=False,
        default="fi",
    )
    kept_at: Mapped[dt.datetime] = technical(Instant, nullable=False)
    campaign_id: Mapped[int] = link("campaign.id")


class CampaignRecipient(Entity):
    """Lähetetty markkinointi: to whom, where, on what ground, and what came of it."""

    __tablename__ = "campaign_recipient"
    __undone__ = False
    __ends__ = "sent_at"
    __label__ = N_("Lähetetty markkinointi")
    __plural__ = N_("Lähetetty markkinointi")
    __subject__ = "person|customer.person"
    __found_as__ = "person|customer"
    __named_by__ = ("name",)
    __together__ = (
        "name", "sent_at", "address", "ground", "text_number", "opt_out_told", "result", "unsubscribed_at",
    )  # fmt: skip

    name: Mapped[str] = described(
        N_("Mikä viesti"), FieldKind.TEXT, category=DataCategory.MARKETING, required=True, editable=False
    )
    sent_at: Mapped[dt.datetime] = described(
        N_("Lähetetty"), FieldKind.INSTANT, category=DataCategory.MARKETING, required=True, editable=False
    )
    address: Mapped[str] = described(
        N_("Käytetty osoite"),
        FieldKind.TEXT,
        category=DataCategory.MARKETING,
        required=True,
        editable=False,
        whereabouts=True,
    )
    ground: Mapped[str] = described(
        N_("Lähettämisen peruste"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=tuple(Option(ground.value, GROUND_WORDS[ground]) for ground in GROUNDS),
        required=True,
        editable=False,
    )
    text_number: Mapped[int] = described(
        N_("Tekstin versio"), FieldKind.NUMBER, category=DataCategory.MARKETING, required=True, editable=False
    )
    opt_out_told: Mapped[bool] = described(
        N_("Viestissä kerrottiin, miten sen voi kieltää"),
        FieldKind.FLAG,
        category=DataCategory.MARKETING,
        editable=False,
    )
    result: Mapped[str] = described(
        N_("Tulos"),
        FieldKind.CHOICE,
        category=DataCategory.MARKETING,
        options=RESULTS,
        required=True,
        editable=False,
        default="sent",
    )
    unsubscribed_at: Mapped[dt.datetime | None] = described(
        N_("Peruutti viestit"), FieldKind.INSTANT, category=DataCategory.MARKETING, editable=False
    )
    token: Mapped[str] = technical(String(CODE_LENGTH), nullable=False, unique=True, default=new_token)
    campaign_id: Mapped[int] = link("campaign.id")
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="CampaignRecipient.person_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="CampaignRecipient.customer_id")

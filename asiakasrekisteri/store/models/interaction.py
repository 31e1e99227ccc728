"""What has been said and done: calls, e-mails, visits, letters, notes, support cases (R-31, R-38, R-40)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.service import Service

INTERACTION_KINDS = (
    Option("call", N_("puhelu")),
    Option("email", N_("sähköposti")),
    Option("visit", N_("käynti")),
    Option("letter", N_("kirje")),
    Option("note", N_("muistiinpano")),
    Option("support", N_("tukipyyntö")),
)
DIRECTIONS = (Option("in", N_("saapunut")), Option("out", N_("lähtenyt")))
INTERACTION_STATES = (Option("open", N_("Avoin")), Option("closed", N_("Käsitelty")))
PARTS = (
    Option("caller", N_("soittaja")),
    Option("called", N_("vastaaja")),
    Option("sender", N_("lähettäjä")),
    Option("recipient", N_("vastaanottaja")),
    Option("copied", N_("kopion saaja")),
    Option("visitor", N_("kävijä")),
    Option("mentioned", N_("jota asia koskee")),
)
USAGE_KINDS = (
    Option("login", N_("kirjautuminen")),
    Option("order", N_("tilaaminen")),
    Option("traffic", N_("siirretty tieto")),
    Option("storage", N_("levytila")),
    Option("page", N_("sivun käyttö")),
    Option("setting", N_("asetuksen muutos")),
)


class Interaction(Entity):
    """Yhteydenotto. Who took part stands in its participants, each of whom is a person where he is known."""

    __tablename__ = "interaction"
    __ends__ = "closed_on"
    __label__ = N_("Yhteydenotto")
    __plural__ = N_("Yhteydenotot")
    __subject__ = "participants.person|customer.person"
    __found_as__ = ""
    __erased_by__ = "share"
    __named_by__ = ("subject",)
    __qualifier__ = "kind"
    __together__ = ("at", "direction", "subject", "minutes", "state", "closed_on")
    __table_args__ = (Index("ix_interaction_kind_at", "kind", "at"),)
    __sections__ = (
        Section(N_("Yhteydenotto"), ("kind", "direction", "at", "minutes", "state", "closed_on")),
        Section(N_("Asia"), ("subject", "body", "service_id", "business")),
        Section(N_("Nauhoitus"), ("recorded", "informed_at_start")),
    )

    kind: Mapped[str] = described(
        N_("Yhteydenoton laji"),
        FieldKind.CHOICE,
        category=DataCategory.INTERACTION,
        options=INTERACTION_KINDS,
        required=True,
        in_list=True,
        default="call",
    )
    direction: Mapped[str | None] = described(
        N_("Suunta"), FieldKind.CHOICE, category=DataCategory.INTERACTION, options=DIRECTIONS
    )
    at: Mapped[dt.datetime] = described(
        N_("Ajankohta"), FieldKind.INSTANT, category=DataCategory.INTERACTION, required=True, in_list=True, index=True
    )
    minutes: Mapped[int | None] = described(
        N_("Kesto minuutteina"), FieldKind.NUMBER, category=DataCategory.INTERACTION
    )
    state: Mapped[str] = described(
        N_("Käsittelyn tila"),
        FieldKind.CHOICE,
        category=DataCategory.INTERACTION,
        options=INTERACTION_STATES,
        required=True,
        in_list=True,
        default="closed",
        index=True,
    )
    closed_on: Mapped[dt.date | None] = described(N_("Käsitelty"), FieldKind.DATE, category=DataCategory.INTERACTION)
    subject: Mapped[str] = described(
        N_("Aihe"),
        FieldKind.TEXT,
        category=DataCategory.INTERACTION,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    body: Mapped[str | None] = described(
        N_("Sisältö"),
        FieldKind.NOTES,
        category=DataCategory.INTERACTION,
        searched=Searched.WORDS,
        help=N_("Kirjaa vain asian hoitamiseen tarvittava. Henkilö saa nähdä tekstin sellaisenaan."),
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.INTERACTION)
    business: Mapped[bool] = described(
        N_("Liiketapahtumaa koskeva kirjeenvaihto"),
        FieldKind.FLAG,
        category=DataCategory.INTERACTION,
        help=N_("Tilauksia ja laskuja koskeva kirjeenvaihto säilytetään kuten tositteet (KPL 2:10 §)."),
    )
    recorded: Mapped[bool] = described(N_("Puhelu nauhoitettiin"), FieldKind.FLAG, category=DataCategory.INTERACTION)
    informed_at_start: Mapped[bool] = described(
        N_("Nauhoituksesta kerrottiin alussa"),
        FieldKind.FLAG,
        category=DataCategory.INTERACTION,
        help=N_("Nauhoituksesta on kerrottava ennen kuin se alkaa."),
    )
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    user_id: Mapped[int | None] = link("user.id", nullable=True)
    message_id: Mapped[str | None] = technical(String, nullable=True, index=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="Interaction.customer_id")
    service: Mapped[Service | None] = relationship(foreign_keys="Interaction.service_id")
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="interaction", passive_deletes="all", order_by="Participant.id"
    )

    def law_day(self) -> dt.date | None:
        """Return the day of correspondence on transactions, which is kept like vouchers; None of anything else."""
        return self.at.astimezone(FINLAND).date() if self.business else None

    def rule_code(self) -> str:
        """Return the rule of correspondence on transactions, where it is that."""
        return "interaction.correspondence" if self.business else ""

    def ended_on(self) -> dt.date | None:
        """Return the day on which the matter was dealt with; a single call is dealt with when it is over."""
        if self.state == "open":
            return None
        return self.closed_on or self.at.astimezone(FINLAND).date()


class Participant(Entity):
    """Osapuoli: a person who took part in an interaction, or a name and an address that nobody is known by."""

    __tablename__ = "participant"
    __label__ = N_("Osapuoli")
    __plural__ = N_("Osapuolet")
    __subject__ = "person"
    __kept_with__ = "interaction"
    __found_as__ = "interaction"
    __named_by__ = ("written", "address")
    __qualifier__ = "part"
    __sections__ = (Section(N_("Osapuoli"), ("part", "written", "address")),)
    __together__ = ("written", "address")

    part: Mapped[str] = described(
        N_("Osa yhteydenotossa"),
        FieldKind.CHOICE,
        category=DataCategory.INTERACTION,
        options=PARTS,
        required=True,
        default="caller",
    )
    written: Mapped[str | None] = described(
        N_("Osapuolen nimi sellaisena kuin se oli"),
        FieldKind.TEXT,
        category=DataCategory.INTERACTION,
        searched=Searched.WORDS,
    )
    address: Mapped[str | None] = described(
        N_("Osapuolen osoite tai numero"),
        FieldKind.TEXT,
        category=DataCategory.INTERACTION,
        searched=Searched.EMAIL,
        index=True,
    )
    interaction_id: Mapped[int] = link("interaction.id")
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    interaction: Mapped[Interaction] = relationship(back_populates="participants")
    person: Mapped[Person | None] = relationship(foreign_keys="Participant.person_id")


class UsageEvent(Entity):
    """Tapahtuma- tai käyttötieto: what somebody did with a service, or how much of it was used (R-38)."""

    __tablename__ = "usage_event"
    __ends__ = "at"
    __label__ = N_("Käyttötieto")
    __plural__ = N_("Tapahtuma- ja käyttötiedot")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("kind", "at")
    __qualifier__ = "kind"
    __sections__ = (Section(N_("Käyttötieto"), ("kind", "at", "service_id", "what", "amount", "unit")),)
    __together__ = ("at", "what", "amount", "unit")

    kind: Mapped[str] = described(
        N_("Käyttötiedon laji"),
        FieldKind.CHOICE,
        category=DataCategory.USAGE,
        options=USAGE_KINDS,
        required=True,
        in_list=True,
        default="login",
    )
    at: Mapped[dt.datetime] = described(
        N_("Tapahtuman aika"), FieldKind.INSTANT, category=DataCategory.USAGE, required=True, in_list=True
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.USAGE)
    what: Mapped[str | None] = described(N_("Tapahtuma"), FieldKind.TEXT, category=DataCategory.USAGE, in_list=True)
    amount: Mapped[Decimal | None] = described(
        N_("Käytetty määrä"), FieldKind.QUANTITY, category=DataCategory.USAGE, in_list=True
    )
    unit: Mapped[str | None] = described(N_("Määrän yksikkö"), FieldKind.TEXT, category=DataCategory.USAGE)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="UsageEvent.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="UsageEvent.person_id")
    service: Mapped[Service | None] = relationship(foreign_keys="UsageEvent.service_id")

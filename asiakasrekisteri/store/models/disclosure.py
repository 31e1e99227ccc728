"""Who gets data: recipients and processors, transfers out of the EEA, and each disclosure (R-26, R-27, R-59…R-64)."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.domain.disclosing import ANSWERS, GROUNDS, HOW, MECHANISMS, RECIPIENT_KINDS
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Section
from asiakasrekisteri.domain.identifiers import check_business_id, normalise_business_id
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import LANGUAGES, Person
from asiakasrekisteri.store.models.service import DomainName
from asiakasrekisteri.store.models.types import BigId, Json


class Recipient(Entity):
    """Vastaanottaja or henkilötietojen käsittelijä, by its legal name: who gets data, for what task, by what contract.

    One that is a person (an agent, a guardian) may be somebody of the register: her name then goes with her.
    """

    __tablename__ = "recipient"
    __ends__ = "until"
    __rule__ = "recipient"
    __label__ = N_("Vastaanottaja")
    __plural__ = N_("Vastaanottajat")
    __subject__ = "person"
    __found_as__ = ""
    __erased_by__ = "clear"
    __sections__ = (
        Section(N_("Vastaanottaja"), ("kind", "name", "business_id", "country", "contact", "language")),
        Section(N_("Tehtävä"), ("task", "data", "since", "until", "under_id")),
        Section(N_("Käsittelysopimus (28 artikla)"), ("contract_signed_on", "contract_until", "contract_place")),
        Section(N_("Huomautus"), ("note",)),
    )
    __together__ = ("name", "contact")

    kind: Mapped[str] = described(
        N_("Vastaanottajan asema"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        subject=None,
        options=RECIPIENT_KINDS,
        required=True,
        in_list=True,
        default="processor",
        help=N_("Käsittelijä toimii ohjeidenne mukaan ja tarvitsee sopimuksen. Muille annettu tieto on luovutus."),
    )
    name: Mapped[str] = described(
        N_("Vastaanottajan nimi"),
        FieldKind.TEXT,
        category=DataCategory.IDENTIFICATION,
        required=True,
        in_list=True,
        help=N_("Virallinen nimi: se kerrotaan henkilölle rekisteriotteessa."),
    )
    business_id: Mapped[str | None] = described(
        N_("Vastaanottajan Y-tunnus"),
        FieldKind.BUSINESS_ID,
        category=DataCategory.NONE,
        subject=None,
        check=check_business_id,
        normalise=normalise_business_id,
    )
    country: Mapped[str | None] = described(
        N_("Maa, jossa tietoja käsitellään"),
        FieldKind.COUNTRY,
        category=DataCategory.NONE,
        subject=None,
        in_list=True,
        check=check_country,
        normalise=normalise_country,
    )
    contact: Mapped[str | None] = described(
        N_("Vastaanottajan yhteystiedot"), FieldKind.TEXT, category=DataCategory.CONTACT
    )
    language: Mapped[str | None] = described(
        N_("Vastaanottajan kieli"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        subject=None,
        options=LANGUAGES,
        help=N_("Tällä kielellä vastaanottajalle kirjoitetaan, kun luovutettuja tietoja oikaistaan tai poistetaan."),
    )
    task: Mapped[str | None] = described(
        N_("Mitä vastaanottaja tekee"),
        FieldKind.TEXT,
        category=DataCategory.NONE,
        subject=None,
        in_list=True,
        help=N_("Esimerkiksi palvelinten valvonta tai erääntyneiden laskujen perintä."),
    )
    data: Mapped[str | None] = described(
        N_("Mitä tietoja vastaanottaja saa"), FieldKind.NOTES, category=DataCategory.NONE, subject=None
    )
    since: Mapped[dt.date | None] = described(
        N_("Vastaanottaja alkaen"), FieldKind.DATE, category=DataCategory.NONE, subject=None
    )
    until: Mapped[dt.date | None] = described(
        N_("Vastaanottaja asti"), FieldKind.DATE, category=DataCategory.NONE, subject=None
    )
    under_id: Mapped[int | None] = described_link(
        N_("Minkä käsittelijän alikäsittelijä"), "recipient", category=DataCategory.NONE, subject=None
    )
    contract_signed_on: Mapped[dt.date | None] = described(
        N_("Käsittelysopimus allekirjoitettu"), FieldKind.DATE, category=DataCategory.NONE, subject=None, in_list=True
    )
    contract_until: Mapped[dt.date | None] = described(
        N_("Käsittelysopimus voimassa asti"),
        FieldKind.DATE,
        category=DataCategory.NONE,
        subject=None,
        in_list=True,
        help=N_("Jätä tyhjäksi, jos sopimus on voimassa toistaiseksi."),
    )
    contract_place: Mapped[str | None] = described(
        N_("Missä sopimus on"), FieldKind.TEXT, category=DataCategory.NONE, subject=None
    )
    note: Mapped[str | None] = described(
        N_("Huomautus vastaanottajasta"), FieldKind.NOTES, category=DataCategory.NONE, subject=None
    )
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="Recipient.person_id")


class Transfer(Entity):
    """Siirto EU- ja ETA-alueen ulkopuolelle: to whom, where, and on what ground of Chapter V (R-63, R-64)."""

    __tablename__ = "transfer"
    __label__ = N_("Siirto")
    __plural__ = N_("Siirrot EU- ja ETA-alueen ulkopuolelle")
    __named_by__ = ("country",)
    __sections__ = (
        Section(N_("Siirto"), ("recipient_id", "country", "what")),
        Section(N_("Peruste ja suojatoimet"), ("mechanism", "reference", "since", "until")),
    )

    recipient_id: Mapped[int] = described_link(
        N_("Siirron vastaanottaja"), "recipient", category=DataCategory.NONE, required=True, in_list=True
    )
    country: Mapped[str] = described(
        N_("Maa, johon tietoja siirretään"),
        FieldKind.COUNTRY,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        check=check_country,
        normalise=normalise_country,
    )
    what: Mapped[str | None] = described(N_("Mitä siirretään"), FieldKind.TEXT, category=DataCategory.NONE)
    mechanism: Mapped[str | None] = described(
        N_("Siirron peruste"), FieldKind.CHOICE, category=DataCategory.NONE, options=MECHANISMS, in_list=True
    )
    reference: Mapped[str | None] = described(
        N_("Suojatoimien asiakirja"),
        FieldKind.TEXT,
        category=DataCategory.NONE,
        in_list=True,
        help=N_("Mistä jäljennöksen suojatoimista saa. Tämä kerrotaan selosteessa ja rekisteriotteessa."),
    )
    since: Mapped[dt.date | None] = described(N_("Siirto alkaen"), FieldKind.DATE, category=DataCategory.NONE)
    until: Mapped[dt.date | None] = described(N_("Siirto asti"), FieldKind.DATE, category=DataCategory.NONE)


class Disclosure(Entity):
    """Luovutus: what was given to whom, when, why and on what ground (R-59, C-154/21).

    It is about one person, one customer, the persons of a list (`DisclosurePerson`: two numbers each), or everybody
    whose id was at most `everyone_up_to` when the whole register was given.
    """

    __tablename__ = "disclosure"
    __ends__ = "disclosed_on"
    __undone__ = False
    __label__ = N_("Luovutus")
    __plural__ = N_("Luovutukset")
    __subject__ = "person|customer.person|persons.person"
    __found_as__ = ""
    __erased_by__ = "share"
    __named_by__ = ("disclosed_on", "purpose")
    __sections__ = (
        Section(N_("Luovutus"), ("disclosed_on", "recipient_id", "what", "how")),
        Section(N_("Peruste"), ("ground", "section", "reference", "purpose")),
        Section(N_("Huomautus"), ("note",)),
    )
    __together__ = ("disclosed_on", "recipient_id", "what", "purpose", "ground", "section", "reference", "how")

    disclosed_on: Mapped[dt.date] = described(
        N_("Luovutuspäivä"),
        FieldKind.DATE,
        category=DataCategory.DISCLOSURE,
        required=True,
        in_list=True,
        index=True,
    )
    recipient_id: Mapped[int] = described_link(
        N_("Kenelle luovutettiin"), "recipient", category=DataCategory.DISCLOSURE, required=True, in_list=True
    )
    what: Mapped[str] = described(
        N_("Mitä luovutettiin"),
        FieldKind.NOTES,
        category=DataCategory.DISCLOSURE,
        required=True,
        in_list=True,
    )
    purpose: Mapped[str] = described(
        N_("Luovutuksen tarkoitus"),
        FieldKind.TEXT,
        category=DataCategory.DISCLOSURE,
        required=True,
        in_list=True,
    )
    ground: Mapped[str] = described(
        N_("Luovutuksen peruste"),
        FieldKind.CHOICE,
        category=DataCategory.DISCLOSURE,
        options=GROUNDS,
        required=True,
        in_list=True,
        default="contract",
    )
    section: Mapped[str | None] = described(
        N_("Lainkohta"),
        FieldKind.TEXT,
        category=DataCategory.DISCLOSURE,
        help=N_("Esimerkiksi poliisilaki 4 luku 3 §. Viranomaisen pyynnössä lainkohta on pakollinen."),
    )
    reference: Mapped[str | None] = described(
        N_("Pyynnön tai suostumuksen viite"),
        FieldKind.TEXT,
        category=DataCategory.DISCLOSURE,
        help=N_("Viranomaisen asianumero, sopimuksen numero tai suostumuksen päivä."),
    )
    how: Mapped[str] = described(
        N_("Miten luovutettiin"),
        FieldKind.CHOICE,
        category=DataCategory.DISCLOSURE,
        options=HOW,
        required=True,
        default="email",
    )
    note: Mapped[str | None] = described(
        N_("Huomautus luovutuksesta"), FieldKind.NOTES, category=DataCategory.DISCLOSURE
    )
    categories: Mapped[Any] = technical(Json, nullable=False, default=list)
    number_of_persons: Mapped[int] = technical(nullable=False, default=0)
    everyone_up_to: Mapped[int | None] = technical(BigId, nullable=True)
    log_id: Mapped[int | None] = technical(BigId, nullable=True)
    user_id: Mapped[int | None] = link("user.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="Disclosure.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="Disclosure.person_id")
    persons: Mapped[list["DisclosurePerson"]] = relationship(viewonly=True)
    recipient: Mapped[Recipient] = relationship(foreign_keys="Disclosure.recipient_id")


class DisclosurePerson(Base):
    """One of the many persons whom a disclosed list told of: two numbers, so that a hundred thousand weigh little."""

    __tablename__ = "disclosure_person"
    __table_args__ = ({"sqlite_with_rowid": False},)

    disclosure_id: Mapped[int] = technical(ForeignKey("disclosure.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = technical(
        ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        category=DataCategory.DISCLOSURE,
        subject="person",
    )

    person: Mapped[Person] = relationship(viewonly=True)


class RegistrationRequest(Entity):
    """Pyyntö saada fi-verkkotunnuksen rekisteröintitiedot: answered within a limit (917/2014 170 § 1 mom. 10 kohta)."""

    __tablename__ = "registration_request"
    __ends__ = "received_at"
    __label__ = N_("Rekisteröintitietojen pyyntö")
    __plural__ = N_("Rekisteröintitietojen pyynnöt")
    __subject__ = "customer.person"
    __found_as__ = ""
    __named_by__ = ("received_at", "requester")
    __sections__ = (
        Section(N_("Pyyntö"), ("received_at", "requester", "domain_id", "ground")),
        Section(N_("Vastaus"), ("answer", "answered_at", "answer_reason")),
    )
    __together__ = ("received_at", "requester", "domain_id", "ground", "answer", "answered_at", "answer_reason")

    received_at: Mapped[dt.datetime] = described(
        N_("Pyyntö saapui"), FieldKind.INSTANT, category=DataCategory.DISCLOSURE, required=True, in_list=True
    )
    requester: Mapped[str] = described(
        N_("Kuka pyytää"),
        FieldKind.TEXT,
        category=DataCategory.DISCLOSURE,
        required=True,
        in_list=True,
    )
    domain_id: Mapped[int] = described_link(
        N_("Verkkotunnus, jota pyyntö koskee"),
        "domain_name",
        category=DataCategory.DISCLOSURE,
        required=True,
        in_list=True,
    )
    ground: Mapped[str] = described(
        N_("Pyynnön perustelu"), FieldKind.NOTES, category=DataCategory.DISCLOSURE, required=True
    )
    answer: Mapped[str] = described(
        N_("Vastaus pyyntöön"),
        FieldKind.CHOICE,
        category=DataCategory.DISCLOSURE,
        options=ANSWERS,
        required=True,
        in_list=True,
        default="open",
    )
    answered_at: Mapped[dt.datetime | None] = described(
        N_("Pyyntöön vastattu"), FieldKind.INSTANT, category=DataCategory.DISCLOSURE, in_list=True
    )
    answer_reason: Mapped[str | None] = described(
        N_("Vastauksen perustelu"), FieldKind.NOTES, category=DataCategory.DISCLOSURE
    )
    disclosure_id: Mapped[int | None] = link("disclosure.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="RegistrationRequest.customer_id")
    domain: Mapped[DomainName] = relationship(foreign_keys="RegistrationRequest.domain_id")

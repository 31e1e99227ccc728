"""The customer: who has the contract. Of every kind, own or reached through a partner (R-15, R-37)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy import CheckConstraint, Date, String
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.foreign_numbers import check_foreign_numbers
from asiakasrekisteri.domain.identifiers import (
    check_association_number,
    check_business_id,
    check_vat_number,
    normalise_association_number,
    normalise_business_id,
    normalise_vat_number,
)
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.person import LANGUAGES, Person

KINDS = (
    Option("private", N_("yksityishenkilö")),
    Option("sole_trader", N_("toiminimi")),
    Option("company", N_("yritys")),
    Option("association", N_("yhdistys")),
    Option("public", N_("julkisyhteisö")),
)
RELATIONS = (
    Option("own", N_("oma asiakas")),
    Option("partner", N_("yhteistyökumppani")),
    Option("partner_customer", N_("yhteistyökumppanin asiakas")),
)
STATUSES = (
    Option("active", N_("Aktiivinen")),
    Option("prospect", N_("Tarjottu")),
    Option("terminated", N_("Irtisanottu")),
    Option("ended", N_("Päättynyt")),
)


class Customer(Entity):
    """Asiakas. For a private customer or a sole trader `person` is who the row is about."""

    __tablename__ = "customer"
    __label__ = N_("Asiakas")
    __plural__ = N_("Asiakkaat")
    __subject__ = "person"
    __found_as__ = ""
    __erased_by__ = "clear"
    __survives__ = ("number", "kind", "status", "relation", "since", "until")
    __table_args__ = (
        CheckConstraint("kind IN ('private','sole_trader','company','association','public')", name="kind"),
    )
    __sections__ = (
        Section(N_("Asiakkuus"), ("name", "kind", "number", "status", "since", "until", "relation", "partner_id")),
        Section(N_("Tunnisteet"), ("business_id", "vat_number", "association_number", "foreign_numbers")),
        Section(
            N_("Yritystiedot"),
            ("company_form", "domicile", "registered_on", "industry", "industry_code", "turnover", "turnover_year"),
        ),
        Section(N_("Laskutus"), ("einvoice_address", "einvoice_operator", "language")),
        Section(N_("Muut tiedot"), ("note",)),
    )

    name: Mapped[str] = described(
        N_("Nimi"),
        FieldKind.TEXT,
        category=DataCategory.IDENTIFICATION,
        retention="customership",
        searched=Searched.WORDS,
        required=True,
        in_list=True,
        targets=("name",),
    )
    kind: Mapped[str] = described(
        N_("Asiakaslaji"),
        FieldKind.CHOICE,
        category=DataCategory.CUSTOMERSHIP,
        options=KINDS,
        required=True,
        targets=("kind",),
    )
    number: Mapped[str] = described(
        N_("Asiakasnumero"),
        FieldKind.REFERENCE,
        category=DataCategory.CUSTOMERSHIP,
        searched=Searched.IDENTIFIER,
        unique=True,
        help=N_("Tyhjäksi jätettynä ohjelma antaa seuraavan numeron. Numeroa ei käytetä uudelleen."),
        targets=("number",),
    )
    status: Mapped[str] = described(
        N_("Tila"),
        FieldKind.CHOICE,
        category=DataCategory.CUSTOMERSHIP,
        options=STATUSES,
        required=True,
        in_list=True,
        default="active",
        targets=("status",),
    )
    since: Mapped[dt.date | None] = described(
        N_("Asiakas alkaen"), FieldKind.DATE, category=DataCategory.CUSTOMERSHIP, targets=("since",)
    )
    until: Mapped[dt.date | None] = described(
        N_("Asiakas asti"), FieldKind.DATE, category=DataCategory.CUSTOMERSHIP, targets=("until",)
    )
    relation: Mapped[str] = described(
        N_("Suhde"),
        FieldKind.CHOICE,
        category=DataCategory.CUSTOMERSHIP,
        options=RELATIONS,
        required=True,
        default="own",
    )
    partner_id: Mapped[int | None] = described_link(
        N_("Yhteistyökumppani"),
        "customer",
        category=DataCategory.CUSTOMERSHIP,
        help=N_("Kenen asiakas: täytetään, kun suhde on yhteistyökumppanin asiakas."),
    )
    business_id: Mapped[str | None] = described(
        N_("Y-tunnus"),
        FieldKind.BUSINESS_ID,
        category=DataCategory.IDENTIFICATION,
        retention="customership",
        searched=Searched.IDENTIFIER,
        in_list=True,
        index=True,
        check=check_business_id,
        normalise=normalise_business_id,
        targets=("business_id",),
    )
    vat_number: Mapped[str | None] = described(
        N_("ALV-numero"),
        FieldKind.VAT_NUMBER,
        category=DataCategory.IDENTIFICATION,
        retention="customership",
        searched=Searched.IDENTIFIER,
        check=check_vat_number,
        normalise=normalise_vat_number,
        targets=("vat_number",),
    )
    association_number: Mapped[str | None] = described(
        N_("Yhdistyksen rekisterinumero"),
        FieldKind.ASSOCIATION_NUMBER,
        category=DataCategory.IDENTIFICATION,
        retention="customership",
        searched=Searched.IDENTIFIER,
        check=check_association_number,
        normalise=normalise_association_number,
        targets=("association_number",),
    )
    foreign_numbers: Mapped[str | None] = described(
        N_("Numerot muissa ohjelmissa"),
        FieldKind.TEXT,
        category=DataCategory.CUSTOMERSHIP,
        check=check_foreign_numbers,
        help=N_("Asiakkaan numero ohjelmassa, josta tiedot on tuotu, esimerkiksi WHMCS: 12; FOSSBilling: 7."),
    )
    company_form: Mapped[str | None] = described(N_("Yhtiömuoto"), FieldKind.TEXT, category=DataCategory.COMPANY_FACTS)
    domicile: Mapped[str | None] = described(
        N_("Kotipaikka"), FieldKind.TEXT, category=DataCategory.COMPANY_FACTS, whereabouts=True
    )
    registered_on: Mapped[dt.date | None] = described(
        N_("Merkitty rekisteriin"), FieldKind.DATE, category=DataCategory.COMPANY_FACTS
    )
    industry: Mapped[str | None] = described(
        N_("Toimiala"), FieldKind.TEXT, category=DataCategory.COMPANY_FACTS, targets=("industry",)
    )
    industry_code: Mapped[str | None] = described(
        N_("Toimialaluokka (TOL)"), FieldKind.REFERENCE, category=DataCategory.COMPANY_FACTS
    )
    turnover: Mapped[Decimal | None] = described(
        N_("Liikevaihto"), FieldKind.MONEY, category=DataCategory.COMPANY_FACTS, targets=("turnover",)
    )
    turnover_year: Mapped[int | None] = described(
        N_("Liikevaihdon vuosi"), FieldKind.YEAR, category=DataCategory.COMPANY_FACTS
    )
    language: Mapped[str | None] = described(
        N_("Laskutuskieli"),
        FieldKind.CHOICE,
        category=DataCategory.CONTACT,
        retention="customership",
        options=LANGUAGES,
        targets=("language",),
    )
    einvoice_address: Mapped[str | None] = described(
        N_("Verkkolaskuosoite"),
        FieldKind.REFERENCE,
        category=DataCategory.CONTACT,
        help=N_("OVT-tunnus tai IBAN, esimerkiksi 003712345671."),
        targets=("einvoice_address",),
    )
    einvoice_operator: Mapped[str | None] = described(
        N_("Verkkolaskuoperaattorin tunnus"),
        FieldKind.REFERENCE,
        category=DataCategory.CONTACT,
        help=N_("Esimerkiksi 003723609900 tai pankin BIC."),
        targets=("einvoice_operator",),
    )
    note: Mapped[str | None] = described(
        N_("Huomautus"),
        FieldKind.NOTES,
        category=DataCategory.NOTES,
        searched=Searched.WORDS,
        targets=("note",),
        help=N_("Kirjaa vain asian hoitamiseen tarvittava. Henkilö saa nähdä tekstin sellaisenaan."),
    )
    emptied_on: Mapped[dt.date | None] = technical(Date, nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    sort_key: Mapped[str] = technical(
        String, category=DataCategory.IDENTIFICATION, subject="person", nullable=False, default="", index=True
    )

    person: Mapped[Person | None] = relationship(foreign_keys="Customer.person_id")

    def rule_code(self) -> str:
        """Return the rule of those with whom no contract was made, where it is one."""
        return "customership.prospect" if self.status == "prospect" else ""


class UsedNumber(Base):
    """A customer number that has been given once and is never given again, whatever became of the customer (R-42)."""

    __tablename__ = "used_number"

    number: Mapped[str] = technical(String, primary_key=True)

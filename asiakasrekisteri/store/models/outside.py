"""What is obtained of a customer from outside: register facts, sites, credit checks (R-53…R-57)."""

import datetime as dt

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.phones import check_phone, normalise_phone
from asiakasrekisteri.domain.postcodes import check_postcode, normalise_postcode
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.service import OfCustomer

FACT_KINDS = (
    Option("basic", N_("perustieto")),
    Option("decision_maker", N_("päättäjätieto")),
    Option("industry", N_("toimiala")),
    Option("turnover", N_("liikevaihto")),
    Option("staff", N_("henkilöstö")),
    Option("association", N_("yhdistyksen perustieto")),
    Option("address", N_("osoitetieto")),
    Option("ended", N_("toiminnan päättyminen tai maksukyvyttömyys")),
    Option("other", N_("muu tieto")),
)
CHECK_KINDS = (
    Option("credit", N_("luottotiedot")),
    Option("person_data", N_("henkilötietojen oikeellisuus")),
)
CREDIT_PURPOSES = (
    Option("granting", N_("luoton myöntäminen")),
    Option("monitoring", N_("luoton valvonta")),
    Option("collection", N_("perinnän suunnittelu")),
    Option("contract_party", N_("sopimuspuolen kyky vastata sitoumuksistaan")),
    Option("correctness", N_("tietojen oikeellisuuden tarkistus")),
)
CREDIT_RESULTS = (
    Option("clear", N_("ei maksuhäiriömerkintöjä")),
    Option("remarks", N_("maksuhäiriömerkintöjä")),
    Option("not_found", N_("ei tietoja")),
    Option("confirmed", N_("tiedot oikein")),
    Option("differs", N_("tiedoissa eroja")),
)


class RegistryFact(Entity):
    """Rekisteritieto: one fact obtained from a named source, when, and on what ground."""

    __tablename__ = "registry_fact"
    __label__ = N_("Rekisteritieto")
    __plural__ = N_("Rekisteritiedot")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("what",)
    __qualifier__ = "kind"
    __sections__ = (
        Section(N_("Rekisteritieto"), ("kind", "what", "value")),
        Section(N_("Mistä ja miksi"), ("obtained_from_id", "obtained_on", "ground")),
    )
    __together__ = ("what", "value", "obtained_from_id", "obtained_on")

    kind: Mapped[str] = described(
        N_("Rekisteritiedon laji"),
        FieldKind.CHOICE,
        category=DataCategory.COMPANY_FACTS,
        options=FACT_KINDS,
        required=True,
        in_list=True,
        default="basic",
    )
    what: Mapped[str] = described(
        N_("Tiedon nimi"), FieldKind.TEXT, category=DataCategory.COMPANY_FACTS, required=True, in_list=True
    )
    value: Mapped[str] = described(
        N_("Tieto"),
        FieldKind.TEXT,
        category=DataCategory.COMPANY_FACTS,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    obtained_from_id: Mapped[int] = described_link(
        N_("Mistä tieto on saatu"), "source", category=DataCategory.COMPANY_FACTS, required=True
    )
    obtained_on: Mapped[dt.date] = described(
        N_("Milloin tieto on saatu"), FieldKind.DATE, category=DataCategory.COMPANY_FACTS, required=True, in_list=True
    )
    ground: Mapped[str | None] = described(
        N_("Miksi tieto on hankittu"), FieldKind.TEXT, category=DataCategory.COMPANY_FACTS
    )
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="RegistryFact.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="RegistryFact.person_id")


class Site(OfCustomer):
    """Toimipaikka of a customer (R-56)."""

    __tablename__ = "site"
    __label__ = N_("Toimipaikka")
    __plural__ = N_("Toimipaikat")
    __sections__ = (Section(N_("Toimipaikka"), ("name", "street", "postcode", "town", "phone")),)
    __together__ = ("name", "street", "postcode", "town")

    name: Mapped[str] = described(
        N_("Toimipaikan nimi"),
        FieldKind.TEXT,
        category=DataCategory.COMPANY_FACTS,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    street: Mapped[str | None] = described(
        N_("Toimipaikan katuosoite"),
        FieldKind.TEXT,
        category=DataCategory.COMPANY_FACTS,
        searched=Searched.WORDS,
        whereabouts=True,
    )
    postcode: Mapped[str | None] = described(
        N_("Toimipaikan postinumero"),
        FieldKind.POSTCODE,
        category=DataCategory.COMPANY_FACTS,
        whereabouts=True,
        check=check_postcode,
        normalise=normalise_postcode,
    )
    town: Mapped[str | None] = described(
        N_("Toimipaikan postitoimipaikka"),
        FieldKind.TEXT,
        category=DataCategory.COMPANY_FACTS,
        in_list=True,
        whereabouts=True,
    )
    phone: Mapped[str | None] = described(
        N_("Toimipaikan puhelin"),
        FieldKind.PHONE,
        category=DataCategory.COMPANY_FACTS,
        searched=Searched.PHONE,
        check=check_phone,
        normalise=normalise_phone,
    )


class CreditCheck(Entity):
    """Luottotietojen tai henkilötietojen tarkistus: why, from which register, and whether the person was told.

    Credit data only for a purpose of luottotietolaki 527/2007 19 §; the person is told of it (29 §). That personal data
    are correct is a check of its own kind.
    """

    __tablename__ = "credit_check"
    __ends__ = "checked_on"
    __label__ = N_("Luottotietotarkistus")
    __plural__ = N_("Luottotietotarkistukset")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("checked_on",)
    __sections__ = (
        Section(N_("Tarkistus"), ("kind", "purpose", "register_name", "checked_on", "result", "valid_until")),
        Section(N_("Henkilölle kertominen"), ("informed_on", "note")),
    )
    __together__ = ("kind", "purpose", "register_name", "checked_on", "result", "valid_until", "informed_on")

    kind: Mapped[str] = described(
        N_("Mitä tarkistettiin"),
        FieldKind.CHOICE,
        category=DataCategory.CREDIT,
        options=CHECK_KINDS,
        required=True,
        in_list=True,
        default="credit",
    )
    purpose: Mapped[str] = described(
        N_("Tarkistuksen peruste"),
        FieldKind.CHOICE,
        category=DataCategory.CREDIT,
        options=CREDIT_PURPOSES,
        required=True,
        in_list=True,
        default="granting",
        help=N_("Luottotietolaki 19 §. Tietojen oikeellisuuden tarkistus ei ole luottotietojen käyttöperuste."),
    )
    register_name: Mapped[str] = described(
        N_("Mistä rekisteristä"), FieldKind.TEXT, category=DataCategory.CREDIT, required=True, in_list=True
    )
    checked_on: Mapped[dt.date] = described(
        N_("Tarkistuspäivä"), FieldKind.DATE, category=DataCategory.CREDIT, required=True, in_list=True
    )
    result: Mapped[str] = described(
        N_("Tulos"),
        FieldKind.CHOICE,
        category=DataCategory.CREDIT,
        options=CREDIT_RESULTS,
        required=True,
        in_list=True,
        default="clear",
    )
    valid_until: Mapped[dt.date | None] = described(
        N_("Käyttökelpoinen asti"), FieldKind.DATE, category=DataCategory.CREDIT
    )
    informed_on: Mapped[dt.date | None] = described(
        N_("Kerrottu henkilölle"),
        FieldKind.DATE,
        category=DataCategory.CREDIT,
        help=N_("Henkilölle kerrotaan luottotietojen käytöstä ja rekisteristä (luottotietolaki 29 §)."),
    )
    note: Mapped[str | None] = described(N_("Huomautus tarkistuksesta"), FieldKind.NOTES, category=DataCategory.CREDIT)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="CreditCheck.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="CreditCheck.person_id")

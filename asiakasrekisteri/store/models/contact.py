"""Addresses, phones and e-mails, several for each person or customer (R-29), and contact roles (R-33)."""

import datetime as dt

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, declared_attr, relationship

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.phones import check_phone, normalise_phone
from asiakasrekisteri.domain.postcodes import check_postcode, normalise_postcode
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person

ADDRESS_USES = (
    Option("postal", N_("postiosoite")),
    Option("billing", N_("laskutusosoite")),
    Option("visiting", N_("käyntiosoite")),
)
PHONE_USES = (
    Option("mobile", N_("matkapuhelin")),
    Option("work", N_("työ")),
    Option("home", N_("koti")),
    Option("switchboard", N_("vaihde")),
    Option("billing", N_("laskutus")),
)
EMAIL_USES = (
    Option("work", N_("työ")),
    Option("private", N_("yksityinen")),
    Option("office", N_("toimisto")),
    Option("billing", N_("laskutus")),
)
ROLES = (
    Option("decision", N_("päättäjä")),
    Option("admin", N_("hallinto")),
    Option("billing", N_("laskutus")),
    Option("technical", N_("tekninen")),
)
_ONE_OWNER = "(person_id IS NULL) <> (customer_id IS NULL)"


class _Owned(Entity):
    """A contact detail of exactly one person or one customer."""

    __abstract__ = True
    __subject__ = "person|customer.person"
    __found_as__ = "person|customer"

    person_id: Mapped[int | None] = link("person.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    @declared_attr
    def person(cls) -> Mapped[Person | None]:  # noqa: N805 - a class method to SQLAlchemy
        """The person who owns the detail."""
        return relationship(Person, foreign_keys=f"{cls.__name__}.person_id")

    @declared_attr
    def customer(cls) -> Mapped[Customer | None]:  # noqa: N805
        """The customer who owns the detail."""
        return relationship(Customer, foreign_keys=f"{cls.__name__}.customer_id")


class Address(_Owned):
    """Osoite."""

    __tablename__ = "address"
    __label__ = N_("Osoite")
    __plural__ = N_("Osoitteet")
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="one_owner"),)
    __sections__ = (Section(N_("Osoite"), ("use", "street", "postcode", "town", "country")),)
    __qualifier__ = "use"
    __together__ = ("street", "postcode", "town", "country")

    use: Mapped[str] = described(
        N_("Osoitteen käyttö"),
        FieldKind.CHOICE,
        category=DataCategory.CONTACT,
        options=ADDRESS_USES,
        required=True,
        default="postal",
    )
    street: Mapped[str | None] = described(
        N_("Katuosoite tai postilokero"),
        FieldKind.TEXT,
        category=DataCategory.CONTACT,
        searched=Searched.WORDS,
        whereabouts=True,
        targets=("street", "billing_street"),
    )
    postcode: Mapped[str | None] = described(
        N_("Postinumero"),
        FieldKind.POSTCODE,
        category=DataCategory.CONTACT,
        searched=Searched.IDENTIFIER,
        check=check_postcode,
        normalise=normalise_postcode,
        whereabouts=True,
        targets=("postcode", "billing_postcode"),
    )
    town: Mapped[str | None] = described(
        N_("Postitoimipaikka"),
        FieldKind.TEXT,
        category=DataCategory.CONTACT,
        searched=Searched.WORDS,
        in_list=True,
        whereabouts=True,
        targets=("town", "billing_town"),
    )
    country: Mapped[str] = described(
        N_("Maa"),
        FieldKind.COUNTRY,
        category=DataCategory.CONTACT,
        required=True,
        default="FI",
        check=check_country,
        normalise=normalise_country,
        whereabouts=True,
        targets=("country", "billing_country"),
    )


class Phone(_Owned):
    """Puhelinnumero, in E.164 where the number is understood and beside it as it was written (R-04)."""

    __tablename__ = "phone"
    __label__ = N_("Puhelin")
    __plural__ = N_("Puhelimet")
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="one_owner"),)
    __sections__ = (Section(N_("Puhelin"), ("use", "number")),)
    __qualifier__ = "use"

    use: Mapped[str] = described(
        N_("Numeron käyttö"),
        FieldKind.CHOICE,
        category=DataCategory.CONTACT,
        options=PHONE_USES,
        required=True,
        default="mobile",
    )
    number: Mapped[str] = described(
        N_("Puhelinnumero"),
        FieldKind.PHONE,
        category=DataCategory.CONTACT,
        searched=Searched.PHONE,
        required=True,
        in_list=True,
        index=True,
        check=check_phone,
        normalise=normalise_phone,
        targets=("phone", "mobile"),
    )
    written: Mapped[str | None] = described(
        N_("Numero sellaisena kuin se ilmoitettiin"), FieldKind.TEXT, category=DataCategory.CONTACT, editable=False
    )


class Email(_Owned):
    """Sähköpostiosoite."""

    __tablename__ = "email"
    __label__ = N_("Sähköposti")
    __plural__ = N_("Sähköpostit")
    __table_args__ = (CheckConstraint(_ONE_OWNER, name="one_owner"),)
    __sections__ = (Section(N_("Sähköposti"), ("use", "address")),)
    __qualifier__ = "use"

    use: Mapped[str] = described(
        N_("Osoitteen käyttö"),
        FieldKind.CHOICE,
        category=DataCategory.CONTACT,
        options=EMAIL_USES,
        required=True,
        default="work",
    )
    address: Mapped[str] = described(
        N_("Sähköpostiosoite"),
        FieldKind.EMAIL,
        category=DataCategory.CONTACT,
        searched=Searched.EMAIL,
        required=True,
        in_list=True,
        index=True,
        check=check_email,
        normalise=normalise_email,
        targets=("email", "billing_email"),
    )


class ContactRole(Entity):
    """Yhteyshenkilön rooli: which person acts for which customer, as what, from when to when."""

    __tablename__ = "contact_role"
    __ends__ = "until"
    __label__ = N_("Rooli")
    __plural__ = N_("Roolit")
    __subject__ = "person"
    __found_as__ = "person"
    __sections__ = (Section(N_("Rooli"), ("role", "title", "since", "until")),)
    __together__ = ("role", "title", "since", "until", "informed_on")

    role: Mapped[str] = described(
        N_("Rooli"),
        FieldKind.CHOICE,
        category=DataCategory.ROLE,
        options=ROLES,
        required=True,
        in_list=True,
        default="admin",
        targets=("role",),
    )
    title: Mapped[str | None] = described(
        N_("Tehtävä"), FieldKind.TEXT, category=DataCategory.ROLE, searched=Searched.WORDS, targets=("title",)
    )
    since: Mapped[dt.date | None] = described(N_("Alkaen"), FieldKind.DATE, category=DataCategory.ROLE)
    until: Mapped[dt.date | None] = described(N_("Asti"), FieldKind.DATE, category=DataCategory.ROLE)
    informed_on: Mapped[dt.date | None] = described(
        N_("Kerrottu käsittelystä"), FieldKind.DATE, category=DataCategory.ROLE, editable=False
    )
    person_id: Mapped[int] = link("person.id")
    customer_id: Mapped[int] = link("customer.id")

    person: Mapped[Person] = relationship(foreign_keys="ContactRole.person_id")
    customer: Mapped[Customer] = relationship(foreign_keys="ContactRole.customer_id")

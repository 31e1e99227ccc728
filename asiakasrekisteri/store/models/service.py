"""What the firm sells and to whom: the product catalogue, servers, services and domain names (R-19, R-39)."""

import datetime as dt
from decimal import Decimal

from sqlalchemy.orm import Mapped, declared_attr, relationship

from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.hosts import check_host, normalise_host
from asiakasrekisteri.domain.phones import check_phone, normalise_phone
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.customer import Customer

PRODUCT_KINDS = (
    Option("domain", N_("verkkotunnus")),
    Option("web_hosting", N_("webhotelli")),
    Option("mail", N_("sähköposti")),
    Option("server", N_("palvelin")),
    Option("connection", N_("yhteys")),
    Option("other", N_("muu palvelu")),
)
SERVER_KINDS = (
    Option("physical", N_("fyysinen palvelin")),
    Option("virtual", N_("virtuaalipalvelin")),
    Option("cluster", N_("palvelinryhmä")),
)
SERVICE_STATES = (
    Option("active", N_("Käytössä")),
    Option("trial", N_("Koekäytössä")),
    Option("ordered", N_("Tilattu")),
    Option("suspended", N_("Suljettu")),
    Option("terminated", N_("Irtisanottu")),
    Option("ended", N_("Päättynyt")),
)
VAT_CODES = (
    Option("general", N_("yleinen verokanta")),
    Option("reduced1", N_("alennettu verokanta 1")),
    Option("reduced2", N_("alennettu verokanta 2")),
    Option("zero", N_("veroton")),
)
RENEWALS = (Option("automatic", N_("uusitaan itsestään")), Option("manual", N_("uusitaan pyynnöstä")))


class Product(Entity):
    """Tuote: one line of the price list. Nobody's personal data."""

    __tablename__ = "product"
    __label__ = N_("Tuote")
    __plural__ = N_("Tuotteet")
    __sections__ = (
        Section(N_("Tuote"), ("name", "code", "kind", "on_sale")),
        Section(N_("Hinta"), ("price", "period_months", "vat_code")),
        Section(N_("Kuvaus"), ("description",)),
    )

    name: Mapped[str] = described(
        N_("Tuotteen nimi"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True
    )
    code: Mapped[str | None] = described(
        N_("Tuotekoodi"), FieldKind.REFERENCE, category=DataCategory.NONE, in_list=True, unique=True
    )
    kind: Mapped[str] = described(
        N_("Tuotteen laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=PRODUCT_KINDS,
        required=True,
        in_list=True,
        default="web_hosting",
    )
    price: Mapped[Decimal | None] = described(
        N_("Hinta ilman veroa"), FieldKind.PRICE, category=DataCategory.NONE, in_list=True
    )
    period_months: Mapped[int | None] = described(
        N_("Laskutusjakso kuukausina"), FieldKind.NUMBER, category=DataCategory.NONE, in_list=True
    )
    vat_code: Mapped[str] = described(
        N_("Verokanta"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=VAT_CODES,
        required=True,
        default="general",
    )
    on_sale: Mapped[bool] = described(N_("Myynnissä"), FieldKind.FLAG, category=DataCategory.NONE, default=True)
    description: Mapped[str | None] = described(N_("Kuvaus"), FieldKind.NOTES, category=DataCategory.NONE)


class Server(Entity):
    """Palvelin, on which services run. Nobody's personal data."""

    __tablename__ = "server"
    __label__ = N_("Palvelin")
    __plural__ = N_("Palvelimet")
    __sections__ = (
        Section(N_("Palvelin"), ("name", "kind", "place", "system")),
        Section(N_("Käyttö"), ("since", "until", "note")),
    )

    name: Mapped[str] = described(
        N_("Palvelimen nimi"),
        FieldKind.HOST,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        unique=True,
        check=check_host,
        normalise=normalise_host,
    )
    kind: Mapped[str] = described(
        N_("Palvelimen laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=SERVER_KINDS,
        required=True,
        in_list=True,
        default="virtual",
    )
    place: Mapped[str | None] = described(
        N_("Sijainti"),
        FieldKind.TEXT,
        category=DataCategory.NONE,
        in_list=True,
        help=N_("Konesali ja maa: seloste kertoo, siirtyykö tietoja ETA-alueen ulkopuolelle."),
    )
    system: Mapped[str | None] = described(N_("Käyttöjärjestelmä"), FieldKind.TEXT, category=DataCategory.NONE)
    since: Mapped[dt.date | None] = described(N_("Käytössä alkaen"), FieldKind.DATE, category=DataCategory.NONE)
    until: Mapped[dt.date | None] = described(N_("Käytössä asti"), FieldKind.DATE, category=DataCategory.NONE)
    note: Mapped[str | None] = described(N_("Huomautus"), FieldKind.NOTES, category=DataCategory.NONE)


class OfCustomer(Entity):
    """A row that belongs to one customer, and through a private one to a person."""

    __abstract__ = True
    __subject__ = "customer.person"
    __found_as__ = "customer"

    customer_id: Mapped[int] = link("customer.id")

    @declared_attr
    def customer(cls) -> Mapped[Customer]:  # noqa: N805 - a class method to SQLAlchemy
        """The customer it belongs to."""
        return relationship(Customer, foreign_keys=f"{cls.__name__}.customer_id")


class Service(OfCustomer):
    """Palvelu that a customer has: a product, since when, at what price, on which server."""

    __tablename__ = "service"
    __ends__ = "until"
    __label__ = N_("Palvelu")
    __plural__ = N_("Palvelut")
    __sections__ = (
        Section(N_("Palvelu"), ("name", "product_id", "identifier", "state")),
        Section(N_("Voimassaolo ja hinta"), ("since", "until", "price", "period_months", "contract_id")),
        Section(N_("Toteutus"), ("server_id", "note")),
    )
    __together__ = ("name", "identifier", "since", "until")

    name: Mapped[str] = described(
        N_("Palvelun nimi"),
        FieldKind.TEXT,
        category=DataCategory.SERVICE,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    product_id: Mapped[int | None] = described_link(N_("Tuote"), "product", category=DataCategory.SERVICE)
    identifier: Mapped[str | None] = described(
        N_("Palvelun tunniste"),
        FieldKind.TEXT,
        category=DataCategory.SERVICE,
        searched=Searched.EMAIL,
        in_list=True,
        help=N_("Verkkotunnus, osoite tai muu, josta palvelu tunnetaan."),
    )
    state: Mapped[str] = described(
        N_("Palvelun tila"),
        FieldKind.CHOICE,
        category=DataCategory.SERVICE,
        options=SERVICE_STATES,
        required=True,
        in_list=True,
        default="active",
    )
    since: Mapped[dt.date | None] = described(
        N_("Palvelu alkaen"), FieldKind.DATE, category=DataCategory.SERVICE, in_list=True
    )
    until: Mapped[dt.date | None] = described(N_("Palvelu asti"), FieldKind.DATE, category=DataCategory.SERVICE)
    price: Mapped[Decimal | None] = described(
        N_("Sovittu hinta ilman veroa"), FieldKind.PRICE, category=DataCategory.SERVICE, in_list=True
    )
    period_months: Mapped[int | None] = described(
        N_("Laskutusjakso kuukausina"), FieldKind.NUMBER, category=DataCategory.SERVICE
    )
    server_id: Mapped[int | None] = described_link(N_("Palvelin"), "server", category=DataCategory.SERVICE)
    contract_id: Mapped[int | None] = described_link(N_("Sopimus"), "contract", category=DataCategory.SERVICE)
    note: Mapped[str | None] = described(
        N_("Huomautus palvelusta"), FieldKind.NOTES, category=DataCategory.SERVICE, searched=Searched.WORDS
    )

    product: Mapped[Product | None] = relationship(foreign_keys="Service.product_id")
    server: Mapped[Server | None] = relationship(foreign_keys="Service.server_id")


class DomainName(OfCustomer):
    """Verkkotunnus: its holder, whose data a registrar verifies, and when it expires (917/2014 167 § and 170 §)."""

    __tablename__ = "domain_name"
    __ends__ = "expires_on"
    __label__ = N_("Verkkotunnus")
    __plural__ = N_("Verkkotunnukset")
    __together__ = ("name", "registered_on", "expires_on", "registrar")
    __sections__ = (
        Section(N_("Verkkotunnus"), ("name", "registered_on", "expires_on", "renewal", "registrar", "service_id")),
        Section(N_("Haltija"), ("holder", "holder_address", "holder_email", "holder_phone")),
        Section(N_("Tietojen varmistus"), ("verified_on", "verified_how")),
    )

    name: Mapped[str] = described(
        N_("Verkkotunnus"),
        FieldKind.HOST,
        category=DataCategory.SERVICE,
        searched=Searched.EMAIL,
        required=True,
        in_list=True,
        index=True,
        check=check_host,
        normalise=normalise_host,
    )
    registered_on: Mapped[dt.date | None] = described(N_("Rekisteröity"), FieldKind.DATE, category=DataCategory.SERVICE)
    expires_on: Mapped[dt.date | None] = described(
        N_("Vanhenee"), FieldKind.DATE, category=DataCategory.SERVICE, in_list=True, index=True
    )
    renewal: Mapped[str] = described(
        N_("Uusinta"),
        FieldKind.CHOICE,
        category=DataCategory.SERVICE,
        options=RENEWALS,
        required=True,
        in_list=True,
        default="automatic",
    )
    registrar: Mapped[str | None] = described(
        N_("Verkkotunnusvälittäjä"), FieldKind.TEXT, category=DataCategory.SERVICE
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.SERVICE)
    holder: Mapped[str | None] = described(
        N_("Haltijan nimi"), FieldKind.TEXT, category=DataCategory.SERVICE, searched=Searched.WORDS
    )
    holder_address: Mapped[str | None] = described(
        N_("Haltijan postiosoite"), FieldKind.TEXT, category=DataCategory.SERVICE, whereabouts=True
    )
    holder_email: Mapped[str | None] = described(
        N_("Haltijan sähköposti"),
        FieldKind.EMAIL,
        category=DataCategory.SERVICE,
        searched=Searched.EMAIL,
        check=check_email,
        normalise=normalise_email,
    )
    holder_phone: Mapped[str | None] = described(
        N_("Haltijan puhelin"),
        FieldKind.PHONE,
        category=DataCategory.SERVICE,
        searched=Searched.PHONE,
        check=check_phone,
        normalise=normalise_phone,
    )
    verified_on: Mapped[dt.date | None] = described(
        N_("Haltijan tiedot varmistettu"), FieldKind.DATE, category=DataCategory.SERVICE
    )
    verified_how: Mapped[str | None] = described(N_("Varmistuksen tapa"), FieldKind.TEXT, category=DataCategory.SERVICE)

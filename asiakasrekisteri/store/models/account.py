"""Who uses and who maintains services: hosting accounts, end users, outside maintainers (R-34…R-36, R-43)."""

import datetime as dt

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section, Sensitivity
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.service import OfCustomer, Service

END_USER_ORIGINS = (
    Option("reported_by_customer", N_("asiakas ilmoitti")),
    Option("contacted_support", N_("otti yhteyttä asiakaspalveluun")),
)


class HostingAccount(OfCustomer):
    """Hosting-tunnus: a user name on a service, and its password sealed with the key of secrets (R-43)."""

    __tablename__ = "hosting_account"
    __ends__ = "until"
    __label__ = N_("Käyttäjätunnus")
    __plural__ = N_("Käyttäjätunnukset")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("username",)
    __together__ = ("username", "service_id", "panel", "since", "until")
    __sections__ = (
        Section(N_("Käyttäjätunnus"), ("username", "service_id", "panel", "panel_address")),
        Section(N_("Salasana"), ("secret", "secret_since")),
        Section(N_("Voimassaolo"), ("since", "until", "note")),
    )

    username: Mapped[str] = described(
        N_("Käyttäjätunnus"),
        FieldKind.REFERENCE,
        category=DataCategory.ACCOUNT,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
        index=True,
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.ACCOUNT)
    panel: Mapped[str | None] = described(
        N_("Hallintapaneeli"), FieldKind.TEXT, category=DataCategory.ACCOUNT, in_list=True
    )
    panel_address: Mapped[str | None] = described(
        N_("Hallintapaneelin osoite"), FieldKind.TEXT, category=DataCategory.ACCOUNT
    )
    secret: Mapped[bytes | None] = described(
        N_("Salasana"),
        FieldKind.SECRET,
        category=DataCategory.ACCOUNT,
        sensitivity=Sensitivity.SECRET,
        retention="account.secret",
        help=N_("Tallenna vain, jos se on välttämätöntä. Salasana suljetaan omalla avaimellaan, eikä sitä tulosteta."),
    )
    secret_since: Mapped[dt.date | None] = described(
        N_("Salasana tallennettu"),
        FieldKind.DATE,
        category=DataCategory.ACCOUNT,
        retention="account.secret",
        editable=False,
    )
    since: Mapped[dt.date | None] = described(N_("Tunnus alkaen"), FieldKind.DATE, category=DataCategory.ACCOUNT)
    until: Mapped[dt.date | None] = described(N_("Tunnus asti"), FieldKind.DATE, category=DataCategory.ACCOUNT)
    note: Mapped[str | None] = described(
        N_("Huomautus tunnuksesta"), FieldKind.NOTES, category=DataCategory.ACCOUNT, searched=Searched.WORDS
    )
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="HostingAccount.person_id")
    service: Mapped[Service | None] = relationship(foreign_keys="HostingAccount.service_id")

    def ended_on(self) -> dt.date | None:
        """Return the day on which the account was closed, otherwise that on which its service ended."""
        return self.until or (self.service.until if self.service is not None else None)


class EndUser(Entity):
    """Palvelun käyttäjä, whom the customer reported or who came through support (R-34, R-35)."""

    __tablename__ = "end_user"
    __ends__ = "until"
    __label__ = N_("Palvelun käyttäjä")
    __plural__ = N_("Palvelun käyttäjät")
    __subject__ = "person"
    __found_as__ = "person"
    __named_by__ = ("origin",)
    __sections__ = (
        Section(N_("Palvelun käyttäjä"), ("origin", "service_id", "since", "until")),
        Section(N_("Tietosuoja"), ("informed_on", "note")),
    )
    __together__ = ("origin", "service_id", "since", "until")

    origin: Mapped[str] = described(
        N_("Mistä käyttäjä tunnetaan"),
        FieldKind.CHOICE,
        category=DataCategory.END_USER,
        options=END_USER_ORIGINS,
        required=True,
        in_list=True,
        default="reported_by_customer",
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.END_USER)
    since: Mapped[dt.date | None] = described(N_("Käyttäjä alkaen"), FieldKind.DATE, category=DataCategory.END_USER)
    until: Mapped[dt.date | None] = described(N_("Käyttäjä asti"), FieldKind.DATE, category=DataCategory.END_USER)
    informed_on: Mapped[dt.date | None] = described(
        N_("Kerrottu käsittelystä"),
        FieldKind.DATE,
        category=DataCategory.END_USER,
        help=N_("Jos tiedot eivät tulleet häneltä itseltään, hänelle kerrotaan kuukaudessa (14 art.)."),
    )
    note: Mapped[str | None] = described(
        N_("Huomautus käyttäjästä"), FieldKind.NOTES, category=DataCategory.END_USER, searched=Searched.WORDS
    )
    person_id: Mapped[int] = link("person.id")
    customer_id: Mapped[int] = link("customer.id")

    person: Mapped[Person] = relationship(foreign_keys="EndUser.person_id")
    customer: Mapped[Customer] = relationship(foreign_keys="EndUser.customer_id")
    service: Mapped[Service | None] = relationship(foreign_keys="EndUser.service_id")


class Maintainer(Entity):
    """Ylläpitäjä: answers for the technique of a service and need not be anybody's customer (R-36)."""

    __tablename__ = "maintainer"
    __ends__ = "until"
    __label__ = N_("Palvelun ylläpitäjä")
    __plural__ = N_("Palvelujen ylläpitäjät")
    __subject__ = "person"
    __found_as__ = "person"
    __named_by__ = ("task",)
    __sections__ = (
        Section(N_("Ylläpitäjä"), ("works_for", "task", "service_id", "since", "until")),
        Section(N_("Tietosuoja"), ("informed_on",)),
    )
    __together__ = ("task", "works_for", "service_id", "since", "until")

    works_for: Mapped[str | None] = described(
        N_("Työnantaja tai yritys"),
        FieldKind.TEXT,
        category=DataCategory.MAINTAINER,
        searched=Searched.WORDS,
        in_list=True,
    )
    task: Mapped[str | None] = described(
        N_("Ylläpidon tehtävä"),
        FieldKind.TEXT,
        category=DataCategory.MAINTAINER,
        searched=Searched.WORDS,
        in_list=True,
    )
    service_id: Mapped[int | None] = described_link(N_("Palvelu"), "service", category=DataCategory.MAINTAINER)
    since: Mapped[dt.date | None] = described(N_("Ylläpitäjä alkaen"), FieldKind.DATE, category=DataCategory.MAINTAINER)
    until: Mapped[dt.date | None] = described(N_("Ylläpitäjä asti"), FieldKind.DATE, category=DataCategory.MAINTAINER)
    informed_on: Mapped[dt.date | None] = described(
        N_("Kerrottu käsittelystä"),
        FieldKind.DATE,
        category=DataCategory.MAINTAINER,
        help=N_("Jos tiedot eivät tulleet häneltä itseltään, hänelle kerrotaan kuukaudessa (14 art.)."),
    )
    person_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="Maintainer.person_id")
    service: Mapped[Service | None] = relationship(foreign_keys="Maintainer.service_id")

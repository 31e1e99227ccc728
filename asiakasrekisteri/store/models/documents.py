"""Register documents: the versions that were published, who was told of which, and the yearly reviews (R-09, R-80)."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.types import BigId, Instant, Json

WAYS_OF_TELLING = (
    Option("letter", N_("kirje")),
    Option("email", N_("sähköposti")),
    Option("call", N_("puhelu")),
    Option("visit", N_("käynti")),
    Option("contract", N_("sopimuksen tai tilauksen yhteydessä")),
    Option("other", N_("muulla tavalla")),
)


class DescriptionVersion(Entity):
    """Selosteen versio as it was published: its exact content and findings. The store itself keeps it (`triggers`)."""

    __tablename__ = "description_version"
    __undone__ = False
    __label__ = N_("Selosteen versio")
    __plural__ = N_("Selosteen versiot")
    __named_by__ = ("number",)
    __table_args__ = (UniqueConstraint("register_id", "number"),)

    number: Mapped[int] = described(
        N_("Version numero"),
        FieldKind.NUMBER,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        editable=False,
    )
    published_on: Mapped[dt.date] = described(
        N_("Julkaistu"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True, editable=False
    )
    approver: Mapped[str] = described(
        N_("Hyväksyjä"), FieldKind.TEXT, category=DataCategory.STAFF, required=True, in_list=True, editable=False
    )
    next_review_on: Mapped[dt.date] = described(
        N_("Seuraava tarkistus"), FieldKind.DATE, category=DataCategory.NONE, required=True, editable=False
    )
    register_id: Mapped[int] = link("register.id")
    register_name: Mapped[str] = technical(String, nullable=False)
    content: Mapped[Any] = technical(Json, nullable=False)
    findings: Mapped[Any] = technical(Json, nullable=False)
    sha256: Mapped[str] = technical(String(64), nullable=False)
    published_at: Mapped[dt.datetime] = technical(Instant, nullable=False)


class DescriptionDocument(Base):
    """A document of a version as it was printed: kind, language, the PDF itself. Never altered, never removed."""

    __tablename__ = "description_document"
    __table_args__ = (UniqueConstraint("version_id", "kind", "language"),)

    id: Mapped[int] = technical(BigId, primary_key=True)
    version_id: Mapped[int] = technical(ForeignKey("description_version.id"), nullable=False)
    kind: Mapped[str] = technical(String, nullable=False)
    language: Mapped[str] = technical(String(2), nullable=False)
    sha256: Mapped[str] = technical(String(64), nullable=False)
    data: Mapped[bytes] = technical(LargeBinary, nullable=False)


class InformedOf(Entity):
    """Kerrottu käsittelystä: that a person was told of the processing, when, how, and by which version (Art. 13–14)."""

    __tablename__ = "informed_of"
    __label__ = N_("Kerrottu käsittelystä")
    __plural__ = N_("Kerrottu käsittelystä")
    __subject__ = "person"
    __kept_with__ = "person"
    __found_as__ = "person"
    __named_by__ = ("told_on",)
    __qualifier__ = "how"
    __sections__ = (Section(N_("Kerrottu käsittelystä"), ("told_on", "how", "told_by_id")),)
    __together__ = ("told_on", "told_by_id")

    told_on: Mapped[dt.date] = described(
        N_("Kerrottu"), FieldKind.DATE, category=DataCategory.INTERACTION, required=True, in_list=True
    )
    how: Mapped[str] = described(
        N_("Miten kerrottiin"),
        FieldKind.CHOICE,
        category=DataCategory.INTERACTION,
        options=WAYS_OF_TELLING,
        required=True,
        in_list=True,
        default="letter",
    )
    told_by_id: Mapped[int | None] = described_link(
        N_("Selosteen versio"), "description_version", category=DataCategory.INTERACTION
    )
    person_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="InformedOf.person_id")


class Review(Entity):
    """Vuosikatsaus: somebody looked whether all is still needed and still as the description says (R-80)."""

    __tablename__ = "review"
    __undone__ = False
    __label__ = N_("Tarkistus")
    __plural__ = N_("Tarkistukset")
    __named_by__ = ("reviewed_on",)
    __sections__ = (
        Section(N_("Tarkistus"), ("reviewed_on", "reviewer", "present", "findings", "tasks", "next_review_on")),
    )

    reviewed_on: Mapped[dt.date] = described(
        N_("Tarkistettu"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    reviewer: Mapped[str] = described(
        N_("Tarkistaja"), FieldKind.TEXT, category=DataCategory.STAFF, required=True, in_list=True
    )
    findings: Mapped[str | None] = described(N_("Havainnot ja toimet"), FieldKind.NOTES, category=DataCategory.NONE)
    present: Mapped[str | None] = described(N_("Läsnä"), FieldKind.TEXT, category=DataCategory.STAFF)
    tasks: Mapped[str | None] = described(N_("Toimenpiteet"), FieldKind.NOTES, category=DataCategory.NONE)
    next_review_on: Mapped[dt.date | None] = described(
        N_("Seuraava tarkistus"), FieldKind.DATE, category=DataCategory.NONE
    )
    register_id: Mapped[int] = link("register.id")
    lines: Mapped[Any] = technical(Json, nullable=True)


class ReviewMinutes(Base):
    """The minutes of a review as they were approved: the PDF itself. Never altered, never removed."""

    __tablename__ = "review_minutes"
    __table_args__ = (UniqueConstraint("review_id"),)

    id: Mapped[int] = technical(BigId, primary_key=True)
    review_id: Mapped[int] = technical(ForeignKey("review.id"), nullable=False)
    sha256: Mapped[str] = technical(String(64), nullable=False)
    data: Mapped[bytes] = technical(LargeBinary, nullable=False)

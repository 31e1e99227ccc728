"""Destruction on record: what was destroyed when, how and by whom; and what must not be destroyed yet (LAW §4.3)."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.media import LEVELS, MEDIA
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.types import BigId, Json

HOLD_GROUNDS = (
    Option("claim", N_("Oikeusvaade vireillä")),
    Option("collection", N_("Perintä tai riitautettu saatava")),
    Option("authority", N_("Viranomaisen määräys tai selvitys")),
    Option("request", N_("Rekisteröidyn pyyntö kesken")),
    Option("other", N_("Muu peruste")),
)


class LegalHold(Entity):
    """Hävityskielto: what is kept although its time is over, why and until when it is looked at again.

    It holds one row (`entity`, `entity_id`), or where those are empty everything about the person or the customer.
    """

    __tablename__ = "legal_hold"
    __ends__ = "until"
    __undone__ = False
    __label__ = N_("Hävityskielto")
    __plural__ = N_("Hävityskiellot")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("since",)
    __table_args__ = (Index(None, "entity", "entity_id"),)
    __sections__ = (Section(N_("Hävityskielto"), ("ground", "reason", "since", "until")),)
    __together__ = ("since", "until", "ground", "reason")

    ground: Mapped[str] = described(
        N_("Hävityskiellon peruste"),
        FieldKind.CHOICE,
        category=DataCategory.PROTECTION,
        options=HOLD_GROUNDS,
        required=True,
        in_list=True,
        default="claim",
    )
    reason: Mapped[str] = described(
        N_("Selite"),
        FieldKind.TEXT,
        category=DataCategory.PROTECTION,
        required=True,
        in_list=True,
        help=N_("Esimerkiksi asian tai laskun numero. Henkilö saa nähdä tekstin."),
    )
    since: Mapped[dt.date] = described(
        N_("Kielto alkaen"), FieldKind.DATE, category=DataCategory.PROTECTION, required=True
    )
    until: Mapped[dt.date | None] = described(
        N_("Tarkistetaan uudelleen"), FieldKind.DATE, category=DataCategory.PROTECTION, in_list=True
    )
    decided_by: Mapped[str] = described(
        N_("Kiellon päätti"),
        FieldKind.TEXT,
        category=DataCategory.STAFF,
        subject=None,
        required=True,
        editable=False,
        default="",
    )
    entity: Mapped[str] = technical(String, nullable=False, default="")
    entity_id: Mapped[int | None] = technical(BigId, nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="LegalHold.person_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="LegalHold.customer_id")


class Destruction(Entity):
    """Hävitys: one destruction and its record. It names kinds and counts, never whose data they were."""

    __tablename__ = "destruction"
    __undone__ = False
    __label__ = N_("Hävityspöytäkirja")
    __plural__ = N_("Hävityspöytäkirjat")
    __named_by__ = ("number",)
    __sections__ = (
        Section(N_("Hävitys"), ("destroyed_on", "what", "medium", "method", "level")),
        Section(N_("Tekijät"), ("contractor", "certificate", "by", "witness")),
    )

    number: Mapped[str] = described(
        N_("Pöytäkirjan numero"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        required=True,
        in_list=True,
        unique=True,
        editable=False,
    )
    destroyed_on: Mapped[dt.date] = described(
        N_("Hävitetty"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    what: Mapped[str] = described(
        N_("Mitä hävitettiin"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True
    )
    medium: Mapped[str] = described(
        N_("Tietoväline"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=MEDIA,
        required=True,
        in_list=True,
        default="software",
    )
    method: Mapped[str] = described(
        N_("Hävitystapa"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True
    )
    level: Mapped[str | None] = described(
        N_("Turvaluokka (ISO/IEC 21964)"), FieldKind.CHOICE, category=DataCategory.NONE, options=LEVELS, in_list=True
    )
    contractor: Mapped[str | None] = described(N_("Hävittäjäyritys"), FieldKind.TEXT, category=DataCategory.NONE)
    certificate: Mapped[str | None] = described(
        N_("Hävitystodistuksen numero"), FieldKind.REFERENCE, category=DataCategory.NONE
    )
    by: Mapped[str] = described(N_("Hävityksen teki"), FieldKind.TEXT, category=DataCategory.STAFF, required=True)
    witness: Mapped[str | None] = described(N_("Todistaja"), FieldKind.TEXT, category=DataCategory.STAFF)
    lines: Mapped[Any] = technical(Json, nullable=False)


class DestructionDocument(Base):
    """The record of a destruction as it was printed, with its checksum. Never altered, never removed."""

    __tablename__ = "destruction_document"
    __table_args__ = (UniqueConstraint("destruction_id"),)

    id: Mapped[int] = technical(BigId, primary_key=True)
    destruction_id: Mapped[int] = technical(ForeignKey("destruction.id"), nullable=False)
    sha256: Mapped[str] = technical(String(64), nullable=False)
    data: Mapped[bytes] = technical(LargeBinary, nullable=False)

"""What was decided of single items when a request was answered."""

import datetime as dt
from typing import Any

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain import review as rules
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Searched, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.requests import Request
from asiakasrekisteri.store.models.types import BigId, Json


class RequestHit(Entity):
    """Pyynnön kohta: an item that was found for a request, or decided of otherwise than by itself.

    What is linked to the person goes into the answer without a row here. `row_entity`, `row_id` and `row_field` name
    the item; `found_in` the fields in which a search found her; `spans` the masked places, without their words.
    """

    __tablename__ = "request_hit"
    __label__ = N_("Pyynnön kohta")
    __plural__ = N_("Pyynnön kohdat")
    __subject__ = "request.person"
    __kept_with__ = "request"
    __found_as__ = ""
    __named_by__ = ("decision",)
    __qualifier__ = "decision"
    __undone__ = False
    __sections__ = (Section(N_("Ratkaisu"), ("decision", "ground", "reason")),)
    __table_args__ = (UniqueConstraint("request_id", "row_entity", "row_id", "row_field"),)

    decision: Mapped[str | None] = described(
        N_("Ratkaisu kohdasta"), FieldKind.CHOICE, category=DataCategory.NONE, subject=None, options=rules.VERDICTS
    )
    ground: Mapped[str | None] = described(
        N_("Peruste jättää pois"), FieldKind.CHOICE, category=DataCategory.NONE, subject=None, options=rules.LEFT_OUT_BY
    )
    reason: Mapped[str | None] = described(
        N_("Ratkaisun perustelu"), FieldKind.NOTES, category=DataCategory.REQUEST, searched=Searched.NO
    )
    decided_by: Mapped[str | None] = described(
        N_("Ratkaisija"), FieldKind.TEXT, category=DataCategory.STAFF, subject=None, editable=False
    )
    decided_at: Mapped[dt.datetime | None] = described(
        N_("Ratkaistu"), FieldKind.INSTANT, category=DataCategory.STAFF, subject=None, editable=False
    )
    request_id: Mapped[int] = link("request.id")
    row_entity: Mapped[str] = technical(String, nullable=False)
    row_id: Mapped[int] = technical(BigId, nullable=False)
    row_field: Mapped[str] = technical(String, nullable=False, default="")
    certainty: Mapped[int] = technical(nullable=False, default=0)
    found_in: Mapped[Any] = technical(Json, nullable=True)
    spans: Mapped[Any] = technical(Json, nullable=True)

    request: Mapped[Request] = relationship(foreign_keys="RequestHit.request_id")

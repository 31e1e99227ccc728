"""Who may use the register: the yearly review of access rights, undertakings of confidentiality (R-66, R-71)."""

import datetime as dt

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.office import User

_STAFF = DataCategory.STAFF
ACCESS_DECISIONS = (
    Option("kept", N_("säilytetään")),
    Option("changed", N_("rooli vaihdettu")),
    Option("closed", N_("suljettu")),
)
SIGNED_HOW = (
    Option("screen", N_("ohjelmassa")),
    Option("paper", N_("paperilla")),
)


class AccessReview(Entity):
    """Käyttöoikeuksien katselmus: who looked, when, and what was found. Written once."""

    __tablename__ = "access_review"
    __undone__ = False
    __label__ = N_("Käyttöoikeuksien katselmus")
    __plural__ = N_("Käyttöoikeuksien katselmukset")
    __named_by__ = ("reviewed_on",)
    __sections__ = (Section(N_("Käyttöoikeuksien katselmus"), ("reviewed_on", "reviewer", "findings")),)

    reviewed_on: Mapped[dt.date] = described(
        N_("Katselmuksen päivä"), FieldKind.DATE, category=DataCategory.NONE, required=True, in_list=True
    )
    reviewer: Mapped[str] = described(
        N_("Katselmuksen tekijä"), FieldKind.TEXT, category=_STAFF, required=True, in_list=True
    )
    findings: Mapped[str | None] = described(
        N_("Katselmuksen havainnot"), FieldKind.NOTES, category=DataCategory.NONE, in_list=True
    )


class AccessReviewRow(Entity):
    """What a review decided of one user ID, with the role it had then."""

    __tablename__ = "access_review_row"
    __undone__ = False
    __label__ = N_("Katselmuksen rivi")
    __plural__ = N_("Katselmuksen rivit")
    __named_by__ = ("decision",)
    __sections__ = (Section(N_("Katselmuksen rivi"), ("decision", "note")),)

    decision: Mapped[str] = described(
        N_("Päätös käyttöoikeudesta"),
        FieldKind.CHOICE,
        category=_STAFF,
        options=ACCESS_DECISIONS,
        required=True,
        default="kept",
    )
    note: Mapped[str | None] = described(N_("Huomautus käyttöoikeudesta"), FieldKind.TEXT, category=_STAFF)
    role: Mapped[str] = technical(String, nullable=False, category=_STAFF)
    review_id: Mapped[int] = link("access_review.id")
    user_id: Mapped[int] = link("user.id")

    review: Mapped[AccessReview] = relationship(foreign_keys="AccessReviewRow.review_id")
    user: Mapped[User] = relationship(foreign_keys="AccessReviewRow.user_id")


class Undertaking(Entity):
    """Vaitiolositoumus of a user: which text he signed, when, and whether here or on paper (tietosuojalaki 35 §)."""

    __tablename__ = "undertaking"
    __undone__ = False
    __label__ = N_("Vaitiolositoumus")
    __plural__ = N_("Vaitiolositoumukset")
    __named_by__ = ("signed_on",)
    __sections__ = (Section(N_("Vaitiolositoumus"), ("signed_on", "how", "place")),)

    signed_on: Mapped[dt.date] = described(
        N_("Sitoumus allekirjoitettu"), FieldKind.DATE, category=_STAFF, required=True, in_list=True
    )
    how: Mapped[str] = described(
        N_("Missä allekirjoitettu"),
        FieldKind.CHOICE,
        category=_STAFF,
        options=SIGNED_HOW,
        required=True,
        in_list=True,
        default="screen",
    )
    place: Mapped[str | None] = described(N_("Missä paperi on"), FieldKind.TEXT, category=_STAFF)
    text_version: Mapped[str] = technical(String, nullable=False)
    text: Mapped[str] = technical(Text, nullable=False)
    recorded_by: Mapped[int | None] = link("user.id", nullable=True)
    user_id: Mapped[int] = link("user.id")

    user: Mapped[User] = relationship(foreign_keys="Undertaking.user_id")

"""The natural person: the centre of the register, one row however many customers she serves."""

import datetime as dt

from sqlalchemy import Date, LargeBinary, String
from sqlalchemy.orm import Mapped

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section, Sensitivity
from asiakasrekisteri.domain.identifiers import check_identity_code, normalise_identity_code
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, technical

LANGUAGES = (Option("fi", N_("suomi")), Option("sv", N_("ruotsi")), Option("en", N_("englanti")))
IDENTITY_GROUNDS = (
    Option("consent", N_("suostumus")),
    Option("law", N_("laki")),
    Option("rights_and_duties", N_("oikeuksien ja velvollisuuksien toteuttaminen")),
    Option("credit", N_("luotonanto")),
    Option("collection", N_("perintä")),
)
"""Grounds on which a henkilötunnus may be stored (tietosuojalaki 29 §)."""


class Person(Entity):
    """Luonnollinen henkilö."""

    __tablename__ = "person"
    __label__ = N_("Henkilö")
    __plural__ = N_("Henkilöt")
    __subject__ = ""
    __found_as__ = ""
    __named_by__ = ("first_names", "last_name")
    __sections__ = (
        Section(N_("Nimi"), ("last_name", "first_names", "former_names")),
        Section(N_("Muut tiedot"), ("language", "birth_date", "non_disclosure", "note")),
        Section(N_("Henkilötunnus"), ("identity_code", "identity_ground")),
    )

    last_name: Mapped[str] = described(
        N_("Sukunimi"),
        FieldKind.TEXT,
        category=DataCategory.IDENTIFICATION,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
        targets=("last_name",),
    )
    first_names: Mapped[str | None] = described(
        N_("Etunimet"),
        FieldKind.TEXT,
        category=DataCategory.IDENTIFICATION,
        searched=Searched.WORDS,
        in_list=True,
        targets=("first_names",),
    )
    former_names: Mapped[str | None] = described(
        N_("Entiset nimet"), FieldKind.TEXT, category=DataCategory.IDENTIFICATION, searched=Searched.WORDS
    )
    language: Mapped[str | None] = described(
        N_("Asiointikieli"),
        FieldKind.CHOICE,
        category=DataCategory.CONTACT,
        retention="identification",
        options=LANGUAGES,
        targets=("language",),
    )
    birth_date: Mapped[dt.date | None] = described(
        N_("Syntymäaika"),
        FieldKind.DATE,
        category=DataCategory.IDENTIFICATION,
        help=N_("Tallenna vain, jos sitä tarvitaan."),
    )
    non_disclosure: Mapped[bool] = described(
        N_("Turvakielto"),
        FieldKind.FLAG,
        category=DataCategory.PROTECTION,
        help=N_("Osoitetta ei näytetä eikä luovuteta."),
    )
    identity_code: Mapped[bytes | None] = described(
        N_("Henkilötunnus"),
        FieldKind.IDENTITY_CODE,
        category=DataCategory.IDENTITY_CODE,
        sensitivity=Sensitivity.IDENTITY,
        searched=Searched.BLIND,
        check=check_identity_code,
        normalise=normalise_identity_code,
        targets=("identity_code",),
        help=N_("Tallennetaan vain perusteen kanssa (tietosuojalaki 29 §)."),
    )
    identity_ground: Mapped[str | None] = described(
        N_("Henkilötunnuksen peruste"),
        FieldKind.CHOICE,
        category=DataCategory.IDENTITY_CODE,
        options=IDENTITY_GROUNDS,
    )
    note: Mapped[str | None] = described(
        N_("Huomautus"),
        FieldKind.NOTES,
        category=DataCategory.NOTES,
        searched=Searched.WORDS,
        help=N_("Kirjaa vain asian hoitamiseen tarvittava. Henkilö saa nähdä tekstin sellaisenaan."),
    )
    parted_on: Mapped[dt.date | None] = technical(Date, nullable=True)
    identity_blind: Mapped[bytes | None] = technical(
        LargeBinary, category=DataCategory.IDENTITY_CODE, subject="", nullable=True, index=True
    )
    sort_key: Mapped[str] = technical(
        String, category=DataCategory.IDENTIFICATION, subject="", nullable=False, default="", index=True
    )

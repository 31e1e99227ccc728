"""The office itself: the firm, its users, its registers and the rules of each data category."""

import datetime as dt
from functools import partial
from typing import Any

from sqlalchemy import Date, String
from sqlalchemy.orm import Mapped

from asiakasrekisteri.domain.accounts import check_bic, check_iban, normalise_iban
from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Section
from asiakasrekisteri.domain.identifiers import (
    check_business_id,
    check_vat_number,
    normalise_business_id,
    normalise_vat_number,
)
from asiakasrekisteri.domain.permissions import ROLE_LABELS
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.postcodes import check_postcode, normalise_postcode
from asiakasrekisteri.domain.retention_rules import ACTIONS, FORMULAS, GROUNDS
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.types import Instant, Json

USER_STATUSES = (Option("active", N_("voimassa")), Option("closed", N_("suljettu")))


class Firm(Entity):
    """Rekisterinpitäjä: the firm that keeps the registers (R-01…R-04). One row."""

    __tablename__ = "firm"
    __undone__ = False
    __label__ = N_("Rekisterinpitäjä")
    __plural__ = N_("Rekisterinpitäjä")
    __sections__ = (
        Section(N_("Yritys"), ("name", "trade_name", "business_id")),
        Section(N_("Yhteystiedot"), ("street", "postcode", "town", "phone", "international_phones", "email", "web")),
        Section(N_("Laskutus"), ("vat_number", "iban", "bic", "einvoice_address", "einvoice_operator")),
        Section(N_("Vastaukset pyyntöihin"), ("four_eyes",)),
    )

    name: Mapped[str] = described(N_("Nimi"), FieldKind.TEXT, category=DataCategory.NONE, required=True)
    trade_name: Mapped[str | None] = described(N_("Aputoiminimi"), FieldKind.TEXT, category=DataCategory.NONE)
    business_id: Mapped[str | None] = described(
        N_("Y-tunnus"),
        FieldKind.BUSINESS_ID,
        category=DataCategory.NONE,
        check=check_business_id,
        normalise=normalise_business_id,
    )
    street: Mapped[str | None] = described(N_("Katuosoite tai postilokero"), FieldKind.TEXT, category=DataCategory.NONE)
    postcode: Mapped[str | None] = described(
        N_("Postinumero"),
        FieldKind.POSTCODE,
        category=DataCategory.NONE,
        check=partial(check_postcode, country="FI"),
        normalise=normalise_postcode,
    )
    town: Mapped[str | None] = described(N_("Postitoimipaikka"), FieldKind.TEXT, category=DataCategory.NONE)
    phone: Mapped[str | None] = described(
        N_("Puhelin"), FieldKind.PHONE, category=DataCategory.NONE, normalise=normalise_phone
    )
    email: Mapped[str | None] = described(
        N_("Sähköposti"),
        FieldKind.EMAIL,
        category=DataCategory.NONE,
        check=check_email,
        normalise=normalise_email,
    )
    international_phones: Mapped[bool] = described(
        N_("Puhelinnumerot tulostetaan kansainvälisessä muodossa (+358 …)"), FieldKind.FLAG, category=DataCategory.NONE
    )
    web: Mapped[str | None] = described(N_("Verkkosivusto"), FieldKind.TEXT, category=DataCategory.NONE)
    vat_number: Mapped[str | None] = described(
        N_("ALV-numero"),
        FieldKind.VAT_NUMBER,
        category=DataCategory.NONE,
        check=check_vat_number,
        normalise=normalise_vat_number,
    )
    iban: Mapped[str | None] = described(
        N_("Tilinumero (IBAN)"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        check=check_iban,
        normalise=normalise_iban,
        help=N_("Tili, jolle laskut maksetaan."),
    )
    bic: Mapped[str | None] = described(
        N_("Pankin tunnus (BIC)"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        check=check_bic,
        normalise=normalise_iban,
    )
    einvoice_address: Mapped[str | None] = described(
        N_("Verkkolaskuosoite"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        help=N_("OVT-tunnus tai IBAN, esimerkiksi 003712345671."),
    )
    einvoice_operator: Mapped[str | None] = described(
        N_("Verkkolaskuoperaattorin tunnus"),
        FieldKind.REFERENCE,
        category=DataCategory.NONE,
        help=N_("Esimerkiksi 003723609900 tai pankin BIC."),
    )
    four_eyes: Mapped[bool] = described(
        N_("Toinen käyttäjä tarkistaa rekisteriotteen ennen lähettämistä"), FieldKind.FLAG, category=DataCategory.NONE
    )


class User(Entity):
    """Käyttäjä: a personal user ID that the main user granted (R-69…R-71). Closed, never removed."""

    __tablename__ = "user"
    __undone__ = False
    __label__ = N_("Käyttäjä")
    __plural__ = N_("Käyttäjät")
    __sections__ = (Section(N_("Käyttäjä"), ("login", "name", "role", "status")),)

    login: Mapped[str] = described(
        N_("Käyttäjätunnus"),
        FieldKind.REFERENCE,
        category=DataCategory.STAFF,
        required=True,
        in_list=True,
        unique=True,
    )
    name: Mapped[str] = described(N_("Nimi"), FieldKind.TEXT, category=DataCategory.STAFF, required=True, in_list=True)
    role: Mapped[str] = described(
        N_("Rooli"),
        FieldKind.CHOICE,
        category=DataCategory.STAFF,
        options=tuple(Option(role.value, label) for role, label in ROLE_LABELS.items()),
        required=True,
        in_list=True,
    )
    status: Mapped[str] = described(
        N_("Tila"),
        FieldKind.CHOICE,
        category=DataCategory.STAFF,
        options=USER_STATUSES,
        required=True,
        default="active",
        editable=False,
    )
    granted_at: Mapped[dt.datetime] = technical(Instant, nullable=False, category=DataCategory.STAFF)
    granted_by: Mapped[int | None] = link("user.id", nullable=True)
    closed_at: Mapped[dt.datetime | None] = technical(Instant, nullable=True, category=DataCategory.STAFF)


class Register(Entity):
    """Rekisteri: its name and the working text of its description (the JSON shape of `domain.description`).

    A register that is no longer kept is closed, never removed: its published versions stay.
    """

    __tablename__ = "register"
    __undone__ = False
    __label__ = N_("Rekisteri")
    __plural__ = N_("Rekisterit")
    __sections__ = (Section(N_("Rekisteri"), ("name",)),)

    name: Mapped[str] = described(N_("Rekisterin nimi"), FieldKind.TEXT, category=DataCategory.NONE, required=True)
    content: Mapped[Any] = technical(Json, nullable=False)
    drafted_on: Mapped[dt.date] = technical(Date, nullable=False)
    closed_on: Mapped[dt.date | None] = technical(Date, nullable=True)


class CategoryRule(Entity):
    """What the firm has decided of a data category, or of a part of one: why, on what basis, how long it is kept.

    `category` is the code of the rule (`domain.retention_rules`); formula, ground and action are those the program came
    with where they are empty.
    """

    __tablename__ = "category_rule"
    __undone__ = False
    __label__ = N_("Tietoryhmän säännöt")
    __plural__ = N_("Tietoryhmien säännöt")
    __sections__ = (
        Section(N_("Käsittely"), ("purpose", "basis")),
        Section(
            N_("Säilytys"), ("keep_event", "keep_months", "keep_formula", "keep_ground", "keep_reason", "keep_action")
        ),
        Section(N_("Päätös"), ("decided_on",)),
    )

    category: Mapped[str] = technical(String, unique=True, nullable=False)
    purpose: Mapped[str] = described(
        N_("Käsittelyn tarkoitus"), FieldKind.TEXT, category=DataCategory.NONE, required=True
    )
    basis: Mapped[str] = described(N_("Oikeusperuste"), FieldKind.TEXT, category=DataCategory.NONE, required=True)
    keep_event: Mapped[str] = described(
        N_("Säilytysajan alku"), FieldKind.TEXT, category=DataCategory.NONE, required=True
    )
    keep_months: Mapped[int] = described(
        N_("Säilytysaika kuukausina"), FieldKind.NUMBER, category=DataCategory.NONE, required=True
    )
    keep_reason: Mapped[str] = described(
        N_("Säilytyksen perustelu"), FieldKind.TEXT, category=DataCategory.NONE, required=True
    )
    keep_formula: Mapped[str | None] = described(
        N_("Säilytysajan laskenta"), FieldKind.CHOICE, category=DataCategory.NONE, options=FORMULAS
    )
    keep_ground: Mapped[str | None] = described(
        N_("Säilytyksen peruste"), FieldKind.CHOICE, category=DataCategory.NONE, options=GROUNDS
    )
    keep_action: Mapped[str | None] = described(
        N_("Ajan päätyttyä"), FieldKind.CHOICE, category=DataCategory.NONE, options=ACTIONS
    )
    decided_on: Mapped[dt.date | None] = described(
        N_("Sääntö päätetty"), FieldKind.DATE, category=DataCategory.NONE, editable=False
    )

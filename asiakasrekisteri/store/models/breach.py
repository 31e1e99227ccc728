"""Personal data breaches: each is documented, whatever its risk (GDPR Art. 33–34, R-77)."""

import datetime as dt
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.breaches import CAUSES, NOT_TOLD_GROUNDS, OUR_ROLES, PHASES, RISKS, TOLD, WAYS
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Base, Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.types import Json

_NONE, _STAFF = DataCategory.NONE, DataCategory.STAFF


def _letter(label: str) -> Any:
    """Declare a text of the letter to persons in another language than Finnish."""
    return described(label, FieldKind.NOTES, category=_NONE)


class Breach(Entity):
    """Tietoturvaloukkaus: what happened, its effects and what was done (Art. 33(5)). Destroyed in its time."""

    __tablename__ = "breach"
    __rule__ = "breach"
    __undone__ = False
    __label__ = N_("Tietoturvaloukkaus")
    __plural__ = N_("Tietoturvaloukkaukset")
    __named_by__ = ("number", "title")
    __sections__ = (
        Section(
            N_("Mitä tapahtui"),
            ("title", "our_role", "confidentiality", "integrity", "availability", "cause", "description", "systems"),
        ),
        Section(
            N_("Milloin"),
            (
                "occurred_from",
                "occurred_until",
                "occurred_estimated",
                "discovered_at",
                "aware_at",
                "discovered_by",
                "reported_by_id",
            ),
        ),
        Section(
            N_("Mitä ja keitä se koskee"),
            (
                "data",
                "identity_codes",
                "special_data",
                "groups",
                "persons_least",
                "persons_most",
                "records_number",
                "countries",
                "encrypted",
            ),
        ),
        Section(N_("Seuraukset ja riski"), ("consequences", "risk", "risk_reasoning")),
        Section(N_("Toimet"), ("measures_before", "measures_taken", "measures_planned")),
        Section(N_("Ilmoitus valvontaviranomaiselle"), ("case_number", "delay_reason", "not_reported_reason")),
        Section(
            N_("Ilmoitus henkilöille"), ("advice", "contact", "not_told_ground", "not_told_reason", "other_notices")
        ),
        Section(N_("Kirje ruotsiksi"), tuple(f"{name}_sv" for name in TOLD)),
        Section(N_("Kirje englanniksi"), tuple(f"{name}_en" for name in TOLD)),
        Section(N_("Päättäminen"), ("lessons",)),
    )

    number: Mapped[str] = described(
        N_("Loukkauksen numero"),
        FieldKind.REFERENCE,
        category=_NONE,
        required=True,
        in_list=True,
        unique=True,
        editable=False,
    )
    title: Mapped[str] = described(
        N_("Loukkaus lyhyesti"),
        FieldKind.TEXT,
        category=_NONE,
        required=True,
        in_list=True,
        help=N_("Esimerkiksi: sähköposti väärälle vastaanottajalle. Ei henkilöiden nimiä."),
    )
    our_role: Mapped[str] = described(
        N_("Asemanne"), FieldKind.CHOICE, category=_NONE, options=OUR_ROLES, required=True, default="controller"
    )
    confidentiality: Mapped[bool] = described(
        N_("Tietoja paljastui (luottamuksellisuus)"), FieldKind.FLAG, category=_NONE
    )
    integrity: Mapped[bool] = described(N_("Tietoja muuttui (eheys)"), FieldKind.FLAG, category=_NONE)
    availability: Mapped[bool] = described(
        N_("Tietoja katosi tai niihin ei päästy (saatavuus)"), FieldKind.FLAG, category=_NONE
    )
    cause: Mapped[str] = described(
        N_("Syy"), FieldKind.CHOICE, category=_NONE, options=CAUSES, required=True, in_list=True, default="human"
    )
    description: Mapped[str | None] = described(N_("Miten loukkaus tapahtui"), FieldKind.NOTES, category=_NONE)
    systems: Mapped[str | None] = described(N_("Järjestelmät ja laitteet"), FieldKind.TEXT, category=_NONE)
    occurred_from: Mapped[dt.datetime | None] = described(N_("Loukkaus alkoi"), FieldKind.INSTANT, category=_NONE)
    occurred_until: Mapped[dt.datetime | None] = described(N_("Loukkaus päättyi"), FieldKind.INSTANT, category=_NONE)
    occurred_estimated: Mapped[bool] = described(N_("Alku ja loppu ovat arvioita"), FieldKind.FLAG, category=_NONE)
    discovered_at: Mapped[dt.datetime | None] = described(N_("Loukkaus havaittiin"), FieldKind.INSTANT, category=_NONE)
    aware_at: Mapped[dt.datetime] = described(
        N_("Loukkaus tuli tietoonne"),
        FieldKind.INSTANT,
        category=_NONE,
        required=True,
        in_list=True,
        help=N_("Määräaika lasketaan tästä hetkestä kellon mukaan: viikonloput ja pyhät lasketaan mukaan."),
    )
    discovered_by: Mapped[str | None] = described(N_("Kuka havaitsi"), FieldKind.TEXT, category=_STAFF)
    reported_by_id: Mapped[int | None] = described_link(
        N_("Käsittelijä, joka ilmoitti loukkauksesta"), "recipient", category=_NONE
    )
    data: Mapped[str | None] = described(N_("Henkilötietoryhmät"), FieldKind.NOTES, category=_NONE)
    identity_codes: Mapped[bool] = described(N_("Mukana henkilötunnuksia"), FieldKind.FLAG, category=_NONE)
    special_data: Mapped[bool] = described(
        N_("Mukana erityisiä henkilötietoryhmiä (9 artikla)"), FieldKind.FLAG, category=_NONE
    )
    groups: Mapped[str | None] = described(N_("Rekisteröityjen ryhmät"), FieldKind.TEXT, category=_NONE)
    persons_least: Mapped[int | None] = described(
        N_("Rekisteröityjä vähintään"), FieldKind.NUMBER, category=_NONE, in_list=True
    )
    persons_most: Mapped[int | None] = described(N_("Rekisteröityjä enintään"), FieldKind.NUMBER, category=_NONE)
    records_number: Mapped[int | None] = described(N_("Tietueiden määrä"), FieldKind.NUMBER, category=_NONE)
    countries: Mapped[str | None] = described(N_("Maat, joissa rekisteröityjä on"), FieldKind.TEXT, category=_NONE)
    encrypted: Mapped[bool] = described(
        N_("Tiedot olivat salattuja eikä avain vaarantunut"), FieldKind.FLAG, category=_NONE
    )
    consequences: Mapped[str | None] = described(N_("Todennäköiset seuraukset"), FieldKind.NOTES, category=_NONE)
    risk: Mapped[str | None] = described(
        N_("Riski henkilöille"), FieldKind.CHOICE, category=_NONE, options=RISKS, in_list=True
    )
    risk_reasoning: Mapped[str | None] = described(N_("Riskin perustelu"), FieldKind.NOTES, category=_NONE)
    measures_before: Mapped[str | None] = described(N_("Suojatoimet ennen loukkausta"), FieldKind.NOTES, category=_NONE)
    measures_taken: Mapped[str | None] = described(N_("Tehdyt toimet"), FieldKind.NOTES, category=_NONE)
    measures_planned: Mapped[str | None] = described(N_("Suunnitellut toimet"), FieldKind.NOTES, category=_NONE)
    case_number: Mapped[str | None] = described(
        N_("Valvontaviranomaisen asianumero"), FieldKind.REFERENCE, category=_NONE
    )
    delay_reason: Mapped[str | None] = described(
        N_("Syy ilmoituksen viivästymiseen"),
        FieldKind.NOTES,
        category=_NONE,
        help=N_("Pakollinen, kun ilmoitus tehdään määräajan jälkeen (33 artiklan 1 kohta)."),
    )
    not_reported_reason: Mapped[str | None] = described(
        N_("Miksi valvontaviranomaiselle ei ilmoitettu"), FieldKind.NOTES, category=_NONE
    )
    advice: Mapped[str | None] = described(
        N_("Neuvot henkilöille"),
        FieldKind.NOTES,
        category=_NONE,
        help=N_("Mitä henkilö voi itse tehdä, esimerkiksi vaihtaa salasanan."),
    )
    contact: Mapped[str | None] = described(
        N_("Mistä henkilö saa lisätietoja"),
        FieldKind.TEXT,
        category=_NONE,
        help=N_("Yhteyspiste, joka kerrotaan ilmoituksessa. Tyhjänä: selosteen yhteyshenkilö."),
    )
    not_told_ground: Mapped[str | None] = described(
        N_("Peruste olla ilmoittamatta henkilöille"), FieldKind.CHOICE, category=_NONE, options=NOT_TOLD_GROUNDS
    )
    not_told_reason: Mapped[str | None] = described(
        N_("Miksi henkilöille ei ilmoitettu"), FieldKind.NOTES, category=_NONE
    )
    other_notices: Mapped[str | None] = described(
        N_("Muut ilmoitukset"),
        FieldKind.NOTES,
        category=_NONE,
        help=N_("Traficom, Kyberturvallisuuskeskus, poliisi, vakuutusyhtiö: kenelle ja milloin."),
    )
    description_sv: Mapped[str | None] = described(
        N_("Miten loukkaus tapahtui ruotsiksi"), FieldKind.NOTES, category=_NONE
    )
    data_sv: Mapped[str | None] = _letter(N_("Henkilötietoryhmät ruotsiksi"))
    consequences_sv: Mapped[str | None] = described(
        N_("Todennäköiset seuraukset ruotsiksi"), FieldKind.NOTES, category=_NONE
    )
    measures_sv: Mapped[str | None] = described(
        N_("Tehdyt ja suunnitellut toimet ruotsiksi"), FieldKind.NOTES, category=_NONE
    )
    advice_sv: Mapped[str | None] = _letter(N_("Neuvot henkilöille ruotsiksi"))
    description_en: Mapped[str | None] = described(
        N_("Miten loukkaus tapahtui englanniksi"), FieldKind.NOTES, category=_NONE
    )
    data_en: Mapped[str | None] = _letter(N_("Henkilötietoryhmät englanniksi"))
    consequences_en: Mapped[str | None] = described(
        N_("Todennäköiset seuraukset englanniksi"), FieldKind.NOTES, category=_NONE
    )
    measures_en: Mapped[str | None] = described(
        N_("Tehdyt ja suunnitellut toimet englanniksi"), FieldKind.NOTES, category=_NONE
    )
    advice_en: Mapped[str | None] = _letter(N_("Neuvot henkilöille englanniksi"))
    lessons: Mapped[str | None] = described(N_("Mitä opittiin"), FieldKind.NOTES, category=_NONE)
    closed_on: Mapped[dt.date | None] = described(
        N_("Käsittely päätetty"), FieldKind.DATE, category=_NONE, in_list=True, editable=False
    )
    approved_by: Mapped[str | None] = described(
        N_("Päättämisen hyväksyjä"), FieldKind.TEXT, category=_STAFF, editable=False
    )
    categories: Mapped[Any] = technical(Json, nullable=False, default=list)
    controllers: Mapped[Any] = technical(Json, nullable=True, default=list)


class BreachPerson(Base):
    """One of the persons whom a breach concerns: two numbers."""

    __tablename__ = "breach_person"
    __table_args__ = ({"sqlite_with_rowid": False},)

    breach_id: Mapped[int] = technical(ForeignKey("breach.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = technical(
        ForeignKey("person.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        category=DataCategory.DISCLOSURE,
        subject="person",
    )

    person: Mapped[Person] = relationship(viewonly=True)


class BreachReport(Entity):
    """Ilmoitus valvontaviranomaiselle of a breach: the first, the supplements, the last (Art. 33(1) and (4))."""

    __tablename__ = "breach_report"
    __undone__ = False
    __label__ = N_("Ilmoitus valvontaviranomaiselle")
    __plural__ = N_("Ilmoitukset valvontaviranomaiselle")
    __named_by__ = ("sent_at",)
    __sections__ = (Section(N_("Ilmoitus valvontaviranomaiselle"), ("phase", "sent_at", "sent_by", "note")),)

    phase: Mapped[str] = described(
        N_("Ilmoituksen laatu"),
        FieldKind.CHOICE,
        category=_NONE,
        options=PHASES,
        required=True,
        in_list=True,
        default="first",
    )
    sent_at: Mapped[dt.datetime] = described(
        N_("Ilmoitus lähetetty"), FieldKind.INSTANT, category=_NONE, required=True, in_list=True
    )
    sent_by: Mapped[str | None] = described(N_("Ilmoituksen lähettäjä"), FieldKind.TEXT, category=_STAFF, in_list=True)
    note: Mapped[str | None] = described(N_("Mitä ilmoituksessa kerrottiin"), FieldKind.NOTES, category=_NONE)
    breach_id: Mapped[int] = link("breach.id")

    breach: Mapped[Breach] = relationship(foreign_keys="BreachReport.breach_id")


class BreachNotice(Entity):
    """Ilmoitus loukkauksesta: that a person (Art. 34), or a customer as controller (Art. 33(2)), was told, and how."""

    __tablename__ = "breach_notice"
    __ends__ = "told_on"
    __undone__ = False
    __label__ = N_("Ilmoitus loukkauksesta")
    __plural__ = N_("Ilmoitukset loukkauksesta")
    __subject__ = "person|customer.person"
    __found_as__ = ""
    __named_by__ = ("told_on",)
    __sections__ = (Section(N_("Ilmoitus loukkauksesta"), ("breach_id", "told_on", "how")),)
    __together__ = ("told_on", "breach_id", "how")

    breach_id: Mapped[int] = described_link(
        N_("Mistä loukkauksesta"), "breach", category=DataCategory.DISCLOSURE, required=True
    )
    told_on: Mapped[dt.date] = described(
        N_("Loukkauksesta kerrottu"), FieldKind.DATE, category=DataCategory.DISCLOSURE, required=True, in_list=True
    )
    how: Mapped[str] = described(
        N_("Miten loukkauksesta kerrottiin"),
        FieldKind.CHOICE,
        category=DataCategory.DISCLOSURE,
        options=WAYS,
        required=True,
        in_list=True,
        default="letter",
    )
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    breach: Mapped[Breach] = relationship(foreign_keys="BreachNotice.breach_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="BreachNotice.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="BreachNotice.person_id")


class NoticeLimit(Entity):
    """Ilmoituksen määräaika in hours, from a day on: the law may change it, and old breaches keep their own."""

    __tablename__ = "notice_limit"
    __undone__ = False
    __label__ = N_("Ilmoituksen määräaika")
    __plural__ = N_("Ilmoituksen määräajat")
    __named_by__ = ("since",)
    __sections__ = (Section(N_("Ilmoituksen määräaika"), ("since", "hours", "ground")),)

    since: Mapped[dt.date] = described(
        N_("Määräaika voimassa alkaen"), FieldKind.DATE, category=_NONE, required=True, in_list=True, unique=True
    )
    hours: Mapped[int] = described(
        N_("Määräaika tunteina"), FieldKind.NUMBER, category=_NONE, required=True, in_list=True
    )
    ground: Mapped[str | None] = described(N_("Määräajan peruste"), FieldKind.TEXT, category=_NONE, in_list=True)

"""Häiriöt: what failed, what was told of it to whom, and the firm's duties as a telecom operator (LAW §6.2, §6.3)."""

import datetime as dt
from typing import Any

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.mailing import OUTCOME_LABELS
from asiakasrekisteri.domain.outages import CHANNEL_LABELS, PART_LABELS
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import LANGUAGES, Person
from asiakasrekisteri.store.models.service import PRODUCT_KINDS
from asiakasrekisteri.store.models.types import Instant, Json

OUTAGE_KINDS = (
    Option("fault", N_("häiriö")),
    Option("maintenance", N_("huoltokatko")),
    Option("security", N_("tietoturvaloukkaus tai sen uhka")),
)
SEVERITIES = (
    Option("down", N_("palvelu poikki")),
    Option("degraded", N_("palvelu heikentynyt")),
    Option("threat", N_("uhka, palvelu toimii")),
)
NOTICE_KINDS = (
    Option("first", N_("ensitiedote")),
    Option("update", N_("jatkotiedote")),
    Option("ended", N_("häiriö ohi")),
)
TELECOM_STATES = (
    Option("none", N_("ei teletoimintaa")),
    Option("reported", N_("teletoiminnasta on ilmoitettu")),
    Option("unreported", N_("teletoimintaa, ilmoitus tekemättä")),
)


class Telecom(Entity):
    """Teletoiminta: whether the firm is a teleyritys and whether it runs name servers for others. One row."""

    __tablename__ = "telecom"
    __label__ = N_("Teletoiminta")
    __plural__ = N_("Teletoiminta")
    __named_by__ = ("state",)
    __sections__ = (Section(N_("Teletoiminta"), ("state", "reported_on", "confirmation", "dns_provider")),)

    state: Mapped[str] = described(
        N_("Teletoiminta"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=TELECOM_STATES,
        required=True,
        default="none",
        help=N_("Internetyhteyden tai sähköpostin tarjoaminen yleisölle on teletoimintaa (917/2014 3 ja 4 §)."),
    )
    reported_on: Mapped[dt.date | None] = described(
        N_("Ilmoitettu Traficomille"), FieldKind.DATE, category=DataCategory.NONE
    )
    confirmation: Mapped[str | None] = described(N_("Traficomin vahvistus"), FieldKind.TEXT, category=DataCategory.NONE)
    dns_provider: Mapped[bool] = described(
        N_("Nimipalvelua muille"),
        FieldKind.FLAG,
        category=DataCategory.NONE,
        help=N_("Asiakkaiden nimipalvelimia ylläpitävä yritys ilmoittaa poikkeamista (124/2025 11 §)."),
    )


class Outage(Entity):
    """Häiriö, huoltokatko tai tietoturvaloukkaus: nobody's personal data; whom it was told to stands in its notices."""

    __tablename__ = "outage"
    __label__ = N_("Häiriö")
    __plural__ = N_("Häiriöt")
    __named_by__ = ("title",)
    __sections__ = (
        Section(N_("Häiriö"), ("title", "kind", "severity", "detected_at", "started_at", "ended_at")),
        Section(N_("Mitä tilaajille kerrotaan"), ("estimate", "measures", "costs", "more_info")),
        Section(N_("Syy ja vaikutukset"), ("cause", "measures_taken", "effects")),
        Section(
            N_("Ilmoitukset viranomaiselle"),
            (
                "significant",
                "traficom_at",
                "traficom_reference",
                "first_report_at",
                "second_report_at",
                "final_report_at",
            ),
        ),
    )

    title: Mapped[str] = described(
        N_("Mikä on vikana"), FieldKind.TEXT, category=DataCategory.NONE, required=True, in_list=True
    )
    kind: Mapped[str] = described(
        N_("Häiriön laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=OUTAGE_KINDS,
        required=True,
        in_list=True,
        default="fault",
    )
    severity: Mapped[str] = described(
        N_("Vakavuus"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=SEVERITIES,
        required=True,
        in_list=True,
        default="down",
    )
    detected_at: Mapped[dt.datetime | None] = described(
        N_("Havaittu"),
        FieldKind.INSTANT,
        category=DataCategory.NONE,
        help=N_("Tästä lasketaan ilmoitusten 24 ja 72 tuntia. Tyhjänä sama kuin alkamisaika."),
    )
    started_at: Mapped[dt.datetime] = described(
        N_("Alkoi"), FieldKind.INSTANT, category=DataCategory.NONE, required=True, in_list=True, index=True
    )
    ended_at: Mapped[dt.datetime | None] = described(
        N_("Päättyi"), FieldKind.INSTANT, category=DataCategory.NONE, in_list=True
    )
    estimate: Mapped[str | None] = described(N_("Arvioitu kesto"), FieldKind.TEXT, category=DataCategory.NONE)
    measures: Mapped[str | None] = described(
        N_("Tilaajan suojautumiskeinot"), FieldKind.NOTES, category=DataCategory.NONE
    )
    costs: Mapped[str | None] = described(
        N_("Keinojen todennäköiset kustannukset"), FieldKind.TEXT, category=DataCategory.NONE
    )
    more_info: Mapped[str | None] = described(N_("Mistä saa lisätietoja"), FieldKind.TEXT, category=DataCategory.NONE)
    cause: Mapped[str | None] = described(N_("Häiriön syy"), FieldKind.NOTES, category=DataCategory.NONE)
    measures_taken: Mapped[str | None] = described(
        N_("Tehdyt toimenpiteet"), FieldKind.NOTES, category=DataCategory.NONE
    )
    effects: Mapped[str | None] = described(
        N_("Vaikutukset palvelun käyttöön"), FieldKind.NOTES, category=DataCategory.NONE
    )
    significant: Mapped[bool] = described(
        N_("Merkittävä häiriö tai poikkeama"),
        FieldKind.FLAG,
        category=DataCategory.NONE,
        help=N_("Merkittävästä ilmoitetaan Traficomille (917/2014 275 §, 124/2025 11 §)."),
    )
    traficom_at: Mapped[dt.datetime | None] = described(
        N_("Ilmoitettu Traficomille"), FieldKind.INSTANT, category=DataCategory.NONE
    )
    traficom_reference: Mapped[str | None] = described(
        N_("Traficomin tunnus"), FieldKind.TEXT, category=DataCategory.NONE
    )
    first_report_at: Mapped[dt.datetime | None] = described(
        N_("Ensi-ilmoitus tehty"), FieldKind.INSTANT, category=DataCategory.NONE
    )
    second_report_at: Mapped[dt.datetime | None] = described(
        N_("Jatkoilmoitus tehty"), FieldKind.INSTANT, category=DataCategory.NONE
    )
    final_report_at: Mapped[dt.datetime | None] = described(
        N_("Loppuraportti tehty"), FieldKind.INSTANT, category=DataCategory.NONE
    )


class OutageTarget(Entity):
    """Häiriön kohde: a server, one kind of product on it, or a product. Nobody's personal data."""

    __tablename__ = "outage_target"
    __label__ = N_("Häiriön kohde")
    __plural__ = N_("Häiriön kohteet")
    __named_by__ = ("product_kind",)
    __sections__ = (Section(N_("Häiriön kohde"), ("server_id", "product_id", "product_kind")),)

    server_id: Mapped[int | None] = described_link(N_("Palvelin"), "server", category=DataCategory.NONE)
    product_id: Mapped[int | None] = described_link(N_("Tuote"), "product", category=DataCategory.NONE)
    product_kind: Mapped[str | None] = described(
        N_("Tuotteen laji"), FieldKind.CHOICE, category=DataCategory.NONE, options=PRODUCT_KINDS
    )
    outage_id: Mapped[int] = link("outage.id")


class OutageNotice(Entity):
    """Häiriötiedote: what was said, in each language. A draft until it is sent; then its words never change."""

    __tablename__ = "outage_notice"
    __undone__ = False
    __label__ = N_("Häiriötiedote")
    __plural__ = N_("Häiriötiedotteet")
    __named_by__ = ("subject_fi",)
    __sections__ = (
        Section(N_("Häiriötiedote"), ("kind",)),
        Section(N_("Suomeksi"), ("subject_fi", "text_fi")),
        Section(N_("Ruotsiksi"), ("subject_sv", "text_sv")),
        Section(N_("Englanniksi"), ("subject_en", "text_en")),
    )

    kind: Mapped[str] = described(
        N_("Tiedotteen laji"),
        FieldKind.CHOICE,
        category=DataCategory.NONE,
        options=NOTICE_KINDS,
        required=True,
        default="first",
    )
    subject_fi: Mapped[str | None] = described(N_("Otsikko suomeksi"), FieldKind.TEXT, category=DataCategory.NONE)
    text_fi: Mapped[str | None] = described(N_("Viesti suomeksi"), FieldKind.NOTES, category=DataCategory.NONE)
    subject_sv: Mapped[str | None] = described(N_("Otsikko ruotsiksi"), FieldKind.TEXT, category=DataCategory.NONE)
    text_sv: Mapped[str | None] = described(N_("Viesti ruotsiksi"), FieldKind.NOTES, category=DataCategory.NONE)
    subject_en: Mapped[str | None] = described(N_("Otsikko englanniksi"), FieldKind.TEXT, category=DataCategory.NONE)
    text_en: Mapped[str | None] = described(N_("Viesti englanniksi"), FieldKind.NOTES, category=DataCategory.NONE)
    outage_id: Mapped[int] = link("outage.id")
    user_id: Mapped[int | None] = link("user.id", nullable=True)
    begun_at: Mapped[dt.datetime | None] = technical(Instant, nullable=True)
    chosen: Mapped[Any] = technical(Json, nullable=True)

    outage: Mapped[Outage] = relationship(foreign_keys="OutageNotice.outage_id")


class NoticeRecipient(Entity):
    """Tiedotteen saaja: who was told, as what, by which address, in which words, and what became of it.

    Notices must be kept (917/2014 274 §), so the row outlives the erasure of the person: without her name, address and
    the words that greeted her.
    """

    __tablename__ = "notice_recipient"
    __undone__ = False
    __label__ = N_("Häiriötiedotteen saaja")
    __plural__ = N_("Häiriötiedotteiden saajat")
    __subject__ = "person|customer.person"
    __found_as__ = "person|customer"
    __erased_by__ = "clear"
    __ends__ = "sent_at"
    __named_by__ = ("subject",)
    __together__ = ("sent_at", "part", "channel", "address", "state")
    __survives__ = ("part", "channel", "language", "state", "sent_at", "code")
    __sections__ = ()

    name: Mapped[str | None] = described(N_("Saaja"), FieldKind.TEXT, category=DataCategory.NOTICE, editable=False)
    part: Mapped[str] = described(
        N_("Missä osassa"),
        FieldKind.CHOICE,
        category=DataCategory.NOTICE,
        options=tuple(Option(part.value, label) for part, label in PART_LABELS.items()),
        required=True,
        editable=False,
    )
    channel: Mapped[str] = described(
        N_("Kanava"),
        FieldKind.CHOICE,
        category=DataCategory.NOTICE,
        options=tuple(Option(channel.value, label) for channel, label in CHANNEL_LABELS.items()),
        required=True,
        editable=False,
    )
    address: Mapped[str | None] = described(
        N_("Sähköposti tai numero"),
        FieldKind.TEXT,
        category=DataCategory.NOTICE,
        searched=Searched.EMAIL,
        editable=False,
    )
    language: Mapped[str] = described(
        N_("Kieli"),
        FieldKind.CHOICE,
        category=DataCategory.NOTICE,
        options=LANGUAGES,
        required=True,
        default="fi",
        editable=False,
    )
    subject: Mapped[str | None] = described(
        N_("Tiedotteen otsikko"), FieldKind.TEXT, category=DataCategory.NOTICE, editable=False
    )
    text: Mapped[str | None] = described(
        N_("Tiedotteen teksti"), FieldKind.NOTES, category=DataCategory.NOTICE, editable=False
    )
    state: Mapped[str] = described(
        N_("Lähetyksen tulos"),
        FieldKind.CHOICE,
        category=DataCategory.NOTICE,
        options=tuple(Option(outcome.value, label) for outcome, label in OUTCOME_LABELS.items()),
        required=True,
        default="untried",
        editable=False,
    )
    sent_at: Mapped[dt.datetime | None] = described(
        N_("Lähetetty"), FieldKind.INSTANT, category=DataCategory.NOTICE, editable=False
    )
    code: Mapped[int | None] = described(
        N_("Postipalvelimen vastaus"), FieldKind.NUMBER, category=DataCategory.NOTICE, editable=False
    )
    answer: Mapped[str | None] = described(
        N_("Postipalvelimen sanat"), FieldKind.TEXT, category=DataCategory.NOTICE, editable=False
    )
    words: Mapped[str | None] = described(
        N_("Mitä vastaus tarkoittaa"), FieldKind.TEXT, category=DataCategory.NOTICE, editable=False
    )
    notice_id: Mapped[int] = link("outage_notice.id")
    person_id: Mapped[int | None] = link("person.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)

    notice: Mapped[OutageNotice] = relationship(foreign_keys="NoticeRecipient.notice_id")
    person: Mapped[Person | None] = relationship(foreign_keys="NoticeRecipient.person_id")
    customer: Mapped[Customer | None] = relationship(foreign_keys="NoticeRecipient.customer_id")

    def ended_on(self) -> dt.date | None:
        """Return the day from which two years are counted: of the message, else of its notice."""
        at = self.sent_at or self.notice.begun_at
        return at.astimezone(FINLAND).date() if at is not None else None

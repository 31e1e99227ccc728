"""Requests of data subjects: what was asked, how identity was shown, what was decided and how it was answered."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain import requests as law
from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Searched, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.types import Json


class Request(Entity):
    """Rekisteröidyn pyyntö (GDPR Art. 12, 15–21).

    After the person has been erased the row stays three years as evidence that she was answered (Art. 5(2)), with its
    number, days, decision and the hash of the answer, and nothing that tells who she was.
    """

    __tablename__ = "request"
    __ends__ = "closed_on"
    __label__ = N_("Pyyntö")
    __plural__ = N_("Pyynnöt")
    __subject__ = "person"
    __found_as__ = "person"
    __erased_by__ = "clear"
    __named_by__ = ("number",)
    __qualifier__ = "kind"
    __undone__ = False
    __survives__ = (
        "number",
        "kind",
        "received_on",
        "channel",
        "signed",
        "target_on",
        "last_day_on",
        "extended_on",
        "extended_until",
        "decision",
        "decision_on",
        "ground",
        "forwarded_on",
        "fee_eur",
        "fee_ground",
        "delivered_on",
        "delivery_channel",
        "pages",
        "sha256",
        "closed_on",
    )
    __sections__ = (
        Section(
            N_("Pyyntö"),
            ("kind", "requester_name", "requester", "authority", "received_on", "channel", "signed", "situation"),
        ),
        Section(
            N_("Henkilöllisyys"),
            (
                "identity_method",
                "identity_document",
                "identity_checked_on",
                "identity_note",
                "asked_more_on",
                "asked_for",
                "got_more_on",
            ),
        ),
        Section(N_("Määräajan jatkaminen"), ("extended_on", "extension_reason")),
        Section(N_("Oikaisun näyttö"), ("evidence",)),
        Section(N_("Vastustuksen punninta"), ("weighed_whose", "weighed_interest", "weighed_reason")),
        Section(N_("Päätös"), ("decision", "decision_on", "ground", "reasoning", "given_anyway")),
        Section(N_("Siirto rekisterinpitäjälle"), ("forwarded_to", "forwarded_on")),
        Section(N_("Maksu"), ("fee_eur", "fee_ground", "fee_reasoning")),
        Section(N_("Toimitus"), ("delivered_on", "delivery_channel", "address_used", "registered_letter_no")),
    )
    __together__ = (
        "number",
        "received_on",
        "channel",
        "requester_name",
        "requester",
        "decision",
        "decision_on",
        "closed_on",
    )

    number: Mapped[str] = described(
        N_("Pyynnön numero"),
        FieldKind.REFERENCE,
        category=DataCategory.REQUEST,
        unique=True,
        searched=Searched.IDENTIFIER,
        required=True,
        in_list=True,
        editable=False,
    )
    kind: Mapped[str] = described(
        N_("Mitä pyydetään"),
        FieldKind.CHOICE,
        category=DataCategory.REQUEST,
        options=law.REQUEST_KINDS,
        required=True,
        in_list=True,
        default="access",
    )
    requester_name: Mapped[str] = described(
        N_("Pyytäjän nimi"),
        FieldKind.TEXT,
        category=DataCategory.REQUEST,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
        help=N_("Niin kuin se on pyynnössä."),
    )
    requester: Mapped[str] = described(
        N_("Kuka pyytää"),
        FieldKind.CHOICE,
        category=DataCategory.REQUEST,
        options=law.REQUESTERS,
        required=True,
        default="self",
    )
    authority: Mapped[str | None] = described(
        N_("Oikeus toimia toisen puolesta"),
        FieldKind.TEXT,
        category=DataCategory.REQUEST,
        help=N_("Esimerkiksi nähty valtakirja tai edunvalvontamääräys ja sen päivä."),
    )
    received_on: Mapped[dt.date] = described(
        N_("Saapui"), FieldKind.DATE, category=DataCategory.REQUEST, required=True, in_list=True
    )
    channel: Mapped[str] = described(
        N_("Miten pyyntö tuli"),
        FieldKind.CHOICE,
        category=DataCategory.REQUEST,
        options=law.CHANNELS,
        required=True,
        default="letter",
    )
    signed: Mapped[bool] = described(
        N_("Allekirjoitettu"),
        FieldKind.FLAG,
        category=DataCategory.REQUEST,
        help=N_("Allekirjoitusta ei saa vaatia, mutta sitä voi verrata sopimukseen."),
    )
    situation: Mapped[str | None] = described(
        N_("Pyynnön sisältö"),
        FieldKind.NOTES,
        category=DataCategory.REQUEST,
        searched=Searched.WORDS,
        help=N_("Perusteluja ei saa vaatia; ne kirjataan, jos pyytäjä kertoo ne."),
    )
    identity_method: Mapped[str | None] = described(
        N_("Miten henkilöllisyys varmistettiin"),
        FieldKind.CHOICE,
        category=DataCategory.REQUEST,
        options=law.IDENTITY_METHODS,
    )
    identity_document: Mapped[str | None] = described(
        N_("Nähty henkilöllisyystodistus"),
        FieldKind.CHOICE,
        category=DataCategory.REQUEST,
        options=law.IDENTITY_DOCUMENTS,
        help=N_("Todistuksesta ei oteta kopiota eikä sen numeroa kirjata."),
    )
    identity_checked_on: Mapped[dt.date | None] = described(
        N_("Henkilöllisyys varmistettu"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    identity_checked_by: Mapped[str | None] = described(
        N_("Henkilöllisyyden varmisti"),
        FieldKind.TEXT,
        category=DataCategory.STAFF,
        subject=None,
        editable=False,
    )
    identity_note: Mapped[str | None] = described(
        N_("Huomautus henkilöllisyydestä"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    asked_more_on: Mapped[dt.date | None] = described(
        N_("Lisätietoja pyydetty"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    asked_for: Mapped[str | None] = described(
        N_("Mitä lisätietoja pyydettiin"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    got_more_on: Mapped[dt.date | None] = described(
        N_("Lisätiedot saatu"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    target_on: Mapped[dt.date] = described(
        N_("Tavoitepäivä"), FieldKind.DATE, category=DataCategory.REQUEST, required=True, editable=False
    )
    last_day_on: Mapped[dt.date] = described(
        N_("Viimeinen laillinen päivä"),
        FieldKind.DATE,
        category=DataCategory.REQUEST,
        required=True,
        editable=False,
        in_list=True,
    )
    extended_on: Mapped[dt.date | None] = described(
        N_("Jatkamisesta ilmoitettu"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    extension_reason: Mapped[str | None] = described(
        N_("Jatkamisen syy"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    extended_until: Mapped[dt.date | None] = described(
        N_("Jatkettu päivään"), FieldKind.DATE, category=DataCategory.REQUEST, editable=False
    )
    collected_on: Mapped[dt.date | None] = described(
        N_("Tiedot koottu"), FieldKind.DATE, category=DataCategory.REQUEST, editable=False
    )
    evidence: Mapped[str | None] = described(
        N_("Mikä osoittaa oikean tiedon"),
        FieldKind.NOTES,
        category=DataCategory.REQUEST,
        help=N_("Esimerkiksi kaupparekisteriote tai puhelu ja sen päivä. Asiakirja liitetään pyyntöön näyttönä."),
    )
    weighed_whose: Mapped[str | None] = described(
        N_("Kenen etu"), FieldKind.CHOICE, category=DataCategory.REQUEST, options=law.INTERESTS
    )
    weighed_interest: Mapped[str | None] = described(
        N_("Mikä etu"),
        FieldKind.NOTES,
        category=DataCategory.REQUEST,
        help=N_("Mihin käsittelyä tarvitaan, niin kuin se kerrotaan pyytäjälle."),
    )
    weighed_reason: Mapped[str | None] = described(
        N_("Miksi etu syrjäyttää pyytäjän edut"),
        FieldKind.NOTES,
        category=DataCategory.REQUEST,
        help=N_("Pyytäjän tilanne, käsittelyn vaikutus häneen ja miksi käsittely on silti välttämätöntä."),
    )
    weighed_on: Mapped[dt.date | None] = described(
        N_("Punnittu"), FieldKind.DATE, category=DataCategory.REQUEST, editable=False
    )
    weighed_by: Mapped[str | None] = described(
        N_("Punninnan teki"), FieldKind.TEXT, category=DataCategory.STAFF, subject=None, editable=False
    )
    decision: Mapped[str | None] = described(
        N_("Päätös"), FieldKind.CHOICE, category=DataCategory.REQUEST, options=law.DECISIONS, in_list=True
    )
    decision_on: Mapped[dt.date | None] = described(N_("Päätetty"), FieldKind.DATE, category=DataCategory.REQUEST)
    ground: Mapped[str | None] = described(
        N_("Kieltäytymisen peruste"), FieldKind.CHOICE, category=DataCategory.REQUEST, options=law.GROUNDS
    )
    reasoning: Mapped[str | None] = described(
        N_("Päätöksen perustelut"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    given_anyway: Mapped[str | None] = described(
        N_("Mitä annetaan kuitenkin"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    forwarded_to: Mapped[str | None] = described(
        N_("Rekisterinpitäjä, jolle pyyntö siirrettiin"), FieldKind.TEXT, category=DataCategory.REQUEST
    )
    forwarded_on: Mapped[dt.date | None] = described(
        N_("Siirretty rekisterinpitäjälle"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    fee_eur: Mapped[Decimal] = described(
        N_("Maksu"), FieldKind.MONEY, category=DataCategory.REQUEST, required=True, default=Decimal(0)
    )
    fee_ground: Mapped[str | None] = described(
        N_("Maksun peruste"), FieldKind.CHOICE, category=DataCategory.REQUEST, options=law.FEE_GROUNDS
    )
    fee_reasoning: Mapped[str | None] = described(
        N_("Maksun perustelut"), FieldKind.NOTES, category=DataCategory.REQUEST
    )
    delivered_on: Mapped[dt.date | None] = described(
        N_("Vastaus toimitettu"), FieldKind.DATE, category=DataCategory.REQUEST
    )
    delivery_channel: Mapped[str | None] = described(
        N_("Toimitustapa"), FieldKind.CHOICE, category=DataCategory.REQUEST, options=law.DELIVERIES
    )
    address_used: Mapped[str | None] = described(
        N_("Osoite, johon vastattiin"), FieldKind.NOTES, category=DataCategory.REQUEST, whereabouts=True
    )
    registered_letter_no: Mapped[str | None] = described(
        N_("Kirjatun kirjeen tunnus"), FieldKind.REFERENCE, category=DataCategory.REQUEST
    )
    pages: Mapped[int | None] = described(
        N_("Vastauksen sivuja"), FieldKind.NUMBER, category=DataCategory.REQUEST, editable=False
    )
    sha256: Mapped[str | None] = described(
        N_("Vastauksen tarkistussumma"), FieldKind.REFERENCE, category=DataCategory.REQUEST, editable=False
    )
    printed_by: Mapped[str | None] = described(
        N_("Vastauksen tulosti"), FieldKind.TEXT, category=DataCategory.STAFF, subject=None, editable=False
    )
    approved_by: Mapped[str | None] = described(
        N_("Vastauksen hyväksyi"), FieldKind.TEXT, category=DataCategory.STAFF, subject=None, editable=False
    )
    closed_on: Mapped[dt.date | None] = described(
        N_("Pyyntö suljettu"), FieldKind.DATE, category=DataCategory.REQUEST, index=True, editable=False
    )
    handler: Mapped[str | None] = described(
        N_("Pyynnön käsittelijä"), FieldKind.TEXT, category=DataCategory.STAFF, subject=None, editable=False
    )
    handler_login: Mapped[str | None] = technical(String, nullable=True)
    manifest: Mapped[Any] = technical(Json, nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    person: Mapped[Person | None] = relationship(foreign_keys="Request.person_id")

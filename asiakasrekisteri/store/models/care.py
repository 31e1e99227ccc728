"""What the law asks of the data themselves: papers and their places, restrictions, who is the same person."""

import datetime as dt

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind, Option, Searched, Section
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, described_link, link
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person

PAPER_KINDS = (
    Option("contract", N_("sopimus")),
    Option("letter", N_("kirje")),
    Option("request", N_("rekisteröidyn pyyntö")),
    Option("voucher", N_("tosite")),
    Option("print", N_("tuloste")),
    Option("other", N_("muu paperi")),
)
RESTRICTION_GROUNDS = (
    Option("accuracy", N_("tietojen paikkansapitävyys on kiistetty (18.1 a)")),
    Option("unlawful", N_("käsittely on lainvastaista, henkilö vastustaa poistamista (18.1 b)")),
    Option("claims", N_("henkilö tarvitsee tietoja oikeusvaateeseen (18.1 c)")),
    Option("objection", N_("vastustaminen on ratkaisematta (18.1 d)")),
)
VERDICTS = (Option("same", N_("sama henkilö")), Option("different", N_("eri henkilöt")))


class PaperRecord(Entity):
    """Paperi: what lies on paper, in which locked place, until when (R-74)."""

    __tablename__ = "paper_record"
    __label__ = N_("Paperi")
    __plural__ = N_("Paperit")
    __subject__ = "person|customer.person"
    __found_as__ = "customer|person"
    __named_by__ = ("what",)
    __qualifier__ = "kind"
    __sections__ = (
        Section(N_("Paperi"), ("kind", "what", "dated")),
        Section(N_("Säilytys"), ("place", "locked", "keep_until", "destroyed_on", "destruction_id")),
    )
    __together__ = ("what", "dated", "place", "keep_until", "destroyed_on", "destruction_id")

    kind: Mapped[str] = described(
        N_("Paperin laji"),
        FieldKind.CHOICE,
        category=DataCategory.PAPER,
        options=PAPER_KINDS,
        required=True,
        in_list=True,
        default="contract",
    )
    what: Mapped[str] = described(
        N_("Mikä paperi"),
        FieldKind.TEXT,
        category=DataCategory.PAPER,
        searched=Searched.WORDS,
        required=True,
        in_list=True,
    )
    dated: Mapped[dt.date | None] = described(N_("Paperin päiväys"), FieldKind.DATE, category=DataCategory.PAPER)
    place: Mapped[str] = described(
        N_("Säilytyspaikka"), FieldKind.TEXT, category=DataCategory.PAPER, required=True, in_list=True
    )
    locked: Mapped[bool] = described(
        N_("Paikka on lukittu"),
        FieldKind.FLAG,
        category=DataCategory.PAPER,
        help=N_("Seloste lupaa, että paperit ovat lukituissa tiloissa."),
    )
    keep_until: Mapped[dt.date | None] = described(
        N_("Paperi säilytetään asti"), FieldKind.DATE, category=DataCategory.PAPER, in_list=True
    )
    destroyed_on: Mapped[dt.date | None] = described(
        N_("Paperi hävitetty"), FieldKind.DATE, category=DataCategory.PAPER, in_list=True, editable=False
    )
    destruction_id: Mapped[int | None] = described_link(
        N_("Hävityspöytäkirja"), "destruction", category=DataCategory.PAPER, editable=False
    )
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="PaperRecord.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="PaperRecord.person_id")

    def stated_until(self) -> dt.date | None:
        """Return the day that is written of the paper."""
        return self.keep_until


class PersonLink(Entity):
    """What a user has decided of two records: that they are the same person, or that they are not.

    Nothing is merged: both keep everything of theirs, and the link can be parted again.
    """

    __tablename__ = "person_link"
    __label__ = N_("Sama henkilö")
    __plural__ = N_("Samat henkilöt")
    __subject__ = "person|other"
    __kept_with__ = "person"
    __found_as__ = ""
    __named_by__ = ("verdict",)
    __table_args__ = (UniqueConstraint("person_id", "other_id"),)
    __sections__ = (Section(N_("Sama henkilö"), ("verdict", "decided_on", "reason")),)
    __together__ = ("verdict", "decided_on", "reason")

    verdict: Mapped[str] = described(
        N_("Ratkaisu"),
        FieldKind.CHOICE,
        category=DataCategory.IDENTIFICATION,
        options=VERDICTS,
        required=True,
        default="same",
    )
    decided_on: Mapped[dt.date] = described(
        N_("Ratkaistu"), FieldKind.DATE, category=DataCategory.IDENTIFICATION, required=True
    )
    reason: Mapped[str | None] = described(
        N_("Ratkaisun peruste"), FieldKind.TEXT, category=DataCategory.IDENTIFICATION
    )
    person_id: Mapped[int] = link("person.id")
    other_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="PersonLink.person_id")
    other: Mapped[Person] = relationship(foreign_keys="PersonLink.other_id")


class Restriction(Entity):
    """Käsittelyn rajoittaminen (GDPR Art. 18): while it lasts, data are kept and nothing else is done with them."""

    __tablename__ = "restriction"
    __ends__ = "until"
    __label__ = N_("Käsittelyn rajoitus")
    __plural__ = N_("Käsittelyn rajoitukset")
    __subject__ = "person"
    __found_as__ = "person"
    __named_by__ = ("since",)
    __sections__ = (
        Section(N_("Käsittelyn rajoitus"), ("since", "ground", "reason", "request_number", "told_on", "until")),
    )
    __together__ = ("since", "until", "told_on", "ground", "reason", "request_number")

    since: Mapped[dt.date] = described(
        N_("Rajoitettu alkaen"), FieldKind.DATE, category=DataCategory.PROTECTION, required=True
    )
    ground: Mapped[str] = described(
        N_("Rajoituksen peruste"),
        FieldKind.CHOICE,
        category=DataCategory.PROTECTION,
        options=RESTRICTION_GROUNDS,
        required=True,
        default="accuracy",
    )
    reason: Mapped[str | None] = described(
        N_("Mitä rajoitus koskee"), FieldKind.NOTES, category=DataCategory.PROTECTION
    )
    request_number: Mapped[str | None] = described(
        N_("Pyynnön numero"), FieldKind.REFERENCE, category=DataCategory.PROTECTION
    )
    told_on: Mapped[dt.date | None] = described(
        N_("Poistamisesta kerrottu"),
        FieldKind.DATE,
        category=DataCategory.PROTECTION,
        help=N_("Henkilölle kerrotaan ennen kuin rajoitus poistetaan (18 art. 3 kohta)."),
    )
    until: Mapped[dt.date | None] = described(
        N_("Rajoitus poistettu"), FieldKind.DATE, category=DataCategory.PROTECTION
    )
    person_id: Mapped[int] = link("person.id")

    person: Mapped[Person] = relationship(foreign_keys="Restriction.person_id")

"""What a user is in the middle of writing: kept so that a lock or a crash loses nothing, and dropped within a week."""

import datetime as dt

from sqlalchemy.orm import Mapped, relationship

from asiakasrekisteri.domain.fields import DataCategory, FieldKind
from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.texts import N_
from asiakasrekisteri.store.models.base import Entity, described, link, technical
from asiakasrekisteri.store.models.customer import Customer
from asiakasrekisteri.store.models.person import Person
from asiakasrekisteri.store.models.types import Instant

LONGEST_KEPT = dt.timedelta(days=7)


class Draft(Entity):
    """Keskeneräinen kirjaus of one user. It leaves no history; of whom it tells is known once that is chosen."""

    __tablename__ = "draft"
    __undone__ = False
    __label__ = N_("Keskeneräinen kirjaus")
    __plural__ = N_("Keskeneräiset kirjaukset")
    __subject__ = "person|customer.person"
    __found_as__ = ""
    __named_by__ = ()

    content: Mapped[str] = described(
        N_("Keskeneräinen kirjaus"),
        FieldKind.NOTES,
        category=DataCategory.INTERACTION,
        required=True,
        editable=False,
    )
    kept_at: Mapped[dt.datetime] = technical(Instant, nullable=False)
    user_id: Mapped[int | None] = link("user.id", nullable=True)
    customer_id: Mapped[int | None] = link("customer.id", nullable=True)
    person_id: Mapped[int | None] = link("person.id", nullable=True)

    customer: Mapped[Customer | None] = relationship(foreign_keys="Draft.customer_id")
    person: Mapped[Person | None] = relationship(foreign_keys="Draft.person_id")

    def stated_until(self) -> dt.date | None:
        """Return the day after which it is swept, whoever wrote it."""
        return (self.kept_at + LONGEST_KEPT).astimezone(FINLAND).date()

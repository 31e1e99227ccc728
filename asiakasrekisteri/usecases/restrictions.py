"""Restriction of processing (GDPR Art. 18): while it lasts, data are kept and nothing else is done with them."""

from sqlalchemy import or_, select

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Entity, Restriction
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work


def restriction_of(work: Work, person_id: int) -> Restriction | None:
    """Return the restriction in force on a person's data, if any."""
    in_force = or_(Restriction.until.is_(None), Restriction.until >= work.today)
    return work.session.scalar(
        select(Restriction)
        .where(Restriction.person_id == person_id, Restriction.since <= work.today, in_force)
        .limit(1)
    )


def require_unrestricted(work: Work, row: Entity) -> None:
    """Refuse to change data whose processing is restricted. The restriction itself may be changed, and ended.

    Raises:
        RestrictedError: the data of a person the row is about may only be stored.
    """
    if isinstance(row, Restriction):
        return
    for person_id in persons_of(row, work.session):
        found = restriction_of(work, person_id)
        if found is not None:
            raise RestrictedError(
                _("Henkilön tietojen käsittely on rajoitettu {day} alkaen. Tietoja saa vain säilyttää.").format(
                    day=day(found.since)
                )
            )

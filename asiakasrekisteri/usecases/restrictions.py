"""Restriction of processing (GDPR Art. 18): while it lasts, data are kept and nothing else is done with them.

It is the person's, whichever of the records linked as the same person it was laid on.
"""

from sqlalchemy import Date, bindparam, or_, select

from asiakasrekisteri.domain.errors import RestrictedError
from asiakasrekisteri.domain.formats import day
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Entity, MarketingProhibition, Request, Restriction
from asiakasrekisteri.store.subjects import persons_of
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.sameness import same_persons

_KNOWN = "restricted"
_TODAY = bindparam("today", type_=Date)
_IN_FORCE = (
    select(Restriction.person_id, Restriction.id)
    .where(Restriction.since <= _TODAY, or_(Restriction.until.is_(None), Restriction.until > _TODAY))
    .order_by(Restriction.id.desc())
)


def restriction_of(work: Work, person_id: int) -> Restriction | None:
    """Return the restriction in force on a person's data, if any."""
    number = _in_force(work).get(person_id)
    return work.session.get(Restriction, number) if number is not None else None


def restricted_persons(work: Work) -> frozenset[int]:
    """Return everybody whose data may only be stored for now."""
    return frozenset(_in_force(work))


def forget_restrictions(work: Work) -> None:
    """Ask anew who is restricted, after a restriction has been laid down or lifted, or persons linked or parted."""
    work.session.info.pop(_KNOWN, None)


def require_unrestricted(work: Work, row: Entity) -> None:
    """Refuse to change data whose processing is restricted.

    The restriction itself may be changed and ended, and the person's requests are answered all the while, with what
    hangs on them.

    Raises:
        RestrictedError: the data of a person the row is about may only be stored.
    """
    if is_of_a_right(row) or not _in_force(work):
        return
    for person_id in persons_of(row, work.session):
        require_free(work, person_id)


def is_of_a_right(row: Entity) -> bool:
    """Tell whether a row is a restriction, a request or its document, or a prohibition: no restriction stops these."""
    return isinstance(row, Restriction | Request | MarketingProhibition) or getattr(row, "request_id", None) is not None


def require_free(work: Work, person_id: int) -> None:
    """Refuse to change, join or erase the data of a person under restriction.

    Raises:
        RestrictedError: they may only be stored.
    """
    found = restriction_of(work, person_id)
    if found is not None:
        raise RestrictedError(
            _("Henkilön tietojen käsittely on rajoitettu {day} alkaen. Tietoja saa vain säilyttää.").format(
                day=day(found.since)
            )
        )


def _in_force(work: Work) -> dict[int, int]:
    """Return the restriction of each person under one: they are few, and asked once in a unit of work.

    On the day on which it is lifted a restriction is no longer in force.
    """
    known: dict[int, int] | None = work.session.info.get(_KNOWN)
    if known is None:
        with work.session.no_autoflush:
            found = work.session.connection().execute(_IN_FORCE, {"today": work.today}).all()
            known = {one: number for person_id, number in found for one in same_persons(work, person_id)}
        work.session.info[_KNOWN] = known
    return known

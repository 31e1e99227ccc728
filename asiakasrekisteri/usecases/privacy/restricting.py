"""Restricting the processing of a person's data and lifting the restriction (GDPR Art. 18).

While it lasts, the data are stored and nothing else is done with them: they are not changed, joined, sent, exported or
erased, and their values are shown for a stated reason only. She is told before it is lifted (Art. 18(3)).
"""

import datetime as dt

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import EntitySpec
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Person, Restriction
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import Saved, change_row, from_source, new_row
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.records import got
from asiakasrekisteri.usecases.restrictions import forget_restrictions, restriction_of
from asiakasrekisteri.usecases.sameness import same_persons

RESTRICTION: EntitySpec = Restriction.spec()


@use_case(Permission.PERSON_RESTRICT, discloses=nothing)
def restrict_person(work: Work, person_id: int, ground: str, reason: str = "", request_number: str = "") -> Saved:
    """Restrict the processing of a person's data from today, all her linked records among them. It can be undone.

    Args:
        work: the unit of work.
        person_id: whose.
        ground: "accuracy", "unlawful", "claims" or "objection" (Art. 18(1)(a)–(d)).
        reason: what it concerns, in words.
        request_number: of the request by which she asked for it, if any.

    Raises:
        InvalidInputError: it is restricted already.
    """
    from_source(work, "customer")
    person = got(work, Person, person_id)
    if restriction_of(work, person_id) is not None:
        raise InvalidInputError([FieldError("since", _("Henkilön tietojen käsittely on jo rajoitettu."))])
    values = {"since": work.today, "ground": ground, "reason": reason, "request_number": request_number}
    restriction = new_row(work, Restriction, values, person_id=person.id)
    return _told_to_all(work, restriction)


@use_case(Permission.PERSON_RESTRICT, discloses=nothing)
def lift_restriction(work: Work, restriction_id: int, told_on: dt.date | None) -> Saved:
    """Lift a restriction from today, after the person has been told that it will be lifted. It can be undone.

    Args:
        work: the unit of work.
        restriction_id: which.
        told_on: the day on which she was told.

    Raises:
        InvalidInputError: she has not been told, or the day cannot be right; or the restriction has been lifted.
    """
    from_source(work, "staff")
    restriction = got(work, Restriction, restriction_id)
    if restriction.until is not None:
        raise InvalidInputError([FieldError("until", _("Rajoitus on jo poistettu."))])
    if told_on is None:
        message = _("Kerro henkilölle ensin, että rajoitus poistetaan, ja kirjaa päivä (18 art. 3 kohta).")
        raise InvalidInputError([FieldError("told_on", message)])
    if not restriction.since <= told_on <= work.today:
        message = _("Päivä on ennen rajoituksen alkua tai tulevaisuudessa. Tarkista, milloin henkilölle kerrottiin.")
        raise InvalidInputError([FieldError("told_on", message)])
    change_row(work, restriction, {"told_on": told_on, "until": work.today})
    work.session.flush()
    return _told_to_all(work, restriction)


def _told_to_all(work: Work, restriction: Restriction) -> Saved:
    """Let every place that shows the person ask anew."""
    forget_restrictions(work)
    work.changed.update(("person", one) for one in same_persons(work, restriction.person_id))
    return Saved(restriction.id, work.log_number)

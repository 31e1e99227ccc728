"""Showing what is hidden, for a stated reason that the log keeps: data under restriction, and a protected address."""

from collections.abc import Iterable
from dataclasses import dataclass

from asiakasrekisteri.domain.errors import FieldError, InvalidInputError
from asiakasrekisteri.domain.fields import Record
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Address, Person
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import Seen, use_case
from asiakasrekisteri.usecases.hiding import PROTECTED, RESTRICTED, revealing
from asiakasrekisteri.usecases.persons import PersonPage, open_person
from asiakasrekisteri.usecases.privacy.collecting import own_rows
from asiakasrekisteri.usecases.records import got, to_record
from asiakasrekisteri.usecases.sameness import same_persons


@dataclass(frozen=True, slots=True)
class RevealedAddresses:
    """The addresses of a person with turvakielto, to be shown for a moment only."""

    person_id: int
    addresses: tuple[Record, ...]


@use_case(Permission.PERSON_READ, discloses=open_person.discloses)
def reveal_restricted(work: Work, person_id: int, reason: str) -> PersonPage:
    """Open the page of a person under restriction with its values in sight, for a claim, a right or her consent.

    The log keeps the reason (GDPR Art. 18(2)). An address hidden by turvakielto stays hidden.

    Raises:
        InvalidInputError: no reason was given.
    """
    _note(work, person_id, reason)
    with revealing(work, RESTRICTED, same_persons(work, person_id)):
        return open_person.body(work, person_id)


def _addresses_seen(found: RevealedAddresses) -> Iterable[Seen]:
    return [Seen("person", found.person_id, found.person_id)]


@use_case(Permission.PERSON_READ, discloses=_addresses_seen)
def reveal_address(work: Work, person_id: int, reason: str) -> RevealedAddresses:
    """Show the addresses of a person with turvakielto, for a stated reason that the log keeps.

    Raises:
        InvalidInputError: no reason was given.
    """
    _note(work, person_id, reason)
    with revealing(work, PROTECTED, same_persons(work, person_id)):
        found = [to_record(work, row) for row in own_rows(work, person_id) if isinstance(row, Address)]
    return RevealedAddresses(person_id, tuple(found))


def _note(work: Work, person_id: int, reason: str) -> None:
    if not reason.strip():
        raise InvalidInputError([FieldError("reason", _("Kirjoita, mihin tietoja tarvitaan."))])
    got(work, Person, person_id)
    work.purpose = reason.strip()
    work.log("reveal", "person", person_id, person_id=person_id)

"""The suppression list: addresses to which nothing is marketed, as keyed hashes that outlive the erasure of a person.

Its key is made with the first entry and lies in the encrypted register: unlike the file's own key it is never changed,
for a hash whose address is forgotten could not be made anew; and every role that writes or imports must be able to ask.
"""

import hashlib
import hmac
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from asiakasrekisteri.domain.emails import normalise_email
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.phones import normalise_phone
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.store.models import Address, Customer, Email, Person, Phone, StoreMark, Suppression
from asiakasrekisteri.store.models.marketing import EVERY_CHANNEL
from asiakasrekisteri.store.sealing import derive
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case

_KEY = "suppression_key"
_PURPOSE = "marketing suppression"
_CHANNELS_OF = {
    "email": frozenset({"email"}),
    "phone": frozenset({"sms", "automated", "phone"}),
    "letter": frozenset({"letter"}),
}
"""On which channels each kind of address is used."""


@dataclass(frozen=True, slots=True)
class Reach:
    """One address of somebody: "email", "phone" or "letter", and its canonical text."""

    kind: str
    text: str


@use_case(Permission.PERSON_READ, discloses=nothing, writes=False)
def suppressed_among(work: Work, addresses: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Return which of some e-mail addresses and phone numbers are suppressed, and on which channels ("all": all)."""
    known = SuppressionList(work)
    return {one: channels for one in addresses if (channels := known.channels(reach_of(one)))}


class SuppressionList:
    """The list as one unit of work knows it."""

    def __init__(self, work: Work) -> None:
        self._key = _key(work, make=False)
        self._known: dict[str, set[str]] = {}
        if self._key is not None:
            for digest, channel in work.session.execute(select(Suppression.digest, Suppression.channel)):
                self._known.setdefault(digest, set()).add(channel)

    def channels(self, reach: Reach) -> frozenset[str]:
        """Return on which channels an address is suppressed."""
        if self._key is None or not self._known:
            return frozenset()
        return frozenset(self._known.get(_digest(self._key, reach), ()))

    def warning(self, address: object) -> str:
        """Return what an import tells of an e-mail address or a phone number that is on the list; "" of any other."""
        if not self._known or not address or not self.channels(reach_of(str(address))):
            return ""
        return _("osoite on estolistalla: se tuotiin, mutta siihen ei markkinoida")


def suppress(work: Work, reaches: Iterable[Reach], channel: str, reason: str) -> None:
    """Put on the list the addresses that a channel uses; those that are on it stay as they are."""
    key = _key(work, make=True)
    assert key is not None
    wanted = {_digest(key, reach) for reach in reaches if _uses(channel, reach)}
    known = set(work.session.scalars(select(Suppression.digest).where(Suppression.channel == channel)))
    for digest in sorted(wanted - known):
        work.session.add(Suppression(digest=digest, channel=channel, since=work.today, reason=reason))


def allow(work: Work, reaches: Iterable[Reach], channel: str) -> None:
    """Take addresses off the list of a channel: the person herself has agreed anew, or lifted her prohibition."""
    key = _key(work, make=False)
    if key is None:
        return
    digests = {_digest(key, reach) for reach in reaches if _uses(channel, reach)}
    rows = select(Suppression).where(Suppression.digest.in_(digests), Suppression.channel == channel)
    for row in work.session.scalars(rows):
        work.session.delete(row)


def reaches_of(work: Work, persons: Collection[int], customers: Collection[int] = ()) -> tuple[Reach, ...]:
    """Return every address of persons, of the customerships that are their own, and of customers."""
    own = set(work.session.scalars(select(Customer.id).where(Customer.person_id.in_(persons)))) | set(customers)
    return tuple(dict.fromkeys([*_written_to(work, persons, own), *_living_at(work, persons, own)]))


def reach_of(address: str) -> Reach:
    """Return an e-mail address or a phone number in the one form in which it is compared."""
    if "@" in address:
        return Reach("email", str(normalise_email(address) or "").casefold())
    return Reach("phone", str(normalise_phone(address) or ""))


def letter_reach(name: str, street: str, postcode: str) -> Reach:
    """Return where letters to somebody go, in the one form in which it is compared: her name is part of it."""
    return Reach("letter", "|".join(" ".join(part.split()).casefold() for part in (name, street, postcode)))


def _written_to(work: Work, persons: Collection[int], customers: Collection[int]) -> Iterator[Reach]:
    for model, column in ((Email, Email.address), (Phone, Phone.number)):
        hers = model.person_id.in_(persons) | model.customer_id.in_(customers)
        yield from map(reach_of, work.session.scalars(select(column).where(hers)))


def _living_at(work: Work, persons: Collection[int], customers: Collection[int]) -> Iterator[Reach]:
    rows = work.session.execute(
        select(Address.street, Address.postcode, Person.first_names, Person.last_name, Customer.name)
        .outerjoin(Person, Person.id == Address.person_id)
        .outerjoin(Customer, Customer.id == Address.customer_id)
        .where(Address.person_id.in_(persons) | Address.customer_id.in_(customers))
    )
    for street, postcode, first, last, customer in rows:
        if street:
            yield letter_reach(customer or f"{first or ''} {last}", street, postcode or "")


def _uses(channel: str, reach: Reach) -> bool:
    return bool(reach.text) and (channel == EVERY_CHANNEL or channel in _CHANNELS_OF[reach.kind])


def _digest(key: bytes, reach: Reach) -> str:
    return hmac.digest(key, f"{reach.kind}:{reach.text}".encode(), hashlib.sha256).hex()


def _key(work: Work, *, make: bool) -> bytes | None:
    mark = work.session.get(StoreMark, _KEY)
    if mark is None:
        if not make:
            return None
        mark = StoreMark(name=_KEY, value=secrets.token_hex(32))
        work.session.add(mark)
        work.session.flush()
    return derive(bytes.fromhex(mark.value), _PURPOSE)

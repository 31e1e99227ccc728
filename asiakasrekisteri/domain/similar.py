"""Whether two rows may be one and the same natural person: proposals only, which a human accepts or refuses.

Accuracy of the register (GDPR Art. 5(1)(d)) asks for one row a person; joining two people would be a breach. So the
evidence is weighed with care: people who share a telephone or a mailbox are not the same, nor are namesakes by half.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from asiakasrekisteri.domain.similar_names import (
    OTHER,
    SAME,
    Names,
    alike_first,
    alike_last,
    formerly,
    name_keys,
    names_of,
    turned,
    vocabulary,
)
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.domain.words import fold, words

THRESHOLD = 50
"""The least score that is proposed to a human."""
SURE = 100
_MOST = 99
_EMAIL, _USERNAME, _MOBILE, _TELEPHONE, _SHARED, _COMMON = 50, 45, 35, 15, 10, 3
_HALF_NAME = 20
_TWO_PEOPLE = -40
_HELD_BY_MANY = 5
_FINNISH = "+358"
_FINNISH_MOBILES = ("+3584", "+35850")

SAME_NAME = N_("sama nimi")
SIMILAR_NAME = N_("samankaltainen nimi")
FORMER_NAME = N_("entinen nimi täsmää")
SAME_LAST_NAME = N_("sama sukunimi")
SAME_FIRST_NAME = N_("sama etunimi")
SAME_PHONE = N_("sama puhelinnumero")
SAME_EMAIL = N_("sama sähköpostiosoite")
SHARED_EMAIL = N_("sama yhteiskäyttöinen sähköpostiosoite")
SAME_USERNAME = N_("sama käyttäjätunnus")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person, as stored.

    Attributes:
        id: the row.
        first_names: "" when not known; "H." and "Hanna-Mari Kristiina" are both good.
        last_name: the surname.
        former_names: as written, several in one text.
        phones: in E.164.
        emails: normalised.
        usernames: user IDs in the firm's services.
    """

    id: int
    first_names: str
    last_name: str
    former_names: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    usernames: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two rows are one person.

    Attributes:
        score: 50–99; 100 for a person and herself.
        reasons: in words, the weightiest first.
    """

    score: int
    reasons: tuple[str, ...]


def likeness(a: Known, b: Known, common: Collection[str] = frozenset()) -> Likeness | None:
    """Tell whether two persons may be the same.

    Args:
        a: one of them.
        b: the other; the order does not matter.
        common: telephones, addresses and user IDs held by many, from `common_values`: they prove next to nothing.

    Returns:
        None when it is not worth a human's look. A first name or a surname alone is never enough.
    """
    found = [*_name_evidence(a, b), *_contact_evidence(a, b, common)]
    score = sum(points for points, _reason in found)
    if a.id != b.id and score < THRESHOLD:
        return None
    told = sorted((one for one in found if one[1]), key=lambda one: -one[0])
    return Likeness(SURE if a.id == b.id else min(score, _MOST), tuple(_(reason) for _points, reason in told))


def candidate_keys(person: Known, common: Collection[str] = frozenset()) -> set[str]:
    """Return the keys by which a person is compared: two persons who share none are never alike.

    With them a quarter of a million persons are compared within groups of some tens, not each with all. What is held by
    many makes no key.
    """
    values = {*_phones(person), *_emails(person), *_usernames(person)}.difference(common)
    return values.union(name_keys(_names(person)))


def common_values(persons: Iterable[Known]) -> frozenset[str]:
    """Return the telephones, addresses and user IDs that more than five persons hold: switchboards and the like."""
    count = Counter(value for person in persons for value in {*_phones(person), *_emails(person), *_usernames(person)})
    return frozenset(value for value, times in count.items() if times > _HELD_BY_MANY)


def _name_evidence(a: Known, b: Known) -> list[tuple[int, str]]:
    one, other = _names(a), _names(b)
    if points := turned(one, other):
        return [(points, SIMILAR_NAME)]
    first, last = alike_first(one, other), alike_last(one, other)
    if first > 0 and last > 0:
        return [(first + last, _name_reason(a, b, first + last))]
    if last > 0:
        reason = FORMER_NAME if formerly(one, other) else SAME_LAST_NAME if last == SAME else SIMILAR_NAME
        return [(_HALF_NAME, reason), (_TWO_PEOPLE if first == OTHER else 0, "")]
    if first > 0:
        return [(_HALF_NAME, SAME_FIRST_NAME if first == SAME else SIMILAR_NAME)]
    return [(_TWO_PEOPLE if first == OTHER else 0, "")]


def _name_reason(a: Known, b: Known, points: int) -> str:
    written_alike = words(f"{a.first_names} {a.last_name}") == words(f"{b.first_names} {b.last_name}")
    if points == 2 * SAME and written_alike:
        return SAME_NAME
    one, other = _names(a), _names(b)
    return FORMER_NAME if formerly(one, other) and one.last != other.last else SIMILAR_NAME


def _contact_evidence(a: Known, b: Known, common: Collection[str]) -> list[tuple[int, str]]:
    """Return what shared telephones, addresses and user IDs are worth: the best of each kind."""
    phones = [(_phone_worth(value, common), SAME_PHONE) for value in _phones(a) & _phones(b)]
    emails = [_email_worth(value, common) for value in _emails(a) & _emails(b)]
    usernames = [(_username_worth(value, common), SAME_USERNAME) for value in _usernames(a) & _usernames(b)]
    best = [max(kind) for kind in (phones, emails, usernames) if kind]
    weak = sorted(one for one in best if one[0] == _COMMON)
    return [one for one in best if one not in weak] + weak[-1:]


def _phone_worth(value: str, common: Collection[str]) -> int:
    """Return the worth of a telephone: a Finnish one that is no mobile is a switchboard or a home."""
    number = value.removeprefix("p:")
    if value in common:
        return _COMMON
    return _TELEPHONE if number.startswith(_FINNISH) and not number.startswith(_FINNISH_MOBILES) else _MOBILE


def _email_worth(value: str, common: Collection[str]) -> tuple[int, str]:
    if value in common:
        return _COMMON, SHARED_EMAIL
    local = value.removeprefix("e:").partition("@")[0]
    return (_SHARED, SHARED_EMAIL) if _is_duty(local) else (_EMAIL, SAME_EMAIL)


def _username_worth(value: str, common: Collection[str]) -> int:
    return _COMMON if value in common or _is_duty(value.removeprefix("u:")) else _USERNAME


def _is_duty(name: str) -> bool:
    """Tell whether a mailbox or user ID is a duty's, not a person's: info, laskutus+2026, tuki2."""
    bare = fold(name).partition("+")[0].rstrip("0123456789")
    return bare in _duties() or (bool(bare) and set(words(bare)) <= _duties())


def _duties() -> frozenset[str]:
    return frozenset(vocabulary()["shared"])


def _names(person: Known) -> Names:
    return names_of(person.first_names, person.last_name, person.former_names)


def _phones(person: Known) -> set[str]:
    return {f"p:{phone}" for phone in person.phones if phone}


def _emails(person: Known) -> set[str]:
    return {f"e:{email.casefold()}" for email in person.emails if email}


def _usernames(person: Known) -> set[str]:
    return {f"u:{name.casefold()}" for name in person.usernames if name}

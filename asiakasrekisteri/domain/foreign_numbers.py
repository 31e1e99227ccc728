"""Numbers that other programs give a customer: "WHMCS: 12; FOSSBilling: 7". Each means something in one only."""

import re
from collections.abc import Iterator

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.words import words

_BETWEEN, _AFTER = "; ", ": "
_FORMS = frozenset(
    ("oy", "oyj", "ab", "abp", "ky", "kb", "tmi", "toiminimi", "ay", "osk", "ry", "rf", "as", "bostads", "ltd", "inc")
)
"""Forms of firms that one program writes and another leaves out."""
_TOKEN = re.compile(r"t[:.]mi\b", re.IGNORECASE)

Key = tuple[str, str]
"""A program (casefolded) and a number in it."""


def key_of(program: str, number: str) -> Key:
    """Return by what a number of a program is known."""
    return " ".join(words(program)), _plain(number)


def keys_in(text: str | None) -> Iterator[Key]:
    """Yield the keys that a field of such numbers holds."""
    for part in (text or "").split(_BETWEEN.strip()):
        program, sign, number = part.partition(_AFTER.strip())
        if sign and number.strip():
            yield key_of(program, number)


def with_number(text: str | None, program: str, number: str) -> str:
    """Return the field with the number of a program added to it."""
    return _BETWEEN.join(filter(None, (text, f"{_plain(program)}{_AFTER}{_plain(number)}")))


def check_foreign_numbers(text: object) -> str | None:
    """Return what is wrong with a field of such numbers, None when nothing is."""
    parts = [part for part in str(text or "").split(_BETWEEN.strip()) if part.strip()]
    if len(list(keys_in(str(text or "")))) == len(parts):
        return None
    return _("Kirjoita ohjelma ja numero, esimerkiksi WHMCS: 12; FOSSBilling: 7.")


def names_alike(one: str, other: str) -> bool:
    """Tell whether two names are of one firm or person: the same words in any order, the form of the firm aside."""
    return one == other or _words_of(one) == _words_of(other)


def _words_of(name: str) -> set[str]:
    found = set(words(_TOKEN.sub("tmi", name)))
    return found - _FORMS or found


def _plain(text: str) -> str:
    return " ".join(text.replace(";", " ").replace(":", " ").split())

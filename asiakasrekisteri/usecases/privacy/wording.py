"""How the values of a field are said in the lines of an extract: where one begins, among others, under their name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.formats import WRITERS, as_text, media_words, with_unit
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import _, language_in_use
from asiakasrekisteri.domain.typography import start_lower, start_upper
from asiakasrekisteri.store.models import Entity

Say = Callable[[object], str]
CHOSEN = (FieldKind.CHOICE, FieldKind.FLAG)
"""Kinds whose words are the program's: they get the capital that their place asks."""
_PLAIN_KINDS = frozenset(
    {
        FieldKind.TEXT,
        FieldKind.NOTES,
        FieldKind.CHOICE,
        FieldKind.LINK,
        FieldKind.HOST,
        FieldKind.INSTANT,
        FieldKind.POSTCODE,
        FieldKind.COUNTRY,
        FieldKind.PHONE,
        FieldKind.EMAIL,
    }
)
"""Kinds whose values explain themselves in a line."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the values of one field are said in one language; none of them is asked of a missing value.

    Attributes:
        field: which.
        label: of the field.
        said: the value in words.
        begun: the value where a line begins; names of users and of files keep their letters.
        within: the value inside a line: a choice is a word among others, what was written stays as it is.
        among: the value among others: what would not explain itself is named.
    """

    field: FieldSpec
    label: str
    said: Say
    begun: Say
    within: Say
    among: Say

    def named(self, value: object) -> str:
        """Return the value under the name of the field."""
        name, said = with_unit(self.label, self.within(value))
        return f"{name}: {said}"


def ways(entity: type[Entity]) -> Mapping[str, Way]:
    """Return how the values of an entity's fields are said in the language in use, by field."""
    return _ways(entity, language_in_use())


@cache
def _ways(entity: type[Entity], _language: str) -> Mapping[str, Way]:
    """Decide once for each field and language what would be asked anew of each of thousands of values."""
    return {field.name: _way(field) for field in entity.spec()}


def _way(field: FieldSpec) -> Way:
    label, said = _(field.label), _saying(field)
    within = _inside(field, said)
    among = within if field.kind in _PLAIN_KINDS else partial(_with_name, label.lower(), within)
    return Way(field, label, said, partial(_capital, said) if field.kind in CHOSEN else said, within, among)


def _saying(field: FieldSpec) -> Say:
    """Return how a value is written: what is a phone number or a type of file by its form is written for a reader."""
    if field.options and field.sensitivity is Sensitivity.PLAIN:
        return partial(_chosen, {option.code: _(option.label) for option in field.options})
    if field.kind in WRITERS and field.sensitivity is Sensitivity.PLAIN:
        return partial(_typed, WRITERS[field.kind])
    if field.kind is not FieldKind.TEXT:
        return partial(as_text, field)
    return partial(_free_text, field, media_words if field.name == "media_type" else show_phone)


def _chosen(words: Mapping[object, str], value: object) -> str:
    return words.get(value) or str(value)


def _typed(writer: Callable[[Any], str], value: object) -> str:
    return value if isinstance(value, str) else writer(value)  # the mask is a text in place of a value


def _free_text(field: FieldSpec, form: Callable[[str], str], value: object) -> str:
    return form(as_text(field, value))


def _capital(said: Say, value: object) -> str:
    return start_upper(said(value))


def _inside(field: FieldSpec, said: Say) -> Say:
    """Return how a value stands in a sentence: a choice that has a capital in Finnish loses it, in other languages too.

    Finnish and English, the languages, keep theirs in English.
    """
    capitals = frozenset(option.code for option in field.options if option.label[:1].isupper())
    return partial(_lowered, capitals, said) if capitals else said


def _lowered(capitals: frozenset[str], said: Say, value: object) -> str:
    words = said(value)
    return start_lower(words) if value in capitals else words


def _with_name(name: str, within: Say, value: object) -> str:
    said = within(value)
    if value is True:
        return f"{name}: {said}"
    return " ".join(with_unit(name, said))

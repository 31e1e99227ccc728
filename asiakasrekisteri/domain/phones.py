"""Phone numbers: stored in E.164 where they are understood, otherwise as they were written (LAW §7.8, R-04).

A caller that stores a number keeps beside `normalise_phone(text)` also the text itself. What is not understood (112, an
extension, a foreign number without its country) is kept and only warned of.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from asiakasrekisteri.domain.texts import _

_MOBILE = re.compile(r"(?:\+358|00358|0)((?:4[0-8]|50)[0-9]{4,8})")
"""Finnish mobile numbers, by the rule of the library itself: nine of ten in a register, and fifty times faster so."""
_FILLING = re.compile(r"[\s().\-\u2010-\u2015\u2212]+")
_OPTIONAL_ZERO = re.compile(r"(?<=\d)\s*\(0\)\s*")
_HAS_DIGIT = re.compile(r"[0-9]")
_E164 = re.compile(r"\+[1-9][0-9]{5,14}")
_LONGEST = 60
_HOME = "FI"
_international: ContextVar[bool] = ContextVar("international", default=False)


def normalise_phone(value: object) -> object:
    """Return the number in E.164 (`+358405551234`), or the trimmed text when it is no number of any country."""
    text = "" if value is None else " ".join(str(value).split())
    if not text:
        return None
    bare = _OPTIONAL_ZERO.sub("", text)
    match = _MOBILE.fullmatch(_FILLING.sub("", bare))
    if match is not None:
        return "+358" + match[1]
    return _by_library(bare) or text


def check_phone(value: object) -> str | None:
    """Tell what makes a value no phone number at all: no digit in it, or too long; None otherwise."""
    text = "" if value is None else str(value)
    if not text or (_HAS_DIGIT.search(text) and len(text) <= _LONGEST):
        return None
    return _("Puhelinnumeroksi sopii vain numero, esimerkiksi 040 555 1234. Kirjoita muu tieto huomautukseen.")


def warn_phone(value: object) -> str | None:
    """Tell, as a warning only, that a normalised number was not understood and stays as it was written."""
    text = "" if value is None else str(value)
    if not text or _E164.fullmatch(text):
        return None
    return _("Numeroa ei tunnistettu puhelinnumeroksi; se tallennetaan niin kuin se on kirjoitettu. Tarkista numero.")


@contextmanager
def international_phones(*, on: bool = True) -> Iterator[None]:
    """Show Finnish numbers too in their international form inside the block, on this thread: on what is printed."""
    token = _international.set(on)
    try:
        yield
    finally:
        _international.reset(token)


def phones_are_international() -> bool:
    """Tell whether Finnish numbers are shown in their international form now."""
    return _international.get()


def show_phone(stored: str) -> str:
    """Return a stored number as it is read in Finland: `040 5551234`, a foreign one as `+46 8 123 456 78`.

    Inside `international_phones` a Finnish one is `+358 40 5551234`.
    """
    if not _E164.fullmatch(stored):
        return stored
    import phonenumbers  # noqa: PLC0415 - 60 ms that most starts of the program do not need

    try:
        number = phonenumbers.parse(stored, _HOME)
    except phonenumbers.NumberParseException:
        return stored
    home = number.country_code == phonenumbers.country_code_for_region(_HOME) and not _international.get()
    kind = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, kind.NATIONAL if home else kind.INTERNATIONAL)


def _by_library(text: str) -> str:
    """Return E.164, or "" when the library does not hold it for a valid number without an extension."""
    import phonenumbers  # noqa: PLC0415 - as above

    try:
        number = phonenumbers.parse(text, _HOME)
    except phonenumbers.NumberParseException:
        return ""
    if number.extension or not phonenumbers.is_valid_number(number) or any(c.isalpha() for c in text):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

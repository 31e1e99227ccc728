"""Countries: stored as the two letters of ISO 3166, shown by name in the reader's language."""

from functools import cache

from babel import Locale

from asiakasrekisteri.domain.texts import LANGUAGES, _, language_in_use

_COMMON = {
    "suomi": "FI", "finland": "FI", "fin": "FI", "suomen tasavalta": "FI", "ruotsi": "SE", "swe": "SE", "eesti": "EE",
    "viro": "EE", "est": "EE", "norja": "NO", "nor": "NO", "tanska": "DK", "saksa": "DE", "deu": "DE", "usa": "US",
    "yhdysvallat": "US", "gbr": "GB", "uk": "GB", "englanti": "GB", "åland": "AX", "ahvenanmaa": "AX",
}  # fmt: skip
"""What is written most often, and what no list of names has."""
_NO_COUNTRIES = frozenset(("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"))
_CODE_LENGTH = 2


def normalise_country(value: object) -> object:
    """Return the code of a country given as a code or by its Finnish, Swedish or English name; None for nothing."""
    text = "" if value is None else " ".join(str(value).split())
    if not text:
        return None
    if len(text) == _CODE_LENGTH and text.upper() in _codes():
        return text.upper()
    name = text.casefold()
    return _COMMON.get(name) or _names().get(name) or text


def check_country(value: object) -> str | None:
    """Tell that a country is not known, or None."""
    text = "" if value is None else str(value)
    if not text or text in _codes():
        return None
    return _("Maata ei tunneta. Kirjoita maan nimi tai kaksikirjaiminen tunnus, esimerkiksi FI.")


def country_name(code: str, language: str = "") -> str:
    """Return the name of a country in fi, sv, en or the language in use; the code itself when it is not known."""
    return str(_locale(language or language_in_use()).territories.get(code, code))


@cache
def _codes() -> frozenset[str]:
    codes = map(str, _locale("en").territories)
    return frozenset(c for c in codes if len(c) == _CODE_LENGTH and c.isalpha()) - _NO_COUNTRIES


@cache
def _names() -> dict[str, str]:
    return {
        str(name).casefold(): code
        for language in LANGUAGES
        for code, name in _locale(language).territories.items()
        if code in _codes()
    }


@cache
def _locale(language: str) -> Locale:
    return Locale(language)

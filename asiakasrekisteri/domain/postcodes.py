"""Post codes: text, never numbers, so that the zeros of 00100 stay (LAW §7.8)."""

import re

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.domain.texts import _

_FINNISH = re.compile(r"[0-9]{5}")
_FINNISH_PREFIX = re.compile(r"(?:FI|FIN)[- ]*(?=[0-9 ]+$)", re.IGNORECASE)
_FOREIGN = re.compile(r"[0-9A-Z](?:[0-9A-Z -]{0,8}[0-9A-Z])?")
_SEEN_FOREIGN = re.compile(r"[A-Z].*|[0-9]+(?:[ -][0-9]+)+|[1-9][0-9]{3} ?[A-Z]{2}")
"""Begins with a letter, has its digits in groups, or is Dutch; `0010A` is a Finnish one with a slip in it."""
_COUNTRY_BEFORE = re.compile(r"([A-Z]{2})-([0-9][0-9 -]*)")
_COUNTRY_BEHIND = re.compile(r"([0-9][0-9 -]*?)[ ,]+([^\W\d_][^\d]*)")
_DUTCH = re.compile(r"[1-9][0-9]{3} ?[A-Z]{2}")
_KEEP_LETTERS = frozenset({"LV", "LT", "MD"})
"""Countries in whose post codes their own letters belong."""
_FINNISH_POST = ("FI", "AX", "")


def normalise_postcode(value: object) -> object:
    """Return a post code in capitals with single blanks; FI- in front of a Finnish one goes, zeros stay."""
    text = "" if value is None else " ".join(str(value).split()).upper()
    return _FINNISH_PREFIX.sub("", text) or None


def check_postcode(value: object, *, country: str | None = None) -> str | None:
    """Tell what is wrong with a post code.

    Args:
        value: the normalised post code.
        country: the country's code where it is known. Without it five digits are Finnish, and of a foreign one must be
            seen that it is foreign: it begins with a letter or has its digits in groups (`SW1A 1AA`, `114 55`,
            `NO-0150`), or is Dutch (`1012 AB`).
    """
    text = "" if value is None else str(value)
    if not text or _FINNISH.fullmatch(text):
        return None
    foreign = bool(_SEEN_FOREIGN.fullmatch(text)) if country is None else country.upper() not in _FINNISH_POST
    if foreign and _FOREIGN.fullmatch(text):
        return None
    if foreign:
        return _("Postinumerossa voi olla vain numeroita, kirjaimia ja välilyöntejä, enintään kymmenen. Korjaa numero.")
    return _(
        "Postinumerossa on viisi numeroa, esimerkiksi 00100. Tarkista, puuttuuko alusta nolla; ulkomaisen numeron "
        "eteen kirjoitetaan maatunnus, esimerkiksi NO-0150."
    )


def part_country(value: object) -> tuple[str, str]:
    """Part a post code from a country written with it: `SE-111 22` and `111 22 Ruotsi` become `111 22` and `SE`.

    Returns:
        The post code, and the letters of the country; "" where none is written with it.
    """
    text = "" if value is None else " ".join(str(value).split())
    before = _COUNTRY_BEFORE.fullmatch(text.upper())
    if before and check_country(before[1]) is None:
        return (before[0] if before[1] in _KEEP_LETTERS else before[2]), before[1]
    behind = None if _DUTCH.fullmatch(text.upper()) else _COUNTRY_BEHIND.fullmatch(text)
    country = str(normalise_country(behind[2]) or "") if behind else ""
    if behind and check_country(country) is None:
        return behind[1], country
    return text, ""

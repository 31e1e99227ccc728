"""Post codes: text, never numbers, so that the zeros of 00100 stay (LAW §7.8)."""

import re

from asiakasrekisteri.domain.texts import _

_FINNISH = re.compile(r"[0-9]{5}")
_FINNISH_PREFIX = re.compile(r"(?:FI|FIN)[- ]*(?=[0-9 ]+$)", re.IGNORECASE)
_FOREIGN = re.compile(r"[0-9A-Z](?:[0-9A-Z -]{0,8}[0-9A-Z])?")
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
            seen that it is foreign: it has letters or a blank in it (`SW1A 1AA`, `114 55`, `NO-0150`).
    """
    text = "" if value is None else str(value)
    if not text or _FINNISH.fullmatch(text):
        return None
    foreign = not text.isdigit() if country is None else country.upper() not in _FINNISH_POST
    if foreign and _FOREIGN.fullmatch(text):
        return None
    if foreign:
        return _("Postinumerossa voi olla vain numeroita, kirjaimia ja välilyöntejä, enintään kymmenen. Korjaa numero.")
    return _(
        "Postinumerossa on viisi numeroa, esimerkiksi 00100. Tarkista, puuttuuko alusta nolla; ulkomaisen numeron "
        "eteen kirjoitetaan maatunnus, esimerkiksi NO-0150."
    )

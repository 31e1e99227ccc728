"""The European Economic Area by the letters of ISO 3166: third countries (GDPR Chapter V) are not in it."""

import re

from asiakasrekisteri.domain.countries import check_country, normalise_country

EEA = frozenset(
    (
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
        "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO", "AX", "GF", "GP", "MQ", "RE", "YT",
        "MF",
    )
)  # fmt: skip
"""Members of the EU and of the EFTA states in the EEA, with the parts of them that have letters of their own."""
_PARTS = re.compile(r"[,;/()]")


def is_outside(country: str) -> bool:
    """Tell whether a country, given by its letters, lies outside the EEA; what is not known does not."""
    return bool(country) and check_country(country) is None and country not in EEA


def country_in(place: str) -> str:
    """Return the letters of the country that a place names ("Saksa, Frankfurt"); empty when it names none."""
    for part in _PARTS.split(place):
        code = str(normalise_country(part) or "")
        if code and check_country(code) is None:
            return code
    return ""

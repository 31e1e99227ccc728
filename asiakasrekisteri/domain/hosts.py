"""Names of domains and servers: kept as people write them, checked as the name system demands."""

import re

from asiakasrekisteri.domain.texts import _

_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST = 253


def normalise_host(value: object) -> object:
    """Return a name in small letters without a trailing dot, a scheme or a path; å, ä and ö stay as they are."""
    if not isinstance(value, str):
        return value
    name = re.sub(r"^[a-z]+://", "", value.strip().casefold())
    return name.split("/")[0].rstrip(".")


def check_host(value: object) -> str | None:
    """Return what is wrong with a normalised name, or None. A wildcard as the first label is allowed."""
    name = str(value).removeprefix("*.")
    try:
        plain = name.encode("idna").decode()  # the standard library's: old rules, and the same answer for å, ä and ö
    except UnicodeError:
        plain = ""
    labels = plain.split(".")
    if len(plain) <= _LONGEST and all(_LABEL.fullmatch(label) for label in labels):
        return None
    return _("Nimi ei kelpaa verkkotunnukseksi. Kirjoita se muodossa esimerkki.fi.")

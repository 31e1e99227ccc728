"""E-mail addresses (LAW §7.8, R-08): cleaned of what web pages do to them, domain in small letters, the rest as is."""

import re
import unicodedata

from asiakasrekisteri.domain.texts import _

_SPACED_SIGNS = re.compile(r"\s*([@.])\s*")
_HIDDEN_AT = re.compile(r"\s*[\[({<]\s*(?:at|ät|miukumauku|snabel-a|a)\s*[\])}>]\s*", re.IGNORECASE)
_HIDDEN_DOT = re.compile(r"\s*[\[({<]\s*(?:dot|piste|punkt)\s*[\])}>]\s*", re.IGNORECASE)
_LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST = 254
_ENCODED = "xn--"


def normalise_email(value: object) -> object:
    """Return an address without blanks and disguises: `Tuki @ Esimerkki . FI` becomes `Tuki@esimerkki.fi`."""
    text = "" if value is None else unicodedata.normalize("NFC", str(value)).strip()
    if len(text) > 2 * _LONGEST:
        return text
    text = text.removeprefix("mailto:").strip("<>").strip()
    if "@" not in text:
        text = _HIDDEN_AT.sub("@", text)
    text = _HIDDEN_DOT.sub(".", text)
    if text.count("@") == 1:
        text = _SPACED_SIGNS.sub(r"\1", text)
    local, at, domain = text.rpartition("@")
    return f"{local}{at}{_readable(domain.lower())}" if at else text or None


def check_email(value: object) -> str | None:
    """Tell what is wrong with an address: one @, a domain with a dot that a name server could hold, no blanks."""
    text = "" if value is None else str(value)
    if not text:
        return None
    local, at, domain = text.rpartition("@")
    if not at or not _LOCAL.fullmatch(local) or ".." in f".{local}." or len(text) > _LONGEST:
        return _("Sähköpostiosoite on muotoa nimi@esimerkki.fi. Korjaa osoite.")
    if not _is_domain(domain):
        return _("Sähköpostiosoitteen loppu @-merkin jälkeen ei ole verkkotunnus. Korjaa osoite.")
    return None


def _is_domain(domain: str) -> bool:
    try:
        labels = domain.encode("idna").decode("ascii").split(".")
    except UnicodeError:
        return False
    last = labels[-1]
    return len(labels) > 1 and all(map(_LABEL.fullmatch, labels)) and len(last) > 1 and not last.isdigit()


def _readable(domain: str) -> str:
    """Return an internationalised domain with its own letters, where the encoded form says exactly that."""
    if _ENCODED not in domain:
        return domain
    try:
        plain = domain.encode("ascii").decode("idna")
        same = plain.encode("idna").decode("ascii") == domain
    except UnicodeError:
        return domain
    return plain if same else domain

"""Accounts and references of payments as banks and invoicing programs write them."""

import re

from asiakasrekisteri.domain.accounts import finnish_iban, is_iban
from asiakasrekisteri.domain.references import check_reference, normalise_reference

_NUMBER = re.compile(r"(?=[A-Z/.-]*[0-9])[A-Z0-9/.-]{3,40}")
_BBAN = 14
_BIC = re.compile(r"\s[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
_REFERENCE_MARK = "ref="


def account_of(text: str) -> str:
    """Return an account number without blanks; a Finnish one of 14 digits as its IBAN; "" for what is none."""
    bare = re.sub(r"\s", "", _BIC.sub("", text.strip())).upper()
    if len(bare) == _BBAN and bare.isascii() and bare.isdigit():
        return finnish_iban(bare) if bare.strip("0") else ""
    return bare if _NUMBER.fullmatch(bare) else ""


def is_account(text: str) -> bool:
    """Tell whether the text has the form of an IBAN, blanks not counted."""
    return is_iban(re.sub(r"\s", "", text))


def reference_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a reference as it is stored, "" for none, and what is wrong with it; it is never refused."""
    bare = text.strip().removeprefix(_REFERENCE_MARK).strip("'\" ")
    if not bare.strip("0-* "):
        return "", ()
    reference = str(normalise_reference(bare) or "")
    fault = check_reference(reference)
    return reference, (fault,) if fault else ()

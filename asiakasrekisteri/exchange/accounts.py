"""Accounts and references of payments as banks and invoicing programs write them."""

import re

from asiakasrekisteri.domain.references import check_reference, normalise_reference

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_FINNISH_IBAN = 18
_BBAN = 14
_BIC = re.compile(r"\s[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
_REFERENCE_MARK = "ref="


def account_of(text: str) -> str:
    """Return an account number without blanks; a Finnish one of 14 digits as the IBAN that it has by rule."""
    bare = re.sub(r"\s", "", _BIC.sub("", text.strip())).upper()
    if len(bare) == _BBAN and bare.isascii() and bare.isdigit():
        return finnish_iban(bare) if bare.strip("0") else ""
    return bare if is_account(bare) else bare[:40]


def is_account(text: str) -> bool:
    """Tell whether the text has the form of an IBAN, blanks not counted."""
    bare = re.sub(r"\s", "", text)
    return _IBAN.fullmatch(bare) is not None and (not bare.startswith("FI") or len(bare) == _FINNISH_IBAN)


def finnish_iban(digits: str) -> str:
    """Return the IBAN of a Finnish account number of 14 digits."""
    from stdnum import iban  # noqa: PLC0415 - what most starts of the program do not need

    return f"FI{iban.calc_check_digits(f'FI00{digits}')}{digits}"


def reference_of(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a reference as it is stored, "" for none, and what is wrong with it; it is never refused."""
    bare = text.strip().removeprefix(_REFERENCE_MARK).strip("'\" ")
    if not bare.strip("0-* "):
        return "", ()
    reference = str(normalise_reference(bare) or "")
    fault = check_reference(reference)
    return reference, (fault,) if fault else ()

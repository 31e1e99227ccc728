"""Cents, short days, accounts and references as banks write them."""

import datetime as dt
import re
from decimal import Decimal

from asiakasrekisteri.domain.references import check_reference, normalise_reference
from asiakasrekisteri.exchange.figures import date_of

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_FINNISH_IBAN = 18
_BBAN = 14
_BIC = re.compile(r"\s[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$")
_CENT = -2
_LAST_OF_THIS_CENTURY = 79
_REFERENCE_MARK = "ref="


def cents_of(digits: str, sign: str = "+") -> Decimal | None:
    """Read a sum written in cents with leading zeros; None for what is no number."""
    if not (digits.isascii() and digits.isdigit()):
        return None
    value = Decimal(int(digits)).scaleb(_CENT)
    return -value if sign == "-" and value else value


def short_day_of(text: str) -> dt.date | None:
    """Read a day written YYMMDD; zeros and blanks are none."""
    if len(text) != len("YYMMDD") or not (text.isascii() and text.isdigit()):
        return None
    century = "20" if int(text[:2]) <= _LAST_OF_THIS_CENTURY else "19"
    return date_of(century + text[:2], text[2:4], text[4:])


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

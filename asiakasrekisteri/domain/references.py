"""Reference numbers of payments: the national viitenumero and the international RF reference (LAW §7.4).

The national one is a base and a check digit (weights 7, 3, 1 from the right), 4–20 digits. The RF reference (ISO 11649)
is the national one behind `RF` and two check digits. Blanks and leading zeros say nothing: the stored form has neither.
"""

import re
from itertools import cycle

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import NBSP

_BLANKS = re.compile(r"\s+")
_NATIONAL = re.compile(r"[1-9][0-9]{3,19}")
_BASE = re.compile(r"[0-9]{3,19}")
_RF = re.compile(r"RF([0-9]{2})([0-9]{1,21})")
_RF_IN_DIGITS = "2715"
"""R and F as ISO 11649 counts them: A is 10, B is 11 and so on."""
_WEIGHTS = (7, 3, 1)
_FIVES, _FOURS = 5, 4


def normalise_reference(value: object) -> object:
    """Return a reference as it is stored: no blanks, no leading zeros, RF in capitals; None for nothing.

    What is no reference is given back trimmed, for `check_reference` to refuse.
    """
    trimmed = "" if value is None else str(value).strip()
    text = _BLANKS.sub("", trimmed).upper()
    if found := _RF.fullmatch(text):
        return f"RF{found[1]}{found[2].lstrip('0') or '0'}"
    if text.isascii() and text.isdigit():
        return text.lstrip("0") or text
    return trimmed or None


def check_reference(value: object) -> str | None:
    """Tell what is wrong with a normalised reference, national or RF: its length or its check digits."""
    text = "" if value is None else str(value)
    if text.startswith("RF"):
        return _fault_of_rf(text)
    return _fault_of_national(text) if text else None


def national_reference(base: str) -> str:
    """Return the viitenumero of a base: the base without leading zeros, and its check digit.

    Raises:
        ValueError: the base has not 3–19 digits, leading zeros not counted.
    """
    digits = base.lstrip("0")
    if _BASE.fullmatch(digits) is None:
        raise ValueError("The base of a reference has 3-19 digits")
    return digits + _check_digit(digits)


def rf_reference(national: str) -> str:
    """Return the RF reference of a viitenumero, without blanks: 1232 gives RF111232.

    Raises:
        ValueError: it is not a sound viitenumero.
    """
    digits = str(normalise_reference(national))
    if _fault_of_national(digits):
        raise ValueError("An RF reference is made of a sound national reference")
    return f"RF{_rf_check(digits)}{digits}"


def grouped(reference: str) -> str:
    """Return a reference for print: the national one in fives from the right, RF in fours from the left.

    The groups are parted by no-break spaces; what is no reference is returned as it is.
    """
    text = str(normalise_reference(reference) or "")
    if _RF.fullmatch(text):
        return NBSP.join(text[at : at + _FOURS] for at in range(0, len(text), _FOURS))
    if not (text.isascii() and text.isdigit()):
        return reference
    first = len(text) % _FIVES
    parts = [text[:first], *(text[at : at + _FIVES] for at in range(first, len(text), _FIVES))]
    return NBSP.join(part for part in parts if part)


def same_reference(a: object, b: object) -> bool:
    """Tell whether two references mean the same payment: blanks, leading zeros and the RF form make no difference.

    An RF reference whose check digits do not match means nothing but itself. Two empty ones are not the same.
    """
    first, second = _meaning(a), _meaning(b)
    return bool(first) and first == second


def _meaning(value: object) -> str:
    """Return the national reference that a reference means."""
    text = str(normalise_reference(value) or "")
    found = _RF.fullmatch(text)
    return found[2] if found and check_reference(text) is None else text


def _fault_of_rf(text: str) -> str | None:
    found = _RF.fullmatch(text)
    if found is None:
        return _("RF-viitteessä on kirjaimet RF, kaksi tarkistusnumeroa ja enintään 21 numeroa. Korjaa viite.")
    if _rf_check(found[2]) != found[1]:
        return _("RF-viitteen tarkistusnumerot eivät täsmää. Tarkista viite laskusta.")
    return None


def _fault_of_national(text: str) -> str | None:
    if _NATIONAL.fullmatch(text) is None:
        return _("Viitenumerossa on 4–20 numeroa, joista viimeinen on tarkistusnumero. Korjaa viitenumero.")
    if _check_digit(text[:-1]) != text[-1]:
        return _("Viitenumeron tarkistusnumero ei täsmää. Tarkista viitenumero laskusta.")
    return None


def _check_digit(base: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(reversed(base), cycle(_WEIGHTS), strict=False))
    return str(-total % 10)


def _rf_check(digits: str) -> str:
    return f"{98 - int(digits + _RF_IN_DIGITS + '00') % 97:02}"

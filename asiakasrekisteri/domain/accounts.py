"""Bank accounts as IBAN, the codes of banks, and e-invoice addresses that follow from a Y-tunnus (LAW §7.5, §7.7)."""

import re
from collections.abc import Mapping

from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.domain.typography import NBSP

_BLANKS = re.compile(r"\s+")
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}")
_FINNISH = re.compile(r"FI[0-9]{16}")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_FOURS = 4
_OVT = "0037"
_LONGEST_CODE = 3


def normalise_iban(value: object) -> object:
    """Return an account as it is stored: without blanks, in capitals; None for nothing."""
    return _BLANKS.sub("", "" if value is None else str(value)).upper() or None


def check_iban(value: object) -> str | None:
    """Tell what is wrong with a normalised account: its shape, its length in its country, or its check digits."""
    text = "" if value is None else str(value)
    if not text:
        return None
    if text.startswith("FI") and not _FINNISH.fullmatch(text):
        return _("Suomalaisessa tilinumerossa on FI ja 16 numeroa. Korjaa tilinumero.")
    if not _SHAPE.fullmatch(text):
        return _("Tilinumero on IBAN-muotoa, esimerkiksi FI21 1234 5600 0007 85. Korjaa tilinumero.")
    from stdnum import iban  # noqa: PLC0415 - what most starts of the program do not need

    if not iban.is_valid(text, check_country=False):
        return _("Tilinumeron tarkistusnumerot eivät täsmää. Tarkista tilinumero.")
    return None


def is_iban(text: str) -> bool:
    """Tell whether the text has the form of an IBAN; the check digits are not looked at."""
    if text.startswith("FI"):
        return _FINNISH.fullmatch(text) is not None
    return _SHAPE.fullmatch(text) is not None


def grouped_iban(account: str) -> str:
    """Return an account for print, in fours parted by no-break spaces."""
    return NBSP.join(account[at : at + _FOURS] for at in range(0, len(account), _FOURS))


def finnish_iban(digits: str) -> str:
    """Return the IBAN of a Finnish account number of 14 digits."""
    from stdnum import iban  # noqa: PLC0415 - what most starts of the program do not need

    return f"FI{iban.calc_check_digits(f'FI00{digits}')}{digits}"


def check_bic(value: object) -> str | None:
    """Tell what is wrong with the code of a bank: 8 or 11 letters and digits."""
    text = "" if value is None else str(value)
    if not text or _BIC.fullmatch(text):
        return None
    return _("BIC-tunnuksessa on 8 tai 11 merkkiä, esimerkiksi NDEAFIHH. Korjaa tunnus.")


def bic_of(account: str, table: Mapping[str, str]) -> str:
    """Return the code of the bank that keeps a Finnish account, "" where the table does not know it.

    Args:
        account: an IBAN as stored.
        table: codes by the digits with which the account number begins; the longest that fits counts. Banks merge, so
            it is data (`resources/vocabulary/bics.toml`) and only proposes.
    """
    if not _FINNISH.fullmatch(account):
        return ""
    digits = account[_FOURS:]
    lengths = range(_LONGEST_CODE, 0, -1)
    return next((table[digits[:length]] for length in lengths if digits[:length] in table), "")


def ovt_of(business_id: str) -> str:
    """Return the OVT, the e-invoice address that a Finnish firm has by rule: 1234567-1 gives 003712345671."""
    return _OVT + business_id.replace("-", "")

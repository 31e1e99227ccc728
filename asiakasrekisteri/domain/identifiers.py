"""Identifiers of firms, associations and persons: what is stored and what is refused (LAW §7.1–7.3).

Every kind has a pair of functions for the catalogue:

* `normalise_…` turns what was typed into what is stored. It takes away blanks and fills in what the rule of writing
  demands (hyphen, leading zero of an old Y-tunnus), never raises, gives None for nothing, and gives back the trimmed
  text where it does not understand it. It never corrects a legal identifier.
* `check_…` takes a normalised value and returns a Finnish sentence that says what to do, or None when there is no
  fault. Nothing (None or "") is never a fault: that a field must be filled in is `FieldSpec.required`'s business.

The pairs: business_id, vat_number, association_number, identity_code; and, kept in modules of their own and offered
here too, postcode, country, phone and email.
"""

import datetime as dt
import re

from asiakasrekisteri.domain.countries import check_country, country_name, normalise_country
from asiakasrekisteri.domain.emails import check_email, normalise_email
from asiakasrekisteri.domain.phones import check_phone, normalise_phone, show_phone, warn_phone
from asiakasrekisteri.domain.postcodes import check_postcode, normalise_postcode
from asiakasrekisteri.domain.texts import _

__all__ = [
    "birth_date",
    "check_association_number",
    "check_business_id",
    "check_country",
    "check_email",
    "check_identity_code",
    "check_phone",
    "check_postcode",
    "check_vat_number",
    "country_name",
    "is_temporary_identity_code",
    "mask_identity_code",
    "normalise_association_number",
    "normalise_business_id",
    "normalise_country",
    "normalise_email",
    "normalise_identity_code",
    "normalise_phone",
    "normalise_postcode",
    "normalise_vat_number",
    "show_phone",
    "vat_number_of",
    "warn_phone",
]

_HYPHENS = str.maketrans(dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-"))
_BLANKS = re.compile(r"\s+")
_WRITTEN_BUSINESS_ID = re.compile(r"(?:FI)?-?([0-9]{6,7})-?([0-9])", re.IGNORECASE)
_BUSINESS_ID = re.compile(r"([0-9]{7})-([0-9])")
_FINNISH_VAT = re.compile(r"FI([0-9]{7})([0-9])")
_FOREIGN_VAT = re.compile(
    r"(?:AT|BE|BG|CHE|CY|CZ|DE|DK|EE|EL|ES|FR|GB|HR|HU|IE|IT|LT|LU|LV|MT|NL|NO|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{5,13}"
)
_ASSOCIATION = re.compile(r"[0-9]{1,6}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_NEVER_ISSUED = 1
_CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
_IDENTITY_LENGTH = 11
IDENTITY_CODE_SHAPE = re.compile(r"(?<!\d)\d{6}[-+A-FU-Y]\d{3}[0-9A-Y](?![0-9A-Za-z])", re.IGNORECASE)
"""What looks like a henkilötunnus in a text."""
_FIRST_TEMPORARY = 900


def normalise_business_id(value: object) -> object:
    """Return a Y-tunnus as `1234567-1`: with its hyphen, without blanks or FI, six digits of old filled to seven."""
    text = _compact(value)
    match = _WRITTEN_BUSINESS_ID.fullmatch(text)
    if match is None:
        return _trimmed(value)
    return f"{match[1]:0>7}-{match[2]}"


def check_business_id(value: object) -> str | None:
    """Tell what is wrong with a Y-tunnus: its shape, its check digit, or that the number is never issued."""
    text = _text(value)
    match = _BUSINESS_ID.fullmatch(text)
    if not text:
        return None
    if match is None:
        return _("Y-tunnus on muotoa 1234567-1: seitsemän numeroa, väliviiva ja tarkistusnumero. Korjaa tunnus.")
    return _fault_of_digits(match[1], match[2])


def normalise_vat_number(value: object) -> object:
    """Return an ALV-numero without blanks in capitals; one that was given as a Y-tunnus becomes `FI12345671`."""
    text = _compact(value).replace("-", "").replace(".", "").upper()
    match = _WRITTEN_BUSINESS_ID.fullmatch(text)
    return text or None if match is None else f"FI{match[1]:0>7}{match[2]}"


def check_vat_number(value: object) -> str | None:
    """Tell what is wrong with an ALV-numero; of foreign ones only the country and the length are looked at."""
    text = _text(value)
    match = _FINNISH_VAT.fullmatch(text)
    if match is not None:
        return _fault_of_digits(match[1], match[2])
    if not text or _FOREIGN_VAT.fullmatch(text):
        return None
    return _("ALV-numero on muotoa FI12345671: maatunnus ja numerot ilman väliviivaa. Korjaa numero.")


def business_id_of(vat_number: str) -> str:
    """Return the Y-tunnus that a Finnish ALV-numero is made of, in whichever way it is written; "" of other numbers."""
    match = _FINNISH_VAT.fullmatch(str(normalise_vat_number(vat_number) or ""))
    return f"{match[1]}-{match[2]}" if match is not None and check_vat_number(match[0]) is None else ""


def vat_number_of(business_id: str) -> str:
    """Return the ALV-numero that a stored Y-tunnus has by rule; whether its holder is registered is not asked."""
    return "FI" + business_id.replace("-", "")


def normalise_association_number(value: object) -> object:
    """Return the register number of an association as digits only: `123.456` becomes `123456`."""
    digits = _compact(value).replace(".", "")
    return digits if _ASSOCIATION.fullmatch(digits) else _trimmed(value)


def check_association_number(value: object) -> str | None:
    """Tell what is wrong with an association's register number; it has no check digit."""
    text = _text(value)
    if not text or (_ASSOCIATION.fullmatch(text) and int(text)):
        return None
    return _("Yhdistyksen rekisterinumerossa on 1–6 numeroa, esimerkiksi 123.456. Korjaa numero.")


def normalise_identity_code(value: object) -> object:
    """Return a henkilötunnus trimmed and in capitals. The separator stays as it is: it parts two persons (LAW §7.2)."""
    return _compact(value).upper() or None


def check_identity_code(value: object, *, today: dt.date | None = None) -> str | None:
    """Tell what is wrong with a henkilötunnus. The message never repeats the code.

    Args:
        value: the normalised code; real (002–899) and temporary (900–999) serials are both good.
        today: the Finnish day from `Work`; with it a birth date to come is refused.
    """
    text = _text(value)
    if not text:
        return None
    born = birth_date(text)
    if len(text) != _IDENTITY_LENGTH or born is None:
        return _("Henkilötunnuksessa on 11 merkkiä: syntymäaika, välimerkki ja neljä merkkiä. Korjaa tunnus.")
    if today is not None and born > today:
        return _("Henkilötunnuksen syntymäaika on vasta tulossa. Tarkista tunnus ja sen välimerkki.")
    from stdnum.fi import hetu  # noqa: PLC0415 - 50 ms that most starts of the program do not need

    if not hetu.is_valid(text, allow_temporary=True):
        return _("Henkilötunnuksen tarkistusmerkki ei täsmää. Tarkista tunnus.")
    return None


def birth_date(code: str) -> dt.date | None:
    """Return the birth date that a henkilötunnus tells, or None when it tells none. Sex is not derived."""
    century = _CENTURIES.get(code[6:7])
    if century is None or not (code[:6].isascii() and code[:6].isdigit()):
        return None
    try:
        return dt.date(century + int(code[4:6]), int(code[2:4]), int(code[:2]))
    except ValueError:
        return None


def without_identity_codes(text: str) -> str:
    """Return a text with each henkilötunnus in it masked; "" where it is nothing but one."""

    def masked(found: re.Match[str]) -> str:
        code = str(normalise_identity_code(found[0]))
        meant = code[-1].isalpha() and birth_date(code) is not None  # mistyped, but plainly one
        return mask_identity_code(code) if meant or check_identity_code(code) is None else found[0]

    hidden = IDENTITY_CODE_SHAPE.sub(masked, text)
    return "" if hidden != text and IDENTITY_CODE_SHAPE.fullmatch(text.strip()) else hidden


def is_temporary_identity_code(code: str) -> bool:
    """Tell whether the serial is one of those given for the time being (900–999)."""
    return code[7:10].isdigit() and int(code[7:10]) >= _FIRST_TEMPORARY


def mask_identity_code(code: str) -> str:
    """Return the code for a screen or a paper: birth date and separator stay, the rest is hidden: `100190-****`.

    What does not look like a code is hidden wholly.
    """
    return f"{code[:7]}****" if len(code) == _IDENTITY_LENGTH else "****"


def _fault_of_digits(base: str, check: str) -> str | None:
    """Tell what is wrong with the seven digits and the check digit of a Y-tunnus."""
    rest = sum(int(digit) * weight for digit, weight in zip(base, _WEIGHTS, strict=True)) % 11
    if not int(base):
        return _("Y-tunnus ei voi olla pelkkiä nollia. Tarkista tunnus.")
    if rest == _NEVER_ISSUED:
        return _("Tällaista Y-tunnusta ei ole annettu kenellekään. Tarkista tunnuksen numerot.")
    if int(check) != (11 - rest) % 11:
        return _("Y-tunnuksen tarkistusnumero ei täsmää. Tarkista tunnuksen numerot.")
    return None


def _compact(value: object) -> str:
    """Return the text without any blanks and with every kind of hyphen as `-`."""
    return _BLANKS.sub("", _text(value)).translate(_HYPHENS)


def _trimmed(value: object) -> object:
    return _text(value) or None


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()

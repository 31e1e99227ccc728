"""How values are written for people: Finnish dates, sums, choices in words. One place for screen, paper and export."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from asiakasrekisteri.domain.countries import country_name
from asiakasrekisteri.domain.fields import FieldKind, FieldSpec, Sensitivity
from asiakasrekisteri.domain.phones import show_phone
from asiakasrekisteri.domain.texts import N_, _, language_in_use

_NBSP = "\u00a0"
_MINUS = "\u2212"
_KILO = 1024
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
FINLAND = ZoneInfo("Europe/Helsinki")


def day(value: dt.date) -> str:
    """Write a day: 1.2.2026."""
    return f"{value.day}.{value.month}.{value.year}"


def written_day(value: dt.date, language: str = "") -> str:
    """Write a day as a letter tells it, in the language spoken now or the one given: 6.11.2026, 6 November 2026.

    A reader of English may take 6.11. for the eleventh of June, and a letter's days are those of the law.
    """
    if (language or language_in_use()) != "en":
        return day(value)
    return f"{value.day}{_NBSP}{_MONTHS[value.month - 1]}{_NBSP}{value.year}"


def days(first: dt.date, last: dt.date) -> str:
    """Write a stretch of days as Finns do: 1.–23.11.2026, 30.10.–2.11.2026, 30.12.2025–2.1.2026, or the one day."""
    if first == last:
        return day(last)
    if first.year != last.year:
        return f"{day(first)}–{day(last)}"
    begun = f"{first.day}." if first.month == last.month else f"{first.day}.{first.month}."
    return f"{begun}–{day(last)}"


def iso_day(value: str) -> str:
    """Write an ISO day or instant as a Finnish day; what is no date is returned as it is."""
    try:
        return day(dt.date.fromisoformat(value[:10]))
    except ValueError:
        return value


def clock_time(value: dt.datetime) -> str:
    """Write an instant in Finnish time: 1.2.2026 klo 9.41."""
    local = value.astimezone(FINLAND)
    return _("{day} klo\xa0{time}").format(day=day(local.date()), time=f"{local.hour}.{local.minute:02}")


def written_time(value: dt.datetime) -> str:
    """Write an instant in Finnish time as a letter tells it."""
    local = value.astimezone(FINLAND)
    return _("{day} klo\xa0{time}").format(day=written_day(local.date()), time=f"{local.hour}.{local.minute:02}")


def iso_time(value: str) -> str:
    """Write an ISO instant in Finnish time."""
    return clock_time(dt.datetime.fromisoformat(value)) if value else ""


def euros(value: Decimal) -> str:
    """Write a sum: 1 234,50 €, a negative one with the minus sign."""
    grouped = f"{abs(value):,.2f}".replace(",", _NBSP).replace(".", ",")
    return f"{_MINUS if value < 0 else ''}{grouped}{_NBSP}€"


def number(value: Decimal) -> str:
    """Write a number with a decimal comma and no idle zeros: 1 234,5."""
    whole, _dot, rest = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", _NBSP)
    decimals = rest.rstrip("0")
    return f"{_MINUS if value < 0 else ''}{grouped}{',' if decimals else ''}{decimals}"


def price(value: Decimal) -> str:
    """Write a price a piece, with at least two decimals and at most four: 12,50 €, 0,0123 €."""
    cents = value.quantize(Decimal("0.01"))
    return euros(cents) if cents == value else f"{number(value)}{_NBSP}€"


def percent(value: Decimal) -> str:
    """Write a percentage: 25,5 %."""
    return f"{number(value)}{_NBSP}%"


def file_size(size: int) -> str:
    """Write the size of a file: 184 kt, 1,2 Mt."""
    if size < _KILO:
        return _("{n}\xa0t").format(n=size)
    if size < _KILO * _KILO:
        return _("{n}\xa0kt").format(n=round(size / _KILO))
    return _("{n}\xa0Mt").format(n=number(Decimal(size / _KILO / _KILO).quantize(Decimal("0.1"))))


def with_unit(label: str, value: str) -> tuple[str, str]:
    """Return a label and a value to be read: "Kesto minuutteina" and "22" become "Kesto" and "22 min"."""
    if value.isdigit():
        name, unit = _unit_in(label)
        unit = _OF_ONE.get(unit, unit) if value == "1" else unit
        return name, f"{value}{_NBSP}{unit}" if unit else value
    return label, value


@cache
def _unit_in(label: str) -> tuple[str, str]:
    """Return a label without the unit it says, and the unit; empty where it says none."""
    written = label.lower()
    said = ((end, unit) for unit, ends in _UNITS.items() for end in ends if written.endswith(end))
    end, unit = next(said, ("", ""))
    return label[: len(label) - len(end)], unit


def media_words(media_type: str) -> str:
    """Return what kind of file a media type means, in words; an unknown one as it is."""
    known = _MEDIA.get(media_type)
    return _(known) if known else media_type


def association_number(digits: str) -> str:
    """Write an association's register number with dots: 123.456."""
    return f"{int(digits):,}".replace(",", ".") if digits.isdigit() else digits


def as_text(spec: FieldSpec, value: object) -> str:
    """Write the value of a field for a person to read; empty when there is none, masked when it is sealed."""
    if not value and (value is None or value == ""):
        return ""
    if spec.sensitivity is not Sensitivity.PLAIN:
        return _("tallennettu, ei näytetä")
    if spec.options:
        return next((_(o.label) for o in spec.options if o.code == value), str(value))
    return _written(spec.kind, value)


def _written(kind: FieldKind, value: object) -> str:
    by_type = _BY_TYPE.get(type(value))
    if by_type is not None:
        return by_type(value)
    if isinstance(value, Decimal):
        return WRITERS.get(kind, euros)(value)
    text = str(value)
    return _TEXTS[kind](text) if kind in _TEXTS else text


def _yes_or_no(value: bool) -> str:
    return _("kyllä") if value else _("ei")


_BY_TYPE: dict[type, Callable[[Any], str]] = {bool: _yes_or_no, dt.datetime: clock_time, dt.date: day}
_TEXTS: dict[FieldKind, Callable[[str], str]] = {
    FieldKind.PHONE: show_phone,
    FieldKind.COUNTRY: country_name,
    FieldKind.ASSOCIATION_NUMBER: association_number,
}


_UNITS = {
    "min": (" minuutteina", " i minuter", " in minutes"),
    "s": (" sekunteina", " i sekunder", " in seconds"),
    "kk": (" kuukausina",),
    "mån.": (" i månader",),
    "months": (" in months",),
    "tavua": (" tavuina",),
    "byte": (" i byte",),
    "bytes": (" in bytes",),
}
"""How labels say their unit, in each language, and how the unit is written after a number."""
_OF_ONE = {"months": "month", "bytes": "byte"}
_MEDIA = {
    "message/rfc822": N_("sähköpostiviesti"),
    "application/pdf": N_("PDF-tiedosto"),
    "text/plain": N_("tekstitiedosto"),
    "text/csv": N_("taulukko (CSV)"),
    "image/png": N_("kuva (PNG)"),
    "image/jpeg": N_("kuva (JPEG)"),
    "audio/wav": N_("äänitiedosto (WAV)"),
    "audio/x-wav": N_("äänitiedosto (WAV)"),
    "audio/mpeg": N_("äänitiedosto (MP3)"),
}
WRITERS: dict[FieldKind, Callable[[Any], str]] = {
    FieldKind.MONEY: euros,
    FieldKind.PRICE: price,
    FieldKind.QUANTITY: number,
    FieldKind.PERCENT: percent,
    FieldKind.DATE: day,
    FieldKind.INSTANT: clock_time,
    FieldKind.FLAG: _yes_or_no,
}
"""How values of the kinds are written that are no texts; `as_text` asks what a value is, these know."""

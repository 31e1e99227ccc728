"""What the words in imported cells mean: kinds, statuses, languages, dates and sums.

The words are data: `resources/vocabulary/values.toml`.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

from asiakasrekisteri.domain.errors import FieldError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.months import worded_day
from asiakasrekisteri.exchange.vocabulary import codes, squeeze, vocabulary

_NO_DATES = frozenset(("0000-00-00", "0000-00-00 00:00:00", "-", "0"))
_TIME = re.compile(r"[ T]\d{1,2}[:.]\d{2}.*$")
_FINNISH = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_SIGNED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_YEARS = range(1900, 2101)
_FIRST_NAMED_MONTH = 12
_THOUSANDS = re.compile(r"[\s'’]")
_SUM = re.compile(r"(-?[\d.,]+)(milj|m|t|tuhatta)?(?:€|e|eur|euroa)?", re.IGNORECASE)
_GROUPED = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_SCALES = {"milj": 1_000_000, "m": 1_000_000, "t": 1_000, "tuhatta": 1_000}


@dataclass(frozen=True, slots=True)
class Converted:
    """A row's values in the store's words. Problems reject the row; what is warned of was left out of the values."""

    values: dict[str, object]
    problems: tuple[FieldError, ...] = ()
    warnings: tuple[FieldError, ...] = ()


class _NotUnderstoodError(Exception):
    """A cell that means nothing; carries the sentence for the user. Never leaves this module."""


def convert(values: Mapping[str, str], dates: str = "") -> Converted:
    """Turn the words of a row into the store's: kind, status, language, since, until, turnover; the rest stays.

    Where the row has no kind, `guess_kind` gives it, if it can.

    Args:
        values: the values of a `CsvRow`.
        dates: the order of dates with strokes, from the mapping: "dmy", "mdy", "ymd" or "" (not known).
    """
    result: dict[str, object] = dict(values)
    problems: list[FieldError] = []
    warnings: list[FieldError] = []
    for target, (convert_one, hard) in _CONVERTERS.items():
        if target not in values:
            continue
        del result[target]
        try:
            value = convert_one(values[target], dates)
        except _NotUnderstoodError as error:
            (problems if hard else warnings).append(FieldError(target, str(error)))
        else:
            result |= {} if value is None else {target: value}
    guessed = "" if "kind" in values else guess_kind(values)
    return Converted(result | ({"kind": guessed} if guessed else {}), tuple(problems), tuple(warnings))


def guess_kind(values: Mapping[str, str]) -> str:
    """Return the kind of customer that a row without a kind is about, or "" when nothing tells it.

    The form in the name tells it (Oy, ry, Tmi, kaupunki …), then the identifiers, then a person's name alone.
    """
    name = values.get("name", "")
    found = kind_of_name(name)
    if not found and "association_number" in values:
        found = "association"
    if not found and ("business_id" in values or "vat_number" in values):
        found = "company"
    if not found and not name and {"last_name", "person_name", "first_names"} & values.keys():
        found = "private"
    return found


def kind_of_name(name: str) -> str:
    """Return the kind that a name's form tells: "Rantakylän Leipomo Oy" is a company; "" when it tells none."""
    words = [squeeze(word) for word in name.split()]
    forms = _forms()
    for word in (*words[:-2:-1], *words[:-1]) if len(words) > 1 else ():
        if word in forms:
            return forms[word]
    for kind, endings in _form_endings():
        if any(word.endswith(endings) for word in words):
            return kind
    return ""


def role_of(text: str) -> str | None:
    """Return the role of a contact person that a cell tells by the beginning of its word; None when it tells none."""
    said = squeeze(text)
    return next((role for role, beginnings in _roles() if said.startswith(beginnings)), None)


@cache
def _roles() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows: dict[str, list[str]] = vocabulary("values")["role"]
    return tuple((role, tuple(map(squeeze, beginnings))) for role, beginnings in rows.items())


@cache
def _forms() -> dict[str, str]:
    rows: dict[str, list[str]] = vocabulary("values")["form"]["word"]
    return {squeeze(word): kind for kind, words in rows.items() for word in words}


@cache
def _form_endings() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows: dict[str, list[str]] = vocabulary("values")["form"]["ending"]
    return tuple((kind, tuple(map(squeeze, endings))) for kind, endings in rows.items())


def _date(text: str, order: str) -> dt.date | None:
    """Read 1.1.2015, 2015-01-01 with or without a time, 1/10/2013, 1 Oct 2013; None for the "no date" of programs."""
    if text in _NO_DATES:
        return None
    bare = _TIME.sub("", text).strip()
    if match := _FINNISH.fullmatch(bare):
        return _day(match[3], match[2], match[1])
    if match := _ISO.fullmatch(bare):
        return _day(match[1], match[2], match[3])
    if match := _SIGNED.fullmatch(bare):
        return _stroked(int(match[1]), int(match[2]), match[3], order)
    if found := worded_day(bare):
        return _day(*found)
    raise _NotUnderstoodError(_("päivämäärää ei tunnistettu; kirjoita se muodossa 31.12.2015"))


def date_order(cells: Iterable[str]) -> str:
    """Return the order of dates with strokes that cells of one column tell: "dmy", "mdy", or "" where none does."""
    parts = (match for cell in cells if (match := _SIGNED.fullmatch(_TIME.sub("", cell).strip())))
    told = {
        "dmy" if first > _FIRST_NAMED_MONTH else "mdy"
        for first, second in ((int(match[1]), int(match[2])) for match in parts)
        if (first > _FIRST_NAMED_MONTH) != (second > _FIRST_NAMED_MONTH)
    }
    return told.pop() if len(told) == 1 else ""


def _stroked(first: int, second: int, year: str, order: str) -> dt.date:
    """Read 1/10/2013 by the order given, or by the only one possible."""
    if order == "mdy" or (not order and second > _FIRST_NAMED_MONTH):
        return _day(year, first, second)
    if order or first > _FIRST_NAMED_MONTH or first == second:
        return _day(year, second, first)
    raise _NotUnderstoodError(
        _("päivämäärästä ei näe, kumpi luku on kuukausi; kirjoita se muodossa 31.12.2015 tai kerro järjestys")
    )


def _day(year: str | int, month: str | int, day: str | int) -> dt.date:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        found = dt.date.min
    if found.year not in _YEARS:
        raise _NotUnderstoodError(_("tällaista päivää ei ole; tarkista päivämäärä"))
    return found


def _money(text: str, _dates: str) -> Decimal:
    """Read 1 234,50 €, 1.234.567, 1,2 milj. € and the like."""
    bare = _THOUSANDS.sub("", text).replace("milj.", "milj")
    match = _SUM.fullmatch(bare)
    number = _number(match[1]) if match else None
    if match is None or number is None:
        raise _NotUnderstoodError(_("summaa ei tunnistettu; kirjoita se muodossa 1234,50"))
    return number * _SCALES.get((match[2] or "").casefold(), 1)


def _number(text: str) -> Decimal | None:
    grouped = _GROUPED.fullmatch(text)
    plain = text.replace(grouped[1], "") if grouped else text
    if "," in plain and "." in plain:
        thousands = "." if plain.rfind(",") > plain.rfind(".") else ","
        plain = plain.replace(thousands, "")
    plain = plain.replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?[0-9]{1,15}(?:\.[0-9]{1,4})?", plain) else None


def _word(table: str, sentence: Callable[[], str]) -> Callable[[str, str], str]:
    def read(text: str, _dates: str) -> str:
        code = _code(table, text)
        if code is None:
            raise _NotUnderstoodError(sentence())
        return code

    return read


def _ban(text: str, _dates: str) -> str | None:
    """Return "yes" where a prohibition is in force, None where it is not; what is not understood must not be lost."""
    code = _code("ban", text)
    if code is None:
        raise _NotUnderstoodError(_("kieltoa ei tunnistettu; kirjoita kyllä tai ei"))
    return code if code == "yes" else None


@lru_cache(maxsize=256)
def _code(table: str, text: str) -> str | None:
    return codes("values", table).get(squeeze(text))


_CONVERTERS: dict[str, tuple[Callable[[str, str], Any], bool]] = {
    "kind": (
        _word("kind", lambda: _("asiakaslajia ei tunnistettu; kirjoita esimerkiksi yksityinen, Tmi, Oy, ry tai kunta")),
        True,
    ),
    "status": (
        _word("status", lambda: _("tilaa ei tunnistettu; kirjoita aktiivinen, tarjottu, irtisanottu tai päättynyt")),
        True,
    ),
    "language": (_word("language", lambda: _("kieltä ei tunnistettu; kirjoita suomi, ruotsi tai englanti")), False),
    "since": (_date, True),
    "until": (_date, True),
    "turnover": (_money, False),
    "marketing_ban": (_ban, True),
    "email_ban": (_ban, True),
}
"""How the cells of a target are read, and whether a cell that is not understood rejects its row."""

"""The open data of YTJ, the business information system of PRH and the tax administration (API v3; CC BY 4.0).

What is sent is a Y-tunnus or a name, nothing else. The answer holds no sole traders, no persons and no e-mail.
"""

import datetime as dt
import hashlib
import http.client
import json
import re
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.identifiers import check_business_id, normalise_business_id
from asiakasrekisteri.domain.texts import N_, _
from asiakasrekisteri.exchange.raw import tidy

BASE = "https://avoindata.prh.fi/opendata-ytj-api/v3"
HOST = "avoindata.prh.fi"
_TIMEOUT_S = 10
_MOST_BYTES = 8_000_000
_MOST_COMPANIES = 100
_TOO_MANY, _NOT_FOUND = 429, 404
_LANGUAGES = ("1", "2", "3")
"""Finnish, Swedish, English: the first that is told is shown."""
_MAIN_NAME, _VISITING, _POSTAL = "1", 1, 2
_STREET = ("street", "buildingNumber", "entrance", "apartmentNumber", "apartmentIdSuffix")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
SITUATIONS = {
    "SANE": N_("yrityssaneerauksessa"),
    "SELTILA": N_("selvitystilassa"),
    "KONK": N_("konkurssissa"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class YtjAddress:
    """An address in force: `kind` is 1 for visiting, 2 for postal."""

    kind: int
    street: str
    postcode: str
    town: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YtjCompany:
    """What YTJ tells of a firm today; what has ended is left out.

    Attributes:
        business_id: as stored; name: the firm's name in force.
        form, domicile, industry, industry_code: in words and code; "" where not told.
        registered_on: when it got its Y-tunnus.
        ended_on: when it ended; None while it goes on. The register's own status is not looked at: it says 2 of both.
        situation: bankruptcy, liquidation or restructuring, in words; "" for none.
        website: as told.
        sha256: of the answer as it came.
    """

    business_id: str
    name: str
    form: str = ""
    industry: str = ""
    industry_code: str = ""
    registered_on: dt.date | None = None
    ended_on: dt.date | None = None
    situation: str = ""
    website: str = ""
    addresses: tuple[YtjAddress, ...] = ()
    sha256: str = ""

    def address(self, kind: int) -> YtjAddress | None:
        """Return the address of a kind, or of the other kind where it is the only one."""
        return next((one for one in self.addresses if one.kind == kind), next(iter(self.addresses), None))


def question(text: str) -> tuple[str, str]:
    """Return the parameter and the value that a search sends: a Y-tunnus where the text is one, otherwise a name.

    Raises:
        ExchangeError: there is nothing to search by.
    """
    said = str(normalise_business_id(text) or "")
    if said and check_business_id(said) is None:
        return "businessId", said
    name = tidy(text, 100)
    if len(name) < 3:  # noqa: PLR2004 - the service answers half the register to less
        raise ExchangeError(_("Kirjoita Y-tunnus tai vähintään kolme kirjainta yrityksen nimestä."))
    return "name", name


def search(text: str, base: str = BASE) -> tuple[YtjCompany, ...]:
    """Ask YTJ for firms by Y-tunnus or name.

    Raises:
        ExchangeError: there is no network, the service does not answer, is busy, or is not understood.
    """
    parameter, value = question(text)
    url = f"{base}/companies?{urllib.parse.urlencode({parameter: value})}"
    return read_companies(_fetched(url))


def _fetched(url: str) -> bytes:
    asked = urllib.request.Request(url, headers={"Accept": "application/json", "User-Agent": "asiakasrekisteri"})  # noqa: S310 - the scheme is ours
    try:
        with urllib.request.urlopen(asked, timeout=_TIMEOUT_S, context=ssl.create_default_context()) as answer:  # noqa: S310
            content: bytes = answer.read(_MOST_BYTES + 1)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == _NOT_FOUND:
            return b'{"companies": []}'
        raise _refused(error.code) from error
    except TimeoutError as error:
        raise ExchangeError(_("YTJ ei vastannut ajoissa. Yritä hetken kuluttua uudelleen.")) from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise ExchangeError(_("YTJ ei vastannut ajoissa. Yritä hetken kuluttua uudelleen.")) from error
        raise ExchangeError(
            _("YTJ:hin ei saatu yhteyttä. Tarkista verkkoyhteys, tai kirjaa tiedot käsin YTJ:n verkkosivulta.")
        ) from error
    if len(content) > _MOST_BYTES:
        raise ExchangeError(_("YTJ:n vastaus on liian suuri. Tarkenna hakua."))
    return content


def _refused(code: int) -> ExchangeError:
    if code == _TOO_MANY:
        return ExchangeError(_("YTJ:ssä on ruuhkaa. Odota minuutti ja yritä uudelleen."))
    return ExchangeError(_("YTJ vastasi virheellä {code}. Yritä myöhemmin uudelleen.").format(code=code))


def read_companies(content: bytes) -> tuple[YtjCompany, ...]:
    """Read an answer of the service; what is missing in it is left empty.

    Raises:
        ExchangeError: it is no answer of YTJ.
    """
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _strange() from error
    companies = data.get("companies") if isinstance(data, dict) else None
    if not isinstance(companies, list):
        raise _strange()
    digest = hashlib.sha256(content).hexdigest()
    found = (_company(one, digest) for one in companies[:_MOST_COMPANIES] if isinstance(one, dict))
    return tuple(one for one in found if one is not None)


def _strange() -> ExchangeError:
    return ExchangeError(_("YTJ:n vastausta ei ymmärretty. Palvelu on voinut muuttua; kirjaa tiedot käsin."))


def _company(data: dict[str, Any], digest: str) -> YtjCompany | None:
    business_id = str(normalise_business_id(_text(_part(data, "businessId"), "value")) or "")
    if not business_id or check_business_id(business_id):
        return None
    names = _in_force(_several(data, "names"))
    main = next((one for one in names if str(one.get("type")) == _MAIN_NAME), names[0] if names else {})
    industry = _part(data, "mainBusinessLine")
    forms = _in_force(_several(data, "companyForms"))
    return YtjCompany(
        business_id=business_id,
        name=_text(main, "name"),
        form=_described(forms[-1]) if forms else "",
        industry=_described(industry),
        industry_code=_text(industry, "type"),
        registered_on=_day(data.get("registrationDate")) or _day(_part(data, "businessId").get("registrationDate")),
        ended_on=_day(data.get("endDate")),
        situation=", ".join(_situations(_several(data, "companySituations"))),
        website=_text(_part(data, "website"), "url"),
        addresses=tuple(filter(None, map(_address, _in_force(_several(data, "addresses"))))),
        sha256=digest,
    )


def _situations(rows: Iterable[dict[str, Any]]) -> Iterable[str]:
    for row in rows:
        code = _text(row, "type").upper()
        if row.get("endDate") is None and code:
            yield _(SITUATIONS[code]) if code in SITUATIONS else code


def _address(row: dict[str, Any]) -> YtjAddress | None:
    parts = (_text(row, name) for name in _STREET)
    street = " ".join(filter(None, parts))
    box = _text(row, "postOfficeBox")
    street = ", ".join(filter(None, (f"PL {box}" if box else "", street, _text(row, "freeAddressLine"))))
    offices = sorted(_several(row, "postOffices"), key=_language)
    town = _text(offices[0], "city") if offices else ""
    if not (street or town):
        return None
    kind = _VISITING if row.get("type") == _VISITING else _POSTAL
    return YtjAddress(kind=kind, street=street, postcode=_text(row, "postCode"), town=town)


def _described(row: dict[str, Any]) -> str:
    told = sorted(_several(row, "descriptions"), key=_language)
    return _text(told[0], "description") if told else ""


def _language(row: dict[str, Any]) -> int:
    code = str(row.get("languageCode"))
    return _LANGUAGES.index(code) if code in _LANGUAGES else len(_LANGUAGES)


def _in_force(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row.get("endDate") is None]


def _several(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = data.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _part(data: dict[str, Any], name: str) -> dict[str, Any]:
    part = data.get(name)
    return part if isinstance(part, dict) else {}


def _text(data: dict[str, Any], name: str) -> str:
    value = data.get(name)
    return tidy(str(value), 300) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _day(value: object) -> dt.date | None:
    """Read a day; it comes both as 2024-11-21 01:49:24 and as 2024-11-21T01:49:24."""
    found = _DAY.match(value) if isinstance(value, str) else None
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None

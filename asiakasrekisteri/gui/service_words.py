"""How services, domain names and contracts are told of in lists: icons, states, contracts in a line of words."""

import datetime as dt

from asiakasrekisteri.domain.fields import EntitySpec, Record
from asiakasrekisteri.domain.formats import as_text, day
from asiakasrekisteri.domain.texts import _, ngettext
from asiakasrekisteri.gui.widgets.expiry import AMBER_DAYS, RED_DAYS
from asiakasrekisteri.gui.widgets.marks import Tone
from asiakasrekisteri.usecases.contracts import CONTRACTS
from asiakasrekisteri.usecases.services import PRODUCTS, SERVICES

PRODUCT_ICONS = {
    "domain": "globe",
    "web_hosting": "server",
    "mail": "mail",
    "server": "hard-drive",
    "connection": "cable",
    "other": "package",
}
"""Lucide name by kind of product."""
STATE_TONES: dict[str, Tone] = {
    "active": "ok",
    "trial": "info",
    "ordered": "info",
    "offered": "info",
    "suspended": "err",
    "terminated": "warn",
    "ended": "neutral",
    "received": "info",
    "confirmed": "info",
    "delivered": "ok",
    "invoiced": "ok",
    "cancelled": "neutral",
}
"""Tone of the pill by state of a service, contract or order."""
SOON_DAYS = 30
"""A domain name that expires within so many days has a pill of its own in lists."""


def options(spec: EntitySpec, field: str) -> list[tuple[str, str]]:
    """Return the values of a closed choice: code and words."""
    return [(o.code, _(o.label)) for o in spec[field].options]


def product_kinds() -> list[tuple[str, str]]:
    """Return the kinds of products: code and words."""
    return [(code, words[:1].upper() + words[1:]) for code, words in options(PRODUCTS.spec, "kind")]


def product_icon(kind: str) -> str:
    """Return the icon of a kind of product; a service without a product has that of others."""
    return PRODUCT_ICONS.get(kind, PRODUCT_ICONS["other"])


def service_state(code: str, until: dt.date | None) -> tuple[str, Tone]:
    """Return the state of a service in words with its tone; one under notice says until when it runs."""
    words = as_text(SERVICES.spec["state"], code)
    if code in {"terminated", "trial"} and until is not None:
        words = _("{state} {day}").format(state=words, day=day(until))
    return words, STATE_TONES.get(code, "neutral")


def expiry_state(expires_on: dt.date | None, today: dt.date) -> tuple[str, Tone]:
    """Return whether a domain name is about to expire, in words with a tone."""
    if expires_on is None:
        return "", "neutral"
    left = (expires_on - today).days
    if left < 0:
        return _("Vanhentunut"), "err"
    words = ngettext("{n}\xa0pv jäljellä", "{n}\xa0pv jäljellä", left).format(n=left)
    if left <= RED_DAYS:
        return words, "err"
    if left <= SOON_DAYS:
        return words, "warn" if left <= AMBER_DAYS else "info"
    return _("Voimassa"), "ok"


def contract_words(contract: Record) -> str:
    """Return a contract in a line: its number, how long it is in force, and its notice."""
    number = _("Sopimus {number}").format(number=contract.text("number"))
    until, months = contract.values.get("until"), contract.values.get("notice_months")
    parts = [_("toistaiseksi")]
    if contract.values.get("term") == "fixed":
        parts = [
            _("määräaikainen {day} asti").format(day=day(until)) if isinstance(until, dt.date) else _("määräaikainen")
        ]
    elif isinstance(until, dt.date):
        parts = [_("päättyy {day}").format(day=day(until))]
    if isinstance(months, int):
        parts.append(_("irtisanomisaika {notice}").format(notice=notice_words(months)))
    return f"{number} · {', '.join(parts)}"


def notice_words(months: int) -> str:
    """Return a time of notice: 1 kk."""
    return _("{n}\xa0kk").format(n=months)


def contract_state(contract: Record) -> tuple[str, Tone]:
    """Return the state of a contract in words with its tone."""
    code = contract.text("state")
    return as_text(CONTRACTS.spec["state"], code), STATE_TONES.get(code, "neutral")

"""Reads who a named recipient is: its country and business ID, and on what ground data go to it outside the EEA."""

import re
from dataclasses import replace
from typing import Any

from asiakasrekisteri.domain.countries import check_country, normalise_country
from asiakasrekisteri.domain.description import RecipientStatement, Transfer
from asiakasrekisteri.domain.eea import is_outside
from asiakasrekisteri.domain.identifiers import check_business_id, normalise_business_id
from asiakasrekisteri.exchange.patterns import first_match
from asiakasrekisteri.exchange.vocabulary import vocabulary

_ASIDE = re.compile(r"\s*\(([^()]{2,60})\)")
_LABELLED = re.compile(r"^(?:maa|sijainti|land|country|y-tunnus)\s*:\s*", re.IGNORECASE)
_LONGEST_COUNTRY = 40


def named(kind: str, name: str, task: str) -> RecipientStatement:
    """Return a recipient; a country or a business ID in brackets or between semicolons goes to its own field."""
    found = RecipientStatement(kind, name, task)
    for aside in _ASIDE.finditer(name):
        fields = _fields(aside[1])
        if fields:
            found = replace(found, name=name.replace(aside[0], "", 1).strip(), **fields)
    kept: list[str] = []
    for part in task.split("; "):
        fields = _fields(part)
        found = replace(found, **(fields or _first_country(part)))
        kept += [] if fields else [part]
    return replace(found, task="; ".join(kept))


def transfer_to(recipient: RecipientStatement, words: str) -> Transfer | None:
    """Return the transfer that a recipient outside the EEA means, with the ground that its words name."""
    if not recipient.country or not is_outside(recipient.country):
        return None
    grounds: dict[str, list[str]] = vocabulary("description")["mechanisms"]
    mechanism = next((ground for ground, patterns in grounds.items() if first_match(patterns, words)), "")
    return Transfer(recipient.name, recipient.country, mechanism)


def _first_country(words: str) -> dict[str, Any]:
    """Return the first of several countries: "Irlanti, osin Yhdysvallat". The words stay as they are."""
    first, comma, _rest = words.partition(", ")
    return _fields(first) if comma and "country" in _fields(first) else {}


def _fields(words: str) -> dict[str, Any]:
    text = _LABELLED.sub("", words).strip(" .")
    code = str(normalise_business_id(text) or "")
    if any(map(str.isdigit, text)) and not check_business_id(code):
        return {"business_id": code}
    country = str(normalise_country(text) or "") if len(text) <= _LONGEST_COUNTRY else ""
    return {"country": country} if country and check_country(country) is None else {}

"""Addresses, phones, e-mails and roles in words: one line each, as cards show them."""

from collections.abc import Mapping

from asiakasrekisteri.domain.fields import EntitySpec, Origin, Record
from asiakasrekisteri.domain.formats import as_text
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.usecases.edits import DETAILS

DETAIL_SPECS: Mapping[str, EntitySpec] = {name: entity.spec() for name, entity in DETAILS.items()}
_MAIN_FIELDS = {"phone": "number", "email": "address", "address": "street", "contact_role": "role"}


def detail_label(record: Record) -> str:
    """Return what a detail is, e.g. "Sähköposti, työ"."""
    spec = DETAIL_SPECS[record.entity]
    use = as_text(spec["use"], record["use"])
    return _("{what}, {use}").format(what=_(spec.label), use=use) if record.entity != "address" else use.capitalize()


def detail_value(record: Record) -> str:
    """Return the value of a detail on one line; a foreign address ends with its country."""
    spec = DETAIL_SPECS[record.entity]
    if record.entity != "address":
        name = _MAIN_FIELDS[record.entity]
        return as_text(spec[name], record[name])
    country = as_text(spec["country"], record["country"]) if record["country"] != "FI" else ""
    town = f"{record.text('postcode')} {record.text('town')}".strip()
    return ", ".join(part for part in (record.text("street"), town, country) if part)


def detail_origin(record: Record) -> Origin | None:
    """Return where a detail came from: the newest origin of its fields."""
    return max(record.origins.values(), key=lambda origin: origin.date, default=None)

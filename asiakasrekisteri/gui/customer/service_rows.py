"""What the table of a customer's services shows: services by contract, and under them the domain names."""

import datetime as dt
from collections.abc import Mapping, Sequence

from asiakasrekisteri.domain.fields import FieldKind, Record
from asiakasrekisteri.domain.formats import euros
from asiakasrekisteri.domain.texts import N_, _, ngettext
from asiakasrekisteri.gui.service_words import contract_words, expiry_state, product_icon, service_state
from asiakasrekisteri.gui.tables.columns import Cell, Column, Values, number_words
from asiakasrekisteri.gui.tables.grouped import Group
from asiakasrekisteri.gui.widgets.expiry import Expiry
from asiakasrekisteri.usecases.services import ContractServices, CustomerServices, ServiceLine


def _name(values: Values) -> Cell:
    return Cell(text=str(values["name"]), kind="strong", icon=str(values["icon"]))


def _place(values: Values) -> Cell:
    return Cell(text=str(values["place"]), kind="muted")


def _price(values: Values) -> Cell:
    price = values["price"]
    return Cell(text=euros(price) if price is not None else "", kind="number")  # type: ignore[arg-type]


def _state(values: Values) -> Cell:
    return Cell(text=str(values["state"]), kind="pill", tone=str(values["tone"]))


COLUMNS = (
    Column(name="name", label=N_("Palvelu"), width=240, render=_name),
    Column(name="place", label=N_("Tunniste tai palvelin"), width=160, render=_place),
    Column(name="since", label=N_("Alkaen"), kind=FieldKind.DATE, width=98),
    Column(name="price", label=N_("Hinta/kk"), width=92, align="right", render=_price),
    Column(name="state", label=N_("Tila"), width=156, render=_state),
)


def domain_key(domain_id: int) -> int:
    """Return the id of a domain name in the table, where services have their own."""
    return -domain_id


def grouped(found: CustomerServices, today: dt.date) -> tuple[Group, ...]:
    """Return the groups of the table."""
    groups = [_of_contract(group) for group in found.groups]
    if found.domains:
        count = len(found.domains)
        words = ngettext("Verkkotunnukset · {n}\xa0kpl", "Verkkotunnukset · {n}\xa0kpl", count)
        rows = {domain_key(d.id): _domain(d, today) for d in found.domains}
        groups.append(Group(words.format(n=number_words(count)), rows))
    return tuple(groups)


def _of_contract(group: ContractServices) -> Group:
    count = len(group.services)
    counted = ngettext("{n} palvelu", "{n} palvelua", count).format(n=number_words(count))
    words = contract_words(group.contract) if group.contract is not None else _("Ilman sopimusta")
    return Group(f"{words} · {counted}", {line.record.id: _service(line) for line in group.services})


def _service(line: ServiceLine) -> Mapping[str, object]:
    record = line.record
    until = record.values.get("until")
    state, tone = service_state(record.text("state"), until if isinstance(until, dt.date) else None)
    return {
        "name": record.text("name"),
        "icon": product_icon(line.product_kind),
        "place": " · ".join(w for w in (line.server.split(".")[0], record.text("identifier")) if w),
        "since": record.values.get("since"),
        "price": line.monthly,
        "state": state,
        "tone": tone,
    }


def _domain(domain: Record, today: dt.date) -> Mapping[str, object]:
    expires = domain.values.get("expires_on")
    state, tone = expiry_state(expires if isinstance(expires, dt.date) else None, today)
    return {
        "name": domain.text("name"),
        "icon": product_icon("domain"),
        "place": domain.text("registrar"),
        "since": domain.values.get("registered_on"),
        "price": None,
        "state": state,
        "tone": tone,
    }


def expiries(domains: Sequence[Record], today: dt.date, *, may_change: bool) -> list[Expiry]:
    """Return domain names that expire, as the list of those shows them."""
    return [
        Expiry(
            key=f"domain_name/{d.id}",
            name=d.text("name"),
            until=until,
            days=(until - today).days,
            renews=d["renewal"] == "automatic",
            may_change=may_change,
        )
        for d in domains
        if isinstance(until := d.values.get("expires_on"), dt.date)
    ]


def contract_of(found: CustomerServices, key: int) -> Record | None:
    """Return the contract of a row of the table: that of the service, or of the service a domain name belongs to."""
    service: object = key
    if key < 0:
        service = next((d.values.get("service_id") for d in found.domains if d.id == -key), None)
    for group in found.groups:
        if any(line.record.id == service for line in group.services):
            return group.contract
    return None

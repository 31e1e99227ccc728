"""What the fields that name other rows offer to choose from."""

from collections.abc import Mapping, Sequence

from asiakasrekisteri.domain.fields import EntitySpec, FieldKind, Record
from asiakasrekisteri.gui.records.kinds import RecordKind
from asiakasrekisteri.usecases.choices import Choice, choices
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.rows import Owner
from asiakasrekisteri.usecases.services import SERVICES


def fetch_offers(gate: Gate, spec: EntitySpec, customer_id: int | None) -> Mapping[str, Sequence[Choice]]:
    """Return the rows to choose from, by field; what belongs to a customer only where one is known."""
    links = (f for f in spec.editable() if f.kind is FieldKind.LINK)
    found: dict[str, Sequence[Choice]] = {}
    for field in links:
        offered: tuple[Choice, ...] = gate.call(choices, field.target, customer_id)
        found[field.name] = offered
    return found


def customer_of(gate: Gate, kind: RecordKind, record: Record | None, owners: Sequence[Owner]) -> int | None:
    """Return whose contracts and services may be chosen: the customer it hangs on, or that of its service."""
    own = next((o.id for o in owners if o.entity == "customer"), None)
    service = record.values.get("service_id") if record is not None and own is None else None
    if not isinstance(service, int) or "customer" in kind.owners or not gate.may(SERVICES.open):
        return own
    rows = gate.call(SERVICES.open, service)
    return next((o.id for o in rows.owners[service] if o.entity == "customer"), None)

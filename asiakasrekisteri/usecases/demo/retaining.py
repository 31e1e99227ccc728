"""Retention in an invented office: protocols of what was destroyed are printed, and something due is held."""

from asiakasrekisteri.domain.formats import FINLAND
from asiakasrekisteri.domain.retention import add_months
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.retention.holds import hold
from asiakasrekisteri.usecases.retention.looking import list_due
from asiakasrekisteri.usecases.retention.records import finish_destruction, list_protocols
from asiakasrekisteri.usecases.shipped import shipped

_HELD = ("billing", "recording", "interaction")
_MONTHS = 13


def retain(gate: Gate) -> None:
    """Print the protocols of earlier destructions, and hold the first thing of a few kinds that is due."""
    today = gate.store.clock().astimezone(FINLAND).date()
    for protocol in gate.call(list_protocols):
        gate.call(finish_destruction, protocol.id)
    said = shipped("demo", "outside.toml")["hold"]
    due = {group.code: group.items for group in gate.call(list_due, limit=1).groups}
    for code, reason in zip(_HELD, said["reasons"], strict=True):
        for item in due.get(code, ()):
            values = {"ground": said["ground"], "reason": reason, "until": add_months(today, _MONTHS)}
            gate.call(hold, item.kind, item.id, values)

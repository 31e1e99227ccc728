"""The backup of an invented office: where it lies, that it was made, and that it was put back to try it."""

from pathlib import Path

from asiakasrekisteri.usecases.backups import PLACES, try_backup
from asiakasrekisteri.usecases.gate import Gate
from asiakasrekisteri.usecases.maintenance import make_backup
from asiakasrekisteri.usecases.shipped import shipped


def back_up(gate: Gate, folder: Path, password: str) -> None:
    """Record the places of backups, make one into a folder, and try it with the main user's password."""
    said = shipped("demo", "backups.toml")["places"]
    places = [gate.call(PLACES.add, values, {}, source="staff").id for values in said]
    try_backup(gate, gate.call(make_backup, folder, places[0]), password)

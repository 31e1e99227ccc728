"""What an import did, in the shape that scripts may rely on (PRODUCT §7)."""

from dataclasses import asdict, dataclass, field
from typing import Any

from asiakasrekisteri.exchange.columns import SkippedColumn


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that was rejected, or a value that was taken with a warning: line of the file, field and why."""

    row: int
    field: str
    reason: str


@dataclass(slots=True)
class ImportReport:
    """Counts of rows and everything that the user should look at.

    Attributes:
        undo: the number by which `history.undo` takes the import back; 0 when nothing was stored. Not in the JSON: the
            number means something only in the program that is running.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[RowNote] = field(default_factory=list)
    warnings: list[RowNote] = field(default_factory=list)
    skipped_columns: list[SkippedColumn] = field(default_factory=list)
    undo: int = field(default=0, compare=False)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        data = asdict(self)
        del data["undo"]
        return data

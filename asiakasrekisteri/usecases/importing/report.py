"""What an import did, in the shape that scripts may rely on (PRODUCT §7)."""

from dataclasses import KW_ONLY, asdict, dataclass, field
from typing import Any

from asiakasrekisteri.exchange.columns import SkippedColumn
from asiakasrekisteri.exchange.table_rows import Table


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that was rejected, or a value that was taken with a warning: line of the file, field and why.

    `place` is what the row is called where lines do not tell rows apart, as in a database; the reason names it too.
    """

    row: int
    field: str
    reason: str
    _: KW_ONLY
    place: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {"row": self.row, "field": self.field, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that the register has and the file tells otherwise.

    Attributes:
        row: line of the file.
        place: by what decisions of the row are known.
        column: entity and field, "customer.name".
        ours, theirs: in words; what is sealed is masked.
        who: whose row it is, where the file does not tell it.
        kept: whether ours stays.
        beside: whether theirs is added to ours and replaces nothing.
    """

    row: int
    place: str
    column: str
    ours: str
    theirs: str
    who: str = ""
    kept: bool = False
    beside: bool = False


@dataclass(slots=True)
class ImportReport:
    """Counts of rows and everything that the user should look at.

    Attributes:
        undo: the number by which `history.undo` takes the import back; 0 when nothing was stored. Like all that follows
            it is not in the JSON: it means something only in the program that is running.
        format: the name of the format.
        table: the table that was read, where it was one: its columns and how it is written.
        cells: what stands in the rows that have faults or differences, by line and target.
        differences: values of the register that the file tells otherwise.
        clashes: the customer who has the number of a row that is not like her, by line.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[RowNote] = field(default_factory=list)
    warnings: list[RowNote] = field(default_factory=list)
    skipped_columns: list[SkippedColumn] = field(default_factory=list)
    undo: int = field(default=0, compare=False)
    format: str = field(default="", compare=False)
    table: Table | None = field(default=None, compare=False, repr=False)
    differences: list[Difference] = field(default_factory=list, compare=False, repr=False)
    cells: dict[int, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)
    clashes: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            **{name: getattr(self, name) for name in ("rows", "created", "updated", "unchanged")},
            **{name: [one.as_json() for one in getattr(self, name)] for name in ("rejected", "warnings")},
            "skipped_columns": [asdict(one) for one in self.skipped_columns],
        }

"""What is imported and how."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping, load_mapping

SAME, NEW = "same", "new"
WHOSE = (SAME, NEW)
"""What may be decided of a row whose number is another's here."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is imported and how.

    Attributes:
        file: the file.
        mapping: what its columns mean, where the program is not left to recognise them: a file or what the user chose.
        source: name or code of the source that is stamped on every value.
        dry_run: whether only to try.
        format: name of the format; "" recognises it by the content.
        edits: cells of a table that the user has corrected for this import, by line and target; "" leaves one out.
        whose: rows whose number is another's here: by line, whether they are about that customer ("same") or a new one.
        keep: what the register has otherwise: by place of the row and column, whether ours is kept; by "" and column,
            for all rows.
    """

    file: Path
    mapping: Path | ColumnMapping | None = None
    source: str = "import"
    dry_run: bool = False
    format: str = ""
    edits: Mapping[tuple[int, str], str] = field(default_factory=dict)
    whose: Mapping[int, str] = field(default_factory=dict)
    keep: Mapping[tuple[str, str], bool] = field(default_factory=dict)

    def chosen_mapping(self) -> ColumnMapping:
        """Return what the user decided of the columns.

        Raises:
            ExchangeError: the mapping file cannot be read.
        """
        if isinstance(self.mapping, Path):
            return load_mapping(self.mapping)
        return NO_MAPPING if self.mapping is None else self.mapping

    def keeps(self, place: str, column: str, *, otherwise: bool = False) -> bool:
        """Tell whether the value of the register stays where the file has another.

        Args:
            place: of the row: what it is called in the file, or its line.
            column: entity and field, "customer.name".
            otherwise: what is done where the user has said nothing.
        """
        return self.keep.get((place, column), self.keep.get(("", column), otherwise))

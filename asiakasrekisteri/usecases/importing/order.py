"""What is imported and how."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Order:
    """What is imported and how.

    Attributes:
        file: the file.
        mapping: what its columns mean, where the program is not left to recognise them.
        source: name or code of the source that is stamped on every value.
        dry_run: whether only to try.
        format: name of the format; "" recognises it by the content.
    """

    file: Path
    mapping: Path | None = None
    source: str = "import"
    dry_run: bool = False
    format: str = ""

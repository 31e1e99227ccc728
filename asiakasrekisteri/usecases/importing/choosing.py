"""What the user is shown of a table that was tried and may decide of it: its columns, its rejected rows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.columns import IDENTITY_CODE, is_secret, targets
from asiakasrekisteri.exchange.csv_write import write_table
from asiakasrekisteri.exchange.mapping import NO_MAPPING, ColumnMapping
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.importing.labels import column_label
from asiakasrekisteri.usecases.importing.report import ImportReport

_FEWEST_HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A column of a table as the user may match it.

    Attributes:
        head: as written.
        sample: what stands in one of its cells; never of a secret column.
        target: what its cells mean, "" where it is not read.
        state: "sure" by its head, "seen" by its cells only, "left" where it is not read, "secret" where it never is.
        reason: why it is not read.
    """

    head: str
    sample: str
    target: str
    state: str
    reason: str = ""


def matched_columns(report: ImportReport) -> tuple[ColumnChoice, ...]:
    """Return the columns of the table that was read; none where the file was no table."""
    table = report.table
    if table is None or not table.samples:
        return ()
    matches = {match.index: match for match in table.columns}
    reasons = {skipped.column: skipped.reason for skipped in report.skipped_columns}
    found = []
    for index, head in enumerate(table.heads):
        match, name = matches.get(index), head.strip()
        if not name:
            continue
        reason = "" if match is not None else reasons.get(name, "")
        secret = match is None and (is_secret(name) or reason == _("salasanoja ja korttitietoja ei tallenneta"))
        state = "secret" if secret else "left" if match is None else "seen" if match.seen else "sure"
        sample = _FEWEST_HIDDEN if secret or "henkilötunnus" in reason else _sample(table.samples, index)
        found.append(ColumnChoice(name, sample, match.target if match is not None else "", state, reason))
    return tuple(found)


def table_words(report: ImportReport) -> str:
    """Return how the table is written: encoding and delimiter; "" where it was no text."""
    table = report.table
    if table is None or not table.encoding:
        return ""
    delimiters = {";": _("puolipiste"), ",": _("pilkku"), "\t": _("sarkain"), "|": _("pystyviiva")}
    return " · ".join(filter(None, (table.encoding.upper(), delimiters.get(table.delimiter, ""))))


def target_choices() -> tuple[tuple[str, str], ...]:
    """Return what a column can be chosen to mean, by name; an identity code only a mapping file can choose."""
    return tuple(sorted(((t, column_label(t)) for t in targets() if t != IDENTITY_CODE), key=lambda pair: pair[1]))


def with_column(mapping: ColumnMapping | None, head: str, target: str) -> ColumnMapping:
    """Return a mapping in which a column means a target; "" leaves the column out."""
    before = mapping or NO_MAPPING
    return replace(before, columns={**before.columns, head: target})


@use_case(Permission.IMPORT_RUN, discloses=nothing, writes=False)
def save_rejected(_work: Work, report: ImportReport, file: Path) -> int:
    """Write the rejected rows of a file as a table, with what stands in them and why; return how many there are.

    Raises:
        OSError: the disk does not take it.
    """
    used = {target for note in report.rejected for target in report.cells.get(note.row, {})}
    shown = [match.target for match in report.table.columns if match.target in used] if report.table else []
    columns = list(dict.fromkeys(shown))
    heads = [_("Rivi"), _("Kenttä"), _("Syy"), *map(column_label, columns)]
    return write_table(file, heads, _rejected(report, columns))


def _rejected(report: ImportReport, columns: list[str]) -> Iterator[list[object]]:
    for note in report.rejected:
        cells = report.cells.get(note.row, {})
        yield [note.row, column_label(note.field), note.reason, *(cells.get(target, "") for target in columns)]


def _sample(rows: tuple[tuple[str, ...], ...], index: int) -> str:
    return next((text for row in rows if index < len(row) and (text := " ".join(row[index].split()))), "")

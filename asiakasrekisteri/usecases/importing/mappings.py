"""What the columns of a file mean, out into a file and in again: the same file serves the page and the command line."""

from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.columns import IDENTITY_CODE
from asiakasrekisteri.exchange.mapping import ColumnMapping, load_mapping, mapping_text
from asiakasrekisteri.host.output import target, write_file
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.importing.choosing import matched_columns
from asiakasrekisteri.usecases.importing.report import ImportReport


@use_case(Permission.IMPORT_RUN, discloses=nothing, writes=False)
def save_mapping(work: Work, report: ImportReport, file: Path) -> None:
    """Write what the columns of the table that was tried mean, as it was recognised and decided; no cell of it.

    Raises:
        ExchangeError: the file was no table, or cannot be written there.
    """
    mapping = mapping_of(report)
    if mapping is None:
        raise ExchangeError(_("Tiedostossa ei ole sarakkeita, joita voisi määritellä."))
    text = mapping_text(mapping).encode()
    write_file(target(str(file), str(work.store.vault.folder)), lambda stream: stream.write(text))


@use_case(Permission.IMPORT_RUN, discloses=nothing, writes=False)
def open_mapping(_work: Work, file: Path) -> ColumnMapping:
    """Read what columns mean.

    Raises:
        ExchangeError: the file cannot be read, or is none of these.
    """
    return load_mapping(file)


def mapping_of(report: ImportReport) -> ColumnMapping | None:
    """Return what the columns of a table were taken for, secret ones left out; None where the file was no table."""
    table = report.table
    if table is None or not table.heads:
        return None
    meant = {one.head: one.target for one in matched_columns(report) if one.state != "secret"}
    ground = table.mapping.identity_ground
    kept = {head: of for head, of in table.mapping.columns.items() if of == IDENTITY_CODE and ground}
    return ColumnMapping(
        columns=meant | kept,
        delimiter=table.delimiter,
        encoding=table.encoding,
        dates=table.mapping.dates,
        program=table.mapping.program,
        identity_ground=ground,
    )

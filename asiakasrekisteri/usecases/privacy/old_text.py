"""An old description text of the firm, or of any firm: read, kept as this register's own, or printed as it stands."""

from dataclasses import replace
from pathlib import Path

from asiakasrekisteri.domain.description import Description, PrintedDescription
from asiakasrekisteri.domain.permissions import Permission
from asiakasrekisteri.domain.texts import speaking
from asiakasrekisteri.exchange.description_text import read_description_file
from asiakasrekisteri.reports.legal import legal_texts
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.edits import from_source
from asiakasrekisteri.usecases.gate import nothing, use_case
from asiakasrekisteri.usecases.privacy.checking import CheckedText, check_file
from asiakasrekisteri.usecases.privacy.describing import contents
from asiakasrekisteri.usecases.privacy.description import save_description


def read_old_text(file: Path) -> Description:
    """Read a description from a text, HTML, PDF or DOCX file. Nothing is stored.

    Raises:
        ExchangeError: the file cannot be read or holds no text.
    """
    return read_description_file(file)


@use_case(Permission.DESCRIPTION_WRITE, discloses=nothing)
def import_old_text(work: Work, file: Path) -> CheckedText:
    """Read and check a description and keep it as the register's own; the controller's data stay the firm's.

    Raises:
        ExchangeError: the file cannot be read or holds no text.
    """
    from_source(work, "staff")
    checked = check_file(file, work.today)
    save_description.body(work, checked.read.description)
    work.log("import", "register")
    return checked


@use_case(Permission.DESCRIPTION_READ, discloses=nothing)
def describe_old_text(work: Work, description: Description) -> PrintedDescription:
    """Return a description that is not this office's, ready to print as a draft with the contents of the catalogue."""
    work.log("print")
    with speaking("fi"):
        held = tuple(contents(work))
    return PrintedDescription(
        description=replace(description, dated=description.dated or work.today.isoformat()),
        contents=held,
        version="",
        printed_on=work.today,
        supervisor=legal_texts().lines("supervisor.lines"),
    )

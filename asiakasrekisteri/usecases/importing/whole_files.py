"""The attachments of an office that is read back: each file put where its row is, and seen to be what it was."""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path

from asiakasrekisteri.domain.errors import ExchangeError
from asiakasrekisteri.domain.texts import _
from asiakasrekisteri.exchange.sniff import unreadable
from asiakasrekisteri.store.attachments import CHUNK, add_bytes
from asiakasrekisteri.store.models import Attachment
from asiakasrekisteri.store.work import Work
from asiakasrekisteri.usecases.exporting.office import ATTACHMENTS, FILES_TABLE
from asiakasrekisteri.usecases.importing.report import ImportReport, RowNote

_BLOCK = 16 * CHUNK


def bring_files(work: Work, folder: Path, report: ImportReport) -> None:
    """Store the bytes of every attachment whose row has come; nothing is read from outside the folder.

    Raises:
        ExchangeError: a file is missing, or is not what it was when the office was exported.
    """
    for number, name in _listed(folder / FILES_TABLE):
        attachment = work.session.get(Attachment, number)
        if attachment is None:
            continue
        if not name:
            attachment.sha256 = None
            report.warnings.append(RowNote(0, "attachment", _("nauhoitteen ääntä ei ollut viennissä")))
            continue
        _store(work, attachment, folder / ATTACHMENTS / Path(name).name)
        work.session.expunge(attachment)
        work.progress.report(report.rows, report.rows, _("Tuodaan liitteitä"))


def _listed(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.reader(stream, delimiter=";")
            next(rows, None)
            for row in rows:
                if len(row) > 1 and row[0].isdigit():
                    yield int(row[0]), row[1].removeprefix("'")
    except OSError as error:
        raise ExchangeError(unreadable(error)) from error


def _store(work: Work, attachment: Attachment, path: Path) -> None:
    digest = hashlib.sha256()
    _require_inside(path)
    try:
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                digest.update(block)
                add_bytes(work, attachment, block)
    except OSError as error:
        raise ExchangeError(
            _("Viennistä puuttuu liite {name}. Vie toimisto uudelleen.").format(name=path.name)
        ) from error
    if attachment.sha256 is not None and digest.hexdigest() != attachment.sha256:
        raise ExchangeError(
            _("Liite {name} ei ole sama kuin vietäessä. Vie toimisto uudelleen.").format(name=path.name)
        )


def _require_inside(path: Path) -> None:
    """Refuse a link: a folder that somebody else made could bring in a file of the user's own."""
    if path.is_symlink() or path.parent.is_symlink():
        raise ExchangeError(
            _("Viennin liite {name} on linkki toiseen paikkaan. Vie toimisto uudelleen.").format(name=path.name)
        )
